"""What was read of sources as a table whose cells have no type yet, as a table by name gives it too."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np

from gezondmenu.study.read.file_formats import Sheet, cell_text
from gezondmenu.study.read.headers import RawTable
from gezondmenu.study.schema import tables
from gezondmenu.study.sources.seam import Reading
from gezondmenu.study.sources.sheet_rows import Cell


def raw_table(
    reading: Reading, parts: list[tuple[Sheet, int]], numbers: list[int], columns: dict[str, list[Cell]]
) -> RawTable:
    """Rows of one or more sheets, with the kind of each cell and the header above it.

    Parameters
    ----------
    reading : Reading
        How they were made rows of a table.
    parts : list of (Sheet, int)
        The sheets, and how many rows each gave.
    numbers : list of int
        The row of each in its sheet.
    columns : dict of list of Cell
        The cells of each column, as long as `numbers`.
    """
    table = tables()[reading.table]
    raw = RawTable(table, parts[0][0], np.array(numbers, dtype="int64"), parts=tuple(parts))
    size = len(numbers)
    for name in table.columns:
        if name not in {*reading.columns, *reading.fixed, *reading.down.values(), reading.names, reading.values}:
            continue
        cells = columns.get(name, [])
        raw.text[name] = [text for _, text, _ in cells]
        raw.native[name] = np.fromiter(
            (_is_number(cell) and cell_text(cell) == text for cell, text, _ in cells), dtype=bool, count=size
        )
        raw.days[name] = np.fromiter((isinstance(cell, dt.date) for cell, _, _ in cells), dtype=bool, count=size)
        raw.absent[name] = np.zeros(size, dtype=bool)
        headers = [header for _, _, header in cells]
        raw.labels[name] = headers[0] if headers else reading.columns.get(name, name)
        if len(set(headers)) > 1:
            raw.headers[name] = headers
    return raw


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float | Decimal) and not isinstance(cell, bool)
