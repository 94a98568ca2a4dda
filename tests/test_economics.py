"""Money over time, options side by side, uncertain inputs and HEAT (`gezondmenu.numbers`)."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from gezondmenu import GezondmenuError, numbers

Z = stats.norm.ppf(0.975)
EVEN = (np.arange(20_000) + 0.5) / 20_000
"""Uniforms in even steps: their draws have nearly the moments of the distribution."""
quick = settings(deadline=None, max_examples=60)
"""No deadline: the first call imports scipy."""


# money over time


def test_discounting_by_hand():
    assert numbers.discount_factors(0.25, 3).tolist() == [1.0, 0.8, 0.64]
    assert numbers.discount_factors(0.25, 2, first=1).tolist() == pytest.approx([0.8, 0.64])
    assert numbers.present_value([100, 100, 100], 0.25) == pytest.approx(100 + 80 + 64)
    assert numbers.present_value([[100, 100], [0, 50]], 0.25).tolist() == pytest.approx([180, 40])
    assert numbers.present_value([], 0.03) == 0.0
    assert math.isnan(numbers.present_value([1, np.nan], 0.03))


@quick
@given(st.floats(-0.5, 0.5), st.lists(st.floats(0, 1), min_size=1, max_size=5), st.integers(0, 40))
def test_discounted_years_equal_the_sum_over_years(rate, drop_off, years):
    summed = [sum(((1 - lost) / (1 + rate)) ** t for t in range(years)) for lost in drop_off]
    assert numbers.discounted_years(rate, drop_off, years).tolist() == pytest.approx(summed, rel=1e-10)


def test_discounted_years_where_a_plain_quotient_breaks():
    assert numbers.discounted_years(0.0, 0.0, 7) == 7
    # the ratio is 1 - 1e-13: the quotient of two differences from 1 would be off in its fourth digit
    assert float(numbers.discounted_years(0.0, 1e-13, 30)) == pytest.approx(30 - 1e-13 * 435, rel=1e-14)
    assert numbers.discounted_years(-0.2, 0.2, 5) == pytest.approx(5)  # fading and growing that cancel out
    assert numbers.discounted_years(0.03, [[0.5, 1.0]], 1).tolist() == [[1.0, 1.0]]
    assert numbers.discounted_years(0.03, 1.0, 10) == 1.0
    assert numbers.discounted_years(0.03, 0.1, 0) == 0.0


@quick
@given(st.floats(0, 0.2), st.floats(0, 1), st.floats(0, 1), st.integers(1, 60))
def test_more_drop_off_never_adds_years(rate, one, other, years):
    less, more = sorted([one, other])
    small, large = numbers.discounted_years(rate, [more, less], years)
    assert small <= large * (1 + 1e-12)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: numbers.present_value(5, 0.03), "a list of amounts"),
        (lambda: numbers.present_value([5], -1), "above -1"),
        (lambda: numbers.discount_factors(0.03, -1), "0 or more"),
        (lambda: numbers.discounted_years(0.03, 1.2, 3), "not 1.2"),
        (lambda: numbers.split_to_the_cent(10, [0, 0]), "not all of them 0"),
        (lambda: numbers.split_to_the_cent(math.nan, [1]), "not a number"),
        (lambda: numbers.icer([[0, 1]], [[0, 1, 2]]), "tables of one shape"),
        (lambda: numbers.acceptability([[0, np.nan]], [[0, 1]], [1]), "is missing"),
        (lambda: numbers.evpi([[0, 1]], [[0, 1]], [-1]), "cannot be negative"),
        (lambda: numbers.mortality_reduction(10, -0.2, 168, 0.3), "0 or more"),
        (lambda: numbers.mortality_reduction(10, 0.9, 0, 0.3), "above 0"),
        (lambda: numbers.standard_error(2, 1), "below its lower limit"),
    ],
)
def test_what_cannot_be_is_refused(call, words):
    with pytest.raises(GezondmenuError, match=words):
        call()


# to the cent


@quick
@given(
    st.integers(-(10**9), 10**9),
    st.lists(st.floats(0, 1e6), min_size=1, max_size=12).filter(lambda weights: sum(weights) > 0),
)
def test_parts_add_up_to_the_cent(cents, weights):
    parts = numbers.split_to_the_cent(cents / 100, weights)
    whole = [round(part * 100) for part in parts]
    assert sum(whole) == cents
    exact = np.array(weights) / sum(weights) * cents
    assert np.all(np.abs(whole - exact) < 1 + 1e-6)  # less than a cent off: the remainders decide
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


def test_leftover_cents_go_to_the_largest_remainders():
    # 1.00 over 1 : 2 : 4 is 14.28.., 28.57.., 57.14.. cents: the one cent left goes to the middle one
    assert numbers.split_to_the_cent(1.00, [1, 2, 4]).tolist() == [0.14, 0.29, 0.57]
    assert numbers.split_to_the_cent(-1.00, [1, 2, 4]).tolist() == [-0.14, -0.29, -0.57]
    assert numbers.split_to_the_cent(0.01, [1, 1, 0]).tolist() == [0.01, 0.0, 0.0]


# options side by side

# Four draws (rows) of three options (columns); costs in thousands of euros.
EFFECTS = np.array([[0, 1, 2], [0, 2, 1], [0, 1, 4], [0, 2, 3]])
COSTS = np.array([[0, 10, 30], [0, 20, 20], [0, 30, 50], [0, 20, 70]])
# Net benefit at 10 thousand a unit:      at 20 thousand a unit:
#    0    0  -10   0 and 1 tie                0   10   10   1 and 2 tie
#    0    0  -10   0 and 1 tie                0   20    0   1
#    0  -20  -10   0                          0  -10   30   2
#    0    0  -40   0 and 1 tie                0   20  -10   1
# best: 2.5, 1.5 and 0 of 4               best: 0, 2.5 and 1.5 of 4
# means 0, -5, -17.5; mean of the best 0   means 0, 10, 7.5; mean of the best (10+20+30+20)/4 = 20


def test_acceptability_evpi_and_icer_of_a_table_worked_out_by_hand():
    shares = numbers.acceptability(EFFECTS, COSTS, [0, 10, 20])
    assert shares.tolist() == [[1, 0, 0], [0.625, 0.375, 0], [0, 0.625, 0.375]]
    assert numbers.evpi(EFFECTS, COSTS, [0, 10, 20]).tolist() == [0, 0, 10]
    # mean effects 0, 1.5, 2.5; mean costs 0, 20, 42.5
    ratios = numbers.icer(EFFECTS, COSTS)
    assert math.isnan(ratios[0])
    assert ratios[1:].tolist() == pytest.approx([20 / 1.5, 17])


def test_a_ratio_without_a_difference_in_effect_is_no_number():
    assert np.isnan(numbers.icer([[1, 1], [3, 3]], [[0, 5], [0, 5]])).all()


@pytest.mark.parametrize("seed", range(5))
def test_acceptability_and_evpi_equal_loops_over_draws_and_options(seed):
    rng = np.random.default_rng(seed)
    draws, options, thresholds = 200, 4, [0.0, 15_000.0, 20_000.0, 80_000.0]
    effects = np.round(rng.normal(0.1, 0.2, (draws, options)), 2)  # rounded, so that options tie now and then
    costs = np.round(rng.normal(2000, 3000, (draws, options)), -3)
    shares, values = numbers.acceptability(effects, costs, thresholds), numbers.evpi(effects, costs, thresholds)
    ties = 0
    for place, threshold in enumerate(thresholds):
        wins, best_known, totals = [0.0] * options, 0.0, [0.0] * options
        for draw in range(draws):
            benefits = [threshold * effects[draw, o] - costs[draw, o] for o in range(options)]
            winners = [o for o in range(options) if benefits[o] == max(benefits)]
            ties += len(winners) > 1
            for option in winners:
                wins[option] += 1 / len(winners)
            best_known += max(benefits)
            totals = [total + benefit for total, benefit in zip(totals, benefits, strict=True)]
        assert shares[place].tolist() == pytest.approx([win / draws for win in wins], abs=1e-12)
        assert values[place] == pytest.approx((best_known - max(totals)) / draws, abs=1e-6)
    assert ties
    assert shares.sum(axis=1) == pytest.approx(np.ones(len(thresholds)))


def test_evpi_of_two_normal_options_equals_its_closed_form():
    """Raiffa and Schlaifer's unit normal loss: s [phi(m/s) - (m/s)(1 - Phi(m/s))]."""
    mean, sd = 300.0, 1000.0
    gain = stats.norm.ppf(EVEN, mean, sd)
    found = numbers.evpi(np.zeros((EVEN.size, 2)), np.column_stack([np.zeros(EVEN.size), -gain]), [0])
    loss = sd * (stats.norm.pdf(mean / sd) - mean / sd * stats.norm.sf(mean / sd))
    assert found[0] == pytest.approx(loss, rel=1e-4)  # the even steps are a sum in place of an integral


# uncertain inputs


@pytest.mark.parametrize(
    ("distribution", "value", "low", "high", "uniform", "by_hand"),
    [
        ("fixed", 7, np.nan, np.nan, 0.9, 7),
        ("normal", 10, 6, 14, 0.975, 14),
        ("normal", 10, 6, 14, 0.025, 6),
        ("lognormal", 1, math.exp(-1), math.exp(1), 0.975, math.e),
        ("lognormal", 0.89, 0.83, 0.96, 0.5, 0.89),
        ("gamma", 1, 0, 2 * Z, 0.5, math.log(2)),  # sd = mean: the exponential distribution
        ("beta", 0.5, 0.5 - Z / math.sqrt(20), 0.5 + Z / math.sqrt(20), 0.15625, 0.25),  # Beta(2, 2): 3x² - 2x³
        ("pert", 0.5, 0, 1, 0.103515625, 0.25),  # Beta(3, 3): 10x³ - 15x⁴ + 6x⁵
        ("pert", 5, 2, 8, 0.5, 5),
        ("uniform", np.nan, 0, 8, 0.25, 2),
    ],
)
def test_quantiles_by_hand(distribution, value, low, high, uniform, by_hand):
    assert float(numbers.quantiles(uniform, distribution, value, low, high)) == pytest.approx(by_hand)


def test_quantiles_equal_those_of_scipy():
    sd = 40 / (2 * Z)
    expected = {
        "normal": stats.norm(100, sd),
        "gamma": stats.gamma((100 / sd) ** 2, scale=sd**2 / 100),
        "lognormal": stats.lognorm(math.log(120 / 80) / (2 * Z), scale=100),
        "pert": stats.beta(1 + 4 * 20 / 40, 1 + 4 * 20 / 40, 80, 40),
        "uniform": stats.uniform(80, 40),
    }
    for name, distribution in expected.items():
        assert numbers.quantiles(EVEN, name, 100, 80, 120) == pytest.approx(distribution.ppf(EVEN)), name
    sd = 0.3 / (2 * Z)
    size = 0.2 * 0.8 / sd**2 - 1
    assert numbers.quantiles(EVEN, "beta", 0.2, 0.1, 0.4) == pytest.approx(stats.beta(0.2 * size, 0.8 * size).ppf(EVEN))


@pytest.mark.parametrize(
    ("distribution", "value", "low", "high"),
    [("normal", 5, 1, 8), ("gamma", 5, 1, 8), ("beta", 0.3, 0.1, 0.6), ("gamma", -0.09, -0.15, 0)],
)
def test_mean_and_width_are_those_given(distribution, value, low, high):
    draws = numbers.quantiles(EVEN, distribution, value, low, high)
    assert draws.mean() == pytest.approx(value, rel=1e-3)
    assert draws.std() == pytest.approx(float(numbers.standard_error(low, high)), rel=2e-3)


def test_mean_of_pert_and_of_the_mirror():
    assert numbers.quantiles(EVEN, "pert", 3, 2, 8).mean() == pytest.approx((2 + 4 * 3 + 8) / 6, rel=1e-6)
    for name in ("gamma", "lognormal", "beta"):
        mirrored = numbers.quantiles(EVEN, name, -0.2, -0.4, -0.1)
        assert mirrored == pytest.approx(-numbers.quantiles(1 - EVEN, name, 0.2, 0.1, 0.4)), name
        assert mirrored.max() < 0


cases = st.sampled_from(
    [
        ("normal", 0.4, 0.1, 0.7),
        ("lognormal", 0.4, 0.1, 0.7),
        ("lognormal", -0.4, -0.7, -0.1),
        ("gamma", 0.4, 0.1, 0.7),
        ("gamma", -0.4, -0.7, -0.1),
        ("beta", 0.4, 0.1, 0.7),
        ("pert", 0.2, 0.1, 0.7),
        ("pert", 0.1, 0.1, 0.7),
        ("uniform", np.nan, 0.1, 0.7),
        ("fixed", 0.4, np.nan, np.nan),
    ]
)


@quick
@given(cases, st.lists(st.floats(0, 1), min_size=2, max_size=30))
def test_draws_rise_with_the_uniform_and_are_finite(case, uniforms):
    draws = numbers.quantiles(sorted(uniforms), *case)
    assert np.isfinite(draws).all()
    assert (np.diff(draws) >= 0).all()
    if case[0] in ("pert", "uniform"):
        assert ((draws >= 0.1) & (draws <= 0.7)).all()


@quick
@given(
    st.sampled_from([("normal", 0.5), ("gamma", 0.5), ("beta", 0.5), ("pert", 0.5), ("beta", 0.2), ("gamma", -0.3)]),
    st.floats(0.01, 0.19),
    st.floats(1.05, 3),
    st.integers(0, 10**6),
)
def test_a_mean_preserving_spread_never_lowers_the_variance(case, width, wider, seed):
    """On the same uniforms, of an input that is multiplied by a constant."""
    distribution, value = case
    uniforms = np.random.default_rng(seed).random(1000)
    other = min(width * wider, abs(value))
    narrow, wide = (numbers.quantiles(uniforms, distribution, value, value - w, value + w) for w in (width, other))
    assert np.var(1200 * wide) >= np.var(1200 * narrow)


@pytest.mark.parametrize("distribution", ["normal", "lognormal", "gamma", "beta", "pert"])
def test_no_width_gives_the_value_in_each_draw(distribution):
    assert numbers.quantiles([0.0, 0.3, 1.0], distribution, 0.4, 0.4, 0.4).tolist() == pytest.approx([0.4] * 3)


def test_ranges_may_differ_by_area():
    draws = numbers.quantiles([[0.5, 0.975]], "normal", [[10], [20]], [[6], [20]], [[14], [20]])
    assert draws.tolist() == [pytest.approx([10, 14]), pytest.approx([20, 20])]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("triangular", 1, 0, 2), "there is no distribution triangular"),
        (("fixed", np.nan), "needs a value"),
        (("normal", 1), "needs low and high"),
        (("pert", np.nan, 1, 2), "use uniform for a range without a value"),
        (("pert", 5, 6, 7), "the value 5 does not lie between low 6 and high 7"),
        (("uniform", np.nan, 3, 2), "low 3 is above high 2"),
        (("gamma", 0.5, -0.1, 1), "-0.1 to 1"),
        (("lognormal", 1, 0, 2), "one side of 0"),
        (("gamma", -0.5, -1, 0.1), "one side of 0"),
        (("beta", 0.5, 0.2, 1.2), "from 0.2 to 1.2"),
        (("beta", -0.5, -1.2, -0.2), "from -1.2 to -0.2"),
        (("beta", 0.02, 0, 1), "mean 0.02 is as wide as 0 to 1"),
    ],
)
def test_impossible_inputs_are_refused(arguments, words):
    with pytest.raises(GezondmenuError, match=words):
        numbers.quantiles([0.5], *arguments)


def test_uniforms_outside_0_and_1_are_refused():
    with pytest.raises(GezondmenuError, match="between 0 and 1"):
        numbers.quantiles([1.5], "fixed", 1)


def test_standard_error_of_an_interval():
    assert float(numbers.standard_error(-Z, Z)) == pytest.approx(1)
    assert numbers.standard_error([0, 0], [2, 4], 0.90).tolist() == pytest.approx(
        [1 / 1.644854, 2 / 1.644854], rel=1e-6
    )


# HEAT


def test_heat_is_linear_up_to_its_cap():
    once, twice = numbers.mortality_reduction([100, 200], 0.90, 100, 0.45)
    assert (once, twice) == (pytest.approx(0.10), pytest.approx(0.20))
    assert numbers.mortality_reduction([450, 600, -600], 0.90, 100, 0.45).tolist() == pytest.approx([0.45, 0.45, -0.45])
    assert numbers.deaths_averted(100, 200, 0.90, 100, 0.45) == pytest.approx(20)
