"""The gate of personal data: what should not be in a study is stopped, or dropped where the user says so."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.study.findings import Findings
from gezondmenu.study.names_of_files import mask_in_name, names_somebody
from gezondmenu.study.names_of_people import mask_name, names_among
from gezondmenu.study.personal_data import KINDS, is_bsn, kind_of_personal_data
from gezondmenu.study.pseudonyms import pseudonym, read_key
from gezondmenu.study.read.cells import distinct, replaced
from gezondmenu.study.read.dates import one_day
from gezondmenu.study.read.headers import ABOUT_PERSONS
from gezondmenu.study.read.typed import TypedTable
from gezondmenu.vocabulary import GezondmenuError, today

PUBLIC = frozenset(("activities", "initiatives", "arrangements"))
"""Tables whose texts come on pages: who is named in one may want to be, so that it is asked."""

OF_PERSONS_ONLY = frozenset(("address", "birth", "free", "name"))
"""Kinds that are personal data where a row is about a person: the address of a community centre is none."""

FREE_TEXT_WORDS = 8
"""From so many words on a text that stands in one row only is taken for somebody's own."""

DROPPED = "…"
NO_DAY = "**-**-****"


def pass_gate(typed: TypedTable, chosen: dict[str, Any], findings: Findings) -> None:
    """Find personal data in one table; its cells are changed only where study.toml says so.

    Parameters
    ----------
    typed : TypedTable
        With ``pseudonyms`` among the choices its persons become pseudonyms by that key; with
        ``personal_data = "drop"`` texts with personal data are left blank (or ``…`` in a required column).
    chosen : dict
        The choices of study.toml.
    findings : Findings
        Gets one finding for each column and kind; what it shows of a name or number is masked.
    """
    if not len(typed.frame):
        return
    if typed.has("person"):
        _make_pseudonyms(typed, chosen.get("pseudonyms"), findings)
        _check_names(typed, findings)
    for name, column in typed.table.columns.items():
        if column.type in ("id", "text") and typed.has(name):
            _check_column(typed, name, chosen.get("personal_data") == "drop", findings)
        if column.type == "text" and typed.table.name in PUBLIC and typed.has(name):
            _ask_about_names(typed, name, findings)


def _make_pseudonyms(typed: TypedTable, key_name: str | None, findings: Findings) -> None:
    if not key_name:
        return
    try:
        key = read_key(key_name)
    except GezondmenuError:
        findings.add("no_pseudonym_key", typed.place(column="person"), key=key_name)
        return
    codes, cells = distinct(typed.text["person"])
    typed.text["person"] = replaced(typed.text["person"], codes, [pseudonym(cell, key) for cell in cells])
    persons = typed.frame["person"]
    names = {person: pseudonym(person, key) for person in persons.dropna().unique()}
    typed.frame["person"] = persons.map(names, na_action="ignore").astype(_kind(persons))


def _kind(words: pd.Series) -> str:
    return "category" if isinstance(words.dtype, pd.CategoricalDtype) else "str"


def _check_names(typed: TypedTable, findings: Findings) -> None:
    """Names of people as pseudonyms; no other finding may show them either."""
    codes, cells = distinct(typed.text["person"])
    names = names_among(cells)
    if names:
        masked = [mask_name(cell) if cell in names else cell for cell in cells]
        typed.text["person"] = replaced(typed.text["person"], codes, masked)
        positions = np.flatnonzero(np.array([cell in names for cell in cells])[codes])
        typed.note(findings, "personal_data", positions, "person", kind=KINDS["name"])


def _ask_about_names(typed: TypedTable, name: str, findings: Findings) -> None:
    codes, cells = distinct(typed.text[name])
    positions = np.flatnonzero(np.array([names_somebody(cell) for cell in cells], dtype=bool)[codes])
    typed.note(findings, "name_on_pages", positions, name)


def _check_column(typed: TypedTable, name: str, drops: bool, findings: Findings) -> None:
    codes, cells = distinct(typed.text[name])
    kinds = _kinds(codes, cells, typed, name)
    for kind in sorted(set(kinds.values())):
        is_one = [kinds.get(cell) == kind for cell in cells]
        alike = np.array(is_one)[codes]
        positions = np.flatnonzero(alike)

        def shown_as(change: Callable[[str], str], alike: list[bool] = is_one) -> None:
            texts = [change(cell) if one else cell for cell, one in zip(cells, alike, strict=True)]
            typed.text[name] = replaced(typed.text[name], codes, texts)

        if name == "person":
            if kind == "birth":
                shown_as(lambda cell: NO_DAY)
            typed.note(findings, "personal_data", positions, name, kind=KINDS[kind])
        else:
            if kind in ("name", "free"):  # a finding shows no name, and nothing of somebody's own words
                shown_as(mask_in_name if kind == "name" else lambda cell: DROPPED)
            rule = "personal_data_dropped" if drops else "personal_data_in_text"
            typed.note(findings, rule, positions, name, kind=KINDS[kind])
        if drops and name != "person":
            blank = typed.table.columns[name].may_be_blank
            typed.write(name, alike, None if blank else DROPPED)
            shown_as(lambda cell: DROPPED)


def _kinds(codes: np.ndarray, cells: list[str], typed: TypedTable, name: str) -> dict[str, str]:
    """The kind of personal data of each different cell that holds some."""
    of_persons = typed.table.name in ABOUT_PERSONS
    kinds = {cell: kind for cell in cells if (kind := kind_of_personal_data(cell))}
    if of_persons and name != "person":
        kinds = {cell: "name" for cell in cells if names_somebody(cell)} | kinds
    if typed.table.columns[name].type == "text" and of_persons:
        kinds = {cell: "free" for cell in _own_words(codes, cells)} | kinds
    if not of_persons:
        kinds = {cell: kind for cell, kind in kinds.items() if kind not in OF_PERSONS_ONLY}
    if name == "person":
        kinds = {cell: "birth" for cell in _days_of_birth(cells)} | kinds
    if name == "person" and _are_numbers_by_chance(cells):
        return {cell: kind for cell, kind in kinds.items() if kind != "bsn"}
    if name != "person" and typed.table.columns[name].type == "id":
        return {cell: kind for cell, kind in kinds.items() if kind in ("email", "name")}
    return kinds


def _days_of_birth(cells: list[str]) -> list[str]:
    """The days among pseudonyms, where at least half of those are days up to today."""
    known = [cell for cell in cells if cell]
    days = [cell for cell in known if (day := one_day(cell).day) and day <= today()]
    return days if len(days) > 1 and len(days) >= len(known) / 2 else []


def _own_words(codes: np.ndarray, cells: list[str]) -> list[str]:
    """Texts of many words that stand in one row only."""
    counts = np.bincount(codes, minlength=len(cells)).tolist()
    return [
        cell for cell, count in zip(cells, counts, strict=True) if count == 1 and len(cell.split()) >= FREE_TEXT_WORDS
    ]


def _are_numbers_by_chance(cells: list[str]) -> bool:
    """Whether nine-digit pseudonyms pass the eleven-test no more often than chance (one in eleven) explains."""
    nine_digits = [cell for cell in cells if len(cell) == 9 and cell.isdecimal()]
    passing = sum(is_bsn(cell) for cell in nine_digits)
    return len(nine_digits) >= 10 and passing < math.ceil(len(nine_digits) / 3)
