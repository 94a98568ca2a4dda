"""Which effect a chain rests on, and what is known of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.described import describe
from gezondmenu.reason import NOTHING, join
from gezondmenu.reasons import Why
from gezondmenu.valuation.effects import measured_effects, nearest_effect
from gezondmenu.vocabulary import ESTIMATE_COLUMNS
from tests.conftest import rows
from tests.worth_study import assumptions, worth_study


def table(*given: dict) -> pd.DataFrame:
    """Rows of an estimate table about life satisfaction."""
    plain = dict.fromkeys(ESTIMATE_COLUMNS, np.nan) | {
        "period": "all",
        "group": "outcome=life_satisfaction;wave=1",
        "indicator": "mean_change",
        "variant": "main",
        "confidence": 0.95,
        "unit": "points",
        "design": "before-after",
        "status": "ok",
        "note": "",
    }
    return pd.DataFrame([{**plain, **row} for row in given])


HERE = {"area": "A", "value": 0.5, "lower": 0.1, "upper": 0.9, "n": 40}
CITY = {"area": "G", "value": 0.3, "lower": 0.0, "upper": 0.6, "indicator": "mean_difference", "design": "comparison"}
WAVES = ("0", "1", "2", "3", "4")
PARENTS = {"A": "G", "B": "G"}


def test_a_comparison_in_the_city_goes_before_a_change_of_the_area_itself():
    found = measured_effects(table(HERE, CITY), WAVES)
    leaf, place = nearest_effect(found, "life_satisfaction", "A", PARENTS)
    assert (leaf.value, leaf.design, place) == (0.3, "comparison", "G")
    assert leaf.reasons.words == "measured in G"
    assert (leaf.low, leaf.high) == pytest.approx((0.0, 0.6))
    assert leaf.distribution == "normal"


def test_without_a_comparison_its_own_change_counts_and_the_city_stands_in_where_it_has_none():
    city = {**CITY, "indicator": "mean_change", "design": "before-after"}
    found = measured_effects(table(HERE, city), WAVES)
    assert nearest_effect(found, "life_satisfaction", "A", PARENTS)[1] == "A"
    assert nearest_effect(found, "life_satisfaction", "B", PARENTS)[1] == "G"
    assert nearest_effect(found, "eq5d", "A", PARENTS) is None


def test_the_whole_study_stands_in_for_areas_without_a_parent():
    found = measured_effects(table({**CITY, "area": "all"}), WAVES)
    assert nearest_effect(found, "life_satisfaction", "Z", {})[1] == "all"
    assert found["all", "life_satisfaction"].reasons.words == "measured in the whole study"


def test_the_last_wave_counts_and_variants_and_arms_do_not():
    later = {**HERE, "group": "outcome=life_satisfaction;wave=2", "value": 0.2, "lower": -0.1, "upper": 0.5}
    arm = {**HERE, "group": "arm=comparison;outcome=life_satisfaction;wave=3", "value": 9.0}
    weighted = {**HERE, "group": "outcome=life_satisfaction;wave=3", "variant": "weighted", "value": 8.0}
    effects = measured_effects(table(HERE, later, arm, weighted), WAVES)
    assert effects["A", "life_satisfaction"].value == 0.2
    in_other_order = measured_effects(table(HERE, later), ("0", "2", "1"))
    assert in_other_order["A", "life_satisfaction"].value == 0.5


def test_an_earlier_wave_does_not_stand_in_for_a_last_one_that_is_hidden():
    hidden = {**HERE, "group": "outcome=life_satisfaction;wave=4", "status": "suppressed", "value": np.nan}
    assert measured_effects(table(HERE, hidden, CITY), WAVES).keys() == {("G", "life_satisfaction")}


def test_the_standard_error_follows_from_the_interval_and_percentage_points_become_a_share():
    share = {**HERE, "group": "outcome=good_health;wave=1", "value": 7.0, "lower": 3.0, "upper": 11.0}
    leaf = measured_effects(table({**share, "unit": "percentage points", "confidence": 0.90}), WAVES)[
        "A", "good_health"
    ]
    se = 0.08 / (2 * 1.6448536269514722)  # the 90 % interval runs over 8 points
    assert leaf.value == pytest.approx(0.07)
    assert leaf.high - leaf.value == pytest.approx(1.959963984540054 * se)
    assert leaf.unit == "share of persons"


def test_an_effect_without_an_interval_is_not_drawn_and_says_so():
    leaf = measured_effects(table({**HERE, "lower": np.nan, "upper": np.nan}), WAVES)["A", "life_satisfaction"]
    assert leaf.is_fixed
    assert "no interval is known" in leaf.reasons.words


def test_what_a_comparison_took_out_is_not_taken_out_twice():
    # of 0.2 points more beside a comparison nothing came anyway; an assumption for all chains is about the other ones
    chains = rows(
        "chain outcome effect price in_total",
        ("s", "life_satisfaction", None, "own", True),
        ("t", "life_satisfaction", None, "own2", False),
    )
    price = "price name value unit price_year payer law counts_as values source"
    own = ("own", "x", 1_000.0, "EUR/point", 2024, "residents", "none", "benefit", "wellby", "[T]")
    given = assumptions(
        (None, "deadweight", 0.5, None, None),
        (None, "attribution", 0.5, None, None),
        ("t", "deadweight", 0.25, None, None),
    )
    given = given[~((given.parameter == "deadweight") & (given.value == 0))]
    given = given[~((given.parameter == "attribution") & (given.value == 1))]
    study = worth_study(chains, prices=rows(price, own, ("own2", *own[1:])), given=given)
    for design, first, second in (("comparison", 1.0, 0.75), ("before-after", 0.25, 0.375)):
        effect = {**CITY, "area": "A", "value": 0.2, "lower": 0.1, "upper": 0.3, "design": design}
        effect["indicator"] = "mean_difference" if design == "comparison" else "mean_change"
        reached = {
            **HERE,
            "period": "2024",
            "group": "all",
            "indicator": "participants",
            "value": 10.0,
            "design": "count",
        }
        counts = gm.estimate(study, ["residents", "costs"])
        estimates = pd.concat([counts, table(effect, reached)], ignore_index=True)
        with pytest.raises(gm.GezondmenuError, match="a wave 1, and it is not known when it was among the waves –"):
            gm.value(study, estimates, draws=100)
        estimates = describe(estimates, waves=pd.DataFrame({"wave": WAVES}))
        worth = gm.value(study, estimates, draws=100)
        found = worth.by_chain[worth.by_chain.area == "A"].set_index("chain")["value"]
        assert found.tolist() == pytest.approx([2_000 * first, 2_000 * second]), design


@pytest.mark.parametrize(
    ("design", "came", "status", "persons", "word"),
    [
        ("comparison", 4.0, "ok", 6.0, "less people of the comparison who came"),
        ("comparison", np.nan, "suppressed", 10.0, "people of the comparison who came are among them"),
        ("comparison", 0.0, "ok", 10.0, None),
        ("before-after", 4.0, "ok", 10.0, None),
    ],
)
def test_people_of_the_comparison_are_not_multiplied_by_the_difference_with_them(design, came, status, persons, word):
    """Ten participants of whom four are of the comparison: six times 0.2 points at € 1,000; no count in a reason."""
    chains = rows("chain outcome effect price in_total", ("s", "life_satisfaction", None, "own", True))
    price = rows(
        "price name value unit price_year payer law counts_as values source",
        ("own", "x", 1_000.0, "EUR/point", 2024, "residents", "none", "benefit", "wellby", "[T]"),
    )
    study = worth_study(chains, prices=price)
    effect = {**CITY, "area": "A", "value": 0.2, "lower": 0.1, "upper": 0.3, "design": design}
    effect["indicator"] = "mean_difference" if design == "comparison" else "mean_change"
    counted = {**HERE, "period": "2024", "group": "all", "design": "count"}
    reached = {**counted, "indicator": "participants", "value": 10.0}
    among = {**counted, "indicator": "comparison_participants", "value": came, "status": status}
    made = pd.concat([gm.estimate(study, ["residents", "costs"]), table(effect, reached, among)], ignore_index=True)
    worth = gm.value(study, describe(made, waves=pd.DataFrame({"wave": WAVES})), draws=100)
    of_area = worth.inputs[worth.inputs["area"] == "A"].set_index("parameter")
    assert (of_area.loc["persons", "value"], of_area.loc["persons", "n"]) == (persons, persons)
    assert of_area.loc["persons", "note"] == "; ".join(["counted: participants", *([word] if word else [])])
    assert worth.by_chain.set_index("area").loc["A", "value"] == pytest.approx(persons * 0.2 * 1_000)


def test_value_follows_the_claim_that_remains_and_never_a_stronger_one():
    """10 persons, 0.2 points, € 1,000 a point, half of it would have come anyway and half is due to something else."""
    chains = rows("chain outcome effect price in_total", ("s", "life_satisfaction", None, "own", True))
    price = rows(
        "price name value unit price_year payer law counts_as values source",
        ("own", "x", 1_000.0, "EUR/point", 2024, "residents", "none", "benefit", "wellby", "[T]"),
    )
    given = assumptions((None, "deadweight", 0.5, None, None), (None, "attribution", 0.5, None, None))
    given = given[~(given.parameter.isin(["deadweight", "attribution"]) & given.value.isin([0, 1]))]
    study = worth_study(chains, prices=price, given=given)
    reached = {**HERE, "period": "2024", "group": "all", "indicator": "participants", "value": 10.0, "design": "count"}
    lost, zero = Why.LOSS_BEYOND(), Why.BOUNDS_HOLD_ZERO()
    apart = Why.FIRST_SCORES_APART()

    def worth(design, reasons):
        effect = {**CITY, "area": "A", "value": 0.2, "lower": 0.1, "upper": 0.3, "design": design}
        made = pd.concat([gm.estimate(study, ["residents", "costs"]), table(effect, reached)], ignore_index=True)
        made["reasons"] = [*made["reasons"].iloc[:-2], str(reasons), ""]
        made = describe(made, waves=pd.DataFrame({"wave": WAVES}))
        found = gm.value(study, made, draws=400).rows
        found = found[found["area"] == "A"].set_index(["indicator", "group"])
        return found.loc[("value_benefits", "chain=s")], found.loc[("net_value_chance", "all")]

    assert worth("randomised", NOTHING)[0].value == pytest.approx(2_000)
    assert worth("randomised", lost)[0].value == pytest.approx(2_000)  # still a comparison
    assert worth("randomised", join(lost, zero))[0].value == pytest.approx(500)  # a change like any other
    benefits, chance = worth("comparison", apart)
    assert np.isnan(benefits.value)
    assert (benefits.lower, benefits.upper) == pytest.approx((1_000, 3_000))  # its ends, and no point between
    assert np.isnan(chance.value)
    assert "RANGE_ONLY" in chance.reasons
