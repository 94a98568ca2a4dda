"""Two groups beside each other: hand arithmetic, independent routes, and studies of which the truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from gezondmenu.effects import (
    corrected,
    difference_in_differences,
    difference_of_groups,
    estimate,
    event_study,
    placebo_starts,
)
from gezondmenu.effects.models.group_time import AGGREGATES
from gezondmenu.numbers import (
    cluster_regression,
    placebo_test,
    standardised_mean_differences,
    weighted_difference,
)
from gezondmenu.simulation.simulate import simulate_study
from gezondmenu.study.model import make_study
from gezondmenu.vocabulary import GezondmenuError
from tests.conftest import pick, rows

# -------------------------------------------------------------------------------- the regression


def test_cr2_and_satterthwaite_equal_their_definition():
    """The published formulas with whole matrices, on clusters of unequal size with weights."""
    rng = np.random.default_rng(1)
    n, clusters = 60, np.sort(rng.integers(0, 7, 60))
    x = np.column_stack([np.ones(n), rng.normal(size=n), (clusters < 2).astype(float)])
    y, w = rng.normal(size=n) + clusters * 0.2, rng.uniform(0.5, 2, n)
    inverse = np.linalg.inv(x.T @ np.diag(w) @ x)
    residual_maker = np.eye(n) - x @ inverse @ x.T @ np.diag(w)
    beta = inverse @ x.T @ (w * y)
    for contrast in np.eye(3):
        variance, arms = 0.0, []
        for cluster in np.unique(clusters):
            mine = clusters == cluster
            values, vectors = np.linalg.eigh(residual_maker[mine] @ residual_maker[mine].T)
            adjust = (vectors * values**-0.5) @ vectors.T
            arm = adjust @ (w[mine] * (x[mine] @ inverse @ contrast))
            variance += (arm @ (y - x @ beta)[mine]) ** 2
            arms.append(residual_maker[mine].T @ arm)
        products = np.array(arms) @ np.array(arms).T
        df = np.trace(products) ** 2 / (products**2).sum()
        found = cluster_regression(y, x, contrast, clusters, w)
        np.testing.assert_allclose([found.se[0], found.df[0]], [variance**0.5, df], rtol=1e-8)


def test_two_groups_of_persons_are_welch():
    one, other = np.array([5.0, 7, 6, 9, 4]), np.array([3.0, 4, 8])
    frame = pd.DataFrame({"y": [*one, *other], "t": [1] * 5 + [0] * 3})
    found = difference_of_groups(frame, outcome="y", treated="t")
    error = np.sqrt(one.var(ddof=1) / 5 + other.var(ddof=1) / 3)
    assert found.value == pytest.approx(one.mean() - other.mean())
    assert (found.upper - found.value) / stats.t.ppf(0.975, found.df) == pytest.approx(error)
    # Bell and McCaffrey: (1/5 + 1/3)^2 / (1/(25 * 4) + 1/(9 * 2))
    assert found.df == pytest.approx((1 / 5 + 1 / 3) ** 2 / (1 / 100 + 1 / 18))


def test_ancova_is_least_squares_with_hc2():
    rng = np.random.default_rng(3)
    first, treated = rng.normal(size=50), np.arange(50) % 2
    later = 0.6 * first + 0.4 * treated + rng.normal(size=50)
    frame = pd.DataFrame({"first": first, "later": later, "t": treated})
    found = difference_of_groups(frame, outcome="later", treated="t", adjust=["first"])
    ols = sm.OLS(later, sm.add_constant(np.column_stack([treated, first]))).fit(cov_type="HC2")
    assert found.value == pytest.approx(ols.params[1])
    assert (found.upper - found.value) / stats.t.ppf(0.975, found.df) == pytest.approx(ols.bse[1])


def test_with_two_treated_of_eight_areas_means_of_areas_are_compared():
    """Satterthwaite has 1.7 degrees of freedom there; the pooled t test of eight means has six."""
    rng = np.random.default_rng(5)
    area = np.repeat(np.arange(8), 10)
    frame = pd.DataFrame({"y": rng.normal(size=80), "t": (area < 2).astype(int), "area": area})
    found = difference_of_groups(frame, outcome="y", treated="t", clusters="area")
    means = frame.groupby("area")["y"].mean().to_numpy()
    test = stats.ttest_ind(means[:2], means[2:])
    assert (found.p, found.df) == pytest.approx((test.pvalue, 6))
    limits = test.confidence_interval()
    assert (found.lower, found.upper) == pytest.approx((limits.low, limits.high))
    assert found.method.startswith("means of areas")


def test_where_one_area_has_nearly_all_people_of_a_side_means_of_areas_are_compared():
    """Of five treated areas one has 300 of 320 people: their mean is that area's, and CR2 would call it sure."""
    rng = np.random.default_rng(4)
    sizes = [300, 5, 5, 5, 5, 8, 8, 8, 8, 8]
    area = np.repeat(np.arange(10), sizes)
    frame = pd.DataFrame({"y": rng.normal(size=len(area)), "t": (area < 5).astype(int), "area": area})
    found = difference_of_groups(frame, outcome="y", treated="t", clusters="area")
    means = frame.groupby("area")["y"].mean()
    plain = stats.ttest_ind(means[:5], means[5:])
    limits = plain.confidence_interval(0.95)
    assert (found.value, found.lower, found.upper, found.df) == pytest.approx(
        (means[:5].mean() - means[5:].mean(), limits.low, limits.high, 8)
    )


def test_three_areas_give_a_number_and_no_limits():
    frame = pd.DataFrame({"y": [1.0, 2, 3, 4, 5, 6], "t": [1, 1, 0, 0, 0, 0], "area": list("aabbcc")})
    found = difference_of_groups(frame, outcome="y", treated="t", clusters="area")
    assert found.value == pytest.approx(1.5 - 4.5)
    assert np.isnan(found.lower)
    assert found.method == "none: too few areas"


def test_errors_name_the_column():
    frame = pd.DataFrame({"y": [1.0, 2], "t": [1, 1]})
    with pytest.raises(GezondmenuError, match="no column gain; it has y, t"):
        difference_of_groups(frame, outcome="gain", treated="t")
    with pytest.raises(GezondmenuError, match="t must hold both"):
        difference_of_groups(frame, outcome="y", treated="t")


def test_rows_with_a_missing_value_are_counted():
    frame = pd.DataFrame({"y": [1.0, 2, None, 4, 5], "t": [1, 1, 1, 0, 0]})
    assert difference_of_groups(frame, outcome="y", treated="t").left_out == 1


# -------------------------------------------------------------------------------- made alike


def test_weights_undo_what_decides_who_takes_part():
    """Taking part is more likely with a high x, and x alone makes the outcome: the plain difference is wrong."""
    rng = np.random.default_rng(11)
    x = rng.normal(size=4_000)
    treated = rng.random(4_000) < 1 / (1 + np.exp(-x))
    y = x + 0.5 * treated + rng.normal(size=4_000)
    plain = y[treated].mean() - y[~treated].mean()
    found = weighted_difference(y, treated, x[:, None])
    assert plain > 1
    assert found.lower < 0.5 < found.upper
    before = standardised_mean_differences(treated, x[:, None])[0]
    after = standardised_mean_differences(treated, x[:, None], found.weight)[0]
    assert before > 0.7
    assert abs(after) < 0.05


def test_standardisation_is_the_prediction_for_the_treated():
    """By hand: fit the line of the others, predict it for the treated, subtract."""
    rng = np.random.default_rng(9)
    frame = pd.DataFrame({"x": rng.normal(size=60), "t": np.arange(60) % 3 == 0})
    frame["y"] = frame["x"] * (1 + frame["t"]) + frame["t"] + rng.normal(size=60)
    found = difference_of_groups(frame, outcome="y", treated="t", adjust=["x"], interact=True)
    others, mine = frame[~frame["t"]], frame[frame["t"]]
    slope, level = np.polyfit(others["x"], others["y"], 1)
    assert found.value == pytest.approx((mine["y"] - (level + slope * mine["x"])).mean())


# -------------------------------------------------------------------------------- placebo, several outcomes


def test_placebo_by_hand():
    """One treated area of five: the largest change of five, so p is 1/5, and it can be no smaller."""
    found = placebo_test([3.0, 0.1, 0.2, -0.1, 0.0], [1, 0, 0, 0, 0])
    assert (found.p, found.smallest, found.assignments) == (0.2, 0.2, 5)
    half = placebo_test([5.0, 4.0, 1.0, 0.0], [1, 1, 0, 0])
    assert (half.p, half.smallest, half.assignments) == (pytest.approx(2 / 6), pytest.approx(2 / 6), 6)


def test_placebo_equals_scipys_permutation_test():
    rng = np.random.default_rng(10)
    values, treated = rng.normal(size=9), np.array([1, 1, 1, 0, 0, 0, 0, 0, 0])
    other = stats.permutation_test(
        (values[:3], values[3:]), lambda a, b: abs(a.mean() - b.mean()), n_resamples=np.inf, alternative="greater"
    )
    assert placebo_test(values, treated).p == pytest.approx(other.pvalue)


def test_holm_by_hand_and_false_discoveries_where_nothing_was_chosen():
    values, method = corrected([0.01, 0.04, 0.03, 0.5], [True, True, True, False])
    np.testing.assert_allclose(values, [0.03, 0.06, 0.06, np.nan])
    assert method == "Holm, over 3 primary outcomes"
    values, method = corrected([0.01, 0.04, 0.03])
    np.testing.assert_allclose(values, [0.03, 0.04, 0.04])
    assert method.startswith("false discovery rate")


# -------------------------------------------------------------------------------- areas that begin later


def panel(effect=lambda area, since: 1.0, starts=(("A", 1), ("B", 2)), areas="ABCDE", periods=4, noise=0.0, seed=1):
    rng = np.random.default_rng(seed)
    begin = dict(starts)
    every = [
        (area, t, 3 * place + 0.7 * t**2 + (effect(area, t - begin[area]) if t >= begin.get(area, 99) else 0))
        for place, area in enumerate(areas)
        for t in range(periods)
    ]
    frame = pd.DataFrame(every, columns=["area", "wave", "score"])
    frame["score"] += noise * rng.normal(size=len(frame))
    return frame.assign(start=frame["area"].map(begin))


COLUMNS = {"outcome": "score", "area": "area", "period": "wave", "start": "start"}


def test_staggered_starts_with_growing_effects_are_told_right_where_two_way_fixed_effects_are_not():
    """Effects grow with time: 1, 2, 3 since the start. A treated cells: 1 + 2 + 3, B: 1 + 2; the mean is 9/5."""
    frame = panel(lambda area, since: 1.0 + since)
    found = difference_in_differences(frame, **COLUMNS).iloc[0]
    assert found["value"] == pytest.approx(9 / 5)
    on = (frame["wave"] >= frame["start"]).astype(float)
    dummies = pd.get_dummies(frame[["area", "wave"]].astype(str), drop_first=True).astype(float)
    naive = sm.OLS(frame["score"], sm.add_constant(dummies.assign(on=on))).fit().params["on"]
    assert abs(naive - 9 / 5) > 0.1


def test_two_periods_and_one_start_are_the_plain_difference_in_differences():
    frame = panel(starts=(("A", 1), ("B", 1)), periods=2, noise=1.0)
    wide = frame.pivot(index="area", columns="wave", values="score")
    change = wide[1] - wide[0]
    by_hand = change[["A", "B"]].mean() - change[["C", "D", "E"]].mean()
    assert difference_in_differences(frame, **COLUMNS)["value"].item() == pytest.approx(by_hand)


def test_the_event_study_sees_areas_that_moved_apart_before():
    """A rises one more each period from the beginning on: the period before last already lies one lower."""
    frame = panel(lambda area, since: 0.0, starts=(("A", 2),))
    frame.loc[frame["area"] == "A", "score"] += frame["wave"]
    found = event_study(frame, **COLUMNS).set_index("relative")["value"]
    assert found.round(9).to_dict() == {-2: -1.0, -1: 0.0, 0: 1.0, 1: 2.0}


def test_where_every_area_begins_the_last_is_the_comparison_until_it_does():
    frame = panel(starts=(("A", 1), ("B", 3), ("C", 3)), areas="ABC")
    found = difference_in_differences(frame, **COLUMNS).iloc[0]
    assert found["value"] == pytest.approx(1.0)
    assert found["left_out"] == 3


def test_panel_errors_say_what_is_missing():
    with pytest.raises(GezondmenuError, match="no measurement before the start in A"):
        difference_in_differences(panel(starts=(("A", 0),)), **COLUMNS)
    with pytest.raises(GezondmenuError, match="all areas begin at the same moment"):
        difference_in_differences(panel(starts=tuple((a, 2) for a in "ABCDE")), **COLUMNS)
    with pytest.raises(GezondmenuError, match="every area in every period"):
        placebo_starts(panel().drop(index=5), **COLUMNS)


def test_placebo_starts_put_the_real_ones_first():
    """Five areas, starts 1 and 2: twenty ways to hand them out, and the real one gives most."""
    found = placebo_starts(panel(lambda area, since: 10.0), **COLUMNS)
    assert (found.assignments, found.p) == (20, pytest.approx(1 / 20))


# -------------------------------------------------------------------------------- whole studies


@pytest.fixture(scope="module")
def known_truth():
    return simulate_study(12, 3_000, seed=5, comparison_areas=6, head_count_areas=0, tiny_areas=0, participation=0.15)


@pytest.fixture(scope="module")
def known_truth_estimates(known_truth):
    return estimate(known_truth, ["change", "comparison"])


@pytest.mark.slow
def test_before_after_takes_the_trend_for_effect_and_the_comparison_does_not(known_truth, known_truth_estimates):
    table = known_truth_estimates
    truth = known_truth.truth["effect"].set_index("question").loc["life_satisfaction"]
    group = "outcome=life_satisfaction;wave=1"
    before_after = pick(table, area="all", group=group, indicator="mean_change", variant="weighted")
    difference = pick(table, area="all", group=group, indicator="mean_difference")
    assert before_after.lower > truth["effect"]  # the trend came on top
    assert difference.lower < truth["effect"] < difference.upper
    assert (before_after.design, difference.design) == ("before-after", "comparison")
    assert "the groups were not drawn by lot" in difference.note
    assert "12 areas, 6 of them with the programme" in difference.note


def test_balance_overlap_placebo_and_corrected_rows_stand_beside_it(known_truth_estimates):
    table = known_truth_estimates
    mine = table[(table["area"] == "all") & (table["status"] == "ok")]
    assert {"balance", "overlap", "placebo_p", "smallest_p", "corrected_p"} <= set(mine["indicator"])
    variants = set(mine.loc[mine["indicator"] == "mean_difference", "variant"])
    unlike = {"difference in changes"}  # first scores are unlike, so that main is a bracket
    everybody = {"weighted, everybody", "standardised, everybody"}
    assert variants == {"main", "ANCOVA", "weighted", "standardised"} | unlike | everybody
    after = mine[(mine["indicator"] == "balance") & (mine["variant"] == "weighted")]
    assert after["value"].abs().max() < 0.1
    smallest = pick(mine, area="all", group="outcome=ucla3;wave=1", indicator="smallest_p")
    assert smallest.value == pytest.approx(2 / 924)  # 12 choose 6, two-sided


def test_too_few_areas_to_judge_is_an_answer():
    study = simulate_study(4, 2_500, seed=2, comparison_areas=2, head_count_areas=0, tiny_areas=0, participation=0.15)
    row = pick(estimate(study, ["comparison"]), area="all", group="outcome=ucla3;wave=1", indicator="placebo_p")
    assert row.status == "too few"
    assert row.note == "too few areas to judge: no p-value under 0.333 is possible"


@pytest.mark.slow
def test_primary_outcomes_are_corrected_among_themselves(known_truth):
    chosen = make_study(
        known_truth.tables,
        comparison_arm="comparison",
        primary_outcomes="ucla3, life_satisfaction",
    )
    table = estimate(chosen, ["comparison"])
    rows_of = table[(table["area"] == "all") & (table["indicator"] == "corrected_p")]
    assert set(rows_of["group"]) == {"outcome=life_satisfaction;wave=1", "outcome=ucla3;wave=1"}
    assert set(rows_of["method"]) == {"Holm, over 2 primary outcomes"}


def test_a_programme_that_begins_area_by_area_is_staggered():
    """Two arms are not needed: the starts of the arrangement decide. Areas E to H never begin."""
    rng = np.random.default_rng(3)
    days = [pd.Timestamp(f"202{4 + k // 2}-0{3 + 6 * (k % 2)}-01") for k in range(4)]
    early, late = pd.Timestamp("2024-06-01"), pd.Timestamp("2025-01-01")
    starts = {"A": early, "B": early, "C": late, "D": late}
    answers = []
    for area in "ABCDEFGH":
        for person in range(20):
            level = 5 + rng.integers(-1, 2)
            for wave, day in enumerate(days):
                on = area in starts and day >= starts[area]
                score = int(np.clip(level + on + rng.integers(0, 2), 0, 10))
                answers.append((f"{area}{person}", str(wave), "life_satisfaction", str(score), day, area))
    frames = {
        "areas": pd.DataFrame({"area": list("ABCDEFGH"), "name": list("ABCDEFGH")}),
        "survey": pd.DataFrame(answers, columns=["person", "wave", "question", "answer", "date", "area"]),
        "arrangements": rows("arrangement kind", ("w", "wijkbudget")),
        "arrangement_areas": pd.DataFrame({"arrangement": "w", "area": list(starts), "start": list(starts.values())}),
    }
    table = estimate(make_study(frames, programme="w"), ["comparison"])
    row = pick(table, area="all", group="outcome=life_satisfaction;wave=3", indicator="mean_difference")
    assert row.design == "staggered"
    assert row.lower < 1 < row.upper
    beside = table[table["variant"].str.startswith("start and wave") & (table["area"] == "all")]
    assert set(beside["variant"].str.removeprefix("start and wave, ")) == set(AGGREGATES)
    assert ((beside["lower"] < 1) & (beside["upper"] > 1) & (beside["n"] == row.n)).all()
    before = table[(table["indicator"] == "before_start") & (table["status"] == "ok")]
    assert len(before) >= 1
    assert ((before["lower"] < 0) & (before["upper"] > 0)).all()
    smallest = pick(table, area="all", group="outcome=life_satisfaction;wave=3", indicator="smallest_p")
    assert smallest.note == "420 ways to choose the areas"


@pytest.mark.parametrize("treated", [1, 7])
def test_a_single_area_on_one_side_does_not_seem_certain(treated):
    """CR2 does not see how that area's kind varies; means of areas with a pooled variance do, in 95 of 100."""
    rng = np.random.default_rng(treated)
    area = np.repeat(np.arange(8), 30)
    held = []
    for _ in range(200):
        y = rng.normal(0, 0.3, 8)[area] + rng.normal(size=240)
        frame = pd.DataFrame({"y": y, "t": area < treated, "area": area})
        found = difference_of_groups(frame, outcome="y", treated="t", clusters="area")
        held.append(found.lower <= 0 <= found.upper)
    assert 0.91 <= np.mean(held) <= 0.99


def test_a_start_with_one_area_has_no_limits_and_a_placebo_test():
    found = difference_in_differences(panel(noise=1.0), **COLUMNS).iloc[0]
    assert np.isnan(found["lower"])
    assert found["method"] == "none: a start or the comparison has one area"
    events = event_study(panel(noise=1.0), **COLUMNS)
    assert events["lower"].isna().all()
    assert 0 < placebo_starts(panel(noise=1.0), **COLUMNS).p <= 1


# ------------------------------------------------------------------------- people and areas as they come in real life

GROUP = "outcome=life_satisfaction;wave=1"


def two_waves(people: dict[str, tuple], question: str = "life_satisfaction") -> list[tuple]:
    """``person: (first, later, area, arm)``; None is a wave that was not answered."""
    return [
        (person, wave, question, str(score), area, arm)
        for person, (first, later, area, arm) in people.items()
        for wave, score in (("0", first), ("1", later))
        if score is not None
    ]


def survey_of(answers: list[tuple], areas: str, **chosen):
    frames = {"areas": pd.DataFrame({"area": list(areas), "name": list(areas)})}
    table = rows("person wave question answer area arm", *answers)
    return make_study({**frames, "survey": table}, **chosen)


def test_a_stray_person_does_not_make_persons_of_areas():
    rng = np.random.default_rng(0)
    people = {
        f"{area}{k}": (5, int(5 + rng.integers(-1, 2)), area, "with" if place < 4 else "without")
        for place, area in enumerate("ABCDEFGH")
        for k in range(40)
    }
    people["A0"] = (5, 5, "H", "with")
    study = survey_of(two_waves(people), "ABCDEFGH", comparison_arm="without")
    row = pick(estimate(study, ["comparison"]), area="all", group=GROUP, indicator="mean_difference")
    assert row.method.startswith("regression, areas as clusters")
    assert (row.n, "319 of 320 who began" in row.note) == (319, True)


def test_people_without_an_arm_are_in_neither_group():
    people = {f"p{k}": (5, 6, "A", "with") for k in range(40)} | {f"c{k}": (5, 5, "A", "without") for k in range(30)}
    people |= {f"q{k}": (5, 5, "A", None) for k in range(30)}
    table = estimate(survey_of(two_waves(people), "A", comparison_arm="without"), ["change"])
    row = pick(table, area="A", group=GROUP, indicator="mean_change")
    assert (row.n, row.value) == (40, 1.0)


def test_where_nothing_varies_nothing_is_significant():
    people = {f"{a}{k}": (5, 6, a, "with" if a in "AB" else "without") for a in "ABCD" for k in range(20)}
    study = survey_of(two_waves(people), "ABCD", comparison_arm="without", randomised=True)
    table = estimate(study, ["comparison"])
    row = pick(table, area="all", group=GROUP, indicator="mean_difference")
    assert not row.value
    assert table[(table["indicator"] == "corrected_p") & (table["status"] == "ok")].empty


def test_each_arm_is_compared_by_itself_too():
    """Walking gains 2, cooking nothing: together 1, each its own, with the numbers of a study of that arm alone."""
    rng = np.random.default_rng(4)
    people = {
        f"{arm}{k}": (first, first + gain + int(rng.integers(-1, 2)), "A", arm)
        for arm, gain in (("walk", 2), ("cook", 0), ("without", 0))
        for k, first in enumerate(rng.integers(3, 7, 60).tolist())
    }
    table = estimate(survey_of(two_waves(people), "A", comparison_arm="without", randomised=True), ["comparison"])
    table = table[table["indicator"] == "mean_difference"]
    for arm, gain in (("walk", 2), ("cook", 0)):
        row = pick(table, area="all", group=f"arm={arm};{GROUP}", indicator="mean_difference")
        own = {name: entry for name, entry in people.items() if entry[3] in (arm, "without")}
        alone = estimate(survey_of(two_waves(own), "A", comparison_arm="without", randomised=True), ["comparison"])
        same = pick(alone, area="all", group=GROUP, indicator="mean_difference")
        assert (row.value, row.lower, row.upper) == (same.value, same.lower, same.upper)
        assert row.value == pytest.approx(gain, abs=0.3)
        assert f"arm {arm} beside the comparison: one of several" in row.note
    together = pick(table, area="all", group=GROUP, indicator="mean_difference")
    assert together.value == pytest.approx(1, abs=0.3)


def test_other_people_each_time_are_four_means():
    """By hand: (6.5 - 5.5) - (5.0 - 5.5) = 1.5, with the error of four means."""
    cells = {
        ("0", "with"): [5, 6, 5, 6],
        ("1", "with"): [6, 7, 7, 6],
        ("0", "without"): [5, 6],
        ("1", "without"): [4, 6],
    }
    answers = [
        (f"{wave}{arm}{k}", wave, "life_satisfaction", str(score), "A", arm)
        for (wave, arm), scores in cells.items()
        for k, score in enumerate(scores)
    ]
    row = pick(
        estimate(survey_of(answers, "A", comparison_arm="without"), ["comparison"]),
        area="all",
        group=GROUP,
        indicator="mean_difference",
    )
    assert row.value == pytest.approx(1.5)
    assert (row.numerator, row.denominator) == (8, 4)
    assert "other people answered each time" in row.note
    frame = pd.DataFrame(
        [(score, arm == "with", wave == "1") for (wave, arm), scores in cells.items() for score in scores],
        columns=["score", "t", "late"],
    ).astype(float)
    design = sm.add_constant(frame[["t", "late"]].assign(both=frame["t"] * frame["late"]))
    ols = sm.OLS(frame["score"], design).fit(cov_type="HC2")
    variances = [np.var(scores, ddof=1) / len(scores) for scores in cells.values()]
    assert ols.bse["both"] == pytest.approx(np.sqrt(sum(variances)))
    assert row.lower < row.value - 1.9 * ols.bse["both"]  # few people: wider than the normal


@pytest.mark.slow
def test_limits_of_other_people_each_time_hold_the_truth():
    """1,000 studies, groups unlike for lasting reasons, unequal numbers and spreads, a true difference of 0.5."""
    rng, held = np.random.default_rng(12), []
    for _ in range(1_000):
        sizes = {("first", True): 25, ("later", True): 40, ("first", False): 60, ("later", False): 30}
        scores = pd.concat(
            pd.DataFrame(
                {
                    "score": rng.normal(5 - t + 0.3 * late + 0.5 * t * late, 1 + 0.5 * t, size),
                    "with_it": float(t),
                    "late": float(late),
                    "both": float(t * late),
                }
            )
            for (wave, t), size in sizes.items()
            for late in (wave == "later",)
        )
        found = difference_of_groups(scores, outcome="score", treated="both", adjust=["with_it", "late"])
        held.append(found.lower <= 0.5 <= found.upper)
    assert 0.93 <= np.mean(held) <= 0.97


def test_a_difference_without_limits_is_uncertain_and_claims_nothing():
    people = {f"{a}{k}": (5, 5 + k % 2, a, "with" if a == "A" else "without") for a in "ABC" for k in range(20)}
    study = survey_of(two_waves(people), "ABC", comparison_arm="without", randomised=True)
    row = pick(estimate(study, ["comparison"]), area="all", group=GROUP, indicator="mean_difference")
    assert row.status == "unstable"
    assert row.note.startswith("too few areas or people for an interval")
    assert (row.value, np.isnan(row.lower), np.isnan(row.upper)) == (0, True, True)


def test_the_first_wave_is_first_in_time_also_where_it_has_no_areas():
    answers = [(f"x{k}", "0", "life_satisfaction", "5", None, None) for k in range(8)]
    answers += [(f"x{k}", "1", "life_satisfaction", str(7 + k % 2), "A", None) for k in range(8)]
    row = pick(estimate(survey_of(answers, "A"), ["change"]), area="all", group=GROUP, indicator="mean_change")
    assert row.value == 2.5


DAYS = {"0": pd.Timestamp("2024-03-01"), "1": pd.Timestamp("2025-03-01")}


def begun(answers: list[tuple], starts: dict[str, str], areas: pd.DataFrame, **chosen):
    survey = rows("person wave question answer area arm", *answers)
    frames = {
        "areas": areas,
        "survey": survey.assign(date=survey["wave"].map(DAYS)),
        "arrangements": rows("arrangement kind", ("w", "wijkbudget")),
        "arrangement_areas": pd.DataFrame(
            {"arrangement": "w", "area": list(starts), "start": pd.to_datetime(list(starts.values()))}
        ),
    }
    return make_study(frames, programme="w", **chosen)


def test_leaving_is_no_effect_of_a_programme_that_begins_area_by_area():
    """Nobody changes; in the areas that begin, those with low scores leave."""
    rng = np.random.default_rng(1)
    people = {}
    for area in "ABCDEF":
        for k in range(30):
            score = int(rng.integers(3, 9))
            gone = area in "ABC" and score < 5
            people[f"{area}{k}"] = (score, None if gone else score, area, None)
    areas = pd.DataFrame({"area": list("ABCDEF"), "name": list("ABCDEF")})
    starts = dict.fromkeys("ABC", "2024-06-01")
    table = estimate(begun(two_waves(people), starts, areas), ["comparison"])
    row = table[(table["area"] == "all") & (table["indicator"] == "mean_difference") & (table["group"] == GROUP)]
    row = row[row["variant"] == "main"]
    stayed = sum(later is not None for _, later, _, _ in people.values())
    assert row["value"].isna().all() or abs(row["value"].item()) < 1e-9
    used = pick(table, area="all", group=GROUP, indicator="smallest_p")
    assert used.n == stayed


def test_a_start_of_a_city_is_that_of_its_areas_and_lots_are_said():
    rng = np.random.default_rng(2)
    areas = rows("area name parent", ("C", "Stad", None), *[(a, a, "C" if a in "ABD" else None) for a in "ABDEFG"])
    people = {f"{a}{k}": (5, int(5 + (a in "ABD") + rng.integers(-1, 2)), a, None) for a in "ABDEFG" for k in range(30)}
    study = begun(two_waves(people), {"C": "2024-06-01"}, areas, randomised=True)
    row = pick(estimate(study, ["comparison"]), area="all", group=GROUP, indicator="mean_difference")
    assert row.lower < 1 < row.upper
    assert "6 areas, 3 of them with the programme" in row.note
    assert "lot" not in row.note
    assert (row.numerator, row.denominator) == (90, 90)
