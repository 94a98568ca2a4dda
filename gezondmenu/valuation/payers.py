"""Who pays and who gains: costs and benefits by payer and law, to the cent, and a split in proportion to gain."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gezondmenu.numbers import split_to_the_cent
from gezondmenu.reason import Reasons
from gezondmenu.reasons import Why
from gezondmenu.valuation.leaves import inside
from gezondmenu.valuation.prices import index_factor
from gezondmenu.vocabulary import ALL, GezondmenuError, group_label, traits_of

Payer = tuple[str, str]
"""Law and payer."""

Paid = dict[Payer, float]

RESIDENTS = "residents"


def payer_group(key: Payer) -> str:
    """The group of a law and a payer.

    Examples
    --------
    >>> payer_group(("Wmo", "municipality"))
    'law=Wmo;payer=municipality'
    """
    return group_label(law=key[0], payer=key[1])


def costs_of_areas(
    table: pd.DataFrame,
    period: str,
    price_year: int,
    factors: dict[int, float],
    perspective: str,
    compared: Mapping[str, list[str]],
    heads: Mapping[str, list[str]],
) -> dict[str, dict[Payer, float] | Reasons]:
    """Costs of each area in the period by law and payer, in prices of `price_year`; or why they are not known.

    Costs outside the perspective are left out, and so are those of areas within an area that are there to compare
    with, or where only heads were counted. An area without booked costs has a reason, not zero.
    """
    rows = table[(table["indicator"] == "costs") & (table["variant"] == "main") & (table["period"] == period)]
    costs_by_area: dict[str, dict[Payer, float] | Reasons] = {}
    for row in rows[rows["group"] == ALL].itertuples():
        if row.status != "ok" or pd.isna(row.value):
            costs_by_area[str(row.area)] = row.reasons or Why.NO_COSTS()
    try:
        factor = index_factor(int(period), price_year, factors)
    except GezondmenuError:
        words = Why.NO_PRICE_INDEX(year=period, to_year=price_year)
        return dict.fromkeys(rows["area"].unique(), words)
    booked = rows[rows["group"] != ALL]
    for row, traits in zip(booked.itertuples(), traits_of(booked["group"]), strict=True):
        area = str(row.area)
        if set(traits) != {"law", "payer"} or isinstance(costs_by_area.get(area), Reasons):
            continue
        parts = costs_by_area.setdefault(area, {})
        if inside(perspective, traits["payer"], traits["law"], "cost") and pd.notna(row.value):
            parts[traits["law"], traits["payer"]] = float(row.value) * factor  # type: ignore[index]
    left = {area: _less(area, costs_by_area, [*compared.get(area, []), *heads.get(area, [])]) for area in costs_by_area}
    words = Why.COMPARISON_AREA()
    return {area: words if area in compared.get(area, []) else costs for area, costs in left.items()}


def left_out(every: dict[Payer, float] | Reasons | None, counted: dict[Payer, float] | Reasons | None) -> Paid:
    """The costs that a perspective leaves out: those of all who pay, without those that count; none where unknown.

    Examples
    --------
    >>> left_out({("Wmo", "municipality"): 5_000.0, ("Zvw", "insurer"): 130.0}, {("Zvw", "insurer"): 130.0})
    {('Wmo', 'municipality'): 5000.0}
    """
    if not (isinstance(every, dict) and isinstance(counted, dict)):
        return {}
    return {key: euros for key, euros in every.items() if key not in counted and euros > 0}


def _less(
    area: str, by_area: dict[str, dict[Payer, float] | Reasons], without: list[str]
) -> dict[Payer, float] | Reasons:
    """The costs of an area less those of areas in it; one without booked costs has none to take off."""
    costs = by_area[area]
    if isinstance(costs, Reasons):
        return costs
    left = dict(costs)
    for place in without:
        parts = by_area.get(place, {})
        for key, euros in parts.items() if isinstance(parts, dict) else ():
            left[key] = max(left.get(key, 0.0) - euros, 0.0)
    return left


def to_the_cent(parts: np.ndarray) -> np.ndarray:
    """Euros rounded to cents so that they still sum to the rounded total.

    Each part is rounded down to whole cents; the cents that are left go to the parts that lost most.

    Parameters
    ----------
    parts : array
        Euros, of either sign. With one of them missing, nothing is rounded.

    Returns
    -------
    array
        Of the same shape; its sum is ``round(parts.sum(), 2)``.

    Examples
    --------
    >>> to_the_cent(np.array([10 / 3, 10 / 3, 10 / 3])).tolist()
    [3.34, 3.33, 3.33]
    >>> to_the_cent(np.array([2.004, -1.0])).tolist()
    [2.0, -1.0]
    """
    if np.isnan(parts).any():
        return np.asarray(parts, dtype="float64")
    cents = 100 * np.asarray(parts, dtype="float64")
    whole = np.floor(cents)
    left = int(np.rint(cents.sum()) - whole.sum())
    lost_most = np.argsort(whole - cents, kind="stable")[:left]
    whole[lost_most] += 1
    return whole / 100 + 0.0


def fair_shares(costs: float, gains: Mapping[Payer, float]) -> dict[str, float]:
    """The costs split over payers in proportion to what each gains, to the cent.

    Residents gain health, not money to pay with, so they are left out; so is who gains nothing. Empty where nobody
    gains money.

    Examples
    --------
    >>> fair_shares(100, {("Zvw", "insurer"): 300, ("Wmo", "municipality"): 100, ("none", "residents"): 500})
    {'insurer': 75.0, 'municipality': 25.0}
    """
    by_payer: dict[str, float] = {}
    for (_, payer), gain in gains.items():
        by_payer[payer] = by_payer.get(payer, 0.0) + gain
    who = {payer: gain for payer, gain in by_payer.items() if payer != RESIDENTS and gain > 0}
    if not who:
        return {}
    parts = split_to_the_cent(costs, np.array(list(who.values())))
    return dict(zip(who, np.asarray(parts, dtype="float64").tolist(), strict=True))
