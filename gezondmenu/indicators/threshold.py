"""How low the threshold is: what there is to do, at what price, and who leads it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.records import (
    AREA_PERIOD,
    Records,
    concat,
    grid,
    to_periods,
    to_targets,
    with_activities,
)
from gezondmenu.indicators.register import of_card
from gezondmenu.vocabulary import ALL, group_label, note

KINDS = ("year", ALL)
PRICES = ("free", "paid", "unknown")
ORGANISERS = ("residents", "mixed", "professional", "unknown")


@of_card("activities")
def activities(records: Records) -> pd.DataFrame:
    """Number of activities, in all and by price for low incomes and by who leads them."""
    present = _activities_by_period(records)
    parts = [_count(records, present).assign(group=ALL)]
    for trait, levels in (("price_low_income", PRICES), ("organiser", ORGANISERS)):
        for level in levels:
            rows = _count(records, present[present[trait] == level])
            parts.append(rows.assign(group=group_label(**{trait: level})))
    return concat(*parts).assign(indicator="activities")


@of_card("free")
def free_for_low_income(records: Records) -> pd.DataFrame:
    """Share of activities that people with a low income can visit for nothing."""
    return _share(records, "price_low_income", "free").assign(indicator="free_for_low_income")


@of_card("led_by_residents")
def led_by_residents(records: Records) -> pd.DataFrame:
    """Share of activities that residents lead themselves."""
    return _share(records, "organiser", "residents").assign(indicator="led_by_residents")


def _activities_by_period(records: Records) -> pd.DataFrame:
    """Activities of each target and period: in a year those that met, over the whole study all listed."""
    listed = records.study["activities"]
    price, reduced = listed["price_eur"], listed["price_low_income_eur"]
    words = listed[["activity", "area"]].assign(
        price_low_income=np.select([(reduced == 0) | (price == 0), reduced > 0], ["free", "paid"], "unknown"),
        organiser=listed["organiser"].fillna("unknown"),
    )
    met = to_periods(records.meetings[["activity", "quarter"]], ["year"]).drop_duplicates()
    return to_targets(concat(words.assign(period=ALL), words.merge(met, on="activity")), records)


def _count(records: Records, present: pd.DataFrame) -> pd.DataFrame:
    counted = present.groupby(AREA_PERIOD).size().rename("numerator").astype("float64")
    rows = grid(records, KINDS).join(counted, on=AREA_PERIOD)
    rows["numerator"] = rows["numerator"].fillna(0).where(rows["area"].isin(with_activities(records)))
    missing = rows["numerator"].isna()
    reason = note("no activities are listed for this area")
    return rows.assign(status=np.where(missing, "no data", "ok"), note=np.where(missing, reason, ""))


def _share(records: Records, trait: str, level: str) -> pd.DataFrame:
    present = _activities_by_period(records)
    rows = _count(records, present[present[trait] == level])
    everything = _count(records, present)["numerator"]
    known = _count(records, present[present[trait] != "unknown"])["numerator"]
    unknown = everything - known
    rows["denominator"] = known
    some = (unknown > 0) & (rows["status"] == "ok")
    rows.loc[some, "note"] = [
        note("{unknown} of {all} unknown", unknown=int(lost), all=int(whole))
        for lost, whole in zip(unknown[some], everything[some], strict=True)
    ]
    none_known = (rows["status"] == "ok") & (known == 0)
    rows.loc[none_known, ["status", "note"]] = ["no data", note("no activities with a known answer")]
    return rows
