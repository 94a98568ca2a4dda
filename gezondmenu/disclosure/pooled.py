"""Numbers that would give another one back: pooled ones and the raw ones they were made of."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import traits_of

KEY = ["area", "period", "group"]
RAW, POOLED, WEIGHT = "mean_change", "pooled", "pooled_weight"
LEVEL = "outcome_mean"
OF_RAW = {RAW: RAW, LEVEL: LEVEL, WEIGHT: RAW}
"""The indicator of the raw row behind a pooled number, and behind the weight of it."""
FOLLOWS_RAW = (POOLED, "weighted")
"""Other answers to the question of the raw row: with more digits than it they would say too much, and look surer."""
ROUGHLY = (
    "dropout_to_zero",
    "treated_dropout_to_zero",
    "pooled_weight",
    "expected_regression",
    "balance",
    "points_share",
    "best_worst_score",
)
"""Means of quotients: with three digits (and the limit that some were made of) they would tell how many persons."""


FOURS = ("who5", "mhi5")
"""Scales of which one class more adds four."""

CLOSE = 1e-3
"""A sum this near to a whole number is taken for one."""


def hidden_with_raw(table: pd.DataFrame, reasons: pd.Series) -> pd.Series:
    """Hide a pooled number and its weight where the raw number is hidden: with the mean of all areas they give it back.

    Examples
    --------
    >>> key = {"area": "A", "period": "all", "group": "outcome=x;wave=1"}
    >>> table = pd.DataFrame([{**key, "indicator": RAW, "variant": v} for v in ("main", "pooled")])
    >>> reasons = hidden_with_raw(table, pd.Series([Why.HIDDEN_FEW(limit=10), NOTHING]))
    >>> [each.words for each in reasons]
    ['hidden: fewer than 10', 'hidden: rests on a hidden number']
    """
    key = table[KEY].assign(raw=table["indicator"].map(OF_RAW))
    raw = table["indicator"].isin([RAW, LEVEL]) & (table["variant"] == "main")
    hidden = pd.MultiIndex.from_frame(key[raw & (reasons != NOTHING)])
    follows = (table["indicator"].isin([RAW, LEVEL]) & (table["variant"] == POOLED)) | (table["indicator"] == WEIGHT)
    same = pd.Series(pd.MultiIndex.from_frame(key).isin(hidden), index=table.index)
    return reasons.mask(follows & same & (reasons == NOTHING), Why.HIDDEN_WITH_OTHER())


def as_coarse_as_raw(part: pd.DataFrame, digits: np.ndarray) -> np.ndarray:
    """Digits kept for each row of `part`: of another answer no more than of the raw one, of a quotient two.

    Examples
    --------
    >>> key = {"area": "A", "period": "all", "group": "outcome=x;wave=1"}
    >>> part = pd.DataFrame([{**key, "indicator": RAW, "variant": v} for v in ("main", "pooled")])
    >>> as_coarse_as_raw(part, np.array([1, 3])).tolist()
    [1, 1]
    """
    key, means = part[[*KEY, "indicator"]], part["indicator"].isin([RAW, LEVEL])
    raw = (means & (part["variant"] == "main")).to_numpy()
    pooled = (means & part["variant"].isin(FOLLOWS_RAW)).to_numpy()
    kept = pd.Series(digits[raw], index=pd.MultiIndex.from_frame(key[raw]))
    of_raw = kept.reindex(pd.MultiIndex.from_frame(key)).fillna(3).to_numpy()
    digits = np.where(pooled, np.minimum(digits, of_raw), digits)
    return np.where(part["indicator"].isin(ROUGHLY), np.minimum(digits, 2), digits).astype(int)


def whole_percents(part: pd.DataFrame, values: np.ndarray, digits: np.ndarray) -> np.ndarray:
    """Digits kept where residents divided points: whole percents, whatever the number of points was.

    Examples
    --------
    >>> part = pd.DataFrame({"indicator": ["points_share", "points_share", "mean_change"]})
    >>> whole_percents(part, np.array([5.52, 37.7, 5.52]), np.array([2, 2, 2])).tolist()
    [1, 2, 2]
    """
    before_point = np.floor(np.log10(np.maximum(np.abs(values), 1.0))) + 1
    return np.where(part["indicator"] == "points_share", np.minimum(digits, before_point), digits).astype(int)


def steps_of(part: pd.DataFrame) -> np.ndarray:
    """What one person adds at least to the sum behind a mean: a yes is 100 percentage points, a score one point."""
    fours = np.array([traits.get("outcome") in FOURS for traits in traits_of(part["group"])], dtype=bool)
    return np.where(part["unit"] == "percentage points", 100.0, np.where(fours, 4.0, 1.0))


def finest_step(values: np.ndarray, n: np.ndarray, step: np.ndarray) -> np.ndarray:
    """The step itself, or the largest of its halves, thirds ... tenths of which a whole number is behind each mean.

    A scale of several questions moves by a part of a point.

    Examples
    --------
    >>> finest_step(np.array([3.5, 3.25]), np.array([10.0, 2.0]), np.array([1.0, 1.0])).tolist()
    [1.0, 0.5]
    """
    finest = step.copy()
    for part in range(10, 0, -1):
        finest = np.where(rests_on_whole_steps(values, n, step / part), step / part, finest)
    return finest


def rests_on_whole_steps(values: np.ndarray, n: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Whether a sum of whole steps is behind each mean: weighted and pooled ones, and utilities, have none.

    Examples
    --------
    >>> rests_on_whole_steps(np.array([0.5, 0.058]), np.array([24.0, 24.0]), np.array([1.0, 1.0])).tolist()
    [True, False]
    """
    sums = values * n / step
    return np.abs(sums - np.round(sums)) < CLOSE


def tens(part: pd.DataFrame, values: np.ndarray) -> np.ndarray:
    """Weights of own numbers in whole tens of percent: finer ones would tell n.

    Examples
    --------
    >>> tens(pd.DataFrame({"indicator": ["pooled_weight", "mean_change"]}), np.array([47.0, 47.0])).tolist()
    [50.0, 47.0]
    """
    return np.where(part["indicator"] == WEIGHT, 10 * np.round(values / 10), values)
