"""Several options: against a published table, by another route, and on draws whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from gezondmenu import numbers
from gezondmenu.vocabulary import GezondmenuError


def test_frontier_of_six_options_is_that_of_the_va_health_economics_resource_center():
    """Usual care and A to E, as the tests of R package dampack have them from herc.research.va.gov."""
    effects = [1, 1.5, 2, 3, 4, 5]
    costs = [5_000, 12_000, 10_000, 25_000, 35_000, 55_000]
    made = numbers.efficiency_frontier(effects, costs)
    frontier, dominated, extended = "on the frontier", "dominated", "extendedly dominated"
    assert made.status.tolist() == [frontier, dominated, frontier, extended, frontier, frontier]
    assert made.icer == pytest.approx([np.nan, np.nan, 5_000, np.nan, 12_500, 20_000], nan_ok=True)
    assert made.before.tolist() == [-1, -1, 0, -1, 2, 4]


def test_who_is_on_the_frontier_is_best_at_some_threshold_and_nobody_else_is():
    rng = np.random.default_rng(8)
    angles = np.linspace(0, np.pi / 2 - 1e-9, 20_000)
    for _ in range(50):
        effects, costs = rng.uniform(0, 1, 8), rng.uniform(0, 1, 8)
        made = numbers.efficiency_frontier(effects, costs)
        best = set(np.argmax(np.tan(angles)[:, None] * effects - costs, axis=1).tolist())
        assert best == set(np.flatnonzero(made.status == "on the frontier"))
        steps = np.sort(made.icer[~np.isnan(made.icer)])
        assert (steps == made.icer[np.argsort(costs)][~np.isnan(made.icer[np.argsort(costs)])]).all()


def test_of_equal_options_the_first_stays_and_on_a_line_all_do():
    assert numbers.efficiency_frontier([1, 1], [2, 2]).status.tolist() == ["on the frontier", "dominated"]
    assert set(numbers.efficiency_frontier([0, 1, 2], [0, 10, 20]).status) == {"on the frontier"}
    with pytest.raises(GezondmenuError, match="lists of one length"):
        numbers.efficiency_frontier([1, 2], [1])
    with pytest.raises(GezondmenuError, match="is missing"):
        numbers.efficiency_frontier([1, np.nan], [1, 2])


def test_acceptability_frontier_of_a_normal_and_of_a_skewed_gain():
    """Gain of 0.1 QALY (sd 0.05) for 1,000: at 20,000 net 1,000 with sd 1,000, so better in Phi(1) of the draws.

    Where the gain is skewed, what is best on average is seldom best: the frontier lies under the highest curve.
    """
    rng = np.random.default_rng(1)
    gain = rng.normal(0.1, 0.05, 200_000)
    effects = np.column_stack([np.zeros_like(gain), gain])
    costs = np.column_stack([np.zeros_like(gain), np.full_like(gain, 1_000)])
    option, chance = numbers.acceptability_frontier(effects, costs, [0, 5_000, 20_000])
    assert option.tolist() == [0, 0, 1]
    assert chance == pytest.approx([1, norm.cdf(2), norm.cdf(1)], abs=0.005)
    skewed = np.where(np.arange(10) == 0, 2.0, 0.0)
    effects = np.column_stack([np.zeros(10), skewed])
    costs = np.column_stack([np.zeros(10), np.full(10, 1_000.0)])
    option, chance = numbers.acceptability_frontier(effects, costs, 10_000)
    assert (option.item(), chance.item()) == (1, 0.1)  # 0.2 x 10,000 - 1,000 is 1,000 on average, yet 9 of 10 lose
