"""Which rows a page has a place for, hidden or not: what the gaps, the cards and the rules share."""

from __future__ import annotations

from collections.abc import Collection

from gezondmenu.card import Card
from gezondmenu.indicators.register import cards, shipped_cards
from gezondmenu.report.rows.health import COMPARISON, OF_SURVEY, compared_area, entries
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import rows_of_period

TRAITS_LEFT_OUT = ("activity", "price", "distance", "payer")
"""Traits by which the table tells more than a page can show: one activity beside another would be a league table."""


def own_cards(page: Page) -> list[Card]:
    """The cards that do not come with the package and have rows of the area."""
    names = {name for area, name in page.entries if area == page.area}
    return [card for id, card in cards().items() if id not in shipped_cards() and names & set(card.indicators)]


def survey_rows(page: Page) -> list[Row]:
    """What the survey says of the area, in every variant, and the comparison in which it lies; hidden or not."""
    compared = compared_area(page)
    rows = [entry for name in OF_SURVEY for entry in entries(page, name)]
    if compared and compared != page.area and rows:
        rows += [entry for name in COMPARISON for entry in entries(page, name, compared)]
    return [entry for entry in rows if entry.status != "no data"]


def rows_shown(page: Page, indicators: Collection[str]) -> list[Row]:
    """The rows of these indicators of the area in the period, hidden or not, and those of its survey."""
    own = {name for card in own_cards(page) for name in card.indicators}
    of_period = [e for e in rows_of_period(page) if e.indicator not in OF_SURVEY and e.indicator in {*indicators, *own}]
    return [entry for entry in [*of_period, *survey_rows(page)] if _is_shown(entry)]


def _is_shown(entry: Row) -> bool:
    return not entry.traits.keys() & set(TRAITS_LEFT_OUT)
