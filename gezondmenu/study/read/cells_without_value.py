"""Cells of an XLSX file that have no value: errors, and formulas whose result was never saved."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

SPREADSHEET_ERRORS = frozenset(
    {
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#REF!",
        "#VALUE!",
        "#SPILL!",
        "#CALC!",
        "#DEEL/0!",
        "#N/B",
        "#NAAM?",
        "#LEEG!",
        "#GETAL!",
        "#VERW!",
        "#WAARDE!",
    }
)
"""What a spreadsheet shows in a cell that went wrong, in English and in Dutch."""

_CELL = re.compile(rb"<c\b([^>]*[^/])>(.*?)</c>", re.DOTALL)
_REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_VALUE = re.compile(rb"<v>([^<]+)</v>")
_FORMULA = re.compile(rb"<f[^>]*>([^<]*)</f>")


def show_cells_without_value(content: bytes, rows_of: dict[str, list[list[Any]]]) -> None:
    """Put back what calamine shows as blank: errors (#N/A) and formulas whose result was never saved.

    Parameters
    ----------
    content : bytes
        The XLSX file.
    rows_of : dict of list
        Rows of cells by sheet name; such a cell gets the text of the error, or the formula after ``=``.
    """
    parts = _parts_of_sheets(content)
    for name, rows in rows_of.items():
        part = parts.get(name, b"")
        if b't="e"' not in part and b"<f" not in part:
            continue
        for attributes, inside in _CELL.findall(part):
            reference, value = _REFERENCE.search(attributes), _VALUE.search(inside)
            if b't="e"' in attributes:
                shown = value[1].decode() if value else "#N/A"
            elif (formula := _FORMULA.search(inside)) and not value and b't="str"' not in attributes:
                shown = "=" + formula[1].decode("utf-8", "replace")
            else:
                continue
            if reference:
                _put(rows, int(reference[2]) - 1, _column_number(reference[1]), shown)


def _parts_of_sheets(content: bytes) -> dict[str, bytes]:
    relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return {}
        links = {
            link.get("Id"): "xl/" + str(link.get("Target")).removeprefix("/").removeprefix("xl/")
            for link in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        }
        book = ET.fromstring(archive.read("xl/workbook.xml"))
        paths = {
            str(element.get("name")): links.get(element.get(relation), "")
            for element in book.iter()
            if element.tag.endswith("}sheet")
        }
        return {name: archive.read(path) for name, path in paths.items() if path in names}


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _put(rows: list[list[Any]], row: int, column: int, cell: str) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([""] * (column + 1 - len(rows[row])))
    rows[row][column] = cell
