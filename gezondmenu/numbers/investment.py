"""An amount now against amounts later: rates that decline with time, the rate at which it is even, and how soon."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import ROUNDING
from gezondmenu.numbers.economics import check_rate, check_years, discount_factors
from gezondmenu.vocabulary import GezondmenuError


def declining_factors(rates: Mapping[int, float], years: int, first: int = 0) -> np.ndarray:
    """What a euro of each year is worth in the first, where the rate falls with time: use it for very long effects.

    Parameters
    ----------
    rates : mapping of int to float
        The rate a year that holds from each year on, as a share: ``{0: 0.035, 30: 0.03}`` is 3.5 % for the steps up to
        year 30, and 3 % for those after it. Starts at 0; rates above -1.
    years : int
        Number of years, 0 or more.
    first : int
        The t of the first year, 0 or more; 0 leaves the first year undiscounted.

    Returns
    -------
    ndarray, shape (years,)

    Raises
    ------
    GezondmenuError
        Where no rate starts at 0, a rate is not above -1, or a number of years is negative.

    Notes
    -----
    The factor of year t is that of year t - 1 divided by one plus the rate that holds from year t - 1 on, so that the
    factors never jump. One rate gives `discount_factors`. The Dutch guidelines have one rate for all years.

    References
    ----------
    HM Treasury (2022), The Green Book, annex 6, with rates and factors; Weitzman (1998), doi:10.1006/jeem.1998.1052.

    Examples
    --------
    >>> green_book = {0: 0.035, 30: 0.03, 75: 0.025}
    >>> declining_factors(green_book, 76)[[1, 30, 31, 75]].round(4).tolist()
    [0.9662, 0.3563, 0.3459, 0.0942]
    """
    if 0 not in rates or min(rates) < 0:
        raise GezondmenuError("declining rates start at year 0, such as 0.03 from year 0 and 0.025 from year 30 on")
    for rate in rates.values():
        check_rate(rate)
    check_years(years)
    check_years(first)
    starts = np.array(sorted(rates))
    steps = np.arange(max(first + years - 1, 0))
    each = np.array([rates[start] for start in starts])[np.searchsorted(starts, steps, side="right") - 1]
    factors = np.concatenate([[1.0], np.cumprod(1 / (1 + each))])
    return factors[first : first + years]


def internal_rate_of_return(flows: ArrayLike) -> float:
    """The discount rate at which amounts over the years come to nothing: compare it with what money costs.

    Parameters
    ----------
    flows : array-like, shape (years,)
        Amounts at t = 0, 1, ..., costs below 0, none missing.

    Returns
    -------
    float
        A share a year. NaN where there is no such rate, or more than one may be: amounts that never change sign, or
        change it more than once.

    Raises
    ------
    GezondmenuError
        Where flows are no list of known amounts.

    Notes
    -----
    The root of ``Σ flow_t / (1 + r)^t`` above -1. With one change of sign it is the only one (Descartes). It says
    nothing of size: of two plans the one with the higher rate may be worth less.

    References
    ----------
    Norstrøm (1972), doi:10.2307/2329811, for when it is the only one.

    Examples
    --------
    Pay 100, get 60 and 60: 100 (1 + r)² = 60 (1 + r) + 60.

    >>> round(internal_rate_of_return([-100, 60, 60]), 6)
    0.130662
    >>> internal_rate_of_return([-100, 300, -210])
    nan
    """
    from scipy.optimize import brentq

    amounts = _amounts(flows)
    signs = np.sign(amounts[amounts != 0])
    if len(signs) < 2 or np.count_nonzero(np.diff(signs)) != 1:
        return float("nan")
    size, time = np.abs(amounts).max(), np.arange(len(amounts), dtype=float)

    def log_rate(grown: float) -> float:
        exponent = -time * grown
        return float((amounts / size) @ np.exp(exponent - exponent.max()))

    wide = 1.0
    while np.sign(log_rate(-wide)) == np.sign(log_rate(wide)):
        wide *= 2
    return float(np.expm1(brentq(log_rate, -wide, wide, xtol=1e-14)))


def payback_years(flows: ArrayLike, rate: float = 0.0) -> float:
    """After how many years what was paid has come back.

    Parameters
    ----------
    flows : array-like, shape (years,)
        Amounts at t = 0, 1, ..., costs below 0, none missing.
    rate : float
        Discount rate a year, as a share, above -1; 0 counts later amounts as today's.

    Returns
    -------
    float
        Years from t = 0, an amount spread evenly over the year before it; 0 where nothing was ever paid that did not
        come back at once, NaN where it does not come back within these years.

    Raises
    ------
    GezondmenuError
        Where flows are no list of known amounts, or rate is not above -1.

    Notes
    -----
    The last moment at which the sum so far turns from below 0 to 0 or more: a later loss counts. What comes after that
    moment does not, so it says how soon, and not how much.

    References
    ----------
    HM Treasury, The Green Book, on measures beside net present value.

    Examples
    --------
    Pay 100 and get 40 a year: 80 after two years, and half of the third year for the rest.

    >>> payback_years([-100, 40, 40, 40])
    2.5
    """
    amounts = _amounts(flows)
    so_far = np.cumsum(amounts * discount_factors(rate, len(amounts)))
    below = np.flatnonzero(so_far < -ROUNDING * np.abs(amounts).max())
    if not len(below):
        return 0.0
    last = below[-1]
    if last == len(amounts) - 1:
        return float("nan")
    return float(last - so_far[last] / (so_far[last + 1] - so_far[last]))


def _amounts(flows: ArrayLike) -> np.ndarray:
    amounts = np.asarray(flows, float)
    if amounts.ndim != 1 or not len(amounts) or not np.isfinite(amounts).all():
        raise GezondmenuError("flows are a list of amounts, one for each year, none missing")
    return amounts
