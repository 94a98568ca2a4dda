"""How low the threshold is: what there is to do, at what price, how near, and who leads it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.indicators.population import residents
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
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why, by_case
from gezondmenu.study.row_keys import plain
from gezondmenu.vocabulary import ALL, group_label

KINDS = ("year", ALL)
PRICES = ("free", "paid", "unknown")
CHECKS = {
    "price": PRICES,
    "price_low_income": PRICES,
    "organiser": ("residents", "mixed", "professional", "unknown"),
    "distance": ("near", "far", "unknown"),
}
"""What makes a threshold low, each with its levels; unknown is always counted apart."""

NEAR_KM = 1.0
EARTH_RADIUS_KM = 6371.0


@of_card("activities")
def activities(records: Records) -> pd.DataFrame:
    """Number of activities, in all and by what makes the threshold low.

    Notes
    -----
    Near is within one kilometre, as the crow flies, of the middle of the area.
    """
    present = _activities_by_period(records)
    parts = [_count(records, present).assign(group=ALL)]
    for check, levels in CHECKS.items():
        for level in levels:
            rows = _count(records, present[present[check] == level])
            parts.append(rows.assign(group=group_label(**{check: level})))
    return concat(*parts).assign(indicator="activities")


@of_card("price")
def price(records: Records) -> pd.DataFrame:
    """Mean price of the sessions held, also for low incomes, and how far the nearest free activity is."""
    listed = _with_checks(records).set_index("activity")

    def counts(held: pd.DataFrame) -> pd.DataFrame:
        each = to_targets(to_periods(held, KINDS), records).groupby(AREA_PERIOD)
        return each.agg(numerator=("numerator", "sum"), known=("known", "sum"), all=("known", "size"))

    parts = []
    for name, column in (("price_per_session", "asked"), ("price_low_income_per_session", "asked_low_income")):
        held = records.meetings[["activity", "area", "month"]]
        held = held.assign(numerator=held["activity"].map(listed[column]).astype("float64"))
        sums = summed(held.assign(known=held["numerator"].notna()), "month", counts)
        rows = sums.reset_index().rename(columns={"known": "denominator"}).astype({"denominator": "float64"})
        lost = rows["all"] - rows["denominator"]
        rows["reasons"] = [
            Why.UNKNOWN_OF(unknown=int(gone), all=int(whole)) if gone else NOTHING
            for gone, whole in zip(lost, rows["all"], strict=True)
        ]
        rows["status"] = np.where(rows["denominator"] > 0, "ok", "no data")
        rows.loc[rows["denominator"] == 0, "reasons"] = Why.NO_KNOWN_ANSWER()
        parts.append(rows.drop(columns="all").assign(indicator=name))
    return concat(*parts, _nearest_free(records))


@of_card("free")
def free_for_low_income(records: Records) -> pd.DataFrame:
    """Share of activities that people with a low income can visit for nothing."""
    return _share(records, "price_low_income", "free").assign(indicator="free_for_low_income")


@of_card("led_by_residents")
def led_by_residents(records: Records) -> pd.DataFrame:
    """Share of activities that residents lead themselves."""
    return _share(records, "organiser", "residents").assign(indicator="led_by_residents")


@once
def _with_checks(records: Records) -> pd.DataFrame:
    """``activity, area``, the level of each check, and the price asked of everybody and of low incomes."""
    listed = records.study["activities"]
    price, reduced = listed["price_eur"], listed["price_low_income_eur"].mask(listed["price_eur"] == 0, 0.0)
    middle = records.study["areas"].set_index("area")[["latitude", "longitude"]]
    here = listed["area"].map(middle["latitude"]), listed["area"].map(middle["longitude"])
    far = kilometres(listed["latitude"], listed["longitude"], *here)
    return listed[["activity", "area"]].assign(
        asked=price,
        asked_low_income=reduced,
        price=np.select([price == 0, price > 0], ["free", "paid"], "unknown"),
        price_low_income=np.select([reduced == 0, reduced > 0], ["free", "paid"], "unknown"),
        organiser=listed["organiser"].fillna("unknown"),
        distance=np.select([far <= NEAR_KM, far > NEAR_KM], ["near", "far"], "unknown"),
    )


def _activities_by_period(records: Records) -> pd.DataFrame:
    """Activities of each target and period: in a year those that met, over the whole study all listed."""
    words = _with_checks(records)[["activity", "area", *CHECKS]]
    met = to_periods(plain(records.meetings[["activity", "month"]].drop_duplicates()), ["year"]).drop_duplicates()
    return to_targets(concat(words.assign(period=ALL), words.merge(met, on="activity")), records)


def _nearest_free(records: Records) -> pd.DataFrame:
    """Kilometres from the middle of each area to the nearest activity free for low incomes, wherever it is.

    A total is the mean over its areas, weighted by residents.
    """
    areas = records.study["areas"]
    points = areas[~areas["area"].isin(areas["parent"].dropna())].dropna(subset=["latitude", "longitude"])
    free = set(_with_checks(records).query("price_low_income == 'free'")["activity"])
    places = records.study["activities"]
    places = places[places["activity"].isin(free)].dropna(subset=["latitude", "longitude"])
    if points.empty or places.empty:
        return pd.DataFrame(columns=[*AREA_PERIOD, "indicator", "value"])
    lat, lon = points["latitude"].to_numpy()[:, None], points["longitude"].to_numpy()[:, None]
    nearest = kilometres(lat, lon, places["latitude"].to_numpy(), places["longitude"].to_numpy()).min(axis=1)
    whole = areas[~areas["area"].isin(areas["parent"].dropna())][["area"]].assign(all=1)
    each = whole.merge(points[["area"]].assign(value=nearest), on="area", how="left")
    persons = 5 * (each["area"].map(residents(records)) / 5).round()  # or the mean would tell who lives in a hamlet
    each["weight"] = persons.where(each["value"].notna() & (persons > 0))
    own = each.dropna(subset="value")[["area", "value"]]
    each = to_targets(each.assign(known=each["weight"].notna(), part=each["value"] * each["weight"]), records)
    sums = each.groupby("area")[["part", "weight", "known", "all"]].sum().drop(index=own["area"])
    sums = sums[sums["known"] > 0].reset_index()
    reasons = [
        Why.AREAS_KNOWN(known=known, all=every) if known < every else NOTHING
        for known, every in zip(sums["known"], sums["all"], strict=True)
    ]
    totals = sums[["area"]].assign(value=sums["part"] / sums["weight"], reasons=reasons)
    return concat(own.assign(reasons=NOTHING), totals).assign(period=ALL, indicator="distance_to_free_activity")


def kilometres(latitude: Any, longitude: Any, other_latitude: Any, other_longitude: Any) -> Any:
    """Distance over the earth as the crow flies, in kilometres, by the haversine formula; arrays in degrees.

    Examples
    --------
    >>> round(float(kilometres(52.0, 5.0, 53.0, 5.0)), 1)  # one degree of latitude
    111.2
    """
    a, b = np.radians(latitude), np.radians(other_latitude)
    half = np.sin((b - a) / 2) ** 2
    half = half + np.cos(a) * np.cos(b) * np.sin(np.radians(np.subtract(other_longitude, longitude)) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))


def _count(records: Records, present: pd.DataFrame) -> pd.DataFrame:
    counted = present.groupby(AREA_PERIOD).size().rename("numerator").astype("float64")
    rows = grid(records, KINDS).join(counted, on=AREA_PERIOD)
    rows["numerator"] = rows["numerator"].fillna(0).where(rows["area"].isin(with_activities(records)))
    missing = rows["numerator"].isna()
    reason = Why.NO_ACTIVITIES_LISTED()
    return rows.assign(status=np.where(missing, "no data", "ok"), reasons=by_case([missing], [reason]))


def _share(records: Records, trait: str, level: str) -> pd.DataFrame:
    present = _activities_by_period(records)
    rows = _count(records, present[present[trait] == level])
    everything = _count(records, present)["numerator"]
    known = _count(records, present[present[trait] != "unknown"])["numerator"]
    unknown = everything - known
    rows["denominator"] = known
    some = (unknown > 0) & (rows["status"] == "ok")
    rows.loc[some, "reasons"] = [
        Why.UNKNOWN_OF(unknown=int(lost), all=int(whole))
        for lost, whole in zip(unknown[some], everything[some], strict=True)
    ]
    none_known = (rows["status"] == "ok") & (known == 0)
    rows.loc[none_known, ["status", "reasons"]] = ["no data", Why.NO_KNOWN_ANSWER()]
    return rows
