"""The table of the user's own indicators."""

from __future__ import annotations

from collections.abc import Sequence

from gezondmenu.language import translate
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.amounts import cell, interval


def own_table(page: Page, lines: Sequence[tuple[str, Row, Row, Row | None]], caption: str) -> str:
    """Indicators of the user's own: the number, how sure it is, last year, and the other area."""
    language = page.language
    before = any(then.status != "absent" for _, _, then, _ in lines)
    header = [translate("What", language), page.area_name, translate("Interval", language)]
    header += [page.before] if before else []
    header += [page.beside_name] if page.beside else []
    body = []
    for name, here, then, there in lines:
        cells = [cell(here, language), interval(here, language) or translate("none: everything was counted", language)]
        cells[1] = cells[1] if here.known else cell(here, language)
        cells += [cell(then, language)] if before else []
        cells += [cell(there, language)] if there is not None else []
        body.append([name, *cells])
    return table(caption, header, body, texts=(2,))
