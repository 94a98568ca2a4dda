"""ODK Central: the zip with a CSV for the submissions and one for each repeat, or those files beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from gezondmenu.study.read.archives import ZIP, sheets_of_zip
from gezondmenu.study.read.file_formats import Sheet
from gezondmenu.study.sources.form_columns import text_columns
from gezondmenu.study.sources.form_keys import FormSheet
from gezondmenu.study.sources.form_readings import source_of
from gezondmenu.study.sources.question_names import form_sheet, opened, why_of_personal
from gezondmenu.study.sources.seam import Source
from gezondmenu.study.sources.xlsform import XlsForm, form_beside

KIND = "odk"
_KEYS = ("KEY", "instanceID", "meta-instanceID")
_MOMENTS = ("today", "end", "start", "SubmissionDate")
_PROGRAM = (
    *("meta-instanceID", "meta-instanceName", "instanceID", "KEY", "PARENT_KEY", "AttachmentsPresent"),
    *("AttachmentsExpected", "Status", "ReviewState", "Edits", "FormVersion", "meta-audit", *_MOMENTS),
)
_PERSONAL = ("SubmitterID", "SubmitterName", "DeviceID", "deviceid", "username", "phonenumber", "email")
_OF_SUBMISSIONS = frozenset(("SubmissionDate", "meta-instanceID", "SubmitterName", "ReviewState", "FormVersion"))


def from_odk(path: Path, sheets: Sequence[Sheet]) -> Source | None:
    """An export of ODK Central as sheets and a proposal; None where the file is none.

    Parameters
    ----------
    path : Path
        The zip as it was downloaded, or the CSV file of the submissions; the XLSForm may stand beside it.
    sheets : sequence of Sheet
        The sheets of a CSV file or a workbook; of a zip they are read here.

    Returns
    -------
    Source or None
        As `from_kobo` gives.

    Raises
    ------
    Refusal
        When a zip is broken, protected, too large, or holds names that lead outside its folder.
    """
    if path.suffix.lower() == ZIP:
        sheets = sheets_of_zip(path)
    tables = [(sheet, text_columns(sheet)) for sheet in sheets if not sheet.is_blank]
    tables = [(sheet, table) for sheet, table in tables if len(table) and _is_odk(table)]
    if not tables:
        return None
    form = form_beside(path)
    main = next((table for _, table in tables if "PARENT_KEY" not in table), None)
    return source_of(KIND, [_form_sheet(sheet, table, main, form) for sheet, table in tables])


def _is_odk(table: pd.DataFrame) -> bool:
    return bool({"KEY", "instanceID"} & set(table)) and bool({"PARENT_KEY", *_OF_SUBMISSIONS} & set(table))


def _form_sheet(sheet: Sheet, table: pd.DataFrame, main: pd.DataFrame | None, form: XlsForm) -> FormSheet:
    table, names, split, inherited = opened(table, main, ("PARENT_KEY", "KEY"), form, "-")
    person = "PARENT_KEY" if "PARENT_KEY" in table else next(name for name in _KEYS if name in table)
    unread = dict.fromkeys([name for name in _PROGRAM if name in table], "column_of_the_program") | split
    unread |= {name: "column_of_the_program" for name in table if name.startswith("SET-OF-")}
    unread |= {name: why_of_personal(table[name]) for name in table if name in _PERSONAL or _is_place(name)}
    state = table.get("ReviewState", pd.Series("", index=table.index)).str.lower()
    return form_sheet(
        sheet,
        table,
        form,
        names,
        person=person,
        moments=tuple(name for name in _MOMENTS if name in table),
        unread=unread,
        aside=tuple(table.index[state == "rejected"]),
        inherited=inherited,
    )


def _is_place(name: str) -> bool:
    return name.endswith(("-Latitude", "-Longitude", "-Altitude", "-Accuracy"))
