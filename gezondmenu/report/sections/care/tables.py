"""The table of requests for help."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.tables import bare, table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row, rows_of
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.names import level_name, upper_first


def requests_table(page: Page) -> str:
    """Requests for help by kind, with the share that is still open."""
    language = page.language
    kinds = rows_of(page, "requests", "kind")
    if not any(entry.known for entry in kinds):
        return ""
    header = [translate("Kind of request", language), translate("Requests", language)]
    header += [translate("Still open (%)", language)]
    body = [
        [
            upper_first(level_name(entry.group, language)),
            cell(entry, language),
            bare(row(page, "open_share", entry.group), language),
        ]
        for entry in kinds
    ]
    return table(translate("Requests for help by kind, {period}", language, period=page.when), header, body)
