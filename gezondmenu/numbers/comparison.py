"""Two numbers compared: their ratio, their difference."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, not_negative
from gezondmenu.vocabulary import GezondmenuError

ROUNDING = 1e-12
"""A value this little outside its limits, relative to its size, is on them: sums of doubles end so."""


def rate_ratio(
    events: ArrayLike,
    persons: ArrayLike,
    reference_events: ArrayLike,
    reference_persons: ArrayLike,
    confidence: float = 0.95,
    *,
    both: ArrayLike = np.nan,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How many times the rate of the reference: use it for referrals or calls in two periods or areas.

    Parameters
    ----------
    events, reference_events : array-like
        Numbers of independent events, 0 or more.
    persons, reference_persons : array-like
        Persons (or person-years) among whom they were counted, above 0.
    confidence : float
        Between 0 and 1.
    both : array-like, optional
        Where an event is a person (participants of two years): how many persons are counted in both numbers. NaN where
        that is unknown, or no person can be in both: then the two are independent.

    Returns
    -------
    ratio, lower, upper : ndarray
        Ratio of the rates (1 = equal) and its limits, of the broadcast shape of the arguments.

    Raises
    ------
    GezondmenuError
        Where a number is negative, persons are 0, more persons are in both than in one, or confidence is not between 0
        and 1.

    Notes
    -----
    ``(x/n)/(y/m) · exp(± z √(1/x + 1/y))`` with x and y Poisson counts. Where x is 0 the ratio and its lower limit are
    0 and the upper limit is the exact conditional one, ``m/n · (a⁻¹ - 1)`` with ``a = (α/2)^(1/y)``. Where y is 0 the
    ratio and both limits are NaN, as where anything is missing. With c persons in both the variance 1/x + 1/y is
    ``(x + y - 2c + 1)/(x y)``, where that is less: those who are in one of the two only make the ratio differ from 1
    (delta method for paired shares; the 1 keeps an interval where nearly everybody returned).

    References
    ----------
    Rothman, Greenland, Lash (2008), Modern Epidemiology, 3rd ed., chapter 14. Przyborowski and Wilenski (1940) for the
    conditional limit, doi:10.1093/biomet/31.3-4.313. Bonett and Price (2006), doi:10.1002/sim.2440, for paired shares.

    Examples
    --------
    >>> [round(float(number), 3) for number in rate_ratio(150, 4000, 180, 4000)]
    [0.833, 0.671, 1.035]
    >>> [round(float(number), 3) for number in rate_ratio(150, 4000, 180, 4000, both=120)]
    [0.833, 0.744, 0.934]
    """
    from scipy.stats import norm

    check_confidence(confidence)
    x, n, y, m, common = np.broadcast_arrays(
        not_negative("events", events),
        not_negative("persons", persons),
        not_negative("reference_events", reference_events),
        not_negative("reference_persons", reference_persons),
        not_negative("both", both),
    )
    if np.any(n == 0) or np.any(m == 0):
        raise GezondmenuError("a rate needs persons: persons and reference_persons must be above 0")
    if np.any(common > np.minimum(x, y) * (1 + ROUNDING)):
        raise GezondmenuError("more persons are counted in both than in one of the two")
    tail = (1 - confidence) / 2
    known_y = np.where(y > 0, y, np.nan)
    known_x = np.where(x == 0, 1.0, x)
    ratio = (x / n) / (known_y / m)
    in_one = np.fmin(known_x + known_y, known_x + known_y - 2 * common + 1)  # all of them where `both` is unknown
    spread = np.exp(norm.isf(tail) * np.sqrt(in_one / (known_x * known_y)))
    exact_upper = m / n * np.expm1(-np.log(tail) / known_y)
    return ratio, ratio / spread, np.where(x == 0, exact_upper, ratio * spread)


def difference(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    reference: ArrayLike,
    reference_lower: ArrayLike,
    reference_upper: ArrayLike,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Difference between two independent estimates that each have an interval: use it for two shares.

    Parameters
    ----------
    value, lower, upper : array-like
        Estimate and its limits, in any unit.
    reference, reference_lower, reference_upper : array-like
        Estimate to compare with, from other persons, in the same unit and with the same confidence.

    Returns
    -------
    difference, lower, upper : ndarray
        ``value - reference`` and its limits, with the confidence of the two intervals, of the broadcast shape.

    Raises
    ------
    GezondmenuError
        Where a value lies outside its own limits.

    Notes
    -----
    MOVER: ``d - √((value - lower)² + (reference_upper - reference)²)`` and
    ``d + √((upper - value)² + (reference - reference_lower)²)``. With Wilson limits this is Newcombe's hybrid score
    interval (method 10). The same persons twice are not independent: that difference has another interval. Two
    intervals that overlap can have a difference whose interval leaves out 0. NaN where anything is missing; an estimate
    of 0 is like any other.

    References
    ----------
    Zou and Donner (2008), doi:10.1002/sim.3095; Newcombe (1998),
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.

    Examples
    --------
    >>> from gezondmenu.numbers import wilson
    >>> numbers = difference(56 / 70, *wilson(56, 70), 48 / 80, *wilson(48, 80))
    >>> [round(float(number), 4) for number in numbers]
    [0.2, 0.0524, 0.3339]
    """
    arrays = (value, lower, upper, reference, reference_lower, reference_upper)
    value, lower, upper, reference, reference_lower, reference_upper = np.broadcast_arrays(
        *(np.asarray(array, float) for array in arrays)
    )
    sides = (value - lower, upper - value, reference - reference_lower, reference_upper - reference)
    if any(np.any(side < -ROUNDING * (1 + np.abs(value) + np.abs(reference))) for side in sides):
        raise GezondmenuError("a value lies outside its own limits: give lower <= value <= upper")
    apart = value - reference
    return (
        apart,
        apart - np.hypot(np.maximum(sides[0], 0), np.maximum(sides[3], 0)),
        apart + np.hypot(np.maximum(sides[1], 0), np.maximum(sides[2], 0)),
    )
