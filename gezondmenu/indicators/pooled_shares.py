"""Shares of small areas pulled towards what all areas say together, worked out from the shares themselves."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import norm

from gezondmenu.numbers import pooled_shares
from gezondmenu.reasons import Why
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL, is_year, traits_of

POOLED = "pooled"
FEWEST_AREAS = 4
METHOD = "arcsine, Fay-Herriot, adjusted likelihood of Li and Lahiri"
TRAITS = {"outcome_yes": {"outcome", "wave"}, "appreciation_positive": {"statement"}}
"""The shares that are pooled, each with the traits of its rows about everybody in an area."""


def areas_to_pool(study: Study) -> set[str]:
    """The areas without others in them, but for those of the comparison, by table areas or the arms of the survey."""
    areas, comparison = study["areas"], study.choices["comparison_arm"]
    arms = study["survey"].dropna(subset=["area", "arm"]).groupby("area")["arm"].agg(set)
    compared = {str(area) for area, kinds in arms.items() if kinds == {comparison}}
    compared |= set(areas.loc[areas["is_comparison"].fillna(False).astype(bool), "area"])
    return set(areas["area"]) - set(areas["parent"].dropna()) - compared


def is_pooled_share(table: pd.DataFrame) -> pd.Series:
    """Which rows are pooled shares: they follow from the shares of areas in the same table."""
    return (table["variant"] == POOLED) & table["indicator"].isin(TRAITS)


def pooled_rows(table: pd.DataFrame, areas: set[str], confidence: float) -> pd.DataFrame:
    """Variant ``pooled`` of shares, for all years together and for each year, where four areas or more have one.

    Parameters
    ----------
    table : DataFrame
        Main rows of the estimate table, before or after release.
    areas : set of str
        Those that are pooled.
    confidence : float
        Of the limits, between 0 and 1.

    Returns
    -------
    DataFrame
        ``area, period, group, indicator, variant, value, lower, upper, n, method, status, reasons``.

    Notes
    -----
    A share counts with as many independent answers as its limits show (`independent_answers`), so that the rows are a
    function of value and limits of the others, and tell nothing more than those do.
    """
    wanted = [
        set(traits) == TRAITS.get(indicator) and (period == ALL or is_year(period))
        for indicator, traits, period in zip(
            table["indicator"], traits_of(table["group"]), table["period"], strict=True
        )
    ]
    known = np.array(wanted, dtype=bool) & table["area"].isin(areas) & table["status"].isin(["ok", "unstable"])
    rows = table[known & table[["value", "lower", "upper"]].notna().all(axis=1)]
    parts = []
    for _, own in rows.groupby(["indicator", "period", "group"], sort=False):
        if len(own) < FEWEST_AREAS:
            continue
        share, lower, upper = (own[column].to_numpy(float) / 100 for column in ("value", "lower", "upper"))
        answers = independent_answers(share, lower, upper, float(own["confidence"].iloc[0]))
        made = pooled_shares(share * answers, answers, confidence)
        parts.append(
            own[["area", "period", "group", "indicator", "n"]].assign(
                variant=POOLED,
                value=100 * made.value,
                lower=100 * made.lower,
                upper=100 * made.upper,
                method=METHOD,
                status="ok",
                reasons=[Why.POOLED(areas=len(own))] * len(own),
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["indicator", "variant", "lower"])


def independent_answers(share: np.ndarray, lower: np.ndarray, upper: np.ndarray, confidence: float) -> np.ndarray:
    """How many independent answers stand behind a share with limits by Wilson; all shares 0-1.

    Half the width is ``h = √(k p(1 - p) + k²/4) / (1 + k)`` with k = z²/n, solved for k.

    Examples
    --------
    >>> from gezondmenu.numbers import wilson
    >>> low, high = wilson(np.array([7.0, 0.0]), np.array([20.0, 12.0]), 0.9)
    >>> independent_answers(np.array([0.35, 0.0]), low, high, 0.9).round(6).tolist()
    [20.0, 12.0]
    """
    z, half = norm.ppf(0.5 + confidence / 2), (upper - lower) / 2
    a, b, c = half**2 - 0.25, 2 * half**2 - share * (1 - share), half**2
    k = (-b - np.sqrt(b**2 - 4 * a * c)) / (2 * a)
    return z**2 / k
