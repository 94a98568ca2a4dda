"""How many people live where, in all and by trait, and in which areas participants can be known."""

from __future__ import annotations

import pandas as pd

from gezondmenu.indicators.records import Records, once, summed, to_periods, to_targets
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL

TRAITS = ("age_band", "gender", "low_income", "origin", "education", "household")
"""Columns that `people` and `population` share: a share of participants can stand beside that of residents."""


@once
def residents(records: Records) -> pd.Series:
    """Residents of each area itself: from `areas`, else the total or a margin of `population`."""
    return residents_of_study(records.study)


def residents_of_study(study: Study) -> pd.Series:
    """Residents of each area itself, without records: from `areas`, else the total or a margin of `population`."""
    given = study["areas"].set_index("area")["population"].astype("float64")
    return given.fillna(_totals(study["population"]).reindex(given.index))


@once
def residents_of_targets(records: Records) -> pd.Series:
    """Residents of each target: its own figure, else the sum of the parts, if every part is known.

    The whole study is the sum of the areas that lie in no other area.
    """
    areas = records.study["areas"]
    own = residents(records)
    parents = areas.set_index("area")["parent"]
    children = areas.dropna(subset="parent").groupby("parent")["area"].apply(list)

    def total(area: str) -> float:
        if pd.notna(own[area]) or area not in children:
            return own[area]
        return sum(total(child) for child in children[area])

    needed = own[own.isna()].index
    filled = own.copy()
    for area in needed:
        filled[area] = total(area)
    roots = parents[parents.isna()].index
    filled[ALL] = filled[roots].sum(skipna=False)
    return filled


@once
def residents_directly(records: Records) -> pd.Series:
    """Residents of each area who live in none of the areas inside it; 0 where its parts are the whole of it."""
    areas = records.study["areas"]
    own = residents_of_targets(records).reindex(areas["area"])
    inside = own.groupby(areas.set_index("area")["parent"]).sum(min_count=1).reindex(own.index).fillna(0)
    return (own - inside).clip(lower=0).where(inside > 0, own)


@once
def head_count_areas(records: Records, kinds: tuple[str, ...]) -> pd.DataFrame:
    """``area, period`` of areas that had visits in the period and not one attendance list.

    What an area with other areas inside it organises itself says nothing of the people who live in those.
    """

    def counts(meetings: pd.DataFrame) -> pd.DataFrame:
        return to_periods(meetings, kinds).groupby(["area", "period"])[["visits", "listed"]].sum()

    sums = summed(records.meetings[["area", "month", "visits", "listed"]], "month", counts).reset_index()
    return sums.loc[(sums["visits"] > 0) & (sums["listed"] == 0), ["area", "period"]]


@once
def reachable_residents(records: Records, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Residents of each target and period whose taking part can be known.

    Returns
    -------
    DataFrame
        ``area, period, residents, left_out``: without those who live where only heads were counted; the names of
        those areas stand in `left_out`, joined by commas (blank when there are none).
    """
    whole = residents_of_targets(records).rename("whole").rename_axis("area").reset_index()
    wanted = whole.merge(pd.DataFrame({"period": records.periods_of(kinds)}, dtype="str"), how="cross")
    hidden = head_count_areas(records, kinds)
    hidden = hidden.assign(lost=hidden["area"].map(residents_directly(records)))
    hidden = hidden[~(hidden["lost"] == 0)]
    if hidden.empty:
        return wanted.rename(columns={"whole": "residents"}).assign(left_out="")
    names = records.study["areas"].set_index("area")["name"]
    hidden = hidden.assign(name=hidden["area"].map(names))
    lost = (
        to_targets(hidden, records)
        .groupby(["area", "period"])
        .agg(lost=("lost", lambda values: values.sum(skipna=False)), left_out=("name", ", ".join))
        .reset_index()
    )
    wanted = wanted.merge(lost, on=["area", "period"], how="left")
    some = wanted["left_out"].notna()
    wanted["residents"] = (wanted["whole"] - wanted["lost"]).where(some, wanted["whole"])
    return wanted.assign(left_out=wanted["left_out"].fillna(""))[["area", "period", "residents", "left_out"]]


def residents_by_trait(records: Records, trait: str) -> pd.DataFrame:
    """``area, level, persons, total``: residents of each area by one trait, from the margin of that trait.

    A margin with one level only (say, low incomes) is read against the residents of the area.
    """
    table = records.study["population"]
    others = [name for name in TRAITS if name != trait]
    known = table[table[trait].notna()]
    alone = known[others].isna().all(axis=1)
    margin = known[alone]
    crossed = known[~alone & ~known["area"].isin(margin["area"])]
    if len(crossed):  # no margin given: add up the cells of the full cross table
        used = [name for name in others if crossed[name].notna().any()]
        cells = crossed.dropna(subset=used)
        margin = pd.concat([margin, cells.groupby(["area", trait], as_index=False)["persons"].sum()])
    margin = margin[["area", trait, "persons"]].rename(columns={trait: "level"})
    margin = margin.astype({"persons": "float64"})
    sums = margin.groupby("area")["persons"].agg(["sum", "size"])
    one_level = sums["size"] == 1
    sums["total"] = sums["sum"].where(~one_level, residents(records).reindex(sums.index))
    return margin.assign(total=margin["area"].map(sums["total"]))


def _totals(table: pd.DataFrame) -> pd.Series:
    """Residents per area from the row without traits, else from the first margin given, else from the cross table."""
    blank = table[list(TRAITS)].isna()
    total = table[blank.all(axis=1)].set_index("area")["persons"].astype("float64")
    for trait in TRAITS:
        alone = table[~blank[trait] & blank.drop(columns=trait).all(axis=1)]
        sums = alone.groupby("area")["persons"].sum().astype("float64")
        complete = alone.groupby("area").size() > 1
        total = pd.concat([total, sums[complete & ~sums.index.isin(total.index)]])
    crossed = table[~table["area"].isin(total.index) & ((~blank).sum(axis=1) > 1)]
    used = [trait for trait in TRAITS if crossed[trait].notna().any()]
    cells = crossed.dropna(subset=used).groupby("area")["persons"].sum().astype("float64")
    return pd.concat([total, cells])
