"""One file to sheets of cells: CSV, XLSX, ODS and Parquet, with the row numbers that a spreadsheet shows."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import sys
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from gezondmenu.study.findings import ROWS_SHOWN, Findings, Place
from gezondmenu.study.read.cells import Body
from gezondmenu.study.read.encodings import decode
from gezondmenu.study.read.file_names import check_names_of_sheets
from gezondmenu.study.read.limits import MOST_TEXT_CELLS, Refusal, thousands
from gezondmenu.study.read.workbooks import sheets_of
from gezondmenu.study.schema import Named

TEXT_FILES = (".csv", ".tsv", ".txt")
WORKBOOKS = (".xlsx", ".ods")
EXTENSIONS = (*TEXT_FILES, *WORKBOOKS, ".parquet")
DELIMITERS = ";,\t"
HEADER_WITHIN = 10
"""Among how many first rows a header is looked for."""


@dataclass(frozen=True)
class Sheet:
    """The cells of a file or of one sheet; row `i` of `rows` is row ``i + 1`` of the spreadsheet.

    Of a large file `rows` are those among which a header is looked for, and `body` is what is kept of the others.
    """

    file: str
    sheet: str
    rows: list[list[Any]]
    ragged: bool = False
    since_1904: bool = False
    body: Body | None = None

    def place(self, row: int | None = None, column: str | Named = "", value: str = "") -> Place:
        """A place in this sheet."""
        return Place(self.file, self.sheet, row, column, value)

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell not in ("", None) for row in self.rows for cell in row)


def cell_text(cell: Any) -> str:
    """A cell as text: whole numbers without ``.0``, dates as ISO, blank as the empty text.

    Examples
    --------
    >>> cell_text(12.0), cell_text(dt.datetime(2025, 1, 2)), cell_text(True)
    ('12', '2025-01-02', 'true')
    """
    if isinstance(cell, str):
        return cell.replace("\ufeff", "").strip() if "\ufeff" in cell else cell.strip()
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float | Decimal):
        number = float(cell)
        return str(int(cell)) if number.is_integer() and abs(number) < 1e15 else str(cell)
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M")
    if isinstance(cell, dt.timedelta):
        hours, minutes = divmod(int(cell.total_seconds()) // 60, 60)
        return f"{hours:02d}:{minutes:02d}"
    return str(cell).strip()


def read_text_sheet(path: Path, known_names: set[str], findings: Findings) -> Sheet | None:
    """A CSV file; None (with a finding) when it cannot be read.

    The encoding is found by byte order mark (or by the zeros of UTF-16), then strict UTF-8 on the whole file, then
    cp1252. The delimiter is the one with which most column names of the table are recognised.
    """
    text = decode(path, findings)
    if text is None:
        return None
    if not text.strip():
        findings.add("empty_file", Place(path.name))
        return None
    if max(map(text.count, (*DELIMITERS, "\n"))) > MOST_TEXT_CELLS:
        findings.add("too_many_cells", Place(path.name), most=thousands(MOST_TEXT_CELLS), cell="")
        return None
    delimiter = delimiter_of(lambda: io.StringIO(text, newline=""), known_names)
    rows: list[list[str]] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows.extend([sys.intern(cell) for cell in row] for row in reader)
    except csv.Error as error:
        findings.add("bad_quotes", Place(path.name, row=len(rows) + 1), reason=str(error))
        return None
    return Sheet(path.name, "", rows, ragged=True)


def header_name(text: str) -> str:
    """A column or table name in one spelling.

    Examples
    --------
    >>> header_name(" Aantal  inwoners"), header_name("price-EUR")
    ('aantal_inwoners', 'price_eur')
    """
    return re.sub(r"[\s_-]+", "_", text.replace("\ufeff", "").strip().lower()).strip("_")


def delimiter_of(lines: Callable[[], Iterable[str]], known_names: Set[str]) -> str:
    """The delimiter with which most column names of a table are recognised; `lines` gives the lines of the text."""
    return max(DELIMITERS, key=lambda mark: _recognised(lines(), mark, known_names))


def _recognised(lines: Iterable[str], delimiter: str, known_names: Set[str]) -> tuple[int, int]:
    most = (0, 0)
    try:
        for row in islice(csv.reader(lines, delimiter=delimiter), HEADER_WITHIN):
            most = max(most, (sum(header_name(cell) in known_names for cell in row), len(row)))
    except csv.Error:
        return most
    return most


def read_workbook(path: Path, findings: Findings) -> list[Sheet] | None:
    """Every sheet of an XLSX, ODS or Parquet file; None (with a finding) when it cannot be read."""
    try:
        sheets, since_1904, hidden = sheets_of(path)
        read = [Sheet(path.name, name, rows, since_1904=since_1904) for name, rows in sheets]
        for sheet in read:
            _note_hidden(sheet, hidden.get(sheet.sheet, []), findings)
        check_names_of_sheets(path.name, [sheet.sheet for sheet in read], findings)
        return read
    except Refusal as refusal:
        findings.add(refusal.rule, Place(path.name), **refusal.words)
    except OSError as error:
        findings.add("unreadable_file", Place(path.name), reason=error.strerror or str(error))
    return None


def _note_hidden(sheet: Sheet, numbers: list[int], findings: Findings) -> None:
    """Rows that a filter hides are read like the others, which who filtered may not expect."""
    filled = [row for row in numbers if row <= len(sheet.rows) and any(cell_text(c) for c in sheet.rows[row - 1])]
    if filled:
        rows = ", ".join(map(str, filled[:ROWS_SHOWN])) + (" …" if len(filled) > ROWS_SHOWN else "")
        findings.add("hidden_rows", sheet.place(filled[0]), count=len(filled), rows=rows)


def read_parquet_sheet(path: Path, findings: Findings) -> Sheet | None:
    """A Parquet file as if it were a sheet with its header in row 1; None when it cannot be read."""
    sheets = read_workbook(path, findings)
    return sheets[0] if sheets else None
