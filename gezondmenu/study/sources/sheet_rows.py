"""The rows that one sheet of a source gives: its columns by their headers, wide to long, and only who was there."""

from __future__ import annotations

import dataclasses
import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from gezondmenu.study.findings import Findings
from gezondmenu.study.names_of_people import mask_name
from gezondmenu.study.read.file_formats import Sheet, cell_text
from gezondmenu.study.read.files import closest_name
from gezondmenu.study.schema import tables
from gezondmenu.study.sources.answers import WEEKDAYS, word_of
from gezondmenu.study.sources.cells import ANY_REMARK, count_of, is_remark, parted, was_present
from gezondmenu.study.sources.days import is_day, with_year, years_of
from gezondmenu.study.sources.entries import Entry, sheet_name
from gezondmenu.study.sources.seam import Reading
from gezondmenu.study.sources.weeks import day_in_week, is_week
from gezondmenu.study.sources.words import DATES, NUMBERING, PRESENT, REMARKS, header_name, is_total

Cell = tuple[Any, str, str]
"""A cell as it was read, its text as it is meant, and the header above it."""


@dataclasses.dataclass(frozen=True)
class Places:
    """Where in a sheet the header, the columns of a reading, values across and the rows below stand."""

    header: list[str]
    columns: dict[str, list[int]]
    across: dict[int, str]
    body: list[int]


def places_of(entry: Entry, sheet: Sheet, findings: Findings) -> Places | None:
    """Where the headers of an entry stand in a sheet; None, with a finding, where one does not."""
    reading = entry.reading
    filled = [number for number, row in enumerate(sheet.rows) if any(map(cell_text, row))]
    header = [cell_text(cell) for cell in sheet.rows[filled[0]]] if filled else []
    place = " / ".join(part for part in (sheet.file, sheet.sheet) if part)
    columns: dict[str, list[int]] = {}
    is_whole = True
    for column, label in reading.columns.items():
        labels = [label] if label in header or " + " not in label else label.split(" + ")
        for one in labels:
            if header.count(one) > 1:
                is_whole = False
                row = filled[0] + 1
                findings.add("double_column", named_as_read(sheet).place(row, one), headers=f"“{one}”", name=one)
            elif one in header:
                columns.setdefault(column, []).append(header.index(one))
            else:
                is_whole = False
                words = {"place": place, "headers": ", ".join(filter(None, header))}
                entry.note("no_such_header", f"columns.{column}", one, closest=closest_name(one, header), **words)
    taken = {number for numbers in columns.values() for number in numbers}
    if isinstance(reading.across, str):
        across = {n: label for n, label in enumerate(header) if n not in taken and _is_across(label, reading)}
    else:
        across = {n: reading.across[label] for n, label in enumerate(header) if label in reading.across}
        for label in reading.across:
            if label not in header:
                is_whole = False
                words = {"place": place, "headers": ", ".join(filter(None, header))}
                entry.note("no_such_header", f"across.{label}", label, closest=closest_name(label, header), **words)
    if not is_whole:
        return None
    body = [number for number in filled[1:] if number + 1 not in reading.left_out]
    return Places(header, columns, across, body)


def _is_across(label: str, reading: Reading) -> bool:
    if reading.across == DATES:
        return is_week(label) if reading.weekday else is_day(label)
    return bool(label) and not is_total(label) and header_name(label) not in {*NUMBERING, *REMARKS}


def rows_of_sheet(
    reading: Reading, sheet: Sheet, places: Places, years: Mapping[str, str], findings: Findings
) -> list[tuple[int, dict[str, Cell]]]:
    """Number and cells of each row that a sheet gives; `years` has the year of each day without one."""
    own = named_as_read(sheet)
    rows: list[tuple[int, dict[str, Cell]]] = []
    if reading.across and "person" in places.columns:
        _note_names_twice(reading, own, places, findings)
    above: dict[str, Cell] = {}
    if reading.down:
        return _rows_of_days(reading, own, places, years, findings)
    for number in places.body:
        cells = sheet.rows[number]
        base = {column: _joined(cells, numbers, places.header) for column, numbers in places.columns.items()}
        base |= {column: (None, value, column) for column, value in reading.fixed.items()}
        above |= {column: base[column] for column in reading.fill_down if base[column][1]}
        base |= {column: above[column] for column in reading.fill_down if column in above}
        turns: list[tuple[int | None, str]] = [(n, value) for n, value in places.across.items() if _text(cells, n)]
        for place, value in turns or ([] if reading.across else [(None, "")]):
            row = dict(base)
            if place is not None:
                header = places.header[place]
                row[reading.names] = (None, value, header)
                row[reading.values] = (cells[place], _text(cells, place), header)
            if _is_meant(reading, row, own, number + 1, findings):
                rows += [
                    (number + 1, {column: _meant(reading, column, cell, years) for column, cell in one.items()})
                    for one in _one_by_one(reading, row)
                ]
    return rows


def _one_by_one(reading: Reading, row: dict[str, Cell]) -> list[dict[str, Cell]]:
    """A row for each value of a cell that holds several."""
    if not reading.several:
        return [row]
    _, text, header = row[reading.several]
    return [{**row, reading.several: (None, value, header)} for value in parted(text) or [""]]


def _rows_of_days(
    reading: Reading, sheet: Sheet, places: Places, years: Mapping[str, str], findings: Findings
) -> list[tuple[int, dict[str, Cell]]]:
    """A row for each day above a column, whose cells stand below each other."""
    columns = {header_name(label): column for label, column in reading.down.items()}
    rows: dict[int, tuple[int, dict[str, Cell]]] = {}
    for number in places.body:
        cells = sheet.rows[number]
        label = next(
            (cell_text(cell) for n, cell in enumerate(cells) if n not in places.across and cell_text(cell)), ""
        )
        column = columns.get(header_name(label))
        if column is None:
            findings.add("row_not_read", sheet.place(number + 1, value=label), known=", ".join(reading.down))
            continue
        for place, day in places.across.items():
            if text := _text(cells, place):
                base = {name: (None, value, name) for name, value in reading.fixed.items()}
                base[reading.names] = (None, day, places.header[place])
                rows.setdefault(place, (number + 1, base))[1][column] = (cells[place], text, places.header[place])
    return [
        (number, {column: _meant(reading, column, cell, years) for column, cell in row.items()})
        for number, row in rows.values()
    ]


def years_by_day(
    reading: Reading, sheets: Sequence[Sheet], where: Sequence[Places | None], file: str
) -> dict[str, str]:
    """The year of each day of a file that is written without one; files have no order, sheets have."""
    if not reading.year.isdecimal():
        return {}
    pairs = [(one, places) for one, places in zip(sheets, where, strict=True) if places and one.file == file]
    return years_of((day for one, places in pairs for day in _days_of(reading, one, places)), reading.year)


def _days_of(reading: Reading, sheet: Sheet, places: Places) -> list[str]:
    """The days of a sheet in their order, as they are written above its columns or in its rows."""
    days = _columns_of_days(reading.table)
    if reading.names in days:
        return list(places.across.values())
    columns = [numbers for column, numbers in places.columns.items() if column in days]
    return [_text(sheet.rows[number], place) for numbers in columns for place in numbers for number in places.body]


def _text(cells: Sequence[Any], place: int) -> str:
    return cell_text(cells[place]) if place < len(cells) else ""


def _joined(cells: Sequence[Any], places: list[int], header: list[str]) -> Cell:
    label = " + ".join(header[place] for place in places)
    text = " ".join(filter(None, (_text(cells, place) for place in places)))
    return (cells[places[0]] if len(places) == 1 and places[0] < len(cells) else None), text, label


def _is_meant(reading: Reading, row: dict[str, Cell], sheet: Sheet, number: int, findings: Findings) -> bool:
    """Whether a row tells of somebody who was there, or of a count; a mark that tells nothing is a finding."""
    for column in ("activity", "person"):
        codes = reading.codes.get(column, {})
        if column in row and word_of(codes.get(row[column][1], "")) == "none":
            return False
    if PRESENT in row:
        _, mark, header = row.pop(PRESENT)
        there = was_present(mark, reading.codes.get(PRESENT, {}))
        if there is None:
            mark = ANY_REMARK if is_remark(mark) else mark
            findings.add("unknown_mark", sheet.place(number, header, mark), mark=mark)
        return bool(there)
    if "visits" in row:
        return count_of(row["visits"][1], reading.codes.get("visits", {})) is not None
    return True


def _meant(reading: Reading, column: str, cell: Cell, years: Mapping[str, str]) -> Cell:
    """A cell with the text that the entry says is meant by it."""
    value, text, header = cell
    codes = reading.codes.get(column, {})
    if column == "visits":
        text = count_of(text, codes) or ""
    elif text in codes:
        text = codes[text]
    if reading.weekday and column in _columns_of_days(reading.table):
        text = day_in_week(text, years.get(text, reading.year), WEEKDAYS.index(reading.weekday) + 1)
    elif reading.year and column in _columns_of_days(reading.table):
        text = with_year(text, years.get(text, reading.year))
    return value, text, header


@functools.cache
def _columns_of_days(table: str) -> frozenset[str]:
    return frozenset(name for name, column in tables()[table].columns.items() if column.type == "date")


def _note_names_twice(reading: Reading, sheet: Sheet, places: Places, findings: Findings) -> None:
    numbers = places.columns["person"]
    names = [_joined(sheet.rows[number], numbers, places.header)[1] for number in places.body]
    counted = Counter(name.casefold() for name in names if name)
    for name, count in counted.items():
        if count > 1:
            last = max(n for n, other in zip(places.body, names, strict=True) if other.casefold() == name)
            place = sheet.place(last + 1, places.header[numbers[0]], mask_name(name))
            findings.add("two_people_of_one_name", place, count=count)


def named_as_read(sheet: Sheet) -> Sheet:
    """A list of a sheet under the name of the sheet itself, as the user sees it."""
    return dataclasses.replace(sheet, sheet=sheet_name(sheet.sheet))
