"""Who has more: concentration indices over persons or areas ranked from poor to rich."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import same_length
from gezondmenu.vocabulary import GezondmenuError


def concentration_index(value: ArrayLike, rank: ArrayLike, weight: ArrayLike | None = None) -> float:
    """How unequally a good is spread over poor and rich: use it for visits or costs, which have no upper bound.

    Parameters
    ----------
    value : array-like
        What each person (or area) has; 0 or more.
    rank : array-like
        Anything that orders them from worst off (lowest) to best off (highest), such as income.
    weight : array-like, optional
        Persons that each row stands for, 0 or more; 1 each if not given.

    Returns
    -------
    float
        From -1 (the worst off have everything) by 0 (spread alike) to 1 (the best off have everything).

    Raises
    ------
    GezondmenuError
        Where a value or weight is negative, or lengths differ.

    Notes
    -----
    ``2 cov(value, r) / mean`` with r the share of persons ranked below, ties at the middle of theirs, and the
    covariance with divisor Σ weight. Rows with a missing number are left out; NaN where no row or no value above 0 is
    left. A single person has 0. The index cannot reach ±1: with n persons it stops at (n - 1)/n.

    References
    ----------
    Kakwani, Wagstaff, van Doorslaer (1997), doi:10.1016/S0304-4076(96)01807-6.

    Examples
    --------
    >>> concentration_index([0, 0, 0, 4], rank=[1, 2, 3, 4])
    0.75
    >>> concentration_index([4, 2, 2, 0], rank=[1, 2, 2, 4])
    -0.375
    """
    held, r, share = _ranked(value, rank, weight)
    if np.any(held < 0):
        raise GezondmenuError(
            "a relative index needs values of 0 or more; generalised_concentration_index takes others"
        )
    mean = float(share @ held)
    return _twice_covariance(held, r, share) / mean if mean > 0 else np.nan


def generalised_concentration_index(value: ArrayLike, rank: ArrayLike, weight: ArrayLike | None = None) -> float:
    """The concentration index times the mean: use it when the distance counts and not the ratio.

    Parameters
    ----------
    value : array-like
        What each person (or area) has; may be negative.
    rank, weight : array-like
        As in `concentration_index`.

    Returns
    -------
    float
        In the unit of the values; negative where the worst off have more.

    Raises
    ------
    GezondmenuError
        Where a weight is negative, or lengths differ.

    Notes
    -----
    ``2 cov(value, r)``. Rows with a missing number are left out; NaN where no row is left.

    References
    ----------
    Wagstaff, Paci, van Doorslaer (1991), doi:10.1016/0277-9536(91)90212-U.

    Examples
    --------
    >>> generalised_concentration_index([0, 0, 0, 4], rank=[1, 2, 3, 4])
    0.75
    """
    return _twice_covariance(*_ranked(value, rank, weight))


def erreygers_index(
    value: ArrayLike, rank: ArrayLike, low: float, high: float, weight: ArrayLike | None = None
) -> float:
    """Concentration of something with a lowest and a highest value: use it for shares and scores.

    Parameters
    ----------
    value : array-like
        Between low and high.
    rank, weight : array-like
        As in `concentration_index`.
    low, high : float
        Bounds of the scale, such as 0 and 1 for yes or no; low below high.

    Returns
    -------
    float
        From -1 to 1. The same size, with the other sign, for the share that has it and the share that lacks it.

    Raises
    ------
    GezondmenuError
        Where a value lies outside the bounds, a weight is negative, or lengths differ.

    Notes
    -----
    ``8 cov(value, r) / (high - low)``. Rows with a missing number are left out; NaN where no row is left.

    References
    ----------
    Erreygers (2009), doi:10.1016/j.jhealeco.2008.02.003.

    Examples
    --------
    >>> erreygers_index([0, 0, 1, 1], rank=[1, 2, 3, 4], low=0, high=1)
    1.0
    """
    held, r, share = _ranked(value, rank, weight)
    _check_bounds(held, low, high)
    return 4 * _twice_covariance(held, r, share) / (high - low)


def wagstaff_index(
    value: ArrayLike, rank: ArrayLike, low: float, high: float, weight: ArrayLike | None = None
) -> float:
    """Concentration as a part of the largest that the mean allows: use it to compare groups with another mean.

    Parameters
    ----------
    value : array-like
        Between low and high.
    rank, weight : array-like
        As in `concentration_index`.
    low, high : float
        Bounds of the scale, such as 0 and 1 for yes or no; low below high.

    Returns
    -------
    float
        From -1 to 1; 1 (or -1) when those who have it are the best (or worst) off.

    Raises
    ------
    GezondmenuError
        Where a value lies outside the bounds, a weight is negative, or lengths differ.

    Notes
    -----
    ``2 cov(value, r) (high - low) / ((mean - low)(high - mean))``. Rows with a missing number are left out; NaN where
    no row is left or all values are at one bound.

    References
    ----------
    Wagstaff (2005), doi:10.1002/hec.953.

    Examples
    --------
    >>> wagstaff_index([0, 0, 0, 1], rank=[1, 2, 3, 4], low=0, high=1)
    1.0
    """
    held, r, share = _ranked(value, rank, weight)
    _check_bounds(held, low, high)
    mean = float(share @ held)
    room = (mean - low) * (high - mean)
    return _twice_covariance(held, r, share) * (high - low) / room if room > 0 else np.nan


def _ranked(value: ArrayLike, rank: ArrayLike, weight: ArrayLike | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Known values in order, the mean fractional rank of each, and the share of persons it stands for."""
    weight = np.ones(np.shape(np.asarray(value))) if weight is None else weight
    held, order, persons = same_length(value=value, rank=rank, weight=weight)
    if np.any(persons < 0):
        raise GezondmenuError("weight cannot be negative")
    known = np.isfinite(held) & np.isfinite(order) & (persons > 0)
    held, order, persons = held[known], order[known], persons[known]
    in_order = np.lexsort((persons, held, order))
    held, order, share = held[in_order], order[in_order], persons[in_order] / max(persons.sum(), 1e-300)
    if not len(held):
        return held, held, share
    _, level = np.unique(order, return_inverse=True)
    of_level = np.bincount(level, weights=share)
    return held, (np.cumsum(of_level) - of_level / 2)[level], share


def _twice_covariance(held: np.ndarray, r: np.ndarray, share: np.ndarray) -> float:
    return float(2 * share @ ((held - share @ held) * (r - 0.5))) if len(held) else np.nan


def _check_bounds(held: np.ndarray, low: float, high: float) -> None:
    if not low < high:
        raise GezondmenuError(f"low must lie below high, not {low} and {high}")
    if np.any((held < low) | (held > high)):
        raise GezondmenuError(f"a value lies outside the bounds {low} and {high}")
