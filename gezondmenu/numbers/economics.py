"""Money over time, and choosing between options when neither effect nor cost is sure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import not_negative
from gezondmenu.vocabulary import GezondmenuError

CENT = Decimal("0.01")
FEW_YEARS = 12
"""Up to so many years a sum is quicker than a logarithm."""


def discount_factors(rate: float, years: int, first: int = 0) -> np.ndarray:
    """What a euro of each year is worth in the first: 1/(1 + rate)^t for t = first, first + 1, ...

    Parameters
    ----------
    rate : float
        Discount rate a year, as a share: 0.03 is 3 %. Above -1.
    years : int
        Number of years, 0 or more.
    first : int
        The t of the first year; 0 leaves the first year undiscounted.

    Returns
    -------
    ndarray of shape (years,)

    Raises
    ------
    GezondmenuError
        Where rate is not above -1 or years is negative.

    Notes
    -----
    For amounts in prices of one year, so without inflation. A rate of 0 gives ones; no years give an empty array.

    References
    ----------
    Drummond et al. (2015), Methods for the Economic Evaluation of Health Care Programmes, 4th edition, Oxford.

    Examples
    --------
    >>> discount_factors(0.03, 3).round(6).tolist()
    [1.0, 0.970874, 0.942596]
    """
    check_rate(rate)
    check_years(years)
    return (1.0 + rate) ** -np.arange(first, first + years, dtype=float)


def present_value(flows: ArrayLike, rate: float, first: int = 0) -> np.ndarray | float:
    """What amounts in following years are worth together today.

    Parameters
    ----------
    flows : array-like
        Amounts at t = first, first + 1, ... along the last axis; all in prices of one year.
    rate : float
        Discount rate a year, as a share (0.03), without inflation. Above -1.
    first : int
        0 where the first amount falls today, 1 where it falls after a year.

    Returns
    -------
    float, or ndarray without the last axis where `flows` has more than one.

    Raises
    ------
    GezondmenuError
        Where flows are a single number, or rate is not above -1.

    Notes
    -----
    ``Σ flow_t / (1 + rate)^t``. No amounts give 0; a missing amount makes the sum NaN.

    References
    ----------
    Drummond et al. (2015), Methods for the Economic Evaluation of Health Care Programmes, 4th edition, Oxford.

    Examples
    --------
    >>> round(present_value([-70_000, -10_000, 20_000, 90_000, 90_000], 0.0225))
    105874
    """
    amounts = np.asarray(flows, float)
    if amounts.ndim == 0:
        raise GezondmenuError("flows are a list of amounts, one for each year, not a single number")
    total = amounts @ discount_factors(rate, amounts.shape[-1], first)
    return float(total) if amounts.ndim == 1 else total


def discounted_years(rate: float, drop_off: ArrayLike, years: int) -> np.ndarray:
    """How many first years a fading effect is worth in all: use it to turn an effect of one year into one of several.

    Parameters
    ----------
    rate : float
        Discount rate a year, as a share (0.015). Above -1.
    drop_off : array-like
        Share of the effect lost each year, 0-1; any shape.
    years : int
        Years that count, 0 or more; the first is neither faded nor discounted.

    Returns
    -------
    ndarray
        Years, of the shape of `drop_off`.

    Raises
    ------
    GezondmenuError
        Where drop_off is not between 0 and 1, rate is not above -1, or years is negative.

    Notes
    -----
    ``Σ q^t`` for t = 0 .. years - 1 with q = (1 - drop_off)/(1 + rate): summed by Horner's rule for few years, else
    ``(1 - q^years)/(1 - q)``, which is worked out so that it stays exact near q = 1, where it is the number of years.
    drop_off 1 leaves the first year only. A missing drop_off gives NaN.

    References
    ----------
    Drummond et al. (2015), Methods for the Economic Evaluation of Health Care Programmes, 4th edition, Oxford.

    Examples
    --------
    >>> discounted_years(0.0, [0, 0.5, 1], 3).tolist()
    [3.0, 1.75, 1.0]
    >>> round(float(discounted_years(0.03, 0.0, 3)), 5)
    2.91347
    """
    check_rate(rate)
    check_years(years)
    lost = np.asarray(drop_off, float)
    if lost.size and (np.fmin.reduce(lost, axis=None) < 0 or np.fmax.reduce(lost, axis=None) > 1):
        raise GezondmenuError("drop-off is a share between 0 and 1, such as 0.2, not {value}", value=_outside(lost))
    if years == 0:
        return np.where(np.isnan(lost), np.nan, 0.0)
    if years <= FEW_YEARS:
        left = (1.0 - lost) / (1.0 + rate)
        total = np.ones_like(left)
        for _ in range(years - 1):
            total *= left
            total += 1.0
        return total + 0.0 * left if years == 1 else total
    with np.errstate(divide="ignore"):  # the logarithm of 0 is where nothing is left, and exp takes it back to 0
        log = np.log1p(-lost) - np.log1p(rate)
    flat = log == 0
    log = np.where(flat, -1.0, log)
    return np.where(flat, float(years), np.expm1(years * log) / np.expm1(log))


def icer(effects: ArrayLike, costs: ArrayLike) -> np.ndarray:
    """Extra cost for each unit of extra effect, every option against the first (incremental cost-effectiveness ratio).

    Parameters
    ----------
    effects, costs : array-like of shape (draws, options)
        Total effect (such as QALYs) and total cost (euros) of each option in each draw; option 0 is what would happen
        otherwise. Means are taken over the draws.

    Returns
    -------
    ndarray of shape (options,)
        Euros per unit of effect; NaN for option 0 and where the mean effects do not differ.

    Raises
    ------
    GezondmenuError
        Where the two differ in shape, or are no table with at least one draw.

    Notes
    -----
    ``(mean cost - mean cost of option 0)/(mean effect - mean effect of option 0)``: a ratio of means, never the mean
    of ratios. A ratio hides its quadrant: more effect for more money and less effect for less money can have the same
    one, and of two negative ones the lower is not the better. Show both differences beside it, and `acceptability`.

    References
    ----------
    Stinnett and Mullahy (1998), doi:10.1177/0272989X98018002S09.

    Examples
    --------
    >>> icer([[0, 1], [0, 3]], [[0, 10_000], [0, 50_000]]).tolist()
    [nan, 15000.0]
    """
    effect, cost = (table.mean(axis=0) for table in _tables(effects, costs))
    more = effect - effect[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(more == 0, np.nan, (cost - cost[0]) / more)


def acceptability(effects: ArrayLike, costs: ArrayLike, thresholds: ArrayLike) -> np.ndarray:
    """Chance that each option is the best buy, for every amount that a unit of effect may cost.

    Parameters
    ----------
    effects, costs : array-like of shape (draws, options)
        As for `icer`.
    thresholds : array-like
        Euros that a unit of effect may cost, 0 or more.

    Returns
    -------
    ndarray of shape (thresholds, options)
        Shares of the draws; each row adds up to 1. Options that tie in a draw share it equally.

    Raises
    ------
    GezondmenuError
        As `icer`; where a threshold is negative, or a number is missing.

    Notes
    -----
    The option with the highest net benefit, threshold · effect - cost, counts in each draw. The option that is best
    most often need not be best on average.

    References
    ----------
    Fenwick, Claxton and Sculpher (2001), doi:10.1002/hec.635.

    Examples
    --------
    >>> acceptability([[0, 1], [0, 3]], [[0, 10_000], [0, 50_000]], [0, 12_000, 20_000]).tolist()
    [[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]
    """
    shares = []
    for benefit in _net_benefits(effects, costs, thresholds):
        best = benefit == benefit.max(axis=1, keepdims=True)
        shares.append((best / best.sum(axis=1, keepdims=True)).mean(axis=0))
    return np.array(shares)


def evpi(effects: ArrayLike, costs: ArrayLike, thresholds: ArrayLike) -> np.ndarray:
    """What it would be worth at most to know everything before choosing (expected value of perfect information).

    Parameters
    ----------
    effects, costs, thresholds : array-like
        As for `acceptability`.

    Returns
    -------
    ndarray of shape (thresholds,)
        Euros for this one decision, 0 or more; not per person or per year.

    Raises
    ------
    GezondmenuError
        As `acceptability`.

    Notes
    -----
    Mean over the draws of the highest net benefit, minus the highest mean net benefit. More research that costs more
    than this is not worth it; research that costs less may be or not.

    References
    ----------
    Felli and Hazen (1998), doi:10.1177/0272989X9801800117. Stinnett and Mullahy (1998),
    doi:10.1177/0272989X98018002S09 (net benefit).

    Examples
    --------
    >>> evpi([[0, 1], [0, 3]], [[0, 10_000], [0, 50_000]], [12_000]).tolist()
    [1000.0]
    """
    known = [
        max(benefit.max(axis=1).mean() - benefit.mean(axis=0).max(), 0.0)
        for benefit in _net_benefits(effects, costs, thresholds)
    ]
    return np.array(known)


def split_to_the_cent(total: float, weights: ArrayLike) -> np.ndarray:
    """An amount in proportion to weights, so that the parts add up to it to the cent (largest remainder).

    Parameters
    ----------
    total : float
        Euros, rounded to the cent first; may be negative.
    weights : array-like
        One for each part, 0 or more, not all 0.

    Returns
    -------
    ndarray
        Euros of whole cents.

    Raises
    ------
    GezondmenuError
        Where the weights are negative, missing or all 0, or the total is not a number.

    Notes
    -----
    Every part is rounded down to the cent; the cents that are left go to the largest remainders, the first of equal
    ones first. A weight of 0 gets nothing. A negative total is split as the positive one and turned round.

    References
    ----------
    Balinski and Young (1982), Fair Representation, Yale University Press (Hamilton's method).

    Examples
    --------
    >>> split_to_the_cent(100, [1, 1, 1]).tolist()
    [33.34, 33.33, 33.33]
    """
    shares = np.atleast_1d(not_negative("weights", weights))
    if shares.ndim != 1 or np.isnan(shares).any() or not shares.sum() > 0:
        raise GezondmenuError("weights are one list of numbers, none of them missing and not all of them 0")
    if not np.isfinite(total):
        raise GezondmenuError("the amount to split is not a number")
    sign = -1 if total < 0 else 1
    exact = [Fraction(float(share)) for share in shares]
    cents = int(abs(Decimal(repr(float(total)))).quantize(CENT, ROUND_HALF_UP) / CENT)
    parts = [cents * share / sum(exact) for share in exact]
    whole = [part.numerator // part.denominator for part in parts]
    order = sorted(range(len(parts)), key=lambda place: (whole[place] - parts[place], place))
    for place in order[: cents - sum(whole)]:
        whole[place] += 1
    return np.array([sign * part / 100 for part in whole])


def _net_benefits(effects: ArrayLike, costs: ArrayLike, thresholds: ArrayLike) -> Iterator[np.ndarray]:
    """The net benefit of each option in each draw, a threshold at a time: all at once would not fit in memory."""
    effect, cost = _tables(effects, costs)
    if np.isnan(effect).any() or np.isnan(cost).any():
        raise GezondmenuError("an effect or cost is missing: options can only be compared on the same draws")
    for threshold in np.atleast_1d(not_negative("thresholds", thresholds)):
        yield threshold * effect - cost


def _tables(effects: ArrayLike, costs: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    effect, cost = np.asarray(effects, float), np.asarray(costs, float)
    if effect.shape != cost.shape or effect.ndim != 2 or effect.size == 0:
        raise GezondmenuError(
            "effects and costs are tables of one shape, a row for each draw and a column for each option,"
            " not {effects} and {costs}",
            effects=effect.shape,
            costs=cost.shape,
        )
    return effect, cost


def check_rate(rate: float) -> None:
    """Raise where a discount rate is not above -1."""
    if not rate > -1:
        raise GezondmenuError("a discount rate is a share above -1, such as 0.03 for 3 %, not {rate}", rate=rate)


def check_years(years: int) -> None:
    """Raise where a number of years is below 0."""
    if years < 0:
        raise GezondmenuError("the number of years is 0 or more, not {years}", years=years)


def _outside(shares: np.ndarray) -> str:
    return f"{shares[(shares < 0) | (shares > 1)].flat[0]:g}"
