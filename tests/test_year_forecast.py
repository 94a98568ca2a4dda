"""Where a year ends from its bookings: by hand, and the range over simulated years with a known end."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gezondmenu.numbers.year_budget import year_end
from gezondmenu.numbers.year_forecast import year_end_of_bookings
from gezondmenu.vocabulary import GezondmenuError


def monthly(amounts: list[float], year: int = 2025) -> pd.DataFrame:
    days = [pd.Timestamp(year, month, 28) for month in range(1, len(amounts) + 1)]
    return pd.DataFrame({"date": days, "amount": amounts})


def test_f8_without_earlier_years_it_is_the_plain_forecast():
    """450,000 in four months: 1,350,000; the same range as that of a plain mean."""
    amounts = [100_000.0, 110_000, 120_000, 120_000]
    end, plain = year_end_of_bookings(monthly(amounts), 1.2e6, 2025, 4), year_end(1.2e6, np.array(amounts))
    np.testing.assert_allclose(end, plain)
    assert (end.target, end.forecast, end.over) == (400_000, pytest.approx(1_350_000), pytest.approx(150_000))


def test_a_season_of_two_earlier_years_by_hand():
    """Months cost 10 but for December, which cost 30 twice. After eleven months of 12 December is 32 and the year 164:
    the level is 2 higher than that of the years before. All months fit: that does not say how sure December is."""
    year = [10.0] * 11 + [30.0]
    table = pd.concat([monthly(year, 2023), monthly(year, 2024), monthly([12.0] * 11)])
    end = year_end_of_bookings(table, 160, 2025, 11)
    assert (end.spent, end.forecast) == (132, pytest.approx(164))
    assert np.isnan([end.lower, end.upper, end.chance_over]).all()


def test_a_season_against_the_prediction_interval_of_statsmodels():
    """The same model as a regression with dummies; the sum of the months to come and its error by its own matrices."""
    import statsmodels.api as sm

    rng = np.random.default_rng(5)
    frames = [monthly(list(rng.normal(100, 10, 12)), 2023), monthly(list(rng.normal(104, 10, 12)), 2024)]
    table = pd.concat([*frames, monthly(list(rng.normal(108, 10, 5)))], ignore_index=True)
    design = pd.get_dummies(table["date"].dt.year, dtype=float).join(
        pd.get_dummies(table["date"].dt.month, prefix="m", dtype=float).iloc[:, 1:]
    )
    fit = sm.OLS(table["amount"], design).fit()
    ahead = pd.DataFrame(0.0, index=range(6, 13), columns=design.columns)
    ahead[2025] = 1.0
    for month in ahead.index:
        ahead.loc[month, f"m_{month}"] = 1.0
    total = ahead.sum()
    spread = np.sqrt(fit.mse_resid * (7 + total @ fit.normalized_cov_params @ total))
    end = year_end_of_bookings(table, 1200, 2025, 5)
    forecast = table.loc[table["date"].dt.year == 2025, "amount"].sum() + float(total @ fit.params)
    assert end.forecast == pytest.approx(forecast)
    assert end.upper - end.forecast == pytest.approx(stats.t.ppf(0.95, fit.df_resid) * spread)


def test_late_bookings_by_hand():
    """Of each month 80 is booked at once and 20 a month later. After June: five months of 100 and one of 80 that will
    be 100; six months of 100 are to come."""
    rows = [(pd.Timestamp(2025, m, 28), pd.Timestamp(2025, m, 28), 80.0) for m in range(1, 7)]
    rows += [(pd.Timestamp(2025, m, 28), pd.Timestamp(2025, m + 1, 10), 20.0) for m in range(1, 7)]
    table = pd.DataFrame(rows, columns=["date", "booked_on", "amount"])
    end = year_end_of_bookings(table, 1100, 2025, 6)
    assert (end.spent, end.forecast, end.over) == (580, pytest.approx(1200), pytest.approx(100))
    assert np.isnan(end.chance_over)  # all months alike
    later = year_end_of_bookings(table, 1100, 2025, 6, seen=pd.Timestamp("2025-07-31"))
    assert (later.spent, later.forecast) == (600, pytest.approx(1200))


def test_what_comes_once_is_never_repeated():
    table = monthly([10.0, 10, 10]).assign(once=False)
    once = pd.DataFrame({"date": [pd.Timestamp("2025-02-01")], "amount": [50.0], "once": [True]})
    end = year_end_of_bookings(pd.concat([table, once]), 100, 2025, 3)
    assert (end.spent, end.forecast) == (80, 170)  # 30 + 50 + 9 months of 10
    assert year_end_of_bookings(pd.concat([table, once]).drop(columns="once"), 100, 2025, 3).forecast == 320


@given(st.lists(st.floats(0, 1e6), min_size=12, max_size=12), st.floats(0, 1e7))
def test_after_december_the_forecast_is_what_was_booked(amounts, budget):
    end = year_end_of_bookings(monthly(amounts), budget, 2025, 12)
    assert end.forecast == end.spent == pytest.approx(sum(amounts))
    assert end.lower == end.upper == end.forecast


@pytest.mark.parametrize("month", [0, 13])
def test_a_month_that_is_none_is_refused(month):
    with pytest.raises(GezondmenuError, match="from 1 to 12"):
        year_end_of_bookings(monthly([1.0]), 1, 2025, month)
    with pytest.raises(GezondmenuError, match="amounts"):
        year_end_of_bookings(monthly([np.nan]), 1, 2025, 1)


FIRST_YEAR = 2020
DAYS = [pd.Timestamp(FIRST_YEAR + place // 12, place % 12 + 1, 28) for place in range(84)]


def simulated(rng: np.random.Generator, years: int, *, late: float, season: float, skewed: bool) -> pd.DataFrame:
    """Bookings of years up to 2025: twenty a month around a season, a part of them one to three months late, and
    now and then a large one that comes once."""
    rows = []
    for year in range(2026 - years, 2026):
        level = rng.normal(0, 5_000)
        for month in range(1, 13):
            noise = rng.gamma(11, 1 / 11) - 1 if skewed else rng.normal(0, 0.15)
            whole = 100_000 * (1 + season * np.cos(np.pi * (month - 2) / 6) + noise) + level
            place = 12 * (year - FIRST_YEAR) + month - 1
            delays = np.where(rng.random(20) < late, rng.integers(1, 4, 20), 0)
            parts = rng.dirichlet(np.full(20, 5.0)) * whole
            rows += [(DAYS[place], DAYS[place + d], a, False) for a, d in zip(parts, delays, strict=True)]
        for month in rng.integers(1, 13, rng.poisson(2)):
            day = pd.Timestamp(year, month, 15)
            rows.append((day, day, float(rng.uniform(20_000, 100_000)), True))
    return pd.DataFrame(rows, columns=["date", "booked_on", "amount", "once"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("years", "late", "season", "skewed"),
    [(1, 0.0, 0.0, False), (3, 0.15, 0.25, False), (3, 0.15, 0.25, True)],
)
def test_nine_of_ten_simulated_years_end_within_the_range(years, late, season, skewed):
    """Five hundred years; the end is what belongs to the year, one-offs that are still to come apart."""
    rng, hits = np.random.default_rng(2025), dict.fromkeys((3, 6, 9), 0)
    for _ in range(500):
        table = simulated(rng, years, late=late, season=season, skewed=skewed)
        of_year = table["date"].dt.year == 2025
        for month in hits:
            to_come = table["once"] & (table["date"].dt.month > month)
            end = year_end_of_bookings(table, 1.2e6, 2025, month)
            hits[month] += end.lower <= table.loc[of_year & ~to_come, "amount"].sum() <= end.upper
    assert {month: hit for month, hit in hits.items() if not 430 <= hit <= 470} == {}
