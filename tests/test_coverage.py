"""How often an interval holds the truth, where the truth is known: by enumeration where that can be, else simulated.

Run with ``pytest -m slow tests/test_coverage.py -s`` to see the tables.
"""

from __future__ import annotations

import numpy as np
import pytest

from gezondmenu.numbers import (
    byar,
    cluster_bootstrap,
    clustered_wilson,
    directly_standardised_rate,
    exact_poisson,
    rate_ratio,
    wilson,
)

pytestmark = pytest.mark.slow

SHARES = np.linspace(0.05, 0.95, 19)
AT_LEAST, AT_MOST = 0.93, 0.97
"""Bounds of the coverage of a 95 % interval, averaged over the shares."""
ON_THE_LIMIT = 1e-9  # a limit that is the truth, but for rounding, holds it


def average(name, cells):
    """Print the average and the worst cell, and return the average."""
    worst = min(cells, key=cells.get)
    mean = float(np.mean(list(cells.values())))
    print(f"{name:58} average {100 * mean:5.1f}   worst {100 * cells[worst]:5.1f} at {worst}")
    return mean


def holds(lower, upper, truth):
    return (lower <= truth + ON_THE_LIMIT) & (truth - ON_THE_LIMIT <= upper)


def poisson_coverage(interval, expected):
    """The chance that the interval of a Poisson count holds the expected count: a sum over all counts."""
    from scipy.stats import poisson

    counts = np.arange(0, 400)
    return float(poisson.pmf(counts, expected)[holds(*interval(counts), expected)].sum())


EXPECTED = np.r_[np.arange(0.05, 5, 0.05), np.arange(5, 150, 0.5)]


def test_exact_poisson_covers_at_least_what_it_says_in_every_cell():
    cells = {f"{expected:.2f} events": poisson_coverage(exact_poisson, expected) for expected in EXPECTED}
    average("exact Poisson", cells)
    assert min(cells.values()) >= 0.95


def test_byar_covers_on_average_what_it_says():
    cells = {f"{expected:.2f} events": poisson_coverage(byar, expected) for expected in EXPECTED if expected >= 1}
    assert AT_LEAST <= average("Byar", cells) <= AT_MOST
    assert min(cells.values()) > AT_LEAST


@pytest.mark.parametrize("n", [10, 30, 100, 300])
def test_wilson_covers_on_average_what_it_says(n):
    from scipy.stats import binom

    x = np.arange(n + 1)
    limits = wilson(x, n)
    cells = {f"{p:.2f}": float(binom.pmf(x, n, p)[holds(*limits, p)].sum()) for p in SHARES}
    assert AT_LEAST <= average(f"Wilson, n {n}", cells) <= AT_MOST


def answers(rng, p, icc, sizes, repeats):
    """Positive answers per person (repeats, persons): beta-binomial, so that answers of a person correlate by icc."""
    shape = (repeats, len(sizes))
    chance = np.full(shape, p) if icc == 0 else rng.beta(p * (1 / icc - 1), (1 - p) * (1 / icc - 1), shape)
    return rng.binomial(sizes, chance)


def sizes_of(rng, clusters, n, spread):
    """Answers per person: as even as can be; one each and the rest by lot; or a few persons with most of them."""
    if spread == "even":
        return np.full(clusters, n // clusters) + (np.arange(clusters) < n % clusters)
    lot = np.full(clusters, 1 / clusters) if spread == "by lot" else rng.dirichlet(np.ones(clusters))
    return 1 + rng.multinomial(n - clusters, lot)


def totals(x, sizes):
    """What `clustered_wilson` asks, for many samples at once."""
    n = sizes.sum()
    share = x.sum(axis=1) / n
    return x.sum(axis=1), n, n**2 / (sizes**2).sum(), ((x - share[:, None] * sizes) ** 2).sum(axis=1)


GRID = [(10, 10), (10, 30), (10, 100), (10, 300), (30, 30), (30, 100), (30, 300)]


@pytest.mark.parametrize("icc", [0, 0.1, 0.2, 0.5])
@pytest.mark.parametrize(("clusters", "n"), GRID)
def test_clustered_wilson_covers_on_average_what_it_says(clusters, n, icc):
    rng = np.random.default_rng([clusters, n, int(100 * icc)])
    for spread in ("even", "by lot", "uneven"):
        cells = {}
        for p in SHARES:
            sizes = sizes_of(rng, clusters, n, spread)
            x = answers(rng, p, icc, sizes, 2000)
            cells[f"{p:.2f}"] = float(holds(*clustered_wilson(*totals(x, sizes)), p).mean())
        words = f"{clusters} persons, {n} answers, icc {icc}, {spread}"
        assert AT_LEAST <= average(f"clustered Wilson: {words}", cells) <= AT_MOST


@pytest.mark.parametrize(("clusters", "n"), [(10, 50), (10, 100), (30, 150)])
def test_wilson_of_the_answers_fails_where_the_answers_of_a_person_are_alike(clusters, n):
    """What goes wrong without the persons: far below 95 %."""
    rng = np.random.default_rng([1, clusters, n])
    cells = {}
    for p in SHARES:
        x = answers(rng, p, 0.5, sizes_of(rng, clusters, n, "even"), 2000).sum(axis=1)
        cells[f"{p:.2f}"] = float(holds(*wilson(x, n), p).mean())
    assert average(f"naive Wilson: {clusters} persons, {n} answers, icc 0.5", cells) < 0.85


@pytest.mark.parametrize("icc", [0, 0.2, 0.5])
@pytest.mark.parametrize("clusters", [10, 30])
def test_cluster_bootstrap_covers_on_average_what_it_says(clusters, icc):
    """Shares of 5 answers a person. Where all persons are alike it gives no limits: printed, not counted."""
    rng = np.random.default_rng([2, clusters, int(100 * icc)])
    persons, cells, without, samples = np.repeat(np.arange(clusters), 5), {}, 0, 150
    for p in SHARES:
        drawn = answers(rng, p, icc, np.full(clusters, 5), samples)
        rows = (np.arange(5) < drawn[:, :, None]).reshape(samples, -1)
        limits = np.array([cluster_bootstrap(row, persons, draws=500, seed=k) for k, row in enumerate(rows)])
        given = ~np.isnan(limits[:, 0])
        without += (~given).sum()
        cells[f"{p:.2f}"] = float(holds(*limits[given].T, p).mean())
    share = without / samples / len(SHARES)
    mean = average(f"cluster bootstrap: {clusters} persons, icc {icc}, none {100 * share:.1f} %", cells)
    assert AT_LEAST <= mean <= AT_MOST
    assert share < 0.06


@pytest.mark.parametrize("clusters", [10, 30])
def test_cluster_bootstrap_of_scores(clusters):
    """Scores 1 to 5, three rows a person, persons who differ as much as their rows do."""
    rng = np.random.default_rng([3, clusters])
    persons, samples = np.repeat(np.arange(clusters), 3), 1000

    def scores(people, repeats):
        level = rng.normal(3.6, 0.8, (repeats, people, 1))
        return np.clip(np.round(level + rng.normal(0, 0.8, (repeats, people, 3))), 1, 5)

    truth = scores(1, 400_000).mean()
    rows = scores(clusters, samples).reshape(samples, -1)
    limits = np.array([cluster_bootstrap(row, persons, draws=500, seed=k) for k, row in enumerate(rows)])
    mean = average(f"cluster bootstrap of scores: {clusters} persons", {"3.6": float(holds(*limits.T, truth).mean())})
    assert AT_LEAST <= mean <= AT_MOST


@pytest.mark.parametrize("residents", [200, 2000])
def test_a_ratio_of_two_years_counts_who_came_in_both(residents):
    """Of every resident whether they came in each year: nobody returns but by chance, or up to 95 in 100 do."""
    rng = np.random.default_rng([7, residents])
    with_both, without = {}, {}
    for first, later in ((0.1, 0.1), (0.1, 0.13), (0.03, 0.04)):
        for returning in (0.0, 0.5, 0.8, 0.95):
            both = max(returning * min(first, later), first * later)
            cells = [both, first - both, later - both, 1 - first - later + both]
            c, x, y = (rng.multinomial(residents, cells, 10_000) @ np.eye(4)[:, [0, 1, 2]]).T
            x, y = x + c, y + c
            seen = (x > 0) & (y > 0)
            numbers = (y[seen], residents, x[seen], residents)
            where = f"{100 * first:.0f} to {100 * later:.0f} %, {100 * returning:.0f} % return"
            with_both[where] = float(holds(*rate_ratio(*numbers, both=c[seen])[1:], later / first).mean())
            without[where] = float(holds(*rate_ratio(*numbers)[1:], later / first).mean())
    assert AT_LEAST <= average(f"ratio of two years, {residents} residents", with_both) <= AT_MOST
    assert min(with_both.values()) > AT_LEAST
    average("the same, years as independent", without)
    assert max(without.values()) > 0.999


@pytest.mark.parametrize("residents", [(300, 200), (1500, 800), (6000, 4000)])
def test_visits_by_the_same_persons_need_their_squares(residents):
    """Some residents come, and who comes does so 1 to some 30 times: the rate of visits, standardised.

    The truth: share who come x 6 visits each, in two strata with standard 1 to 2.
    """
    rng = np.random.default_rng([4, residents[0]])
    standard, with_squares, naive = np.array([1.0, 2.0]), {}, {}
    for share in (0.03, 0.05, 0.1, 0.2):
        rates, samples = share * np.array([1, 1.5]), 1500
        truth = float((standard * rates).sum() / 3 * 6)
        held = np.zeros(2)
        for _ in range(samples):
            visits = [
                1 + rng.negative_binomial(0.6, 0.6 / 5.6, rng.binomial(n, r))
                for n, r in zip(residents, rates, strict=True)
            ]
            events, squares = [v.sum() for v in visits], [(v**2).sum() for v in visits]
            for k, extra in enumerate(({"squares": squares}, {})):
                _, lower, upper = directly_standardised_rate(events, residents, standard, 1, **extra)
                held[k] += holds(lower, upper, truth)
        with_squares[f"{100 * share:.0f} % come"], naive[f"{100 * share:.0f} % come"] = held / samples
    mean = average(f"visits with squares: {sum(residents)} residents", with_squares)
    assert AT_LEAST <= mean <= AT_MOST
    assert average(f"visits as if independent: {sum(residents)} residents", naive) < 0.6
