"""Declining rates, the internal rate of return and payback: the Green Book's factors, and sums by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gezondmenu import numbers
from gezondmenu.vocabulary import GezondmenuError

GREEN_BOOK = {0: 0.035, 30: 0.03, 75: 0.025}


def test_the_factors_of_the_green_book():
    """HM Treasury (2022), annex 6: long-term discount factors to four decimals."""
    printed = {1: 0.9662, 10: 0.7089, 30: 0.3563, 35: 0.3073, 40: 0.2651, 50: 0.1973, 75: 0.0942, 100: 0.0508}
    factors = numbers.declining_factors(GREEN_BOOK, 126)
    assert {year: round(float(factors[year]), 4) for year in printed} == printed
    assert factors[125] == pytest.approx(1.035**-30 * 1.03**-45 * 1.025**-50)


def test_one_rate_is_the_plain_discount_and_a_later_first_year_is_a_part_of_it():
    np.testing.assert_allclose(numbers.declining_factors({0: 0.03}, 40), numbers.discount_factors(0.03, 40))
    whole = numbers.declining_factors(GREEN_BOOK, 60)
    np.testing.assert_array_equal(numbers.declining_factors(GREEN_BOOK, 5, first=28), whole[28:33])
    assert len(numbers.declining_factors(GREEN_BOOK, 0)) == 0


@pytest.mark.parametrize("rates", [{}, {1: 0.03}, {0: -1.0}, {0: 0.03, -1: 0.02}])
def test_rates_that_hold_for_no_year_are_refused(rates):
    with pytest.raises(GezondmenuError):
        numbers.declining_factors(rates, 3)


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([-100, 110], 0.10),
        ([-100, 0, 121], 0.10),
        ([-1000, 500, 500, 500], 0.2337519),  # x + x² + x³ = 2 at x = 0.810536
        ([100, -110], 0.10),  # borrowed
        ([-100, 20, 20], -0.4417424305),  # 5 (1 + r)² = (1 + r) + 1: r = (1 + √21)/10 - 1
        ([-1, 1e9], 1e9 - 1),
    ],
)
def test_the_rate_at_which_nothing_is_left(flows, rate):
    found = numbers.internal_rate_of_return(flows)
    assert found == pytest.approx(rate, rel=1e-6)
    assert numbers.present_value(flows, found) == pytest.approx(0, abs=1e-6 * max(map(abs, flows)))


@pytest.mark.parametrize("flows", [[1, 2], [-1, -2], [0, 0], [-100, 300, -210], [5]])
def test_without_one_change_of_sign_there_is_no_one_rate(flows):
    assert np.isnan(numbers.internal_rate_of_return(flows))


@pytest.mark.parametrize(
    ("flows", "rate", "years"),
    [
        ([-100, 40, 40, 40], 0, 2.5),
        ([-100, 110], 0.10, 1.0),  # 110 of next year is 100 of today
        ([-100, 60, 60, -30, 40], 0, 3.25),  # 20 left, then 10 short, and back in a quarter of the fourth year
        ([-100, 30], 0, np.nan),
        ([10, 5], 0, 0.0),
    ],
)
def test_how_soon_it_comes_back(flows, rate, years):
    assert numbers.payback_years(flows, rate) == pytest.approx(years, nan_ok=True)


def test_amounts_must_be_known():
    for flows in ([], [np.nan, 1], [[1, 2]], 3):
        with pytest.raises(GezondmenuError, match="one for each year, none missing"):
            numbers.payback_years(flows)
        with pytest.raises(GezondmenuError):
            numbers.internal_rate_of_return(flows)
    with pytest.raises(GezondmenuError, match="above -1"):
        numbers.payback_years([1, 2], -1)
