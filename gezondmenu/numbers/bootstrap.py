"""Any statistic of rows that belong together: draw the persons, not the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, cluster_names, same_length
from gezondmenu.vocabulary import GezondmenuError

ALIKE = 1e-12
"""Means this close, relative to their size, differ by rounding only."""


def cluster_bootstrap(
    values: ArrayLike,
    clusters: Iterable,
    statistic: Callable[[np.ndarray], float] | None = None,
    confidence: float = 0.95,
    draws: int = 2000,
    *,
    seed: int,
) -> tuple[float, float]:
    """Interval for a mean (or another statistic) when a person gave several values: use it for scores.

    Parameters
    ----------
    values : array-like
        One value per row, in any unit.
    clusters : array-like
        Person, activity or session of each row; never missing.
    statistic : callable, optional
        Takes an array of values and returns a number. Not given: the mean of all values.
    confidence : float
        Between 0 and 1.
    draws : int
        Number of samples of clusters, 100 or more.
    seed : int
        The same seed and the same rows, in any order, give the same limits.

    Returns
    -------
    lower, upper : float
        In the unit of the values.

    Raises
    ------
    GezondmenuError
        Where lengths differ, a cluster is missing, draws are below 100, or confidence is not between 0 and 1.

    Notes
    -----
    Whole clusters are drawn with replacement. Plain percentiles are too narrow with few clusters, so they are expanded:
    the tail is ``Φ(-t √(G/(G - 1)))`` with t = t(1 - α/2; G - 1) and G clusters. For the mean they are also corrected
    for bias and skewness (BCa); for another statistic they are not. Rows with a missing value are left out. Both limits
    are NaN with fewer than two clusters, and where all clusters (or all draws) give the same number:
    then the draws know nothing of the spread. For a share, `clustered_wilson` also has limits there.

    References
    ----------
    Hesterberg (2015), doi:10.1080/00031305.2015.1089789; Efron (1987), doi:10.1080/01621459.1987.10478410;
    scipy.stats.bootstrap behind it.

    Examples
    --------
    >>> scores, persons = [8, 7, 6, 9, 9, 5, 7, 8], ["a", "a", "b", "c", "c", "d", "e", "f"]
    >>> lower, upper = cluster_bootstrap(scores, persons, seed=1)
    >>> lower < 7.375 < upper
    True
    >>> (lower, upper) == cluster_bootstrap(scores[::-1], persons[::-1], seed=1)
    True
    """
    import pandas as pd
    from scipy.stats import bootstrap, norm, t

    check_confidence(confidence)
    if draws < 100:
        raise GezondmenuError(f"limits need 100 draws or more, not {draws}")
    names = cluster_names(clusters)
    score, _ = same_length(values=values, clusters=np.arange(len(names)))
    known = ~np.isnan(score)
    score, code = score[known], pd.factorize(names[known], sort=True)[0]
    in_order = np.lexsort((score, code))
    score, code = score[in_order], code[in_order]
    groups = int(code.max()) + 1 if len(code) else 0
    if groups < 2:
        return np.nan, np.nan
    tail = norm.cdf(t.ppf((1 - confidence) / 2, groups - 1) * np.sqrt(groups / (groups - 1)))
    if statistic is None:
        sample = (np.bincount(code, weights=score), np.bincount(code).astype(float))
        means = sample[0] / sample[1]
        if np.ptp(means) <= ALIKE * np.abs(means).max():
            return np.nan, np.nan

        def of_draw(totals: np.ndarray, sizes: np.ndarray, axis: int) -> np.ndarray:
            return totals.sum(axis=axis) / sizes.sum(axis=axis)
    else:
        parts = np.split(score, np.flatnonzero(np.diff(code)) + 1)
        sample = (np.arange(groups), np.arange(groups))

        def of_draw(drawn: np.ndarray, _: np.ndarray) -> float:  # type: ignore[misc]
            return float(statistic(np.concatenate([parts[number] for number in drawn])))

    resampled = bootstrap(
        sample,
        of_draw,
        paired=True,
        vectorized=statistic is None,
        n_resamples=int(draws),
        confidence_level=1 - 2 * max(tail, 1e-12),
        method="BCa" if statistic is None else "percentile",
        rng=np.random.default_rng(seed),
    )
    if np.ptp(resampled.bootstrap_distribution) == 0:
        return np.nan, np.nan
    return float(resampled.confidence_interval.low), float(resampled.confidence_interval.high)
