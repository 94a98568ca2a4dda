"""One mistyped year, and one meeting, booking or form that was entered twice."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.study.check.cross_checks import Tables
from gezondmenu.study.findings import Findings
from gezondmenu.study.read.typed import TypedTable
from gezondmenu.vocabulary import period_bounds

YEAR = 365.25  # days
LONG_GAP = 4 * YEAR  # days without a row, after which a year is more likely mistyped than true
FEWEST_OTHERS = 5
LARGEST_SHARE = 0.05  # of the rows, for dates that lie apart
_BOOKED = ("costs", "spending")
MINUTES_APART = 10
_MEETING = ["activity", "date"]
FEWEST_STATEMENTS = 4


def check_years(known: Tables, chosen: dict[str, Any], findings: Findings) -> None:
    """Ask after dates that lie years from all others of their column, unless study.toml says that the study is so long.

    ``observed_from`` (or ``observed_to``) at or beyond such a date says that it is right.
    """
    for name, typed in known.items():
        for column, rules in typed.table.columns.items():
            if typed.has(column) and rules.type in ("date", "period") and (rules.past or name in _BOOKED):
                _check_years_of(typed, column, chosen, findings)


def _check_years_of(typed: TypedTable, column: str, chosen: dict[str, Any], findings: Findings) -> None:
    days = typed.frame[column][typed.good(column)].dropna()
    if len(days) <= FEWEST_OTHERS:
        return
    if typed.table.columns[column].type == "period":
        starts = {period: period_bounds(period)[0] for period in days.unique()}
        days = pd.Series([starts[period] for period in days], index=days.index, dtype="datetime64[ns]")
    days = days.sort_values()
    apart = days.diff().dt.days.to_numpy()
    most = max(1, int(LARGEST_SHARE * len(days)))
    for place in np.flatnonzero(apart > LONG_GAP):
        early = place <= most
        few, others = (days.iloc[:place], days.iloc[place:]) if early else (days.iloc[place:], days.iloc[:place])
        if len(few) > most or len(others) < FEWEST_OTHERS:
            continue
        choice = "observed_from" if early else "observed_to"
        said, edge = chosen[choice], few.min() if early else few.max()
        if said is not None and (said <= edge if early else said >= edge):
            continue
        words: dict[str, Any] = {
            "years": round(float(apart[place]) / YEAR),
            "others": len(others),
            "first": f"{others.min():%Y-%m-%d}",
            "last": f"{others.max():%Y-%m-%d}",
            "choice": choice,
            "date": f"{edge:%Y-%m-%d}",
        }
        typed.note(findings, "mistyped_year", few.index, column, **words)


def check_doubles(known: Tables, findings: Findings) -> None:
    """Rows that were entered twice, though no key of their table says so."""
    for name in _BOOKED:
        if name in known:
            _check_bookings(known[name], findings)
    sessions, attendance, answers = known.get("sessions"), known.get("attendance"), known.get("appreciation")
    if sessions is not None and sessions.has(*_MEETING, "visits", "start"):
        _check_starts(sessions, sessions.frame.assign(account=sessions.frame["visits"]), "visits", findings)
    if attendance is not None and attendance.has(*_MEETING, "person", "start"):
        _check_lists(attendance, findings)
    if answers is not None and answers.has("activity", "period", "statement", "answer"):
        _check_forms(answers, findings)


def _check_bookings(typed: TypedTable, findings: Findings) -> None:
    frame = typed.frame
    twice = frame[frame.notna().any(axis="columns") & frame.duplicated()]
    if len(twice):
        groups = frame.groupby(list(frame), dropna=False, sort=False).ngroup()
        first = int(np.flatnonzero(groups == groups.iloc[twice.index[0]])[0])
        place = typed.place(int(twice.index[0]), "amount_eur")
        findings.add("booking_twice", place, count=len(twice), first=typed.row_beside(first, int(twice.index[0])))


def _check_starts(typed: TypedTable, frame: pd.DataFrame, column: str, findings: Findings) -> None:
    """Meetings of one activity and day, minutes apart, of which the same is told."""
    rows = frame.dropna(subset=[*_MEETING, "start", "account"])
    clock = rows["start"].str.split(":")
    rows = rows.assign(minute=clock.str[0].astype(int) * 60 + clock.str[1].astype(int), position=rows.index)
    rows = rows.sort_values([*_MEETING, "minute"])
    before = rows.groupby([*_MEETING, "account"])[["minute", "position"]].shift()
    near = (rows["minute"] - before["minute"]).between(1, MINUTES_APART)
    for position, earlier in zip(rows.loc[near, "position"], before.loc[near, "position"], strict=True):
        typed.note(findings, "meeting_twice", [position], column, first=typed.row_beside(int(earlier), int(position)))


def _check_lists(typed: TypedTable, findings: Findings) -> None:
    frame = typed.frame.dropna(subset=[*_MEETING, "start", "person"])
    frame = frame.assign(position=frame.index)
    persons = frame.groupby([*_MEETING, "start"]).agg(
        account=("person", lambda who: "\n".join(sorted(set(who)))), position=("position", "first")
    )
    _check_starts(typed, persons.reset_index().set_index("position"), "start", findings)


def _check_forms(typed: TypedTable, findings: Findings) -> None:
    """Anonymous forms with the answers of the form before them; all answers alike say nothing of it."""
    frame = typed.frame[["activity", "period", "statement", "answer", "person"]]
    forms: list[tuple[int, dict[tuple, str]]] = []
    for row in frame[frame["person"].isna()].dropna(subset=["activity", "period", "statement", "answer"]).itertuples():
        key = (row.activity, row.period, row.statement)
        if not forms or key in forms[-1][1] or key[:2] != next(iter(forms[-1][1]))[:2]:
            forms.append((int(row.Index), {}))
        forms[-1][1][key] = row.answer
    same = [
        (place, before)
        for (before, earlier), (place, form) in pairwise(forms)
        if form == earlier and len(form) >= FEWEST_STATEMENTS and len(set(form.values())) > 1
    ]
    if same:
        place, before = same[0]
        findings.add("form_twice", typed.place(place, "answer"), count=len(same), first=typed.row_beside(before, place))
