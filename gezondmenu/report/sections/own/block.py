"""Indicators of the user's own, shown like any other: name, number, how sure, last year, the city, and the card."""

from __future__ import annotations

from gezondmenu.card import Indicator, card_words
from gezondmenu.language import translate
from gezondmenu.report.parts.captions import source
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import Block, notes_below, subheading
from gezondmenu.report.parts.section import Section
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.rows.shown import own_cards
from gezondmenu.report.sections.own import tables
from gezondmenu.report.words.names import level_name, upper_first
from gezondmenu.vocabulary import ALL

Line = tuple[str, Row, Row, Row | None]


def own_indicators(page: Page) -> Block:
    """A table of the indicators that the study itself added; nothing where it added none."""
    language = page.language
    own = own_cards(page)
    lines = [line for card in own for entry in card.indicators.values() for line in _lines(page, entry)]
    if not lines:
        return Block("own indicators")
    whole = any(here.period == ALL != page.period for _, here, _, _ in lines)
    caption = translate(
        "What this study counts besides, {area}, {period}", language, area=page.area_name, period=page.when
    )
    return Block(
        "own indicators",
        subheading(translate("What else does this study count?", language)),
        tables.own_table(page, lines, caption),
        notes_below(
            source(page),
            translate("A line marked “whole study” is not of one year.", language) if whole else "",
        ),
        card_folds(page, [card.id for card in own]),
    )


def _lines(page: Page, entry: Indicator) -> list[Line]:
    """The number of the area and, where it is told so, of each group; over the whole study where years are not told."""
    own_rows = [
        e for e in page.entries.get((page.area, entry.name), []) if e.known or e.status in ("suppressed", "too few")
    ]
    now = [e for e in own_rows if e.period == page.period] or [e for e in own_rows if e.period == ALL]
    lines: list[Line] = []
    for here in now:
        name = upper_first(card_words(entry, page.language))
        if here.group != ALL:
            name = f"{name}: {level_name(here.group, page.language)}"
        if here.period == ALL != page.period:
            whole = translate("whole study", page.language)
            name = f"{name} ({whole})"
        then = row(page, entry.name, here.group, period=page.before if here.period != ALL else "")
        there = row(page, entry.name, here.group, area=page.beside, period=here.period) if page.beside else None
        lines.append((name, here, then, there))
    return lines


SECTION = Section(
    "own",
    order=50,
    blocks=(own_indicators,),
)
