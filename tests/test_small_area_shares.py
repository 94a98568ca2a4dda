"""Pooled shares of small areas: on simulated areas with a known truth, and at the ends."""

from __future__ import annotations

import numpy as np
import pytest

from gezondmenu import numbers
from gezondmenu.vocabulary import GezondmenuError

SLACK = 0.02  # over 600 studies of eight areas the coverage itself is sure to about half a percentage point


@pytest.mark.slow
@pytest.mark.parametrize("apart", [0.05, 0.15])
def test_pooled_shares_are_nearer_to_the_truth_and_their_limits_hold_it(apart):
    """Eight areas whose arcsines differ by `apart`, with 8 to 60 answers each; 600 studies."""
    rng = np.random.default_rng(12)
    persons = np.array([8, 10, 12, 15, 20, 30, 45, 60])
    own, pooled, held = [], [], []
    for _ in range(600):
        truth = np.sin(np.clip(rng.normal(0.9, apart, 8), 0, np.pi / 2)) ** 2
        yes = rng.binomial(persons, truth)
        made = numbers.pooled_shares(yes, persons)
        own.append((yes / persons - truth) ** 2)
        pooled.append((made.value - truth) ** 2)
        held.append((made.lower <= truth) & (truth <= made.upper))
    assert np.mean(pooled) < 0.75 * np.mean(own)
    assert np.mean(held) > 0.95 - SLACK


def test_the_smaller_the_area_the_further_its_share_is_pulled_and_all_or_nobody_is_no_end():
    made = numbers.pooled_shares([10, 5, 30, 0], [10, 10, 60, 10])
    assert made.weight[2] == made.weight.max()
    assert made.value[0] < 1
    assert made.value[3] > 0
    assert ((made.lower >= 0) & (made.lower <= made.value) & (made.value <= made.upper) & (made.upper <= 1)).all()
    alike = numbers.pooled_shares([50, 50, 50, 50], [100, 100, 100, 100])
    assert alike.value == pytest.approx(0.5)


@pytest.mark.parametrize(("yes", "persons"), [([1, 2, 3, 4], [1, 2, 3, 3]), ([1, 1, 1, 0], [2, 2, 2, 0])])
def test_impossible_counts_are_refused(yes, persons):
    with pytest.raises(GezondmenuError):
        numbers.pooled_shares(yes, persons)
