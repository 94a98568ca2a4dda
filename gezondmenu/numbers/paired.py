"""Change in people measured twice: its mean, how large it is in standard deviations, and limits for few people."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.card import T_OVER_PERSONS
from gezondmenu.numbers.checks import alike, check_confidence, cluster_names, same_length
from gezondmenu.numbers.means import t_interval
from gezondmenu.numbers.strata import stratified_interval
from gezondmenu.vocabulary import GezondmenuError

FEW = 20
"""Below so many people the interval of a mean change is exact, from here on it is a t interval."""

T, EXACT, NONE = T_OVER_PERSONS, "exact, by turning signs", "none: fewer than 6 persons"
WITHIN = "t, over persons within areas (Satterthwaite)"
"""How an interval was made, in the words of the column `method`."""


def exact_mean_interval(values: ArrayLike, confidence: float = 0.95) -> tuple[float, float]:
    """Exact interval for the middle of a symmetric distribution: use it for the mean change of few people.

    Parameters
    ----------
    values : array-like
        One value a person, such as a change, in any unit; missing ones are left out.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    lower, upper : float
        Limits in the unit of the values. NaN with too few people to be so sure: 95 % needs six. With over 22 people
        the work gets too large, and it is an error.

    Raises
    ------
    GezondmenuError
        Where confidence is not between 0 and 1, or there are over 22 values.

    Notes
    -----
    The means of all 2ⁿ - 1 subsets of the values cut the line in 2ⁿ pieces, and the middle of a symmetric distribution
    lies in each with the same chance. So the k-th smallest and the k-th largest mean, with k the whole part of
    2ⁿ α/2, hold it with a chance of 1 - 2k/2ⁿ, at least the confidence: these are the middles that the test of
    turned signs does not reject. Where values tie it is more. Skewed values fall short of it, as with any interval.

    References
    ----------
    Hartigan (1969), doi:10.1080/01621459.1969.10501057.

    Examples
    --------
    Six people: the 63 means from the smallest change to the largest, so the limits are those two.

    >>> [float(limit) for limit in exact_mean_interval([1, 0, 2, 3, -1, 4])]
    [-1.0, 4.0]
    >>> exact_mean_interval([1, 2, 3])
    (nan, nan)
    """
    check_confidence(confidence)
    known = np.asarray(values, float)
    known = known[~np.isnan(known)]
    if len(known) > 22:
        raise GezondmenuError(f"exact limits are for at most 22 people, not {len(known)}: use t_interval")
    rank = int(2.0 ** len(known) * (1 - confidence) / 2 + 1e-9)
    if rank < 1:
        return float("nan"), float("nan")
    sums, counts = np.zeros(1), np.zeros(1)
    for value in known:
        sums, counts = np.append(sums, sums + value), np.append(counts, counts + 1)
    means = sums[1:] / counts[1:]
    ordered = np.partition(means, [rank - 1, len(means) - rank])
    return float(ordered[rank - 1]), float(ordered[len(means) - rank])


def mean_change(
    change: ArrayLike, confidence: float = 0.95, strata: Iterable | None = None
) -> tuple[float, float, float, str]:
    """Mean change with the interval that fits the number of people.

    Parameters
    ----------
    change : array-like
        Later value minus first value, one a person; missing ones are left out.
    confidence : float
        Between 0 and 1.
    strata : iterable, optional
        The area of each person, where the number is about several areas: these areas themselves, each person counted
        once.

    Returns
    -------
    mean, lower, upper : float
        NaN where nothing is known, limits also below six people (at 95 %).
    method : str
        ``t, over persons`` from 20 people on (``within areas`` where they live in several), else ``exact, by turning
        signs`` or why there is none.

    Raises
    ------
    GezondmenuError
        Where confidence is not between 0 and 1.

    Notes
    -----
    `exact_mean_interval` below 20 people, from there on `t_interval`, and over several areas `stratified_interval`.

    References
    ----------
    Hartigan (1969), doi:10.1080/01621459.1969.10501057; Student (1908), doi:10.1093/biomet/6.1.1.

    Examples
    --------
    >>> mean_change([1, 0, 2, 3, -1, 4])
    (1.5, -1.0, 4.0, 'exact, by turning signs')
    """
    values = np.asarray(change, float)
    there = ~np.isnan(values)
    known = values[there]
    if len(known) == 0:
        return float("nan"), float("nan"), float("nan"), NONE
    mean = float(known.mean())
    if len(known) < FEW:
        lower, upper = exact_mean_interval(known, confidence)
        return mean, lower, upper, NONE if np.isnan(lower) else EXACT
    areas = None if strata is None else cluster_names(strata)[there]
    if areas is not None and areas.nunique() > 1:
        return mean, *stratified_interval(known, areas, confidence), WITHIN
    limits = t_interval(mean, known.std(ddof=1), len(known), confidence)
    return mean, float(limits[0]), float(limits[1]), T


def standardised_change(first: ArrayLike, later: ArrayLike, confidence: float = 0.95) -> tuple[float, float, float]:
    """Hedges' g of people measured twice: the mean change in standard deviations of the first measurement.

    Parameters
    ----------
    first, later : array-like
        One value a person, in the same order and unit; a person with a missing value is left out.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    g, lower, upper : float
        In standard deviations of the first measurement. NaN below three people, or where all began alike.

    Raises
    ------
    GezondmenuError
        Where the two differ in length.

    Notes
    -----
    ``g = J(n - 1) · mean change / s₁`` with ``J(m) = 1 - 3/(4m - 1)``, and
    ``var g = J² (s_change²/(n s₁²) + d²/(2(n - 1)))``: the error of the mean change and that of s₁. Limits are t
    limits with n - 1 degrees of freedom. The standard deviation of the first measurement is used, since that of the
    changes would make the same change look larger the more alike two measurements are.

    References
    ----------
    Hedges (1981), doi:10.3102/10769986006002107; Becker (1988), doi:10.1111/j.2044-8317.1988.tb00901.x; Morris
    (2000), doi:10.1348/000711000159150.

    Examples
    --------
    >>> g, lower, upper = standardised_change([4, 5, 6, 7, 8], [5, 7, 6, 8, 9])
    >>> round(g, 3), round(lower, 2), round(upper, 2)
    (0.506, -0.16, 1.17)
    """
    from scipy.stats import t

    check_confidence(confidence)
    before, after = same_length(first=first, later=later)
    known = ~(np.isnan(before) | np.isnan(after))
    before, change, n = before[known], (after - before)[known], int(known.sum())
    if n < 3 or alike(before):
        return float("nan"), float("nan"), float("nan")
    spread = before.std(ddof=1)
    d, correction = change.mean() / spread, _small_sample(n - 1)
    error = correction * np.sqrt(change.var(ddof=1) / (n * spread**2) + d**2 / (2 * (n - 1)))
    half = float(t.ppf(0.5 + confidence / 2, n - 1) * error)
    g = float(correction * d)
    return g, g - half, g + half


def standardised_difference(one: ArrayLike, other: ArrayLike, confidence: float = 0.95) -> tuple[float, float, float]:
    """Hedges' g of two groups of persons: the difference of their means in pooled standard deviations.

    Parameters
    ----------
    one, other : array-like
        One value a person; missing ones are left out.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    g, lower, upper : float
        Above 0 where `one` is higher. NaN with under two people in a group or no spread.

    Raises
    ------
    GezondmenuError
        Where confidence is not between 0 and 1.

    Notes
    -----
    ``g = J(n - 2) · difference / pooled s``, ``var g = J² (n/(n₁ n₂) + d²/(2(n - 2)))``, t limits with n - 2 degrees
    of freedom; n is both groups together.

    References
    ----------
    Hedges (1981), doi:10.3102/10769986006002107.

    Examples
    --------
    >>> [round(value, 3) for value in standardised_difference([5, 6, 7, 8], [4, 5, 6, 7])]
    [0.674, -0.904, 2.252]
    """
    from scipy.stats import t

    check_confidence(confidence)
    a, b = (np.asarray(values, float) for values in (one, other))
    a, b = a[~np.isnan(a)], b[~np.isnan(b)]
    n = len(a) + len(b)
    if min(len(a), len(b)) < 2:
        return float("nan"), float("nan"), float("nan")
    pooled = np.sqrt(((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / (n - 2))
    if alike(a) and alike(b):
        return float("nan"), float("nan"), float("nan")
    d, correction = (a.mean() - b.mean()) / pooled, _small_sample(n - 2)
    error = correction * np.sqrt(n / (len(a) * len(b)) + d**2 / (2 * (n - 2)))
    half = float(t.ppf(0.5 + confidence / 2, n - 2) * error)
    g = float(correction * d)
    return g, g - half, g + half


def _small_sample(m: int) -> float:
    return 1 - 3 / (4 * m - 1)


def cronbach_alpha(items: ArrayLike) -> tuple[float, int]:
    """How well the items of a scale hang together (Cronbach's alpha), among persons who answered them all.

    Parameters
    ----------
    items : array-like, shape (persons, items)
        Answers, turned so that higher means the same for each item; two items or more.

    Returns
    -------
    alpha : float
        1 at most; below 0 where items contradict each other. NaN where nobody differs.
    n : int
        Persons who answered every item.

    Raises
    ------
    GezondmenuError
        Where there are fewer than two items, or no table of answers.

    Notes
    -----
    ``k/(k - 1) · (1 - Σ item variances / variance of the sum)``.

    References
    ----------
    Cronbach (1951), doi:10.1007/BF02310555.

    Examples
    --------
    >>> cronbach_alpha([[1, 1], [2, 2], [3, 3], [4, None]])
    (1.0, 3)
    """
    answers = np.asarray(items, float)
    if answers.ndim != 2 or answers.shape[1] < 2:
        raise GezondmenuError("alpha needs a row for each person and two items or more")
    answers = answers[~np.isnan(answers).any(axis=1)]
    if len(answers) < 2 or alike(answers.sum(axis=1)):
        return float("nan"), len(answers)
    k = answers.shape[1]
    alpha = k / (k - 1) * (1 - answers.var(axis=0, ddof=1).sum() / answers.sum(axis=1).var(ddof=1))
    return float(alpha), len(answers)
