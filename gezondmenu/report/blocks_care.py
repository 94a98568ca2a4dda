"""Who looks after whom: requests for help, invitations, and employers that take part."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report import claims_care, method, shown, tables_more
from gezondmenu.report.parts import Block, bars, fold, notes_below, paragraph, source, subheading
from gezondmenu.report.select import Page, row


def helping(page: Page) -> Block:
    """Three short parts, each only where something of it was counted."""
    parts = [*_requests(page), *_invitations(page), *_employers(page)]
    return Block("helping", *parts)


def _requests(page: Page) -> list[str]:
    language = page.language
    words = claims_care.requests(page)
    if not words:
        return []
    kinds = tables_more.requests_table(page)
    caption = translate("Differences, {period}", language, period=page.when)
    lines = tables_more.indicator_lines(("solved_by_community", "days_to_solved"), language)
    return [
        subheading(translate("Do residents look after each other?", language)),
        paragraph(*words),
        fold(
            translate("Which requests, and beside others", language),
            kinds,
            tables_more.beside_table(page, lines, caption),
        ),
        notes_below(source(page), translate("n = {count} requests.", language, count=claims_care.count_of(page))),
        method.card_folds(page, shown.CARDS["help"]),
    ]


def _invitations(page: Page) -> list[str]:
    language = page.language
    parts = []
    for measure in claims_care.measures(page):
        lines = claims_care.funnel_lines(page, measure)
        name = translate("From invitation to visit: {measure}", language, measure=measure)
        parts += [paragraph(f"{name}."), bars(lines)] if lines else []
    if not parts:
        return []
    note = translate("Each percentage is a part of the step above it. These are numbers of people.", language)
    return [
        subheading(translate("Do people come who are invited?", language)),
        *parts,
        notes_below(source(page), note),
        method.card_folds(page, shown.CARDS["funnel"]),
    ]


def _employers(page: Page) -> list[str]:
    words = claims_care.employers(page)
    if not words or not row(page, "employers").value:
        return []
    return [
        subheading(translate("Do employers take part?", page.language)),
        paragraph(words),
        method.card_folds(page, shown.CARDS["employers"]),
    ]
