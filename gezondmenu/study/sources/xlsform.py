"""An XLSForm beside an export: the names, words and kinds of the questions, and the labels of the codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from gezondmenu.language import LANGUAGES, translate
from gezondmenu.study.findings import Findings
from gezondmenu.study.read.file_formats import TEXT_FILES, Sheet, header_name, read_text_sheet, read_workbook
from gezondmenu.study.read.files import FORMS
from gezondmenu.study.sources.form_columns import text_columns
from gezondmenu.study.sources.seam import Source

FORM = "xlsform"
SURVEY, CHOICES = {"type", "name"}, {"list_name", "name"}
CLOSED = ("select_one", "select_multiple", "rank", "integer", "decimal", "range", "acknowledge")
FREE = (
    "text",
    "barcode",
    "image",
    "audio",
    "video",
    "file",
    "geopoint",
    "geotrace",
    "geoshape",
    "date",
    "time",
    "dateTime",
)
MOST_BESIDE = 40  # files of a folder that are looked into for a form


@dataclass(frozen=True)
class XlsForm:
    """What a form says of its questions.

    Attributes
    ----------
    kinds : dict of str
        By name of a question, its type, such as ``select_one`` or ``text``.
    words : dict of list of str
        Its words, in each language of the form.
    labels : dict of dict
        By name of a question, the label of each code of its answers.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)


def from_xlsform(path: Path, sheets: Sequence[Sheet]) -> Source | None:
    """The form itself: known for what it is, and nothing is read from it; None for any other file.

    Parameters
    ----------
    path : Path
    sheets : sequence of Sheet
        The sheets of the file.
    """
    tables = [text_columns(sheet) for sheet in sheets if not sheet.is_blank]
    if len(tables) == 1:
        is_form = any(_is(tables[0], names) for names in (SURVEY, CHOICES)) and bool(
            {"label", "calculation"} & _names(tables[0])
        )
    else:
        is_form = any(_is(table, SURVEY) for table in tables) and any(_is(table, CHOICES) for table in tables)
    return Source(FORM, tuple(sheets), ()) if is_form else None


def form_beside(path: Path) -> XlsForm:
    """The form in the folder of an export, or among the forms of its study: a workbook, or its sheets as CSV files.

    Parameters
    ----------
    path : Path
        The export. Where several forms stand beside it, the questions of all of them are known.

    Returns
    -------
    XlsForm
        Empty where there is none.
    """
    surveys, choices = [], []
    folders = [path.parent, *(path.parent / translate(FORMS, spoken) for spoken in LANGUAGES)]
    inside = [other for folder in folders if folder.is_dir() for other in sorted(folder.iterdir())]
    beside = [other for other in inside if other != path and other.is_file()]
    for other in beside[:MOST_BESIDE]:
        for table in map(text_columns, _sheets(other)):
            if _is(table, SURVEY):
                surveys.append(table)
            elif _is(table, CHOICES):
                choices.append(table)
    return _form(surveys, choices)


def _sheets(path: Path) -> list[Sheet]:
    if path.suffix.lower() == ".xlsx":
        return [sheet for sheet in read_workbook(path, Findings()) or [] if not sheet.is_blank]
    if path.suffix.lower() in TEXT_FILES:
        sheet = read_text_sheet(path, SURVEY | CHOICES, Findings())
        return [sheet] if sheet else []
    return []


def _names(table: pd.DataFrame) -> set[str]:
    return {header_name(header.split("::")[0]) for header in table}


def _is(table: pd.DataFrame, names: set[str]) -> bool:
    return names <= _names(table) or (names == CHOICES and {"list", "name"} <= _names(table) and len(table.columns) < 9)


def _form(surveys: Sequence[pd.DataFrame], choices: Sequence[pd.DataFrame]) -> XlsForm:
    lists: dict[str, dict[str, str]] = {}
    for table in choices:
        table = table.rename(columns={header: header_name(header) for header in table if "::" not in header})
        labels = _label_columns(table)
        for row in table.to_dict("records"):
            label = next((row[column] for column in labels if row[column]), "")
            lists.setdefault(row.get("list_name") or row.get("list", ""), {})[row["name"]] = label
    form = XlsForm()
    for table in surveys:
        table = table.rename(columns={header: header_name(header) for header in table if "::" not in header})
        labels = _label_columns(table)
        for row in table.to_dict("records"):
            kind, *rest = row["type"].split() or [""]
            kind = f"{kind}_{rest.pop(0)}" if kind == "select" and rest else kind
            name = row["name"]
            if not name:
                continue
            form.kinds[name] = kind
            form.words[name] = [row[column] for column in labels if row[column]]
            if rest and rest[0] in lists:
                form.labels[name] = lists[rest[0]]
    return form


def _label_columns(table: pd.DataFrame) -> list[str]:
    return [header for header in table if header_name(header.split("::")[0]) == "label"]
