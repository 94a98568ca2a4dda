"""What a run leaves aside: files that were not read, said at the end, and a study in which nothing happened."""

from __future__ import annotations

import pandas as pd

from gezondmenu.language import message, translate
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import GezondmenuError

NOT_READ = frozenset(
    {
        *("unknown_file", "unknown_sheet", "file_kind", "which_sheet", "double_table", "no_header"),
        *("unreadable_file", "broken_file", "protected_file", "no_ordinary_file", "file_too_large"),
        *("not_text", "bad_quotes"),
    }
)
"""Codes of findings, warnings and errors, after which nothing of a file or sheet is read."""

TELLS_NOTHING_ALONE = frozenset(
    {"areas", "population", "area_links", "questions", "prices", "points", "best_worst", "chains", "assumptions"}
)
"""Tables that say how to count and value, and of which residents; not what residents do or say."""

_NOTHING = message(
    "There is nothing to report about in {folder}: no activity, visit, answer or request. Add a table of what people "
    "do, such as activities and sessions."
)
_NOTHING_READ = message(
    "There is nothing to report about in {folder}: no activity, visit, answer or request. Not read: {files}. "
    "gezondmenu check {folder} tells why."
)


def files_not_read(findings: pd.DataFrame) -> list[str]:
    """The files of which nothing was read, each with its sheet where only that was left aside.

    Parameters
    ----------
    findings : DataFrame
        What `check_study` gives, or the findings of a study.
    """
    if findings.empty:
        return []
    aside = findings[findings["code"].isin(NOT_READ) & findings["severity"].isin(["error", "warning"])]
    names = [f"{row.file} ({row.sheet})" if row.sheet else row.file for row in aside.itertuples() if row.file]
    return sorted(set(names))


def not_read_line(findings: pd.DataFrame, language: str) -> str:
    """The line at the end of a check or a report; blank where every file was read."""
    names = ", ".join(files_not_read(findings))
    return translate("Not read: {files}. Nothing in them counts.", language, files=names) if names else ""


def check_not_empty(study: Study) -> None:
    """Stop before pages are made that could say nothing but "unknown".

    Raises
    ------
    GezondmenuError
        When the study has no row about what people do, say, ask, offer or spend, nor about how residents are.
    """
    if not any(len(table) for name, table in study.tables.items() if name not in TELLS_NOTHING_ALONE):
        folder = study.folder.as_posix() if study.folder else ""
        names = files_not_read(study.findings)
        raise GezondmenuError(_NOTHING_READ if names else _NOTHING, folder=folder, files=", ".join(names))
