"""Where a year's budget ends, from the bookings themselves: the season of earlier years, and what is booked late."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

from gezondmenu.numbers.year_budget import ALIKE, MONTHS, YearEnd
from gezondmenu.vocabulary import GezondmenuError

LONGEST_DELAY = 12
"""Months after which what was not booked is not waited for."""
LEAST_MONTHS = 2
"""Months that must have come to an age before it is told by what a month grows until then."""


class _Step(NamedTuple):
    """By what a month grows from one age to the next, and the variance of that in proportion."""

    growth: float
    variance: float
    freedom: float


class _ToCome(NamedTuple):
    """The months to come together, how much each month booked weighs in them, and the error of a prediction."""

    expected: float
    weights: np.ndarray
    variance: float = 0.0
    freedom: float = np.inf


def year_end_of_bookings(
    bookings: pd.DataFrame,
    budget: float,
    year: int,
    until: int,
    *,
    seen: pd.Timestamp | None = None,
    first: int = 1,
    confidence: float = 0.9,
) -> YearEnd:
    """Where a year ends, from bookings with their dates: use it where there are earlier years, or bookings come late.

    Parameters
    ----------
    bookings : DataFrame
        A row a booking, of this year and those before it: ``date`` (the day it belongs to), ``amount`` in EUR, and
        where they are known ``booked_on`` (the day it was booked; missing is the same day) and ``once`` (True where it
        comes once). Bookings of months after `until`, or made after `seen`, are not looked at.
    budget : float
        For the whole year, in EUR.
    year : int
    until : int
        The last month of the year, 1 to 12, that is known.
    seen : Timestamp, optional
        A day in the last month in which bookings were made; the month `until` when left out.
    first : int
        The first month of the year that the budget is for, 1 to 12.
    confidence : float
        Of the range, between 0 and 1.

    Returns
    -------
    YearEnd
        `spent` is what was booked by then. Limits and chance are NaN where fewer than two months can be compared, or
        all are alike.

    Raises
    ------
    GezondmenuError
        For a month outside 1 to 12, or an amount that is missing.

    Notes
    -----
    One-offs are added and never repeated. What the last months will still get is the ratio of late to early bookings of
    months that were as old (chain ladder), with the spread of that ratio. Months to come follow a level of each year
    and, where earlier years have them all, an effect of each month: least squares, with the error of predicting their
    sum, and that of the late part of the months they rest on. Degrees of freedom are those of Welch and Satterthwaite.
    Levels of years are taken to differ by an amount, not by a factor. After month 12 only late bookings are to come.

    References
    ----------
    Prediction from a linear model: Seber and Lee (2003), Linear Regression Analysis, ch. 5, doi:10.1002/9780471722199.
    Ratios of late bookings: Mack (1993), doi:10.2143/AST.23.2.2005092. Satterthwaite (1946), doi:10.2307/3002019.

    Examples
    --------
    >>> days = pd.to_datetime(["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"])
    >>> bookings = pd.DataFrame({"date": days, "amount": [100_000.0, 110_000, 120_000, 120_000]})
    >>> end = year_end_of_bookings(bookings, 1_200_000, 2025, 4)
    >>> end.target, round(end.forecast), round(end.over)
    (400000.0, 1350000, 150000)
    """
    if not 1 <= until <= MONTHS or not np.isfinite(bookings["amount"].to_numpy(float)).all():
        raise GezondmenuError("a forecast needs a month from 1 to 12 and bookings with amounts, not month {month}",
                              month=until)  # fmt: skip
    now = 12 * year + until - 1
    table = _in_months(bookings)
    moment = max(now, 12 * seen.year + seen.month - 1) if seen is not None else now
    table = table[(table["month"] <= now) & (table["booked"] <= moment)]
    this_year = table["month"] >= 12 * year
    spent = float(table.loc[this_year, "amount"].sum())
    regular = table[~table["once"]]
    triangle = _triangle(regular, now)
    labels = np.arange(now - len(triangle) + 1, now + 1)
    grown, late, late_freedom = _with_late(triangle, moment - labels)
    of_year = labels >= 12 * year
    to_come = _months_to_come(grown, labels, year, until)
    forecast = spent + float((grown - triangle.sum(axis=1))[of_year].sum()) + to_come.expected
    late_variance = float((late * (to_come.weights + of_year) ** 2).sum())
    variance = late_variance + to_come.variance
    target = budget * max(until - first + 1, 0) / (MONTHS - first + 1)
    if until == MONTHS and variance <= 0:
        return YearEnd(spent, target, forecast, forecast, forecast, forecast - budget, float(forecast > budget))
    if not variance > (ALIKE * forecast) ** 2:
        return YearEnd(spent, target, forecast, np.nan, np.nan, forecast - budget, np.nan)
    freedom = variance**2 / (late_variance**2 / late_freedom + to_come.variance**2 / to_come.freedom)
    spread = np.sqrt(variance)
    reach = stats.t.ppf(0.5 + confidence / 2, freedom) * spread
    never_back = bool((table["amount"] >= 0).all())
    lower = max(spent, forecast - reach) if never_back else forecast - reach
    chance = float(stats.t.sf((budget - forecast) / spread, freedom))
    return YearEnd(spent, target, forecast, lower, forecast + reach, forecast - budget, chance)


def _in_months(bookings: pd.DataFrame) -> pd.DataFrame:
    """Months as numbers: those that bookings belong to and those in which they were made; never made before."""
    dates = bookings["date"]
    month = 12 * dates.dt.year + dates.dt.month - 1
    made = bookings["booked_on"].fillna(dates) if "booked_on" in bookings else dates
    booked = np.maximum(12 * made.dt.year + made.dt.month - 1, month)
    once = bookings["once"].fillna(False).astype(bool) if "once" in bookings else False
    return pd.DataFrame({"month": month, "booked": booked, "amount": bookings["amount"].astype(float), "once": once})


def _triangle(regular: pd.DataFrame, now: int) -> np.ndarray:
    """Euros of each month, from the first booked to now, by the months after which they were booked."""
    if regular.empty:
        return np.zeros((1, LONGEST_DELAY + 1))
    first = int(regular["month"].min())
    sums = np.zeros((now - first + 1, LONGEST_DELAY + 1))
    delay = np.minimum(regular["booked"] - regular["month"], LONGEST_DELAY)
    np.add.at(sums, (regular["month"].to_numpy(int) - first, delay.to_numpy(int)), regular["amount"].to_numpy(float))
    return sums


def _with_late(triangle: np.ndarray, ages: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Euros of each month with what it will still get, the variance of that, and the degrees of freedom behind it.

    `ages` are the months from each to the moment at which is looked.
    """
    months, known = len(triangle), triangle.sum(axis=1)
    so_far = triangle.cumsum(axis=1)
    longest = int(np.flatnonzero(triangle.sum(axis=0)).max(initial=0))
    steps = [_step(so_far[(ages > age) & (so_far[:, age] > 0)], age) for age in range(longest)]
    grown, variance = known.copy(), np.zeros(months)
    for place, age in enumerate(ages):
        ahead = [step for step in steps[min(age, longest) :] if step is not None]
        grown[place] = known[place] * np.prod([step.growth for step in ahead])
        variance[place] = grown[place] ** 2 * sum(step.variance for step in ahead)
    freedom = min((step.freedom for step in steps if step is not None), default=np.inf)
    return grown, variance, freedom


def _step(so_far: np.ndarray, age: int) -> _Step | None:
    """By what months grow from one age to the next; None where too few have."""
    if len(so_far) < LEAST_MONTHS:
        return None
    growths = so_far[:, age + 1] / so_far[:, age]
    growth = float(so_far[:, age + 1].sum() / so_far[:, age].sum())
    spread = float(((growths / growth - 1) ** 2).sum() / (len(growths) - 1))
    return _Step(growth, spread * (1 + 1 / len(growths)), float(len(growths) - 1))


def _months_to_come(grown: np.ndarray, labels: np.ndarray, year: int, until: int) -> _ToCome:
    """The sum of the months to come, from a level of each year and an effect of each month where years tell it."""
    left, nothing = MONTHS - until, np.zeros(len(grown))
    if left == 0:
        return _ToCome(0.0, nothing)
    years, months = labels // 12, labels % 12
    before = years < year
    seasonal = np.isin(np.arange(until, MONTHS), months[before]).all()
    used = np.ones(len(grown), bool) if seasonal else ~before
    levels = np.unique(years[used])
    design = (years[used, None] == levels).astype(float)
    wanted = left * (levels == year).astype(float)
    if seasonal:
        effects = np.arange(1, MONTHS)
        design = np.hstack([design, months[used, None] == effects])
        wanted = np.concatenate([wanted, effects >= until])
    inverse = np.linalg.pinv(design.T @ design)
    weights = nothing.copy()
    weights[used] = design @ inverse @ wanted
    freedom = used.sum() - np.linalg.matrix_rank(design)
    expected = float(weights @ grown)
    if freedom < 1:
        return _ToCome(expected, weights, np.nan, np.nan)
    error = float(((grown[used] - design @ (inverse @ (design.T @ grown[used]))) ** 2).sum() / freedom)
    return _ToCome(expected, weights, error * (left + float(wanted @ inverse @ wanted)), float(freedom))
