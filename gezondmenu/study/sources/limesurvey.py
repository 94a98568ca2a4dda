"""LimeSurvey: exports with codes or with the full text of questions and answers, as CSV or XLSX."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from gezondmenu.study.read.file_formats import Sheet, header_name
from gezondmenu.study.sources.form_columns import text_columns
from gezondmenu.study.sources.form_keys import PERSON, FormSheet, with_code_of_file
from gezondmenu.study.sources.form_readings import source_of
from gezondmenu.study.sources.seam import Source

KIND = "limesurvey"
NOT_SHOWN = "N/A"
NO_DATE = "1980-01-01"
"""What LimeSurvey writes where a survey keeps no dates."""

_PROGRAM = {
    "id": ("id", "response_id", "antwoord_id", "respons_id", "response"),
    "submitdate": ("submitdate", "date_submitted", "datum_inzending", "datum_ingestuurd", "datum_ingediend"),
    "lastpage": ("lastpage", "last_page", "laatste_pagina"),
    "startlanguage": ("startlanguage", "start_language", "begintaal", "starttaal"),
    "seed": ("seed", "willekeurige_seed"),
    "token": ("token", "access_code", "toegangscode"),
    "startdate": ("startdate", "date_started", "datum_gestart", "startdatum", "datum_start"),
    "datestamp": ("datestamp", "date_last_action", "datum_laatste_actie"),
    "ipaddr": ("ipaddr", "ip_address", "ip_adres"),
    "refurl": ("refurl", "referrer_url", "verwijzende_url", "referer_url"),
}
_OF_LIMESURVEY = frozenset(("submitdate", "lastpage", "startlanguage", "seed"))
_CODE_AND_TEXT = re.compile(r"([A-Za-z]\w*(?:\[[^\]]*\]){0,2})\.\s+(.+)", re.DOTALL)
_TIMES = re.compile(r"(?:interviewtime|total time|totale tijd|groupTime\d+|\w+Time)\b.*", re.DOTALL)
_FREE = re.compile(r".*\[(?:other|anders|overig|commentaar|opmerking|\w*comment)\]\s*", re.IGNORECASE | re.DOTALL)


def from_limesurvey(path: Path, sheets: Sequence[Sheet]) -> Source | None:
    """An export of LimeSurvey as sheets and a proposal; None where the file is none.

    Parameters
    ----------
    path : Path
        The export.
    sheets : sequence of Sheet
        Its sheets; the first with rows is read.

    Returns
    -------
    Source or None
        Answers that were not sent in (no date of sending) stand aside, and it is asked whether they count. The token
        tells people apart where everybody has one; otherwise the number of the answer does, within its file. ``N/A``
        (not shown) is blank. Free text and personal data are left unread.
    """
    sheet = next((sheet for sheet in sheets if not sheet.is_blank), None)
    table = text_columns(sheet) if sheet else pd.DataFrame()
    program = _program_columns(list(table))
    if sheet is None or len(_OF_LIMESURVEY & set(program)) < 2 or table.empty:
        return None
    return source_of(KIND, [_form_sheet(sheet, table.replace(NOT_SHOWN, ""), program)])


def _form_sheet(sheet: Sheet, table: pd.DataFrame, program: dict[str, str]) -> FormSheet:
    token = program.get("token", "")
    if token and (table[token] != "").all():
        person = token
    else:
        table, person = with_code_of_file(table, sheet.file, program.get("id", "")), PERSON
    sent = program.get("submitdate", "")
    dated = [program[name] for name in ("submitdate", "datestamp", "startdate") if name in program]
    moments = [name for name in dated if not table[name].str.startswith(NO_DATE).any()]
    unread = dict.fromkeys(program.values(), "column_of_the_program")
    unread |= {program[name]: "column_with_personal_data" for name in ("ipaddr", "refurl", "token") if name in program}
    unread |= {name: "column_of_the_program" for name in table if _TIMES.fullmatch(name)}
    aside = table.index[(table[sent] == "") & (table != "").any(axis=1)] if sent else []
    parts = {name: match.groups() for name in table if (match := _CODE_AND_TEXT.fullmatch(name))}
    return FormSheet(
        sheet,
        table,
        person,
        tuple(moments),
        unread,
        tuple(aside),
        names={name: code for name, (code, _) in parts.items()},
        words={name: text for name, (_, text) in parts.items()},
        free=frozenset(name for name in table if _FREE.fullmatch(parts.get(name, (name,))[0])),
    )


def _program_columns(headers: Sequence[str]) -> dict[str, str]:
    """The header of each column that LimeSurvey itself makes, by its code, whatever the headings of the export are."""
    codes = {spelling: code for code, spellings in _PROGRAM.items() for spelling in spellings}
    columns: dict[str, str] = {}
    for header in headers:
        match = _CODE_AND_TEXT.fullmatch(header)
        code = codes.get(header_name(match[1] if match else header).replace("-", "_"))
        if code and code not in columns:
            columns[code] = header
    return columns
