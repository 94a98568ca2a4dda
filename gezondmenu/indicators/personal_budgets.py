"""Budgets of persons: who may use one, who does, and what is spent of it."""

from __future__ import annotations

import pandas as pd

from gezondmenu.indicators.records import Records, concat, to_targets
from gezondmenu.indicators.register import of_card
from gezondmenu.vocabulary import group_label

TRAITS = ("age_band", "gender", "low_income")
SUMS = ["entitled", "users", "spent", "budget"]
INCOME = {True: "yes", False: "no"}


@of_card("personal_budgets")
def personal_budgets(records: Records) -> pd.DataFrame:
    """Uptake, spending per user and per entitled person, and what is not spent, by arrangement, area and year.

    Notes
    -----
    A row without traits is everyone; where there is none, the groups of one trait are added up. What is not known of
    one of the rows of a sum is not known of the sum.
    """
    table = records.study["entitlements"]
    rows = table[["arrangement", "area"]].assign(
        period=table["year"].astype("str"),
        entitled=table["entitled"].astype("float64"),
        users=table["users"].astype("float64"),
        spent=table["spent_eur"],
        budget=table["entitled"].astype("float64") * table["budget_per_person_eur"],
    )
    traits = table[list(TRAITS)].assign(low_income=table["low_income"].map(INCOME))
    own = traits.notna().sum(axis=1)
    parts = [_rows(records, rows[own == 0], None)]
    whole = set(zip(*(rows.loc[own == 0, name] for name in ("arrangement", "area", "period")), strict=True))
    for trait in TRAITS:
        single = rows[(own == 1) & traits[trait].notna()].assign(level=traits[trait])
        parts.append(_rows(records, single, trait))
        keys = list(zip(*(single[name] for name in ("arrangement", "area", "period")), strict=True))
        lacking = single[[key not in whole for key in keys]]
        parts.append(_rows(records, lacking.drop(columns="level"), None))
        whole |= set(keys)
    return concat(*[part for part in parts if len(part)] or [pd.DataFrame(columns=["area", "period", "indicator"])])


def _rows(records: Records, rows: pd.DataFrame, trait: str | None) -> pd.DataFrame:
    """The rows of one margin, at each area and all that hold it."""
    if rows.empty:
        return pd.DataFrame()
    by = ["area", "period", "arrangement", *(["level"] if trait else [])]
    sums = to_targets(rows, records).groupby(by)[SUMS].sum(min_count=1).reset_index()
    levels = [{trait: level} for level in sums["level"]] if trait else [{}] * len(sums)
    codes = sums["arrangement"]
    groups = [group_label(arrangement=code, **level) for code, level in zip(codes, levels, strict=True)]
    base = sums[["area", "period"]].assign(group=groups)
    parts = [
        base.assign(indicator="uptake", numerator=sums["users"], denominator=sums["entitled"], n=sums["entitled"]),
        base.assign(indicator="spent_per_user", numerator=sums["spent"], denominator=sums["users"], n=sums["users"]),
        base.assign(
            indicator="spent_per_entitled", numerator=sums["spent"], denominator=sums["entitled"], n=sums["entitled"]
        ),
        base.assign(indicator="personal_budget_used", numerator=sums["spent"], denominator=sums["budget"]),
        base.assign(indicator="personal_budget_unspent", numerator=sums["budget"] - sums["spent"]),
    ]
    made = concat(*parts)
    known = made["numerator"].notna() & (made.get("denominator", pd.Series(1.0, index=made.index)) != 0)
    return made[known]
