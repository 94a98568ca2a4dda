"""The sign-in sheet of a new study: printed, filled in with crosses, and typed over as a list of persons by dates."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from gezondmenu.language import message, translate
from gezondmenu.study.schema import tables
from gezondmenu.study.start.tables_book import column_title
from gezondmenu.study.writing import save_workbook

PEOPLE, DATES = 30, 10
"""Rows and dates of one printed page."""
TITLE_ROW, WHAT_ROW, HEADER_ROW = 1, 2, 3

_TITLE = message("Sign-in sheet of: …………………………………")
_WHAT = message(
    "Above each column: the date. Behind each code: x for who was there. No names: a code such as F3 (first letter and "
    "number), the same one each time."
)
_SHEET = message("sign-in sheet")


def write_sign_in(path: Path, language: str) -> None:
    """Write the sign-in sheet: one page of A4, lying down.

    Parameters
    ----------
    path : Path
        The file, ``.xlsx``.
    language : {"nl", "en"}
    """
    book = Workbook()
    page = book.active
    page.title = translate(_SHEET, language)
    page.cell(TITLE_ROW, 1, translate(_TITLE, language)).font = Font(bold=True, size=14)
    page.cell(WHAT_ROW, 1, translate(_WHAT, language)).alignment = Alignment(wrap_text=True, vertical="top")
    last = get_column_letter(DATES + 1)
    page.merge_cells(f"A{WHAT_ROW}:{last}{WHAT_ROW}")
    page.row_dimensions[WHAT_ROW].height = 32
    page.cell(HEADER_ROW, 1, column_title(tables()["attendance"].columns["person"], language)).font = Font(bold=True)
    line = Border(*(Side(style="thin"),) * 4)
    for row in range(HEADER_ROW, HEADER_ROW + PEOPLE + 1):
        page.row_dimensions[row].height = 24 if row == HEADER_ROW else 15
        for place in range(1, DATES + 2):
            cell = page.cell(row, place)
            cell.border = line
            cell.number_format = "@" if place == 1 else "dd-mm-yyyy" if row == HEADER_ROW else "General"
            cell.alignment = Alignment(horizontal="left" if place == 1 else "center")
    page.column_dimensions["A"].width = 16
    for place in range(2, DATES + 2):
        page.column_dimensions[get_column_letter(place)].width = 11.5
    page.freeze_panes = page.cell(HEADER_ROW + 1, 2)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 1
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_area = f"A1:{last}{HEADER_ROW + PEOPLE}"
    page.print_title_rows = f"{TITLE_ROW}:{HEADER_ROW}"
    page.print_options.horizontalCentered = True
    save_workbook(book, path)
