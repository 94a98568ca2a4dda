"""The workbooks of a new study: a sheet for each table, with its columns, lists to choose from and an example row."""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from gezondmenu.language import message, translate, translate_of
from gezondmenu.study.read.examples import EXAMPLE
from gezondmenu.study.schema import Column, Table, tables
from gezondmenu.study.writing import save_workbook

BEGINNERS = ("areas", "activities", "sessions", "attendance", "people", "appreciation", "survey")
"""Tables of the first workbook; all others stand in the second."""
FIRST_ROW, LAST_ROW = 3, 2000
"""Rows below the header and the example that get lists to choose from; more rows may be filled in."""

_LONGEST_LIST = 255  # characters that a spreadsheet takes for a list
_LONGEST_PROMPT = 250
_FORMATS = {"id": "@", "text": "@", "period": "@", "age_band": "@", "date": "dd-mm-yyyy", "time": "@"}
_HEAD, _REQUIRED, _EXAMPLE = "FFDCE6F1", "FF9DC3E6", "FF7F7F7F"
_MUST = message("must be filled in")


def write_tables(path: Path, names: tuple[str, ...], language: str) -> None:
    """Write a workbook with a sheet for each of these tables.

    Parameters
    ----------
    path : Path
        The file, ``.xlsx``; its content depends on nothing but the other two.
    names : tuple of str
        Tables, in the order of the sheets.
    language : {"nl", "en"}
        Of sheets, columns, choices and explanations.
    """
    book = Workbook()
    book.remove(book.active)
    for name in names:
        _write_table(book.create_sheet(table_title(tables()[name], language)), tables()[name], names, language)
    save_workbook(book, path)


def table_title(table: Table, language: str) -> str:
    """The name of a table in a language, which its sheet may have.

    Examples
    --------
    >>> table_title(tables()["sessions"], "nl"), table_title(tables()["sessions"], "en")
    ('bijeenkomsten', 'sessions')
    """
    return table.alias[0] if language == "nl" and table.alias else table.name


def column_title(column: Column, language: str) -> str:
    """The name of a column in a language, which its header may have.

    Examples
    --------
    >>> column_title(tables()["sessions"].columns["visits"], "nl")
    'bezoeken'
    """
    return column.alias[0] if language == "nl" and column.alias else column.name


def choice_words(column: Column, language: str) -> dict[str, str]:
    """The word of a language for each value that a column allows, or that it knows among others.

    Examples
    --------
    >>> choice_words(tables()["people"].columns["gender"], "nl")
    {'female': 'vrouw', 'male': 'man', 'other': 'anders'}
    """
    values = column.values or column.values_alias or {}
    return {value: words[0] if language == "nl" and words else value for value, words in values.items()}


def example_row(table: Table, language: str) -> dict[str, Any]:
    """The example of a table by column, in a language; the first column says that it is one.

    Examples
    --------
    >>> example_row(tables()["areas"], "nl")["area"]
    'voorbeeld: W1'
    """
    row: dict[str, Any] = {}
    for name, value in _examples()[table.name].items():
        column = table.columns[name]
        if isinstance(value, list):
            value = value[0 if language == "nl" else 1]
        if isinstance(value, bool):
            value = _yes_no(language)[0 if value else 1]
        row[name] = choice_words(column, language).get(str(value), value)
    first = next(iter(table.columns))
    return {**row, first: f"{translate(EXAMPLE, language)} {_shown(row[first])}"}


@functools.cache
def _examples() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files("gezondmenu.study.start").joinpath("examples.toml").read_text("utf-8"))


def _shown(value: Any) -> str:
    return f"{value:%d-%m-%Y}" if isinstance(value, dt.date) else str(value)


def _yes_no(language: str) -> tuple[str, str]:
    return translate("yes", language), translate("no", language)


def _write_table(page: Worksheet, table: Table, names: tuple[str, ...], language: str) -> None:
    example = example_row(table, language)
    page.freeze_panes = "B2"
    for place, column in enumerate(table.columns.values(), start=1):
        letter = get_column_letter(place)
        title = column_title(column, language)
        head = page.cell(1, place, title)
        head.font = Font(bold=column.required)
        head.fill = PatternFill("solid", fgColor=_REQUIRED if column.required else _HEAD)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        shown = page.cell(2, place, example.get(column.name))
        shown.font = Font(italic=True, color=_EXAMPLE)
        form = _FORMATS.get(column.type, "General")
        shown.number_format = form
        page.column_dimensions[letter].width = max(14, len(title) + 3, len(str(shown.value or "")) + 2)
        page.column_dimensions[letter].number_format = form
        for row in range(FIRST_ROW, FIRST_ROW + 200):
            page.cell(row, place).number_format = form
        _add_list(page, f"{letter}{FIRST_ROW}:{letter}{LAST_ROW}", table, column, names, language)


def _add_list(page: Worksheet, cells: str, table: Table, column: Column, names: tuple[str, ...], language: str) -> None:
    """What may be chosen or written in a column, and what it means, shown when a cell is selected."""
    rule = _rule(column, names, language)
    meaning = translate_of(column.name, column.meaning, language)
    if column.required:
        meaning += f" ({translate(_MUST, language)})"
    rule.promptTitle, rule.prompt = column_title(column, language)[:32], meaning[:_LONGEST_PROMPT]
    rule.showInputMessage = True
    rule.errorStyle = "warning"
    rule.showErrorMessage = rule.type is not None
    rule.allow_blank = True
    rule.add(cells)
    page.add_data_validation(rule)


def _rule(column: Column, names: tuple[str, ...], language: str) -> DataValidation:
    words = [*choice_words(column, language).values()] if column.type == "choice" else []
    if column.type == "yes_no":
        words = [*_yes_no(language)]
    listed = ",".join(words)
    if words and len(listed) <= _LONGEST_LIST and not any("," in word for word in words):
        return DataValidation("list", formula1=f'"{listed}"')
    table, _, key = (column.refers or "").partition(".")
    if table in names:
        place = list(tables()[table].columns).index(key) + 1
        letter = get_column_letter(place)
        title = table_title(tables()[table], language)
        return DataValidation("list", formula1=f"'{title}'!${letter}${FIRST_ROW}:${letter}${LAST_ROW}")
    if column.type == "date":
        return DataValidation("date", operator="greaterThan", formula1="36526")  # 2000
    if column.type in ("count", "year"):
        return DataValidation("whole", operator="greaterThanOrEqual", formula1="0")
    if column.type == "number":
        low = -1e9 if column.min is None else column.min
        high = 1e9 if column.max is None else column.max
        return DataValidation("decimal", operator="between", formula1=f"{low:g}", formula2=f"{high:g}")
    return DataValidation()
