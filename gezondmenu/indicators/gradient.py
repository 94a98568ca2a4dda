"""How participation runs over areas from most to least deprived: slope, relative slope and concentration."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.nothing import nothing
from gezondmenu.numbers import concentration_index, slope_index, slope_index_interval
from gezondmenu.numbers.cluster_regression import cluster_regression
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why, carry
from gezondmenu.vocabulary import ALL, group_label, period_kind

AREAS_NEEDED = 3
GRADIENTS = ("slope_index", "relative_index", "concentration_index")
RATE_PER = 1_000
FEWEST_DF = 4
"""Under so many degrees of freedom Satterthwaite's approximation is poor (Pustejovsky and Tipton 2018)."""


def gradients(table: pd.DataFrame, parents: dict[str, str], confidence: float) -> pd.DataFrame:
    """Slope, relative slope and concentration of participation over areas from most to least deprived."""
    order = _order(table, set(parents.values()))
    if order.empty:
        whole = table[(table["indicator"] == "participation_rate") & (table["area"] == ALL)].drop_duplicates("area")
        if whole.empty:
            return pd.DataFrame(columns=["indicator", "variant", "value", "lower"])
        without_order = whole.assign(reasons=Why.ORDER_UNKNOWN())
        return pd.concat([nothing(without_order, name) for name in GRADIENTS], ignore_index=True)
    rates = table[(table["indicator"] == "participation_rate") & (table["group"] == ALL) & (table["area"] != ALL)]
    rates = rates[~rates["area"].isin(set(parents.values())) & rates["period"].map(period_kind).isin(["year", ALL])]
    spread = _to_wholes(rates.assign(order=rates["area"].map(order)), parents)
    entries = []
    for (area, period), part in spread.groupby(["area", "period"]):
        known = part[part["value"].notna() & (part["denominator"] > 0) & part["order"].notna()]
        labels = {"area": area, "period": period, "group": ALL, "variant": "main", "status": "ok"}
        labels["reasons"] = NOTHING if len(known) == len(part) else Why.AREAS_KNOWN(known=len(known), all=len(part))
        alike = _alike_together(known)
        if len(alike) < AREAS_NEEDED:
            labels |= {"status": "too few", "reasons": Why.FEW_AREAS(needed=AREAS_NEEDED)}
        entries += [{**labels, **numbers} for numbers in _gradient_of(alike, confidence)]
    if not entries:
        return pd.DataFrame(columns=["indicator", "variant", "value", "lower"])
    rows = pd.DataFrame(entries)
    meaningless = (rows["status"] == "ok") & rows["value"].isna()
    reason = Why.NO_MEANING_FOR_RATES()
    rows.loc[meaningless, ["status", "reasons"]] = ["too few", reason]
    return rows


def _order(table: pd.DataFrame, wholes: set[str]) -> pd.Series:
    """How deprived each area is: by the measure that the study names, else by the share of low incomes."""
    rows = order_rows(table, wholes)
    low = carry(rows["reasons"], Why.LOWER_IS_MORE_DEPRIVED)
    return rows["value"].where(~low, -rows["value"]).set_axis(rows["area"])


def order_rows(table: pd.DataFrame, wholes: set[str]) -> pd.DataFrame:
    """The rows by which areas are ordered; `wholes` are the areas with others in them."""
    measured = table[(table["indicator"] == "deprivation") & table["value"].notna()]
    if len(measured):
        return measured
    shares = table[(table["indicator"] == "population_share") & (table["group"] == group_label(low_income="yes"))]
    return shares[(shares["period"] == ALL) & shares["value"].notna() & ~shares["area"].isin({*wholes, ALL})]


def _alike_together(areas: pd.DataFrame) -> pd.DataFrame:
    """Areas from most to least deprived; those that are equally deprived count as one."""
    sums = areas.groupby("order")[["numerator", "denominator"]].sum().sort_index(ascending=False).reset_index()
    return sums.assign(value=RATE_PER * sums["numerator"] / sums["denominator"])


def _gradient_of(areas: pd.DataFrame, confidence: float) -> list[dict[str, object]]:
    if len(areas) < AREAS_NEEDED:
        return [{"indicator": name, "value": np.nan, "lower": np.nan, "upper": np.nan} for name in GRADIENTS]
    value, population = areas["value"].to_numpy(float), areas["denominator"].to_numpy(float)
    counts = areas["numerator"].to_numpy(float)
    se = RATE_PER * np.sqrt(np.maximum(counts, 1)) / population  # Poisson; an area without participants counts as one
    sii, rii = slope_index(value, se, population)
    se = se * _scatter(value, se, population, sii, confidence)
    (sii_low, sii_high), (rii_low, rii_high) = slope_index_interval(value, se, population, confidence)
    index = concentration_index(value, -areas["order"].to_numpy(float), population)
    numbers = ((sii, sii_low, sii_high), (rii, rii_low, rii_high), (index, np.nan, np.nan))
    return [
        {"indicator": name, "value": float(v), "lower": float(low), "upper": float(high)}
        for name, (v, low, high) in zip(GRADIENTS, numbers, strict=True)
    ]


def _scatter(value: np.ndarray, se: np.ndarray, population: np.ndarray, slope: float, confidence: float) -> float:
    """How much wider the errors are than chance alone makes them: areas lie beside the line, and there are few.

    Areas may lie beside it as large areas do or as all do (CR2 errors with Satterthwaite's degrees of freedom): the
    wider of both is taken.
    """
    from scipy.stats import norm, t

    share = population / population.sum()
    rank = np.cumsum(share) - share / 2
    line = np.average(value, weights=population) + slope * (rank - 0.5)
    freedom = len(value) - 2
    spread = np.sqrt(max(1.0, float((((value - line) / se) ** 2).sum()) / freedom))
    tail = 0.5 + confidence / 2
    design = np.column_stack([np.ones(len(rank)), rank])
    fit = cluster_regression(value, design, [0, 1], weights=population, confidence=confidence)
    weights = share * (rank - 0.5) / (share @ (rank - 0.5) ** 2)
    of_chance = norm.ppf(tail) * np.sqrt(weights**2 @ se**2)
    robust = (fit.upper[0] - fit.lower[0]) / 2 / of_chance if fit.df[0] >= FEWEST_DF else 0.0
    return float(max(spread * t.ppf(tail, freedom) / norm.ppf(tail), robust))


def _to_wholes(rows: pd.DataFrame, parents: dict[str, str]) -> pd.DataFrame:
    """Each row for every area above its own, and for the whole study."""
    parts = [rows.assign(area=ALL)]
    above = rows.assign(area=rows["area"].map(parents)).dropna(subset="area")
    while len(above):
        parts.append(above)
        above = above.assign(area=above["area"].map(parents)).dropna(subset="area")
    return pd.concat(parts, ignore_index=True)
