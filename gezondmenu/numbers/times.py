"""Waiting times, some of which are not over yet."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, not_negative, same_length
from gezondmenu.vocabulary import GezondmenuError

EQUAL = 1e-9
"""A share this close to a half is a half: it is a product of fractions of whole numbers."""


def median_time(days: ArrayLike, solved: ArrayLike, confidence: float = 0.95) -> tuple[float, float, float]:
    """Median time until solved, when some requests are still open: use it for requests for help.

    Parameters
    ----------
    days : array-like
        Days until the request was solved or, where it is open, until it was last looked at; 0 or more; one per request.
    solved : array-like
        Whether it was solved (True or 1) or is still open (False or 0).
    confidence : float
        Between 0 and 1.

    Returns
    -------
    median, lower, upper : float
        In days.

    Raises
    ------
    GezondmenuError
        Where days are negative, lengths differ, solved is not true or false, or confidence is not between 0 and 1.

    Notes
    -----
    Kaplan and Meier's curve S(t) of the share still open, open requests being censored: the median is the first day on
    which S is at most a half (the middle of the flat piece where S is exactly a half, so that without open requests it
    is the ordinary median). Its limits are the days on which the log-log limits of S, ``S^exp(±z·se(log(-log S)))``,
    come down to a half. Each of the three is NaN where that does not happen: then fewer than half are solved so far,
    and an upper limit is not known. Requests with missing days or missing solved are left out; no requests give NaN.
    Requests are taken as independent, and being open as unrelated to how long it still takes.

    References
    ----------
    Kaplan and Meier (1958), doi:10.1080/01621459.1958.10501452; Brookmeyer and Crowley (1982), doi:10.2307/2530286.

    Examples
    --------
    >>> median_time([2, 4, 6, 9], [1, 1, 1, 0])
    (5.0, 2.0, nan)
    """
    from scipy.stats import norm
    from statsmodels.duration.survfunc import SurvfuncRight

    check_confidence(confidence)
    time, done = same_length(days=days, solved=solved)
    known = ~(np.isnan(time) | np.isnan(done))
    time, done = not_negative("days", time[known]), done[known]
    if not np.isin(done, (0, 1)).all():
        raise GezondmenuError("solved is true or false (1 or 0) for each request")
    if not done.any():
        return np.nan, np.nan, np.nan
    curve = SurvfuncRight(time, done)
    share, at, events, risk = curve.surv_prob, curve.surv_times, curve.n_events, curve.n_risk
    inside = (share > EQUAL) & (events > 0)
    left, days_left = share[inside], at[inside]
    greenwood = np.cumsum(events / np.maximum(risk * (risk - events), EQUAL))[inside]
    spread = np.exp(norm.isf((1 - confidence) / 2) * np.sqrt(greenwood) / -np.log(left))
    ends = at[share <= EQUAL]
    return (
        _half(share, at),
        _half(np.append(left**spread, np.zeros(len(ends))), np.append(days_left, ends)),
        _half(np.append(left ** (1 / spread), np.full(len(ends), np.nan)), np.append(days_left, ends)),
    )


def _half(share: np.ndarray, at: np.ndarray) -> float:
    """First time at which the share comes down to a half; the middle of a flat piece at exactly a half."""
    below = np.flatnonzero(share <= 0.5 + EQUAL)
    if not len(below):
        return np.nan
    first = below[0]
    lower = np.flatnonzero(share < 0.5 - EQUAL)
    flat = share[first] >= 0.5 - EQUAL and len(lower) > 0
    return float((at[first] + at[lower[0]]) / 2 if flat else at[first])
