"""Interval for a mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, not_negative


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
