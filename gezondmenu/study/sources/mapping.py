"""The entries of `study.toml` applied: sheets of any making become rows of the tables of a study."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np

from gezondmenu.language import LANGUAGES
from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.names_of_people import mask_name
from gezondmenu.study.personal_data import PERSONAL_NAMES
from gezondmenu.study.read.file_formats import Sheet, cell_text
from gezondmenu.study.read.files import closest_name
from gezondmenu.study.read.headers import RawTable
from gezondmenu.study.read.typed import TypedTable, type_table
from gezondmenu.study.schema import column_words, table_words, tables
from gezondmenu.study.sources.answers import options_text
from gezondmenu.study.sources.cells import count_of, was_present
from gezondmenu.study.sources.days import is_day, with_year
from gezondmenu.study.sources.entries import Entry, sheet_name
from gezondmenu.study.sources.importers import IMPORTERS, source_of
from gezondmenu.study.sources.seam import Aside, Question, Reading, Source
from gezondmenu.study.sources.words import DATES, NUMBERING, PRESENT, REMARKS, header_name, is_total

Cell = tuple[Any, str, str]
"""A cell as it was read, its text as it is meant, and the header above it."""


def read_sources(
    folder: Path, entries: Sequence[Entry], chosen: dict[str, Any], findings: Findings
) -> tuple[list[TypedTable], set[str]]:
    """The rows that the entries of study.toml give, an entry a table.

    Parameters
    ----------
    folder : Path
        The study folder.
    entries : sequence of Entry
        What `read_entries` gives.
    chosen : dict
        The choices of the study.
    findings : Findings
        Gets what is wrong or open in an entry, and what was set aside.

    Returns
    -------
    (list of TypedTable, set of str)
        The tables, and the names of those of which an entry could not be read.
    """
    typed: list[TypedTable] = []
    unusable: set[str] = set()
    sources: dict[tuple[str, str], Source | None] = {}
    for entry in entries:
        if entry.is_skipped:
            continue
        raw = None
        if entry.is_sound:
            sheets = _sheets_of(entry, folder, sources, findings)
            if entry.open:
                _ask(entry, sources, chosen.get("language") or LANGUAGES[0])
            elif sheets:
                raw = _rows_of(entry, sheets, _why_unread(entry, sources), findings)
        if raw is None:
            unusable.add(entry.reading.table)
        else:
            typed.append(type_table(raw, findings, chosen))
    return typed, unusable & set(tables())


def _sheets_of(
    entry: Entry, folder: Path, sources: dict[tuple[str, str], Source | None], findings: Findings
) -> list[Sheet]:
    """The sheets that an entry reads; none, with a finding, when one of them is not there."""
    if entry.read_as not in IMPORTERS:
        closest = closest_name(entry.read_as, IMPORTERS)
        entry.note("unknown_importer", "read_as", entry.read_as, closest=closest, kinds=", ".join(IMPORTERS))
        return []
    sheets: list[Sheet] = []
    for file in entry.files:
        if (file, entry.read_as) not in sources:
            sources[file, entry.read_as] = source_of(folder / file, entry.read_as, findings)
        source = sources[file, entry.read_as]
        if source is None:
            entry.note("not_of_its_kind", "read_as", entry.read_as, file=file)
            return []
        named = {sheet.sheet: sheet for sheet in source.sheets}
        known = ", ".join(named)
        if not entry.sheets and len(named) > 1:
            entry.note("sheet_not_named", "file", file, file=file, sheets=known)
            return []
        for name in entry.sheets:
            if name not in named and len(entry.files) == 1:
                entry.note("no_such_sheet", "sheet", name, closest=closest_name(name, named), file=file, sheets=known)
                return []
        here = [sheet for name, sheet in named.items() if not entry.sheets or name in entry.sheets]
        _note_aside(source, here, findings)
        sheets += here
    return sheets


def _note_aside(source: Source, sheets: Sequence[Sheet], findings: Findings) -> None:
    """One finding for each rule by which rows of a file were set aside, with the rows of each sheet."""
    names = {sheet.sheet for sheet in sheets}
    rules: dict[str, list[Aside]] = {}
    for part in source.aside:
        if part.sheet in names:
            rules.setdefault(part.rule, []).append(part)
    for rule, parts in rules.items():
        numbers = [", ".join(map(str, part.rows)) for part in parts]
        texts = [f"{sheet_name(part.sheet)} {rows}".strip() for part, rows in zip(parts, numbers, strict=True)]
        own = _named_as_read(dataclasses.replace(sheets[0], sheet=parts[0].sheet))
        findings.add(rule, own.place(parts[0].rows[0]), rows=numbers[0] if len(parts) == 1 else "; ".join(texts))


def _why_unread(entry: Entry, sources: Mapping[tuple[str, str], Source | None]) -> dict[str, str]:
    """The headers of the sheets of an entry that the importer leaves alone, with the rule that says why."""
    return {
        header: rule
        for file in entry.files
        if (source := sources.get((file, entry.read_as))) is not None
        for reading in source.readings
        if not entry.sheets or reading.sheet in entry.sheets
        for header, rule in reading.unread.items()
    }


def _named_as_read(sheet: Sheet) -> Sheet:
    """A list of a sheet under the name of the sheet itself, as the user sees it."""
    return dataclasses.replace(sheet, sheet=sheet_name(sheet.sheet))


def _ask(entry: Entry, sources: Mapping[tuple[str, str], Source | None], language: str) -> None:
    """One finding for each question of an entry that has no answer yet."""
    asked = questions_of(entry, [sources.get((file, entry.read_as)) for file in entry.files])
    for plain, key in entry.open.items():
        question = asked.get(plain)
        if question is None:
            entry.note("open_answer", key, "?")
        else:
            entry.note(question.rule, key, "?", **{**question.words, "options": options_text(question, language)})


def questions_of(entry: Entry, sources: Sequence[Source | None]) -> dict[str, Question]:
    """The questions that the sheets of an entry leave open, by key; of the first sheet that asks."""
    asked: dict[str, Question] = {}
    for source in sources:
        for reading in source.readings if source else ():
            if not entry.sheets or reading.sheet in entry.sheets:
                for question in reading.questions:
                    asked.setdefault(question.key, question)
    return asked


def _rows_of(entry: Entry, sheets: Sequence[Sheet], why: Mapping[str, str], findings: Findings) -> RawTable | None:
    """The rows of an entry as text; None, with a finding, when a header is not there.

    `why` has the headers that the importer leaves alone, with the rule that says why.
    """
    reading = entry.reading
    table = tables()[reading.table]
    if not _has_required(entry):
        return None
    numbers: list[int] = []
    columns: dict[str, list[Cell]] = {}
    parts: list[tuple[Sheet, int]] = []
    unread: dict[str, Place] = {}
    is_whole = True
    for sheet in sheets:
        places = _places(entry, sheet, findings)
        if places is None:
            is_whole = False
            continue
        here = _rows_of_sheet(reading, sheet, places, findings)
        own = _named_as_read(sheet)
        parts.append((own, len(here)))
        used = {*places.across, *(number for numbers in places.columns.values() for number in numbers)}
        row = next(number for number, cells in enumerate(sheet.rows) if any(map(cell_text, cells)))
        unread = {
            label: own.place(row + 1, label) for n, label in enumerate(places.header) if label and n not in used
        } | unread
        for number, cells in here:
            numbers.append(number)
            for column, cell in cells.items():
                columns.setdefault(column, []).append(cell)
    if not is_whole:
        return None
    for file in entry.files:
        count = sum(size for sheet, size in parts if sheet.file == file)
        findings.add("source_read", Place(file), table=table_words(table.name), rows=count)
    _note_unread(entry, unread, why, findings)
    return _raw_table(reading, parts, numbers, columns)


def _note_unread(entry: Entry, unread: dict[str, Place], why: Mapping[str, str], findings: Findings) -> None:
    """Say of each column that is not read why, where the importer or its name tells; the others in one finding."""
    rest = []
    for label, place in unread.items():
        if label in why:
            first = closest_name(label, entry.reading.across) or next(iter(entry.reading.across), "")
            findings.add(why[label], place, first=first)
        elif header_name(label) in PERSONAL_NAMES:
            findings.add("personal_column", place)
        else:
            rest.append(label)
    if rest:
        findings.add("columns_not_read", Place(entry.files[0]), headers=", ".join(rest))


def _has_required(entry: Entry) -> bool:
    reading = entry.reading
    table = tables()[reading.table]
    named = {*reading.columns, *reading.fixed, reading.names, reading.values}
    lacking = [name for name in table.required if name not in named]
    lacking += [", ".join(group) for group in table.one_of if not set(group) & named]
    for name in lacking:
        entry.note(
            "source_lacks_column",
            "columns",
            name,
            table=table_words(table.name),
            column=column_words(table.name, *name.split(", ")),
        )
    return not lacking


def _raw_table(
    reading: Reading, parts: list[tuple[Sheet, int]], numbers: list[int], columns: dict[str, list[Cell]]
) -> RawTable:
    table = tables()[reading.table]
    raw = RawTable(table, parts[0][0], np.array(numbers, dtype="int64"), parts=tuple(parts))
    size = len(numbers)
    for name in table.columns:
        if name not in {*reading.columns, *reading.fixed, reading.names, reading.values}:
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


@dataclasses.dataclass(frozen=True)
class _Places:
    """Where in a sheet the columns of a reading stand."""

    header: list[str]
    columns: dict[str, list[int]]
    across: dict[int, str]
    body: list[int]


def _places(entry: Entry, sheet: Sheet, findings: Findings) -> _Places | None:
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
            if one in header:
                columns.setdefault(column, []).append(header.index(one))
            else:
                is_whole = False
                words = {"place": place, "headers": ", ".join(filter(None, header))}
                entry.note("no_such_header", f"columns.{column}", one, closest=closest_name(one, header), **words)
    taken = {number for numbers in columns.values() for number in numbers}
    if isinstance(reading.across, str):
        across = {n: label for n, label in enumerate(header) if n not in taken and _is_across(label, reading.across)}
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
    return _Places(header, columns, across, body)


def _is_across(label: str, across: str) -> bool:
    if across == DATES:
        return is_day(label)
    return bool(label) and not is_total(label) and header_name(label) not in {*NUMBERING, *REMARKS}


def _rows_of_sheet(
    reading: Reading, sheet: Sheet, places: _Places, findings: Findings
) -> list[tuple[int, dict[str, Cell]]]:
    """Number and cells of each row that a sheet gives."""
    own = _named_as_read(sheet)
    rows: list[tuple[int, dict[str, Cell]]] = []
    if reading.across and "person" in places.columns:
        _note_names_twice(reading, own, places, findings)
    for number in places.body:
        cells = sheet.rows[number]
        base = {column: _joined(cells, numbers, places.header) for column, numbers in places.columns.items()}
        base |= {column: (None, value, column) for column, value in reading.fixed.items()}
        turns: list[tuple[int | None, str]] = [(n, value) for n, value in places.across.items() if _text(cells, n)]
        for place, value in turns or ([] if reading.across else [(None, "")]):
            row = dict(base)
            if place is not None:
                header = places.header[place]
                row[reading.names] = (None, value, header)
                row[reading.values] = (cells[place], _text(cells, place), header)
            if _is_meant(reading, row, own, number + 1, findings):
                rows.append((number + 1, {column: _meant(reading, column, cell) for column, cell in row.items()}))
    return rows


def _text(cells: Sequence[Any], place: int) -> str:
    return cell_text(cells[place]) if place < len(cells) else ""


def _joined(cells: Sequence[Any], places: list[int], header: list[str]) -> Cell:
    label = " + ".join(header[place] for place in places)
    text = " ".join(filter(None, (_text(cells, place) for place in places)))
    return (cells[places[0]] if len(places) == 1 and places[0] < len(cells) else None), text, label


def _is_meant(reading: Reading, row: dict[str, Cell], sheet: Sheet, number: int, findings: Findings) -> bool:
    """Whether a row tells of somebody who was there, or of a count; a mark that tells nothing is a finding."""
    if PRESENT in row:
        _, mark, header = row.pop(PRESENT)
        there = was_present(mark, reading.codes.get(PRESENT, {}))
        if there is None:
            findings.add("unknown_mark", sheet.place(number, header, mark), mark=mark)
        return bool(there)
    if "visits" in row:
        return count_of(row["visits"][1], reading.codes.get("visits", {})) is not None
    return True


def _meant(reading: Reading, column: str, cell: Cell) -> Cell:
    """A cell with the text that the entry says is meant by it."""
    value, text, header = cell
    codes = reading.codes.get(column, {})
    if column == "visits":
        text = count_of(text, codes) or ""
    elif text in codes:
        text = codes[text]
    rules = tables()[reading.table].columns[column]
    if rules.type == "date":
        text = with_year(text, reading.year)
    return value, text, header


def _note_names_twice(reading: Reading, sheet: Sheet, places: _Places, findings: Findings) -> None:
    numbers = places.columns["person"]
    names = [_joined(sheet.rows[number], numbers, places.header)[1] for number in places.body]
    counted = Counter(name.casefold() for name in names if name)
    for name, count in counted.items():
        if count > 1:
            last = max(n for n, other in zip(places.body, names, strict=True) if other.casefold() == name)
            place = sheet.place(last + 1, places.header[numbers[0]], mask_name(name))
            findings.add("two_people_of_one_name", place, count=count)
