"""KoboToolbox: its CSV and XLSX exports, with names or labels as headers, groups, repeats and split answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from gezondmenu.study.read.file_formats import Sheet
from gezondmenu.study.sources.form_columns import text_columns
from gezondmenu.study.sources.form_keys import PERSON, FormSheet, with_code_of_file
from gezondmenu.study.sources.form_readings import source_of
from gezondmenu.study.sources.question_names import form_sheet, opened, why_of_personal
from gezondmenu.study.sources.seam import Source
from gezondmenu.study.sources.xlsform import XlsForm, form_beside

KIND = "kobo"
_OF_KOBO = frozenset(
    ("_id", "_uuid", "_submission_time", "_validation_status", "_index", "__version__", "_submitted_by")
)
_PERSONS = ("_uuid", "meta/instanceID", "meta/rootUuid", "KEY", "instanceID", "_submission__uuid", "uuid", "_id")
_MOMENTS = ("today", "end", "start", "_submission_time", "_submission__submission_time")
_PERSONAL = (
    *("username", "phonenumber", "_submitted_by", "_submission__submitted_by", "_geolocation"),
    *("deviceid", "subscriberid", "simserial"),
)
_PROGRAM = frozenset(
    (
        *("_tags", "_notes", "_status", "_index", "_parent_table_name", "_parent_index", "_attachments", "__version__"),
        *("formhub/uuid", "_xform_id_string", "_bamboo_dataset_id", "audit", "Unnamed: 0", "_media_all_received"),
        *("meta/instanceName", "meta/deprecatedID", *_PERSONS, *_MOMENTS),
    )
)
_OF_PARENT = "_submission_"
"""With what columns of a repeat begin that tell of its submission."""
_REJECTED = frozenset(("not approved", "validation_status_not_approved", "niet goedgekeurd", "rejected"))


def from_kobo(path: Path, sheets: Sequence[Sheet]) -> Source | None:
    """An export of KoboToolbox as sheets and a proposal; None where the file is none.

    Parameters
    ----------
    path : Path
        The export; the XLSForm of its questionnaire may stand beside it.
    sheets : sequence of Sheet
        Its sheets: one, or one for each repeat too.

    Returns
    -------
    Source or None
        Answers of known scales and closed questions as rows of survey, statements as rows of appreciation. Repeats get
        what their submission says of area, activity, wave and moment. Free text and personal data are left unread.
    """
    tables = [(sheet, text_columns(sheet)) for sheet in sheets if not sheet.is_blank]
    tables = [(sheet, table) for sheet, table in tables if len(table)]
    if not any(_is_kobo(table) for _, table in tables):
        return None
    form = form_beside(path)
    main = next((table for _, table in tables if _is_kobo(table) and "_parent_index" not in table), None)
    forms = [_form_sheet(sheet, table, main, form) for sheet, table in tables if _is_kobo(table)]
    return source_of(KIND, forms)


def _is_kobo(table: pd.DataFrame) -> bool:
    keys = table.get("KEY", pd.Series(dtype="str"))
    by_key = len(keys) > 0 and keys.str.startswith("uuid:").all() and not {"SubmissionDate", "PARENT_KEY"} & set(table)
    return len(_OF_KOBO & set(table)) >= 2 or {"_parent_index", "_index"} <= set(table) or bool(by_key)


def _form_sheet(sheet: Sheet, table: pd.DataFrame, main: pd.DataFrame | None, form: XlsForm) -> FormSheet:
    table, names, split, inherited = opened(table, main, ("_parent_index", "_index"), form, "/")
    person = next((name for name in _PERSONS if name in table and _tells_apart(table[name])), "")
    person = person or next((name for name in _PERSONS if name in table and (table[name] != "").all()), "")
    if not person:
        table, person = with_code_of_file(table, sheet.file), PERSON
    unread = dict.fromkeys(_PROGRAM & set(table), "column_of_the_program") | split
    unread |= {name: "column_of_the_program" for name in table if name.startswith(("_validation_status", _OF_PARENT))}
    unread |= {name: why_of_personal(table[name]) for name in table if name in _PERSONAL or _is_place(name, table)}
    return form_sheet(
        sheet,
        table,
        form,
        names,
        person=person,
        moments=_moments(table),
        unread=unread,
        aside=_set_aside(table),
        inherited=inherited,
    )


def _tells_apart(codes: pd.Series) -> bool:
    return bool((codes != "").all()) and codes.is_unique


def _moments(table: pd.DataFrame) -> tuple[str, ...]:
    """Columns with a moment, local ones first; the server's moment is in UTC and says so from here on."""
    for name in ("_submission_time", "_submission__submission_time"):
        if name in table:
            plain = table[name].str.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?")
            table[name] = table[name].where(~plain, table[name] + "Z")
    return tuple(name for name in _MOMENTS if name in table)


def _is_place(name: str, table: pd.DataFrame) -> bool:
    """Whether a column is one of those that a point on the map is split into."""
    start = (
        name.removesuffix("_latitude").removesuffix("_longitude").removesuffix("_altitude").removesuffix("_precision")
    )
    return start != name and start.lstrip("_") != "" and f"{start}_latitude" in table


def _set_aside(table: pd.DataFrame) -> tuple[int, ...]:
    rejected = pd.Series(False, index=table.index)
    for name in table:
        if name.removeprefix(_OF_PARENT).startswith("_validation_status"):
            rejected |= table[name].str.lower().isin(_REJECTED)
    if "end" in table and (table["end"] != "").any():
        rejected |= (table["end"] == "") & (table != "").any(axis=1)
    return tuple(table.index[rejected])
