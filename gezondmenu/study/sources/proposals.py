"""How the files of a folder may be read: what is proposed for each that is no table by name and has no entry yet."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gezondmenu.study.findings import Findings
from gezondmenu.study.names_of_files import kind_in_name
from gezondmenu.study.read.file_formats import HEADER_WITHIN, TEXT_FILES, Sheet, cell_text, header_name
from gezondmenu.study.read.files import column_names, study_files, table_names
from gezondmenu.study.schema import tables
from gezondmenu.study.sources import xlsform
from gezondmenu.study.sources.answers import OPEN
from gezondmenu.study.sources.cells import turned, two_numbers
from gezondmenu.study.sources.days import (
    is_newest_first,
    month_of_sheet,
    names_time,
    turn_of_sheets,
    without_time,
    year_in,
)
from gezondmenu.study.sources.entries import Entry, claimed_by
from gezondmenu.study.sources.importers import first_source, sheets_of_any
from gezondmenu.study.sources.seam import Question, Reading
from gezondmenu.study.sources.words import PRESENT, column_of, is_total

LARGEST_LIST = 5_000_000
"""Bytes from which a file with the name of a table is no list by hand, and is not looked into for one."""


@dataclass(frozen=True)
class Proposal:
    """One entry that may be written: sheets that are read alike, and how.

    Attributes
    ----------
    files, sheets : tuple of str
        Files and sheets that are read alike; no sheet where a file has one.
    kind : str
        Of the importer.
    reading : Reading
        Its sheet is that of the first; of no table where nothing is to be read.
    """

    files: tuple[str, ...]
    sheets: tuple[str, ...]
    kind: str
    reading: Reading


def propose(folder: Path, entries: Sequence[Entry]) -> list[Proposal]:
    """What may be written in study.toml for files that nothing says how to read.

    Parameters
    ----------
    folder : Path
        The study folder; nothing in it is changed.
    entries : sequence of Entry
        The entries that are there; their files and sheets are left alone, their answers are used again.

    Returns
    -------
    list of Proposal
        By file; sheets and files of several months that are laid out alike together.
    """
    claimed = claimed_by(entries)
    proposals: list[Proposal] = []
    for path in study_files(folder):
        taken = claimed.get(path.name, frozenset())
        if taken is None or not path.is_file() or kind_in_name(path.stem):
            continue
        if path.stat().st_size > LARGEST_LIST and header_name(path.stem) in table_names():
            continue
        sheets = sheets_of_any(path, Findings())
        open_sheets = [
            sheet
            for sheet in sheets
            if sheet.sheet not in taken and not kind_in_name(sheet.sheet) and not _is_plain(path, sheet, sheets)
        ]
        if sheets and not open_sheets:
            continue
        source = first_source(path, open_sheets)
        if source is None:
            continue
        if source.kind == xlsform.FORM:
            proposals.append(Proposal((path.name,), (), source.kind, Reading("", "")))
        several = len(source.sheets) > 1 or bool(path.suffix.lower() not in TEXT_FILES and len(sheets) > 1)
        for reading in source.readings:
            if reading.sheet not in taken:
                is_one_of_months = path.suffix.lower() not in TEXT_FILES and names_time(reading.sheet)
                named = (reading.sheet,) if several or is_one_of_months else ()
                proposals.append(Proposal((path.name,), named, source.kind, reading))
    return [_with_year_asked(_answered(one, entries), entries) for one in _together(proposals)]


def _is_plain(path: Path, sheet: Sheet, sheets: Sequence[Sheet]) -> bool:
    """Whether a sheet is a table by its name and can be read as it stands."""
    name = table_names().get(header_name(sheet.sheet))
    if name is None and (not sheet.sheet or len(sheets) == 1):
        name = table_names().get(header_name(path.stem))
    if name is None:
        return False
    known = column_names(name)
    rows = [[cell_text(cell) for cell in row] for row in sheet.rows]
    filled = [row for row in rows if any(row)]
    header = max(filled[:HEADER_WITHIN], key=lambda row: sum(header_name(cell) in known for cell in row), default=[])
    columns = [known.get(header_name(cell)) for cell in header]
    if not set(tables()[name].required) <= set(columns) or header is not filled[0]:
        return False
    if "date" in tables()[name].required and any(is_total(next(filter(None, row))) for row in filled):
        return False
    if name == "attendance" and any(column_of(cell, name) == PRESENT for cell in header):
        return False
    if name == "sessions":
        place = columns.index("visits")
        counts = [row[place] for row in rows if place < len(row)]
        return not any(two_numbers(cell) or turned(cell) for cell in counts)
    return True


def _together(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Proposals of which sheets or files differ in their month alone as one."""
    groups: dict[tuple, list[Proposal]] = {}
    for one in proposals:
        groups.setdefault(_alike(one), []).append(one)
    return [_joined(group) for group in groups.values()]


def _alike(one: Proposal) -> tuple:
    reading = one.reading
    name = one.sheets[0] if one.sheets else Path(one.files[0]).stem
    by_number = bool(one.sheets and reading.sheets_are)
    in_series = names_time(name) or by_number
    return (
        one.kind,
        one.files if one.sheets or not in_series else (),
        "" if by_number else without_time(name).lower() if in_series else name,
        reading.table,
        repr(sorted(reading.columns.items())),
        repr(sorted(reading.fixed.items())),
        repr(reading.across),
        reading.names,
        reading.values,
        repr((sorted(reading.down.items()), reading.several, reading.weekday, reading.sheets_are)),
        reading.left_out,
        reading.year.replace(OPEN, ""),
    )


def _joined(group: Sequence[Proposal]) -> Proposal:
    if is_newest_first([sheet for one in group for sheet in one.sheets]):
        group = group[::-1]
    first = group[0].reading
    questions: dict[str, Question] = {}
    codes: dict[str, dict[str, str]] = {}
    for one in group:
        for question in one.reading.questions:
            before = questions.get(question.key)
            if before is None or "count" not in question.words:
                questions.setdefault(question.key, question)
            else:
                count = before.words["count"] + question.words["count"]
                questions[question.key] = dataclasses.replace(before, words={**before.words, "count": count})
        for column, meant in one.reading.codes.items():
            codes[column] = {**meant, **codes.get(column, {})}
    year = max(one.reading.year for one in group)
    sheets = [sheet for one in group for sheet in one.sheets]
    if year and (turn := turn_of_sheets(sheets)):
        year, questions["year"] = OPEN, Question("year", "which_first_year", (), turn)
    reading = dataclasses.replace(
        first,
        codes=codes,
        fill_down=tuple(dict.fromkeys(name for one in group for name in one.reading.fill_down)),
        year=year,
        is_of_names=any(one.reading.is_of_names for one in group),
        questions=tuple(questions.values()),
    )
    return Proposal(
        tuple(dict.fromkeys(file for one in group for file in one.files)),
        tuple(dict.fromkeys(sheet for one in group for sheet in one.sheets)),
        group[0].kind,
        reading,
    )


def _answered(one: Proposal, entries: Sequence[Entry]) -> Proposal:
    """A proposal with the answers that an entry of such a sheet or file gives already."""
    for entry in entries:
        if entry.is_skipped or not entry.is_sound or not _follows(one, entry):
            continue
        reading, before = one.reading, entry.reading
        fixed = {column: before.fixed.get(column, value) for column, value in reading.fixed.items()}
        codes = {
            column: {cell: before.codes.get(column, {}).get(cell, meant) for cell, meant in cells.items()}
            for column, cells in reading.codes.items()
        }
        given = {f"fixed.{column}" for column, value in fixed.items() if value != OPEN}
        given |= {f"codes.{c}.{cell}" for c, cells in codes.items() for cell, meant in cells.items() if meant != OPEN}
        same = {
            key: getattr(before, key)
            for key in ("weekday", "sheets_are")
            if getattr(reading, key) == OPEN and getattr(before, key) not in ("", OPEN)
        }
        given |= set(same)
        questions = tuple(question for question in reading.questions if question.key not in given)
        return dataclasses.replace(
            one, reading=dataclasses.replace(reading, fixed=fixed, codes=codes, questions=questions, **same)
        )
    return one


def _with_year_asked(one: Proposal, entries: Sequence[Entry]) -> Proposal:
    """A proposal that asks the year of a sheet of an earlier month than those read before, perhaps of the next year."""
    months = list(filter(None, map(month_of_sheet, one.sheets)))
    before = [
        month
        for entry in entries
        if one.files[0] in entry.files and entry.reading.year.isdecimal()
        for month in map(month_of_sheet, entry.sheets)
    ]
    year = one.reading.year
    if not months or not year.isdecimal() or min(months) > max(before, default=0) or any(map(year_in, one.sheets)):
        return one
    words = {"day": one.sheets[0]}
    question = Question("year", "which_year", (str(int(year) + 1), year), words)
    reading = dataclasses.replace(one.reading, year=OPEN, questions=(*one.reading.questions, question))
    return dataclasses.replace(one, reading=reading)


def _follows(one: Proposal, entry: Entry) -> bool:
    """Whether a proposal is of another month of what an entry reads."""
    reading, before = one.reading, entry.reading
    same = (reading.table, dict(reading.columns)) == (before.table, dict(before.columns))
    if one.sheets:
        alike = bool(reading.sheets_are and before.sheets_are) or _common(one.sheets) == _common(entry.sheets)
        return same and one.files[0] in entry.files and alike
    return same and _common(one.files) == _common(entry.files)


def _common(names: Sequence[str]) -> set[str]:
    return {without_time(Path(name).stem).lower() for name in names}
