"""Intervals for a count."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence
from gezondmenu.vocabulary import GezondmenuError

SMALL_COUNT = 10
"""Below this, a rate or a ratio has exact limits instead of Byar's."""


def byar(count: ArrayLike, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Interval for a count of independent events (Poisson), close to exact from 0 upwards.

    Parameters
    ----------
    count : array-like
        Number of events, 0 or more.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    lower, upper : ndarray
        Limits of the expected count, of the shape of `count`.

    Raises
    ------
    GezondmenuError
        Where a count is negative, or confidence is not between 0 and 1.

    Notes
    -----
    With O the count and z the normal quantile: lower ``O(1 - 1/(9O) - z/(3√O))³``, upper
    ``(O+1)(1 - 1/(9(O+1)) + z/(3√(O+1)))³``. A count of 0 has lower limit 0; a missing count has none.
    Visits by the same people are not independent events: do not use it for visits.

    References
    ----------
    Breslow and Day (1987), Statistical Methods in Cancer Research II, IARC, p. 69.

    Examples
    --------
    >>> lower, upper = byar(10)
    >>> round(float(lower), 2), round(float(upper), 2)
    (4.79, 18.39)
    """
    from scipy.stats import norm

    check_confidence(confidence)
    observed = np.asarray(count, float)
    if np.any(observed < 0):
        raise GezondmenuError("a count cannot be negative")
    z = norm.ppf(0.5 + confidence / 2)
    positive = np.where(observed > 0, observed, 1.0)
    lower = np.where(observed > 0, positive * (1 - 1 / (9 * positive) - z / (3 * np.sqrt(positive))) ** 3, 0.0)
    above = observed + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return np.where(np.isnan(observed), np.nan, np.maximum(lower, 0.0)), upper


def exact_poisson(count: ArrayLike, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Exact interval for a count of independent events (Poisson): use it when the count is small, below 10 or so.

    Parameters
    ----------
    count : array-like
        Number of events, 0 or more.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    lower, upper : ndarray
        Limits of the expected count, of the shape of `count`.

    Raises
    ------
    GezondmenuError
        Where a count is negative, or confidence is not between 0 and 1.

    Notes
    -----
    ``χ²(α/2; 2O)/2`` and ``χ²(1 - α/2; 2O + 2)/2`` with O the count. Covers the truth at least as often as it says,
    whatever the truth is, and so is somewhat wide. A count of 0 has lower limit 0; a missing count has no limits.
    Visits by the same people are not independent events: do not use it for visits.

    References
    ----------
    Garwood (1936), doi:10.1093/biomet/28.3-4.437.

    Examples
    --------
    >>> lower, upper = exact_poisson([0, 10])
    >>> lower.round(3).tolist(), upper.round(3).tolist()
    ([0.0, 4.795], [3.689, 18.39])
    """
    from scipy.stats import chi2

    check_confidence(confidence)
    observed = np.asarray(count, float)
    if np.any(observed < 0):
        raise GezondmenuError("a count cannot be negative")
    tail = (1 - confidence) / 2
    none = observed < 1e-9  # scipy has no quantile for a fraction of an event this small, and it would be 0
    lower = np.where(none, 0.0, chi2.ppf(tail, 2 * np.where(none, np.nan, observed)) / 2)
    return lower, chi2.isf(tail, 2 * observed + 2) / 2


def exact_or_byar(count: ArrayLike, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Interval for a count: exact below 10, Byar's from 10 on, as the public health statistics of England have it.

    Arguments, returns, zero and missing values are those of `exact_poisson` and `byar`.

    Examples
    --------
    >>> lower, upper = exact_or_byar([9, 10])
    >>> lower.round(4).tolist() == [exact_poisson(9)[0].round(4), byar(10)[0].round(4)]
    True
    """
    small = np.asarray(count, float) < SMALL_COUNT
    (exact_lower, exact_upper), (byar_lower, byar_upper) = exact_poisson(count, confidence), byar(count, confidence)
    return np.where(small, exact_lower, byar_lower), np.where(small, exact_upper, byar_upper)
