"""A table whose cells have their types, together with where each row stands in the user's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.read.date_columns import days_of_column
from gezondmenu.study.read.file_formats import Sheet
from gezondmenu.study.read.headers import Parts, RawTable, sheet_of
from gezondmenu.study.read.parse import decimal_mark, parse_column
from gezondmenu.study.schema import Table, column_words


@dataclass
class TypedTable:
    """The rows of one table, typed, and the cells that cannot be used.

    Attributes
    ----------
    frame : DataFrame
        Every column of the table; a column that the file does not have is blank.
    rows : array
        Spreadsheet row of each row of `frame`.
    text : dict of list of str
        Cells as the user wrote them, for the columns that the file has.
    bad : dict of array
        Cells that have a finding already, so that no second one is made.
    labels : dict of str
        How the user wrote the name of each column.
    parts : tuple of (Sheet, int)
        Where rows come from several sheets: these, each with its number of rows; else blank.
    headers : dict of list of str
        Per column whose cells stand under several headers: the header of each cell.
    """

    table: Table
    sheet: Sheet
    rows: np.ndarray
    frame: pd.DataFrame
    text: dict[str, list[str]]
    bad: dict[str, np.ndarray]
    labels: dict[str, str]
    parts: Parts = ()
    headers: dict[str, list[str]] = field(default_factory=dict)

    def has(self, *columns: str) -> bool:
        """Whether the file has each of these columns."""
        return all(column in self.text for column in columns)

    def good(self, *columns: str) -> np.ndarray:
        """Which rows have no faulty cell in these columns."""
        usable = np.ones(len(self.frame), dtype=bool)
        for column in columns:
            if column in self.bad:
                usable &= ~self.bad[column]
        return usable

    def place(self, position: int | None = None, column: str = "") -> Place:
        """The place of a cell, with its value, by the position of its row in `frame`."""
        label = self.labels.get(column) or column_words(self.table.name, column)
        if position is None:
            return self.sheet.place(column=label)
        if column in self.headers:
            label = self.headers[column][position] or label
        value = self.text[column][position] if column in self.text else ""
        return self._sheet_of(position).place(int(self.rows[position]), label, value)

    def row_beside(self, position: int, other: int) -> str:
        """The row of a position, for a finding about another: with its file and sheet where these differ."""
        sheet, row = self._sheet_of(position), int(self.rows[position])
        if sheet is self._sheet_of(other):
            return f"{row}"
        return f"{row} ({' / '.join(part for part in (sheet.file, sheet.sheet) if part)})"

    def _sheet_of(self, position: int) -> Sheet:
        return sheet_of(self.parts, position) or self.sheet

    def note(
        self,
        findings: Findings,
        rule: str,
        positions: Any,
        column: str,
        /,
        severity: str | None = None,
        closest: dict[str, str] | None = None,
        **words: Any,
    ) -> None:
        """Note one finding for each position."""
        for position in positions:
            place = self.place(int(position), column)
            findings.add(rule, place, severity, (closest or {}).get(place.value), **words)


def type_table(raw: RawTable, findings: Findings, chosen: dict[str, Any]) -> TypedTable:
    """Read every cell of a table; each cell that cannot be read becomes a finding and is left blank."""
    table = raw.table
    size = len(raw.rows)
    mark = decimal_mark(_number_cells(raw))
    blank = table.empty().reindex(range(size))
    typed = TypedTable(table, raw.sheet, raw.rows, blank, raw.text, {}, raw.labels, raw.parts, raw.headers)
    columns = {}
    for name, column in table.columns.items():
        if name not in raw.text:
            columns[name] = blank[name]
            continue
        text, native, bad = raw.text[name], raw.native[name], raw.absent[name].copy()
        if column.type == "date":
            text, asked = days_of_column(raw, name, chosen, findings)
            native, bad = np.zeros(size, dtype=bool), bad | asked
        parsed = parse_column(text, column, native, mark)
        for fault, positions, is_read in parsed.faults:
            bad[positions] |= not is_read
            typed.note(findings, fault.rule, positions, name, **fault.words)
        columns[name], typed.bad[name] = parsed.values, bad
    typed.frame = pd.DataFrame(columns, index=pd.RangeIndex(size))
    return typed


def joined(tables: Sequence[TypedTable]) -> TypedTable:
    """One table of several, its rows in the order of these; a column that one of them lacks is blank there.

    Parameters
    ----------
    tables : sequence of TypedTable
        At least one, all of the same table of the study.
    """
    if len(tables) == 1:
        return tables[0]
    sizes = [len(table.frame) for table in tables]
    names = list(dict.fromkeys(name for table in tables for name in table.text))
    spread = {name for table in tables for name in table.headers}
    return TypedTable(
        tables[0].table,
        tables[0].sheet,
        np.concatenate([table.rows for table in tables]),
        pd.concat([table.frame for table in tables], ignore_index=True),
        {
            name: [
                cell for table, size in zip(tables, sizes, strict=True) for cell in table.text.get(name, [""] * size)
            ]
            for name in names
        },
        {
            name: np.concatenate(
                [table.bad.get(name, np.zeros(size, dtype=bool)) for table, size in zip(tables, sizes, strict=True)]
            )
            for name in names
        },
        {name: label for table in reversed(tables) for name, label in table.labels.items()},
        tuple(
            part for table, size in zip(tables, sizes, strict=True) for part in table.parts or ((table.sheet, size),)
        ),
        {
            name: [
                label
                for table, size in zip(tables, sizes, strict=True)
                for label in table.headers.get(name, [table.labels.get(name, "")] * size)
            ]
            for name in spread
        },
    )


def _number_cells(raw: RawTable) -> set[str]:
    """The number cells that came as text: the evidence for the decimal mark of the file.

    Degrees are none: they are copied from a map, with a point in a Dutch file too.
    """
    cells: set[str] = set()
    for name, text in raw.text.items():
        column = raw.table.columns[name]
        if column.type in ("number", "count") and column.unit != "degrees":
            native = raw.native[name]
            cells.update(cell for cell, known in zip(text, native, strict=True) if not known)
    return cells
