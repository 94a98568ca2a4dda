"""What it takes: hours of volunteers and students, and the costs of a visit and of a participant."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.participation import unique_participants, visits
from gezondmenu.indicators.population import residents
from gezondmenu.indicators.records import AREA_PERIOD, KINDS, Records, concat, grid, to_periods, to_targets
from gezondmenu.indicators.register import of_card
from gezondmenu.vocabulary import ALL, join_notes, note, quarter_of

COST_KINDS = ("year", ALL)


@of_card("hours")
def hours(records: Records) -> pd.DataFrame:
    """Hours of volunteers and of students at the activities of each area, as hours."""
    parts = []
    for name in ("volunteer_hours", "student_hours"):
        known = records.meetings[["area", "quarter", name]].dropna(subset=name)
        sums = to_periods(to_targets(known, records)).groupby(AREA_PERIOD)[name].sum()
        rows = grid(records, KINDS).join(sums.rename("numerator"), on=AREA_PERIOD)
        written = set(to_targets(known[["area"]].drop_duplicates(), records)["area"])
        rows["numerator"] = rows["numerator"].fillna(0).where(rows["area"].isin(written))
        missing = rows["numerator"].isna()
        status = np.where(missing, "no data", "ok")
        reason = np.where(missing, note("hours are not recorded"), "")
        parts.append(rows.assign(indicator=name, status=status, note=reason))
    return concat(*parts)


@of_card("costs")
def costs(records: Records) -> pd.DataFrame:
    """Booked costs of each area, per visit to its activities and per resident who took part."""
    booked = _costs_of_areas(records)
    sums = to_targets(booked[booked["area"].notna()], records)
    everything = booked.assign(area=ALL)
    sums = to_periods(concat(sums[sums["area"] != ALL], everything), COST_KINDS)
    sums = sums.groupby(AREA_PERIOD)[["amount", "shared"]].sum()
    observed = records.periods_of(COST_KINDS)
    years = sorted({period for period in sums.index.get_level_values("period")} | set(observed))
    rows = pd.DataFrame({"area": records.targets}).merge(pd.DataFrame({"period": years}, dtype="str"), how="cross")
    rows = rows.join(sums, on=AREA_PERIOD)
    rows = rows.assign(numerator=rows["amount"], status="ok", note="")
    shared = rows["shared"].fillna(0) > 0
    rows.loc[shared, "note"] = [
        note(
            "€ {amount} of the area's costs is a share of an arrangement, split by population",
            amount=f"{euros:.0f}",
        )
        for euros in rows.loc[shared, "shared"]
    ]
    rows.loc[rows["numerator"].isna(), ["status", "note"]] = ["no data", note("no costs are booked")]
    rows = rows.drop(columns=["amount", "shared"])

    came = unique_participants(records) if records.study.has("attendance") else None
    parts = [
        rows.assign(indicator="costs"),
        _per(rows, visits(records), "no visits").assign(indicator="cost_per_visit", n=np.nan),
    ]
    if came is not None:
        per_person = _per(rows, came, "no participants").assign(indicator="cost_per_participant")
        parts.append(per_person.assign(n=per_person["denominator"]))
    return concat(*parts)


def _per(rows: pd.DataFrame, counted: pd.DataFrame, nothing: str) -> pd.DataFrame:
    """Costs with a count as their denominator; the reason of an unknown count goes along."""
    by = counted.set_index(AREA_PERIOD)[["numerator", "status", "note"]]
    by.columns = pd.Index(["denominator", "count_status", "count_note"])
    per = rows.join(by, on=AREA_PERIOD)
    unknown = (per["status"] == "ok") & (per["count_status"] != "ok")
    per.loc[unknown, "note"] = per.loc[unknown, "count_note"].fillna(note(nothing))
    per.loc[unknown, "status"] = "no data"
    ok = per["status"] == "ok"
    per.loc[ok, "note"] = [
        join_notes(a, b) for a, b in zip(per.loc[ok, "note"], per.loc[ok, "count_note"], strict=True)
    ]
    zero = (per["status"] == "ok") & (per["denominator"] == 0)
    per.loc[zero, ["status", "note"]] = ["no data", note(nothing)]
    return per.drop(columns=["count_status", "count_note"])


def _costs_of_areas(records: Records) -> pd.DataFrame:
    """``area, quarter, amount, shared``: each booking at its area, shared arrangements split by population.

    A booking without area, activity or areas of its arrangement stays without an area: it counts for ``all`` only.
    """
    study = records.study
    booked = study["costs"].dropna(subset=["amount_eur", "date"])
    booked = booked.assign(quarter=quarter_of(booked["date"]), amount=booked["amount_eur"])
    of_activity = booked["activity"].map(study["activities"].set_index("activity")["area"])
    place = booked["area"].fillna(of_activity)
    direct = booked.assign(area=place, shared=0.0)
    over_areas = direct["area"].isna() & direct["arrangement"].isin(study["arrangement_areas"]["arrangement"])
    weights = study["arrangement_areas"][["arrangement", "area"]]
    persons = weights["area"].map(residents(records)).astype("float64")
    whole = persons.groupby(weights["arrangement"]).transform(lambda values: values.sum(skipna=False))
    parts = weights.groupby("arrangement")["area"].transform("size")
    weights = weights.assign(weight=(persons / whole).fillna(1 / parts))
    split = direct[over_areas].drop(columns="area").merge(weights, on="arrangement")
    split = split.assign(amount=split["amount"] * split["weight"], shared=split["amount"] * split["weight"])
    return concat(direct[~over_areas], split)[["area", "quarter", "amount", "shared"]]
