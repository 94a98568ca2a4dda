"""What lessons 02 and 03 say about methods holds in a simulation, and their helper never fails on an answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu import numbers
from gezondmenu.lessons.answers import defensible, right_or_almost, seal

# A coverage of 95 % over 400 draws has a standard error of 1.1 points; five of those on either side.
DRAWS, NOISE = 400, 5.5


@pytest.mark.parametrize(
    "answer",
    [
        [1],
        [],
        [[1], [2, 3]],
        {"a": 1},
        (1, 2),
        {1},
        np.array([3.0]),
        pd.Series([3.0]),
        pd.DataFrame({"a": [3.0]}),
        pd.NA,
        pd.NaT,
        float("nan"),
        "three",
        b"3",
        3j,
        10**400,
        len,
        object(),
    ],
    ids=lambda answer: type(answer).__name__,
)
def test_an_answer_of_another_kind_gets_a_hint_and_no_error(answer):
    said = right_or_almost(answer, seal(3, tolerance=0.5), "count again")
    assert said == "almost: give one number; count again"
    assert right_or_almost(answer, seal("three hundred"), "count again") == "almost: count again"


@pytest.mark.parametrize("answer", [3, 3.0, np.int64(3), np.float64(3), np.array(3), pd.Series([3])[0]])
def test_a_number_of_any_type_is_read(answer):
    assert right_or_almost(answer, seal(3)) == "right"
    assert right_or_almost(answer, seal(4), "one more") == "almost: one more"


@pytest.mark.parametrize(
    ("truth", "decimals", "tolerance", "answer", "right"),
    [
        pytest.param(12.604, 1, 0.06, 12.6, True, id="rounded as asked"),
        pytest.param(12.604, 1, 0.06, 12.604323, True, id="not rounded"),
        pytest.param(12.604, 1, 0.06, 12.7, False, id="next to it"),
        pytest.param(12.65, 1, 0.06, 12.6, True, id="a half down"),
        pytest.param(12.65, 1, 0.06, 12.7, True, id="a half up"),
        pytest.param(-0.004, 2, 0.0, 0, True, id="no minus before a zero"),
        pytest.param(6572.2, 0, 1.0, 6573, True, id="a whole number within the tolerance"),
        pytest.param(6572.2, 0, 1.0, 6574, False, id="and out of it"),
        pytest.param(" Deadweight", 0, 0.0, "deadweight ", True, id="a word in any case"),
        pytest.param("0015", 0, 0.0, "15", False, id="a code is no number"),
    ],
)
def test_a_seal_opens_for_the_answer_and_for_no_other(truth, decimals, tolerance, answer, right):
    sealed = seal(truth, decimals, tolerance)
    assert (right_or_almost(answer, sealed) == "right") is right
    assert str(truth).strip() not in sealed


def test_without_an_answer_or_a_hint():
    assert right_or_almost(None, seal(3)).startswith("not yet")
    assert right_or_almost([3], seal(3)) == "almost: give one number"


@pytest.mark.parametrize("reason", ["word " * 10, "word " * 200, "because", "x", 3, ["a"]])
def test_no_reason_is_right_by_its_length(reason):
    said = defensible("a", reason, ("a", "b"), "who pays")
    assert said.startswith("defensible: no computer can judge your reason")
    assert said.endswith("names who pays")


def test_a_choice_without_a_reason_and_a_choice_that_there_is_not():
    assert defensible(None, "word " * 10, ("a", "b"), "who pays").startswith("not yet")
    assert defensible("A ", " ", ("a", "b"), "who pays").startswith("defensible: now write your reason")
    assert defensible("c", "word " * 10, ("a", "b"), "who pays") == "almost: choose one of a, b"


def test_visits_as_persons_hold_the_truth_far_too_seldom():
    rng = np.random.default_rng(20251)
    everybody = rng.geometric(rng.beta(0.5, 1.75, 500).clip(0.02), 500)
    samples = rng.choice(everybody, (DRAWS, 60))
    held = {}
    for name, (lower, upper) in {
        "visits": [limits / 60 for limits in numbers.byar(samples.sum(axis=1))],
        "persons": numbers.t_interval(samples.mean(axis=1), samples.std(axis=1, ddof=1), 60),
    }.items():
        held[name] = 100 * np.mean((lower <= everybody.mean()) & (everybody.mean() <= upper))
    assert held["visits"] < 60
    assert held["persons"] > 95 - NOISE - 3  # a skewed mean of 60 persons stays a little under


def test_answers_as_persons_hold_the_truth_too_seldom_and_clusters_do_hold_it():
    rng = np.random.default_rng(20252)
    held = {"answers": 0, "persons": 0}
    for _ in range(DRAWS):
        who = np.repeat(np.arange(30), rng.integers(1, 13, 30))
        yes = rng.random(len(who)) < rng.beta(1.4, 0.6, 30)[who]
        naive = numbers.wilson(yes.sum(), len(who))
        clustered = numbers.clustered_wilson(*numbers.cluster_squares(yes, 1, who))
        for name, (lower, upper) in (("answers", naive), ("persons", clustered)):
            held[name] += 100 / DRAWS * bool(lower <= 0.7 <= upper)
    assert held["answers"] < 80
    assert held["persons"] > 95 - NOISE


def test_equal_activities_show_a_gap_of_tens_of_points():
    rng = np.random.default_rng(20253)
    shares = rng.binomial(20, 0.75, (DRAWS, 18)) / 20
    assert np.median(100 * (shares.max(axis=1) - shares.min(axis=1))) > 25


def test_those_who_answer_more_readily_make_a_share_too_high_and_the_bounds_hold():
    positive, readily, seldom = 0.6, 0.6, 0.2
    heard = positive * readily
    response = heard + (1 - positive) * seldom
    assert heard / response == pytest.approx(0.818, abs=0.001)
    assert heard <= positive <= heard + 1 - response


def test_a_summer_is_no_decline():
    """The same four seasons three years in a row: each third quarter falls, and there is no growth."""
    growth, lower, upper = numbers.quarterly_growth([110, 132, 86, 120] * 3)
    assert growth == pytest.approx(0, abs=1e-6)
    assert lower <= 1e-6
    assert upper >= -1e-6


@pytest.mark.slow
def test_the_limits_of_growth_hold_although_the_same_persons_come_every_quarter():
    """As independent quarters they hold the truth in about 6 of 10 areas; with persons as clusters in about 9.5."""
    held = []
    for seed in range(101, 107):
        flat = {"participation": 0.07, "growth": 1.12, "comparison_areas": 0, "head_count_areas": 0, "tiny_areas": 0}
        study = gm.simulate_study(8, 5_000, seed=seed, years=(2023, 2024, 2025), **flat)
        trend = gm.estimate(study, ["growth"]).query("indicator == 'visits_trend' and area.str.startswith('WK')")
        held += list((trend["lower"] <= 100 * (1.12**0.25 - 1)) & (trend["upper"] >= 100 * (1.12**0.25 - 1)))
    assert len(held) == 48
    assert np.mean(held) > 0.95 - 3 * (0.95 * 0.05 / 48) ** 0.5


def test_poor_areas_can_take_part_less_while_poor_persons_take_part_more():
    """The ecological fallacy on paper: per area the residents, and the share that comes, of poor and others."""
    poor, others = np.array([40, 20, 10]), np.array([60, 80, 90])
    rate_poor, rate_others = np.array([0.10, 0.20, 0.30]), np.array([0.08, 0.16, 0.24])
    rate = poor * rate_poor + others * rate_others  # per 100 residents, most deprived first
    gap, _ = numbers.slope_index(rate, [0, 0, 0], [100, 100, 100])
    assert gap > 0
    assert (rate_poor > rate_others).all()
