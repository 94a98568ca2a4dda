"""People chosen for their first score: it is told or seen, and what comes anyway is not too small a number."""

from __future__ import annotations

import numpy as np
import pytest

from gezondmenu import check_study
from gezondmenu.effects import estimate
from gezondmenu.numbers.selection import cut_off, return_by_others, return_to_mean
from gezondmenu.report.sections.change.claims import own_change
from tests.conftest import pick
from tests.test_checks import AREAS, write
from tests.test_report_wording import make_page
from tests.test_strongest_claim import GROUP, study_of

WORST = f"baseline=worst third;{GROUP}"


def recruited(rng, n: int, bound: float | None = 4):
    """Whole scores of people whom nothing happens, mean 6, sd 2, reliability 0.6; chosen at the bound or lower."""
    true = rng.normal(6, 2 * 0.6**0.5, 14 * n)
    first, later = (np.clip(np.rint(true + rng.normal(0, 2 * 0.4**0.5, 14 * n)), 0, 10) for _ in range(2))
    chosen = np.flatnonzero(first <= (10 if bound is None else bound))[:n]
    return first[chosen], later[chosen]


def expected(study, group=WORST):
    return pick(estimate(study, ["change"]), area="all", group=group, indicator="expected_regression")


def test_choosing_changes_the_correlation():
    """By hand: 0.4 of the way from 2 to 6 is 1.6; the correlation of those who were chosen is under 0.45, not 0.6."""
    told = return_to_mean([2.0], 6.0, test_retest=0.6)
    assert told.value == pytest.approx(1.6)
    assert np.isnan([told.lower, told.upper]).all()  # the literature gives no error of the correlation
    assert np.corrcoef(*recruited(np.random.default_rng(1), 4_000))[0, 1] < 0.45


def test_limits_by_a_comparison_allow_for_changes_that_vary_unlike():
    """Bell and McCaffrey's errors (HC2) at the mean of who was chosen, by NumPy's inverse; some degrees of freedom."""
    rng = np.random.default_rng(2)
    before = rng.normal(6, 2, 40)
    later = before + rng.normal(0, 0.2 + 0.3 * np.maximum(8 - before, 0))
    found = return_by_others([3.0, 4.0], before, later)
    x = np.column_stack([np.ones(40), before - 3.5])
    inverse = np.linalg.inv(x.T @ x)
    residual = (later - before) - x @ inverse @ x.T @ (later - before)
    leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
    error = np.sqrt((((x @ inverse)[:, 0] * residual) ** 2 / (1 - leverage)).sum())
    assert found.value == pytest.approx((inverse @ x.T @ (later - before))[0])
    assert 1.96 * error < (found.upper - found.lower) / 2 < 2.5 * error


@pytest.mark.slow
@pytest.mark.parametrize("n", [60, 200])
def test_what_is_expected_holds_what_happens(n):
    """Of those chosen at 4 or less whom nothing happens, the worst third gains 1.47: the mean over 30,000 people."""
    rng = np.random.default_rng(n)
    first, later = recruited(rng, 30_000)
    truth = (later - first)[first <= 2].mean()  # the worst third are about those with 2 or less
    held, values = [], []
    for _ in range(300):
        first, later = recruited(rng, n)
        others = recruited(rng, n, bound=None)
        part = first[first <= 2]
        by_others = return_by_others(part, *others)
        held.append(by_others.lower <= truth <= by_others.upper)
        values.append([return_to_mean(part, 6.0, 0.6).value, by_others.value])
    assert np.mean(values, axis=0) == pytest.approx([truth, truth], abs=0.12)
    assert np.mean(held) == pytest.approx(0.95, abs=0.05)


def test_everybody_recruited_at_four_or_less_gets_no_number_that_is_too_small():
    """Nothing happened, and the worst third gained more than one point; before, the page expected half of one."""
    first, later = recruited(np.random.default_rng(3), 120)
    nobody = np.ones(120, bool)
    alone = study_of(first, later, nobody)
    row = expected(alone)
    assert row.status == "too few"
    assert row.note.startswith("nobody scored above 4 at first: people seem to have been chosen for that; what returns")
    choices = {"selected_on": "life_satisfaction", "selected_below": 4, "selected_from_mean": 6}
    assert expected(study_of(first, later, nobody, **choices)).status == "too few"  # nor with a mean and no correlation
    choices["test_retest"] = 0.6
    told = expected(study_of(first, later, nobody, **choices))
    worst = first[first <= np.quantile(first, 1 / 3)]
    assert (later - first)[first <= np.quantile(first, 1 / 3)].mean() > 1
    assert told.value == pytest.approx(0.4 * (6 - worst.mean()), abs=0.01)
    assert np.isnan(told.lower)
    assert told.note == "people were chosen for a first score of 4 or lower"


def test_a_comparison_that_goes_beyond_shows_it_and_tells_how_much():
    rng = np.random.default_rng(5)
    first, later = recruited(rng, 100)
    others = recruited(rng, 100, bound=None)
    both = (np.concatenate(pair) for pair in zip((first, later), others, strict=True))
    study = study_of(*both, np.arange(200) < 100)
    everybody = expected(study, GROUP)
    assert everybody.lower < (later - first).mean() < everybody.upper
    assert everybody.method == "line of later on first scores of the comparison"
    assert "nobody scored above 4 at first" in everybody.note


@pytest.mark.slow
def test_people_who_were_not_chosen_seem_not_to_be():
    """A bell shape that is low, one that is narrow, and everybody: at most 1 in 100 seem cut off."""
    rng = np.random.default_rng(8)
    for mean, sd in ((3, 2), (4, 0.8), (6, 2)):
        fits = [cut_off(np.clip(np.rint(rng.normal(mean, sd, 100)), 0, 10), 0) for _ in range(40)]
        assert np.mean(np.array(fits) > 10.83) <= 0.03
    first, later = recruited(rng, 120, bound=None)
    rows = estimate(study_of(first, later, np.ones(120, bool)), ["change"])
    assert rows[(rows["indicator"] == "expected_regression") & (rows["group"] == GROUP)].empty


def test_a_score_by_which_people_were_chosen_needs_its_outcome(tmp_path):
    survey = "person;wave;question;answer\na;0;life_satisfaction;4\n"
    folder = write(tmp_path, areas=AREAS, survey=survey, study="selected_below = 4\n")
    assert check_study(folder)[["column", "value"]].to_numpy().tolist() == [["selected_below", "4"]]
    (folder / "study.toml").write_text('selected_on = "life"\n', encoding="utf-8")
    assert check_study(folder)[["column", "value"]].to_numpy().tolist() == [["selected_on", "life"]]


def test_the_last_wave_before_the_start_is_a_wave_with_another_after_it(tmp_path):
    survey = "person;wave;question;answer\na;T0;life_satisfaction;4\na;T1;life_satisfaction;5\n"
    folder = write(tmp_path, areas=AREAS, survey=survey, study='started_after = "T1"\n')
    assert check_study(folder)[["column", "value"]].to_numpy().tolist() == [["started_after", "T1"]]
    (folder / "study.toml").write_text('started_after = "T0"\n', encoding="utf-8")
    assert check_study(folder).empty


def test_the_page_says_how_people_were_chosen_and_what_was_to_be_expected():
    shared = {"period": "all", "group": GROUP, "design": "before-after", "unit": "points", "n": 120}
    moved = shared | {"indicator": "mean_change", "value": 1.1, "lower": 0.8, "upper": 1.4}
    anyway = shared | {"indicator": "expected_regression", "value": 1.0, "lower": 0.7, "upper": 1.3}
    anyway["note"] = "people were chosen for a first score of 4 or lower"
    text = " ".join(own_change(make_page(moved, anyway)))
    assert "Mensen zijn gekozen om een eerste score van 4 of lager." in text
    assert "Zonder activiteiten was ongeveer +1,0 punt te verwachten (tussen 0,7 en 1,3)." in text
    nothing = {"value": float("nan"), "lower": float("nan"), "upper": float("nan"), "status": "too few"}
    text = " ".join(own_change(make_page(moved, anyway | nothing)))
    assert "Zulke mensen scoren de volgende keer dichter bij anderen, wat er ook gebeurt." in text
