"""Who paid what was booked: for a page on which no value was worked out, so that nothing stands beside it."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.html import paragraph
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row, rows_of
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.payers import PAYERS, payer_and_law


def who_paid(page: Page) -> list[str]:
    """A table of payers, or a sentence that the bookings name none; nothing where no costs are known."""
    language, lines = page.language, _lines(page)
    if not row(page, "costs").known:
        return []
    if not lines:
        return [paragraph(translate("The bookings do not say who paid.", language))]
    body = [[upper_first(_payer(entry, language)), cell(entry, language)] for entry in lines]
    caption = translate("Who paid, {area}, {period}", language, area=page.area_name, period=page.when)
    return [table(caption, [translate("Payer", language), translate("Booked costs", language)], body)]


def payers_in_words(page: Page) -> list[str]:
    """Who paid, in a sentence; nothing where the bookings name nobody."""
    language, lines = page.language, _lines(page)
    named = [f"{_payer(entry, language)}: {cell(entry, language)}" for entry in lines]
    return [translate("Paid by {payers}.", language, payers=", ".join(named))] if named else []


def _lines(page: Page) -> list[Row]:
    order = list(PAYERS)
    known = [entry for entry in rows_of(page, "costs", "law", "payer") if entry.known]
    return sorted(known, key=lambda entry: order.index(_name(entry)) if _name(entry) in order else len(order))


def _name(entry: Row) -> str:
    return entry.traits["payer"]


def _payer(entry: Row, language: str) -> str:
    return payer_and_law(_name(entry), entry.traits["law"], language)
