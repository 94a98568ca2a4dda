"""Uncertain inputs of a valuation: from a value and its range to draws."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence
from gezondmenu.vocabulary import GezondmenuError

DISTRIBUTIONS = ("fixed", "normal", "lognormal", "gamma", "beta", "pert", "uniform")
INTERVAL = 0.95
"""What low and high are limits of, for the distributions that reach beyond them."""
ENDS = (2.0**-53, 1 - 2.0**-53)
"""Uniform draws are kept off 0 and 1, where a normal or gamma has no finite quantile."""

MIRRORED = ("lognormal", "gamma", "beta")
"""Distributions of what is not negative; a range at or below 0 is drawn as its mirror image."""


def quantiles(
    uniform: ArrayLike, distribution: str, value: ArrayLike, low: ArrayLike = np.nan, high: ArrayLike = np.nan
) -> np.ndarray:
    """Draws of an input from uniform draws: use the same uniforms for inputs that move together.

    Parameters
    ----------
    uniform : array-like
        Uniform draws, between 0 and 1.
    distribution : {"fixed", "normal", "lognormal", "gamma", "beta", "pert", "uniform"}
    value : array-like
        Given value: mean (normal, gamma, beta), median (lognormal) or mode (pert); not used by uniform.
    low, high : array-like
        95 % interval (normal, lognormal, gamma, beta), or smallest and largest possible value (pert, uniform). Not used
        by fixed. Value, low and high are numbers, or arrays that broadcast against `uniform`.

    Returns
    -------
    ndarray
        Draws of the broadcast shape, in the unit of the value; each rises with its uniform.

    Raises
    ------
    GezondmenuError
        Where the distribution is not known, a number that it needs is missing, value lies outside low and high, a
        lognormal, gamma or beta crosses 0, or a beta does not fit between 0 and 1.

    Notes
    -----
    ============ =================================================================================
    fixed        value
    normal       mean value, sd = (high - low)/(2z), z = 1.96
    lognormal    median value, sd of the logarithm (ln high - ln low)/(2z); low above 0
    gamma        shape (value/sd)², scale sd²/value; sd as for normal
    beta         value·n and (1 - value)·n, n = value(1 - value)/sd² - 1; sd as for normal
    pert         beta on low to high with 1 + 4(value - low)/(high - low) and 1 + 4(high - value)/(high - low)
    uniform      low to high
    ============ =================================================================================

    Gamma and beta keep the mean and the width of the interval and not both of its limits: those of a symmetric interval
    move up. Lognormal is the rule for ratios such as relative risks. Where value, low and high are all at or below 0
    (an effect of -0.09), lognormal, gamma and beta are drawn for the opposite numbers and turned round. low = high =
    value gives value in each draw.

    References
    ----------
    Briggs, Sculpher, Claxton (2006), Decision Modelling for Health Economic Evaluation, Oxford, chapter 4 (method of
    moments; lognormal for relative risks). Clark (1962), doi:10.1287/opre.10.3.405 (pert).

    Examples
    --------
    >>> quantiles([0.025, 0.5, 0.975], "normal", 100, 80, 120).round(6).tolist()
    [80.0, 100.0, 120.0]
    >>> quantiles([0.025, 0.5, 0.975], "gamma", -0.09, -0.15, -0.03).round(3).tolist()
    [-0.159, -0.087, -0.04]
    >>> quantiles([0.1, 0.9], "beta", 1.2, 1.1, 1.3)
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: beta lies between 0 and 1, not from 1.1 to 1.3: use gamma or pert
    """
    if distribution not in DISTRIBUTIONS:
        raise GezondmenuError(
            "there is no distribution {distribution}; there are {known}",
            distribution=distribution,
            known=", ".join(DISTRIBUTIONS),
        )
    u, middle, lowest, highest = (np.asarray(numbers, float) for numbers in (uniform, value, low, high))
    _check(distribution, u, middle, lowest, highest)
    u = np.clip(u, *ENDS)
    if distribution in MIRRORED and np.all(highest <= 0) and np.any(lowest < 0):
        return -_positive(1 - u, distribution, -middle, -highest, -lowest)
    return _positive(u, distribution, middle, lowest, highest)


def standard_error(lower: ArrayLike, upper: ArrayLike, confidence: float = INTERVAL) -> np.ndarray:
    """The standard error that a published interval rests on, taken as normal: (upper - lower)/(2z).

    Parameters
    ----------
    lower, upper : array-like
        Limits, in any unit.
    confidence : float
        Of the interval, between 0 and 1.

    Returns
    -------
    ndarray
        In the unit of the limits, of their broadcast shape.

    Raises
    ------
    GezondmenuError
        Where an upper limit is below its lower one, or confidence is not between 0 and 1.

    Notes
    -----
    For means and differences; of ratios take the logarithms of the limits first. A t interval of few persons gives
    somewhat more than their standard error. A missing limit gives NaN.

    References
    ----------
    Higgins et al., Cochrane Handbook for Systematic Reviews of Interventions, section 6.3.1.

    Examples
    --------
    >>> round(float(standard_error(-0.5, 4.5)), 4)
    1.2755
    """
    from scipy.special import ndtri

    check_confidence(confidence)
    lowest, highest = np.asarray(lower, float), np.asarray(upper, float)
    if np.any(highest < lowest):
        raise GezondmenuError("an upper limit is below its lower limit: check which is which")
    return (highest - lowest) / (2 * ndtri(0.5 + confidence / 2))


def _positive(u: np.ndarray, distribution: str, value: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
    from scipy.special import betaincinv, gammaincinv, ndtri

    if distribution == "fixed":
        return np.broadcast_to(value, np.broadcast_shapes(u.shape, value.shape)).copy()
    if distribution == "uniform":
        return low + u * (high - low)
    if distribution == "normal":
        return value + standard_error(low, high) * ndtri(u)
    if distribution == "lognormal":
        return value * np.exp(standard_error(np.log(low), np.log(high)) * ndtri(u))
    width = high - low
    known = width == 0
    width = np.where(known, 1.0, width)  # any width does: these draws are the value itself
    if distribution == "pert":
        drawn = low + width * betaincinv(1 + 4 * (value - low) / width, 1 + 4 * (high - value) / width, u)
        return np.where(known, value, drawn)
    variance = standard_error(0.0, width) ** 2
    if distribution == "gamma":
        mean = np.where(known, 1.0, value)
        drawn = gammaincinv(mean**2 / variance, u) * variance / mean
    else:
        mean = np.where(known, 0.5, value)
        size = mean * (1 - mean) / np.where(known, 0.1, variance) - 1
        drawn = betaincinv(mean * size, (1 - mean) * size, u)
    return np.where(known, value, drawn)


def _check(distribution: str, u: np.ndarray, value: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
    """Raise where the draws cannot be made."""
    if not np.all((u >= 0) & (u <= 1)):
        raise GezondmenuError("uniform draws lie between 0 and 1")
    if distribution != "uniform" and not np.all(np.isfinite(value)):
        raise GezondmenuError(
            "a {distribution} distribution needs a value: give one, or use uniform for a range without a value",
            distribution=distribution,
        )
    if distribution == "fixed":
        return
    if not np.all(np.isfinite(low) & np.isfinite(high)):
        raise GezondmenuError(
            "a {distribution} distribution needs low and high: give both, or use fixed for a value without a range",
            distribution=distribution,
        )
    asked = np.broadcast_arrays(value, low, high)
    outside = (asked[1] > asked[2]) if distribution == "uniform" else (asked[0] < asked[1]) | (asked[0] > asked[2])
    if np.any(outside):
        shown = [_shown(array[outside]) for array in asked]
        if distribution == "uniform":
            raise GezondmenuError("low {low} is above high {high}", low=shown[1], high=shown[2])
        raise GezondmenuError(
            "the value {value} does not lie between low {low} and high {high}",
            value=shown[0],
            low=shown[1],
            high=shown[2],
        )
    if distribution in MIRRORED:
        _check_mirrored(distribution, *asked)


def _check_mirrored(distribution: str, value: np.ndarray, low: np.ndarray, high: np.ndarray) -> None:
    sign = -1.0 if np.all(high <= 0) and np.any(low < 0) else 1.0
    value, low, high = sign * value, *((low, high) if sign > 0 else (-high, -low))
    open_ended = (low <= 0) if distribution == "lognormal" else (low < 0) | ((value <= 0) & (high > low))
    if np.any(open_ended):
        raise GezondmenuError(
            "a {distribution} distribution keeps to one side of 0, and {low} to {high} does not: use normal or pert",
            distribution=distribution,
            low=_shown(sign * (low if sign > 0 else high)[open_ended]),
            high=_shown(sign * (high if sign > 0 else low)[open_ended]),
        )
    if distribution != "beta":
        return
    if np.any(high > 1):
        wrong = high > 1
        ends = sorted((sign * low[wrong].flat[0], sign * high[wrong].flat[0]))
        raise GezondmenuError(
            "beta lies between 0 and 1, not from {low} to {high}: use gamma or pert",
            low=_shown(ends[0]),
            high=_shown(ends[1]),
        )
    too_wide = (high > low) & (standard_error(low, high) ** 2 >= value * (1 - value))
    if np.any(too_wide):
        raise GezondmenuError(
            "no beta distribution with mean {value} is as wide as {low} to {high}: use pert",
            value=_shown(sign * value[too_wide]),
            low=_shown(sign * (low if sign > 0 else high)[too_wide]),
            high=_shown(sign * (high if sign > 0 else low)[too_wide]),
        )


def _shown(numbers: ArrayLike) -> str:
    return f"{np.asarray(numbers, float).flat[0]:g}"
