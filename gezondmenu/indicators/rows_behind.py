"""The rows of an estimate table from which another row follows: parts of a rate, quarters of a trend, and the like."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gezondmenu.described import areas_of, parents_of
from gezondmenu.indicators.gradient import order_rows
from gezondmenu.indicators.register import named_indicators
from gezondmenu.reasons import Why, carry
from gezondmenu.vocabulary import ALL, ESTIMATE_KEY, period_kind, previous_period, split_variant

GROWTH = "_growth"
"""What the name of a growth ends with, after that of its count."""


def rows_behind(table: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """The rows of the same table that a row follows from.

    Parameters
    ----------
    table : DataFrame
        Rows of the estimate table, with their reasons as `reasons_of` gives them.
    row : Series
        One of them.

    Returns
    -------
    DataFrame
        Of a comparison its two rows; of a trend its quarters; of a gradient the rates of the areas and what orders
        them; of a growth the counts of the two periods; of a reach ratio the two shares; of a rate, share or quotient
        the counts that stand in the table too, with the same number; of another variant the main row, of a pooled one
        those of all areas. No rows for a number that is counted by itself.
    """
    entry = named_indicators()[row["indicator"]][1]
    main = table[table["variant"] == "main"]
    if row["variant"] != "main":
        return _of_variant(main, row)
    same = main[main["area"] == row["area"]]
    if entry.formula == "trend":
        rows = same[(same["indicator"] == entry.reference) & (same["group"] == ALL)]
        quarters = rows["period"].map(period_kind) == "quarter"
        return rows[quarters & ~carry(rows["reasons"], Why.NOT_FULLY_OBSERVED)]
    if entry.formula == "gradient":
        return _of_gradient(main, row)
    if entry.formula == "growth":
        counted = same[same["indicator"] == row["indicator"].removesuffix(GROWTH)]
        return counted[counted["period"].isin([row["period"], previous_period(row["period"])])]
    if entry.formula == "reach":
        of_group = same[(same["period"] == row["period"]) & (same["group"] == row["group"])]
        return of_group[of_group["indicator"].isin(["participant_share", entry.reference])]
    return _counts_of(same, row) if entry.formula in ("percentage", "rate", "quotient") else table.iloc[:0]


def _of_variant(main: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    rows = main[(main["indicator"] == row["indicator"]) & (main["group"] == row["group"])]
    other = split_variant(row["variant"])
    if other and other.period:
        return rows[(rows["area"] == row["area"]) & rows["period"].isin([row["period"], other.period])]
    rows = rows[rows["period"] == row["period"]]
    if row["variant"] == "pooled":
        return rows
    return rows[rows["area"].isin([row["area"], *([other.area] if other else [])])]


def _of_gradient(main: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """The rates of the areas without areas in them, and the rows by which they are ordered."""
    parents = parents_of(areas_of(main))
    inside = {area for area in main["area"].unique() if row["area"] in (ALL, *_above(area, parents))}
    inside -= {*parents.values(), ALL}
    rates = main[(main["indicator"] == "participation_rate") & (main["group"] == ALL)]
    rates = rates[rates["period"] == row["period"]]
    order = order_rows(main, set(parents.values()))
    return pd.concat([rows[rows["area"].isin(inside)] for rows in (rates, order)])


def _above(area: str, parents: dict[str, str]) -> list[str]:
    above = []
    while area in parents:
        area = parents[area]
        above.append(area)
    return above


def _counts_of(same: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """The count rows that are the numerator or denominator: what they count has the same words, and the same number."""
    register = named_indicators()
    entry = register[row["indicator"]][1]
    parts: list[pd.DataFrame] = []
    for words, number in ((entry.numerator_en, row["numerator"]), (entry.denominator_en, row["denominator"])):
        names = [n for n, (_, e) in register.items() if e.formula == "count" and words in (e.en, e.numerator_en)]
        rows = same[same["indicator"].isin(names) & same["group"].isin([row["group"], ALL])]
        of_period = rows[rows["period"] == row["period"]]
        rows = of_period if len(of_period) else rows[rows["period"] == ALL]  # residents are of no period
        alike = (rows["value"] == number) | (rows["value"].isna() & pd.isna(number))
        parts.append(rows[alike].sort_values("group", key=lambda groups: groups == ALL).head(1))
    return pd.concat(parts)


def key_of(row: Any) -> str:
    """A row's key as one text.

    Examples
    --------
    >>> key_of({"area": "A", "period": "2025", "group": "all", "indicator": "visits", "variant": "main"})
    'area A, period 2025, group all, indicator visits, variant main'
    """
    return ", ".join(f"{name} {row[name]}" for name in ESTIMATE_KEY)
