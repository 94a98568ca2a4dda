"""The door of a study: `check_study` tells everything that is wrong, `read_study` lets a sound folder in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from gezondmenu.card import Card
from gezondmenu.given import check_path, closest_name
from gezondmenu.language import check_language, translate
from gezondmenu.study.check.arrangement_checks import check_arrangements, check_outcomes
from gezondmenu.study.check.checks import check_table
from gezondmenu.study.check.choices import language_of, read_choices
from gezondmenu.study.check.coordinates import check_coordinates
from gezondmenu.study.check.cross_checks import (
    Tables,
    check_age_bands,
    check_areas,
    check_arm,
    check_boundaries,
    check_deprivation,
    check_references,
    check_scales,
)
from gezondmenu.study.check.date_checks import check_doubles, check_years
from gezondmenu.study.check.meetings import check_meetings
from gezondmenu.study.check.personal_checks import pass_gate
from gezondmenu.study.check.survey_checks import check_survey
from gezondmenu.study.check.value_checks import check_value
from gezondmenu.study.findings import Findings, Place, by_file, count_findings
from gezondmenu.study.model import Origin, Study
from gezondmenu.study.own.own_indicators import read_own_indicators
from gezondmenu.study.places import in_the_only_area, rows_without_area
from gezondmenu.study.read.file_names import check_names_of_files
from gezondmenu.study.read.files import find_sheets, note_missing_tables, study_files
from gezondmenu.study.read.headers import read_columns
from gezondmenu.study.read.typed import TypedTable, joined, type_table
from gezondmenu.study.row_keys import fill_words, give_back
from gezondmenu.study.schema import choices, tables
from gezondmenu.study.sources.entries import claimed_by, read_entries
from gezondmenu.study.sources.mapping import read_sources
from gezondmenu.vocabulary import ROLES, StudyError

SHOWN_IN_ERROR = 10


def check_study(folder: str | Path, language: str | None = None) -> pd.DataFrame:
    """Everything that is wrong or noteworthy in a study folder, all at once; nothing in it is changed.

    Parameters
    ----------
    folder : path
        The folder with the tables of the study.
    language : {"nl", "en"}, optional
        Language of the findings; otherwise what study.toml says, or Dutch.

    Returns
    -------
    DataFrame
        One row per finding, errors first: severity (error, warning, note), file, sheet, row (as a spreadsheet
        shows it), column, value (personal data masked), rule, what_to_do, code. No rows: nothing was found.

    Examples
    --------
    >>> check_study("no/such/folder", language="en").rule.tolist()
    ['There is no folder no/such/folder.']
    """
    if language is not None:
        check_language(language)
    _, chosen, _, findings = load_tables(check_path("folder", folder))
    return findings.frame(language_of(chosen, language))


def study_language(folder: str | Path) -> str:
    """The language that study.toml asks for; Dutch where it does not say."""
    place = Path(folder)
    try:
        chosen = read_choices(place, Findings()) if place.is_dir() else {"language": None}
    except OSError:
        chosen = {"language": None}
    return language_of(chosen)


def read_study(folder: str | Path) -> Study:
    """Read and check a study folder; every later step works from what this gives.

    Parameters
    ----------
    folder : path
        The folder with the tables of the study.

    Returns
    -------
    Study
        Typed tables, the choices of study.toml with defaults, the indicators of indicators.toml, and the warnings
        and notes of the check.

    Raises
    ------
    StudyError
        When there is an error; its `findings` hold all that was found.
    """
    place = check_path("folder", folder)
    return study_of(place, *load_tables(place))


def study_of(folder: Path, known: Tables, chosen: dict[str, Any], own: dict[str, Card], findings: Findings) -> Study:
    """What `load_tables` gives, as a study.

    Raises
    ------
    StudyError
        As `read_study` does.
    """
    language = language_of(chosen)
    table = findings.frame(language)
    if findings.has_errors:
        raise StudyError(_summary(table, folder, language), table)
    frames = {name: typed.frame for name, typed in known.items()}
    if "attendance" in frames:
        frames["attendance"] = frames["attendance"].assign(role=fill_words(frames["attendance"]["role"], ROLES[0]))
    origins = {name: _origins(typed) for name, typed in known.items()}
    known.clear()
    give_back()
    return Study(
        tables=in_the_only_area(frames),
        choices=chosen,
        folder=folder,
        findings=table,
        own_indicators=own,
        origins=origins,
    )


def load_tables(folder: Path) -> tuple[Tables, dict[str, Any], dict[str, Card], Findings]:
    """The tables of a folder as far as they can be read, its choices, own indicators, and all that was noted."""
    findings = Findings()
    chosen: dict[str, Any] = {name: column.default for name, column in choices().items()}
    if not folder.is_dir():
        rule = "not_a_folder" if folder.exists() else "no_folder"
        findings.add(rule, Place(), closest=_folder_meant(folder), folder=folder.as_posix())
        return {}, chosen, {}, findings
    try:
        chosen = read_choices(folder, findings)
        known, unusable = _read_tables(folder, chosen, findings)
    except PermissionError as error:
        findings.add("unreadable_file", Place(), reason=error.strerror or str(error))
        return {}, chosen, {}, findings
    for typed in known.values():
        pass_gate(typed, chosen, findings)
        check_table(typed, findings)
    check_references(known, unusable, findings)
    check_areas(known, findings)
    check_meetings(known, findings)
    check_years(known, chosen, findings)
    check_doubles(known, findings)
    check_age_bands(known, findings)
    check_arm(known, chosen, findings)
    check_boundaries(known, findings)
    check_scales(known, findings)
    check_coordinates(known, findings)
    check_deprivation(known, unusable, chosen, findings)
    check_survey(known, chosen, findings)
    check_value(known, chosen, findings)
    check_arrangements(known, findings)
    _note_without_area(known, findings)
    own = read_own_indicators(folder, known, findings)
    check_outcomes(known, own, findings)
    return known, chosen, own, findings


def _folder_meant(folder: Path) -> str | None:
    """The folder beside one that is not there whose name is nearest."""
    try:
        beside = [path.name for path in folder.parent.iterdir() if path.is_dir()]
    except OSError:
        return None
    nearest = None if folder.exists() else closest_name(folder.name, beside)
    return nearest and folder.with_name(nearest).as_posix()


def _note_without_area(known: Tables, findings: Findings) -> None:
    """What lies in no area is on no page of one: said, and never dropped in silence."""
    frames = {name: typed.frame for name, typed in known.items()}
    if "areas" not in known or known["areas"].frame["area"].nunique() < 2:
        return
    for name, positions in rows_without_area(frames).items():
        known[name].note(findings, "without_area", [int(positions[0])], "area", count=len(positions))


def _read_tables(folder: Path, chosen: dict[str, Any], findings: Findings) -> tuple[Tables, set[str]]:
    check_names_of_files(study_files(folder), findings)
    entries = read_entries(folder, findings)
    parts: dict[str, list[TypedTable]] = {}
    sheets = find_sheets(folder, findings, claimed_by(entries))
    typed_sources, unusable = read_sources(folder, entries, chosen, findings)
    for name, sheet in sheets.items():
        raw = read_columns(sheet, tables()[name], findings) if sheet else None
        if raw is None:
            unusable.add(name)
        else:
            parts[name] = [type_table(raw, findings, chosen)]
    for typed in typed_sources:
        parts.setdefault(typed.table.name, []).append(typed)
    note_missing_tables({*sheets, *parts, *unusable}, findings)
    return {name: joined(parts[name]) for name in tables() if name in parts}, unusable


def _origins(typed: TypedTable) -> tuple[Origin, ...]:
    origins, start = [], 0
    for sheet, count in typed.parts or ((typed.sheet, len(typed.rows)),):
        origins.append(Origin(sheet.file, sheet.sheet, typed.rows[start : start + count]))
        start += count
    return tuple(origins)


def _summary(table: pd.DataFrame, folder: Path, language: str) -> str:
    errors = table[table.severity == "error"]
    counted = count_findings(errors, language)
    lines = [
        translate("The study in {folder} cannot be used: {errors}.", language, folder=folder, errors=counted),
        "\n\n".join(by_file(errors.head(SHOWN_IN_ERROR), language)),
    ]
    if len(errors) > SHOWN_IN_ERROR:
        more = len(errors) - SHOWN_IN_ERROR
        lines.append(translate("… and {count} errors more.", language, count=more))
    lines.append(translate("All findings: gezondmenu check {folder}", language, folder=folder))
    return "\n".join(lines)
