"""What a budget is per member or per head: a policy of members, local spending, and care costs for like people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from gezondmenu.arrangements.ledger import bookings
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL, group_label

Entry = dict[str, Any]

LEAST_MEMBERS = 10
"""Of fewer members the income from premiums would tell how many there are."""


def policy_rows(study: Study) -> Iterator[Entry]:
    """For each arrangement with members and year: income from premiums, and what was spent beside it.

    No price is made of it: what a premium should be, an actuary must say.
    """
    spent = bookings(study).groupby(["arrangement", "year"])["amount"].sum()
    table = study["members"].dropna(subset=["members", "premium_eur"])
    for _, row in table[table["members"] >= LEAST_MEMBERS].iterrows():
        code, year = row["arrangement"], str(row["year"])
        where = {"area": ALL, "period": year, "group": group_label(arrangement=code)}
        income = float(row["members"]) * float(row["premium_eur"])
        yield {**where, "indicator": "premium_income", "value": round(income, 2)}
        if (code, year) in spent.index and income > 0:
            yield {**where, "indicator": "spent_of_premiums", "value": 100 * float(spent[code, year]) / income}


def local_rows(study: Study) -> Iterator[Entry]:
    """For each arrangement and year: what was spent in the area itself, of the bookings that say so."""
    booked = bookings(study)
    known = booked[booked["spent_locally"].notna()]
    known = known.assign(local=known["amount"].where(known["spent_locally"].astype(bool), 0.0))
    for (code, year), rows in known.groupby(["arrangement", "year"]):
        where = {"area": ALL, "period": year, "group": group_label(arrangement=code)}
        local, whole = float(rows["local"].sum()), float(rows["amount"].sum())
        yield {**where, "indicator": "local_spend", "value": round(local, 2)}
        if whole > 0:
            yield {**where, "indicator": "local_spend_share", "value": 100 * local / whole}


def care_cost_rows(study: Study) -> Iterator[Entry]:
    """For each area, year and law: care cost a head as it is, and for a population like that of all areas together.

    Directly standardised: the cost a head of each group, weighed by that group in all areas together; known only where
    the area has persons in each group. Indirectly: cost of the area over what its persons would cost at the cost a head
    of all areas together. Both take age and gender only: it is no model of risks.
    """
    table = study["care_costs"].assign(year=study["care_costs"]["year"].astype("str"))
    group = table["age_band"].fillna("") + "|" + table["gender"].fillna("")
    table = table.assign(cell=group)
    for (year, law), rows in table.groupby(["year", "law"]):
        cells = rows.pivot_table(
            index="area", columns="cell", values=["persons", "cost_eur"], aggfunc="sum", fill_value=0
        )
        persons, costs = cells["persons"].astype(float), cells["cost_eur"].astype(float)
        standard = persons.sum() / persons.to_numpy().sum()
        usual = costs.sum() / persons.sum()
        for area in persons.index:
            yield from _of_area(area, year, law, persons.loc[area], costs.loc[area], standard, usual)


def _of_area(
    area: str, year: str, law: str, persons: pd.Series, costs: pd.Series, standard: pd.Series, usual: pd.Series
) -> Iterator[Entry]:
    where = {"area": area, "period": year, "group": group_label(law=law)}
    if persons.sum() < LEAST_MEMBERS:
        return
    yield {**where, "indicator": "care_cost_per_head", "value": float(costs.sum() / persons.sum())}
    if (persons > 0).all():
        yield {**where, "indicator": "care_cost_standardised", "value": float((costs / persons * standard).sum())}
    expected = float((persons * usual).sum())
    if expected > 0:
        yield {**where, "indicator": "care_cost_ratio", "value": float(costs.sum()) / expected}
