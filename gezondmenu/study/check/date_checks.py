"""One mistyped year, and one meeting, booking or form that was entered twice."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.study.check.cross_checks import Tables
from gezondmenu.study.findings import Findings
from gezondmenu.study.read.typed import TypedTable
from gezondmenu.study.row_keys import key_of_rows
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
    values = typed.frame[column]
    if not (good := typed.good(column)).all():
        values = values.where(good)
    counted = values.value_counts()
    in_periods = typed.table.columns[column].type == "period"
    starts = pd.Series([period_bounds(period)[0] for period in counted.index]) if in_periods else counted.index
    counts = pd.Series(counted.to_numpy(), index=pd.DatetimeIndex(starts)).groupby(level=0).sum()
    size = int(counts.sum())
    if size <= FEWEST_OTHERS:
        return
    days, before = counts.index, counts.cumsum().to_numpy()
    apart = (days[1:] - days[:-1]).days.to_numpy()
    most = max(1, int(LARGEST_SHARE * size))
    for place in np.flatnonzero(apart > LONG_GAP):
        early = before[place] <= most
        few, others = (days[: place + 1], days[place + 1 :]) if early else (days[place + 1 :], days[: place + 1])
        number = int(before[place]) if early else size - int(before[place])
        if number > most or size - number < FEWEST_OTHERS:
            continue
        choice = "observed_from" if early else "observed_to"
        said, edge = chosen[choice], few.min() if early else few.max()
        if said is not None and (said <= edge if early else said >= edge):
            continue
        words: dict[str, Any] = {
            "years": round(float(apart[place]) / YEAR),
            "others": size - number,
            "first": f"{others.min():%Y-%m-%d}",
            "last": f"{others.max():%Y-%m-%d}",
            "choice": choice,
            "date": f"{edge:%Y-%m-%d}",
        }
        those = counted.index[pd.DatetimeIndex(starts).isin(few)]
        typed.note(findings, "mistyped_year", np.flatnonzero(values.isin(those)), column, **words)


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
    rows = rows.assign(minute=_minutes(rows["start"]), position=rows.index)
    rows = rows.sort_values([*_MEETING, "minute"])
    before = rows.groupby([*_MEETING, "account"])[["minute", "position"]].shift()
    near = (rows["minute"] - before["minute"]).between(1, MINUTES_APART)
    for position, earlier in zip(rows.loc[near, "position"], before.loc[near, "position"], strict=True):
        typed.note(findings, "meeting_twice", [position], column, first=typed.row_beside(int(earlier), int(position)))


def _check_lists(typed: TypedTable, findings: Findings) -> None:
    listed = [*_MEETING, "start"]
    key = key_of_rows(typed.frame, listed)
    first = np.flatnonzero(~pd.Series(key, copy=False).duplicated().to_numpy())
    meetings = typed.frame[listed].iloc[first].assign(key=key[first]).dropna()
    meetings = meetings.astype({"activity": "str", "start": "str"})
    meetings = meetings.assign(minute=_minutes(meetings["start"])).sort_values([*_MEETING, "minute"])
    apart = meetings.groupby(_MEETING)["minute"].diff()
    near = (apart <= MINUTES_APART) | (apart.groupby([meetings[name] for name in _MEETING]).shift(-1) <= MINUTES_APART)
    positions = np.flatnonzero(np.isin(key, meetings.loc[near, "key"]))
    frame = typed.frame[[*listed, "person"]].iloc[positions].assign(position=positions).dropna()
    persons = (
        frame.astype({"activity": "str", "start": "str", "person": "str"})
        .groupby(listed)
        .agg(account=("person", lambda who: "\n".join(sorted(set(who)))), position=("position", "first"))
    )
    _check_starts(typed, persons.reset_index().set_index("position"), "start", findings)


def _minutes(starts: pd.Series) -> pd.Series:
    """The minute of the day of each time."""
    clock = starts.str.split(":")
    return clock.str[0].astype(int) * 60 + clock.str[1].astype(int)


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
