"""What lesson 04 says about change, dropout, bad beginnings and small areas holds in other cities than its own."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu import numbers

pytestmark = pytest.mark.slow
SEEDS = range(201, 209)
CITY = {"people": 6_000, "participation": 0.05, "years": (2025,), "comparison_areas": 0, "head_count_areas": 0}


def twice(seed: int, **choices) -> pd.DataFrame:
    """Life satisfaction of everybody surveyed, in two waves."""
    study = gm.simulate_study(5, seed=seed, tiny_areas=0, **{**CITY, **choices})
    scores = gm.effects.scores_of(study).query("outcome == 'life_satisfaction'")
    return scores.pivot(index=["area", "person"], columns="wave", values="score")


@pytest.fixture(scope="module")
def cities() -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """For each seed what was seen, and the same with everybody who left."""
    found = []
    for seed in SEEDS:
        seen = twice(seed)
        # of the same city, once only the well stay and once only the unwell: together they are everybody
        everybody = twice(seed, dropout=10_000).combine_first(twice(seed, dropout=-10_000))
        assert everybody.index.equals(seen.index)
        pd.testing.assert_series_equal(everybody["1"].where(seen["1"].notna()), seen["1"])
        found.append((seen, everybody))
    return found


def test_five_people_are_never_enough_for_95_percent():
    for changes in ([1, 2, -1, 2, 1], [5, 5, 5, 5, 5], [3, 4, 5, 6, 7]):
        turned = [abs(np.mean(np.multiply(signs, changes))) for signs in product([1, -1], repeat=5)]
        assert np.mean(np.array(turned) >= abs(np.mean(changes)) - 1e-9) > 0.05
        assert np.isnan(numbers.exact_mean_interval(changes)).all()


@pytest.mark.parametrize("n", [6, 7, 9, 11])
def test_the_exact_interval_is_the_one_counted_by_hand(n):
    changes = np.random.default_rng(n).integers(-3, 6, n)
    means = sorted(np.mean(group) for size in range(1, n + 1) for group in combinations(changes, size))
    place = int(2**n * 0.025)
    assert numbers.exact_mean_interval(changes) == pytest.approx((means[place - 1], means[-place]))


def test_means_of_two_waves_differ_by_more_than_anybody_changed(cities):
    """Those who leave began lower, so that the mean of a wave rises because they left."""
    extra = [(seen["1"].mean() - seen["0"].mean()) - (seen["1"] - seen["0"]).mean() for seen, _ in cities]
    assert np.mean(extra) > 0.05


def test_leaving_makes_levels_too_good_and_change_too_small_and_weights_go_too_far(cities):
    """Who leaves began low, and would have come back up more. Weights balance the first answer alone: among people with
    the same first answer the healthier stayed, so that the second answer is still too good."""
    off = {"level": [], "plain": [], "weighted": []}
    for seen, everybody in cities:
        began, of_all = seen.dropna(subset="0"), everybody["1"] - everybody["0"]
        change = began["1"] - began["0"]
        off["level"].append(seen["1"].mean() - everybody["1"].mean())
        off["plain"].append(change.mean() - of_all.mean())
        off["weighted"].append(numbers.attrition_weighted_mean(change, began[["0"]]).value - of_all.mean())
    mean = {name: np.mean(values) for name, values in off.items()}
    assert mean["level"] > 0.03
    assert mean["plain"] < -0.02
    assert mean["weighted"] > 0.02


def test_the_worst_third_improves_where_nothing_happens():
    gained, expected = [], []
    for seed in SEEDS:
        known = twice(seed, true_effect=0, trend=0).dropna()
        worst = known["0"] <= known["0"].quantile(1 / 3)
        gained.append((known["1"] - known["0"])[worst].mean())
        expected.append((1 - known["0"].corr(known["1"])) * (known["0"].mean() - known["0"][worst].mean()))
    assert min(gained) > 0.3
    # participants as a whole come down a little, which the expectation does not know
    assert np.mean(gained) == pytest.approx(np.mean(expected), abs=0.15)


def test_pooled_numbers_of_areas_are_nearer_to_what_happened():
    """Ten areas of 12 people with the same change: pooled, they lie less than half as far from it."""
    rng = np.random.default_rng(204)
    own, together = [], []
    for _ in range(50):
        changes = rng.normal(0.6, 1.7, (10, 12))
        variance = np.full(10, changes.var(axis=1, ddof=1).mean() / 12)
        pooled = numbers.fay_herriot(changes.mean(axis=1), variance)
        own.append(np.abs(changes.mean(axis=1) - 0.6).mean())
        together.append(np.abs(pooled.value - 0.6).mean())
    assert np.mean(together) < np.mean(own) / 2
