"""From the cells of a sheet to named columns of text: the header, and rows that do not fit it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from gezondmenu.given import closest_name
from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.personal_data import PERSONAL_NAMES
from gezondmenu.study.read.cells import Body, Cells
from gezondmenu.study.read.file_formats import HEADER_WITHIN, Sheet, cell_text, header_name
from gezondmenu.study.read.files import column_names
from gezondmenu.study.schema import Named, Table, column_words, table_words

PRESENCE = frozenset(
    (
        *("aanwezig", "aanwezig?", "aanw", "aanw.", "aanwezigheid", "present", "presentie", "presence", "geweest"),
        *("gekomen", "was_er", "opgekomen", "attended", "aanwezig_ja_nee", "aanwezig_j_n", "aanwezig_(j/n)"),
    )
)
"""Headers of a column that says who of those on a list was there."""

ABOUT_PERSONS = frozenset(
    ("people", "attendance", "survey", "appreciation", "goals", "requests", "offers", "points", "best_worst")
)
"""Tables of which a row is about one person."""


Parts = tuple[tuple[Sheet, int], ...]


@dataclass
class RawTable:
    """The columns of a table as text, before any reading of numbers or dates.

    Attributes
    ----------
    rows : array
        The spreadsheet row of each row.
    text : dict of Cells
        Cells by column name of the table.
    native : dict of array
        Per column: whether a cell came as a number, so that its decimal mark needs no guess.
    absent : dict of array
        Per column: whether the row was too short to have this cell.
    labels : dict of str
        How the user wrote the name of each column.
    days : dict of array
        Per column: whether a cell came as a date, and not as text.
    parts : tuple of (Sheet, int)
        Where rows come from several sheets: these, each with its number of rows; else blank.
    headers : dict of list of str
        Per column whose cells stand under several headers: the header of each cell.
    """

    table: Table
    sheet: Sheet
    rows: np.ndarray
    text: dict[str, Cells] = field(default_factory=dict)
    native: dict[str, np.ndarray] = field(default_factory=dict)
    absent: dict[str, np.ndarray] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    days: dict[str, np.ndarray] = field(default_factory=dict)
    parts: Parts = ()
    headers: dict[str, list[str]] = field(default_factory=dict)

    def place(self, position: int, column: str) -> Place:
        """The place of a cell, with its value, by the position of its row."""
        label = self.headers[column][position] if column in self.headers else self.labels[column]
        sheet = sheet_of(self.parts, position) or self.sheet
        return sheet.place(int(self.rows[position]), label, self.text[column][position])


def sheet_of(parts: Parts, position: int) -> Sheet | None:
    """The sheet of a row, by its position in a table; None where the table is of one sheet."""
    for sheet, count in parts:
        if position < count:
            return sheet
        position -= count
    return None


def read_columns(sheet: Sheet, table: Table, findings: Findings) -> RawTable | None:
    """The columns of a table in a sheet; None (with a finding) when the sheet has no usable header."""
    filled = [number for number, row in enumerate(sheet.rows) if _is_filled(row)]
    if not filled:
        findings.add("empty_file", sheet.place())
        return None
    header_row = _header_row(sheet, table, filled, findings)
    if header_row is None:
        return None
    body = sheet.body
    if len(filled if body is None else body.rows) == (body is None):
        severity = "error" if table.name == "areas" else None
        findings.add("header_only", sheet.place(header_row + 1), severity)
    header = [cell_text(cell) for cell in sheet.rows[header_row]]
    if body is not None:
        raw = RawTable(table, sheet, body.rows + 1)
        for name, place in _places(header, body.filled.__contains__, raw, header_row + 1, findings).items():
            _take_cells(raw, name, body.cells[place], body.absent[place])
        _note_uneven_rows(len(header), body, sheet, findings)
        return raw
    numbers = filled[1:]
    rows = [sheet.rows[number] for number in numbers]
    raw = RawTable(table, sheet, np.array(numbers, dtype="int64") + 1)

    def is_filled(position: int) -> bool:
        return any(position < len(cells) and cell_text(cells[position]) for cells in rows)

    places = _places(header, is_filled, raw, header_row + 1, findings)
    _note_ragged_rows(header, rows, raw, findings)
    for name, place in places.items():
        _take_column(raw, name, place, rows)
    return raw


def _is_filled(row: list) -> bool:
    return any(cell is not None and cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in row)


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)


def _header_row(sheet: Sheet, table: Table, filled: list[int], findings: Findings) -> int | None:
    names = column_names(table.name)
    known = {
        number: sum(header_name(cell_text(cell)) in names for cell in sheet.rows[number])
        for number in filled[:HEADER_WITHIN]
    }
    first = filled[0]
    best = max(known, key=lambda number: (known[number], -number))
    if known[best] == 0:
        needed = column_words(table.name, *table.required)
        findings.add("no_header", sheet.place(first + 1), table=table_words(table.name), columns=needed)
        return None
    if best != first and known[best] >= 2 and known[best] > known[first]:
        findings.add("header_not_first", sheet.place(first + 1), header_row=best + 1, first_row=first + 1)
        return None
    return first


def _places(
    header: list[str], is_filled: Callable[[int], bool], raw: RawTable, row: int, findings: Findings
) -> dict[str, int]:
    """Position of each column of the table; whatever else the header holds becomes a finding."""
    table, sheet = raw.table, raw.sheet
    names = column_names(table.name)
    places: dict[str, int] = {}
    for position, label in enumerate(header):
        name = names.get(header_name(label))
        if name is None:
            _note_unknown_column(label, position, is_filled, raw, row, findings)
        elif name in places:
            labels = f"“{header[places[name]]}”, “{label}”"
            findings.add("double_column", sheet.place(row, label), headers=labels, name=column_words(table.name, name))
        else:
            places[name] = position
            raw.labels[name] = label
    unknown = [label for label in header if label and header_name(label) not in names]
    for name in table.required:
        if name not in places:
            words = column_words(table.name, name)
            others = [other for other in (*table.columns[name].alias[1:], name) if other != words.nl]
            closest = closest_name(name, unknown) or closest_name(words.nl, unknown)
            findings.add(
                "missing_column",
                sheet.place(row, words),
                closest=closest,
                name=words,
                table=table_words(table.name),
                others=Named(", ".join(others) or words.nl, ", ".join(table.columns[name].alias) or name),
            )
    for group in table.one_of:
        if not set(group) & set(places):
            words = column_words(table.name, *group)
            place = sheet.place(row, column_words(table.name, group[0]))
            findings.add("missing_one_of", place, table=table_words(table.name), columns=words)
    return places


def _note_unknown_column(
    label: str, position: int, is_filled: Callable[[int], bool], raw: RawTable, row: int, findings: Findings
) -> None:
    table, sheet = raw.table, raw.sheet
    if not label:
        if is_filled(position):
            findings.add("nameless_column", sheet.place(row), number=position + 1)
        return
    name = header_name(label)
    if table.name == "attendance" and name in PRESENCE:
        findings.add("presence_column", sheet.place(row, label))
        return
    if table.name in ABOUT_PERSONS and name in PERSONAL_NAMES:
        findings.add("personal_column", sheet.place(row, label))
        return
    free = [name for name in column_names(table.name)]
    findings.add(
        "unknown_column",
        sheet.place(row, label),
        closest=closest_name(name, free),
        table=table_words(table.name),
        columns=column_words(table.name, *table.columns),
    )


def _note_ragged_rows(header: list[str], rows: list[list], raw: RawTable, findings: Findings) -> None:
    width = len(header)
    least = max(number for number, label in enumerate(header, start=1) if label)
    for number, row in zip(raw.rows.tolist(), rows, strict=True):
        if len(row) == width:
            continue
        place = raw.sheet.place(number)
        if len(row) > width and any(cell_text(cell) for cell in row[width:]):
            findings.add("row_too_long", place, cells=len(row), columns=width)
        elif len(row) < least and raw.sheet.ragged:
            findings.add("row_too_short", place, cells=len(row), columns=width)


def _note_uneven_rows(width: int, body: Body, sheet: Sheet, findings: Findings) -> None:
    for (rule, cells), (first, count) in body.uneven.items():
        findings.add_alike(rule, [sheet.place(place + 1) for place in first], count, cells=cells, columns=width)


def _take_cells(raw: RawTable, name: str, cells: Cells, absent: np.ndarray) -> None:
    raw.text[name], raw.absent[name] = cells, absent
    raw.days[name] = raw.native[name] = np.zeros(len(cells), dtype=bool)


def _take_column(raw: RawTable, name: str, place: int, rows: list[list]) -> None:
    ragged = raw.sheet.ragged
    cells = [row[place] if place < len(row) else None for row in rows]
    raw.text[name] = [cell_text(cell) for cell in cells]
    raw.days[name] = np.fromiter((isinstance(cell, dt.date) for cell in cells), dtype=bool, count=len(cells))
    raw.native[name] = (
        np.zeros(len(cells), dtype=bool)
        if ragged
        else np.fromiter((_is_number(cell) for cell in cells), dtype=bool, count=len(cells))
    )
    raw.absent[name] = (
        np.fromiter((cell is None for cell in cells), dtype=bool, count=len(cells))
        if ragged
        else np.zeros(len(cells), dtype=bool)
    )
