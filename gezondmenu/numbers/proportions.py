"""Intervals for a proportion."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence
from gezondmenu.vocabulary import GezondmenuError


def wilson(x: ArrayLike, n: ArrayLike, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Interval for a share of persons: use it for every simple proportion.

    Parameters
    ----------
    x : array-like
        Number with the property, 0 to n. Need not be whole, so that weighted counts fit.
    n : array-like
        Number observed.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    lower, upper : ndarray
        Proportions between 0 and 1, of the broadcast shape of x and n.

    Raises
    ------
    GezondmenuError
        Where x is negative or above n, or confidence is not between 0 and 1.

    Notes
    -----
    ``(2x + z² ± z·sqrt(z² + 4x(1 - x/n))) / (2(n + z²))``. Zero of n has the lower limit 0 and an upper limit
    above 0. Where x or n is missing, or n is 0, both limits are NaN.

    References
    ----------
    Wilson (1927), doi:10.1080/01621459.1927.10502953; Brown, Cai, DasGupta (2001), doi:10.1214/ss/1009213286.

    Examples
    --------
    >>> lower, upper = wilson(14, 20)
    >>> round(100 * float(lower), 1), round(100 * float(upper), 1)
    (48.1, 85.5)
    """
    from statsmodels.stats.proportion import proportion_confint

    check_confidence(confidence)
    x, n = np.broadcast_arrays(np.asarray(x, float), np.asarray(n, float))
    if np.any((x < 0) | (x > n)):
        raise GezondmenuError("a proportion needs 0 <= x <= n")
    known = (n > 0) & np.isfinite(x)
    safe_x, safe_n = np.where(known, x, 0.0), np.where(known, n, 1.0)
    lower, upper = proportion_confint(safe_x, safe_n, alpha=1 - confidence, method="wilson")
    share = safe_x / safe_n  # the limits are 0 at x = 0 and 1 at x = n: keep rounding from crossing them
    lower = np.minimum(np.where(safe_x == 0, 0.0, lower), share)
    upper = np.maximum(np.where(safe_x == safe_n, 1.0, upper), share)
    return np.where(known, lower, np.nan), np.where(known, upper, np.nan)
