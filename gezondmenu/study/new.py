"""A new study from files that people have: copies, a proposal how to read them, and what only the user can tell."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import tomlkit

from gezondmenu.language import message, translate
from gezondmenu.study.check.choices import read_choices
from gezondmenu.study.findings import Findings
from gezondmenu.study.names_of_files import kind_in_name, mask_in_name, may_name_somebody
from gezondmenu.study.read.files import CHOICES_FILE, find_sheets
from gezondmenu.study.schema import tables
from gezondmenu.study.sources.answers import column_in_words, table_in_words
from gezondmenu.study.sources.entries import claimed_by, read_entries
from gezondmenu.study.sources.importers import sheets_of_any
from gezondmenu.study.sources.intake import Ask, ask_open, write_proposals
from gezondmenu.study.sources.mapping import read_sources
from gezondmenu.study.start.new_study import check_own_folder
from gezondmenu.vocabulary import GezondmenuError

_PERSONAL_NAME = message(
    "A file has the name, the telephone number, the e-mail address or another personal number of somebody in its name: "
    "give {file} another name."
)
_PERSONAL_SHEET = message(
    "In {file} sheets are called after a person, a telephone number or another personal number: {sheets}. Give them "
    "other names, such as p1 and p2."
)
_SAME_NAME = message("Two of the files are called {name}; give one of them another name.")


def new_study(folder: Path, files: Sequence[Path], language: str, ask: Ask | None, tell: Callable[[str], None]) -> None:
    """Make a study folder from files; these themselves stay as they are.

    Parameters
    ----------
    folder : Path
        Made when it does not exist.
    files : sequence of Path
        Copied to the folder under their own names.
    language : {"nl", "en"}
        Language of the study, of the questions and of what is told.
    ask : callable or None
        Puts a question to the user; None where nobody can answer.
    tell : callable
        Gets each sentence about what was done.

    Raises
    ------
    GezondmenuError
        When the folder is not empty, two files have one name, or a name holds a personal number or address.
    OSError
        When a file cannot be read or written.
    """
    check_own_folder(folder)
    names = [file.name.lower() for file in files]
    for name in names:
        if names.count(name) > 1:
            raise GezondmenuError(_SAME_NAME, name=name)
    for file in files:
        if kind_in_name(file.stem):
            raise GezondmenuError(_PERSONAL_NAME, file=mask_in_name(file.name))
        sheets = [sheet.sheet for sheet in sheets_of_any(file, Findings())]
        if named := [mask_in_name(sheet) for sheet in sheets if kind_in_name(sheet)]:
            raise GezondmenuError(_PERSONAL_SHEET, file=file.name, sheets=", ".join(named))
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        if may_name_somebody(file.stem):
            tell(
                translate(
                    "The name of {file} seems to hold the name of a person; it comes in study.toml and in the intake. "
                    "If it does, give the file another name and make the study again.",
                    language,
                    file=file.name,
                )
            )
        shutil.copyfile(file, folder / file.name)
    tell(translate("Copied to {folder}: {files}.", language, folder=folder, files=", ".join(f.name for f in files)))
    if CHOICES_FILE not in names:
        choices = tomlkit.document()
        choices["name"], choices["language"] = folder.resolve().name, language
        (folder / CHOICES_FILE).write_text(tomlkit.dumps(choices), encoding="utf-8", newline="\n")
    for line in write_proposals(folder, language):
        tell(line)
    if ask is not None:
        if line := ask_open(folder, language, ask):
            tell(line)
        _write_what_lacks(folder, language, ask, tell)


def _write_what_lacks(folder: Path, language: str, ask: Ask, tell: Callable[[str], None]) -> None:
    """Write the tables areas and activities from answers, where no file is one of them."""
    findings = Findings()
    entries = read_entries(folder, findings)
    given = {*find_sheets(folder, findings, claimed_by(entries)), *(entry.reading.table for entry in entries)}
    area = ""
    if "areas" not in given:
        area = _ask_area(folder, language, ask, tell)
    if not area or "activities" in given:
        return
    typed, _ = read_sources(folder, entries, read_choices(folder, findings), findings)
    activities = sorted(
        {str(name) for table in typed if "activity" in table.frame for name in table.frame["activity"].dropna()}
    )
    if activities:
        rows = [{"activity": name, "area": area, "name": name} for name in activities]
        tell(_write_table(folder, "activities", rows, language))


def _ask_area(folder: Path, language: str, ask: Ask, tell: Callable[[str], None]) -> str:
    """The code of the area, whose table is written from the answers; blank where the user gives no name."""
    name = ask(translate("What is the neighbourhood or area called in which this takes place?", language), ())
    if not name or not name.strip():
        return ""
    code = ask(translate("Its code, such as BU03630001? Leave blank when you do not know it.", language), ("",)) or ""
    question = translate("How many people live there? Leave blank when you do not know it.", language)
    residents = ask(question, ("",)) or ""
    while residents.strip() and not re.fullmatch(r"\d{1,7}", re.sub(r"[.\s]", "", residents)):
        residents = ask(translate("Write a whole number, such as 4200.", language) + " " + question, ("",)) or ""
    row = {
        "area": code.strip() or name.strip(),
        "name": name.strip(),
        "population": re.sub(r"[.\s]", "", residents),
    }
    tell(_write_table(folder, "areas", [row], language))
    return row["area"]


def _write_table(folder: Path, table: str, rows: Sequence[dict[str, str]], language: str) -> str:
    """Write a small table as Dutch spreadsheets open it, and say so."""
    path = folder / f"{table_in_words(table, language)}.csv"
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), delimiter=";", lineterminator="\n")
    writer.writerow({name: column_in_words(table, name, language) for name in rows[0]})
    writer.writerows(rows)
    with path.open("x", encoding="utf-8-sig", newline="") as file:
        file.write(text.getvalue())
    columns = ", ".join(column_in_words(table, name, language) for name in tables()[table].columns)
    return translate(
        "Written: {file} (rows: {count}). You may add to it; its columns are {columns}.",
        language,
        file=path.name,
        count=len(rows),
        columns=columns,
    )
