"""A column of dates as one: the order of day and month, moments in UTC, and numbers that a spreadsheet kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.read.cells import Cells, distinct, replaced
from gezondmenu.study.read.dates import (
    HALF_IN_EXCEL,
    MONTH_FIRST,
    Day,
    of_serial,
    of_utc,
    one_day,
    order_of,
)
from gezondmenu.study.read.headers import RawTable

HOME = "Europe/Amsterdam"  # the zone by which a moment in UTC is looked at until study.toml names one
FEWEST_DAYS = 6  # days by which the weekday of meetings can be seen
MANY_DAYS = 10  # so many days without one over 12 come by chance once in ten thousand
REGULAR, SCATTERED = 0.8, 0.6  # share of days on the commonest weekday of their activity
LAST_MONTH = 12


@dataclass
class _Days:
    """The different cells of a column of dates; a cell that came as a number differs from one that came as text.

    Attributes
    ----------
    written, cells : list of str
        As the user wrote them, and as they are read.
    native, asked : array of bool
        Which came as numbers, and of which the reading is asked.
    first, count : array of int
        The first position in which each stands, and in how many it does.
    codes : array of int
        The different cell of each position.
    """

    raw: RawTable
    name: str
    written: list[str]
    cells: list[str]
    native: np.ndarray
    asked: np.ndarray
    first: np.ndarray
    count: np.ndarray
    codes: np.ndarray

    def number(self, which: Iterable[int]) -> int:
        """In how many positions these stand."""
        return int(self.count[list(which)].sum())

    def earliest(self, which: Iterable[int]) -> int:
        """Which of these stands first."""
        return min(which, key=self.first.__getitem__)

    def place(self, one: int) -> Place:
        """The first place in which one stands."""
        return self.raw.place(int(self.first[one]), self.name)


def days_of_column(raw: RawTable, name: str, chosen: dict[str, Any], findings: Findings) -> tuple[Cells, np.ndarray]:
    """The cells of a column of dates, each as a day that can be read, and which of them are asked about.

    Parameters
    ----------
    raw : RawTable
        The table as text.
    name : str
        A column of dates that the file has.
    chosen : dict
        The choices of the study: ``date_order`` and ``time_zone``.
    findings : Findings
        Gets one finding for each question about the column.

    Returns
    -------
    (Cells, array of bool)
        Cells that `parse_column` reads, and the cells of which the reading is asked (blank among these).
    """
    days = _different(raw, name)
    _take_serials(days, findings)
    _take_utc(days, chosen.get("time_zone"), findings)
    _take_order(days, chosen.get("date_order"), findings)
    cells = ["" if asked else cell for cell, asked in zip(days.cells, days.asked, strict=True)]
    return replaced(raw.text[name], days.codes, cells), days.asked[days.codes]


def _different(raw: RawTable, name: str) -> _Days:
    text, native = raw.text[name], raw.native[name]
    if native.any():
        codes, written = distinct([f"{number:d}{cell}" for cell, number in zip(text, native, strict=True)])
        numbers, written = np.array([cell[0] == "1" for cell in written]), [cell[1:] for cell in written]
    else:
        codes, written = distinct(text)
        numbers = np.zeros(len(written), dtype=bool)
    places = np.flatnonzero(~pd.Series(codes, copy=False).duplicated().to_numpy())
    first = np.zeros(len(written), dtype="int64")
    first[codes[places]] = places
    asked = np.zeros(len(written), dtype=bool)
    count = np.bincount(codes, minlength=len(written))
    return _Days(raw, name, written, list(written), numbers, asked, first, count, codes)


def _take_serials(days: _Days, findings: Findings) -> None:
    since_1904 = days.raw.sheet.since_1904
    read = {
        n: of_serial(cell, since_1904 and bool(days.native[n]))
        for n, cell in enumerate(days.cells)
        if days.native[n] or len(cell) == 5
    }
    known = {n: day for n, day in read.items() if day is not None}
    for n, day in known.items():
        days.cells[n] = day.isoformat()
    if known:
        first = days.earliest(known)
        findings.add("serial_dates", days.place(first), count=days.number(known), day=days.cells[first])


def _take_utc(days: _Days, zone: str | None, findings: Findings) -> None:
    here = {n: day for n, cell in enumerate(days.cells) if len(cell) > 15 and (day := of_utc(cell, zone or HOME))}
    other = [n for n, day in here.items() if day != one_day(days.cells[n]).day]
    if other and zone is None:
        first = days.earliest(other)
        findings.add(
            "utc_dates",
            days.place(first),
            count=days.number(other),
            written=one_day(days.cells[first]).day,
            home=here[first],
            column=days.raw.labels[days.name],
        )
        days.asked[other] = True
    for n, day in here.items():
        days.cells[n] = day.isoformat()


def _take_order(days: _Days, chosen: str | None, findings: Findings) -> None:
    known = [one_day(cell) for cell in days.cells]
    unordered = [n for n, day in enumerate(known) if days.cells[n] and not day.is_ordered]
    written = [n for n, day in enumerate(known) if days.cells[n] and day.is_ordered and day.day]
    seen = order_of([days.cells[n] for n in unordered])
    turned = _turned([known[n] for n in written])
    if chosen == MONTH_FIRST and seen in (MONTH_FIRST, None):
        _take_swapped(unordered, days, known)
    elif chosen == HALF_IN_EXCEL and seen in (MONTH_FIRST, None) and turned:
        _take_swapped(unordered, days, known)
        for n, day in zip(written, turned, strict=True):
            days.cells[n] = day.isoformat()
    elif chosen is None and seen == MONTH_FIRST:
        half = bool(turned) and bool(np.any(days.raw.days[days.name]))
        _ask("dates_half_text" if half else "dates_month_first", unordered, days, known, findings)
        days.asked[[*unordered, *(written if half else [])]] = True
    elif chosen is None and seen is None:
        _look_at_weekdays(days, known, unordered, written, turned, findings)


def _turned(days: list[Day]) -> list[dt.date]:
    """Days with day and month exchanged; none when one of them has no such day."""
    ways = [day.day for day in days if day.day is not None]
    return [day.replace(month=day.day, day=day.month) for day in ways] if all(d.day <= LAST_MONTH for d in ways) else []


def _take_swapped(unordered: list[int], days: _Days, known: list[Day]) -> None:
    for n in unordered:
        if swapped := known[n].swapped:
            days.cells[n] = swapped.isoformat()


def _ask(rule: str, which: list[int], days: _Days, known: list[Day], findings: Findings) -> None:
    both = [n for n in which if known[n].day and known[n].swapped]
    first = days.earliest(both or which)
    certain = [n for n in which if known[n].day is None and known[n].swapped]
    reading = known[first]
    words: dict[str, Any] = {
        "first": reading.day or reading.swapped,
        "second": reading.swapped,
        "sure": days.written[days.earliest(certain) if certain else first],
        "count": days.number(which),
    }
    findings.add(rule, days.place(first), **words)


def _look_at_weekdays(
    days: _Days,
    known: list[Day],
    unordered: list[int],
    written: list[int],
    turned: list[dt.date],
    findings: Findings,
) -> None:
    """Ask where an activity keeps to one weekday with the month first, and to none with the day first."""
    if unordered:
        which = [n for n in unordered if known[n].day and known[n].swapped]
        ways = {n: (known[n].day, known[n].swapped) for n in which}
    else:
        which = written if turned else []
        ways = {n: (known[n].day, way) for n, way in zip(which, turned, strict=bool(turned))}
    table = _of_activities(days, ways)
    if len(table) < FEWEST_DAYS or len(which) < len(unordered):
        return
    day_first, month_first = (_on_one_weekday(table[["activity", way]]) for way in ("day", "month"))
    shown = days.earliest([n for n in which if ways[n][0] != ways[n][1]] or which)
    words: dict[str, Any] = {"first": f"{ways[shown][0]}", "second": f"{ways[shown][1]}", "count": days.number(which)}
    if month_first >= REGULAR and day_first <= SCATTERED:
        rule = "dates_by_weekday" if unordered else "dates_turned_by_weekday"
        findings.add(rule, days.place(shown), **words)
        days.asked[which] = True
    elif unordered and day_first < REGULAR and table["day"].nunique() >= MANY_DAYS:
        findings.add("dates_without_day_over_12", days.place(shown), **words)
        days.asked[which] = True


def _of_activities(days: _Days, ways: dict[int, tuple[dt.date | None, dt.date | None]]) -> pd.DataFrame:
    """A row for each activity and day, by both readings of the day."""
    pairs = days.codes.astype("int64")
    groups = 1
    if "activity" in days.raw.text:
        codes, activities = distinct(days.raw.text["activity"])
        groups = max(1, len(activities))
        pairs = pairs * groups + codes
    pairs = pd.unique(pairs)
    each = (divmod(pair, groups) for pair in pairs.tolist())
    rows = [(*ways[n], group) for n, group in each if n in ways]
    table = pd.DataFrame(rows, columns=["day", "month", "activity"])
    return table.astype({"day": "datetime64[ns]", "month": "datetime64[ns]"}).drop_duplicates()


def _on_one_weekday(table: pd.DataFrame) -> float:
    weekdays = pd.DataFrame({"activity": table.iloc[:, 0], "weekday": table.iloc[:, 1].dt.day_of_week})
    commonest = weekdays.groupby("activity")["weekday"].agg(lambda days: days.value_counts().iloc[0])
    return float(commonest.sum() / len(weekdays))
