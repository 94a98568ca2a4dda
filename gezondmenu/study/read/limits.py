"""How large a file of a study may be: limits that keep one file from taking all memory or all time."""

from __future__ import annotations

from pathlib import Path

LARGEST_FILE = 200_000_000  # bytes; half a million rows of attendance take about 20 million
PIECES_FROM = 40_000_000  # bytes from which a text file is read in pieces
LARGEST_IN_PIECES = 1_050_000_000  # bytes of a text file: so large ones were shown to work within 2 GB of memory
MOST_DIFFERENT_CELLS = 5_000_000  # of the columns of such a file that its table knows
MOST_ROWS = 5_000_000  # of such a file
MOST_ROWS_OF_ATTENDANCE = 28_000_000
LARGEST_CHOICES = 1_000_000  # bytes of study.toml and indicators.toml
LARGEST_UNPACKED = 400_000_000  # bytes of all parts of a workbook together
MOST_CELLS = 5_000_000  # of one sheet of a workbook, blank ones between the first and the last included
MOST_TEXT_CELLS = 20_000_000  # of one text file, of which equal cells are kept once
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of a spreadsheet
SECONDS = 120.0  # for one workbook or Parquet file
MEMORY = 4_000_000_000  # bytes of addresses for one workbook or Parquet file


def most_rows(table: str) -> int:
    """How many rows a large text file may have: attendance is the table of which every step keeps codes for words."""
    return MOST_ROWS_OF_ATTENDANCE if table == "attendance" else MOST_ROWS


class Refusal(Exception):
    """A file that is not read: the name of a rule, and what its words need."""

    def __init__(self, rule: str, **words: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.words = words


def megabytes(size: float) -> str:
    """A size for people.

    Examples
    --------
    >>> megabytes(200_000_000)
    '200 MB'
    """
    return f"{size / 1e6:.0f} MB"


def thousands(count: int) -> str:
    """A large count that reads the same in Dutch and English.

    Examples
    --------
    >>> thousands(5_000_000).split()
    ['5', '000', '000']
    """
    return f"{count:,}".replace(",", "\u00a0")


def content_of(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """The content of an ordinary file that is not too large.

    A pipe, a device or a socket is never opened, since reading one may never end.

    Raises
    ------
    Refusal
        When it is no ordinary file, or larger than the limit.
    OSError
        When it cannot be opened.
    """
    if not path.exists():
        path.stat()  # says why
    if not path.is_file():
        raise Refusal("no_ordinary_file")
    size = path.stat().st_size
    if size > largest:
        raise Refusal("file_too_large", size=megabytes(max(size, 1e6)), largest=megabytes(largest))
    return path.read_bytes()


def check_cells(rows: int, columns: int, cell: str) -> None:
    """Refuse a sheet with more cells than can be read; `cell` is the last one, which is often a stray one."""
    if rows * columns > MOST_CELLS:
        raise Refusal("too_many_cells", most=thousands(MOST_CELLS), cell=cell)
