"""Sessions against attendance: two tables that may tell of one meeting and then must not contradict."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.study.check.cross_checks import Tables
from gezondmenu.study.findings import Findings
from gezondmenu.study.read.typed import TypedTable
from gezondmenu.study.row_keys import fill_words, key_of_rows, numbers_of
from gezondmenu.vocabulary import ROLES

_DAY = ["activity", "date"]
_MEETING = [*_DAY, "start"]


def check_meetings(known: Tables, findings: Findings) -> None:
    """Compare head counts with lists of persons.

    More participants on a list than visits counted is a contradiction. Fewer is an incomplete list: one
    finding for the whole table. A listed meeting that `sessions` does not have, while it has others of that
    activity, is a finding each. Where only one of the tables knows the start, days are compared.
    """
    sessions, attendance = known.get("sessions"), known.get("attendance")
    if sessions is None or attendance is None:
        return
    if not sessions.has("activity", "date", "visits") or not attendance.has("activity", "date", "person"):
        return
    counted, listed = _counted(sessions), _listed(attendance)
    if not len(counted) or not len(listed):
        return
    counted, listed = _on_same_footing(counted, listed)
    both = counted.merge(listed, on=_MEETING, how="inner", suffixes=("", "_listed"))
    _note_contradictions(both, sessions, attendance, findings)
    incomplete = int((both.persons < both.visits).sum())
    if incomplete:
        findings.add("attendance_incomplete", attendance.place(column="person"), count=incomplete)
    unmatched = listed.merge(counted[_MEETING], on=_MEETING, how="left", indicator=True)
    alone = unmatched[(unmatched["_merge"] == "left_only") & unmatched.activity.isin(counted.activity)]
    attendance.note(findings, "meeting_not_in_sessions", alone.position, "date")


def _note_contradictions(both: pd.DataFrame, sessions: TypedTable, attendance: TypedTable, findings: Findings) -> None:
    too_many = both[both.persons > both.visits]
    columns = (too_many.position, too_many.position_listed, too_many.visits, too_many.persons)
    for position, listed, visits, persons in zip(*columns, strict=True):
        first = attendance.place(int(listed)).row
        words: dict[str, Any] = {"visits": visits, "persons": persons, "first": first}
        sessions.note(findings, "sessions_contradict_attendance", [position], "visits", **words)


def _on_same_footing(counted: pd.DataFrame, listed: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make one meeting of a day where only one of the two tables knows the start."""
    without_start = [set(map(tuple, part.loc[part.start == "", _DAY].values)) for part in (counted, listed)]
    days = without_start[0] ^ without_start[1]
    if not days:
        return counted, listed
    parts = []
    for part, number in ((counted, "visits"), (listed, "persons")):
        whole_day = pd.Series(map(tuple, part[_DAY].values), index=part.index, dtype=object).isin(days)
        part = part.assign(start=part.start.where(~whole_day, ""))
        grouped = part.groupby(_MEETING, as_index=False, sort=False)
        parts.append(grouped.agg(**{number: (number, "sum"), "position": ("position", "first")}))
    return parts[0], parts[1]


def _counted(sessions: TypedTable) -> pd.DataFrame:
    frame = sessions.frame[[*_MEETING, "visits"]].assign(position=np.arange(len(sessions.frame)))
    frame = frame[sessions.good(*_MEETING, "visits")].dropna(subset=[*_DAY, "visits"])
    frame = frame.drop_duplicates(_MEETING)
    return frame.assign(start=frame.start.fillna(""))


def _listed(attendance: TypedTable) -> pd.DataFrame:
    frame = attendance.frame[[*_MEETING, "person", "role"]]
    here = attendance.good(*_MEETING, "person", "role") & frame[[*_DAY, "person"]].notna().all(axis=1).to_numpy()
    here &= (fill_words(frame["role"], ROLES[0]) == ROLES[0]).to_numpy()
    positions = np.flatnonzero(here)
    frame = frame.iloc[positions]
    frame = frame.assign(start=fill_words(frame["start"], ""))
    meetings, different = pd.factorize(key_of_rows(frame, _MEETING))
    first = np.flatnonzero(~pd.Series(meetings, copy=False).duplicated().to_numpy())
    persons, count = numbers_of(frame["person"])
    visits = np.sort(meetings * count + persons)
    visits = visits[np.diff(visits, prepend=-1) > 0] // count
    listed = frame[_MEETING].iloc[first].astype({"activity": "str", "start": "str"}).reset_index(drop=True)
    return listed.assign(persons=np.bincount(visits, minlength=len(different)), position=positions[first])
