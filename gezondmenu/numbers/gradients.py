"""Areas from most to least deprived: the slope of a value over them, and quantiles."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, not_negative, same_length
from gezondmenu.vocabulary import GezondmenuError


def slope_index(value: ArrayLike, se: ArrayLike, population: ArrayLike) -> tuple[float, float]:
    """Gap between the most and the least deprived: use it for an indicator of five or more areas or quantiles.

    Parameters
    ----------
    value : array-like
        Value of each area, **ordered from most deprived to least deprived**; any unit.
    se : array-like
        Standard error of each value, 0 or more, same unit. The index itself does not use it; its interval does.
    population : array-like
        Persons of each area, above 0.

    Returns
    -------
    sii, rii : float
        Slope index of inequality, in the unit of the values: the value at the least deprived end minus that at the most
        deprived end, so **positive where the least deprived have more**. Relative index: the first divided by the
        second, above 1 where the least deprived have more.

    Raises
    ------
    GezondmenuError
        Where there are fewer than two areas, lengths differ, a population is not above 0, or se is negative.

    Notes
    -----
    Each area stands at the middle of its share of the cumulative population (0 most, 1 least deprived). A straight line
    is fitted by least squares weighted by population: sii is its slope, rii its value at 1 over its value at 0, NaN
    unless both are above 0. A missing value, se or population makes both NaN, since the ranks are then unknown.

    References
    ----------
    Low and Low (2004), doi:10.1093/pubmed/fdh175; Mackenbach and Kunst (1997), doi:10.1016/S0277-9536(96)00073-1.

    Examples
    --------
    >>> sii, rii = slope_index([60, 70, 80, 90], [1, 1, 1, 1], [100, 100, 100, 100])
    >>> round(sii, 1), round(rii, 3)
    (40.0, 1.727)
    """
    value, _, start, slope = _line(value, se, population)
    most, least = float(start @ value), float((start + slope) @ value)
    return least - most, least / most if min(most, least) > 0 else np.nan


def slope_index_interval(
    value: ArrayLike, se: ArrayLike, population: ArrayLike, confidence: float = 0.95
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Interval for the slope index and the relative index.

    Parameters
    ----------
    value, se, population : array-like
        As in `slope_index`.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    (sii_lower, sii_upper), (rii_lower, rii_upper) : tuple of tuple of float

    Raises
    ------
    GezondmenuError
        As `slope_index`; where confidence is not between 0 and 1.

    Notes
    -----
    Both ends of the line are sums of the values with fixed weights, so the error of the slope follows exactly from
    normal, independent errors se: no simulation. The relative index has its interval on the log scale (delta method).
    The line is taken as true: that the areas do not lie on a line is not in the interval. NaN as in `slope_index`.

    References
    ----------
    Low and Low (2004), doi:10.1093/pubmed/fdh175, draw the values instead; the limits agree but for chance.

    Examples
    --------
    >>> sii, rii = slope_index_interval([60, 70, 80, 90], [1, 1, 1, 1], [100, 100, 100, 100])
    >>> [round(number, 2) for number in (*sii, *rii)]
    [36.49, 43.51, 1.64, 1.82]
    """
    from scipy.stats import norm

    check_confidence(confidence)
    value, error, start, slope = _line(value, se, population)
    z = norm.isf((1 - confidence) / 2)
    gap, half = float(slope @ value), float(z * np.sqrt(slope**2 @ error**2))
    most, least = start @ value, (start + slope) @ value
    if not min(most, least) > 0:
        return (gap - half, gap + half), (np.nan, np.nan)
    spread = np.exp(z * np.sqrt(((start + slope) / least - start / most) ** 2 @ error**2))
    return (gap - half, gap + half), (float(least / most / spread), float(least / most * spread))


def quantile_of(value: ArrayLike, quantiles: int = 5, *, first: Literal["lowest", "highest"]) -> np.ndarray:
    """Quantile of each area: use it to make fifths of deprivation out of scores.

    Parameters
    ----------
    value : array-like
        Score of each area.
    quantiles : int
        Number of quantiles, 2 or more.
    first : {"lowest", "highest"}
        Which scores come in quantile 1. There is no default: for income the most deprived are the lowest, for a
        deprivation score the highest.

    Returns
    -------
    ndarray
        Quantile of each area, 1 to `quantiles`, as floats; NaN where the score is missing.

    Raises
    ------
    GezondmenuError
        Where first is neither, quantiles is below 2, or value is no list.

    Notes
    -----
    ``⌊(rank - 1) · quantiles / n⌋ + 1``, where areas with equal scores have the rank of the first of them and so share
    a quantile. All NaN where fewer areas are known than there are quantiles.

    References
    ----------
    The rule of `phe_quantile` of the R package PHEindicatormethods.

    Examples
    --------
    >>> quantile_of([10, 20, 20, 20, None, 50], quantiles=2, first="lowest").tolist()
    [1.0, 1.0, 1.0, 1.0, nan, 2.0]
    >>> quantile_of([10, 20, 20, 20, None, 50], quantiles=2, first="highest").tolist()
    [2.0, 1.0, 1.0, 1.0, nan, 1.0]
    """
    if first not in ("lowest", "highest"):
        raise GezondmenuError(f"first is 'lowest' or 'highest' (which scores come in quantile 1), not {first!r}")
    if quantiles < 2 or quantiles != int(quantiles):
        raise GezondmenuError(f"quantiles is a whole number of 2 or more, not {quantiles}")
    (score,) = same_length(value=value)
    score = score if first == "lowest" else -score
    known = np.sort(score[~np.isnan(score)])
    if len(known) < quantiles:
        return np.full(len(score), np.nan)
    before = np.searchsorted(known, score)
    return np.where(np.isnan(score), np.nan, before * int(quantiles) // len(known) + 1.0)


def _line(
    value: ArrayLike, se: ArrayLike, population: ArrayLike
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Values and errors, and the weights that make start (at 0) and slope of the line out of the values."""
    value, error, persons = same_length(value=value, se=se, population=population)
    error, persons = not_negative("se", error), not_negative("population", persons)
    if len(value) < 2:
        raise GezondmenuError("a slope needs two areas or more")
    if np.any(persons == 0):
        raise GezondmenuError("an area has population 0: leave it out, since it has no rank")
    share = persons / persons.sum() + 0 * (value + error)
    share = share if np.isfinite(share).all() else np.full(len(value), np.nan)
    middle = np.cumsum(share) - share / 2
    from_mean = middle - share @ middle
    slope = share * from_mean / (share @ from_mean**2)
    return value, error, share - slope * (share @ middle), slope
