"""What visits are made of: sessions held, visits of a session, newcomers who come again, and time spent."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.known_persons import counts_when_known, shares_when_known
from gezondmenu.indicators.participation import unique_participants, where_persons_are_known
from gezondmenu.indicators.records import (
    AREA_PERIOD,
    Records,
    concat,
    grid,
    once,
    summed,
    to_periods,
    to_targets,
    with_activities,
)
from gezondmenu.indicators.register import of_card
from gezondmenu.numbers import amount_interval
from gezondmenu.reason import join
from gezondmenu.reasons import Why, by_case
from gezondmenu.study.row_keys import blocks, stacked
from gezondmenu.vocabulary import ALL, month_of, period_bounds

RETURN_DAYS = (60, 120)
"""A newcomer returns who comes again so many days after the first visit; the window closes on the last day."""

TIME = {"active_hours_per_participant": ("hours", "timed"), "met_hours_per_participant": ("met_hours", "rated")}


@of_card("sessions")
def sessions(records: Records) -> pd.DataFrame:
    """Sessions held in each area, and the visits of a session with an interval over sessions."""
    counted = records.meetings[["area", "month", "visits"]].astype({"visits": "float64"})

    def moments(meetings: pd.DataFrame) -> pd.DataFrame:
        return _moments(to_periods(to_targets(meetings, records), records.kinds), "visits")

    sums = summed(counted, "month", moments)
    rows = _with_limits(records, grid(records, records.kinds).join(sums, on=AREA_PERIOD))
    listed = rows["area"].isin(with_activities(records))
    rows["size"] = rows["size"].fillna(0.0).where(listed)
    nothing = Why.NO_ACTIVITIES_LISTED()
    rows = rows.assign(status=np.where(listed, "ok", "no data"), reasons=by_case([~listed], [nothing]))
    held = rows[AREA_PERIOD].assign(
        indicator="sessions", numerator=rows["size"], status=rows["status"], reasons=rows["reasons"]
    )
    per = rows.rename(columns={"sum": "numerator", "size": "denominator"}).drop(columns="squares")
    none_held = (per["status"] == "ok") & (per["denominator"] == 0)
    per.loc[none_held, ["status", "reasons"]] = ["no data", Why.NO_SESSIONS()]
    return concat(held, per.assign(indicator="visits_per_session"))


@of_card("intensity")
def intensity(records: Records) -> pd.DataFrame:
    """Visits, hours and MET-hours of each participant, with intervals over persons.

    Notes
    -----
    Hours come from the attendance list, else from the length of the activity; MET-hours are hours times the MET of
    the activity. Only visits of which it is known count, and only participants with at least one such visit.
    """
    persons = unique_participants(records)[[*AREA_PERIOD, "status", "reasons"]]
    sums = _sums_of_persons(records)
    rows = _with_limits(records, persons.join(sums["visits"], on=AREA_PERIOD))
    rows = rows.rename(columns={"sum": "numerator", "size": "denominator"})
    parts = [_without_nobody(rows.assign(indicator="visits_per_participant"))]
    for name, (measure, known) in TIME.items():
        rows = _with_limits(records, persons.join(sums[measure], on=AREA_PERIOD)).join(sums["whole"], on=AREA_PERIOD)
        rows = rows.rename(columns={"sum": "numerator", "size": "denominator"}).assign(indicator=name)
        some = (rows["status"] == "ok") & (rows[known] < rows["visits"]) & (rows[known] > 0)
        rows.loc[some, "reasons"] = [
            join(before, Why.KNOWN_OF_VISITS(known=int(visits_known), all=int(every)))
            for before, visits_known, every in rows.loc[some, ["reasons", known, "visits"]].itertuples(index=False)
        ]
        unknown = (rows["status"] == "ok") & (rows["visits"] > 0) & ~(rows[known] > 0)
        rows.loc[unknown, ["status", "reasons"]] = ["no data", Why.LENGTH_UNKNOWN()]
        parts.append(_without_nobody(rows.drop(columns=["visits", "timed", "rated"])))
    return concat(*parts).drop(columns="squares").assign(n=lambda rows: rows["denominator"])


@of_card("newcomers")
def newcomers(records: Records) -> pd.DataFrame:
    """Participants who came for the first time, and the share of them who come again.

    Notes
    -----
    A newcomer has no earlier visit in the study. The return rate counts those whose window of 60 to 120 days after
    the first visit has closed before the last day counted; it belongs to the period of the first visit.
    """
    first = _first_visits(records)
    closed = first[first["date"] + pd.Timedelta(days=RETURN_DAYS[1]) <= records.last]
    persons = unique_participants(records)[[*AREA_PERIOD, "status", "reasons"]]
    kinds = [kind for kind in records.kinds if kind != ALL]
    came = where_persons_are_known(to_periods(first[["area", "month"]], kinds), records, records.kinds)
    came = to_targets(came, records)
    new = persons[persons["period"] != ALL].join(came.groupby(AREA_PERIOD).size().rename("numerator"), on=AREA_PERIOD)
    new["numerator"] = new["numerator"].fillna(0).where(new["status"] == "ok").astype("float64")
    again = where_persons_are_known(
        to_periods(closed[["area", "month", "again"]], ("year", ALL)), records, records.kinds
    )
    again = to_targets(again, records)
    counted = again.groupby(AREA_PERIOD)["again"].agg(numerator="sum", denominator="size").astype("float64")
    back = persons[persons["period"].str.len() < 7].join(counted, on=AREA_PERIOD)
    none_closed = (back["status"] == "ok") & back["denominator"].isna()
    reason = Why.NO_NEWCOMER_YET(days=RETURN_DAYS[1])
    back.loc[none_closed, ["status", "reasons"]] = ["no data", reason]
    back.loc[back["status"] != "ok", ["numerator", "denominator"]] = np.nan
    parts = [counts_when_known(new.assign(indicator="new_participants", n=new["numerator"]))]
    parts.append(shares_when_known(back.assign(indicator="return_rate", n=back["denominator"]), records))
    return _first_year_noted(concat(*parts), records)


def _moments(each: pd.DataFrame, column: str) -> pd.DataFrame:
    """Sum, sum of squares and number of each target and period."""
    by = each.assign(squares=each[column] ** 2).groupby(AREA_PERIOD)
    return by[[column, "squares"]].sum().rename(columns={column: "sum"}).assign(size=by.size())


def _with_limits(records: Records, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of moments with the standard deviation and the interval of the mean."""
    size = rows["size"].astype("float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = rows["sum"] / size
        sd = np.sqrt(((rows["squares"] - size * mean**2) / (size - 1)).clip(lower=0))
        lower, upper = amount_interval(mean.to_numpy(), sd.to_numpy(), size.to_numpy(), records.confidence)
    return rows.assign(size=size, lower=lower, upper=upper, sd=sd.where(sd > 0))


@once
def _sums_of_persons(records: Records) -> pd.DataFrame:
    """Moments of the visits and hours of participants of each target and period, and their sums over everybody."""
    measures = ["visits", "timed", "hours", "rated", "met_hours"]
    place = "home" if records.study.has("people") else "area"

    def moments(presence: pd.DataFrame) -> pd.DataFrame:
        presence = presence.rename(columns={place: "area"})
        each = to_periods(presence, records.kinds).groupby(["person", *AREA_PERIOD], as_index=False)[measures].sum()
        each = to_targets(where_persons_are_known(each, records, records.kinds), records)
        if not records.study.has("people"):
            each = each.groupby(["person", *AREA_PERIOD], as_index=False)[measures].sum()
        sums = {"visits": _moments(each, "visits")}
        sums |= {measure: _moments(each[each[known] > 0], measure) for measure, known in TIME.values()}
        sums["whole"] = each.groupby(AREA_PERIOD)[["visits", "timed", "rated"]].sum()
        return pd.concat(sums, axis=1)

    return summed(records.presence[["person", place, "month", *measures]], "person", moments)


def _first_visits(records: Records) -> pd.DataFrame:
    """A row for each participant: day and month of the first visit, area, and whether they came again in time."""
    study = records.study
    areas = study["activities"].set_index("activity")["area"]
    homes = study["people"].set_index("person")["area"]

    def first_visits(lists: pd.DataFrame) -> pd.DataFrame:
        lists = lists[lists["role"].fillna("participant") == "participant"]
        visits = lists[["person", "date", "activity"]].sort_values(["date", "activity"], kind="stable")
        first = visits.drop_duplicates("person").set_index("person")
        days = (visits["date"] - visits.groupby("person")["date"].transform("min")).dt.days
        back = set(visits.loc[days.between(*RETURN_DAYS), "person"])
        place = first.index.map(homes) if study.has("people") else first["activity"].map(areas)
        return first.assign(area=place, month=month_of(first["date"]), again=first.index.isin(back)).reset_index()

    return stacked(map(first_visits, blocks(study["attendance"], "person")))


def _first_year_noted(rows: pd.DataFrame, records: Records) -> pd.DataFrame:
    """A reason where so little was counted before the period that people who came before may seem new."""
    known_from = records.first + pd.Timedelta(days=365)
    early = [p for p in rows["period"].unique() if p == ALL or period_bounds(p)[0] < known_from]
    words = Why.NOTHING_KNOWN_BEFORE(day=f"{records.first:%Y-%m-%d}")
    seem_new = rows["period"].isin(early) & (rows["status"] == "ok")
    rows.loc[seem_new, "reasons"] = [join(before, words) for before in rows.loc[seem_new, "reasons"]]
    return rows


def _without_nobody(rows: pd.DataFrame) -> pd.DataFrame:
    nobody = (rows["status"] == "ok") & ~(rows["denominator"] > 0)
    rows.loc[nobody, ["status", "reasons"]] = ["no data", Why.NO_PARTICIPANTS()]
    rows.loc[rows["status"] != "ok", ["numerator", "denominator", "lower", "upper", "sd"]] = np.nan
    return rows
