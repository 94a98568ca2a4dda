"""What must hold for the numbers room, whatever the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gezondmenu.numbers import (
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

ROUNDING = 1e-9  # sums of a few hundred doubles in another order
quick = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
few = settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
"""No deadline: the first call imports scipy or statsmodels."""

answers = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 11)), min_size=1, max_size=40)
"""Answers, each with the person who gave it."""
strata = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 5000), st.integers(1, 100)), min_size=1, max_size=8)
"""Events, persons, standard."""
people = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 8), st.integers(1, 9)), min_size=1, max_size=25)
"""Value, rank, weight."""


def from_rows(rows, times=1):
    """Totals of the rows, repeated with other persons each time."""
    x = [x for k in range(times) for x, _ in rows]
    return cluster_squares(x, 1, [f"{person} {k}" for k in range(times) for _, person in rows])


@quick
@given(st.floats(0, 1e6), st.floats(0.5, 0.999))
def test_count_limits_enclose_the_count(count, confidence):
    lower, upper = exact_poisson(count, confidence)
    assert 0 <= lower <= count <= upper
    more = exact_poisson(count + 1, confidence)
    assert lower <= more[0]
    assert upper <= more[1]


@quick
@given(st.floats(-100, 100), st.floats(0, 50), st.integers(2, 500), st.floats(0.5, 0.999))
def test_t_limits_enclose_the_mean_and_narrow_with_n(mean, sd, n, confidence):
    lower, upper = t_interval(mean, sd, [n, n + 1], confidence)
    assert (lower <= mean).all()
    assert (mean <= upper).all()
    assert np.diff(upper - lower)[0] <= ROUNDING


@quick
@given(answers, st.floats(0.5, 0.999))
def test_clustered_wilson_encloses_the_share(rows, confidence):
    x, n, clusters, squares = from_rows(rows)
    lower, upper = clustered_wilson(x, n, clusters, squares, confidence)
    assert 0 <= lower <= x / n <= upper <= 1
    assert 0 <= effective_size(x, n, clusters, squares, confidence) <= n


@quick
@given(answers, st.integers(2, 5))
def test_the_same_answers_of_more_persons_never_widen_the_interval(rows, times):
    once, often = clustered_wilson(*from_rows(rows)), clustered_wilson(*from_rows(rows, times))
    assert once[0] - ROUNDING <= often[0]
    assert often[1] <= once[1] + ROUNDING


@quick
@given(answers, st.randoms(use_true_random=False))
def test_rows_names_and_the_other_answer_do_not_matter(rows, random):
    shuffled = random.sample(rows, len(rows))
    found = from_rows(rows)
    np.testing.assert_allclose(from_rows(shuffled), found, rtol=ROUNDING)
    renamed = cluster_squares([x for x, _ in rows], 1, [("person", person) for _, person in rows])
    np.testing.assert_allclose(renamed, found, rtol=ROUNDING)
    lower, upper = clustered_wilson(*found)
    no = clustered_wilson(*from_rows([(1 - x, person) for x, person in rows]))
    np.testing.assert_allclose(no, (1 - upper, 1 - lower), atol=ROUNDING)


@quick
@given(answers)
def test_answers_summed_per_person_are_the_same_answers(rows):
    persons = sorted({person for _, person in rows})
    x = [sum(x for x, who in rows if who == person) for person in persons]
    n = [sum(who == person for _, who in rows) for person in persons]
    np.testing.assert_allclose(cluster_squares(x, n, persons), from_rows(rows), rtol=ROUNDING)


@few
@given(
    st.lists(st.tuples(st.integers(0, 10), st.integers(0, 9)), min_size=2, max_size=30),
    st.randoms(use_true_random=False),
)
def test_cluster_bootstrap_stays_within_the_clusters_and_ignores_the_order(rows, random):
    values, persons = zip(*rows, strict=True)
    found = cluster_bootstrap(values, persons, draws=200, seed=1)
    means = [np.mean([v for v, who in rows if who == person]) for person in set(persons)]
    if np.ptp(means) < ROUNDING or len(means) < 2:
        assert np.isnan(found).all()
        return
    assert min(means) - ROUNDING <= found[0] <= found[1] <= max(means) + ROUNDING
    shuffled = zip(*random.sample(rows, len(rows)), strict=True)
    np.testing.assert_allclose(cluster_bootstrap(*shuffled, draws=200, seed=1), found, rtol=ROUNDING)
    moved = cluster_bootstrap(10 + 3 * np.array(values), persons, draws=200, seed=1)
    np.testing.assert_allclose(moved, 10 + 3 * np.array(found), rtol=ROUNDING)


@few
@given(st.lists(st.integers(0, 10), min_size=6, max_size=12), st.integers(3, 4))
def test_more_persons_narrow_the_bootstrap(scores, times):
    assume(len(set(scores)) > 2)
    once = cluster_bootstrap(scores, np.arange(len(scores)), seed=1)
    often = cluster_bootstrap(scores * times, np.arange(len(scores) * times), seed=1)
    assert often[1] - often[0] < once[1] - once[0]


@quick
@given(strata, st.floats(0.5, 0.999), st.randoms(use_true_random=False))
def test_directly_standardised_rate(rows, confidence, random):
    events, persons, standard = zip(*rows, strict=True)
    value, lower, upper = found = directly_standardised_rate(events, persons, standard, 1000, confidence)
    assert 0 <= lower <= value + ROUNDING
    assert value <= upper
    for other in (
        directly_standardised_rate(events, persons, standard, 1, confidence),
        directly_standardised_rate(events, persons, [10 * s for s in standard], 1, confidence),
        directly_standardised_rate(*zip(*random.sample(rows, len(rows)), strict=True), 1, confidence),
    ):
        np.testing.assert_allclose(1000 * np.array(other), found, rtol=ROUNDING, atol=ROUNDING)
    rates = [1000 * e / p for e, p, _ in rows]
    assert min(rates) - ROUNDING <= value <= max(rates) + ROUNDING


@quick
@given(strata, st.integers(2, 5), st.integers(2, 6))
def test_visits_by_the_same_persons_widen_and_more_persons_narrow_the_rate(rows, visits, times):
    events, persons, standard = (np.array(column) for column in zip(*rows, strict=True))
    assume(events.sum() > 0)
    many = visits * events
    _, lower, upper = directly_standardised_rate(many, persons, standard, 1)
    _, low, high = directly_standardised_rate(many, persons, standard, 1, squares=visits * many)
    assert low <= lower + ROUNDING
    assert upper <= high + ROUNDING
    _, narrow_low, narrow_high = directly_standardised_rate(
        times * many, times * persons, standard, 1, squares=times * visits * many
    )
    assert narrow_high - narrow_low <= (high - low) * (1 + ROUNDING)


@quick
@given(strata)
def test_indirectly_standardised_ratio(rows):
    events, persons, standard = (np.array(column) for column in zip(*rows, strict=True))
    rate = standard / 10_000
    value, lower, upper = indirectly_standardised_ratio(events, persons, rate)
    assert 0 <= lower <= value <= upper
    np.testing.assert_allclose(
        indirectly_standardised_ratio(events.sum(), persons, 2 * rate),
        np.array([value, lower, upper]) / 2,
        rtol=ROUNDING,
    )


@quick
@given(st.integers(0, 500), st.integers(1, 9999), st.integers(1, 500), st.integers(1, 9999))
def test_rate_ratio(x, n, y, m):
    ratio, lower, upper = rate_ratio(x, n, y, m)
    assert 0 <= lower <= ratio < upper
    np.testing.assert_allclose(rate_ratio(x, 7 * n, y, 7 * m), (ratio, lower, upper), rtol=ROUNDING)
    if x:
        np.testing.assert_allclose(rate_ratio(y, m, x, n), (1 / ratio, 1 / upper, 1 / lower), rtol=ROUNDING)


@quick
@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50), st.integers(1, 50))
def test_difference_of_shares_has_its_mirror_image_and_stays_in_range(x1, n1, x2, n2):
    one, two = ((min(x, n) / n, *wilson(min(x, n), n)) for x, n in ((x1, n1), (x2, n2)))
    apart, lower, upper = difference(*one, *two)
    assert -1 - ROUNDING <= lower <= apart <= upper <= 1 + ROUNDING
    np.testing.assert_allclose(difference(*two, *one), (-apart, -upper, -lower), atol=ROUNDING)


@quick
@given(people, st.randoms(use_true_random=False))
def test_concentration_index(rows, random):
    value, rank, weight = (np.array(column, float) for column in zip(*rows, strict=True))
    generalised = generalised_concentration_index(value, rank, weight)
    shuffled = [np.array(column) for column in zip(*random.sample(rows, len(rows)), strict=True)]
    assert generalised_concentration_index(*shuffled) == pytest.approx(generalised, abs=ROUNDING)
    assert generalised_concentration_index(value, -rank, weight) == pytest.approx(-generalised, abs=ROUNDING)
    assert generalised_concentration_index(value - 7, rank, weight) == pytest.approx(generalised, abs=ROUNDING)
    assert generalised_concentration_index(value, np.exp(rank), 3 * weight) == pytest.approx(generalised, abs=ROUNDING)
    if value.sum():
        index = concentration_index(value, rank, weight)
        assert -1 <= index <= 1
        assert concentration_index(5 * value, rank, weight) == pytest.approx(index, abs=ROUNDING)
        assert np.sign(round(index, 9)) == np.sign(round(generalised / value.max(), 9)) or abs(index) < ROUNDING
    else:
        assert np.isnan(concentration_index(value, rank, weight))
    bounded = erreygers_index(value, rank, 0, 20, weight)
    assert -1 <= bounded <= 1
    assert erreygers_index(20 - value, rank, 0, 20, weight) == pytest.approx(-bounded, abs=ROUNDING)
    normalised = wagstaff_index(value, rank, 0, 20, weight)
    assert np.isnan(normalised) or abs(bounded) - ROUNDING <= abs(normalised) <= 1 + ROUNDING


@quick
@given(st.lists(st.integers(0, 50), min_size=2, max_size=15, unique=True))
def test_more_for_each_who_is_better_off_is_positive(value):
    assert concentration_index(sorted(value), np.arange(len(value))) > 0
    assert concentration_index(sorted(value), -np.arange(len(value))) < 0


@quick
@given(st.lists(st.tuples(st.floats(1, 99), st.floats(0, 9), st.integers(1, 9999)), min_size=2, max_size=12))
def test_slope_index(rows):
    value, se, population = (np.array(column) for column in zip(*rows, strict=True))
    sii, rii = slope_index(value, se, population)
    (low, high), (rii_low, rii_high) = slope_index_interval(value, se, population)
    tolerance = ROUNDING * (1 + abs(sii)) * population.sum()
    assert low - tolerance <= sii <= high + tolerance
    assert np.isnan(rii_low) == np.isnan(rii_high)  # both, where an end of the line is as good as 0
    if not np.isnan(rii_low):
        assert rii_low <= rii * (1 + 1e-6)
        assert rii <= rii_high * (1 + 1e-6)
    turned = slope_index(value[::-1], se[::-1], population[::-1])
    assert turned[0] == pytest.approx(-sii, abs=tolerance)
    assert slope_index(2 * value + 3, se, 7 * population)[0] == pytest.approx(2 * sii, abs=2 * tolerance)


@quick
@given(st.lists(st.one_of(st.none(), st.integers(0, 15)), max_size=40), st.integers(2, 6))
def test_quantiles(values, quantiles):
    score = np.array(values, float)
    found = quantile_of(score, quantiles, first="lowest")
    known = ~np.isnan(score)
    if known.sum() < quantiles:
        assert np.isnan(found).all()
        return
    assert (np.isnan(found) == ~known).all()
    assert set(found[known]) <= set(range(1, quantiles + 1))
    order = np.argsort(score[known], kind="stable")
    assert (np.diff(found[known][order]) >= 0).all()
    for level in set(score[known]):
        assert len(set(found[score == level])) == 1
    np.testing.assert_array_equal(quantile_of(-score, quantiles, first="highest"), found)


@quick
@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), max_size=20))
def test_growth_is_known_with_its_limits_or_not_at_all(values):
    counts = np.array(values, float)
    value, lower, upper = quarterly_growth(counts)
    if np.isnan(value):
        assert np.isnan([lower, upper]).all()
        return
    assert -100 <= lower <= value <= upper
    assert (~np.isnan(counts)).sum() >= 8
    more = quarterly_growth(10 * counts)
    assert more[0] == pytest.approx(value, rel=1e-5, abs=1e-5)  # both end an iteration
    backward = quarterly_growth(counts[::-1])
    assert np.log1p(backward[0] / 100) == pytest.approx(-np.log1p(value / 100), rel=1e-5, abs=1e-7)


@quick
@given(
    st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=30),
    st.integers(2, 4),
    st.randoms(use_true_random=False),
)
def test_median_time(rows, times, random):
    days, solved = ([row[k] for row in rows] for k in (0, 1))
    median, lower, upper = median_time(days, solved)
    assert not np.isinf([median, lower, upper]).any()
    assert not lower > median
    assert not upper < median
    shuffled = random.sample(rows, len(rows))
    again = median_time([row[0] for row in shuffled], [row[1] for row in shuffled])
    np.testing.assert_array_equal(again, (median, lower, upper))
    assert np.array_equal(median_time(times * days, times * solved)[0], median, equal_nan=True)
    scaled = median_time(7 * np.array(days), solved)
    np.testing.assert_allclose(scaled, 7 * np.array([median, lower, upper]), rtol=ROUNDING)


def test_arguments_are_left_as_they_were():
    """Every function works on its own copy: arrays that cannot be written to pass."""

    def fixed(*values):
        array = np.array(values, float)
        array.setflags(write=False)
        return array

    x, n, g, s, r = fixed(3, 4, 5), fixed(10, 20, 30), fixed(5, 6, 7), fixed(3, 5, 6), fixed(3, 1, 2)
    exact_poisson(x)
    byar(x)
    t_interval(x, s, n)
    clustered_wilson(x, n, g, s)
    cluster_squares(x, n, r)
    cluster_bootstrap(x, r, seed=1)
    directly_standardised_rate(x, n, g, squares=fixed(5, 4, 25))
    indirectly_standardised_ratio(x, n, r)
    rate_ratio(x, n, s, g)
    difference(x, x - 1, x + 1, s, s - 1, s + 1)
    concentration_index(x, r, g)
    wagstaff_index(x, r, 0, 9)
    slope_index_interval(x, s, n)
    quantile_of(x, 2, first="lowest")
    quarterly_growth(np.tile(x, 4))
    median_time(x, fixed(1, 0, 1))
    assert x.tolist() == [3, 4, 5]
