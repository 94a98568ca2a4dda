"""What it takes: hours of volunteers and students, and the costs of a visit and of a participant."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.participation import unique_participants, visits
from gezondmenu.indicators.population import head_count_areas, residents
from gezondmenu.indicators.records import AREA_PERIOD, KINDS, Records, concat, grid, to_periods, to_targets
from gezondmenu.indicators.register import of_card
from gezondmenu.vocabulary import ALL, join_notes, note, quarter_of, year_of

COST_KINDS = ("year", ALL)


@of_card("hours")
def hours(records: Records) -> pd.DataFrame:
    """Hours of volunteers and of students at the activities of each area, as hours."""
    parts = []
    for name in ("volunteer_hours", "student_hours"):
        sessions = records.meetings[["area", "quarter", name]].assign(written=records.meetings[name].notna())
        counted = to_periods(to_targets(sessions, records)).groupby(AREA_PERIOD)
        sums = counted.agg(numerator=(name, "sum"), known=("written", "sum"), all=("written", "size"))
        rows = grid(records, KINDS).join(sums, on=AREA_PERIOD)
        ever = set(rows.loc[rows["known"] > 0, "area"])
        none_met = rows["all"].isna() & rows["area"].isin(ever)
        rows["numerator"] = rows["numerator"].where(rows["known"] > 0, np.where(none_met, 0.0, np.nan))
        missing = rows["numerator"].isna()
        rows["status"] = np.where(missing, "no data", "ok")
        rows["note"] = np.where(missing, note("hours are not recorded"), "")
        part = ~missing & (rows["known"] < rows["all"])
        words = "hours recorded at {known} of {all} sessions"
        rows.loc[part, "note"] = [
            note(words, known=int(known), all=int(whole))
            for known, whole in zip(rows.loc[part, "known"], rows.loc[part, "all"], strict=True)
        ]
        parts.append(rows.drop(columns=["known", "all"]).assign(indicator=name))
    return concat(*parts)


@of_card("costs")
def costs(records: Records) -> pd.DataFrame:
    """Booked costs of each area, per visit to its activities and per resident who took part.

    Notes
    -----
    Over the whole study (``all``) only bookings of the observed years count, so that costs and visits cover the
    same time. Cost per participant leaves out the costs of areas where only heads were counted.
    """
    booked = _costs_of_areas(records)
    rows = _sums(records, booked)
    heads = head_count_areas(records, COST_KINDS)
    heads = heads[~heads["area"].isin(records.study["areas"]["parent"].dropna())]
    parts = [
        rows.assign(indicator="costs"),
        _per(records, rows, visits(records), "no visits").assign(indicator="cost_per_visit", n=np.nan),
    ]
    if records.study.has("attendance"):
        known = _sums(records, booked, without=heads)
        per_person = _per(records, known, unique_participants(records), "no participants")
        parts.append(per_person.assign(indicator="cost_per_participant", n=per_person["denominator"]))
    return concat(*parts)


def _sums(records: Records, booked: pd.DataFrame, without: pd.DataFrame | None = None) -> pd.DataFrame:
    """Euros of each target and year, and over the observed years; `without` names areas and periods left out."""
    dated = to_periods(booked, COST_KINDS)
    observed = records.periods_of(COST_KINDS)
    years = {period for period in observed if period != ALL}
    if years:
        dated = dated[(dated["period"] != ALL) | dated["year"].isin(years)]
    if without is not None and len(without):
        out = pd.MultiIndex.from_frame(dated[AREA_PERIOD]).isin(pd.MultiIndex.from_frame(without))
        dated = dated[~out]
    placed = to_targets(dated[dated["area"].notna()], records)
    sums = concat(placed[placed["area"] != ALL], dated.assign(area=ALL))
    sums = sums.groupby(AREA_PERIOD).agg(numerator=("amount", "sum"), shared=("shared", "sum"), equal=("equal", "any"))
    periods = sorted(set(sums.index.get_level_values("period")) | set(observed))
    rows = pd.DataFrame({"area": records.targets})
    rows = rows.merge(pd.DataFrame({"period": periods}, dtype="str"), how="cross").join(sums, on=AREA_PERIOD)
    rows = rows.assign(status="ok", note="")
    shared = rows["shared"].fillna(0) > 0
    split = "€ {amount} of the area's costs is a share of an arrangement, split by population"
    evenly = "€ {amount} of the area's costs is a share of an arrangement, split equally"
    rows.loc[shared, "note"] = [
        note(evenly if equal is True else split, amount=f"{euros:.0f}")
        for euros, equal in zip(rows.loc[shared, "shared"], rows.loc[shared, "equal"], strict=True)
    ]
    rows.loc[rows["numerator"].isna(), ["status", "note"]] = ["no data", note("no costs are booked")]
    return rows.drop(columns=["shared", "equal"])


def _per(records: Records, rows: pd.DataFrame, counted: pd.DataFrame, nothing: str) -> pd.DataFrame:
    """Costs with a count as their denominator; the reasons of the count go along."""
    by = counted.set_index(AREA_PERIOD)[["numerator", "status", "note"]]
    by.columns = pd.Index(["denominator", "count_status", "count_note"])
    per = rows.join(by, on=AREA_PERIOD)
    unknown = (per["status"] == "ok") & (per["count_status"] != "ok")
    per.loc[unknown, "note"] = per.loc[unknown, "count_note"].fillna(note(nothing))
    per.loc[unknown, "status"] = "no data"
    ok = per["status"] == "ok"
    short = {p: not records.fully_observed(p) for p in per["period"].unique() if p != ALL}
    partly = "period {period} is not fully observed"
    per.loc[ok, "note"] = [
        join_notes(before, counted_note, note(partly, period=period) if short.get(period) else "")
        for before, counted_note, period in zip(
            per.loc[ok, "note"], per.loc[ok, "count_note"], per.loc[ok, "period"], strict=True
        )
    ]
    zero = ok & (per["denominator"] == 0)
    per.loc[zero, ["status", "note"]] = ["no data", note(nothing)]
    return per.drop(columns=["count_status", "count_note"])


def _costs_of_areas(records: Records) -> pd.DataFrame:
    """Each booking at its area, shared arrangements split by population over the areas that had begun.

    Returns
    -------
    DataFrame
        ``area, quarter, year, amount, shared, equal``. A booking without area, activity or areas of its arrangement
        stays without an area: it counts for ``all`` only. Populations are rounded to 5 before the split, so that no
        share tells the population of a hamlet; where one is unknown, the split is equal.
    """
    study = records.study
    booked = study["costs"].dropna(subset=["amount_eur", "date"]).reset_index(drop=True)
    booked = booked.assign(quarter=quarter_of(booked["date"]), year=year_of(booked["date"]))
    booked = booked.assign(amount=booked["amount_eur"], booking=booked.index)
    of_activity = booked["activity"].map(study["activities"].set_index("activity")["area"])
    direct = booked.assign(area=booked["area"].fillna(of_activity), shared=0.0, equal=False)
    members = study["arrangement_areas"].rename(columns={"start": "began"})
    split = direct[direct["area"].isna()].drop(columns="area").merge(members, on="arrangement")
    split = split[split["began"].isna() | (split["began"] <= split["date"])]
    persons = 5 * (split["area"].map(residents(records)).astype("float64") / 5).round()
    whole = persons.groupby(split["booking"]).transform(lambda values: values.sum(skipna=False))
    weight = (persons / whole.where(whole > 0)).astype("float64")
    parts = split.groupby("booking")["area"].transform("size")
    split = split.assign(amount=split["amount"] * weight.fillna(1 / parts), equal=weight.isna())
    split = split.assign(shared=split["amount"])
    kept = direct[~direct["booking"].isin(split["booking"])]
    return concat(kept, split)[["area", "quarter", "year", "amount", "shared", "equal"]]
