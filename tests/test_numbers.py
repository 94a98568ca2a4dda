"""The numbers room against hand arithmetic, other libraries, and sums over everything there is."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path

import numpy as np
import pytest
from scipy.special import logit
from scipy.stats import t as student

from gezondmenu import numbers
from gezondmenu.numbers import (
    amount_interval,
    byar,
    cluster_bootstrap,
    cluster_squares,
    clustered_wilson,
    concentration_index,
    difference,
    directly_standardised_rate,
    effective_size,
    erreygers_index,
    exact_poisson,
    generalised_concentration_index,
    indirectly_standardised_ratio,
    median_time,
    quantile_of,
    quarterly_growth,
    rate_ratio,
    slope_index,
    slope_index_interval,
    t_interval,
    wagstaff_index,
    wilson,
)
from gezondmenu.numbers.counts import exact_or_byar
from gezondmenu.vocabulary import GezondmenuError

EXACT = 1e-10  # closed formulas on doubles, in two orders of summation
SOLVED = 1e-8  # the other route solves equations by iteration, to this accuracy
ROOT = Path(numbers.__file__).parents[2]


# --- counts, means -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [0, 1, 3, 9, 10, 47, 200])
@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
def test_exact_poisson_leaves_exactly_the_tails_it_says(count, confidence):
    """The definition: at the lower limit, `count` or more has probability α/2; at the upper limit `count` or fewer."""
    lower, upper = (float(limit) for limit in exact_poisson(count, confidence))
    at_most = math.fsum(math.exp(-upper + k * math.log(upper) - math.lgamma(k + 1)) for k in range(count + 1))
    assert at_most == pytest.approx((1 - confidence) / 2, abs=SOLVED)
    if count:
        below = math.fsum(math.exp(-lower + k * math.log(lower) - math.lgamma(k + 1)) for k in range(count))
        assert 1 - below == pytest.approx((1 - confidence) / 2, abs=SOLVED)
    else:
        assert lower == 0


def test_exact_poisson_keeps_shape_and_missing():
    lower, upper = exact_poisson([[0, 3], [np.nan, 8]])
    assert lower.shape == upper.shape == (2, 2)
    assert np.isnan([lower[1, 0], upper[1, 0]]).all()
    assert upper[0, 0] == pytest.approx(-math.log(0.025), abs=EXACT)  # no events: exp(-upper) = 2.5 %


def test_small_counts_are_exact_and_others_byar():
    assert exact_or_byar([9.9, 10])[0].tolist() == [float(exact_poisson(9.9)[0]), float(byar(10)[0])]
    assert exact_or_byar([0, 10])[1].tolist() == [float(exact_poisson(0)[1]), float(byar(10)[1])]


def test_t_interval_is_that_of_statsmodels():
    from statsmodels.stats.weightstats import DescrStatsW

    values = np.array([7.0, 6.5, 8.0, 5.0, 9.0, 7.5])
    limits = t_interval(values.mean(), values.std(ddof=1), len(values), 0.9)
    np.testing.assert_allclose(limits, DescrStatsW(values).tconfint_mean(0.1), atol=EXACT)


def test_t_interval_by_hand():
    """t(0.975; 3) = 3.182446; 3.182446 * 2 / 2 = 3.182446 around 10."""
    np.testing.assert_allclose(t_interval(10, 2, 4), (10 - 3.182446305, 10 + 3.182446305), atol=1e-9)  # printed digits
    assert np.isnan(t_interval(10, 2, [1, 0, np.nan])).all()
    assert np.isnan(t_interval(np.nan, 2, 4)).all()
    np.testing.assert_array_equal(t_interval(10, 0, 4), (10, 10))


def test_the_interval_of_amounts_holds_the_truth_where_a_few_come_very_often():
    """Visits 1 + negative binomial (mean 6, variation 0.98) of 12 persons: t holds it in 90 of 100 samples."""
    rng = np.random.default_rng(3)
    visits = 1 + rng.poisson(5 * rng.gamma(1, 1, (8_000, 12)))
    moments = visits.mean(axis=1), visits.std(axis=1, ddof=1), 12
    held = [np.mean((lower <= 6) & (upper >= 6)) for lower, upper in (t_interval(*moments), amount_interval(*moments))]
    assert held[0] < 0.92
    assert 0.95 < held[1] < 0.985


def test_the_interval_of_amounts_by_hand_and_at_its_ends():
    lower, upper = amount_interval(8, 2, 9)
    far = np.exp(2.306004 * np.sqrt(1 / 16 / 9 * (1 + 4 / 16 / 3)))
    np.testing.assert_allclose((lower, upper), (8 / far, 8 * far), rtol=1e-6)
    assert np.isnan(amount_interval([8, 8, 0, np.nan], [2, 0, 1, 1], [1, 9, 9, 9])).all()
    scaled = amount_interval(8e6, 2e6, 9)
    np.testing.assert_allclose(scaled, np.multiply(1e6, (lower, upper)), rtol=1e-12)
    with pytest.raises(GezondmenuError, match="mean cannot be negative"):
        amount_interval(-1, 1, 9)


# --- clusters ----------------------------------------------------------------------------------------------------


def test_cluster_squares_by_hand():
    """Anna 3 of 3, Bob 0 of 2, Cem 1 of 1: p = 4/6; (3 - 2)² + (0 - 4/3)² + (1 - 2/3)² = 1 + 16/9 + 1/9.

    Clusters as far as they count: 6²/(3² + 2² + 1²) = 36/14.
    """
    x, n, cluster = [2, 0, 1, 1], [2, 2, 1, 1], ["anna", "bob", "cem", "anna"]
    total, answers, clusters, squares = cluster_squares(x, n, cluster)
    assert (total, answers, clusters) == (4, 6, 36 / 14)
    assert squares == pytest.approx(1 + 16 / 9 + 1 / 9, abs=EXACT)


def test_cluster_squares_leaves_out_missing_answers_and_refuses_missing_clusters():
    assert cluster_squares([1, np.nan, 0], [1, 1, np.nan], ["a", "b", "c"]) == (1, 1, 1, 0)
    assert cluster_squares([1, 0], [1, 0], ["a", "b"])[2] == 1
    empty = cluster_squares([], [], [])
    assert empty[:3] == (0, 0, 0)
    assert np.isnan(empty[3])
    for cluster in (["a", None], ["a", np.nan]):
        with pytest.raises(GezondmenuError, match="a row has no cluster"):
            cluster_squares([1, 0], [1, 1], cluster)


@pytest.mark.parametrize(("x", "n"), [(14, 20), (0, 20), (20, 20), (1, 1), (0, 1), (3, 7), (81, 263)])
@pytest.mark.parametrize("confidence", [0.8, 0.95])
def test_one_answer_per_cluster_gives_exactly_wilson(x, n, confidence):
    rows = np.r_[np.ones(x), np.zeros(n - x)]
    found = cluster_squares(rows, 1, np.arange(n))
    assert found[:3] == (x, n, n)
    assert found[3] == pytest.approx(x * (n - x) / n, abs=EXACT)
    assert float(effective_size(*found, confidence)) == n
    np.testing.assert_array_equal(clustered_wilson(*found, confidence), wilson(x, n, confidence))


def test_fourteen_of_twenty_persons():
    lower, upper = clustered_wilson(14, 20, 20, 4.2)
    assert (round(100 * float(lower), 1), round(100 * float(upper), 1)) == (48.1, 85.5)


def test_effective_size_by_hand():
    """6 of 24 answers of 8 persons, squares 9: see the steps.

    p = 1/4; d = 9/(24 · 3/16) = 2; y = 6, m = 3; D = (6 · 2 + 3/4)/(6 + 1/4) = 12.75/6.25 = 2.04.
    t(0.975; 23) = 2.0686576, t(0.975; 7) = 2.3646243: f = 0.7653388; h = (7/8 · 24/23)² = 0.8336484.
    n_eff = 24/2.04 · (0.8336484 · 0.7653388)^(1 - 1/2.04)
    """
    by_hand = 24 / 2.04 * (0.9130434783**2 * (2.0686576104 / 2.3646242516) ** 2) ** (1 - 1 / 2.04)
    assert float(effective_size(6, 24, 8, 9)) == pytest.approx(by_hand, rel=1e-9)  # ten printed digits of t


def test_effective_size_where_little_is_known():
    assert float(effective_size(0, 20, 6, 0)) == 6
    assert float(effective_size(20, 20, 6, 0)) == 6
    assert float(effective_size(5, 20, 1, 0)) == 0
    np.testing.assert_array_equal(clustered_wilson(5, 20, 1, 0), (0, 1))
    np.testing.assert_array_equal(clustered_wilson(0, 20, 6, 0), wilson(0, 6))
    assert np.isnan(effective_size([0, np.nan, 3], [0, 5, 5], [0, 3, np.nan], [0, 1, 1])).all()
    assert np.isnan(clustered_wilson([0, np.nan, 3], [0, 5, 5], [0, 3, np.nan], [0, 1, 1])).all()


def test_persons_who_always_say_the_same_count_about_once():
    """10 persons, 10 answers each, all alike: 100 answers are worth at most the 10 persons."""
    found = cluster_squares(np.repeat([1, 0], [40, 60]), 1, np.repeat(np.arange(10), 10))
    assert 5 < float(effective_size(*found)) <= 10
    plain, clustered = wilson(40, 100), clustered_wilson(*found)
    assert clustered[0] < plain[0] < 0.4 < plain[1] < clustered[1]


def test_answers_that_differ_within_persons_as_by_chance_count_in_full():
    """Squares as by chance, d = 1, and many answers: the size is close to n and never above it."""
    size = float(effective_size(500, 1000, 200, 250))
    assert 990 < size <= 1000
    assert float(effective_size(500, 1000, 200, 100)) == 1000


def test_cluster_bootstrap_against_all_samples_that_there_are():
    """Six clusters have 6^6 samples: the limits are the quantiles of all of these at the tail they aim at.

    One value per cluster, symmetric around 0: no bias, no skewness, so that the tail is Φ(-t(0.9; 5) √(6/5)) = 5.3 %.
    """
    from scipy.stats import norm, t

    values = np.array([-2.718, -1.618, -1, 1, 1.618, 2.718])
    lower, upper = cluster_bootstrap(values, list("abcdef"), confidence=0.8, draws=20_000, seed=3)
    means = np.mean(list(itertools.product(values, repeat=6)), axis=1)
    tail = norm.cdf(t.ppf(0.1, 5) * math.sqrt(6 / 5))
    monte_carlo = 0.03  # 20,000 draws: √(0.053 · 0.947/20,000) = 0.0016 in the tail, 0.012 in the mean (sd 0.78)
    np.testing.assert_allclose((lower, upper), np.quantile(means, [tail, 1 - tail]), atol=monte_carlo)


def test_cluster_bootstrap_is_close_to_the_t_interval_of_many_equal_clusters():
    """60 clusters of 2: the mean of cluster means has a t interval; the bootstrap has Monte Carlo error only."""
    rng = np.random.default_rng(5)
    per_cluster = rng.normal(7, 1, 60)
    values = np.repeat(per_cluster, 2) + np.tile([-0.5, 0.5], 60)
    lower, upper = cluster_bootstrap(values, np.repeat(np.arange(60), 2), draws=10_000, seed=6)
    expected = t_interval(per_cluster.mean(), per_cluster.std(ddof=1), 60)
    width = float(expected[1] - expected[0])
    monte_carlo = 0.04 * width  # a 2.5 % quantile of 10,000 draws has a standard error of about 1 % of the width
    assert abs(lower - expected[0]) < monte_carlo
    assert abs(upper - expected[1]) < monte_carlo


def test_cluster_bootstrap_weighs_clusters_by_their_rows_and_takes_other_statistics():
    values, persons = [1, 1, 1, 1, 9, 5, 6], ["a", "a", "a", "a", "b", "c", "d"]
    lower, upper = cluster_bootstrap(values, persons, seed=1)
    assert lower < np.mean(values) < upper
    low, high = cluster_bootstrap(values, persons, np.median, seed=1)
    assert 1 <= low <= np.median(values) <= high <= 9
    mean_by_hand = cluster_bootstrap(values, persons, lambda drawn: drawn.sum() / len(drawn), seed=1)
    assert mean_by_hand[0] <= np.mean(values) <= mean_by_hand[1]


def test_cluster_bootstrap_seed_missing_and_equal_values():
    values, persons = [3.0, 4.0, 5.0, np.nan, 4.5], [1, 1, 2, 2, 3]
    assert cluster_bootstrap(values, persons, seed=1) == cluster_bootstrap(values, persons, seed=1)
    assert cluster_bootstrap(values, persons, seed=1) == cluster_bootstrap([3, 4, 5, 4.5], [1, 1, 2, 3], seed=1)
    for nothing in (([], []), ([3], [1]), ([3, 4], [1, 1]), ([0.1] * 6, [1, 1, 2, 2, 3, 3])):
        assert np.isnan(cluster_bootstrap(*nothing, seed=1)).all()
    assert np.isnan(cluster_bootstrap([3] * 4, [1, 1, 2, 2], np.median, seed=1)).all()
    with pytest.raises(TypeError):
        cluster_bootstrap(values, persons)  # a seed is required


# --- rates -------------------------------------------------------------------------------------------------------


def test_directly_standardised_rate_by_hand():
    """Strata 30 of 2,000 and 70 of 1,000, standard 1 to 1.

    Rates 0.015 and 0.07, mean 0.0425. w = 0.5/2000 and 0.5/1000: variance 30 · 0.00025² + 70 · 0.0005² = 1.9375e-5;
    per event √(1.9375e-5/100) = 4.4017e-4. Byar of 100: 81.3628 to 121.6275.
    """
    value, lower, upper = directly_standardised_rate([30, 70], [2000, 1000], [1, 1], per=1)
    z = 1.959963984540054
    byar_low = 100 * (1 - 1 / 900 - z / 30) ** 3
    byar_high = 101 * (1 - 1 / 909 + z / (3 * math.sqrt(101))) ** 3
    unit = math.sqrt(1.9375e-5 / 100)
    np.testing.assert_allclose(
        [value, lower, upper], [0.0425, 0.0425 + unit * (byar_low - 100), 0.0425 + unit * (byar_high - 100)], atol=EXACT
    )


def test_one_stratum_is_a_plain_count():
    """Nothing to standardise: the limits are those of the count over the persons."""
    for events in (4, 40):
        expected = [1000 * float(limit) / 500 for limit in (events, *exact_or_byar(events))]
        np.testing.assert_allclose(directly_standardised_rate([events], [500], [7], per=1000), expected, atol=EXACT)


def test_equal_rates_in_every_stratum_are_not_moved_by_the_standard():
    """Two areas, same rates by age, other mix of ages: crude rates differ, standardised rates are equal."""
    young, old = [10, 100], [90, 20]  # events at rates 0.01 and 0.1
    one = directly_standardised_rate(young, [1000, 1000], [3, 1])
    other = directly_standardised_rate(old, [9000, 200], [3, 1])
    assert one[0] == pytest.approx(other[0], abs=EXACT * 1e5)
    assert sum(young) / 2000 != pytest.approx(sum(old) / 9200)


def test_visits_of_the_same_persons_by_hand():
    """20 persons who came 5 times each: 100 visits and squares 500, which carry what 20 persons carry.

    One stratum of 1,000: value 0.1; C = 100²/500 = 20; each counts for 5/1000: limits 5 · Byar(20)/1000.
    """
    found = directly_standardised_rate([100], [1000], [1], per=1, squares=[500])
    np.testing.assert_allclose(found, [0.1, *(5 * float(limit) / 1000 for limit in byar(20))], atol=EXACT)
    same = directly_standardised_rate([30, 70], [2000, 1000], [1, 1], squares=[30, 70])
    np.testing.assert_allclose(same, directly_standardised_rate([30, 70], [2000, 1000], [1, 1]), atol=EXACT * 1e5)


def test_directly_standardised_rate_at_the_edges():
    value, lower, upper = directly_standardised_rate([0, 0], [100, 50], [1, 1], per=1)
    assert (value, lower) == (0, 0)
    assert upper == pytest.approx(-math.log(0.025) * 0.5 / 50, abs=EXACT)  # largest weight: 0.5/50
    assert np.isnan(directly_standardised_rate([1, np.nan], [100, 50], [1, 1])).all()
    assert np.isnan(directly_standardised_rate([1, 0], [100, 0], [1, 1])).all()
    left_out = directly_standardised_rate([10, 0], [100, 0], [1, 0], per=100)
    np.testing.assert_allclose(left_out, [10, *(float(limit) for limit in byar(10))], atol=EXACT)


def test_nine_events_have_exact_limits_around_their_ratio():
    """9 where 8.94 were expected, in percent: 100.7 (46.0 to 191.1); Byar's formula would begin at 45.9."""
    ratio = [100 * part for part in indirectly_standardised_ratio(9, [8.94], [1.0])]
    assert ratio == pytest.approx([100.7, 46.0, 191.1], abs=0.05)
    at_most = sum(math.exp(-ratio[2] * 0.0894) * (ratio[2] * 0.0894) ** k / math.factorial(k) for k in range(10))
    assert at_most == pytest.approx(0.025, abs=SOLVED)


def test_indirectly_standardised_ratio_by_hand():
    """Expected 1000 · 0.01 + 500 · 0.02 = 20. 24 events: 1.2 with Byar's limits; 6 events: exact limits."""
    np.testing.assert_allclose(
        indirectly_standardised_ratio([8, 16], [1000, 500], [0.01, 0.02]), [1.2, *np.divide(byar(24), 20)], atol=EXACT
    )
    np.testing.assert_allclose(
        indirectly_standardised_ratio(6, [1000, 500], [0.01, 0.02]), [0.3, *np.divide(exact_poisson(6), 20)], atol=EXACT
    )
    assert indirectly_standardised_ratio(0, [1000], [0.01])[:2] == (0, 0)
    assert np.isnan(indirectly_standardised_ratio([8, np.nan], [1000, 500], [0.01, 0.02])).all()


def test_rate_ratio_is_that_of_a_poisson_regression():
    import statsmodels.api as sm

    # the 150 in two rows: the same limits, with a degree of freedom left for statsmodels to divide by
    offset = np.log([2000, 2000, 4500])
    fit = sm.GLM([70, 80, 180], [[1, 1], [1, 1], [1, 0]], family=sm.families.Poisson(), offset=offset).fit(tol=1e-14)
    expected = np.exp([fit.params[1], *fit.conf_int()[1]])
    np.testing.assert_allclose(rate_ratio(150, 4000, 180, 4500), expected, rtol=SOLVED)


def test_rate_ratio_of_zero_counts():
    """0 against 10: given 10 events in all, each falls in the first with chance q, and (1 - q)^10 = 2.5 %."""
    from scipy.stats import binomtest

    ratio, lower, upper = rate_ratio(0, 200, 10, 100)
    share = binomtest(0, 10).proportion_ci(0.95, method="exact").high  # = 2-sided: its upper limit is at 2.5 %
    assert (ratio, lower) == (0, 0)
    assert upper == pytest.approx(share / (1 - share) * 100 / 200, abs=SOLVED)
    assert np.isnan(rate_ratio([5, 0, np.nan], 100, [0, 0, 10], 100)).all()


def test_difference_is_that_of_statsmodels():
    from statsmodels.stats.proportion import confint_proportions_2indep

    for x1, n1, x2, n2 in ((56, 70, 48, 80), (3, 9, 8, 11), (0, 10, 4, 12)):
        found = difference(x1 / n1, *wilson(x1, n1), x2 / n2, *wilson(x2, n2))
        expected = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff")
        np.testing.assert_allclose(found[1:], expected, atol=EXACT)
    np.testing.assert_allclose(difference(5, 3, 7, 4, 4, 4), (1, -1, 3), atol=EXACT)  # a fixed reference
    assert np.isnan(difference(5, 3, np.nan, 4, 3, 5)[2])


# --- inequality --------------------------------------------------------------------------------------------------


def pairs_index(value, rank, weight):
    """Twice the covariance with the fractional rank as a sum over all pairs of persons, ties counting for nothing."""
    total = sum(weight)
    return (
        sum(
            w1 * w2 * (v1 - v2) * np.sign(r1 - r2)
            for (v1, r1, w1), (v2, r2, w2) in itertools.product(zip(value, rank, weight, strict=True), repeat=2)
        )
        / 2
        / total**2
    )


@pytest.mark.parametrize("seed", range(5))
def test_concentration_indices_are_sums_over_pairs(seed):
    rng = np.random.default_rng(seed)
    value, rank, weight = rng.integers(0, 10, 12), rng.integers(0, 6, 12), rng.integers(1, 5, 12)
    twice = pairs_index(value, rank, weight)
    mean = np.average(value, weights=weight)
    expected = (twice, twice / mean, 4 * twice / 10, twice * 10 / (mean * (10 - mean)))
    found = (
        generalised_concentration_index(value, rank, weight),
        concentration_index(value, rank, weight),
        erreygers_index(value, rank, 0, 10, weight),
        wagstaff_index(value, rank, 0, 10, weight),
    )
    np.testing.assert_allclose(found, expected, atol=EXACT)


def test_concentration_index_is_the_slope_of_the_convenient_regression():
    """Kakwani, Wagstaff and van Doorslaer: 2 var(r) · value/mean on r has the index as its slope."""
    value, r = np.array([3.0, 1, 4, 1, 5]), (np.arange(5) + 0.5) / 5
    slope = np.polyfit(r, 2 * r.var() * value / value.mean(), 1)[0]
    assert concentration_index(value, [10, 20, 30, 40, 50]) == pytest.approx(slope, abs=EXACT)


def test_weights_are_persons():
    value, rank = [1.0, 3.0, 2.0], [1, 2, 3]
    once = concentration_index(np.repeat(value, [2, 1, 3]), np.repeat(rank, [2, 1, 3]))
    assert concentration_index(value, rank, [2, 1, 3]) == pytest.approx(once, abs=EXACT)


def test_concentration_at_the_edges():
    for function in (concentration_index, generalised_concentration_index):
        assert np.isnan(function([], []))
        assert function([5], [1]) == 0
        assert function([5, np.nan, 7], [1, 2, np.nan]) == 0
        assert function([1, 2, 3], [4, 4, 4]) == pytest.approx(0, abs=EXACT)
    assert np.isnan(concentration_index([0, 0], [1, 2]))
    assert np.isnan(wagstaff_index([1, 1], [1, 2], 0, 1))
    assert erreygers_index([1, 1], [1, 2], 0, 1) == 0


def test_a_ratio_of_two_years_by_hand():
    """60 and 50 participants of whom 40 came in both: 30 came in one only, so the variance is (30 + 1)/(60 · 50)."""
    ratio, lower, upper = (float(part) for part in rate_ratio(60, 1000, 50, 1000, both=40))
    half = 1.959963984540054 * (31 / 3000) ** 0.5
    assert (ratio, lower, upper) == pytest.approx((1.2, 1.2 * np.exp(-half), 1.2 * np.exp(half)), abs=EXACT)
    assert rate_ratio(60, 1000, 50, 1000, both=0) == rate_ratio(60, 1000, 50, 1000)  # never wider than independent
    assert rate_ratio(60, 1000, 50, 1000, both=np.nan) == rate_ratio(60, 1000, 50, 1000)
    everybody = [float(part) for part in rate_ratio(50, 1000, 50, 1000, both=50)]
    assert everybody[1] < 1 < everybody[2]
    with pytest.raises(GezondmenuError, match="more persons are counted in both"):
        rate_ratio(60, 1000, 50, 1000, both=51)


def test_slope_index_is_the_weighted_regression_of_statsmodels():
    import statsmodels.api as sm

    value = np.array([75.9, 78.3, 83.8, 83.6, 80.5])
    people = np.array([7291.0, 7997, 6105, 7666, 5790])
    middle = (np.cumsum(people) - people / 2) / people.sum()
    start, slope = sm.WLS(value, sm.add_constant(middle), weights=people).fit().params
    np.testing.assert_allclose(slope_index(value, np.ones(5), people), (slope, (start + slope) / start), rtol=SOLVED)


def test_slope_index_by_hand_and_its_sign():
    """Two equal areas at 1/4 and 3/4 with 10 and 20: slope 20, ends 5 and 25; positive: least deprived have more."""
    np.testing.assert_allclose(slope_index([10, 20], [1, 1], [50, 50]), (20, 5), atol=EXACT)
    assert slope_index([20, 10], [1, 1], [50, 50])[0] < 0
    # slope = 2 · (20 - 10) with variance 4 · (1² + 1²): half width 1.96 · √8
    (lower, upper), _ = slope_index_interval([10, 20], [1, 1], [50, 50])
    np.testing.assert_allclose(
        [lower, upper], [20 - 1.959963984540054 * 8**0.5, 20 + 1.959963984540054 * 8**0.5], atol=EXACT
    )


def test_slope_index_interval_is_that_of_simulation():
    """The way of PHEindicatormethods: draw the values, fit again, take percentiles."""
    value, se, people = (
        np.array([60.0, 66, 71, 70, 80]),
        np.array([1.0, 2, 1, 1.5, 1]),
        np.array([90.0, 110, 80, 120, 100]),
    )
    middle = (np.cumsum(people) - people / 2) / people.sum()
    drawn = np.random.default_rng(1).normal(value, se, (200_000, 5))
    root = np.sqrt(people)
    design = np.column_stack([np.ones(5), middle]) * root[:, None]
    start, slope = np.linalg.lstsq(design, (drawn * root).T, rcond=None)[0]
    sii, rii = slope_index_interval(value, se, people)
    percentiles = [2.5, 97.5]
    # 200,000 draws: a 2.5 % percentile has a standard error of 0.006 standard errors of the slope (about 2)
    np.testing.assert_allclose(sii, np.percentile(slope, percentiles), atol=0.05)
    # and the log ratio is normal only nearly: the ends of the line have errors of about 2 %
    np.testing.assert_allclose(rii, np.percentile((start + slope) / start, percentiles), atol=0.002)


def test_slope_index_at_the_edges():
    assert np.isnan(slope_index([1, np.nan, 3], [1, 1, 1], [5, 5, 5])).all()
    assert np.isnan(slope_index_interval([1, 2, 3], [1, np.nan, 1], [5, 5, 5])).all()
    sii, rii = slope_index([-1, 1], [1, 1], [5, 5])
    assert sii == pytest.approx(4, abs=EXACT)
    assert np.isnan(rii)
    assert np.isnan(slope_index_interval([-1, 1], [1, 1], [5, 5])[1]).all()


# PHEindicatormethods on CRAN, vignette WorkedExamples_phe_sii of versions before and after `transform` (a line of the
# shares, and one of their log odds), 100,000 draws: obese children in years 6 and R by tenth of deprivation, 2006/07
OBESE = {
    "6": [7287, 6881, 5656, 4868, 4176, 3876, 3617, 3546, 3314, 2960],
    "R": [4362, 3734, 3032, 2561, 2304, 2024, 1938, 1981, 1856, 1635],
}
MEASURED = {
    "6": [34353, 32112, 27715, 25372, 23889, 23260, 23180, 24193, 23609, 24488],
    "R": [36111, 31803, 26681, 24184, 23023, 21506, 22197, 23679, 23271, 23464],
}
PHE_SII = [  # per -100, so that the most deprived have more
    ("6", "none", 10.720032, 10.219930, 11.216222),
    ("R", "none", 5.818547, 5.413881, 6.214953),
    ("6", "logit", 10.964626, 10.439700, 11.491429),
    ("R", "logit", 5.970062, 5.547329, 6.394577),
]
PHE_DRAWN = 0.01
"""Its limits are drawn: two runs of 100,000 differ by under 0.01 percentage point (their MAD is about 0.004)."""


@pytest.mark.parametrize(("year", "transform", "sii", "lower", "upper"), PHE_SII)
def test_slope_index_of_shares_as_phe_prints_it(year, transform, sii, lower, upper):
    x, n = np.array(OBESE[year], float), np.array(MEASURED[year], float)
    low, high = wilson(x, n)
    se = (logit(high) - logit(low)) / 2 / 1.959963984540054
    assert -100 * slope_index(x / n, se, n, transform=transform)[0] == pytest.approx(sii, abs=5e-7)
    (least, most), _ = slope_index_interval(x / n, se, n, transform=transform, errors="logit", draws=100_000, seed=1)
    assert (-100 * most, -100 * least) == pytest.approx((lower, upper), abs=PHE_DRAWN)
    if transform == "logit":  # the slope on that scale is exactly normal: nothing need be drawn
        (least, most), _ = slope_index_interval(x / n, se, n, transform=transform)
        assert (-100 * most, -100 * least) == pytest.approx((lower, upper), abs=PHE_DRAWN)


def test_slope_index_on_the_scale_of_logarithms_by_hand():
    """Two equal areas at 1/4 and 3/4, the second with double the rate: the ends lie a factor √2 further out."""
    sii, rii = slope_index([10, 20], [0, 0], [50, 50], transform="log")
    assert (sii, rii) == pytest.approx((20 * 2**0.5 - 10 / 2**0.5, 4), abs=EXACT)
    # slope 2 log 2 with standard error 2 · 0.1 · √2, the middle at √200
    _, (low, high) = slope_index_interval([10, 20], [0.1, 0.1], [50, 50], transform="log")
    half = 1.959963984540054 * 0.2 * 2**0.5
    assert (low, high) == pytest.approx((4 * np.exp(-half), 4 * np.exp(half)), abs=EXACT)
    drawn = slope_index_interval([10, 20], [0.1, 0.1], [50, 50], transform="log", draws=200_000, seed=2)[1]
    assert drawn == pytest.approx((low, high), rel=0.01)  # 200,000 draws: a limit has an error of 0.4 %


def test_slope_index_drawn_on_a_line_as_it_is_has_the_limits_worked_out():
    value, se, people = [60.0, 66, 71, 70, 80], [1.0, 2, 1, 1.5, 1], [90.0, 110, 80, 120, 100]
    sii, rii = slope_index_interval(value, se, people)
    drawn_sii, drawn_rii = slope_index_interval(value, se, people, draws=200_000, seed=3)
    assert drawn_sii == pytest.approx(sii, abs=0.05)
    assert drawn_rii == pytest.approx(rii, abs=0.002)
    assert slope_index_interval(value, se, people, draws=1_000, seed=3) == slope_index_interval(
        value, se, people, draws=1_000, seed=3
    )


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        ([0.0, 0.2], {"transform": "logit"}, "log odds need shares"),
        ([0.0, 0.2], {"transform": "log"}, "no logarithm"),
        ([0.1, 0.2], {"transform": "square"}, "a scale is one of none, log, logit"),
        ([0.1, 0.2], {"errors": "logit"}, "need draws"),
        ([0.1, 0.2], {"draws": 10, "seed": 1}, "1000 draws or more"),
        ([0.1, 0.2], {"draws": 1_000}, "and a seed"),
    ],
)
def test_slope_index_says_what_a_scale_needs(given, options, words):
    with pytest.raises(GezondmenuError, match=words):
        slope_index_interval(given, [0.1, 0.1], [5, 5], **options)
    missing = slope_index_interval([0.1, np.nan], [0.1, 0.1], [5, 5], transform="logit", draws=1_000, seed=1)
    assert np.isnan(missing).all()


def test_quantiles_by_counting():
    """Ten areas in fifths: two each. The polarity turns the order around."""
    score = [7, 3, 10, 1, 9, 2, 8, 4, 6, 5]
    assert quantile_of(score, first="lowest").tolist() == [math.ceil(s / 2) for s in score]
    assert quantile_of(score, first="highest").tolist() == [6 - math.ceil(s / 2) for s in score]


def test_quantiles_are_those_of_the_rule_of_phe():
    """floor((q + 1) - ceil((n + 1 - rank)/(n/q))), ranks of ties at their lowest."""
    for n, q in itertools.product(range(2, 40), (2, 4, 5, 10)):
        rank = np.arange(1, n + 1)
        steps = -(-(n + 1 - rank) * q // n)  # the ceiling in whole numbers
        expected = np.full(n, np.nan) if n < q else (q + 1 - steps).astype(float)
        np.testing.assert_array_equal(quantile_of(rank, q, first="lowest"), expected)


def test_quantiles_of_ties_and_missing():
    found = quantile_of([1, 1, 1, np.nan, 2, 3, 4], 3, first="lowest")
    np.testing.assert_array_equal(found, [1, 1, 1, np.nan, 2, 3, 3])
    assert np.isnan(quantile_of([1, 2, np.nan], 3, first="lowest")).all()
    with pytest.raises(TypeError):
        quantile_of([1, 2, 3, 4, 5])  # the polarity is required


# --- time --------------------------------------------------------------------------------------------------------


def quasi_poisson_by_minimising(counts):
    """Maximise the Poisson likelihood with a general routine; its curvature by hand; t limits."""
    from scipy.optimize import minimize
    from scipy.stats import t

    counts = np.asarray(counts, float)
    quarter = np.flatnonzero(~np.isnan(counts))
    y = counts[quarter]
    design = np.column_stack([quarter - quarter.mean(), *(quarter % 4 == s for s in range(4))]).astype(float)
    design = design[:, design.any(axis=0)]

    def minus_likelihood(b):
        mu = np.exp(design @ b)
        return (mu - y * (design @ b)).sum(), design.T @ (mu - y)

    start = np.r_[0, np.full(design.shape[1] - 1, np.log(y.mean()))]
    b = minimize(minus_likelihood, start, jac=True, method="BFGS", options={"gtol": 1e-9}).x
    for _ in range(3):  # polish: BFGS stops at rounding of the likelihood, Newton's steps at rounding of the slope
        mu = np.exp(design @ b)
        b = b - np.linalg.solve(design.T * mu @ design, design.T @ (mu - y))
    mu = np.exp(design @ b)
    freedom = len(y) - design.shape[1]
    scale = ((y - mu) ** 2 / mu).sum() / freedom
    error = math.sqrt(scale * np.linalg.inv(design.T * mu @ design)[0, 0])
    return [100 * math.expm1(b[0] + k * t.ppf(0.975, freedom) * error) for k in (0, -1, 1)]


@pytest.mark.parametrize("seed", range(4))
def test_growth_is_that_of_another_routine(seed):
    rng = np.random.default_rng(seed)
    counts = rng.poisson(40 * 1.04 ** np.arange(16) * np.tile([1, 1.5, 0.7, 1.2], 4)).astype(float)
    counts[rng.choice(16, 3, replace=False)] = np.nan
    np.testing.assert_allclose(quarterly_growth(counts), quasi_poisson_by_minimising(counts), rtol=1e-6, atol=1e-6)
    # BFGS and Newton agree to the rounding of a numerical inverse; the growth is in percent


def test_growth_without_scatter_is_found_exactly():
    """5 % a quarter on top of seasons, no noise."""
    counts = 100 * 1.05 ** np.arange(12) * np.tile([1, 2, 3, 4], 3)
    np.testing.assert_allclose(quarterly_growth(counts), [5, 5, 5], atol=SOLVED * 100)


def test_two_full_years_have_the_ratio_of_the_years():
    """With two years the growth of four quarters is the ratio of their totals: (330/300)^(1/4) - 1."""
    assert quarterly_growth([50, 100, 80, 70, 55, 110, 88, 77])[0] == pytest.approx(
        100 * (1.1**0.25 - 1), abs=SOLVED * 100
    )


def test_growth_that_cannot_be_known():
    nothing = (
        [],
        [1, 2, 3, 4, 5, 6, 7],
        [np.nan] * 20,
        [0] * 12,
        [5, 6, np.nan, 7, 5, 6, np.nan, 7, 5, 6, 4, 7],  # the third season is seen once
        [0, 0, 5, 0] * 4,  # one season left: four quarters
        [0, 0, 0, 0, 0, 0, 0, 0, 5, 6, 7, 8],  # all growth between two years: no end to it
    )
    for counts in nothing:
        assert np.isnan(quarterly_growth(counts)).all(), counts


def test_a_season_without_anything_says_nothing():
    full = [3, 4, 5, 4, 6, 5, 7, 8, 6]
    with_winter = [number for k in range(3) for number in (0, *full[3 * k : 3 * k + 3])]
    without = [number for k in range(3) for number in (np.nan, *full[3 * k : 3 * k + 3])]
    np.testing.assert_allclose(quarterly_growth(with_winter), quarterly_growth(without), rtol=SOLVED)


def test_growth_is_quick():
    """Thousands of areas: a millisecond or so each, here with much room for a busy machine."""
    import time

    quarterly_growth(np.arange(1, 13))
    start = time.perf_counter()
    for _ in range(50):
        quarterly_growth(np.arange(1, 13))
    assert (time.perf_counter() - start) / 50 < 0.02


def test_median_time_without_open_requests_is_the_median():
    for days in ([3], [1, 9], [4, 4, 8], [1, 2, 3, 4], [7, 7, 7, 1, 0, 3]):
        assert median_time(days, np.ones(len(days)))[0] == np.median(days)


def test_median_time_by_hand():
    """2, 3+, 5, 8, 9+ (open +): S = 4/5 at 2, 4/5 · 2/3 = 8/15 at 5, 8/15 · 1/2 = 4/15 at 8, the first below a half."""
    assert median_time([2, 3, 5, 8, 9], [1, 0, 1, 1, 0])[0] == 8


@pytest.mark.parametrize("seed", range(6))
def test_median_time_is_that_of_scipy_and_statsmodels(seed):
    """The curve of scipy.stats.ecdf; the limits of statsmodels (days are real numbers: S is never exactly a half)."""
    from scipy.stats import CensoredData, ecdf
    from statsmodels.duration.survfunc import SurvfuncRight

    rng = np.random.default_rng(seed)
    days, solved = rng.exponential(20, 41).round(6), rng.random(41) < 0.8
    curve = ecdf(CensoredData(days[solved], right=days[~solved])).sf
    median, lower, upper = median_time(days, solved)
    assert median == curve.quantiles[np.argmax(curve.probabilities < 0.5 - 1e-12)]
    whole = SurvfuncRight(days, solved.astype(int))
    with np.errstate(divide="ignore", invalid="ignore"):  # statsmodels takes log(-log(0)) where the curve ends at 0
        other = whole.quantile_ci(0.5)
    assert lower == other[0]
    assert upper == other[1] or (np.isnan(upper) and other[1] >= whole.surv_times[-1])
    assert lower <= median
    assert not upper < median


def test_median_time_that_is_not_reached():
    assert np.isnan(median_time([], [])).all()
    assert np.isnan(median_time([5, 6], [0, 0])).all()
    median, lower, upper = median_time([1, 2, 9, 9, 9, 9, 9], [1, 1, 0, 0, 0, 0, 0])
    assert np.isnan([median, upper]).all()
    assert not np.isinf(lower)
    assert median_time([1, np.nan, 3, 4], [1, 1, np.nan, 1])[0] == 2.5


def test_ninety_requests_of_which_sixty_three_are_solved():
    """63 solved on days 1 to 63, 27 open at day 90: after day k a share 1 - k/90 is open, a half on day 45 to 46."""
    days, solved = np.r_[np.arange(1, 64), np.full(27, 90)], np.r_[np.ones(63), np.zeros(27)]
    median, lower, upper = median_time(days, solved)
    assert median == 45.5
    assert lower < 45 < 46 < upper < 63


# --- what all have in common ---------------------------------------------------------------------------------------

CALLS = {
    "wilson": lambda **k: wilson(14, 20, **k),
    "byar": lambda **k: byar(10, **k),
    "exact_poisson": lambda **k: exact_poisson(10, **k),
    "t_interval": lambda **k: t_interval(7, 1, 10, **k),
    "effective_size": lambda **k: effective_size(14, 20, 5, 10, **k),
    "clustered_wilson": lambda **k: clustered_wilson(14, 20, 5, 10, **k),
    "cluster_bootstrap": lambda **k: cluster_bootstrap(np.arange(30) % 7, np.arange(30) // 2, seed=1, **k),
    "directly_standardised_rate": lambda **k: directly_standardised_rate([30, 70], [2000, 1000], [1, 1], **k),
    "indirectly_standardised_ratio": lambda **k: indirectly_standardised_ratio(20, [1000], [0.01], **k),
    "rate_ratio": lambda **k: rate_ratio(15, 400, 18, 400, **k),
    "slope_index_interval": lambda **k: slope_index_interval([1, 2, 4], [1, 1, 1], [5, 5, 5], **k),
    "quarterly_growth": lambda **k: quarterly_growth([4, 6, 5, 3, 5, 7, 5, 4, 4, 8, 6, 4], **k),
    "median_time": lambda **k: median_time(np.arange(1, 30), np.arange(29) % 4 > 0, **k),
}


@pytest.mark.parametrize("name", CALLS)
def test_confidence_is_a_proportion(name):
    for confidence in (95, 0, 1, -0.5):
        with pytest.raises(GezondmenuError, match="confidence is a proportion"):
            CALLS[name](confidence=confidence)


@pytest.mark.parametrize("name", sorted(CALLS.keys() - {"effective_size"}))
def test_more_confidence_is_wider(name):
    narrow, wide = (np.ravel(CALLS[name](confidence=confidence)).astype(float) for confidence in (0.8, 0.99))
    pairs = [(0, 1), (2, 3)] if name == "slope_index_interval" else [(-2, -1)]
    for low, high in pairs:
        assert wide[low] < narrow[low] < narrow[high] < wide[high]


WRONG = {
    "a count cannot be negative": lambda: exact_poisson(-1),
    "sd cannot be negative: -1.0": lambda: t_interval(7, -1, 10),
    "n cannot be infinite": lambda: t_interval(7, 1, np.inf),
    "a proportion needs 0 <= x <= n": lambda: clustered_wilson(5, 4, 2, 1),
    "clusters are those who gave": lambda: clustered_wilson(3, 4, 5, 1),
    "clusters are those who gave the answers": lambda: clustered_wilson(3, 4, 0, 1),
    "squares cannot be negative": lambda: clustered_wilson(3, 4, 2, -1),
    "a row needs 0 <= x <= n": lambda: cluster_squares([2], [1], ["a"]),
    "x, n, cluster need the same number of values": lambda: cluster_squares([1, 0], [1], ["a", "b"]),
    "a row has no cluster": lambda: cluster_bootstrap([1, 2], ["a", None], seed=1),
    "limits need 100 draws": lambda: cluster_bootstrap([1, 2], ["a", "b"], draws=10, seed=1),
    "events and no persons": lambda: directly_standardised_rate([1, 2], [0, 5], [1, 1]),
    "the standard population is empty": lambda: directly_standardised_rate([1, 2], [5, 5], [0, 0]),
    "squares lie between": lambda: directly_standardised_rate([5, 2], [50, 50], [1, 1], squares=[4, 2]),
    "squares lie between the events": lambda: directly_standardised_rate([5, 2], [50, 50], [1, 1], squares=[26, 2]),
    "need the same number of values, not 2, 1, 2, 2": lambda: directly_standardised_rate([1, 2], [5], [1, 1]),
    "must each be one list of values": lambda: directly_standardised_rate(1, 5, 1),
    "no events are expected": lambda: indirectly_standardised_ratio(3, [100], [0]),
    "events are one total": lambda: indirectly_standardised_ratio([1, 2], [1, 2, 3], [0.1, 0.1, 0.1]),
    "a rate needs persons": lambda: rate_ratio(1, 0, 1, 5),
    "events cannot be negative": lambda: rate_ratio(-1, 5, 1, 5),
    "a value lies outside its own limits": lambda: difference(5, 6, 7, 1, 0, 2),
    "a relative index needs values of 0 or more": lambda: concentration_index([-1, 2], [1, 2]),
    "weight cannot be negative": lambda: concentration_index([1, 2], [1, 2], [1, -1]),
    "a value lies outside the bounds 0 and 1": lambda: erreygers_index([1, 2], [1, 2], 0, 1),
    "low must lie below high": lambda: wagstaff_index([1, 1], [1, 2], 1, 1),
    "a slope needs two areas": lambda: slope_index([1], [1], [1]),
    "an area has population 0": lambda: slope_index([1, 2], [1, 1], [1, 0]),
    "first is 'lowest' or 'highest'": lambda: quantile_of([1, 2], 2, first="poorest"),
    "quantiles is a whole number of 2 or more": lambda: quantile_of([1, 2], 1, first="lowest"),
    "counts cannot be negative": lambda: quarterly_growth([1, 2, -3]),
    "counts must each be one list": lambda: quarterly_growth([[1, 2], [3, 4]]),
    "days cannot be negative": lambda: median_time([1, -2], [1, 1]),
    "solved is true or false": lambda: median_time([1, 2], [1, 2]),
}


@pytest.mark.parametrize("message", WRONG)
def test_bad_input_says_what_is_wrong(message):
    with pytest.raises(GezondmenuError, match=re.escape(message)):
        WRONG[message]()


@pytest.mark.parametrize("name", numbers.__all__)
def test_every_function_is_documented_in_full(name):
    text = getattr(numbers, name).__doc__
    for part in ("Parameters", "Returns", "Raises", "Notes", "Examples", ">>> "):
        assert part in text, f"{name}: {part}"
    assert "References" in text
    assert f"`numbers.{name}`" in (ROOT / "METHODS.md").read_text(encoding="utf-8")
    assert name in (ROOT / "docs" / "which_interval_when.md").read_text(encoding="utf-8")


def test_the_page_which_interval_when_prints_what_it_shows(capsys):
    text = (ROOT / "docs" / "which_interval_when.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```\n(?:\n```text\n(.*?)```)?", text, re.DOTALL)
    assert len(blocks) > 10
    shared: dict[str, object] = {}
    for code, shown in blocks:
        exec(compile(code, "which_interval_when.md", "exec"), shared)
        assert capsys.readouterr().out == shown, code


def test_the_links_of_the_page_which_interval_when_lead_somewhere():
    text = (ROOT / "docs" / "which_interval_when.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / "docs" / target).exists(), target


def test_growth_with_the_same_persons_every_quarter_by_hand():
    """Fifty persons who come once every quarter: one cluster each, so growth of nought is known only as well as 50.

    The design is orthogonal after the mean quarter, the fitted counts are all 50, and every product is 50: for the
    slope the persons cancel, so the limits stay those of the counts. Persons who come in the last year only do not.
    """
    steady = quarterly_growth([50] * 8, together=np.full((8, 8), 50.0))
    np.testing.assert_allclose(steady, [0, 0, 0], atol=1e-8)
    counts = np.array([50] * 4 + [100] * 4, float)
    products = np.full((8, 8), 50.0)
    products[4:, 4:] = 100.0
    value, lower, upper = quarterly_growth(counts, together=products)
    quarter = np.arange(8) - 3.5
    design = np.column_stack([quarter, np.arange(8)[:, None] % 4 == np.arange(4)]).astype(float)
    inverse = np.linalg.inv(design.T @ np.diag(counts) @ design)
    error = np.sqrt((inverse @ design.T @ products @ design @ inverse)[0, 0] * 90 / 89)
    quantile = student.ppf(0.975, 89)  # 600 visits squared ÷ 4,000: worth 90 persons
    expected = 100 * np.expm1(np.log(2) / 4 + quantile * error * np.array([0, -1, 1]))
    np.testing.assert_allclose([value, lower, upper], expected, rtol=1e-6)


def test_growth_of_one_person_is_not_known():
    counts = np.array([3.0, 4, 3, 5] * 2)
    assert np.isnan(quarterly_growth(counts, together=np.outer(counts, counts))).all()
    assert np.isfinite(quarterly_growth(counts)).all()


@pytest.mark.parametrize("counts", [[50] * 8, [1] * 12, [7, 3, 5, 2] * 2])
def test_quarters_that_are_all_alike_do_not_grow(counts):
    np.testing.assert_allclose(quarterly_growth(counts), [0, 0, 0], atol=1e-6)
