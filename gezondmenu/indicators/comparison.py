"""Each area beside the areas above it and beside its own year before."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.described import parents_of
from gezondmenu.indicators.register import named_indicators
from gezondmenu.numbers import difference, rate_ratio
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why, carry
from gezondmenu.vocabulary import ALL, PERSONS, area_word, is_year, previous_period, split_group, variant_label

POINTS = "percentage points"
DIFFERENCE = "difference of two intervals"
RATIO = "rate ratio, log method"
KEPT = (Why.ROUGH, Why.NOT_FULLY_OBSERVED, Why.NOTHING_KNOWN_BEFORE, Why.WITHOUT_HEAD_COUNT_AREAS)
"""Reasons that hold for a comparison too."""


def areas_beside(areas: pd.DataFrame) -> list[tuple[str, str]]:
    """Each area with the areas above it, and with the whole study where that is no single one of them.

    Examples
    --------
    >>> areas_beside(pd.DataFrame({"area": ["G", "A"], "parent": ["", "G"]}))
    [('A', 'G')]
    """
    parents = parents_of(areas)
    pairs = []
    for area in areas["area"]:
        above = parents.get(area)
        while above:
            pairs.append((area, above))
            above = parents.get(above)
    several = sum(area not in parents for area in areas["area"]) > 1
    return pairs + ([(area, ALL) for area in areas["area"]] if several else [])


def comparisons(table: pd.DataFrame, beside: list[tuple[str, str]], confidence: float) -> pd.DataFrame:
    """Each area beside the areas above it and beside its own year before.

    Notes
    -----
    Shares and means are subtracted, with the interval that follows from their own two intervals; rates of persons
    are divided; rows of more than one trait are left alone. An area is part of the area above it: the interval takes
    the two as independent, which makes it a little too wide. Of two years the persons who came in both are taken into
    account where the column `returning` knows them; where it does not, a reason says that the interval is too wide.
    """
    register = named_indicators()
    ratios = {n for n, (_, e) in register.items() if e.formula == "rate" and e.numerator in PERSONS and e.denominator}
    has_value = table["status"].isin(["ok", "unstable"]) & table["value"].notna()
    compared = table["indicator"].isin(ratios) | (table["lower"].notna() & table["upper"].notna())
    gradient = {name for name, (_, entry) in register.items() if entry.formula in ("trend", "gradient", "reach")}
    groups = {group: len(split_group(group)) <= 1 for group in table["group"].unique()}
    periods = {period: period == ALL or is_year(period) for period in table["period"].unique()}
    rows = table[has_value & compared & ~table["indicator"].isin(gradient)]
    rows = rows[rows["group"].map(groups).astype(bool) & rows["period"].map(periods).astype(bool)]
    if rows.empty:
        return pd.DataFrame(columns=["indicator", "variant", "value", "lower"])
    pairs = pd.DataFrame(beside, columns=["area", "other"], dtype="str")
    by_area = rows.merge(pairs, on="area").assign(other_period=lambda f: f["period"])
    before = {period: previous_period(period) for period in rows["period"].unique() if period != ALL}
    by_year = rows[rows["period"] != ALL].assign(
        other=lambda f: f["area"], other_period=lambda f: f["period"].map(before)
    )
    pairs = pd.concat([by_area, by_year], ignore_index=True)
    columns = ["value", "lower", "upper", "numerator", "denominator", "reasons"]
    others = rows.set_index(["area", "period", "group", "indicator"])[columns].add_prefix("other_")
    pairs = pairs.join(others, on=["other", "other_period", "group", "indicator"], how="inner")
    partly = carry(pairs["reasons"], Why.NOT_FULLY_OBSERVED) | carry(pairs["other_reasons"], Why.NOT_FULLY_OBSERVED)
    same_area = pairs["area"] == pairs["other"]
    other_areas = pairs["reasons"].map(left_out) != pairs["other_reasons"].map(left_out)
    pairs = pairs[~(same_area & other_areas)]  # persons are not known in the same areas
    partly, same_area = partly.loc[pairs.index], same_area.loc[pairs.index]
    pairs = pairs[~(partly & same_area & pairs["indicator"].isin(ratios))]  # half a year beside a whole one
    if pairs.empty:
        return pd.DataFrame(columns=["indicator", "variant", "value", "lower"])
    return _compared(pairs, pairs["indicator"].isin(ratios).to_numpy(), confidence)


def _compared(pairs: pd.DataFrame, ratio: np.ndarray, confidence: float) -> pd.DataFrame:
    numbers = {name: pairs[name].to_numpy(float) for name in pairs if pairs[name].dtype == "float64"}
    three, other = ("value", "lower", "upper"), ("other_value", "other_lower", "other_upper")
    subtracted = difference(*(numbers[name] for name in three), *(numbers[name] for name in other))
    divided = rate_ratio(
        numbers["numerator"][ratio],
        numbers["denominator"][ratio],
        numbers["other_numerator"][ratio],
        numbers["other_denominator"][ratio],
        confidence,
        both=_both(pairs, numbers)[ratio],
    )
    results = {}
    for name, less, times in zip(three, subtracted, divided, strict=True):
        results[name] = np.asarray(less, float).copy()
        results[name][ratio] = times
    same_area = (pairs["area"] == pairs["other"]).to_numpy()
    areas = pairs["other"].map({other: area_word(other) for other in pairs["other"].unique()})
    beside = np.where(same_area, pairs["other_period"], areas)
    both = list(zip(pairs["reasons"], pairs["other_reasons"], strict=True))
    kept = {pair: join(*(reasons.only(*KEPT) for reasons in pair)) for pair in set(both)}
    alone = ratio & same_area & np.isnan(_both(pairs, numbers))
    kinds = np.where(ratio, "ratio", "difference")
    labels = {key: variant_label(*key) for key in set(zip(kinds, beside, strict=True))}
    rows = pairs[["area", "period", "group", "indicator", "n"]].assign(
        **results,
        variant=[labels[key] for key in zip(kinds, beside, strict=True)],
        unit=np.where(ratio, "ratio", np.where(pairs["unit"] == "%", POINTS, pairs["unit"])),
        method=np.where(ratio, RATIO, DIFFERENCE),
        status="ok",
        reasons=[
            join(kept[pair], Why.YEARS_INDEPENDENT() if wide else NOTHING)
            for pair, wide in zip(both, alone, strict=True)
        ],
    )
    return rows[rows["value"].notna()]


def _both(pairs: pd.DataFrame, numbers: dict[str, np.ndarray]) -> np.ndarray:
    """Persons counted in both years of an area; NaN where that is unknown, and beside other areas."""
    if "returning" not in pairs:
        return np.full(len(pairs), np.nan)
    same_area = (pairs["area"] == pairs["other"]).to_numpy()
    both = numbers["returning"] * (numbers["numerator"] + numbers["other_numerator"]) / 2
    return np.where(same_area, np.minimum(both, np.minimum(numbers["numerator"], numbers["other_numerator"])), np.nan)


def left_out(reasons: Reasons) -> Reasons:
    """The reason that names areas left out of a total; blank where there is none."""
    return reasons.only(Why.WITHOUT_HEAD_COUNT_AREAS)
