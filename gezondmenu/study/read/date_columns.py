"""A column of dates as one: the order of day and month, moments in UTC, and numbers that a spreadsheet kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.study.findings import Findings
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


def days_of_column(
    raw: RawTable, name: str, chosen: dict[str, Any], findings: Findings
) -> tuple[list[str], np.ndarray]:
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
    (list of str, array of bool)
        Cells that `parse_column` reads, and the cells of which the reading is asked (blank in the list).
    """
    cells = list(raw.text[name])
    asked = np.zeros(len(cells), dtype=bool)
    _take_serials(raw, name, cells, findings)
    _take_utc(raw, name, cells, asked, chosen.get("time_zone"), findings)
    _take_order(raw, name, cells, asked, chosen.get("date_order"), findings)
    for position in np.flatnonzero(asked):
        cells[position] = ""
    return cells, asked


def _take_serials(raw: RawTable, name: str, cells: list[str], findings: Findings) -> None:
    days = {n: of_serial(cells[n], raw.sheet.since_1904) for n in np.flatnonzero(raw.native[name]).tolist()}
    days |= {n: of_serial(cell) for n, cell in enumerate(cells) if n not in days and len(cell) == 5}
    known = {n: day for n, day in days.items() if day is not None}
    for n, day in known.items():
        cells[n] = day.isoformat()
    if known:
        first = min(known)
        findings.add("serial_dates", raw.place(first, name), count=len(known), day=cells[first])


def _take_utc(
    raw: RawTable, name: str, cells: list[str], asked: np.ndarray, zone: str | None, findings: Findings
) -> None:
    here = {n: day for n, cell in enumerate(cells) if len(cell) > 15 and (day := of_utc(cell, zone or HOME))}
    other = [n for n, day in here.items() if day != one_day(cells[n]).day]
    if other and zone is None:
        written, home = one_day(cells[other[0]]).day, here[other[0]]
        findings.add(
            "utc_dates",
            raw.place(other[0], name),
            count=len(other),
            written=written,
            home=home,
            column=raw.labels[name],
        )
        asked[other] = True
    for n, day in here.items():
        cells[n] = day.isoformat()


def _take_order(
    raw: RawTable, name: str, cells: list[str], asked: np.ndarray, chosen: str | None, findings: Findings
) -> None:
    known = {cell: one_day(cell) for cell in set(cells) if cell}
    unordered = [n for n, cell in enumerate(cells) if cell and not known[cell].is_ordered]
    written = [n for n, cell in enumerate(cells) if cell and known[cell].is_ordered and known[cell].day]
    seen = order_of([cells[n] for n in unordered])
    turned = _turned([known[cells[n]] for n in written])
    if chosen == MONTH_FIRST and seen in (MONTH_FIRST, None):
        _take_swapped(unordered, cells, known)
    elif chosen == HALF_IN_EXCEL and seen in (MONTH_FIRST, None) and turned:
        _take_swapped(unordered, cells, known)
        for n, day in zip(written, turned, strict=True):
            cells[n] = day.isoformat()
    elif chosen is None and seen == MONTH_FIRST:
        half = bool(turned) and bool(np.any(raw.days[name]))
        _ask("dates_half_text" if half else "dates_month_first", unordered, raw, name, known, findings)
        asked[[*unordered, *(written if half else [])]] = True
    elif chosen is None and seen is None:
        _look_at_weekdays(raw, name, cells, asked, known, unordered, written, turned, findings)


def _turned(days: list[Day]) -> list[dt.date]:
    """Days with day and month exchanged; none when one of them has no such day."""
    ways = [day.day for day in days if day.day is not None]
    return [day.replace(month=day.day, day=day.month) for day in ways] if all(d.day <= LAST_MONTH for d in ways) else []


def _take_swapped(unordered: list[int], cells: list[str], known: dict[str, Day]) -> None:
    for n in unordered:
        if swapped := known[cells[n]].swapped:
            cells[n] = swapped.isoformat()


def _ask(rule: str, places: list[int], raw: RawTable, name: str, known: dict[str, Day], findings: Findings) -> None:
    cells = raw.text[name]
    both = [n for n in places if known.get(cells[n]) and known[cells[n]].day and known[cells[n]].swapped]
    first = (both or places)[0]
    reading = known[cells[first]]
    sure = next((cells[n] for n in places if known[cells[n]].day is None and known[cells[n]].swapped), cells[first])
    words: dict[str, Any] = {
        "first": reading.day or reading.swapped,
        "second": reading.swapped,
        "sure": sure,
        "count": len(places),
    }
    findings.add(rule, raw.place(first, name), **words)


def _look_at_weekdays(
    raw: RawTable,
    name: str,
    cells: list[str],
    asked: np.ndarray,
    known: dict[str, Day],
    unordered: list[int],
    written: list[int],
    turned: list[dt.date],
    findings: Findings,
) -> None:
    """Ask where an activity keeps to one weekday with the month first, and to none with the day first."""
    groups = raw.text.get("activity", [""] * len(cells))
    if unordered:
        places = [n for n in unordered if known[cells[n]].day and known[cells[n]].swapped]
        ways = [(known[cells[n]].day, known[cells[n]].swapped) for n in places]
    else:
        places = written if turned else []
        ways = list(zip((known[cells[n]].day for n in places), turned, strict=True))
    table = pd.DataFrame(ways, columns=["day", "month"], dtype="datetime64[ns]")
    table = table.assign(activity=[groups[n] for n in places]).drop_duplicates()
    if len(table) < FEWEST_DAYS or len(places) < len(unordered):
        return
    day_first, month_first = (_on_one_weekday(table[["activity", way]]) for way in ("day", "month"))
    shown = next((n for n, way in enumerate(ways) if way[0] != way[1]), 0)
    first = places[shown]
    words: dict[str, Any] = {"first": f"{ways[shown][0]}", "second": f"{ways[shown][1]}", "count": len(places)}
    if month_first >= REGULAR and day_first <= SCATTERED:
        rule = "dates_by_weekday" if unordered else "dates_turned_by_weekday"
        findings.add(rule, raw.place(first, name), **words)
        asked[places] = True
    elif unordered and day_first < REGULAR and table["day"].nunique() >= MANY_DAYS:
        findings.add("dates_without_day_over_12", raw.place(first, name), **words)
        asked[places] = True


def _on_one_weekday(table: pd.DataFrame) -> float:
    weekdays = pd.DataFrame({"activity": table.iloc[:, 0], "weekday": table.iloc[:, 1].dt.day_of_week})
    commonest = weekdays.groupby("activity")["weekday"].agg(lambda days: days.value_counts().iloc[0])
    return float(commonest.sum() / len(weekdays))
