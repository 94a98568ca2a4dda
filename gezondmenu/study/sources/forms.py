"""Microsoft Forms and Google Forms: the text of each question is its header, in the language of who made the form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from gezondmenu.study.read.archives import ZIP, sheets_of_zip
from gezondmenu.study.read.file_formats import Sheet, header_name
from gezondmenu.study.sources.form_columns import item_of, statement_of, text_columns, texts_of_question
from gezondmenu.study.sources.form_keys import PERSON, FormSheet, with_code_of_file
from gezondmenu.study.sources.form_readings import source_of
from gezondmenu.study.sources.seam import Source
from gezondmenu.study.sources.split_answers import marked

MICROSOFT, GOOGLE = "microsoft_forms", "google_forms"
_MICROSOFT = {
    "id": ("id",),
    "start": ("start_time", "begintijd", "starttijd"),
    "end": ("completion_time", "tijd_van_voltooien", "tijd_van_voltooiing", "voltooiingstijd", "eindtijd"),
    "email": ("email", "e_mail", "email_address", "e_mailadres", "emailadres"),
    "name": ("name", "naam"),
    "changed": ("last_modified_time", "tijd_van_laatste_wijziging", "laatst_gewijzigd"),
    "points": ("total_points", "totaal_aantal_punten", "quiz_feedback"),
}
_GOOGLE = {
    "moment": ("timestamp", "tijdstempel"),
    "email": ("email_address", "e_mailadres", "emailadres", "email", "e_mail", "username", "gebruikersnaam"),
    "points": ("score", "punten"),
}
_POINTS = re.compile(r"(?:points|feedback|punten) [-–] .*", re.IGNORECASE | re.DOTALL)
_ZONE = re.compile(r"\s+(?!(?:AM|PM)$)(?:[A-Z]{2,5}|GMT[+-]\d+(?::\d{2})?)$")


def from_microsoft(path: Path, sheets: Sequence[Sheet]) -> Source | None:
    """An export of Microsoft Forms as sheets and a proposal; None where the file is none.

    Parameters
    ----------
    path : Path
        The workbook, or a CSV file saved from it.
    sheets : sequence of Sheet
        Its sheets; the first with rows is read.

    Returns
    -------
    Source or None
        Questions of several answers (each followed by ``;``) are split into a column for each. Name and e-mail address
        are left unread and emptied. Without a pseudonym in the form, the number of the answer tells people apart
        within its file.
    """
    sheet, table = _first(sheets)
    program = _program(table, _MICROSOFT)
    if sheet is None or not {"id", "start", "end"} <= set(program):
        return None
    several = [name for name in table if name not in program.values() and _ends_with_mark(table[name])]
    split = {name: table[name].map(_parts) for name in several}
    table = _with_answers(table, split)
    table = with_code_of_file(table, sheet.file, program["id"])
    moments = (program["end"], program["start"])
    unread = dict.fromkeys(several, "column_that_is_split")
    return source_of(MICROSOFT, [_form_sheet(sheet, table, program, moments, unread)])


def from_google(path: Path, sheets: Sequence[Sheet]) -> Source | None:
    """An export of Google Forms (CSV, its zip, or its sheet as a workbook) as a proposal; None where the file is none.

    Parameters
    ----------
    path : Path
        The file; a zip with the CSV in it, as Google gives it, is read here.
    sheets : sequence of Sheet
        Its sheets; the first with rows is read.

    Returns
    -------
    Source or None
        Several answers in a cell have ``, `` between them, and answers may hold commas too: a column is split where
        every part stands alone in some cell too, and otherwise left unread; an item of a scale is never split.
        Without a pseudonym in the form, the row tells people apart within its file.

    Raises
    ------
    Refusal
        When a zip is broken, protected, too large, or holds names that lead outside its folder.
    """
    sheet, table = _first(sheets or (sheets_of_zip(path) if path.suffix.lower() == ZIP else ()))
    program = _program(table, _GOOGLE)
    if sheet is None or "moment" not in program or next(iter(table)) != program["moment"]:
        return None
    moment = program["moment"]
    table = table.assign(**{moment: table[moment].str.replace(_ZONE, "", regex=True)})
    unread: dict[str, str] = {}
    split = {}
    for name in table:
        texts = texts_of_question(name, "")
        is_known = name in program.values() or item_of(texts) or statement_of(texts)
        if is_known or not table[name].str.contains(", ", regex=False).any():
            continue
        parts = table[name].map(lambda cell: [part for part in cell.split(", ") if part])
        alone = {cell[0] for cell in parts if len(cell) == 1}
        if {part for cell in parts for part in cell} <= alone:
            split[name] = parts
            unread[name] = "column_that_is_split"
        elif parts.map(len).max() > 1 and _has_short_parts(parts):
            unread[name] = "column_with_several_answers"
    table = with_code_of_file(_with_answers(table, split), sheet.file)
    return source_of(GOOGLE, [_form_sheet(sheet, table, program, (moment,), unread)])


def _first(sheets: Sequence[Sheet]) -> tuple[Sheet | None, pd.DataFrame]:
    sheet = next((sheet for sheet in sheets if not sheet.is_blank), None)
    return sheet, text_columns(sheet) if sheet else pd.DataFrame()


def _program(table: pd.DataFrame, spellings: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """The header of each column that the form program makes, in Dutch or in English."""
    codes = {spelling: code for code, names in spellings.items() for spelling in names}
    columns: dict[str, str] = {}
    for header in table:
        code = codes.get(header_name(header))
        if code and code not in columns:
            columns[code] = header
    return columns


def _form_sheet(
    sheet: Sheet, table: pd.DataFrame, program: dict[str, str], moments: tuple[str, ...], unread: dict[str, str]
) -> FormSheet:
    why = dict.fromkeys(program.values(), "column_of_the_program") | unread
    why |= {program[code]: "column_with_personal_data" for code in ("email", "name") if code in program}
    why |= {name: "column_of_the_program" for name in table if _POINTS.fullmatch(name)}
    return FormSheet(sheet, table, PERSON, moments, why)


def _with_answers(table: pd.DataFrame, split: dict[str, pd.Series]) -> pd.DataFrame:
    for name, answers in split.items():
        table = table.assign(**marked(name, answers, table[name] != ""))
    return table


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _ends_with_mark(cells: pd.Series) -> bool:
    given = cells[cells != ""]
    return len(given) > 0 and bool(given.str.endswith(";").all())


def _has_short_parts(parts: pd.Series) -> bool:
    """Whether cells may be lists of answers, and no sentences with commas in them."""
    sentences = sum(bool(cell) and cell[-1].endswith((".", "!", "?")) for cell in parts)
    return not sentences and all(len(part) <= 40 for cell in parts for part in cell)
