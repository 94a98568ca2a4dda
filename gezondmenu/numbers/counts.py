"""Intervals for a count."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.vocabulary import GezondmenuError


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

    if not 0 < confidence < 1:
        raise GezondmenuError(f"confidence is a proportion between 0 and 1, such as 0.95, not {confidence}")
    observed = np.asarray(count, float)
    if np.any(observed < 0):
        raise GezondmenuError("a count cannot be negative")
    z = norm.ppf(0.5 + confidence / 2)
    positive = np.where(observed > 0, observed, 1.0)
    lower = np.where(observed > 0, positive * (1 - 1 / (9 * positive) - z / (3 * np.sqrt(positive))) ** 3, 0.0)
    above = observed + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return np.where(np.isnan(observed), np.nan, np.maximum(lower, 0.0)), upper
