"""Release: what is hidden, what is rounded, and what an attacker can still work out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gezondmenu.described import areas_of
from gezondmenu.disclosure import release
from gezondmenu.disclosure.means import coarsen, fitting
from gezondmenu.disclosure.profiles import PROFILES, to_five, to_midpoint_six
from gezondmenu.effects import estimate
from gezondmenu.indicators.derived import derive, is_derived
from gezondmenu.indicators.formulas import from_counts
from gezondmenu.indicators.pooled_shares import is_pooled_share
from gezondmenu.indicators.register import add_indicator, cards, remove_indicator
from gezondmenu.indicators.shares import clustered_share
from gezondmenu.numbers import rate_ratio, wilson
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import reasons_of, with_notes
from gezondmenu.study.model import make_study
from gezondmenu.vocabulary import ESTIMATE_COLUMNS, ESTIMATE_KEY, INTERNAL_COLUMNS, NUMBER_COLUMNS, GezondmenuError
from tests.attack import numbers_left
from tests.conftest import people_study, pick
from tests.conftest import rows as literal
from tests.reasons_in_words import with_reasons

SHOWN = ["value", "lower", "upper", "numerator", "denominator", "n"]


def row(indicator: str, numerator: float, denominator: float = np.nan, n: float = np.nan, **other) -> pd.DataFrame:
    """One row of an estimate table, worked out from its counts."""
    given = {"area": "A", "period": "2025", "group": "all", "indicator": indicator, "variant": "main", "version": "1"}
    given |= {"numerator": numerator, "denominator": denominator, "n": n, "reference": other.pop("reference", np.nan)}
    given |= {
        "unit": "",
        "method": "",
        "design": "count",
        "status": "ok",
        "note": "",
        "reasons": NOTHING,
        "value": np.nan,
    }
    given |= {"lower": np.nan, "upper": np.nan, **other}
    table = from_counts(pd.DataFrame([with_reasons(given)]))
    return table.reindex(columns=[*ESTIMATE_COLUMNS, *INTERNAL_COLUMNS])


def test_small_counts_of_persons_are_hidden_zero_is_shown_the_rest_rounded_to_five():
    counts = [0, 1, 9, 10, 12, 13, 342]
    table = pd.concat([row("participants", k, n=k, area=str(k)) for k in counts], ignore_index=True)
    published = release(table)
    assert published["status"].tolist() == ["ok", "suppressed", "suppressed", "ok", "ok", "ok", "ok"]
    np.testing.assert_array_equal(published["value"], [0, np.nan, np.nan, 10, 10, 15, 340])
    assert published["note"].tolist()[1] == "hidden: fewer than 10"
    assert published.loc[1, list(NUMBER_COLUMNS)].isna().all()


def test_a_percentage_is_worked_out_again_from_the_released_counts():
    published = release(row("regular_share", 43, 198, n=198)).iloc[0]
    assert (published["numerator"], published["denominator"], published["n"]) == (45, 200, 200)
    low, high = wilson(45, 200)
    np.testing.assert_allclose(published[["value", "lower", "upper"]].tolist(), [22.5, 100 * low, 100 * high])


def test_limits_of_several_answers_of_a_person_rest_on_the_design_effect_of_the_estimate():
    voices = [(person, person % 2 == 0) for person in range(30) for _ in range(2)]  # two answers each, both the same
    each = pd.DataFrame(voices, columns=["voice", "x"]).assign(statement="my_health")
    counts = clustered_share(each, ["statement"], 0.95).iloc[0]
    leaning = (30 * 2 + 2 / 4) / (30 + 1 / 4)  # design effect 2, leaning to the two answers of each person
    few = (29 / 30 * 60 / 59) ** 2 * (2.00100 / 2.04523) ** 2  # t with 59 and with 29 degrees of freedom
    assert counts["effective"] == pytest.approx(60 / leaning * few ** (1 - 1 / leaning), rel=1e-5)  # 28.9
    table = row("appreciation_positive", 30, 60, n=30, group="statement=my_health", effective=counts["effective"])
    published = release(table).iloc[0]
    low, high = wilson(0.5 * 60 / 2.1, 60 / 2.1)  # 60 / 28.9 = 2.1
    np.testing.assert_allclose(published[["value", "lower", "upper"]].tolist(), [50, 100 * low, 100 * high])
    assert set(INTERNAL_COLUMNS) & set(release(table)) == set()
    assert set(INTERNAL_COLUMNS) & set(release(table, "internal")) == set()


def test_limits_of_visits_of_a_participant_rest_on_the_standard_deviation_of_the_estimate():
    table = row("visits_per_participant", 120, 40, n=40, lower=2.42, upper=3.58, sd=1.82)
    published = release(table).iloc[0]
    far = np.exp(2.02269 * (0.36 / 40 * (1 + 4 * 0.36 / 40**0.5)) ** 0.5)  # t(39); 1.82 / 3 = 0.6
    np.testing.assert_allclose(published[["value", "lower", "upper"]].tolist(), [3, 3 / far, 3 * far], rtol=1e-5)


@pytest.mark.parametrize("indicator", ["appreciation_positive", "visits_per_participant"])
def test_without_what_the_estimate_knew_there_are_no_limits_and_the_rest_stays(indicator):
    group = "statement=my_health" if indicator == "appreciation_positive" else "all"
    whole = row(indicator, 120, 200, n=40, group=group, lower=0.4, upper=0.8, sd=0.5)
    bare = release(whole[list(ESTIMATE_COLUMNS)]).iloc[0]
    assert bare["value"] == release(whole)["value"].item()
    assert bare[["lower", "upper", "confidence"]].isna().all()
    assert release(whole)["lower"].notna().all()


@pytest.mark.parametrize(
    ("numerator", "denominator", "status"),
    [
        (9, 50, "suppressed"),  # numerator
        (45, 50, "suppressed"),  # the other 5 persons
        (50, 50, "ok"),  # nobody else
        (0, 50, "ok"),  # nobody
        (4, 9, "suppressed"),  # denominator
        (25, 50, "ok"),
    ],
)
def test_a_share_of_persons_hides_a_small_numerator_rest_or_denominator(numerator, denominator, status):
    assert release(row("regular_share", numerator, denominator, n=denominator))["status"].item() == status


def test_appreciation_is_not_sensitive_and_only_its_numerator_counts():
    published = release(row("appreciation_positive", 45, 50, n=50, group="statement=my_health"))
    assert published["status"].item() == "ok"  # five others, 90 %, and about health: shown
    few = release(row("appreciation_positive", 14, 20, n=20, group="statement=my_health"))
    assert few["status"].item() == "ok"
    fewer = release(row("appreciation_positive", 5, 7, n=7, group="statement=my_health"))
    assert fewer["status"].item() == "suppressed"


def test_a_distribution_with_a_small_cell_shows_only_the_share_positive():
    cells = [0, 6, 14, 40, 40]
    whole = pd.concat(
        [
            row("appreciation_share", k, 100, n=100, group=f"answer={answer};statement=my_health")
            for answer, k in enumerate(cells, 1)
        ]
        + [row("appreciation_positive", 80, 100, n=100, group="statement=my_health")]
        + [row("appreciation_share", 100, 100, n=100, group="answer=5;statement=my_happiness")],
        ignore_index=True,
    )
    published = release(whole)
    assert published["status"].tolist() == ["suppressed"] * 5 + ["ok", "ok"]
    assert published["note"].tolist()[0] == "hidden: a cell of the distribution is under 10"


@pytest.mark.parametrize(
    ("numerator", "denominator", "status", "note"),
    [
        (12, 29, "suppressed", "hidden: denominator under 30"),
        (12, 30, "ok", "rough: counts are rounded to 5, and there are few"),
        (96, 106, "suppressed", "hidden: over 90% in one class"),
        (95, 106, "suppressed", "hidden: over 90% in one class"),  # 95 of 105 when rounded
        (92, 106, "ok", ""),
    ],
)
def test_a_sensitive_trait_needs_thirty_and_not_over_ninety_percent_in_one_class(numerator, denominator, status, note):
    table = row("participant_share", numerator, denominator, n=denominator, group="low_income=yes")
    published = release(table).iloc[0]
    assert (published["status"], published["note"]) == (status, note)


def test_a_trait_that_is_not_sensitive_needs_ten():
    assert release(row("participant_share", 12, 29, n=29, group="gender=female"))["status"].item() == "ok"


def test_the_reach_ratio_is_divided_by_the_published_share_of_the_neighbourhood():
    study = people_study(212, 48, residents=1003, low_income_residents=122)
    published = release(estimate(study, ["composition", "reach"]))
    ratio = pick(published, area="A", period="2025", indicator="reach_ratio", group="low_income=yes")
    assert ratio.value == pytest.approx((50 / 210) / (120 / 1005))


def test_the_reach_ratio_goes_with_a_hidden_share():
    study = people_study(100, 30, residents=1000, low_income_residents=4)
    published = release(estimate(study, ["composition", "reach"]))
    ratio = pick(published, area="A", period="2025", indicator="reach_ratio", group="low_income=yes")
    assert (ratio.status, ratio.note) == ("suppressed", "hidden: rests on a hidden number")


def test_visits_are_hidden_under_ten_and_exact_above():
    published = release(pd.concat([row("visits", 9, area="a"), row("visits", 11, n=3, area="b")], ignore_index=True))
    assert published["status"].tolist() == ["suppressed", "ok"]
    assert published["value"].tolist()[1] == 11
    assert np.isnan(published["n"][1])  # three persons: not told


def test_cost_per_participant_rests_on_released_participants():
    published = release(row("cost_per_participant", 1000.0, 43, n=43)).iloc[0]
    assert published["value"] == pytest.approx(1000 / 45)
    assert release(row("cost_per_visit", 1000.0, 7))["status"].item() == "suppressed"
    assert release(row("cost_per_visit", 1000.0, 43))["value"].item() == pytest.approx(1000 / 43)


def test_activities_hours_and_euros_are_no_persons():
    table = pd.concat(
        [row("activities", 3), row("volunteer_hours", 2.5), row("costs", 7.0), row("free_for_low_income", 1, 4)],
        ignore_index=True,
    )
    pd.testing.assert_frame_equal(release(table), with_notes(table)[list(ESTIMATE_COLUMNS)])


def test_growth_of_participants_rests_on_released_counts():
    published = release(row("participants_growth", 58, 52, n=58)).iloc[0]
    assert published["value"] == pytest.approx(100 * (60 / 50 - 1))
    assert release(row("participants_growth", 58, 8, n=58))["status"].item() == "suppressed"


def test_a_row_without_a_number_keeps_no_counts():
    table = row("participants_growth", 7, n=7, status="no data", note="no earlier period")
    published = release(table).iloc[0]
    assert published[list(NUMBER_COLUMNS)].isna().all()
    assert published["status"] == "no data"


def test_a_note_about_persons_is_rounded_or_left_out():
    words = "persons known at 2 of 3 activities; 13 of 213 unknown"
    published = release(row("participant_share", 100, 200, n=200, group="gender=female", note=words))
    assert published["note"].item() == "persons known at 2 of 3 activities; 15 of 215 unknown"
    few = release(row("participant_share", 100, 200, n=200, group="gender=female", note="4 of 204 unknown"))
    assert few["note"].item() == ""
    activities = release(row("free_for_low_income", 48, 111, note="9 of 120 unknown"))
    assert activities["note"].item() == "9 of 120 unknown"


@pytest.mark.parametrize(
    ("known", "began", "says"),
    [(23, 33, "25 of 35 who began"), (28, 33, ""), (9, 33, ""), (33, 33, "35 of 35 who began")],
)
def test_how_many_of_those_who_began_is_left_out_where_the_rest_is_small(known, began, says):
    table = row("mean_change", np.nan, n=known, value=0.5, unit="points", note=f"{known} of {began} who began")
    published = release(table.assign(group="outcome=ucla3;wave=1"))
    assert published["note"].item().replace("hidden: fewer than 10", "") == says


def test_a_share_of_few_persons_is_called_rough():
    published = release(row("appreciation_positive", 13, 15, n=15, group="statement=my_health")).iloc[0]
    assert published["value"] == 100  # 15 of 15: that is what rounding to five does
    assert published["note"] == "rough: counts are rounded to 5, and there are few"
    assert release(row("regular_share", 30, 60, n=60))["note"].item() == ""


def test_opinions_of_few_persons_are_hidden_however_many_answers_they_gave():
    """One person answered about fifteen activities."""
    published = release(row("appreciation_positive", 10, 15, n=1, group="statement=my_health"))
    assert published["status"].item() == "suppressed"


def test_an_unstable_row_is_worked_out_again_too():
    published = release(row("participants", 43, n=43, status="unstable")).iloc[0]
    assert (published["value"], published["numerator"], published["status"]) == (45, 45, "unstable")


def test_words_that_are_not_ours_do_not_pass():
    published = release(row("participants", 43, n=43, note="7 of them are ill; no participants"))
    assert published["note"].item() == "no participants"


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["standard", "opensafely"])
@pytest.mark.parametrize("group", ["low_income=yes", "gender=female"])
def test_every_share_that_is_shown_leaves_three_whole_numbers(rule, group):
    """All numerators and denominators up to 160, against an attacker who knows every rule."""
    counts = [(a, b) for b in range(10, 160, 1) for a in range(0, b + 1)]
    one = row("participant_share", 50, 100, n=100, group=group)
    table = pd.concat([one] * len(counts), ignore_index=True)
    table[["numerator", "denominator"]] = counts
    published = release(table.assign(n=table["denominator"], area=[str(k) for k in range(len(table))]), rule)
    shown = published[published["status"] == "ok"].drop_duplicates(["numerator", "denominator"])
    left = [numbers_left(r, PROFILES[rule]) for _, r in shown.iterrows()]
    assert len(left) > 100
    assert min(left) >= 3, shown.iloc[int(np.argmin(left))]


def test_a_mean_of_hours_over_few_persons_is_hidden_too():
    card = {
        "id": "effort", "nl": "Inzet", "en": "Effort", "why_nl": "", "why_en": "", "caveat_nl": "", "caveat_en": "",
        "indicators": {"effort": {"nl": "inzet", "en": "effort", "formula": "mean", "unit": "hours",
                                  "numerator": "hours", "interval": "t"}},
    }  # fmt: skip
    add_indicator(lambda records: pd.DataFrame(), card)
    try:
        few = mean_row(3.461538, 3).assign(indicator="effort")
        assert release(few)["status"].item() == "suppressed"
        assert release(few.assign(n=13.0))["value"].item() == 3.5
        assert release(few.assign(n=np.nan))["value"].item() == 3.461538  # no persons behind it
    finally:
        remove_indicator("effort")


def test_opensafely_hides_up_to_seven_and_rounds_to_the_midpoint_of_six():
    published = release(
        pd.concat([row("participants", k, n=k, area=str(k)) for k in (0, 7, 8, 342)], ignore_index=True), "opensafely"
    )
    np.testing.assert_array_equal(published["value"], [0, np.nan, 9, 339])
    assert published["note"].tolist()[1] == "hidden: fewer than 8"
    assert to_midpoint_six(np.arange(0, 14)).tolist() == [0] + [3] * 6 + [9] * 6 + [15]


def test_internal_changes_nothing(example_estimates):
    pd.testing.assert_frame_equal(release(example_estimates, "internal"), example_estimates[list(ESTIMATE_COLUMNS)])


def test_an_unknown_rule_or_indicator_is_refused():
    with pytest.raises(GezondmenuError, match="standard, opensafely, internal"):
        release(row("visits", 20), "standaard")
    with pytest.raises(GezondmenuError, match="not in the register"):
        release(row("visits", 20).assign(indicator="mood"))


def test_the_estimates_are_not_changed(example_estimates):
    given = example_estimates[example_estimates["area"] == "WK990106"]
    before = given.copy()
    release(given)
    pd.testing.assert_frame_equal(given, before)


@pytest.fixture
def mean_indicator():
    """A mean over persons, as later questionnaires will have."""
    card = {
        "id": "mood", "nl": "Stemming", "en": "Mood", "why_nl": "", "why_en": "", "caveat_nl": "", "caveat_en": "",
        "indicators": {"mood": {"nl": "stemming", "en": "mood", "formula": "mean", "unit": "points",
                                "numerator": "persons", "interval": "t"}},
    }  # fmt: skip
    yield add_indicator(lambda records: pd.DataFrame(), card)
    remove_indicator("mood")


def mean_row(value: float, n: float) -> pd.DataFrame:
    table = row("visits", 1.0).assign(indicator="mood", numerator=np.nan, n=n)
    return table.assign(value=value, lower=value - 0.4321, upper=value + 0.4321, confidence=0.95)


@pytest.mark.usefixtures("mean_indicator")
def test_a_mean_needs_ten_persons_and_is_rounded_until_three_n_fit():
    assert release(mean_row(3.44444, 9))["status"].item() == "suppressed"
    # 45/13 = 3.4615: of 13..17 only 13 gives 3.46, so one digit less: 3.5 fits 13 (45), 14 (49), 15 (52), 16, 17
    published = release(mean_row(45 / 13, 13)).iloc[0]
    assert (published["value"], published["n"]) == (3.5, 15)
    assert (published["lower"], published["upper"]) == (3.0, 3.9)
    large = release(mean_row(3.456789, 1000)).iloc[0]
    assert (large["value"], large["n"]) == (3.46, 1000)


def test_fitting_equals_brute_force():
    generator = np.random.default_rng(4)
    for _ in range(200):
        n = int(generator.integers(10, 60))
        rounded, digits = coarsen(np.array([generator.integers(0, 10 * n) / n]), np.array([[n]]))
        if digits[0] == 0 or rounded[0] == 0:
            continue
        bin_of = np.array([k for k in range(max(n - 5, 1), n + 6) if to_five(np.array(k)) == to_five(np.array(n))])
        unit = 10.0 ** (np.floor(np.log10(rounded[0])) - digits[0] + 1)
        brute = sum(any(abs(s / k - rounded[0]) <= unit / 2 + 1e-9 for s in range(10 * k + 1)) for k in bin_of)
        assert fitting(rounded, digits, bin_of[None, :])[0] == brute


# ---------------------------------------------------------------------------------------------------- attack


@pytest.fixture
def released_by(example_estimates, example_released, made_once):
    """The example released under a rule, once for all processes."""

    def by(rule: str) -> pd.DataFrame:
        if rule == "standard":
            return example_released
        return made_once(f"example_released_{rule}", lambda: release(example_estimates, rule))

    return by


def references(published: pd.DataFrame) -> dict[tuple, float]:
    shares = published[published["indicator"] == "population_share"]
    return {(r.area, r.period, r.group): r.value for r in shares.itertuples()}


def weakest(published: pd.DataFrame, rule: str) -> pd.Series:
    shares = references(published)
    shown = published[(published["status"] == "ok") & ~is_derived(published)]
    return pd.Series(
        [
            numbers_left(r, PROFILES[rule], shares.get((r["area"], r["period"], r["group"]), np.nan))
            for _, r in shown.iterrows()
        ],
        index=shown.index,
    )


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["standard", pytest.param("opensafely", marks=pytest.mark.slow)])
def test_at_least_three_whole_numbers_fit_every_published_row_of_the_example(released_by, rule):
    published = released_by(rule)
    left = weakest(published, rule)
    assert len(left) > 1000
    assert left.min() >= 3, published.loc[left.idxmin()]


@pytest.mark.parametrize("rule", ["standard", "opensafely"])
def test_rows_that_follow_from_others_are_functions_of_published_rows_alone(released_by, rule):
    """Whoever has the published table can work them out, so they tell nothing more."""
    published = released_by(rule)
    follows = is_derived(published)
    rows, pooled = published[~follows], set(published.loc[is_pooled_share(published), "area"])
    again = derive(rows.assign(reasons=reasons_of(rows)), areas_of(published), pooled=pooled)
    again = again.set_index(list(ESTIMATE_KEY))
    assert is_pooled_share(published[published["status"] == "ok"]).any()
    shown = published[follows & (published["status"] == "ok")].set_index(list(ESTIMATE_KEY))
    assert len(shown) > 500
    again = again.loc[shown.index]
    trend = shown.index.get_level_values("indicator").str.endswith("_trend")  # their width knows the persons
    variants, indicators = (shown.index.get_level_values(name) for name in ("variant", "indicator"))
    years = variants.str.startswith("ratio to 20") & (indicators == "participation_rate")  # they know who returned
    columns = ["value", "lower", "upper", "n"]
    pd.testing.assert_frame_equal(shown.loc[~(trend | years), columns], again.loc[~(trend | years), columns])
    rates = published[(published["indicator"] == "participation_rate") & (published["variant"] == "main")]
    rates = rates.set_index(["area", "period"])[["numerator", "denominator"]]
    for area, period, _, _, variant in shown.index[years]:
        (x, n), (y, m) = rates.loc[(area, period)], rates.loc[(area, variant.removeprefix("ratio to "))]
        tenths = [np.nan, *(np.arange(1, 9) / 10)]  # nobody, or one to eight tenths of the mean of the two years
        possible = np.array([rate_ratio(x, n, y, m, both=min(part * (x + y) / 2, x, y)) for part in tenths])
        row_shown = shown.loc[(area, period, "all", "participation_rate", variant), ["value", "lower", "upper"]]
        assert np.isclose(possible, row_shown.to_numpy(float)).all(axis=1).any()
    np.testing.assert_allclose(shown.loc[trend, "value"], again.loc[trend, "value"])
    printed = shown.loc[trend, ["lower", "upper"]].to_numpy().ravel()
    assert all(len(f"{abs(x):.10g}".replace(".", "").strip("0")) <= 3 for x in printed)
    hidden = published[follows & (published["status"] == "suppressed")]
    assert len(hidden) > 0
    assert (hidden["note"] == "hidden: rests on a hidden number").all()


@pytest.mark.parametrize("indicator", ["regular_share", "participation_rate", "appreciation_positive", "reach_ratio"])
def test_the_attack_finds_planted_rows_that_were_not_worked_out_again(example_estimates, example_released, indicator):
    published = example_released
    of_kind = (published["indicator"] == indicator) & (published["status"] == "ok") & (published["area"] == "WK990103")
    planted = published.copy()
    planted.loc[of_kind, ["value", "lower", "upper"]] = example_estimates.loc[of_kind, ["value", "lower", "upper"]]
    changed = of_kind & (planted["value"] != published["value"])
    assert changed.any()
    assert weakest(planted[changed | (planted["indicator"] == "population_share")], "standard").min() < 3


def test_the_attack_finds_a_planted_exact_mean(mean_indicator):
    exact = mean_row(45 / 13, 13).assign(n=15.0)
    assert numbers_left(exact.iloc[0], PROFILES["standard"]) < 3
    assert numbers_left(release(mean_row(45 / 13, 13)).iloc[0], PROFILES["standard"]) >= 3


def test_the_example_holds_small_and_large_cells(example_released):
    """At least 80 % of the basic rows of areas that are not tiny are shown, and something of the tiny one is not."""
    published = example_released
    basic = {name for card in cards().values() if card.basic for name in card.indicators}
    assert sum(card.basic for card in cards().values()) == 10
    rows = published[published["indicator"].isin(basic)]
    large = rows[rows["area"] != "WK990106"]
    assert (large["status"] == "ok").mean() >= 0.8
    tiny = rows[rows["area"] == "WK990106"]
    assert (tiny["status"] == "suppressed").sum() > 0
    assert (tiny["status"] == "ok").sum() > 0


@pytest.mark.slow
def test_scales_of_which_a_class_adds_four_points_do_not_give_their_n_away():
    """WHO-5 moves in fours: of every published mean at least three n of its class fit a sum of fours."""
    rng = np.random.default_rng(1)
    for n in range(10, 45):
        value = 4 * int(rng.integers(3 * n, 25 * n)) / n
        row = mean_row(value, n).assign(indicator="outcome_mean", group="outcome=who5;wave=0", unit="points")
        published = release(row.assign(lower=value - 9.0, upper=value + 9.0)).iloc[0]
        if published["status"] == "suppressed":
            continue
        near = [k for k in range(10, 60) if 5 * ((k + 2) // 5) == published["n"]]
        shown = published["value"]
        step = 10.0 ** -max(0, -min(0, _places(shown, published["lower"], published["upper"])))
        fits = [k for k in near if abs(4 * round(shown * k / 4) / k - shown) <= step / 2 + 1e-9]
        assert len(fits) >= 3, (n, value, shown)


def _places(*numbers: float) -> int:
    """Minus the number of decimals shown."""
    return -max(len(f"{number:.10g}".partition(".")[2]) for number in numbers)


def two_years(first: int, later: int, both: int):
    """A study of two years in which so many residents came in each, and so many of them in both."""
    came = {
        "2024": [f"p{k}" for k in range(first)],
        "2025": [f"p{k}" for k in range(first - both, first - both + later)],
    }
    days = [
        pd.DataFrame({"person": who, "date": pd.Timestamp(f"{year}-{month}-10"), "activity": "1"})
        for year, who in came.items()
        for month in ("01", "06", "12")
    ]
    people = sorted({person for who in came.values() for person in who})
    return make_study(
        {
            "areas": pd.DataFrame({"area": ["A"], "name": ["Noord"], "population": [5000]}),
            "activities": pd.DataFrame({"activity": ["1"], "area": ["A"], "name": ["Wandelen"]}),
            "people": pd.DataFrame({"person": people, "area": "A"}),
            "attendance": pd.concat(days, ignore_index=True),
        }
    )


def ratio_of_years(table):
    return pick(table, area="A", period="2025", indicator="participation_rate", variant="ratio to 2024")


def test_a_ratio_of_years_counts_who_returned_and_releases_it_to_a_tenth():
    """Of 400 and 300 people 240 came in both: 240 ÷ 350 = 0.69, told as 0.6, so as 210."""
    table = estimate(two_years(400, 300, 240), ["participants"])
    exact = ratio_of_years(table)
    limits = [float(part) for part in rate_ratio(300, 5000, 400, 5000, both=240)]
    assert (exact.value, exact.lower, exact.upper) == pytest.approx(limits)
    shown = ratio_of_years(release(table))
    coarse = [float(part) for part in rate_ratio(300, 5000, 400, 5000, both=210)]
    assert (shown.value, shown.lower, shown.upper) == pytest.approx(coarse)
    near = ratio_of_years(release(estimate(two_years(400, 300, 215), ["participants"])))
    assert (near.lower, near.upper) == (shown.lower, shown.upper)  # 25 people fewer returned, and nothing tells
    nearly_all = [ratio_of_years(release(estimate(two_years(400, 400, both), ["participants"]))) for both in (330, 398)]
    assert nearly_all[0].lower == nearly_all[1].lower  # 70 or 2 people stayed away


def test_few_participants_keep_the_wide_ratio_and_the_row_says_so():
    table = estimate(two_years(100, 90, 80), ["participants"])
    assert ratio_of_years(table).note == ""
    shown = ratio_of_years(release(table))
    wide = [float(part) for part in rate_ratio(90, 5000, 100, 5000)]
    assert (shown.lower, shown.upper) == pytest.approx(wide[1:])
    assert shown.note == "the limits take the two years as other people: too wide where the same people return"


def test_a_handful_of_visits_without_any_interval_is_released():
    """Three visits by two persons of whom nothing is known: no indicator has limits, and so no confidence."""
    study = make_study(
        {
            "areas": literal("area name", ("A", "Noord")),
            "activities": literal("activity area name", ("01", "A", "Wandelen")),
            "attendance": literal(
                "activity date person",
                ("01", pd.Timestamp("2024-12-16"), "p1"),
                ("01", pd.Timestamp("2025-04-24"), "p0"),
                ("01", pd.Timestamp("2024-11-01"), "p0"),
            ),
        }
    )
    released = release(estimate(study))
    assert not released[["lower", "upper"]].notna().any(axis=None)
