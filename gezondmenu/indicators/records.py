"""A study laid out for counting: meetings, who came when, and which area counts for which total."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.study.model import Study
from gezondmenu.study.read.cells import coded
from gezondmenu.study.row_keys import ROWS_OF_A_BLOCK, blocks, fill_words, plain, renamed, repeats, small, stacked
from gezondmenu.vocabulary import ALL, month_of, period_bounds, period_kind, quarter_of

MEETING = ["activity", "date", "start"]
AREA_PERIOD = ["area", "period"]
KINDS = ("year", "quarter", ALL)
SLACK = {"year": 31, "quarter": 14, "month": 7}
"""How many days may lack at each end of a period that is called fully observed."""
HOURS = {"volunteer": "volunteer_hours", "student": "student_hours", "professional": "professional_hours"}


@dataclass(frozen=True)
class Records:
    """The rows of a study that indicators count.

    Attributes
    ----------
    study : Study
    membership : DataFrame
        ``area, target``: each area counts for itself, for each parent above it, and for ``all``.
    meetings : DataFrame
        A row a meeting: ``activity, area, month, visits``, the hours of volunteers, students and professionals,
        and ``listed``: persons on the attendance list (0 when only heads were counted).
    presence : DataFrame
        A row for each participant, activity area and month: ``person, home, area, month, visits``; `home` is the
        area of residence, missing without a table people. `timed` and `rated` are the visits whose length
        (and intensity) is known, `hours` and `met_hours` their sums.
    periods : tuple of str
        Every year and quarter that the study observed, its months where study.toml asks for them, and ``all``.
    first, last : Timestamp or NaT
        Between these days everything was counted.
    confidence : float
        Of the intervals that a card works out itself.
    """

    study: Study
    membership: pd.DataFrame
    meetings: pd.DataFrame
    presence: pd.DataFrame
    periods: tuple[str, ...]
    first: pd.Timestamp
    last: pd.Timestamp
    confidence: float = 0.95
    kept: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def targets(self) -> list[str]:
        """Every area of the estimate table: the areas of the study in their order, then ``all``."""
        return [*self.study["areas"]["area"], ALL]

    def periods_of(self, kinds: Iterable[str]) -> list[str]:
        """The observed periods of these kinds (year, quarter, month, all)."""
        return [period for period in self.periods if period_kind(period) in set(kinds)]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of period by which visits, persons and hours are counted: months only where study.toml asks."""
        return ("year", "quarter", "month", ALL) if self.study.choices.get("months") else KINDS

    def fully_observed(self, period: str) -> bool:
        """Whether counting covered the period, see `covers`."""
        return covers((self.first, self.last), period)


def once(function: Callable[..., Any]) -> Callable[..., Any]:
    """Work a table out once for the same records, since several indicators rest on it; each gets a copy."""

    @functools.wraps(function)
    def kept(records: Records, *args: Any) -> Any:
        key = (function.__module__, function.__name__, args)
        if key not in records.kept:
            records.kept[key] = function(records, *args)
        return records.kept[key].copy()

    return kept


def lay_out(study: Study, confidence: float = 0.95) -> Records:
    """Lay out a study for counting.

    Notes
    -----
    Visits and participants count the role participant. Where `sessions` and `attendance` both tell of one
    meeting, visits come from `sessions` and persons from `attendance`. A list whose start is blank belongs to the
    session of that activity and day.
    """
    lists = _attendance(study)
    meetings = _meetings(study, lists)
    presence = _presence(study, lists)
    first, last = observed_span(study)
    return Records(
        study=study,
        membership=_membership(study["areas"]),
        meetings=meetings,
        presence=presence,
        periods=_periods(first, last, bool(study.choices.get("months"))),
        first=first,
        last=last,
        confidence=confidence,
    )


def covers(span: tuple[pd.Timestamp, pd.Timestamp], period: str) -> bool:
    """Whether a span of days covers a period, give or take some days at each end (`SLACK`)."""
    start, end = period_bounds(period)
    slack = pd.Timedelta(days=SLACK[period_kind(period)])
    return bool(span[0] <= start + slack and span[1] >= end - slack)


def to_targets(frame: pd.DataFrame, records: Records, area: str = "area") -> pd.DataFrame:
    """Repeat each row for every target that its area counts for; the target replaces the column `area`."""
    spread = frame.rename(columns={area: "_own"}).merge(
        records.membership.rename(columns={"area": "_own", "target": "area"}), on="_own"
    )
    return spread.drop(columns="_own")


def to_periods(frame: pd.DataFrame, kinds: Iterable[str]) -> pd.DataFrame:
    """Repeat each row for its month, its quarter, its year and ``all``, as `kinds` asks; `period` replaces `month`."""
    labels = {
        "month": lambda: frame["month"],
        "quarter": lambda: quarter_of(frame["month"]),
        "year": lambda: frame["month"].str[:4],
        ALL: lambda: ALL,
    }
    rest = frame.drop(columns="month")
    parts = [rest.assign(period=labels[kind]()) for kind in kinds]
    return pd.concat(parts, ignore_index=True)


def summed(frame: pd.DataFrame, within: str, work: Callable[[pd.DataFrame], Any]) -> Any:
    """Sums by target and period, worked out part by part where a table is large.

    Parameters
    ----------
    frame : DataFrame
        Records, such as meetings or presence.
    within : str
        The column of which no value is in two parts: `work` counts each of them for itself.
    work : callable
        From rows to a Series or DataFrame of sums or counts, indexed by ``area, period``; blank where there is none.
    """
    parts = [work(part) for part in blocks(frame, within)]
    return parts[0] if len(parts) == 1 else pd.concat(parts).groupby(level=AREA_PERIOD).sum(min_count=1)


def whole_years(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Add the year and ``all`` to rows of periods as somebody wrote them down.

    A year is its own row where there is one, else the sum of its quarters or months; ``all`` is every year.
    """
    key = [*by, "year"]
    frame = frame.assign(year=frame["period"].str[:4])
    parts = frame[frame["period"].str.len() > 4]
    given = pd.MultiIndex.from_frame(frame.loc[frame["period"].str.len() == 4, key])
    summed = parts[~pd.MultiIndex.from_frame(parts[key]).isin(given)]
    years = concat(frame[frame["period"].str.len() == 4], summed.assign(period=summed["year"]))
    return concat(parts, years, years.assign(period=ALL)).drop(columns="year")


def grid(records: Records, kinds: Iterable[str]) -> pd.DataFrame:
    """Every target with every observed period of these kinds."""
    areas = pd.DataFrame({"area": records.targets})
    return areas.merge(pd.DataFrame({"period": records.periods_of(kinds)}, dtype="str"), how="cross")


@once
def with_activities(records: Records) -> set[str]:
    """Targets for which at least one activity is listed."""
    return set(to_targets(records.study["activities"][["area"]].drop_duplicates(), records)["area"])


def concat(*frames: pd.DataFrame) -> pd.DataFrame:
    """Rows of several tables under each other, with a fresh index."""
    return pd.concat(frames, ignore_index=True)


def _membership(areas: pd.DataFrame) -> pd.DataFrame:
    """Each area with itself, its ancestors and the whole study."""
    parents = areas.dropna(subset="parent").set_index("area")["parent"]
    steps = [areas[["area"]].assign(target=areas["area"]), areas[["area"]].assign(target=ALL)]
    above = areas[["area"]].assign(target=areas["area"].map(parents))
    while above["target"].notna().any():
        above = above.dropna(subset="target")
        steps.append(above)
        above = above.assign(target=above["target"].map(parents))
    return pd.concat(steps, ignore_index=True).astype("str")


def _attendance(study: Study) -> pd.DataFrame:
    """One row per meeting, person and role, with the activity's area."""
    lists = study["attendance"]
    lists = lists.assign(start=fill_words(lists["start"], ""), role=fill_words(lists["role"], "participant"))
    areas = study["activities"].set_index("activity")["area"]
    again = repeats(lists, [*MEETING, "person", "role"])
    if len(again):
        lists = lists.drop(index=lists.index[again])
    return lists.assign(area=renamed(lists["activity"], areas.to_dict()))


def _meetings(study: Study, lists: pd.DataFrame) -> pd.DataFrame:
    sessions = study["sessions"]
    sessions = sessions.assign(start=sessions["start"].fillna(""))
    totals = stacked(map(_lists_per_meeting, blocks(lists, "date")), "activity", "start")
    if sessions.empty:
        meetings = totals.rename(columns={f"{hours}_list": hours for hours in HOURS.values()}).assign(visits=np.nan)
    else:
        meetings = _with_sessions(plain(totals), sessions)
    listed = meetings["listed"].fillna(0).astype("int64")
    visits = meetings["visits"].astype("float64").fillna(listed).astype("int64")
    areas = study["activities"].set_index("activity")["area"]
    in_area = renamed(meetings["activity"], areas.to_dict())
    meetings = meetings.assign(area=in_area, month=months_of(meetings["date"]), visits=visits, listed=listed)
    return meetings[["activity", "area", "month", "visits", *HOURS.values(), "listed"]]


def _with_sessions(totals: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    if len(totals):
        totals = _same_meeting(totals, sessions)
    meetings = sessions[[*MEETING, "visits", *HOURS.values()]].merge(
        totals, on=MEETING, how="outer", suffixes=("", "_list")
    )
    for hours in HOURS.values():
        meetings[hours] = meetings[hours].fillna(meetings[f"{hours}_list"])
    return meetings


def months_of(dates: pd.Series) -> pd.Series:
    """The label of the month of each date, such as ``2025-09``; as codes where there are very many."""
    if len(dates) <= ROWS_OF_A_BLOCK:
        return month_of(dates)
    codes, months = pd.factorize(dates.to_numpy().astype("datetime64[M]"))
    return pd.Series(coded(codes, months.astype("str").tolist()), index=dates.index)


def _lists_per_meeting(lists: pd.DataFrame) -> pd.DataFrame:
    """Persons and hours on each attendance list."""
    people = lists[lists["role"] == "participant"]
    totals = people.groupby(MEETING).size().rename("listed").to_frame()
    for role, name in HOURS.items():
        helpers = lists[lists["role"] == role]
        hours = helpers.groupby(MEETING)["hours"].sum(min_count=1).rename(f"{name}_list")
        totals = totals.join(hours, how="outer")
    return totals.reset_index()


def _same_meeting(totals: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Give a list the start of the session it belongs to where one of the two left the start blank."""
    day = ["activity", "date"]
    exact = totals.merge(sessions[MEETING], on=MEETING, how="left", indicator="_found")["_found"] == "both"
    per_day = sessions.sort_values("start").drop_duplicates(day)[[*day, "start"]]
    of_day = totals[day].merge(per_day, on=day, how="left")["start"]
    blank = (totals["start"].to_numpy() == "") | (of_day.to_numpy() == "")
    move = (~exact.to_numpy()) & blank & of_day.notna().to_numpy()
    moved = totals.assign(start=totals["start"].where(~move, of_day.set_axis(totals.index)))
    return moved if not move.any() else moved.groupby(MEETING, as_index=False).sum(min_count=1)


def _presence(study: Study, lists: pd.DataFrame) -> pd.DataFrame:
    presence = stacked((_presence_of(part, study) for part in blocks(lists, "person")), "person", "area", "month")
    if study.has("people"):
        homes = study["people"].set_index("person")["area"]
        presence["home"] = renamed(presence["person"], homes.to_dict())
    else:
        presence["home"] = pd.Series(pd.NA, index=presence.index, dtype="str").astype(presence["area"].dtype)
    return presence


def _presence_of(lists: pd.DataFrame, study: Study) -> pd.DataFrame:
    people = lists.loc[lists["role"] == "participant", ["person", "area", "date", "activity", "hours"]]
    listed = study["activities"].set_index("activity")
    hours = people["hours"].fillna(people["activity"].map(listed["minutes"]).astype("float64") / 60)
    met = hours * people["activity"].map(listed["met"]).astype("float64")
    measured = people[["person", "area"]].assign(
        month=month_of(people["date"]), hours=hours, timed=hours.notna(), met_hours=met, rated=met.notna()
    )
    by_month = measured.groupby(["person", "area", "month"], sort=False)
    presence = by_month[["timed", "hours", "rated", "met_hours"]].sum()
    presence.insert(0, "visits", by_month.size())
    return small(presence.reset_index())


def observed_span(study: Study) -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day that the study counted: from study.toml, else the first and last session."""
    dates = [study[name]["date"] for name in ("sessions", "attendance")]
    first = pd.Timestamp(study.choices.get("observed_from") or pd.Series([days.min() for days in dates]).min())
    last = pd.Timestamp(study.choices.get("observed_to") or pd.Series([days.max() for days in dates]).max())
    return first, last


def _periods(first: pd.Timestamp, last: pd.Timestamp, by_month: bool) -> tuple[str, ...]:
    if pd.isna(first) or pd.isna(last):
        return (ALL,)
    quarters = [f"{q.year}-Q{q.quarter}" for q in pd.period_range(first, last, freq="Q")]
    years = [str(year) for year in range(first.year, last.year + 1)]
    months = [str(month) for month in pd.period_range(first, last, freq="M")] if by_month else []
    return (*years, *quarters, *months, ALL)
