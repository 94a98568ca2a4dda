"""A large text file, read in pieces: of the columns that its table knows, each different cell once.

Where nothing in the file can be read in two ways (no quotes, lines that end in one way, as many cells in each line of
a piece) a piece is cut by `pyarrow.csv`; every other one by `csv`, as a small file is. What is kept and what is told
are the same as of a small file.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from gezondmenu.study.findings import ROWS_SHOWN, Findings, Place
from gezondmenu.study.read.cells import Body, coded
from gezondmenu.study.read.encodings import Writing, lines_of, scan
from gezondmenu.study.read.examples import is_example
from gezondmenu.study.read.file_formats import HEADER_WITHIN, Sheet, cell_text, delimiter_of, header_name
from gezondmenu.study.read.limits import (
    LARGEST_IN_PIECES,
    MOST_DIFFERENT_CELLS,
    PIECES_FROM,
    Refusal,
    megabytes,
    most_rows,
    thousands,
)

PIECE = 16_000_000  # bytes
FIRST_PIECE = 1_000_000  # bytes that are cut by `csv`, since the header is among them
ROWS_TOGETHER = 20_000
LONGEST_CELL = csv.field_size_limit()
ROW = "int32"
NOTHING: list[str] = []


class Numbers(dict[str | None, int]):
    """A number for each different cell, in the order in which they come; None is a cell that a short row lacks."""

    def __missing__(self, cell: str | None) -> int:
        number = self[cell] = len(self)
        return number


class Gathered:
    """What is kept while the rows of a file pass."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self.count = 0
        self.head: list[list[str]] = []
        self.filled = 0
        self.sound: set[str] = set()
        self.examples: list[int] = []
        self.width = self.least = 0
        self.nameless: set[int] = set()
        self.has_cells: set[int] = set()
        self.numbers: dict[int, Numbers] = {}
        self.codes: dict[int, list[np.ndarray]] = {}
        self.rows: list[np.ndarray] = []
        self.uneven: dict[tuple[str, int], tuple[list[int], int]] = {}

    @property
    def has_head(self) -> bool:
        """Whether all rows have passed among which a header is looked for."""
        return self.filled >= HEADER_WITHIN

    def take(self, rows: Sequence[list[str]]) -> None:
        """Rows in the order of the file."""
        start, self.count = self.count, self.count + len(rows)
        kept: list[tuple[int, list[str]]] = []
        for place, row in enumerate(rows, start):
            first = next(filter(None, map(cell_text, row)), "")
            example = bool(first) and is_example(first)
            if example:
                self.examples.append(place)
            if not self.has_head:
                self.head.append(row if any(row) and not example else NOTHING)
            if example or not (first or any(map(str.strip, row))):
                continue
            self.filled += 1
            if self.filled == 1:
                self._begin(row)
            else:
                kept.append((place, row))
        if kept:
            self._keep(np.array([place for place, _ in kept], dtype=ROW), [row for _, row in kept])

    def _begin(self, header: list[str]) -> None:
        labels = [cell_text(cell) for cell in header]
        self.width = len(labels)
        self.least = max((number for number, label in enumerate(labels, start=1) if label), default=0)
        self.nameless = {place for place, label in enumerate(labels) if not label}
        known: dict[str, int] = {}
        for place, label in enumerate(labels):
            if (name := self.names.get(header_name(label))) is not None:
                known.setdefault(name, place)
        self.numbers = {place: Numbers() for place in known.values()}
        self.codes = {place: [] for place in known.values()}

    def _keep(self, places: np.ndarray, rows: Sequence[list[str]]) -> None:
        self.rows.append(places)
        for place, row in zip(places.tolist(), rows, strict=True):
            if len(row) != self.width:
                self._note_uneven(place, row)
        for column in self.nameless - self.has_cells:
            if any(cell_text(row[column]) for row in rows if column < len(row)):
                self.has_cells.add(column)
        for column, numbers in self.numbers.items():
            cells = [row[column] if column < len(row) else None for row in rows]
            self._add(column, np.fromiter(map(numbers.__getitem__, cells), dtype=ROW, count=len(cells)))

    def _note_uneven(self, place: int, row: list[str]) -> None:
        if len(row) > self.width and any(cell_text(cell) for cell in row[self.width :]):
            rule = "row_too_long"
        elif len(row) < self.least:
            rule = "row_too_short"
        else:
            return
        first, count = self.uneven.get((rule, len(row)), ([], 0))
        self.uneven[rule, len(row)] = ([*first, place][:ROWS_SHOWN], count + 1)

    def _add(self, column: int, codes: np.ndarray) -> None:
        different = sum(map(len, self.numbers.values()))
        if different > MOST_DIFFERENT_CELLS:
            raise Refusal("too_many_different_cells", most=thousands(MOST_DIFFERENT_CELLS))
        self.codes[column].append(codes.astype(np.min_scalar_type(-len(self.numbers[column]) - 1), copy=False))

    def take_piece(self, piece: bytes, delimiter: str) -> None:
        """Whole lines of a file in which nothing can be read in two ways."""
        if not self.has_head or not self._take_even(piece, delimiter):
            text = io.StringIO(piece.decode(), newline="")
            for rows in _together(csv.reader(text, delimiter=delimiter, strict=True)):
                self.take(rows)

    def _take_even(self, piece: bytes, delimiter: str) -> bool:
        """Take lines that all have as many cells as the header and something of the user in the first; else none."""
        import pyarrow as pa
        import pyarrow.csv as arrow

        if _has_long_line(piece):
            return False
        columns = [str(column) for column in sorted({0, *self.numbers, *(self.nameless - self.has_cells)})]
        words = pa.dictionary(pa.int32(), pa.string())
        try:
            table = arrow.read_csv(
                pa.BufferReader(piece),
                read_options=arrow.ReadOptions(
                    column_names=[str(column) for column in range(self.width)], block_size=len(piece) + 1
                ),
                parse_options=arrow.ParseOptions(delimiter=delimiter, quote_char=False, ignore_empty_lines=False),
                convert_options=arrow.ConvertOptions(
                    include_columns=columns,
                    column_types=dict.fromkeys(columns, words),
                    null_values=[],
                    strings_can_be_null=False,
                ),
                memory_pool=pa.system_memory_pool(),  # gives back what it no longer needs
            )
        except pa.ArrowInvalid:
            return False
        cells = {int(name): table.column(name).combine_chunks() for name in columns}
        cells = {name: one.chunk(0) if isinstance(one, pa.ChunkedArray) else one for name, one in cells.items()}
        firsts = set(cells[0].dictionary.to_pylist()) - self.sound
        if any(not (first := cell_text(cell)) or is_example(first) for cell in firsts):
            return False
        self.sound |= firsts
        start, self.count = self.count, self.count + len(table)
        self.rows.append(np.arange(start, self.count, dtype=ROW))
        self.filled += len(table)
        for column, one in cells.items():
            texts = one.dictionary.to_pylist()
            if column in self.nameless and any(map(cell_text, texts)):
                self.has_cells.add(column)
            if column in self.numbers:
                numbers = self.numbers[column]
                places = np.fromiter(map(numbers.__getitem__, texts), dtype=ROW, count=len(texts))
                self._add(column, places[one.indices.to_numpy()])
        return True

    def body(self) -> Body:
        """What is kept below the header; the pieces themselves are let go."""
        cells, absent = {}, {}
        for column, numbers in self.numbers.items():
            codes = _after_each_other(self.codes.pop(column), np.min_scalar_type(-len(numbers) - 1))
            lacking = numbers.get(None)
            absent[column] = np.zeros(len(codes), dtype=bool) if lacking is None else codes == lacking
            cells[column] = coded(codes, [cell_text(cell) for cell in numbers])
            numbers.clear()
        rows = _after_each_other(self.rows, np.dtype(ROW))
        if len(rows) and int(rows[-1]) - int(rows[0]) == len(rows) - 1:
            rows = pd.RangeIndex(int(rows[0]), int(rows[-1]) + 1)
        return Body(rows, cells, absent, frozenset(self.has_cells), self.uneven, self.examples)


def read_large_text(path: Path, table: str, names: Mapping[str, str], findings: Findings) -> Sheet | None:
    """A large CSV file; None (with a finding) when it cannot be read.

    Parameters
    ----------
    path : Path
        An ordinary file.
    table : str
        The table of the study that it holds.
    names : mapping
        The column of every name that a header may have.
    findings : Findings
        Gets the findings.
    """
    gathered = Gathered(names)
    try:
        if path.stat().st_size > LARGEST_IN_PIECES:
            size, largest = megabytes(path.stat().st_size), megabytes(LARGEST_IN_PIECES)
            raise Refusal("file_too_large", size=size, largest=largest)
        writing = scan(path, findings)
        if writing is None:
            return None
        if writing.lines > most_rows(table):
            raise Refusal("too_many_rows", most=thousands(most_rows(table)))
        delimiter = delimiter_of(lambda: lines_of(writing), set(names))
        if writing.is_plain:
            for piece in _pieces(writing):
                gathered.take_piece(piece, delimiter)
        else:
            for rows in _together(csv.reader(lines_of(writing), delimiter=delimiter, strict=True)):
                gathered.take(rows)
    except Refusal as refusal:
        findings.add(refusal.rule, Place(path.name), **refusal.words)
    except OSError as error:
        findings.add("unreadable_file", Place(path.name), reason=error.strerror or str(error))
    except csv.Error as error:
        findings.add("bad_quotes", Place(path.name, row=gathered.count + 1), reason=str(error))
    else:
        return Sheet(path.name, "", gathered.head, ragged=True, body=gathered.body())
    return None


def is_large(path: Path) -> bool:
    """Whether a text file is so large that it is read in pieces."""
    return path.is_file() and path.stat().st_size > PIECES_FROM


def _pieces(writing: Writing) -> Iterator[bytes]:
    """The content of a file in whole lines, without its byte order mark."""
    size = FIRST_PIECE
    with writing.path.open("rb") as file:
        if writing.encoding == "utf-8-sig":
            file.seek(len(codecs.BOM_UTF8))
        while block := file.read(size):
            size = PIECE
            yield block if block.endswith(b"\n") else block + file.readline()


def _has_long_line(piece: bytes) -> bool:
    """Whether a line may hold a cell that `csv` refuses as too long."""
    start = 0
    while len(piece) - start > LONGEST_CELL:
        start = piece.rfind(b"\n", start, start + LONGEST_CELL) + 1
        if not start:
            return True
    return False


def _together(reader: Iterable[list[str]]) -> Iterator[list[list[str]]]:
    """Rows, many at a time; before a fault of `csv` those that stand above it."""
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) == ROWS_TOGETHER:
                yield rows
                rows = []
    except csv.Error:
        yield rows
        raise
    yield rows


def _after_each_other(pieces: list[np.ndarray], kind: np.dtype) -> np.ndarray:
    """Arrays after each other as one; each is let go when it was copied."""
    whole = np.empty(sum(map(len, pieces)), dtype=kind)
    end = len(whole)
    while pieces:
        piece = pieces.pop()
        whole[end - len(piece) : end] = piece
        end -= len(piece)
    return whole
