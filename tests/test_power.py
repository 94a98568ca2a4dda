"""People and areas that a study needs: published numbers, an independent formula, and trying it out."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from gezondmenu.effects.planning.power import POWER_DESIGNS, areas_needed, change_that_can_be_seen, people_needed
from gezondmenu.language import error_text
from gezondmenu.vocabulary import GezondmenuError

EXACT = 1e-9  # the noncentral t along two routes


def one(table):
    assert len(table) == 1
    return table.iloc[0]


def noncentral(effect, units, groups, confidence=0.95):
    """Power of the two-sided t test, written out; effect in sd of what a unit brings in."""
    df, away = groups * (units - 1), effect * np.sqrt(units / groups)
    limit = stats.t.isf((1 - confidence) / 2, df)
    return stats.nct.sf(limit, df, away) + stats.nct.cdf(-limit, df, away)


# --- published -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("effect", "groups", "pairs"), [(0.2, 394, 199), (0.5, 64, 34), (0.8, 26, 15)])
def test_cohens_small_medium_and_large_effects(effect, groups, pairs):
    """G*Power 3.1, two-sided, α 0.05, power 0.80; with correlation 0.5 the sd of a change is that of the answers."""
    two = one(people_needed(effect, 1.0))
    assert (two["people_per_group"], two["people"], two["df"]) == (groups, 2 * groups, 2 * groups - 2)
    paired = one(people_needed(effect, 1.0, design="paired", correlation=0.5))
    assert (paired["people_per_group"], paired["people"], paired["df"]) == (pairs, pairs, pairs - 1)


def test_ninety_per_cent_power_and_the_unit_of_the_answers():
    """G*Power: 86 per group. An sd of 12 points and a change of 6 down is the same question."""
    row = one(people_needed(-6, 12, power=0.9))
    assert (row["people_per_group"], row["effect"]) == (86, -0.5)
    assert row["power"] == pytest.approx(0.9032, abs=0.00005)


# --- other routes ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("design", POWER_DESIGNS)
@pytest.mark.parametrize("effect", [0.1, 0.37, 1.5])
def test_it_is_the_smallest_number_with_the_power_asked(design, effect):
    row = one(people_needed(effect, 1.0, design=design, correlation=0.7, power=0.85))
    unit_sd = 1 if design == "two groups" else np.sqrt(2 * 0.3)
    groups, units = (1 if design == "paired" else 2), int(row["people_per_group"])
    assert row["power"] == pytest.approx(noncentral(effect / unit_sd, units, groups), abs=EXACT)
    assert row["power"] >= 0.85 > noncentral(effect / unit_sd, units - 1, groups)


@pytest.mark.parametrize("design", POWER_DESIGNS)
def test_areas_are_the_sample_with_areas_less_two_degrees_of_freedom(design):
    row = one(areas_needed(0.3, 1.0, people_per_area=25, icc=0.04, size_cv=0.5, design=design, correlation=0.6))
    assert row["design_effect"] == pytest.approx(1 + (1.25 * 25 - 1) * 0.04)
    unit_sd = np.sqrt(row["design_effect"] / 25) * (1 if design == "two groups" else np.sqrt(0.8))
    groups, units = (1 if design == "paired" else 2), int(row["areas_per_group"])
    assert row["df"] == row["areas"] - groups
    assert row["power"] == pytest.approx(noncentral(0.3 / unit_sd, units, groups), abs=EXACT)
    assert row["power"] >= 0.8 > noncentral(0.3 / unit_sd, units - 1, groups)


def test_one_person_an_area_is_people_and_everybody_alike_is_areas():
    people = one(people_needed(0.4, 1.0))
    singles = one(areas_needed(0.4, 1.0, people_per_area=1, icc=0.3))
    assert singles["areas_per_group"] == people["people_per_group"]
    alike = one(areas_needed(0.4, 1.0, people_per_area=50, icc=1))
    assert (alike["areas_per_group"], alike["design_effect"]) == (people["people_per_group"], 50)


def test_the_note_says_what_endless_people_would_do():
    words = areas_needed(0.33, 1.0, people_per_area=30, icc=0.05)["note"].iloc[0]
    assert words == "with endless people per area still 9 areas in each group"
    crowd = one(areas_needed(0.33, 1.0, people_per_area=100_000, icc=0.05))
    assert crowd["areas_per_group"] == 9
    none = one(areas_needed(0.33, 1.0, people_per_area=2000, icc=0))
    assert none["note"].endswith("few areas: one unusual area can turn the result")


@pytest.mark.parametrize("design", POWER_DESIGNS)
def test_the_change_that_can_be_seen_is_the_way_back(design):
    seen = one(change_that_can_be_seen(40, 2.0, design=design, correlation=0.6))
    assert seen["power"] == pytest.approx(0.8, abs=EXACT)
    back = one(people_needed(seen["change"] + 1e-9, 2.0, design=design, correlation=0.6))
    assert back["people_per_group"] == 40
    seen = one(change_that_can_be_seen(9, 2.0, design=design, correlation=0.6, people_per_area=20, icc=0.03))
    back = one(areas_needed(seen["change"] + 1e-9, 2.0, design=design, correlation=0.6, people_per_area=20, icc=0.03))
    assert (back["areas_per_group"], list(back.index)) == (9, list(seen.index))


def test_dropout():
    """34 pairs with a fifth lost: ⌈34/0.8⌉ = 43 asked; of 43 asked ⌊34.4⌋ = 34 answer twice."""
    row = one(people_needed(0.5, 1.0, design="paired", correlation=0.5, dropout=0.2))
    assert (row["people"], row["people_asked"]) == (34, 43)
    seen = one(change_that_can_be_seen(43, 1.0, design="paired", correlation=0.5, dropout=0.2))
    assert (seen["people"], seen["people_asked"]) == (34, 43)
    areas = one(areas_needed(0.4, 1.0, people_per_area=40, icc=0.02, dropout=0.25))
    same = one(areas_needed(0.4, 1.0, people_per_area=30, icc=0.02))
    assert areas["areas"] == same["areas"]
    assert (areas["people_asked"], areas["people"]) == (40 * areas["areas"], 30 * areas["areas"])
    assert one(change_that_can_be_seen(10, 1.0, dropout=0.1))["people_per_group"] == 9


# --- trying it out ---------------------------------------------------------------------------------------------------

TRIALS = 20_000
BY_LUCK = 0.01  # more than three standard errors of a share of 20,000 trials


def shares_seen(first, other=None):
    test = stats.ttest_1samp(first, 0, axis=1) if other is None else stats.ttest_ind(first, other, axis=1)
    return float((test.pvalue < 0.05).mean())


def test_the_power_comes_true_for_people():
    rng = np.random.default_rng(1)
    row = one(people_needed(0.6, 1.0))
    n = int(row["people_per_group"])
    seen = shares_seen(rng.normal(0.6, 1, (TRIALS, n)), rng.normal(0, 1, (TRIALS, n)))
    assert seen == pytest.approx(row["power"], abs=BY_LUCK)
    row = one(people_needed(0.6, 1.0, design="paired", correlation=0.7))
    n = int(row["people"])
    person = rng.normal(0, np.sqrt(0.7), (TRIALS, n))
    before, after = (person + rng.normal(level, np.sqrt(0.3), (TRIALS, n)) for level in (0, 0.6))
    assert shares_seen(after - before) == pytest.approx(row["power"], abs=BY_LUCK)


def test_the_power_comes_true_for_areas():
    rng = np.random.default_rng(2)
    row = one(areas_needed(0.5, 1.0, people_per_area=12, icc=0.05))
    k = int(row["areas_per_group"])

    def means(level):
        areas = rng.normal(level, np.sqrt(0.05), (TRIALS, k, 1))
        return (areas + rng.normal(0, np.sqrt(0.95), (TRIALS, k, 12))).mean(axis=2)

    assert shares_seen(means(0.5), means(0)) == pytest.approx(row["power"], abs=BY_LUCK)


# --- properties, errors ----------------------------------------------------------------------------------------------


def test_more_is_asked_by_smaller_changes_more_certainty_and_areas_that_are_more_alike():
    def growing(numbers):
        return all(np.diff(numbers) > 0)

    assert growing([one(people_needed(change, 1.0))["people"] for change in (1, 0.5, 0.2, 0.01, 0.001)])
    assert growing([one(people_needed(0.3, 1.0, power=power))["people"] for power in (0.5, 0.8, 0.9, 0.99)])
    assert growing([one(people_needed(0.3, 1.0, confidence=share))["people"] for share in (0.8, 0.95, 0.999)])
    paired = [one(people_needed(0.3, 1.0, design="paired", correlation=r))["people"] for r in (0.9, 0.5, 0, -1)]
    assert growing(paired)
    assert growing([one(areas_needed(0.3, 1.0, people_per_area=20, icc=icc))["areas"] for icc in (0, 0.02, 0.1, 1)])
    assert growing([one(areas_needed(0.3, 1.0, people_per_area=m, icc=0.02))["areas"] for m in (80, 20, 5, 1)])
    assert growing([one(change_that_can_be_seen(n, 1.0))["change"] for n in (1000, 100, 10, 2)])


def test_a_change_so_large_that_two_will_do():
    assert one(people_needed(50, 1.0))["people_per_group"] == 2


WRONG = [
    (lambda: people_needed(0, 1.0), "change must be a number other than 0, not 0"),
    (lambda: people_needed(float("nan"), 1.0), "change must be a number other than 0, not nan"),
    (lambda: people_needed(1, 0), "sd must be above 0, not 0"),
    (lambda: people_needed(1, 1, power=80), "power must be between 1 - confidence and 1, such as 0.8, not 80"),
    (lambda: people_needed(1, 1, confidence=95), "confidence is a proportion between 0 and 1"),
    (lambda: people_needed(1, 1, dropout=1), "dropout must be a share from 0 to under 1, such as 0.2, not 1"),
    (lambda: people_needed(1, 1, design="crossover"), "design must be one of 'paired', 'two groups'"),
    (lambda: people_needed(1, 1, design="paired"), "design 'paired' needs correlation"),
    (lambda: people_needed(1, 1, design="paired", correlation=1), "correlation must be from -1 to under 1, not 1"),
    (lambda: areas_needed(1, 1, people_per_area=0, icc=0.1), "people_per_area must be 1 or more, not 0"),
    (lambda: areas_needed(1, 1, people_per_area=float("nan"), icc=0.1), "people_per_area must be 1 or more, not nan"),
    (lambda: areas_needed(1, 1, people_per_area=9, icc=5), "icc must be from 0 to 1, not 5"),
    (lambda: areas_needed(1, 1, people_per_area=9, icc=0.1, size_cv=-1), "size_cv must be 0 or more, not -1"),
    (lambda: change_that_can_be_seen(9, 1, icc=0.1), "people_per_area and icc belong together"),
    (lambda: change_that_can_be_seen(2, 1, dropout=0.5), "at least 2 are left in each group after dropout, not 2"),
    (lambda: change_that_can_be_seen(9.5, 1), "n is a whole number"),
]


@pytest.mark.parametrize(("call", "words"), WRONG, ids=[words for _, words in WRONG])
def test_errors_name_the_argument_the_value_and_what_it_must_be(call, words):
    with pytest.raises(GezondmenuError, match=words) as found:
        call()
    if "is a proportion" not in words:
        assert error_text(found.value, "nl") != str(found.value)
