"""Which file or sheet of a study folder holds which table."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from gezondmenu.given import closest_name
from gezondmenu.language import LANGUAGES, message, translate
from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.read.examples import has_header_only, set_examples_aside
from gezondmenu.study.read.file_formats import (
    EXTENSIONS,
    TEXT_FILES,
    WORKBOOKS,
    Sheet,
    header_name,
    read_parquet_sheet,
    read_text_sheet,
    read_workbook,
)
from gezondmenu.study.read.pieces import is_large, read_large_text
from gezondmenu.study.schema import column_words, table_words, tables

CHOICES_FILE = "study.toml"
SOURCES = "sources"
"""The entries of study.toml that say how files of other makings are read; no choice of the study."""

Claimed = Mapping[str, frozenset[str] | None]
"""By file: the sheets that such entries read (None: all of it), of which nothing is asked here."""

INDICATORS_FILES = ("indicators.toml", "indicatoren.toml")
"""Names of the file with indicators of the user's own."""

FORMS = message("forms")
"""Folder of a new study with what is printed or put on a telephone, in any language; no table stands in it."""

_FOLDERS = "|".join(translate(FORMS, spoken) for spoken in LANGUAGES)
_IGNORED = re.compile(rf"\.|~\$|readme|leesmij|snapshots$|desktop\.ini$|thumbs\.db$|(?:{_FOLDERS})$", re.IGNORECASE)
_OFFICE_OR_DATA = (".xls", ".xlsm", ".xlsb", ".sav", ".dta", ".json", ".feather", ".numbers", ".gsheet")


@functools.cache
def table_names() -> dict[str, str]:
    """The table of every name that a file or sheet may have, Dutch names included."""
    names = {header_name(alias): name for name, table in tables().items() for alias in table.alias}
    return {**names, **{name: name for name in tables()}}


@functools.cache
def column_names(table: str) -> dict[str, str]:
    """The column of every name that a header may have in a table, Dutch names included."""
    columns = tables()[table].columns.values()
    names = {header_name(alias): column.name for column in columns for alias in column.alias}
    return {**names, **{column.name: column.name for column in columns}}


def study_files(folder: Path) -> list[Path]:
    """What a study folder holds beside study.toml, indicators.toml and what every folder has, by name."""
    settings = (CHOICES_FILE, *INDICATORS_FILES)
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    return [path for path in paths if not _IGNORED.match(path.name) and path.name.lower() not in settings]


def find_sheets(folder: Path, findings: Findings, claimed: Claimed | None = None) -> dict[str, Sheet | None]:
    """The sheet of each table in a folder; everything else becomes a finding.

    Parameters
    ----------
    folder : Path
        An existing folder. Nothing in it is changed.
    findings : Findings
        Gets a finding for each file or sheet that is no table, is there twice or cannot be read.
    claimed : mapping, optional
        Files and sheets that study.toml says how to read; they are left alone.

    Returns
    -------
    dict of Sheet
        By table name, in the order of the description of the tables; None where the file is there but
        cannot be read.
    """
    sheets: dict[str, Sheet | None] = {}
    seen: dict[str, str] = {}
    unfilled: dict[str, Sheet] = {}
    claimed = claimed or {}
    for path in study_files(folder):
        if path.name in claimed and (claimed[path.name] is None or path.suffix.lower() not in WORKBOOKS):
            continue
        if path.is_dir():
            findings.add("folder_not_read", Place(path.name))
            continue
        if not path.is_file() and path.exists():
            findings.add("no_ordinary_file", Place(path.name))
            continue
        in_file = _sheets_of_file(path, claimed.get(path.name) or frozenset(), findings)
        for table, sheet, name in in_file:
            if sheet is not None:
                sheet, examples = set_examples_aside(sheet, findings)
                if has_header_only(sheet) and not sheet.is_blank and (examples or len(in_file) > 1):
                    unfilled[table] = sheet
                    continue
            if table in seen:
                findings.add("double_table", Place(path.name, name), table=table_words(table), first=seen[table])
                continue
            seen[table] = " ".join(part for part in (path.name, name) if part)
            sheets[table] = sheet
    if "areas" in unfilled and "areas" not in seen:
        _note_unfilled(unfilled, findings, is_empty=not seen and not claimed)
        sheets["areas"] = None
    return {name: sheets[name] for name in tables() if name in sheets}


def _note_unfilled(unfilled: dict[str, Sheet], findings: Findings, *, is_empty: bool) -> None:
    """Say where to begin in a study of which nothing is filled in yet, or that its areas are not."""
    first = unfilled["areas"]
    others = [unfilled[name].sheet for name in ("activities", "sessions", "attendance") if name in unfilled]
    if is_empty and others:
        words = ", ".join(f"“{name}”" for name in others)
        findings.add("start_here", Place(first.file), areas=first.sheet, others=words)
    else:
        findings.add("areas_not_filled", first.place())


def note_missing_tables(seen: Iterable[str], findings: Findings) -> None:
    """Note that a study has no table, or lacks the one that each must have."""
    names = set(seen)
    if not names:
        findings.add("empty_folder", Place())
    elif "areas" not in names:
        columns = column_words("areas", *tables()["areas"].required)
        findings.add("missing_table", Place(), table=table_words("areas"), columns=columns)


def _sheets_of_file(path: Path, claimed: frozenset[str], findings: Findings) -> list[tuple[str, Sheet | None, str]]:
    """Table, cells (None when they cannot be read) and sheet name of what a file holds."""
    table = table_names().get(header_name(path.stem))
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        return _sheets_of_workbook(path, table, claimed, findings)
    if table is None or suffix not in EXTENSIONS:
        if table is not None and suffix in _OFFICE_OR_DATA:
            findings.add("file_kind", Place(path.name), kind=suffix)
            return [(table, None, "")]
        names = (CHOICES_FILE, *INDICATORS_FILES) if suffix == ".toml" else table_names()
        closest = closest_name(path.name.lower() if suffix == ".toml" else header_name(path.stem), names)
        findings.add("unknown_file", Place(path.name), closest=closest)
        return []
    if suffix in TEXT_FILES:
        if is_large(path):
            return [(table, read_large_text(path, table, column_names(table), findings), "")]
        return [(table, read_text_sheet(path, set(column_names(table)), findings), "")]
    return [(table, read_parquet_sheet(path, findings), "")]


def _sheets_of_workbook(
    path: Path, table: str | None, claimed: frozenset[str], findings: Findings
) -> list[tuple[str, Sheet | None, str]]:
    sheets = read_workbook(path, findings)
    if sheets is None:
        return [(table, None, "")] if table else []
    sheets = [sheet for sheet in sheets if sheet.sheet not in claimed]
    if claimed:
        table = None
    named = [(table_names().get(header_name(sheet.sheet)), sheet) for sheet in sheets]
    filled = [sheet for sheet in sheets if not sheet.is_blank]
    if table and (len(filled) == 1 or not filled) and not any(name for name, _ in named if name != table):
        sheet = (filled or sheets)[0]
        return [(table, sheet, sheet.sheet)]
    if table and not any(name for name, _ in named):
        names = ", ".join(sheet.sheet for sheet in filled)
        findings.add("which_sheet", Place(path.name), table=table_words(table), sheets=names)
        return [(table, None, "")]
    if not any(name for name, _ in named) and not claimed:
        closest = closest_name(header_name(path.stem), table_names())
        findings.add("unknown_file", Place(path.name), closest=closest)
        return []
    for name, sheet in named:
        if name is None and not sheet.is_blank:
            closest = closest_name(header_name(sheet.sheet), table_names())
            severity = "warning" if closest else "note"
            findings.add("unknown_sheet", Place(path.name, sheet.sheet), severity, closest)
    return [(name, sheet, sheet.sheet) for name, sheet in named if name is not None]
