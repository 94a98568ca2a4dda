"""What calamine does not tell of an XLSX file: how far its cells reach, cells without a value, and hidden rows."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, iterparse  # type: ignore[import-untyped]

from gezondmenu.study.read.limits import LAST_COLUMN, LAST_ROW, Refusal, check_cells

_REFERENCE = re.compile(r"([A-Z]{1,7})(\d{1,12})", re.ASCII)
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL_MARK = re.compile(rb'<(?:\w+:)?(?:c|row)\s[^<>]{0,400}?\br\s*=\s*["\']([A-Z]{0,7})(\d{1,12})["\']')

_HIDDEN = re.compile(rb'<(?:\w+:)?row\s[^<>]{0,400}?\bhidden\s*=\s*["\'](?:1|true)["\'][^<>]{0,400}>')
_NUMBER = re.compile(rb'\br\s*=\s*["\'](\d{1,12})["\']')


def check_references(path: Path) -> None:
    """Refuse a workbook of which a cell lies so far away that its sheet would have more cells than can be read."""
    with zipfile.ZipFile(path) as archive:
        for sheet, part in _parts_of_sheets(archive).items():
            last_row = last_column = 0
            cells = ["", ""]
            for letters, digits in _CELL_MARK.findall(archive.read(part)):
                row, column = int(digits), column_number(letters.decode())
                if row > LAST_ROW or column >= LAST_COLUMN:
                    raise Refusal("beyond_the_sheet", cell=(letters + digits).decode(), sheet_name=sheet)
                if row >= last_row:
                    last_row, cells[0] = row, (letters + digits).decode()
                if column > last_column:
                    last_column, cells[1] = column, (letters + digits).decode()
            far = cells[0] if last_row > LAST_ROW // 50 else cells[1]
            check_cells(last_row, last_column + 1, far)


def show_cells_without_value(path: Path, rows_of: dict[str, list[list[Any]]]) -> None:
    """Put back what calamine shows as blank: errors (#N/A) and formulas whose result was never saved.

    Parameters
    ----------
    path : Path
        The XLSX file.
    rows_of : dict of list
        Rows of cells by sheet name; such a cell gets the text of the error, or the formula after ``=``.
    """
    with zipfile.ZipFile(path) as archive:
        for name, part in _parts_of_sheets(archive).items():
            content = archive.read(part)
            if name not in rows_of or (b't="e"' not in content and b"<f" not in content):
                continue
            with archive.open(part) as stream:
                for _, element in iterparse(stream):
                    if element.tag.endswith("}c"):
                        _show(element, rows_of[name])
                        element.clear()
                    elif element.tag.endswith("}row"):
                        element.clear()


def hidden_rows(path: Path) -> dict[str, list[int]]:
    """The rows that a filter or the user hides, as a spreadsheet counts them, by sheet name."""
    with zipfile.ZipFile(path) as archive:
        marks = {name: _HIDDEN.findall(archive.read(part)) for name, part in _parts_of_sheets(archive).items()}
    numbers = {name: [_NUMBER.search(mark) for mark in rows] for name, rows in marks.items()}
    return {name: [int(match[1]) for match in matches if match] for name, matches in numbers.items() if matches}


def counts_from_1904(path: Path) -> bool:
    """Whether the workbook counts its days from 1904, as Excel on a Macintosh did."""
    with zipfile.ZipFile(path) as archive:
        if _WORKBOOK not in archive.namelist():
            return False
        about = (part for part in fromstring(archive.read(_WORKBOOK)).iter() if part.tag.endswith("}workbookPr"))
        return any(part.get("date1904", "0").lower() in ("1", "true", "on") for part in about)


def _show(cell: Element, rows: list[list[Any]]) -> None:
    inside = {child.tag.rpartition("}")[2]: child.text or "" for child in cell}
    kind, formula = cell.get("t"), inside.get("f")
    if kind == "e":
        shown = inside.get("v") or "#N/A"
    elif formula and not inside.get("v") and kind != "str":
        shown = "=" + formula
    else:
        return
    if match := _REFERENCE.fullmatch(cell.get("r", "")):
        _put(rows, int(match[2]) - 1, column_number(match[1]), shown)


def _parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each sheet, by the name of the sheet."""
    names = set(archive.namelist())
    if not {_WORKBOOK, _RELATIONS} <= names:
        return {}
    links = {
        link.get("Id"): "xl/" + str(link.get("Target")).removeprefix("/").removeprefix("xl/")
        for link in fromstring(archive.read(_RELATIONS))
    }
    paths = {
        str(element.get("name")): links.get(element.get(_OFFICE), "")
        for element in fromstring(archive.read(_WORKBOOK)).iter()
        if element.tag.endswith("}sheet")
    }
    return {name: path for name, path in paths.items() if path in names}


def column_number(letters: str) -> int:
    """The position of a column of a spreadsheet.

    Examples
    --------
    >>> column_number("A"), column_number("AB"), column_number("XFD")
    (0, 27, 16383)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _put(rows: list[list[Any]], row: int, column: int, cell: str) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = cell
