"""What a study folder held and what became of it: the facts of the intake report, and a cleaned copy of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.study.check.choices import language_of
from gezondmenu.study.findings import Findings
from gezondmenu.study.model import Study
from gezondmenu.study.names_of_files import with_masks
from gezondmenu.study.personal_data import mask
from gezondmenu.study.read.cells import is_filled
from gezondmenu.study.read.files import CHOICES_FILE, SOURCES
from gezondmenu.study.read.toml_files import read_toml, shown
from gezondmenu.study.read.typed import TypedTable
from gezondmenu.study.reading import load_tables, study_of
from gezondmenu.study.schema import column_words, table_words
from gezondmenu.study.writing import write_study
from gezondmenu.vocabulary import age_band_start, today

YOUNGEST = 16
"""Of who is younger no row leaves the study, not even in a cleaned copy."""

SET_ASIDE = frozenset(
    {
        *("rows_above_header", "total_rows", "header_again", "notes_below"),
        *("total_row", "example_row", "submissions_set_aside"),
    }
)
"""Codes of findings about rows that were no data."""

ABOUT_READING = ("date_order", "time_zone", "personal_data", "pseudonyms", "observed_from", "observed_to", "waves")
"""Choices of study.toml that say how files are read."""

DAYS_LATE = 90
"""From so many days after its last row on, a table is said not to be up to date."""

_DATES = ("date", "solved_on", "month", "period", "year")


@dataclass(frozen=True)
class Intake:
    """The facts of an intake report, each a table of text and numbers.

    Attributes
    ----------
    readings : DataFrame
        ``file, sheet, table, rows, columns``: what each sheet was read as; `columns` says which header is which column.
    findings : DataFrame
        What `check_study` gives.
    decisions : DataFrame
        ``file, key, value``: the answers and choices in study.toml by which files were read.
    quality : DataFrame
        ``table, rows, complete, valid, unique, last``: the share of cells that is filled, of filled cells that can be
        read, of rows that are no double (all in %), and the last day with a row.
    language : str
    study : Study or None
        What was read; None where something has to be mended or answered before a report can be made.
    """

    readings: pd.DataFrame
    findings: pd.DataFrame
    decisions: pd.DataFrame
    quality: pd.DataFrame
    language: str
    study: Study | None = None

    @property
    def set_aside(self) -> pd.DataFrame:
        """The findings about rows that were no data."""
        return self.findings[self.findings["code"].isin(SET_ASIDE)]


def take_intake(folder: str | Path, language: str | None = None) -> Intake:
    """The facts of the intake of a study folder; nothing in it is changed.

    Parameters
    ----------
    folder : path
    language : {"nl", "en"}, optional
        Otherwise that of study.toml, or Dutch.
    """
    place = Path(folder)
    known, chosen, own, findings = load_tables(place)
    spoken = language_of(chosen, language)
    table = findings.frame(spoken)
    masks = findings.masks

    def shown_to_all(cell: Any) -> Any:
        return with_masks(mask(cell), masks) if isinstance(cell, str) else cell

    def without_people(lines: list[tuple]) -> list[tuple]:
        return [tuple(map(shown_to_all, line)) for line in lines]

    readings = without_people([line for typed in known.values() for line in _readings(typed, spoken)])
    quality = [_quality(typed, table, spoken) for typed in known.values() if len(typed.frame)]
    return Intake(
        pd.DataFrame(readings, columns=["file", "sheet", "table", "rows", "columns"]),
        table,
        pd.DataFrame(without_people(_decisions(place)), columns=["file", "key", "value"]),
        pd.DataFrame(quality, columns=["table", "rows", "complete", "valid", "unique", "last"]),
        spoken,
        None if findings.has_errors else study_of(place, known, chosen, own, findings),
    )


def _readings(typed: TypedTable, language: str) -> list[tuple]:
    name = typed.table.name
    table = table_words(name).in_language(language)
    columns = [
        f"{_heads(typed, column)} → {column_words(name, column).in_language(language)}"
        for column, label in typed.labels.items()
        if label and not label.startswith("_") and label.lower() not in (column, column_words(name, column).nl)
    ]
    return [
        (sheet.file, sheet.sheet, table, count, "; ".join(columns))
        for sheet, count in typed.parts or ((typed.sheet, len(typed.rows)),)
    ]


def _heads(typed: TypedTable, column: str) -> str:
    """The header of a column, or the first and the last where its cells stand under several."""
    heads = typed.headers.get(column) or [typed.labels[column]]
    return heads[0] if heads[0] == heads[-1] else f"{heads[0]} … {heads[-1]}"


def _quality(typed: TypedTable, findings: pd.DataFrame, language: str) -> tuple:
    present = [column for column in typed.table.columns if typed.has(column)]
    filled = {column: is_filled(typed.text[column]) for column in present}
    cells = sum(len(column) for column in filled.values())
    given = sum(int(column.sum()) for column in filled.values())
    unread = sum(
        int((filled[column] & typed.bad[column] & typed.frame[column].isna().to_numpy()).sum())
        for column in present
        if column in typed.bad
    )
    doubles = len(typed.frame) - len(typed.frame[list(typed.table.key) or present].drop_duplicates())
    rows = len(typed.frame)
    return (
        table_words(typed.table.name).in_language(language),
        rows,
        100 * given / cells if cells else np.nan,
        100 * (1 - unread / given) if given else np.nan,
        100 * (1 - doubles / rows) if typed.table.key else np.nan,
        _last(typed.frame),
    )


def _last(frame: pd.DataFrame) -> str:
    """The last day, period or year of a table, as text; blank where it has none."""
    for column in _DATES:
        if column in frame and frame[column].notna().any():
            last = frame[column].dropna().max()
            return f"{last:%Y-%m-%d}" if isinstance(last, pd.Timestamp) else str(last)
    return ""


def is_late(last: str) -> bool:
    """Whether a last day lies long ago.

    Examples
    --------
    >>> is_late("2001-01-31"), is_late("2001"), is_late("")
    (True, False, False)
    """
    day = pd.to_datetime(last, format="%Y-%m-%d", errors="coerce")
    return bool(pd.notna(day) and (pd.Timestamp(today()) - day).days > DAYS_LATE)


def _decisions(folder: Path) -> list[tuple[str, str, str]]:
    """Every line of the entries of sources, and the choices about reading, as study.toml has them."""
    path = folder / CHOICES_FILE
    if not path.is_file():
        return []
    _, values = read_toml(path, "bad_toml", Findings())
    entries = values.pop(SOURCES, [])
    lines = [("", name, shown(value)) for name, value in values.items() if name in ABOUT_READING]
    for entry in entries if isinstance(entries, list) else []:
        file = shown(entry.get("file", ""))
        lines += [(file, key, text) for key, text in _flat(entry) if key not in ("file", "read_as")]
    return lines


def _flat(entry: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    lines: list[tuple[str, str]] = []
    for key, value in entry.items():
        lines += _flat(value, f"{before}{key}.") if isinstance(value, dict) else [(f"{before}{key}", shown(value))]
    return lines


def write_cleaned(study: Study, folder: Path) -> list[Path]:
    """Write the tables as they were read, with pseudonyms and without what was set aside or dropped.

    Rows of people under sixteen are left out, whose ages are known.

    Parameters
    ----------
    study : Study
        Read from a folder without errors.
    folder : Path
        Made when it does not exist; another than that of the study.

    Returns
    -------
    list of Path
        CSV files and a study.toml, which `read_study` reads without a question.
    """
    young = _young(study)
    tables = {
        name: table[~table["person"].isin(young)] if "person" in table else table
        for name, table in study.tables.items()
    }
    choices = {name: value for name, value in study.choices.items() if name != "pseudonyms"}
    return write_study(replace(study, tables=tables, choices=choices), folder)


def _young(study: Study) -> set[str]:
    """Persons who are, or may be, under sixteen: by their age band, or by their year of birth at the last row."""
    people = study["people"]
    years = study["attendance"]["date"].dt.year.dropna()
    last = int(years.max()) if len(years) else today().year
    by_band = people["age_band"].dropna().map(age_band_start) < YOUNGEST
    by_year = (last - people["birth_year"].dropna()) <= YOUNGEST
    who = {*by_band[by_band].index, *by_year[by_year.astype(bool)].index}
    return set(people.loc[sorted(who), "person"])
