"""What it costs: booked costs, per visit and per participant, and residents helped for the same money."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.participation import unique_participants, visits
from gezondmenu.indicators.population import head_count_areas, residents
from gezondmenu.indicators.records import AREA_PERIOD, Records, concat, to_periods, to_targets
from gezondmenu.indicators.register import of_card
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import ALL, group_label, month_of, period_kind, year_of

COST_KINDS = ("year", ALL)
"""What a visit or a participant costs is told of these only: a booking seldom falls in the month of what it paid."""


@of_card("costs")
def costs(records: Records) -> pd.DataFrame:
    """Booked costs of each area, also by payer and law; per visit to its activities and per resident who took part.

    Notes
    -----
    Over the whole study (``all``) only bookings of the observed years count, so that costs and visits cover the
    same time. Quarters and months of costs come with the choice `months`. Cost per participant leaves out the costs
    of areas where only heads were counted.
    """
    booked = _costs_of_areas(records)
    kinds = records.kinds if "month" in records.kinds else COST_KINDS
    rows = _sums(records, booked, kinds)
    long = [period for period in rows["period"].unique() if period_kind(period) in COST_KINDS]
    whole = rows[rows["period"].isin(long)]
    heads = head_count_areas(records, COST_KINDS)
    heads = heads[~heads["area"].isin(records.study["areas"]["parent"].dropna())]
    parts = [
        rows.assign(indicator="costs"),
        _by_payer(records, booked, kinds).assign(indicator="costs"),
        _per(records, whole, visits(records), Why.NO_VISITS()).assign(indicator="cost_per_visit", n=np.nan),
    ]
    if records.study.has("attendance"):
        known = _sums(records, booked, COST_KINDS, without=heads)
        per_person = _per(records, known, unique_participants(records), Why.NO_PARTICIPANTS())
        have_costs = pd.MultiIndex.from_frame(whole.loc[whole["status"] == "ok", AREA_PERIOD])
        heads_only = per_person["numerator"].isna() & pd.MultiIndex.from_frame(per_person[AREA_PERIOD]).isin(have_costs)
        per_person.loc[heads_only, "reasons"] = Why.ONLY_HEAD_COUNTS()
        parts.append(per_person.assign(indicator="cost_per_participant", n=per_person["denominator"]))
    return concat(*parts)


def _by_payer(records: Records, booked: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Euros of each target and period by law and payer: parts of the row of all, which they sum to."""
    dated = _placed(records, booked, kinds)
    sums = dated.groupby([*AREA_PERIOD, "law", "payer"], as_index=False).agg(numerator=("amount", "sum"))
    labels = [group_label(law=law, payer=payer) for law, payer in zip(sums["law"], sums["payer"], strict=True)]
    return sums.assign(group=labels).drop(columns=["law", "payer"])


def _placed(
    records: Records, booked: pd.DataFrame, kinds: tuple[str, ...], without: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Bookings at every target and period that they belong to; over the whole study those of the observed years."""
    dated = to_periods(booked, kinds)
    years = set(records.periods_of(["year"]))
    if years:
        dated = dated[(dated["period"] != ALL) | dated["year"].isin(years)]
    if without is not None and len(without):
        out = pd.MultiIndex.from_frame(dated[AREA_PERIOD]).isin(pd.MultiIndex.from_frame(without))
        dated = dated[~out]
    placed = to_targets(dated[dated["area"].notna()], records)
    return concat(placed[placed["area"] != ALL], dated.assign(area=ALL))


def _sums(
    records: Records, booked: pd.DataFrame, kinds: tuple[str, ...], without: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Euros of each target and period, and over the observed years; `without` names areas and periods left out."""
    observed = records.periods_of(kinds)
    sums = _placed(records, booked, kinds, without)
    sums = sums.groupby(AREA_PERIOD).agg(numerator=("amount", "sum"), shared=("shared", "sum"), equal=("equal", "any"))
    periods = sorted(set(sums.index.get_level_values("period")) | set(observed))
    rows = pd.DataFrame({"area": records.targets})
    rows = rows.merge(pd.DataFrame({"period": periods}, dtype="str"), how="cross").join(sums, on=AREA_PERIOD)
    rows = rows.assign(status="ok", reasons=NOTHING)
    shared = rows["shared"].fillna(0) > 0
    rows.loc[shared, "reasons"] = [
        (Why.AMOUNT_SPLIT_EQUALLY if equal is True else Why.AMOUNT_SPLIT_BY_POPULATION)(amount=round(euros))
        for euros, equal in zip(rows.loc[shared, "shared"], rows.loc[shared, "equal"], strict=True)
    ]
    rows.loc[rows["numerator"].isna(), ["status", "reasons"]] = ["no data", Why.NO_COSTS()]
    return rows.drop(columns=["shared", "equal"])


def _per(records: Records, rows: pd.DataFrame, counted: pd.DataFrame, nothing: Reasons) -> pd.DataFrame:
    """Costs with a count as their denominator; the reasons of the count go along."""
    by = counted.set_index(AREA_PERIOD)[["numerator", "status", "reasons"]]
    by.columns = pd.Index(["denominator", "count_status", "count_reasons"])
    per = rows.join(by, on=AREA_PERIOD)
    unknown = (per["status"] == "ok") & (per["count_status"] != "ok")
    per.loc[unknown, "reasons"] = per.loc[unknown, "count_reasons"].astype(object).fillna(nothing)
    per.loc[unknown, "status"] = "no data"
    ok = per["status"] == "ok"
    short = {p: not records.fully_observed(p) for p in per["period"].unique() if p != ALL}
    per.loc[ok, "reasons"] = [
        join(before, of_count, Why.NOT_FULLY_OBSERVED(period=period) if short.get(period) else NOTHING)
        for before, of_count, period in zip(
            per.loc[ok, "reasons"], per.loc[ok, "count_reasons"], per.loc[ok, "period"], strict=True
        )
    ]
    zero = ok & (per["denominator"] == 0)
    per.loc[zero, ["status", "reasons"]] = ["no data", nothing]
    return per.drop(columns=["count_status", "count_reasons"])


def _costs_of_areas(records: Records) -> pd.DataFrame:
    """Each booking at its area, shared arrangements split by population over the areas that had begun.

    Returns
    -------
    DataFrame
        ``area, month, year, law, payer, amount, shared, equal``. A booking without area, activity or areas of its
        arrangement stays without an area: it counts for ``all`` only. Populations are rounded to 5 before the split,
        so that no share tells the population of a hamlet; where one is unknown, the split is equal.
    """
    study = records.study
    booked = study["costs"].dropna(subset=["amount_eur", "date"]).reset_index(drop=True)
    booked = booked.assign(month=month_of(booked["date"]), year=year_of(booked["date"]))
    booked = booked.assign(amount=booked["amount_eur"], booking=booked.index)
    of_activity = booked["activity"].map(study["activities"].set_index("activity")["area"]).astype("str")
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
    return concat(kept, split)[["area", "month", "year", "law", "payer", "amount", "shared", "equal"]]


@of_card("helped")
def helped(records: Records) -> pd.DataFrame:
    """Residents helped for each 1,000 euros that arrangements spent, of the bookings that say how many they helped.

    Notes
    -----
    A booking without an area counts for the whole study only, and for its arrangement. Who is helped twice counts
    twice.
    """
    booked = records.study["spending"].dropna(subset=["people_helped", "amount_eur"])
    flat = booked[["area", "arrangement"]].assign(
        month=month_of(booked["date"]),
        numerator=booked["people_helped"].astype("float64"),
        denominator=booked["amount_eur"].astype("float64"),
    )
    dated = to_periods(flat, COST_KINDS)
    placed = to_targets(dated[dated["area"].notna()], records)
    rows = concat(placed[placed["area"] != ALL], dated.assign(area=ALL))
    sums = rows.groupby(AREA_PERIOD, as_index=False)[["numerator", "denominator"]].sum()
    groups = [group_label(arrangement=code) for code in dated["arrangement"]]
    of_each = dated.assign(area=ALL, group=groups).groupby([*AREA_PERIOD, "group"], as_index=False)
    table = concat(sums, of_each[["numerator", "denominator"]].sum())
    return table[table["denominator"] > 0].assign(indicator="helped_per_1000_eur")
