"""Simulate, estimate, compare: the intervals of indicators hold what the simulation made true about 95 times in 100."""

import numpy as np
import pytest

import gezondmenu as gm
from gezondmenu.effects import estimate
from gezondmenu.vocabulary import split_group

STANDARD_ERRORS = 3  # of a share of 0.95 among so many intervals


def share_that_holds(rows, truth) -> float:
    return float(((rows["lower"] <= truth) & (truth <= rows["upper"])).mean())


@pytest.fixture(scope="module")
def simulated():
    study = gm.simulate_study(areas=60, seed=11, tiny_areas=0, comparison_areas=0, head_count_areas=0)
    return study, estimate(study, ["appreciation", "steps", "reach"]).query("variant == 'main'")


@pytest.mark.slow
def test_intervals_of_indicators_hold_the_truth(simulated):
    study, table = simulated
    positive = table[(table["indicator"] == "appreciation_positive") & table["period"].isin(["2024", "2025"])]
    positive = positive[[set(split_group(group)) == {"statement"} for group in positive["group"]]]
    positive = positive.assign(statement=[split_group(group)["statement"] for group in positive["group"]])
    steps = table[(table["indicator"] == "steps_reached") & (table["period"] == "all")]
    reach = table[(table["indicator"] == "reach_ratio") & (table["group"] == "low_income=yes")]
    for rows, name, by, column, scale in (
        (positive, "appreciation", ["area", "statement"], "positive", 100),
        (steps, "goals", ["area"], "reached", 100),
        (reach, "participation", ["area", "period"], "reach_low_income", 1),
    ):
        both = rows.merge(study.truth[name], on=by)
        held = share_that_holds(both, scale * both[column])
        assert len(both) >= 60
        assert held == pytest.approx(0.95, abs=STANDARD_ERRORS * np.sqrt(0.95 * 0.05 / len(both))), name
