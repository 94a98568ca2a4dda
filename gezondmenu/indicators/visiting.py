"""What visits are made of: sessions held, visits of a session, newcomers who come again, and time spent."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.known_persons import counts_when_known, shares_when_known
from gezondmenu.indicators.participation import persons_by_period, unique_participants
from gezondmenu.indicators.population import head_count_areas
from gezondmenu.indicators.records import (
    AREA_PERIOD,
    Records,
    concat,
    grid,
    once,
    to_periods,
    to_targets,
    with_activities,
)
from gezondmenu.indicators.register import of_card
from gezondmenu.numbers import amount_interval
from gezondmenu.reason import join
from gezondmenu.reasons import Why, by_case
from gezondmenu.vocabulary import ALL, month_of, period_bounds

RETURN_DAYS = (60, 120)
"""A newcomer returns who comes again so many days after the first visit; the window closes on the last day."""

TIME = {"active_hours_per_participant": ("hours", "timed"), "met_hours_per_participant": ("met_hours", "rated")}


@of_card("sessions")
def sessions(records: Records) -> pd.DataFrame:
    """Sessions held in each area, and the visits of a session with an interval over sessions."""
    counted = records.meetings[["area", "month", "visits"]].astype({"visits": "float64"})
    each = to_periods(to_targets(counted, records), records.kinds)
    rows = _moments(records, each, "visits", grid(records, records.kinds))
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
    each = _sums_of_persons(records)
    rows = _moments(records, each, "visits", persons).rename(columns={"sum": "numerator", "size": "denominator"})
    parts = [_without_nobody(rows.assign(indicator="visits_per_participant"))]
    for name, (measure, known) in TIME.items():
        whole = each.groupby(AREA_PERIOD)[["visits", known]].sum()
        rows = _moments(records, each[each[known] > 0], measure, persons).join(whole, on=AREA_PERIOD)
        rows = rows.rename(columns={"sum": "numerator", "size": "denominator"}).assign(indicator=name)
        some = (rows["status"] == "ok") & (rows[known] < rows["visits"]) & (rows[known] > 0)
        rows.loc[some, "reasons"] = [
            join(before, Why.KNOWN_OF_VISITS(known=int(visits_known), all=int(every)))
            for before, visits_known, every in rows.loc[some, ["reasons", known, "visits"]].itertuples(index=False)
        ]
        unknown = (rows["status"] == "ok") & (rows["visits"] > 0) & ~(rows[known] > 0)
        rows.loc[unknown, ["status", "reasons"]] = ["no data", Why.LENGTH_UNKNOWN()]
        parts.append(_without_nobody(rows.drop(columns=["visits", known])))
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
    came = _where_persons_are_known(to_periods(first[["area", "month"]], kinds), records)
    came = to_targets(came, records)
    new = persons[persons["period"] != ALL].join(came.groupby(AREA_PERIOD).size().rename("numerator"), on=AREA_PERIOD)
    new["numerator"] = new["numerator"].fillna(0).where(new["status"] == "ok").astype("float64")
    again = _where_persons_are_known(to_periods(closed[["area", "month", "again"]], ("year", ALL)), records)
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


def _moments(records: Records, each: pd.DataFrame, column: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Sum, number and standard deviation of each target and period, and the interval of the mean."""
    by = each.assign(squares=each[column] ** 2).groupby(AREA_PERIOD)
    sums = by[[column, "squares"]].sum().rename(columns={column: "sum"}).assign(size=by.size())
    rows = rows.join(sums, on=AREA_PERIOD)
    size = rows["size"].astype("float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = rows["sum"] / size
        sd = np.sqrt(((rows["squares"] - size * mean**2) / (size - 1)).clip(lower=0))
        lower, upper = amount_interval(mean.to_numpy(), sd.to_numpy(), size.to_numpy(), records.confidence)
    return rows.assign(size=size, lower=lower, upper=upper, sd=sd.where(sd > 0))


@once
def _sums_of_persons(records: Records) -> pd.DataFrame:
    """Visits and hours of each participant in each target and period: ``person, area, period`` and the sums."""
    measures = ["visits", "timed", "hours", "rated", "met_hours"]
    place = "home" if records.study.has("people") else "area"
    presence = records.presence[["person", place, "month", *measures]].rename(columns={place: "area"})
    sums = to_periods(presence, records.kinds).groupby(["person", *AREA_PERIOD], as_index=False)[measures].sum()
    sums = sums.merge(persons_by_period(records), on=["person", *AREA_PERIOD])
    spread = to_targets(sums, records)
    if records.study.has("people"):
        return spread
    return spread.groupby(["person", *AREA_PERIOD], as_index=False)[measures].sum()


def _first_visits(records: Records) -> pd.DataFrame:
    """A row for each participant: day and month of the first visit, area, and whether they came again in time."""
    study = records.study
    lists = study["attendance"]
    lists = lists[lists["role"].fillna("participant") == "participant"]
    areas = study["activities"].set_index("activity")["area"]
    visits = lists[["person", "date", "activity"]].sort_values(["date", "activity"], kind="stable")
    first = visits.drop_duplicates("person").set_index("person")
    days = (visits["date"] - visits.groupby("person")["date"].transform("min")).dt.days
    back = set(visits.loc[days.between(*RETURN_DAYS), "person"])
    homes = study["people"].set_index("person")["area"]
    people = study.has("people")
    place = first.index.map(homes) if people else first["activity"].map(areas)
    rows = first.assign(area=place, month=month_of(first["date"]), again=first.index.isin(back)).reset_index()
    return rows


def _where_persons_are_known(rows: pd.DataFrame, records: Records) -> pd.DataFrame:
    """Without the areas and periods of which only head counts are known."""
    if not records.study.has("people"):
        return rows
    hidden = pd.MultiIndex.from_frame(head_count_areas(records, records.kinds))
    return rows[~pd.MultiIndex.from_frame(rows[AREA_PERIOD]).isin(hidden)]


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
