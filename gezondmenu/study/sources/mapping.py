"""The entries of `study.toml` applied: sheets of any making become rows of the tables of a study."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from gezondmenu.language import LANGUAGES
from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.personal_data import PERSONAL_NAMES
from gezondmenu.study.read.file_formats import Sheet, cell_text
from gezondmenu.study.read.files import closest_name
from gezondmenu.study.read.headers import RawTable
from gezondmenu.study.read.typed import TypedTable, type_table
from gezondmenu.study.schema import column_words, table_words, tables
from gezondmenu.study.sources.answers import options_text
from gezondmenu.study.sources.days import turn_of_sheets
from gezondmenu.study.sources.entries import Entry, sheet_name
from gezondmenu.study.sources.importers import IMPORTERS, source_of
from gezondmenu.study.sources.list_columns import NAMELESS
from gezondmenu.study.sources.raw_rows import raw_table
from gezondmenu.study.sources.seam import Aside, Question, Source
from gezondmenu.study.sources.sheet_rows import Cell, named_as_read, places_of, rows_of_sheet, years_by_day
from gezondmenu.study.sources.words import header_name


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
        here = [named[name] for name in entry.sheets or named if name in named]
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
        own = named_as_read(dataclasses.replace(sheets[0], sheet=parts[0].sheet))
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
    if "year" in {**asked, **entry.open} and (turn := turn_of_sheets(entry.sheets)):
        asked["year"] = Question("year", "which_first_year", (), turn)
    if "year" in entry.open and "year" not in asked and entry.sheets:
        asked["year"] = Question("year", "which_year", (), {"day": entry.sheets[0]})
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
    where = [places_of(entry, sheet, findings) for sheet in sheets]
    for sheet, places in zip(sheets, where, strict=True):
        if places is None:
            is_whole = False
            continue
        here = rows_of_sheet(reading, sheet, places, years_by_day(reading, sheets, where, sheet.file), findings)
        own = named_as_read(sheet)
        parts.append((own, len(here)))
        used = {*places.across, *(number for numbers in places.columns.values() for number in numbers)}
        row = next(number for number, cells in enumerate(sheet.rows) if any(map(cell_text, cells)))
        unread = {
            label: own.place(row + 1, label)
            for n, label in enumerate(places.header)
            if label and n not in used and not (reading.down and label == NAMELESS)
        } | unread
        for number, cells in here:
            numbers.append(number)
            for column, cell in cells.items():
                columns.setdefault(column, []).append(cell)
    if not is_whole:
        return None
    if entry.reading.left_out:
        findings.add("rows_left_out", Place(entry.files[0]), rows=", ".join(map(str, entry.reading.left_out)))
    for file in entry.files:
        count = sum(size for sheet, size in parts if sheet.file == file)
        findings.add("source_read", Place(file), table=table_words(table.name), rows=count)
    _note_unread(entry, unread, why, findings)
    return raw_table(reading, parts, numbers, columns)


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
    named = {*reading.columns, *reading.fixed, *reading.down.values(), reading.names, reading.values}
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
