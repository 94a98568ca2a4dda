"""Who looks after whom: requests for help, invitations, and employers that take part."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.captions import source
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import Block, bars, fold, notes_below, paragraph, subheading
from gezondmenu.report.parts.section import Section
from gezondmenu.report.parts.tables import beside_table, indicator_lines
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.care import claims, tables
from gezondmenu.report.sections.care.rows import CARDS, EMPLOYERS, FUNNEL, HELP


def helping(page: Page) -> Block:
    """Three short parts, each only where something of it was counted."""
    parts = [*_requests(page), *_invitations(page), *_employers(page)]
    return Block("helping", *parts)


def _requests(page: Page) -> list[str]:
    language = page.language
    words = claims.requests(page)
    if not words:
        return []
    kinds = tables.requests_table(page)
    caption = translate("Differences, {period}", language, period=page.when)
    lines = indicator_lines(("solved_by_community", "days_to_solved"), language)
    return [
        subheading(translate("Do residents look after each other?", language)),
        paragraph(*words),
        fold(
            translate("Which requests, and beside others", language),
            kinds,
            beside_table(page, lines, caption),
        ),
        notes_below(source(page), translate("n = {count} requests.", language, count=claims.count_of(page))),
        card_folds(page, CARDS["help"]),
    ]


def _invitations(page: Page) -> list[str]:
    language = page.language
    parts = []
    for measure in claims.measures(page):
        lines = claims.funnel_lines(page, measure)
        name = translate("From invitation to visit: {measure}", language, measure=measure)
        parts += [paragraph(f"{name}."), bars(lines)] if lines else []
    if not parts:
        return []
    note = translate("Each percentage is a part of the step above it. These are numbers of people.", language)
    return [
        subheading(translate("Do people come who are invited?", language)),
        *parts,
        notes_below(source(page), note),
        card_folds(page, CARDS["funnel"]),
    ]


def _employers(page: Page) -> list[str]:
    words = claims.employers(page)
    if not words or not row(page, "employers").value:
        return []
    return [
        subheading(translate("Do employers take part?", page.language)),
        paragraph(words),
        card_folds(page, CARDS["employers"]),
    ]


SECTION = Section(
    "care",
    order=40,
    blocks=(helping,),
    indicators=(*HELP, *FUNNEL, *EMPLOYERS),
    cards=CARDS,
)
