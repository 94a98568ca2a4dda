"""Change, its flow and its words: tiny surveys to work out by hand, and independent routes."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats
from scipy.stats import permutation_test

from gezondmenu.disclosure import release
from gezondmenu.effects import estimate, outcomes_of, scores_of
from gezondmenu.numbers import (
    attrition_weighted_mean,
    cronbach_alpha,
    exact_mean_interval,
    fay_herriot,
    mean_change,
    standardised_change,
    standardised_difference,
    stratified_interval,
)
from gezondmenu.numbers.steep_regression import leverage_slope
from gezondmenu.study.model import Study, make_study
from gezondmenu.vocabulary import GezondmenuError
from tests.conftest import pick, rows

AREAS = rows("area name", ("A", "Noord"), ("B", "Zuid"))
SURVEY = "person wave question answer area arm"


def survey_study(*answers: tuple, questions: pd.DataFrame | None = None, **chosen) -> Study:
    frames = {"areas": AREAS, "survey": rows(SURVEY, *answers)}
    if questions is not None:
        frames["questions"] = questions
    return make_study(frames, **chosen)


def answers_of(scores: dict[str, tuple], question: str = "life_satisfaction", area: str = "A", arm=None) -> list[tuple]:
    """A row for each person and wave; None is a wave that was not answered."""
    return [
        (person, str(wave), question, str(score), area, arm)
        for person, both in scores.items()
        for wave, score in enumerate(both)
        if score is not None
    ]


SEVEN = {"a": (5, 6), "b": (6, 6), "c": (4, 6), "d": (7, 8), "e": (5, 8), "f": (6, 5), "g": (7, None)}
GROUP = "outcome=life_satisfaction;wave=1"


def test_mean_change_by_hand_and_its_flow():
    """Six changes: 1, 0, 2, 1, 3, -1: six sevenths of those who began."""
    table = estimate(survey_study(*answers_of(SEVEN)), ["change", "survey_flow"])
    row = pick(table, area="A", group=GROUP, indicator="mean_change")
    assert (row.value, row.n, row.unit, row.design) == (1.0, 6, "points", "before-after")
    assert (row.lower, row.upper) == (-1, 3)  # the smallest and the largest of the 63 means of subsets
    assert row.method == "exact, by turning signs"
    assert row.note == "6 of 7 who began"
    assert pick(table, area="A", group=GROUP, indicator="survey_used").value == 6
    answered = [pick(table, area="A", group=f"wave={w}", indicator="survey_answered").value for w in "01"]
    assert answered == [7, 6]
    followed = pick(table, area="A", group="wave=1", indicator="followed_share")
    assert (followed.numerator, followed.denominator) == (6, 7)


def test_exact_limits_are_the_middles_that_turning_signs_does_not_reject():
    """An independent route: scipy's exact permutation test of the signs, at limits just inside and just outside."""
    changes = np.array([1.3, 0.2, 2.1, 0.9, 3.4, -0.7, 1.8, 0.4, 1.1])
    lower, upper = exact_mean_interval(changes)
    for inside, outside in ((lower + 1e-6, lower - 1e-6), (upper - 1e-6, upper + 1e-6)):
        p = [
            permutation_test(
                (changes - middle,), np.mean, permutation_type="samples", n_resamples=np.inf, alternative="two-sided"
            ).pvalue
            for middle in (inside, outside)
        ]
        assert p[0] > 0.05 >= p[1] - 2 / 2**9


def test_exact_limits_by_listing_every_subset():
    changes = [0.5, 2.0, 1.0, -1.0, 3.0, 0.0, 2.5, 1.5]
    subsets = itertools.chain.from_iterable(itertools.combinations(changes, size) for size in range(1, 9))
    means = sorted(sum(subset) / len(subset) for subset in subsets)
    rank = int(2**8 * 0.025)
    assert exact_mean_interval(changes) == pytest.approx((means[rank - 1], means[-rank]))


def test_too_few_for_limits_is_said():
    assert mean_change([1, 2, 3])[3] == "none: fewer than 6 persons"
    table = estimate(survey_study(*answers_of({"a": (5, 6), "b": (6, None)})), ["change"])
    row = pick(table, area="A", group=GROUP, indicator="mean_change")
    assert row.status == "too few"
    assert "fewer than 2 persons answered both times" in row.note


def test_from_twenty_people_on_it_is_a_t_interval():
    changes = np.arange(20) / 10
    mean, lower, upper, method = mean_change(changes)
    half = 2.093024 * changes.std(ddof=1) / np.sqrt(20)
    assert (mean, lower, upper) == pytest.approx((changes.mean(), changes.mean() - half, changes.mean() + half))
    assert method == "t, over persons"


def test_a_change_over_areas_is_that_of_these_areas_by_hand():
    """Twelve persons in A move 0 or 2, twelve in B 10 or 12: within areas the variance is 12/11."""
    study = survey_study(
        *answers_of({f"a{k}": (20, 20 + 2 * (k % 2)) for k in range(12)}, "savings", "A"),
        *answers_of({f"b{k}": (20, 30 + 2 * (k % 2)) for k in range(12)}, "savings", "B"),
        questions=rows("question low high better", ("savings", 0, 100, "higher")),
    )
    table = estimate(study, ["change"])
    row = pick(table, area="all", group="outcome=savings;wave=1", indicator="mean_change")
    half = stats.t.ppf(0.975, 22) * np.sqrt(2 * 12 * (12 / 11) / 24**2)
    assert (row.value, row.lower, row.upper) == pytest.approx((6, 6 - half, 6 + half))
    assert row.note == "24 of 24 who began; of these 2 areas themselves, each person counted once"
    one = pick(table, area="A", group="outcome=savings;wave=1", indicator="mean_change")
    assert one.note == "12 of 12 who began"


def test_limits_within_areas_by_another_route():
    """HC2 errors of a level for each area are the variances within areas; the degrees of freedom by their formula."""
    rng = np.random.default_rng(2)
    sizes = np.array([4, 7, 15])
    areas = np.repeat(np.arange(3), sizes)
    values = rng.normal(areas, 1 + areas)
    lower, upper = stratified_interval(values, areas)
    fit = sm.OLS(values, np.eye(3)[areas]).fit(cov_type="HC2")
    error = np.sqrt((sizes / 26) @ fit.cov_params() @ (sizes / 26))
    parts = np.array([sizes[k] * values[areas == k].var(ddof=1) for k in range(3)])
    df = parts.sum() ** 2 / (parts**2 / (sizes - 1)).sum()
    assert (lower, upper) == pytest.approx(values.mean() + np.array([-1, 1]) * stats.t.ppf(0.975, df) * error)


def test_areas_of_one_or_two_share_a_variance_or_are_taken_as_one():
    pairs = [0.0, 2, 5, 7, 1, 3, 9, 11]  # four areas of two, variance 2 in each, with four degrees of freedom
    lower, upper = stratified_interval(pairs, list("aabbccdd"))
    assert (upper - lower) / 2 == pytest.approx(stats.t.ppf(0.975, 4) * np.sqrt(2 / 8))
    alone = stratified_interval([1.0, 2, 6, 7], list("abcd"))  # areas of one: their differences are all there is
    assert alone == pytest.approx(stats.t.interval(0.95, 3, 4, np.std([1, 2, 6, 7], ddof=1) / 2))
    assert stratified_interval([3.0, 3, 3], list("aab")) == (3.0, 3.0)
    assert np.isnan(stratified_interval([3.0], ["a"])).all()


def test_hedges_g_against_pingouin_and_by_hand():
    pingouin = pytest.importorskip("pingouin")
    one, other = np.array([5, 6, 7, 9, 4.0]), np.array([4, 5, 6, 6, 3.0])
    g = standardised_difference(one, other)[0]
    assert g == pytest.approx(pingouin.compute_effsize(one, other, eftype="hedges"), rel=1e-3)
    first, later = np.array([4, 5, 6, 7, 8.0]), np.array([5, 7, 6, 8, 9.0])
    # mean change 1, sd at the start 1.5811, J(4) = 0.8, var = 0.64 (0.5/12.5 + 0.4/8)
    assert standardised_change(first, later)[0] == pytest.approx(0.8 / 1.5811388, rel=1e-6)
    half = standardised_change(first, later)[2] - standardised_change(first, later)[0]
    assert half == pytest.approx(2.7764451 * np.sqrt(0.64 * 0.09), rel=1e-6)


def test_weighted_for_who_left_is_the_mean_of_the_whole_where_strata_tell_all():
    """Begin at 8: all 20 stay and change 0. Begin at 4: 10 of 20 stay and change 2. Everybody together: 1."""
    change = np.array([0.0] * 20 + [2.0] * 10 + [np.nan] * 10)
    began = np.array([8.0] * 19 + [8.001] + [4.0] * 20)[:, None]
    change[0] = np.nan  # one of the first leaves, so that a chance exists
    found = attrition_weighted_mean(change, began)
    assert np.nanmean(change) == pytest.approx(20 / 29)
    assert found.value == pytest.approx(1.0, abs=0.01)
    assert found.lower < 1 < found.upper


def test_the_error_of_weights_is_that_of_leaving_out_each_person_with_all_to_be_estimated_again():
    """40 people; the logistic regression of statsmodels fitted 40 times, where the package takes one step from one."""
    from scipy.stats import t
    from statsmodels.discrete.discrete_model import Logit

    rng = np.random.default_rng(6)
    first = rng.normal(6, 2, 40)
    there = rng.random(40) < 1 / (1 + np.exp(-(first - 5)))
    change = np.where(there, rng.normal(1, 1, 40) - 0.3 * first, np.nan)

    def of(kept: np.ndarray) -> float:
        design = np.column_stack([np.ones(len(kept)), first[kept]])
        chance = Logit(there[kept].astype(float), design).fit(disp=0).predict(design)
        stayed = there[kept]
        return np.average(change[kept][stayed], weights=1 / chance[stayed])

    every = np.arange(40)
    without = np.array([of(np.delete(every, one)) for one in every])
    error = np.sqrt(39 / 40 * ((without - without.mean()) ** 2).sum())
    found = attrition_weighted_mean(change, first[:, None])
    assert found.value == pytest.approx(of(every), rel=1e-6)
    half = t.ppf(0.975, there.sum() - 2) * error
    assert (found.upper - found.lower) / 2 == pytest.approx(half, rel=0.05)  # one step of Newton's is near the end


def test_weights_of_people_who_all_stayed_give_the_t_interval():
    found = attrition_weighted_mean([1.0, 2, 4, 5], [[1.0], [2.0], [3.0], [5.0]])
    half = 3.182446 * np.std([1, 2, 4, 5], ddof=1) / 2
    assert (found.value, found.upper - found.value) == (3, pytest.approx(half, rel=1e-6))


def test_who_left_is_also_told_by_what_is_known_of_people():
    """Men change 0 and stay; women change 2 and half of them left: of all 80 the mean is 1, of those who stayed 0.7."""
    first = np.random.default_rng(2).integers(4, 8, 80)
    women = np.arange(80) >= 40
    left = women & (np.arange(80) % 2 == 0)
    left[:4] = True  # some men leave too, so that a chance exists
    people = {f"p{k}": (first[k], None if left[k] else first[k] + 2 * women[k]) for k in range(80)}
    traits = rows("person area gender", *((f"p{k}", "A", "female" if women[k] else "male") for k in range(80)))
    alone = survey_study(*answers_of(people))
    known = make_study({**alone.tables, "people": traits})
    found = [
        pick(estimate(study, ["change"]), area="A", group=GROUP, indicator="mean_change", variant="weighted")
        for study in (alone, known)
    ]
    assert found[0].value == pytest.approx(40 / 56, abs=0.05)  # 36 men and 20 women are left
    assert found[1].value == pytest.approx(1.0, abs=0.01)
    assert [row.note.split("weighted on ")[1] for row in found] == ["first", "first, female"]


def test_nobody_counts_for_more_where_nobody_left():
    """Weights that are all one would give the same mean, with narrower limits."""
    table = estimate(survey_study(*answers_of({name: both for name, both in SEVEN.items() if name != "g"})), ["change"])
    row = pick(table, area="A", group=GROUP, indicator="mean_change", variant="weighted")
    assert (row.status, row.note, np.isnan(row.value)) == ("no data", "nobody left", True)


def test_the_tipping_point_is_the_limit_divided_by_the_share_that_left():
    people = {f"p{k}": (5, 6 + k % 2) for k in range(30)} | {f"q{k}": (5, None) for k in range(10)}
    table = estimate(survey_study(*answers_of(people)), ["change"])
    row = pick(table, area="A", group=GROUP, indicator="mean_change")
    assert row.value == 1.5
    delta = pick(table, area="A", group=GROUP, indicator="dropout_to_zero")
    assert delta.value == pytest.approx(row.lower / 0.25)
    # check: those who left changed `delta` less than those who stayed; the lower limit of all is then zero
    assert row.lower - 0.25 * delta.value == pytest.approx(0)


def test_the_tipping_point_of_a_fall_and_of_nothing_clear():
    falls = {f"p{k}": (8, 6 + k % 2) for k in range(30)} | {f"q{k}": (8, None) for k in range(10)}
    table = estimate(survey_study(*answers_of(falls)), ["change"])
    row = pick(table, area="A", group=GROUP, indicator="mean_change")
    assert pick(table, area="A", group=GROUP, indicator="dropout_to_zero").value == pytest.approx(-row.upper / 0.25)
    unclear = {f"p{k}": (6, 5 + 2 * (k % 2)) for k in range(30)} | {"q": (6, None)}
    table = estimate(survey_study(*answers_of(unclear)), ["change"])
    row = pick(table, area="A", group=GROUP, indicator="dropout_to_zero")
    assert (row.status, row.note) == ("no data", "the change is not clear of zero as it is")


def test_share_that_moved_by_more_than_matters():
    """WHO-5: ten points matter. Items add 4 each: from 40 to 52 is better, to 48 is not, to 28 is worse."""
    people = {"a": (40, 52), "b": (40, 48), "c": (40, 28), "d": (40, 60)}
    answers = [
        (person, str(wave), f"who{item}", str(value // 20 + (item <= value // 4 % 5)), "A", None)
        for person, both in people.items()
        for wave, value in enumerate(both)
        for item in range(1, 6)
    ]
    study = survey_study(*answers)
    scores = scores_of(study).query("outcome == 'who5'").pivot(index="person", columns="wave", values="score")
    assert scores.to_numpy().tolist() == [[40, 52], [40, 48], [40, 28], [40, 60]]
    table = estimate(study, ["change"])
    better = pick(table, area="A", group="outcome=who5;wave=1", indicator="improved_share")
    worse = pick(table, area="A", group="outcome=who5;wave=1", indicator="worsened_share")
    assert (better.numerator, worse.numerator, better.denominator) == (2, 1, 4)
    assert better.note == "at least 10 points, which is from memory; 4 of 4 who began"


def test_ordinal_answers_get_a_median_classes_and_no_mean():
    people = {f"p{k}": (2 + k % 2, 1 + k % 3) for k in range(12)}
    table = estimate(survey_study(*answers_of(people, "perceived_health")), ["health", "change"])
    assert pick(table, area="A", group="outcome=perceived_health;wave=0", indicator="outcome_median").value == 2.5
    classes = [
        pick(table, area="A", group=f"answer={k};outcome=perceived_health;wave=1", indicator="outcome_share").numerator
        for k in range(1, 6)
    ]
    assert classes == [4, 4, 4, 0, 0]
    moved = [people[f"p{k}"][1] - people[f"p{k}"][0] for k in range(12)]
    better = pick(table, area="A", group="outcome=perceived_health;wave=1", indicator="improved_share")
    assert better.numerator == sum(change <= -1 for change in moved)  # 1 is the best answer
    means = table[(table["indicator"] == "mean_change") & (table["status"] == "ok")]
    assert set(means["group"]) == {"outcome=good_health;wave=1"}


def test_those_who_began_worst_improve_without_any_programme():
    """Two measurements of nothing but chance and what lasts: the worst third 'gains', as much as expected."""
    rng = np.random.default_rng(4)
    lasting = rng.normal(size=600)
    both = 5 + 1.5 * (np.sqrt(0.6) * lasting[:, None] + np.sqrt(0.4) * rng.normal(size=(600, 2)))
    people = {f"p{k}": tuple(np.clip(np.round(pair), 0, 10).astype(int)) for k, pair in enumerate(both)}
    table = estimate(survey_study(*answers_of(people)), ["change"])
    group = "baseline=worst third;outcome=life_satisfaction;wave=1"
    gained = pick(table, area="A", group=group, indicator="mean_change")
    expected = pick(table, area="A", group=group, indicator="expected_regression")
    assert gained.lower > 0.3
    assert gained.lower < expected.value < gained.upper
    assert "chosen because they began badly" in gained.note
    everybody = pick(table, area="A", group=GROUP, indicator="mean_change")
    assert everybody.lower < 0 < everybody.upper


# ------------------------------------------------------------------------------------------------ small areas


def test_fay_herriot_by_moments_is_paule_and_mandel_of_statsmodels():
    from statsmodels.stats.meta_analysis import combine_effects

    y, v = np.array([0.1, 0.7, -0.3, 1.2, 0.5, 0.4]), np.array([0.02, 0.1, 0.05, 0.2, 0.03, 0.08])
    other = combine_effects(y, v, method_re="iterated", row_names=list("abcdef"))
    assert fay_herriot(y, v, method="moments").between == pytest.approx(other.tau2, rel=1e-5)


def test_fay_herriot_on_the_published_bcg_trials():
    """Thirteen trials of BCG vaccine (metafor, dat.bcg): REML variance 0.3132, mean log risk ratio -0.7145."""
    y = "-.8893 -1.5854 -1.3481 -1.4416 -.2175 -.7861 -1.6209 .0120 -.4694 -1.3713 -.3394 .4459 -.0173"
    v = ".3256 .1946 .4154 .0200 .0512 .0069 .2230 .0040 .0564 .0730 .0124 .5325 .0714"
    found = fay_herriot(np.array(y.split(), float), np.array(v.split(), float))
    assert found.between == pytest.approx(0.3132, abs=2e-4)
    assert found.synthetic[0] == pytest.approx(-0.7145, abs=2e-4)


def test_eight_schools_differ_no_more_than_chance():
    """Rubin (1981): the variance between schools is estimated as 0, so all get the mean of 7.7."""
    y, se = [28, 8, -3, 7, -1, 1, 18, 12], np.array([15, 10, 16, 11, 9, 11, 10, 18.0])
    found = fay_herriot(y, se**2)
    assert (found.between, found.weight.max()) == (0, 0)
    np.testing.assert_allclose(found.value, 7.686, atol=0.001)


@pytest.mark.parametrize("traits", [None, [[0.2], [1.0], [0.4], [2.0], [0.1], [0.7]]])
def test_adjusted_variance_is_the_top_of_li_and_lahiris_likelihood(traits):
    """A times the restricted likelihood, with whole matrices, over a grid; and its mse in parts."""
    y, d = np.array([0.1, 0.7, -0.3, 1.2, 0.5, 0.4]), np.array([0.2, 0.1, 0.5, 0.2, 0.3, 0.8])
    x = np.column_stack([np.ones(6), *([] if traits is None else [np.array(traits)[:, 0]])])
    found = fay_herriot(y, d, traits, "adjusted")

    def minus(between):
        inverse = np.diag(1 / (between + d))
        spread = np.linalg.inv(x.T @ inverse @ x)
        project = inverse - inverse @ x @ spread @ x.T @ inverse
        restricted = np.log(between + d).sum() - np.linalg.slogdet(spread)[1] + y @ project @ y
        return restricted / 2 - np.log(between)

    grid = np.geomspace(1e-3, 5, 4000)
    assert found.between == pytest.approx(grid[np.argmin([minus(between) for between in grid])], rel=2e-3)
    total = found.between + d
    spread = np.linalg.inv(x.T @ np.diag(1 / total) @ x)
    own, line = found.between * d / total, (d / total) ** 2 * np.diag(x @ spread @ x.T)
    np.testing.assert_allclose(found.mse, own + line + d**2 / total**3 * 2 / (total**-2.0).sum())


def test_eight_schools_are_not_taken_for_one_where_the_variance_is_adjusted():
    """REML finds 0; adjusted, each school keeps part of its own number, between the raw one and the mean."""
    y, se = np.array([28, 8, -3, 7, -1, 1, 18, 12.0]), np.array([15, 10, 16, 11, 9, 11, 10, 18.0])
    found = fay_herriot(y, se**2, method="adjusted")
    assert (found.weight > 0).all()
    assert ((found.value - y) * (found.value - found.synthetic) <= 0).all()


def test_the_smaller_the_area_the_further_it_is_pulled():
    found = fay_herriot([1.0, 1.0, -1.0, -1.0, 0.0], [0.1, 2.0, 0.1, 2.0, 0.5])
    assert found.weight[0] > found.weight[4] > found.weight[1]
    assert abs(found.value[0]) > abs(found.value[1])
    assert (found.mse < np.array([0.1, 2.0, 0.1, 2.0, 0.5]) + 1).all()


def test_pooled_rows_stand_beside_the_raw_ones_and_are_hidden_with_them():
    """Five areas, one of which has seven people: its raw change is hidden, and so are pooled change and weight."""
    rng = np.random.default_rng(2)
    answers = []
    for place, persons in enumerate((40, 40, 40, 40, 7)):
        people = {f"{place}-{k}": (6, int(np.clip(6 + place - 1 + rng.integers(-1, 2), 0, 10))) for k in range(persons)}
        answers += answers_of(people, area=f"X{place}")
    frames = {"areas": pd.DataFrame({"area": [f"X{k}" for k in range(5)], "name": list("vwxyz")})}
    study = make_study({**frames, "survey": rows(SURVEY, *answers)})
    table = estimate(study, ["change", "health"])
    raw, pooled = (pick(table, area="X4", group=GROUP, indicator="mean_change", variant=v) for v in ("main", "pooled"))
    weight = pick(table, area="X4", group=GROUP, indicator="pooled_weight").value
    assert 0 < weight < 100
    others = pick(table, area="X0", group=GROUP, indicator="pooled_weight").value
    assert others > weight
    assert pooled.value < raw.value  # the highest area is pulled down
    published = release(table)
    for indicator, variant in (("mean_change", "main"), ("mean_change", "pooled"), ("pooled_weight", "main")):
        row = pick(published, area="X4", group=GROUP, indicator=indicator, variant=variant)
        assert row.status == "suppressed"
    shown = pick(published, area="X0", group=GROUP, indicator="mean_change", variant="pooled")
    assert shown.status == "ok"


def test_an_area_whose_own_n_would_do_is_hidden_with_its_raw_row_too():
    """Where the raw row is hidden for another reason than n, the pooled one may not give it back."""
    key = {"area": "A", "period": "all", "group": GROUP, "version": "1", "confidence": 0.95, "design": "before-after"}
    base = {**key, "status": "ok", "note": "", "method": "t, over persons", "numerator": np.nan, "denominator": np.nan}
    raw = {**base, "indicator": "mean_change", "variant": "main", "unit": "percentage points", "n": 12.0}
    raw |= {"value": 100 / 12, "lower": -10.0, "upper": 30.0}
    pooled = {**base, "indicator": "mean_change", "variant": "pooled", "unit": "percentage points", "n": 12.0}
    pooled |= {"value": 5.123, "lower": -5.0, "upper": 15.0}
    weight = {**base, "indicator": "pooled_weight", "variant": "main", "unit": "%", "n": 12.0, "value": 33.3}
    published = release(pd.DataFrame([raw, pooled, weight]).assign(lower=lambda f: f["lower"]))
    hidden = published["status"] == "suppressed"
    digits = [len(f"{v:g}".replace("-", "").replace(".", "").strip("0")) for v in published["value"].dropna()]
    assert hidden.all() or digits[1] <= max(digits[0], 1)


# ------------------------------------------------------------------------------------------------ own questions, errors

OWN = rows(
    "question low high better level scale name name_en",
    ("safe", 1, 5, "higher", "score", "living", "Leefbaarheid", "Liveability"),
    ("dirty", 1, 5, "lower", "score", "living", "Leefbaarheid", "Liveability"),
)


@pytest.mark.parametrize(
    ("people", "highest", "value_set", "told"),
    [(30, 3, "NL-2016", True), (29, 3, "NL-2016", False), (30, 4, "NL-2016", False), (30, 3, "NL-2006", False)],
)
def test_answers_of_three_levels_under_a_value_set_of_five_are_said_on_every_row(people, highest, value_set, told):
    """Thirty persons with levels 1 to 3 only; one level 4, one person fewer or a set of the 3L is nothing odd."""
    answers = [
        (f"p{person}", str(wave), item, str(highest if (person, item) == (0, "pain") else 1 + person % 3), "A", None)
        for person in range(people)
        for wave in (0, 1)
        for item in ("mobility", "self_care", "usual_activities", "pain", "anxiety")
    ]
    study = survey_study(*answers, *answers_of(SEVEN), value_set=value_set)
    table = estimate(study, ["health", "change"])
    words = "nobody chose a level above 3 of 5"
    of_eq5d = table["group"].str.contains("outcome=eq5d")
    assert table.loc[of_eq5d, "note"].str.contains(words).all() == told
    assert not table.loc[~of_eq5d, "note"].str.contains(words).any()


def test_questions_of_your_own_form_a_scale_with_items_turned():
    answers = [("a", "0", "safe", "4", "A", None), ("a", "0", "dirty", "2", "A", None)]
    answers += [("b", "0", "safe", "5", "A", None), ("b", "0", "dirty", None, "A", None)]
    study = survey_study(*answers, questions=OWN)
    scores = scores_of(study).set_index("person")["score"]
    assert scores["a"] == 4.0  # (4 + (6 - 2)) / 2
    assert np.isnan(scores["b"])
    assert outcomes_of(study)["living"].nl == "Leefbaarheid"


def test_alpha_by_hand():
    """Two items: variances 1 and 4/3, of the sum 13/3; alpha = 2 (1 - (7/3)/(13/3)) = 12/13."""
    items = np.array([[1, 1], [2, 1], [3, 3], [2, 3.0]])
    variances, whole = items.var(axis=0, ddof=1), items.sum(axis=1).var(ddof=1)
    assert cronbach_alpha(items)[0] == pytest.approx(2 * (1 - variances.sum() / whole))
    with pytest.raises(GezondmenuError, match="two items"):
        cronbach_alpha([[1], [2]])


def test_dose_is_a_slope_by_hand_and_says_that_dose_is_chosen():
    """The change is a tenth of the visits: one point for ten visits more, at the same first score."""
    people = {f"p{k}": (4 + k % 3, 4 + k % 3 + k % 4) for k in range(24)}
    visits = [
        (f"p{k}", pd.Timestamp("2025-01-01") + pd.Timedelta(days=v)) for k in range(24) for v in range(10 * (k % 4))
    ]
    study = make_study(
        {
            "areas": AREAS,
            "activities": rows("activity area name", ("01", "A", "Wandelen")),
            "attendance": pd.DataFrame(visits, columns=["person", "date"]).assign(activity="01", role="participant"),
            "survey": rows(SURVEY, *answers_of(people)),
        }
    )
    row = pick(estimate(study, ["dose"]), area="A", group=GROUP, indicator="dose_slope")
    assert row.value == pytest.approx(1.0)
    assert row.unit == "points per 10 visits"
    assert row.design == "before-after"
    assert "their own choice" in row.note


def test_the_errors_of_a_dose_count_a_person_with_very_many_visits_for_more():
    """HC4 (Cribari-Neto 2004) by NumPy's inverse: squares over (1 - h)^min(4, n h/p), t with n - p."""
    rng = np.random.default_rng(1)
    came, first = np.ceil(np.exp(rng.normal(1.6, 0.9, 30))), rng.normal(size=30)
    moved = 0.1 * came + rng.normal(size=30) * came**0.5
    x = np.column_stack([np.ones(30), came, first])
    inverse = np.linalg.inv(x.T @ x)
    residual = moved - x @ inverse @ x.T @ moved
    leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
    squares = residual**2 / (1 - leverage) ** np.minimum(4, 30 * leverage / 3)
    error = np.sqrt(((x @ inverse)[:, 1] ** 2 * squares).sum())
    found = leverage_slope(moved, x, [0, 1, 0])
    assert found.value == pytest.approx((inverse @ x.T @ moved)[1])
    assert found.upper - found.value == pytest.approx(2.0518305 * error, rel=1e-7)
    far = leverage_slope(1e6 * moved + 1e9, x * [1, 1e-3, 1e3], [0, 1, 0])  # another unit and origin of all
    np.testing.assert_allclose(np.array(far) / 1e9, np.array(found), rtol=1e-6)
    assert np.isnan(leverage_slope(3 + 2 * came, x, [0, 1, 0]).lower)  # nothing varies around the line
    with pytest.raises(GezondmenuError, match="a column is a sum of the others"):
        leverage_slope(moved, np.column_stack([x, came + first]), [0, 1, 0, 0])


def test_row_order_changes_nothing_and_input_is_left_alone():
    answers = answers_of(SEVEN)
    study = survey_study(*answers)
    before = study["survey"].copy()
    one = estimate(study, ["change", "health", "survey_flow"])
    other = estimate(survey_study(*answers[::-1]), ["change", "health", "survey_flow"])
    pd.testing.assert_frame_equal(one, other)
    pd.testing.assert_frame_equal(study["survey"], before)


def crowd(area: str, wave: str, scores: list[int], arm=None) -> list[tuple]:
    """A new group of people at each wave."""
    return [(f"{area}{wave}{k}", wave, "life_satisfaction", str(s), area, arm) for k, s in enumerate(scores)]


def test_where_other_people_answer_each_time_means_are_compared():
    """A survey among residents is mostly of other people: two samples, Welch, and no talk of who left."""
    one, other = [5, 6, 7, 6, 6, 5, 7, 8, 4, 6, 6, 7], [7, 7, 8, 6, 9, 7, 6, 8, 7, 7, 8, 5, 7, 8]
    table = estimate(survey_study(*crowd("A", "0", one), *crowd("A", "1", other)), ["change", "survey_flow"])
    row = pick(table, area="A", group=GROUP, indicator="mean_change")
    error = np.sqrt(np.var(one, ddof=1) / 12 + np.var(other, ddof=1) / 14)
    assert row.value == pytest.approx(np.mean(other) - np.mean(one))
    assert (row.upper - row.lower) / 2 == pytest.approx(2.07 * error, rel=0.01)
    assert (row.n, row.note) == (26, "other people answered each time")
    mine = table[(table["area"] == "A") & (table["indicator"] == "mean_change")]
    assert set(mine["variant"]) == {"main"}


def test_where_other_people_answer_nobody_is_missing_at_the_later_wave():
    answers = crowd("A", "0", [5, 6, 7, 8]) + crowd("A", "1", [6, 7, 8, 9])
    level = pick(estimate(survey_study(*answers), ["health"]), area="A", group=GROUP, indicator="outcome_mean")
    assert (level.value, level.n, level.note) == (7.5, 4, "")
    seven = pick(
        estimate(survey_study(*answers_of(SEVEN)), ["health"]), area="A", group=GROUP, indicator="outcome_mean"
    )
    assert seven.note == "1 of 7 unknown"


def test_areas_with_and_without_a_programme_of_which_other_people_answer_each_time():
    """Four areas with and four without: the difference of the changes of eight area means, by hand."""
    rng = np.random.default_rng(6)
    answers, means = [], {}
    for place, area in enumerate("ABCDEFGH"):
        arm = "with" if place < 4 else "without"
        for wave in "01":
            scores = rng.integers(4, 8, 15 + place) + (wave == "1") * (place < 4)
            means[area, wave] = scores.mean()
            answers += crowd(area, wave, scores.tolist(), arm)
    frames = {"areas": pd.DataFrame({"area": list("ABCDEFGH"), "name": list("ABCDEFGH")})}
    study = make_study({**frames, "survey": rows(SURVEY, *answers)}, comparison_arm="without")
    row = pick(estimate(study, ["comparison", "change"]), area="all", group=GROUP, indicator="mean_difference")
    change = np.array([means[area, "1"] - means[area, "0"] for area in "ABCDEFGH"])
    assert row.value == pytest.approx(change[:4].mean() - change[4:].mean())
    assert row.lower < 1 < row.upper
    assert row.n == len(answers)
    assert "other people answered each time" in row.note


def test_words_and_methods_do_not_tell_how_few_there_are():
    """Seven of whom a change is known: hidden, and neither method nor note says more than that."""
    people = {f"p{k}": (5, 6 + k % 2) for k in range(7)} | {f"q{k}": (5, None) for k in range(20)}
    published = release(estimate(survey_study(*answers_of(people)), ["change", "survey_flow"]))
    row = pick(published, area="A", group=GROUP, indicator="mean_change")
    assert (row.status, row.method, row.note) == ("suppressed", "exact or t, over persons", "hidden: fewer than 10")
    single = {f"p{k}": (5, 6 if k == 0 else None) for k in range(30)}
    published = release(estimate(survey_study(*answers_of(single)), ["change", "survey_flow"]))
    row = pick(published, area="A", group=GROUP, indicator="mean_change")
    assert (row.status, row.note) == ("suppressed", "hidden: fewer than 10")
    twenty = {f"p{k}": (5, 5 + k % 3) for k in range(19)}
    published = release(estimate(survey_study(*answers_of(twenty)), ["change"]))
    assert pick(published, area="A", group=GROUP, indicator="mean_change").method == "exact or t, over persons"


def test_how_many_left_is_not_told_by_the_tipping_point():
    people = {f"p{k}": (5, 6 + k % 2) for k in range(60)} | {f"q{k}": (5, None) for k in range(6)}
    table = estimate(survey_study(*answers_of(people)), ["change"])
    assert pick(table, area="A", group=GROUP, indicator="dropout_to_zero").status == "no data"  # more than the scale
    people = {f"p{k}": (5, 5 + k % 2) for k in range(30)} | {f"q{k}": (5, None) for k in range(6)}
    table = estimate(survey_study(*answers_of(people)), ["change"])
    assert pick(table, area="A", group=GROUP, indicator="dropout_to_zero").status == "ok"
    row = pick(release(table), area="A", group=GROUP, indicator="dropout_to_zero")
    assert row.status == "suppressed"  # six left


def test_everybody_yes_is_not_told_by_a_change_or_a_mean():
    answers = answers_of({f"p{k}": (4, 1) for k in range(12)}, "perceived_health")
    answers += answers_of({f"p{k}": (9, 9) for k in range(12)})
    published = release(estimate(survey_study(*answers), ["change", "health"]))
    group = "outcome=good_health;wave=1"
    assert pick(published, area="A", group=group, indicator="mean_change").status == "suppressed"
    assert pick(published, area="A", group=GROUP, indicator="outcome_mean").status == "suppressed"
