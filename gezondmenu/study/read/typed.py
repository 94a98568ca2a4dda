"""A table whose cells have their types, together with where each row stands in the user's file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from gezondmenu.study.findings import BY_COLUMN, BY_VALUE, ROWS_SHOWN, Findings, Place
from gezondmenu.study.read.cells import Cells, distinct, is_coded, joined_cells
from gezondmenu.study.read.date_columns import days_of_column
from gezondmenu.study.read.file_formats import Sheet
from gezondmenu.study.read.headers import Parts, RawTable, sheet_of
from gezondmenu.study.read.parse import blank_column, decimal_mark, parse_column
from gezondmenu.study.rules import RULES
from gezondmenu.study.schema import Table, column_words

ATTENDANCE = "attendance"
"""The table of which a large file keeps codes for its words, in every step after reading too."""

MANY = 10_000
"""From so many findings of a kind in a large file each cause is counted, and no more causes are listed."""


@dataclass
class TypedTable:
    """The rows of one table, typed, and the cells that cannot be used.

    Attributes
    ----------
    frame : DataFrame
        Every column of the table; a column that the file does not have is blank.
    rows : array
        Spreadsheet row of each row of `frame`.
    text : dict of Cells
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
    text: dict[str, Cells]
    bad: dict[str, np.ndarray]
    labels: dict[str, str]
    parts: Parts = ()
    headers: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_large(self) -> bool:
        """Whether the rows, or some of them, come from a large file."""
        return any(map(is_coded, self.text.values()))

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

    def write(self, column: str, rows: np.ndarray, value: str | None) -> None:
        """Put a word in some rows of a column of `frame`; None makes them blank.

        Parameters
        ----------
        column : str
            A column of words.
        rows : array
            Positions, or whether each row is meant.
        """
        words = self.frame[column]
        if isinstance(words.dtype, pd.CategoricalDtype) and value is not None and value not in words.cat.categories:
            self.frame[column] = words.cat.add_categories([value])
        self.frame.loc[rows, column] = value

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
        """Note one finding for each position; of very many alike the first, and how many there are."""
        if len(positions) > MANY and column in self.text and is_coded(self.text[column]):
            self._note_many(findings, rule, np.asarray(positions), column, severity, closest or {}, words)
            return
        for position in positions:
            place = self.place(int(position), column)
            findings.add(rule, place, severity, (closest or {}).get(place.value), **words)

    def _note_many(
        self,
        findings: Findings,
        rule: str,
        positions: np.ndarray,
        column: str,
        severity: str | None,
        closest: dict[str, str],
        words: dict[str, Any],
    ) -> None:
        codes, texts = distinct(self.text[column])
        codes = codes[positions]
        if rule in BY_COLUMN and not closest:
            places = [self.place(int(position), column) for position in positions[:ROWS_SHOWN]]
            varied = bool((codes != codes[0]).any())
            findings.add_alike(rule, places, len(positions), severity, is_varied=varied, **words)
        elif rule in BY_VALUE or rule in BY_COLUMN:
            order = np.argsort(codes, kind="stable")
            starts = np.flatnonzero(np.diff(codes[order], prepend=-2))
            ends = np.append(starts[1:], len(order))
            earliest = np.argsort(order[starts], kind="stable")
            for group in earliest[:MANY]:
                alike = order[starts[group] : ends[group]]
                places = [self.place(int(position), column) for position in positions[alike[:ROWS_SHOWN]]]
                near = closest.get(texts[codes[alike[0]]])
                findings.add_alike(rule, places, len(alike), severity, near, **words)
            self._note_others(findings, rule, (ends - starts)[earliest[MANY:]].sum(), column, severity)
        else:
            for position in self.listed(findings, rule, positions, column, severity):
                place = self.place(int(position), column)
                findings.add(rule, place, severity, closest.get(place.value), **words)

    def listed(
        self, findings: Findings, rule: str, positions: np.ndarray, column: str, severity: str | None = None
    ) -> np.ndarray:
        """The positions of which findings are listed one by one: in a large file many, and how many there are more."""
        if not self.is_large:
            return positions
        self._note_others(findings, rule, len(positions[MANY:]), column, severity)
        return positions[:MANY]

    def _note_others(self, findings: Findings, rule: str, count: int, column: str, severity: str | None = None) -> None:
        """Say how many rows more have such a finding, each of its own, than the many that are listed."""
        if count:
            findings.add("many_more", self.place(column=column), severity or RULES[rule].severity, count=int(count))


def type_table(raw: RawTable, findings: Findings, chosen: dict[str, Any]) -> TypedTable:
    """Read every cell of a table; each cell that cannot be read becomes a finding and is left blank."""
    table = raw.table
    size = len(raw.rows)
    mark = decimal_mark(_number_cells(raw))
    typed = TypedTable(table, raw.sheet, raw.rows, table.empty(), raw.text, {}, raw.labels, raw.parts, raw.headers)
    keeps_codes = table.name == ATTENDANCE and typed.is_large
    columns = {}
    for name, column in table.columns.items():
        if name not in raw.text:
            columns[name] = blank_column(column, size, keeps_codes)
            continue
        text, native, absent = raw.text[name], raw.native[name], raw.absent[name]
        bad = absent.copy() if absent.any() else np.zeros(size, dtype=bool)
        if column.type == "date":
            text, asked = days_of_column(raw, name, chosen, findings)
            native, bad = np.zeros(size, dtype=bool), bad | asked
        parsed = parse_column(text, column, native, mark, keeps_codes)
        for fault, positions, is_read in parsed.faults:
            bad[positions] |= not is_read
            typed.note(findings, fault.rule, positions, name, **fault.words)
        columns[name], typed.bad[name] = parsed.values, bad
    typed.frame = pd.DataFrame(columns, index=pd.RangeIndex(size), copy=False)
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
        _one_below_the_other([table.frame for table in tables]),
        {
            name: joined_cells([table.text.get(name, [""] * size) for table, size in zip(tables, sizes, strict=True)])
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


def _one_below_the_other(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Rows of several tables as one; words stay codes where one of them has codes."""
    coded_columns = {name for frame in frames for name in frame if isinstance(frame[name].dtype, pd.CategoricalDtype)}
    if not coded_columns:
        return pd.concat(frames, ignore_index=True)
    whole = {
        name: union_categoricals([frame[name].astype("category") for frame in frames])
        if name in coded_columns
        else pd.concat([frame[name] for frame in frames], ignore_index=True)
        for name in frames[0]
    }
    return pd.DataFrame(whole, copy=False)


def _number_cells(raw: RawTable) -> set[str]:
    """The number cells that came as text: the evidence for the decimal mark of the file.

    Degrees are none: they are copied from a map, with a point in a Dutch file too.
    """
    cells: set[str] = set()
    for name, text in raw.text.items():
        column = raw.table.columns[name]
        if column.type in ("number", "count") and column.unit != "degrees":
            native = raw.native[name]
            if is_coded(text):
                cells.update(distinct(text)[1])
                continue
            cells.update(cell for cell, known in zip(text, native, strict=True) if not known)
    return cells
