"""What is followed from year to year, households under several laws, the size of a region, and hours in kind."""

from __future__ import annotations

import pandas as pd

from gezondmenu.indicators.population import residents_of_targets
from gezondmenu.indicators.records import AREA_PERIOD, Records, concat, to_periods, to_targets
from gezondmenu.indicators.register import of_card
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import ALL, group_label, month_of

REGION, TARGET = "region", 100_000.0
"""A learning region, and about how many residents it has."""


@of_card("monitored")
def monitored(records: Records) -> pd.DataFrame:
    """Each measure of table monitored by area and year: a number, and its share or its rate of residents.

    Notes
    -----
    Numbers of areas are not added up: somebody may count in several.
    """
    table = records.study["monitored"]
    rows = table[["area"]].assign(
        period=table["year"].astype("str"),
        group=[group_label(measure=measure) for measure in table["measure"]],
        numerator=table["number"].astype("float64"),
        of=table["out_of"].astype("float64"),
        reasons=[Why.GOAL(goal=goal) if isinstance(goal, str) else NOTHING for goal in table["goal"]],
        items=(table["counts"] == "items").fillna(False).astype(bool),
    )
    persons, items = rows[~rows["items"]], rows[rows["items"]]
    shares = persons[persons["of"] > 0]
    rates = persons[persons["of"].isna()].assign(of=lambda f: f["area"].map(residents_of_targets(records)))
    rates = rates[rates["of"] > 0]
    parts = [
        persons.assign(indicator="monitored_number", n=persons["numerator"]),
        rates.assign(indicator="monitored_rate", denominator=rates["of"], n=rates["numerator"]),
        shares.assign(indicator="monitored_share", denominator=shares["of"], n=shares["of"]),
        items.assign(indicator="monitored_items"),
    ]
    return concat(*parts).drop(columns=["of", "items"])


@of_card("overlap")
def overlap(records: Records) -> pd.DataFrame:
    """Households of each area and year by the laws under which they are helped."""
    table = records.study["overlaps"]
    laws = [" + ".join(sorted(part.strip() for part in text.split("+"))) for text in table["laws"]]
    return table[["area"]].assign(
        period=table["year"].astype("str"),
        group=[group_label(laws=text) for text in laws],
        indicator="households_by_laws",
        numerator=table["households"].astype("float64"),
        n=table["households"].astype("float64"),
    )


@of_card("learning_region")
def learning_region(records: Records) -> pd.DataFrame:
    """How far the residents of each region (areas of level region) lie from 100,000."""
    areas = records.study["areas"]
    regions = areas.loc[(areas["level"] == REGION).fillna(False).astype(bool), "area"]
    persons = residents_of_targets(records).reindex(regions).dropna()
    rows = pd.DataFrame({"area": persons.index, "numerator": persons.to_numpy(float)})
    return rows.assign(period=ALL, indicator="region_beside_target", denominator=TARGET)


@of_card("in_kind")
def in_kind(records: Records) -> pd.DataFrame:
    """Hours in kind of each area and year, also by who gives them."""
    booked = records.study["costs"].dropna(subset=["hours_in_kind", "date"])
    flat = booked[["area", "payer"]].assign(
        month=month_of(booked["date"]), numerator=booked["hours_in_kind"].astype("float64")
    )
    dated = to_periods(flat, ("year", ALL))
    placed = to_targets(dated[dated["area"].notna()], records)
    rows = concat(placed[placed["area"] != ALL], dated.assign(area=ALL))
    whole = rows.groupby(AREA_PERIOD, as_index=False)["numerator"].sum()
    by_payer = rows.groupby([*AREA_PERIOD, "payer"], as_index=False)["numerator"].sum()
    by_payer = by_payer.assign(group=[group_label(payer=payer) for payer in by_payer["payer"]])
    return concat(whole, by_payer.drop(columns="payer")).assign(indicator="hours_in_kind")
