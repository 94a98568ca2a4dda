"""A budget through the months of a year, and a fixed budget through years in which the need grows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from gezondmenu.vocabulary import GezondmenuError

MONTHS = 12
ALIKE = 1e-9
"""Months whose spread is a smaller part of the year than this are alike: they say nothing of how sure the year is."""


class YearEnd(NamedTuple):
    """What is spent, what a straight line would have spent, and where the year ends if it goes on like this.

    Attributes
    ----------
    spent, target : float
        Booked until now, and the budget times the share of the year that has passed, in EUR.
    forecast, lower, upper : float
        Spent at the end of the year, in EUR, with its range; NaN limits where fewer than two months are known.
    over : float
        Forecast minus budget, in EUR.
    chance_over : float
        Chance (0 to 1) that more is spent than the budget; NaN where the limits are.
    """

    spent: float
    target: float
    forecast: float
    lower: float
    upper: float
    over: float
    chance_over: float


def year_end(budget: float, monthly: np.ndarray, one_off: np.ndarray | None = None, confidence: float = 0.9) -> YearEnd:
    """Where a year ends, from the months that are booked.

    Months to come are taken to be like the months booked, but for costs that come once: these are added and never
    repeated. The range is that of the sum of new months, each as uncertain as those booked and around a mean that they
    do not know exactly.

    Parameters
    ----------
    budget : float
        For the whole year, in EUR.
    monthly : array
        Booked in January, February, ... in EUR, one-offs included; 1 to 12 values.
    one_off : array, optional
        The part of each month that comes once, in EUR; otherwise none.
    confidence : float
        Of the range, between 0 and 1.

    Returns
    -------
    YearEnd

    Raises
    ------
    GezondmenuError
        For no month or more than twelve, a missing amount, or arrays of two lengths.

    Notes
    -----
    With m months booked and k to come, the sum of those to come is k times the mean, with standard error
    sd · √(k + k²/m) and m − 1 degrees of freedom. Months are taken to be alike and independent: a season, and costs
    that are booked late, are not in it. Where no month is negative, the range does not go below what is spent.

    References
    ----------
    Prediction of a future mean: Hahn and Meeker, Statistical Intervals, https://doi.org/10.1002/9780470316771, ch. 4.

    Examples
    --------
    >>> end = year_end(1_200_000, np.array([100_000, 110_000, 120_000, 120_000]))
    >>> end.target, end.forecast, end.over
    (400000.0, 1350000.0, 150000.0)
    """
    booked = np.asarray(monthly, dtype=float)
    once = np.zeros_like(booked) if one_off is None else np.asarray(one_off, dtype=float)
    if not 1 <= len(booked) <= MONTHS or once.shape != booked.shape or not np.isfinite(booked + once).all():
        raise GezondmenuError(
            "a year has 1 to 12 months, each with an amount and with the part of it that comes once; given are "
            "{months} and {others}",
            months=booked.size,
            others=once.size,
        )
    months = len(booked)
    left, usual = MONTHS - months, booked - once
    spent = float(booked.sum())
    forecast = spent + left * float(usual.mean())
    lower = upper = chance = np.nan
    if left == 0:
        lower = upper = forecast
        chance = float(forecast > budget)
    elif months > 1:
        spread = usual.std(ddof=1) * np.sqrt(left + left**2 / months)
        if spread > ALIKE * abs(forecast):
            reach = stats.t.ppf(0.5 + confidence / 2, months - 1) * spread
            lower, upper = max(spent, forecast - reach) if (usual >= 0).all() else forecast - reach, forecast + reach
            chance = float(stats.t.sf((budget - forecast) / spread, months - 1))
    return YearEnd(spent, budget * months / MONTHS, forecast, lower, upper, forecast - budget, chance)


def budget_and_need(
    budget: float,
    need: float,
    growth: float,
    years: int = 5,
    *,
    grows_from_year: int = 2,
    indexation: float = 0.0,
    collective_cost: float | None = None,
    collective_share: float = 0.0,
) -> pd.DataFrame:
    """A fixed budget beside a need that grows: the gap, and how much volume must move to collective forms to close it.

    Parameters
    ----------
    budget, need : float
        Of the first year, in EUR; the need before any growth.
    growth, indexation : float
        Of the need and of the budget, a year, as a share (0.03 is 3%).
    years : int
        How many years, at least 1.
    grows_from_year : {1, 2}
        The first year in which the need has grown.
    collective_cost : float, optional
        Cost of a collective form as a share of an individual one, 0 to below 1; without it the last column is NaN.
    collective_share : float
        Share of the volume that is collective at the start, 0 to 1.

    Returns
    -------
    DataFrame
        A row a year: ``year, budget, need, gap, cumulative_gap`` in EUR, and ``share_to_shift``: the share of the
        volume that must move from individual to collective, NaN where more would have to move than is individual.

    Raises
    ------
    GezondmenuError
        For a value outside these ranges.

    Notes
    -----
    Moving a unit of volume to a collective form saves 1 − c of its cost. At a share s of collective forms a unit costs
    1 − s(1 − c), so the need is that of need ÷ (1 − s(1 − c)) units, and gap ÷ ((1 − c) · units) of them must move.

    References
    ----------
    The neighbourhood budget of Ruwaard (Oss): five years, fixed in euros of the first year.

    Examples
    --------
    >>> table = budget_and_need(2_000_000, 2_000_000, 0.03, collective_cost=0.4)
    >>> last = table.iloc[-1]
    >>> round(last.gap), round(last.cumulative_gap), float(round(100 * last.share_to_shift, 1))
    (251018, 618272, 18.6)
    """
    _check_range("years", years, 1, 100)
    _check_range("grows_from_year", grows_from_year, 1, 2)
    _check_range("collective_share", collective_share, 0, 1)
    if collective_cost is not None:
        _check_range("collective_cost", collective_cost, 0, 0.999)
    columns = need_paths(
        budget,
        need,
        growth,
        years,
        grows_from_year=grows_from_year,
        indexation=indexation,
        collective_cost=np.nan if collective_cost is None else collective_cost,
        collective_share=collective_share,
    )
    return pd.DataFrame({"year": np.arange(1, years + 1), **columns})


def need_paths(
    budget: float,
    need: ArrayLike,
    growth: ArrayLike,
    years: int,
    *,
    grows_from_year: int,
    indexation: ArrayLike,
    collective_cost: ArrayLike,
    collective_share: ArrayLike,
    given: np.ndarray | None = None,
) -> dict[str, np.ndarray]:
    """The columns of `budget_and_need`, each of shape (years,), or (years, draws) for draws of what is not sure.

    `given` has the budget of each year where years differ, NaN where one is not given: it is then that of the year
    before with its indexation.
    """
    year = np.arange(1, years + 1, dtype=float)
    if any(np.ndim(draws) for draws in (need, growth, indexation, collective_cost, collective_share)):
        year = year[:, None]
    needs = need * (1 + np.asarray(growth)) ** (year - grows_from_year + 1)
    budgets = budget * (1 + np.asarray(indexation)) ** (year - 1)
    if given is not None:
        grown = 1 + np.asarray(indexation)
        path = [np.asarray(given[0])]
        for amount in given[1:]:
            path.append(path[-1] * grown if np.isnan(amount) else np.asarray(amount))
        budgets = np.stack(np.broadcast_arrays(*path))
        budgets = budgets[:, None] if year.ndim > budgets.ndim else budgets
    gap = needs - budgets
    saving = 1 - np.asarray(collective_cost, dtype=float)
    volume = needs / (1 - np.asarray(collective_share) * saving)  # in units of the cost of an individual form
    with np.errstate(divide="ignore", invalid="ignore"):
        shift = np.maximum(gap, 0) / (saving * volume)
    shift = np.where(shift <= 1 - np.asarray(collective_share) + 1e-12, shift, np.nan)
    names = ("budget", "need", "gap", "cumulative_gap", "share_to_shift")
    return dict(zip(names, (budgets, needs, gap, gap.cumsum(axis=0), shift), strict=True))


def _check_range(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise GezondmenuError(
            "{name} must lie between {low} and {high}, not {value}", name=name, low=low, high=high, value=value
        )
