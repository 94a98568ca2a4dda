"""Who answered, where and when: the columns of a form export that every row of it shares, and what is asked of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from gezondmenu.study.names_of_people import names_among
from gezondmenu.study.personal_data import kind_of_personal_data
from gezondmenu.study.read.date_columns import HOME
from gezondmenu.study.read.dates import BOTH, MONTH_FIRST, of_utc, one_day, order_of
from gezondmenu.study.read.file_formats import Sheet, header_name
from gezondmenu.study.sources.form_columns import ROLES, role_of
from gezondmenu.study.sources.seam import Question

OPEN = "?"
"""What stands for an answer that the user has not given."""
PERSON, ROW, DATE, PERIOD = "_person", "_row", "_date", "_period"
"""Columns that are made: a code for each submission, one for each row, the moment of answering where no one column
has it for all, and its month."""


@dataclass(frozen=True)
class FormSheet:
    """One sheet of an export, with what the form program says of it.

    Attributes
    ----------
    sheet : Sheet
        The sheet of the user.
    columns : DataFrame of str
        What `text_columns` gives of it, columns that answers were split into included.
    person : str
        Column that tells submissions apart, in this export and in all others.
    moments : tuple of str
        Columns with the moment of answering, the best one first.
    unread : mapping of str
        Columns that go nowhere, with the rule that says why.
    set_aside : tuple of int
        Rows of submissions that were not finished or were rejected.
    names, words : mapping of str
        By header, the name of the question and its words, where they differ from the header.
    labels : mapping of mapping
        By header, the label of each code.
    inherited : frozenset of str
        Headers of the submission to which rows of a repeat belong: they say who, where and when, and are no answers.
    closed, free : frozenset of str
        Headers of which the form itself says that the answers are listed, or are free text.
    """

    sheet: Sheet
    columns: pd.DataFrame
    person: str
    moments: tuple[str, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    set_aside: tuple[int, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    inherited: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    free: frozenset[str] = frozenset()


def with_code_of_file(columns: pd.DataFrame, file: str, numbers: str = "") -> pd.DataFrame:
    """The columns with a code for each submission that no other file has: numbers of a form begin again in each form.

    Parameters
    ----------
    columns : DataFrame of str
    file : str
        Name of the file.
    numbers : str
        Column with the number that the form program gave; blank: the row counts.

    Examples
    --------
    >>> with_code_of_file(pd.DataFrame({"ID": ["1", ""]}, index=[2, 3]), "Wave 1.xlsx", "ID")[PERSON].tolist()
    ['wave_1 1', '']
    """
    codes = columns[numbers] if numbers else pd.Series(map(str, columns.index), index=columns.index)
    stem = header_name(file.rpartition(".")[0] or file)
    filled = (columns != "").any(axis=1) & (codes != "")
    return columns.assign(**{PERSON: (stem + " " + codes).where(filled, "").astype("str")})


def roles_of(form: FormSheet, rest: Sequence[str]) -> dict[str, list[str]]:
    """The columns that say who, where, which wave, activity and arm; a column of names does not say who.

    Parameters
    ----------
    form : FormSheet
    rest : sequence of str
        Headers of which nothing is known yet.

    Returns
    -------
    dict of list of str
        Headers by role; more than one where several columns may say it.
    """
    roles: dict[str, list[str]] = {}
    for name in rest:
        role = role_of(form.names.get(name, name), form.words.get(name, ""))
        given = [cell for cell in form.columns[name] if cell]
        if role and given and not any(map(kind_of_personal_data, given)):
            roles.setdefault(role, []).append(name)
    for name in list(roles.get("person", [])):
        if names_among(form.columns[name]):
            roles["person"].remove(name)
    return {role: roles[role] for role in ROLES if roles.get(role)}


def keys_of(
    form: FormSheet, columns: pd.DataFrame, roles: Mapping[str, Sequence[str]]
) -> tuple[dict[str, str], dict[str, Question]]:
    """The columns that say who, where and when, and the questions about them.

    Parameters
    ----------
    form : FormSheet
    columns : DataFrame of str
        Gets the columns that are made.
    roles : mapping of str
        What `roles_of` gives.

    Returns
    -------
    (dict of str, dict of Question)
        Header by column of the table, and what is asked, by column.
    """
    keys: dict[str, str] = {}
    asked: dict[str, Question] = {}
    for role in ("person", "area", "wave", "arm"):
        named = roles.get(role, ())
        if len(named) == 1:
            keys[role] = named[0]
        elif named:
            keys[role] = OPEN
            asked[role] = Question(f"columns.{role}", "column_of_form", tuple(named), {"columns": ", ".join(named)})
    if "person" in keys and "person" not in asked and (blank := columns[keys["person"]] == "").any():
        columns[PERSON] = columns[keys["person"]].mask(blank, columns[form.person])
        keys["person"] = PERSON
    if "person" not in keys:
        keys["person"] = form.person
        codes = columns[form.person]
        shared = codes[(codes != "") & codes.duplicated(keep=False)]
        if len(shared):
            number = codes.groupby(codes).cumcount() + 1
            columns[ROW] = (codes + "/" + number.astype("str")).where(codes != "", "")
            words = {"count": len(shared), "column": form.person}
            keys["person"] = OPEN
            asked["person"] = Question("columns.person", "rows_share_a_code", (ROW,), words)
    filled = [name for name in form.moments if (columns[name] != "").any()]
    if filled:
        keys["date"] = filled[0]
        if (columns[filled[0]].eq("") & columns[filled].ne("").any(axis=1)).any():
            columns[DATE] = columns[filled].replace("", None).bfill(axis=1).iloc[:, 0].fillna("").astype("str")
            keys["date"] = DATE
    return keys, asked


def months_of(moments: pd.Series) -> pd.Series | None:
    """The month of each moment, as it was at home (`HOME`); None where day and month may have changed places.

    Examples
    --------
    >>> months_of(pd.Series(["2025-01-31T23:30:00Z", "6-2-2025 19:00"])) is None
    True
    >>> months_of(pd.Series(["2025-01-31T23:30:00Z", "13-2-2025 19:00"])).tolist()
    ['2025-02', '2025-02']
    """
    cells = [cell for cell in moments if cell]
    days = {cell: one_day(cell) for cell in set(cells)}
    unordered = [cell for cell in cells if not days[cell].is_ordered]
    order = order_of(unordered)
    if (unordered and order in (None, BOTH)) or any(day.day is None and day.swapped is None for day in days.values()):
        return None
    months = {}
    for cell, read in days.items():
        day = of_utc(cell, HOME) or (read.swapped if order == MONTH_FIRST and not read.is_ordered else read.day)
        months[cell] = f"{day:%Y-%m}" if day else ""
    return moments.map(lambda cell: months.get(cell, ""))
