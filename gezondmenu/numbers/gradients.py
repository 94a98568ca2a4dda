"""Areas from most to least deprived: the slope of a value over them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, not_negative, same_length
from gezondmenu.vocabulary import GezondmenuError

Scale = Literal["none", "log", "logit"]
"""The scale of a value: as it is, its logarithm (rates), or the log of its odds (shares)."""
SCALES = get_args(Scale)

LARGEST_LOG = 50.0
"""Limits of a ratio that reach further than e to this power say nothing: an end of the line is as good as 0."""

FEWEST_DRAWS = 1_000
"""Under so many draws percentiles move too much."""


def slope_index(
    value: ArrayLike, se: ArrayLike, population: ArrayLike, *, transform: Scale = "none"
) -> tuple[float, float]:
    """Gap between the most and the least deprived: use it for an indicator of five or more areas or quantiles.

    Parameters
    ----------
    value : array-like
        Value of each area, **ordered from most deprived to least deprived**; any unit. Above 0 with ``log``, a share
        between 0 and 1 with ``logit``.
    se : array-like
        Standard error of each value, 0 or more, same unit. The index itself does not use it; its interval does.
    population : array-like
        Persons of each area, above 0.
    transform : {"none", "log", "logit"}
        The scale on which the values lie on a line: rates often do on that of logarithms, shares on that of log odds.

    Returns
    -------
    sii, rii : float
        Slope index of inequality, in the unit of the values: the value at the least deprived end minus that at the most
        deprived end, so **positive where the least deprived have more**. Relative index: the first divided by the
        second, above 1 where the least deprived have more.

    Raises
    ------
    GezondmenuError
        Where there are fewer than two areas, lengths differ, a population is not above 0, se is negative, or a value
        has no logarithm or log odds.

    Notes
    -----
    Each area stands at the middle of its share of the cumulative population (0 most, 1 least deprived). A straight line
    is fitted by least squares weighted by population: sii is its slope, rii its value at 1 over its value at 0, NaN
    unless both are above 0. With a transform the line is that of the transformed values, and its two ends are turned
    back before they are subtracted and divided. A missing value, se or population makes both NaN, since the ranks are
    then unknown.

    References
    ----------
    Low and Low (2004), doi:10.1093/pubmed/fdh175; Mackenbach and Kunst (1997), doi:10.1016/S0277-9536(96)00073-1. The
    transforms are those of `phe_sii` of the R package PHEindicatormethods.

    Examples
    --------
    >>> sii, rii = slope_index([60, 70, 80, 90], [1, 1, 1, 1], [100, 100, 100, 100])
    >>> round(sii, 1), round(rii, 3)
    (40.0, 1.727)
    >>> sii, rii = slope_index([0.1, 0.2, 0.4, 0.8], [0, 0, 0, 0], [100, 100, 100, 100], transform="log")
    >>> round(sii, 2), round(rii, 3)
    (1.06, 16.0)
    """
    line = _line(_forward(value, transform), se, population)
    most, least = (float(end) for end in _backward(np.array(line.ends()), transform))
    return least - most, _ratio(least, most)


def slope_index_interval(
    value: ArrayLike,
    se: ArrayLike,
    population: ArrayLike,
    confidence: float = 0.95,
    *,
    transform: Scale = "none",
    errors: Scale | None = None,
    draws: int = 0,
    seed: int | None = None,
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Interval for the slope index and the relative index.

    Parameters
    ----------
    value, population, transform
        As in `slope_index`.
    se : array-like
        Standard error of each value, 0 or more, on the scale `errors`: a share of 20 of 100 has 0.04 as it is, and
        1/√(100 · 0.2 · 0.8) = 0.25 on that of log odds. From 95 % limits it is their distance on that scale ÷ 3.92.
    confidence : float
        Between 0 and 1.
    errors : {"none", "log", "logit"}, optional
        The scale on which errors are normal: that of `transform` where it is left out.
    draws : int
        Number of samples of the values of which percentiles are the limits; 0 works the limits out without drawing.
    seed : int, optional
        Of the draws; the same seed gives the same limits. Needed with draws.

    Returns
    -------
    (sii_lower, sii_upper), (rii_lower, rii_upper) : tuple of tuple of float

    Raises
    ------
    GezondmenuError
        As `slope_index`; where confidence is not between 0 and 1, draws are few or without a seed, or errors are on
        another scale than the line and nothing is drawn.

    Notes
    -----
    Both ends of the line are sums of the values with fixed weights, so the error of the slope follows exactly from
    normal, independent errors se: no simulation. The relative index has its interval on the log scale (delta method).
    With a transform the limits are those of the slope on that scale, the line being turned around its middle, and the
    ends turned back; the height of the line is taken as known, as `phe_sii` does. Errors on another scale than the
    line (shares with errors of their log odds) need draws. The line is taken as true: that the areas do not lie on a
    line is not in the interval. NaN as in `slope_index`.

    References
    ----------
    Low and Low (2004), doi:10.1093/pubmed/fdh175, draw the values; `phe_sii` of the R package PHEindicatormethods draws
    100,000 times.

    Examples
    --------
    >>> sii, rii = slope_index_interval([60, 70, 80, 90], [1, 1, 1, 1], [100, 100, 100, 100])
    >>> [round(number, 2) for number in (*sii, *rii)]
    [36.49, 43.51, 1.64, 1.82]
    >>> odds = slope_index_interval([0.2, 0.3, 0.5], [0.1, 0.1, 0.1], [100, 100, 100], transform="logit")
    >>> [round(number, 2) for number in (*odds[0], *odds[1])]
    [0.35, 0.5, 3.05, 5.19]
    """
    from scipy.stats import norm

    check_confidence(confidence)
    scale = transform if errors is None else errors
    on_scale = _forward(value, scale)
    tail = (1 - confidence) / 2
    if draws:
        if draws < FEWEST_DRAWS or seed is None:
            raise GezondmenuError(f"drawn limits need {FEWEST_DRAWS} draws or more, and a seed")
        rng = np.random.default_rng(seed)
        shape = (int(draws), on_scale.size)
        sample = rng.normal(on_scale, np.where(np.isfinite(np.asarray(se, float)), se, np.nan), shape)
        sample = sample if scale == transform else _forward(_backward(sample, scale), transform)
    elif scale != transform:
        raise GezondmenuError(
            f"errors on the scale {scale!r} around a line on the scale {transform!r} need draws, such as 100_000"
        )
    line = _line(_forward(value, transform), se, population)
    if draws:
        gap = tuple(np.quantile(sample @ line.slope, [tail, 1 - tail]))
    else:
        half = float(norm.isf(tail) * np.sqrt(line.slope**2 @ line.error**2))
        gap = (line.gap() - half, line.gap() + half)
    if transform != "none":
        middle = sum(line.ends()) / 2
        turned = [_backward(np.array([middle - slope / 2, middle + slope / 2]), transform) for slope in gap]
        lower, upper = ((float(least - most), float(least / most)) for most, least in turned)
        return (lower[0], upper[0]), (lower[1], upper[1])
    limits = (float(gap[0]), float(gap[1]))
    most, least = line.ends()
    if not min(most, least) > 0:
        return limits, (np.nan, np.nan)
    if draws:
        low, high = np.quantile((sample @ (line.start + line.slope)) / (sample @ line.start), [tail, 1 - tail])
        return limits, (float(low), float(high))
    weights = (line.start + line.slope) / least - line.start / most
    wide = float(norm.isf(tail) * np.sqrt(weights**2 @ line.error**2))
    if wide > LARGEST_LOG:
        return limits, (np.nan, np.nan)
    spread = np.exp(wide)
    return limits, (float(least / most / spread), float(least / most * spread))


@dataclass(frozen=True)
class _Line:
    """Values and errors of areas, and the weights that make start (at 0) and slope of the line out of the values."""

    value: np.ndarray
    error: np.ndarray
    start: np.ndarray
    slope: np.ndarray

    def ends(self) -> tuple[float, float]:
        """The line at the most and at the least deprived end."""
        return float(self.start @ self.value), float((self.start + self.slope) @ self.value)

    def gap(self) -> float:
        """The slope: the line at the least deprived end less that at the other."""
        return float(self.slope @ self.value)


def _line(value: ArrayLike, se: ArrayLike, population: ArrayLike) -> _Line:
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
    return _Line(value, error, share - slope * (share @ middle), slope)


def _forward(value: ArrayLike, scale: Scale) -> np.ndarray:
    """The values on a scale; raise where one has no place on it."""
    from scipy.special import logit

    values = np.asarray(value, float)
    if scale not in SCALES:
        raise GezondmenuError(f"a scale is one of {', '.join(SCALES)}, not {scale!r}")
    if scale == "log" and np.any(values <= 0):
        raise GezondmenuError("a value of 0 or below has no logarithm: join areas until each has some, or take 'none'")
    if scale == "logit" and np.any((values <= 0) | (values >= 1)):
        raise GezondmenuError("log odds need shares above 0 and below 1: join areas until they have, or take 'none'")
    return values if scale == "none" else np.log(values) if scale == "log" else logit(values)


def _backward(values: np.ndarray, scale: Scale) -> np.ndarray:
    from scipy.special import expit

    return values if scale == "none" else np.exp(values) if scale == "log" else expit(values)


def _ratio(least: float, most: float) -> float:
    return least / most if min(most, least) > 0 else np.nan
