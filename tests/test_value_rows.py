"""Rows of the mission that are about value, as written: N1, N2, F1, F2, F27, G3, O1; and other numbers too."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.reasons import Why
from gezondmenu.study.model import make_study
from gezondmenu.valuation.valuing import Valuation
from tests.conftest import rows
from tests.worth_study import EFFECTS_OF_A_SUPPORTER, PRICES_OF_A_VILLAGE, assumptions, valued, worth_study


def supporter(both: bool, overlap: str | None = "none", in_total: bool | None = None, **more) -> gm.Study:
    """The village supporter of F1: 9 % of care cost and, perhaps, up to 30 % of Wmo cost."""
    chains = rows(
        "chain outcome effect price reached in_total",
        ("zvw", "care cost", "n1", "zvw", "residents", None),
        ("wmo", "Wmo cost", "n2", "wmo", "residents", in_total),
    )
    effects = EFFECTS_OF_A_SUPPORTER.assign(overlaps_with=[overlap, None])
    given = assumptions((None, "transfer", 1.0, None, None))
    settings = {"prices": PRICES_OF_A_VILLAGE, "effects": effects, "given": given, **more}
    return worth_study(chains if both else chains.iloc[:1], **settings)


def of(worth: Valuation, indicator: str, group: str = "all") -> pd.Series:
    found = worth.rows[(worth.rows.area == "A") & (worth.rows.indicator == indicator) & (worth.rows.group == group)]
    assert len(found) == 1, (indicator, group, worth.rows[["indicator", "group"]].drop_duplicates().values.tolist())
    return found.iloc[0]


# -------------------------------------------------------------------------------------------------------- N1, N2


def test_n1_is_a_scenario_with_source_and_setting_and_never_a_default():
    worth = valued(supporter(both=False))
    leaf = of(worth, "value_input", "chain=zvw;parameter=effect")
    assert (leaf.value, leaf.design) == (-0.09, "borrowed")
    assert np.isnan([leaf.lower, leaf.upper]).all()
    for words in ("found in: villages", "design: unknown", "source: seed 000", "no interval is known"):
        assert words in leaf.note
    assert of(worth, "net_value").design == "scenario"
    # without a named effect there is no euro
    nameless = supporter(both=False)
    nameless.tables["chains"].loc[0, "effect"] = None
    worth = valued(nameless)
    row = of(worth, "value_benefits", "chain=zvw")
    assert (row.status, np.isnan(row.value)) == ("no data", True)
    assert "no effect on care cost is measured" in row.note


def test_n2_up_to_30_percent_is_a_range_and_never_a_point():
    worth = valued(supporter(both=True))
    row = of(worth, "value_benefits", "chain=wmo")
    assert np.isnan(row.value)
    assert (row.lower, row.upper) == pytest.approx((0.0, 144_000.0))
    assert "a range without a point: effect" in row.note
    assert np.isnan(of(worth, "net_value").value)
    assert np.isnan(of(worth, "net_value_chance").value)
    assert not (worth.rows.indicator == "net_value_dots").any()


def test_n2_adding_both_while_the_overlap_is_unknown_is_refused():
    with pytest.raises(gm.GezondmenuError, match=r"n1.*n2|n2.*n1|zvw.*wmo|wmo.*zvw"):
        valued(supporter(both=True, overlap=None))


# ------------------------------------------------------------------------------------------------------------ F1


def test_f1_both_effects_not_overlapping_run_from_254_000_to_398_000():
    worth = valued(supporter(both=True))
    assert of(worth, "value_benefits", "chain=zvw").value == 324_000
    net = of(worth, "net_value")
    assert (net.lower, net.upper) == pytest.approx((254_000, 398_000))


def test_f1_while_unknown_only_care_cost_counts_and_the_wmo_range_stands_beside_it():
    worth = valued(supporter(both=True, overlap=None, in_total=False))
    assert of(worth, "net_value").value == 254_000
    beside = of(worth, "value_benefits", "chain=wmo")
    assert beside.upper == pytest.approx(144_000)
    assert "not added to the total" in beside.note


def test_f1_wmo_inside_care_cost_counts_nine_percent_of_both_and_the_30_percent_may_not_be_added():
    prices = PRICES_OF_A_VILLAGE.assign(value=[3_400, 400])
    worth = valued(supporter(both=False, prices=prices))
    assert of(worth, "value_benefits").value == 367_200
    assert of(worth, "net_value").value == 297_200
    with pytest.raises(gm.GezondmenuError):
        valued(supporter(both=True, overlap="n2", prices=prices))


def test_f1_break_even_and_who_pays_is_not_who_gains():
    worth = valued(supporter(both=False))
    needed = of(worth, "break_even_effect", "chain=zvw").value
    assert 100 * -needed == pytest.approx(1.9444, abs=5e-5)  # 1.94 % of Zvw cost
    assert of(worth, "net_value", "law=Zvw;payer=insurer").value == 324_000
    assert of(worth, "net_value", "law=Wmo;payer=municipality").value == -70_000
    assert of(worth, "fair_share", "payer=insurer").value == 70_000
    assert {"zvw", "costs", "choices"} == set(gm.trace(worth, "A", "fair_share", "payer=insurer")["part"])
    assert of(worth, "value_by_evidence", "evidence=borrowed").value == 100


def test_f1_each_payer_under_all_laws_its_parts_and_how_far_they_lie_apart():
    worth = valued(supporter(both=False))
    told = {
        name: [of(worth, name, f"payer={payer}").value for payer in ("insurer", "municipality")]
        for name in ("payer_net_value", "payer_costs_share", "payer_benefits_share", "payer_share_difference")
    }
    assert told == {
        "payer_net_value": [324_000, -70_000],
        "payer_costs_share": [0, 100],
        "payer_benefits_share": [100, 0],
        "payer_share_difference": [100, -100],
    }
    assert of(worth, "payer_costs", "payer=municipality").value == 70_000
    assert of(worth, "payer_benefits", "payer=insurer").value == of(worth, "payers_benefits").value == 324_000
    assert not (worth.rows.group[worth.rows.indicator == "payer_costs"] == "payer=insurer").any()


@pytest.mark.parametrize(
    ("indicator", "group", "parts"),
    [
        ("payer_benefits", "payer=insurer", {"zvw", "choices"}),
        ("payer_costs", "payer=municipality", {"costs", "choices"}),
        ("payer_net_value", "payer=municipality", {"costs", "choices"}),
        ("payer_costs_share", "payer=insurer", {"costs", "choices"}),
        ("payer_benefits_share", "payer=municipality", {"zvw", "choices"}),
        ("payer_share_difference", "payer=municipality", {"zvw", "costs", "choices"}),
        ("payers_benefits", "all", {"zvw", "choices"}),
    ],
)
def test_the_rows_of_a_payer_are_followed_to_what_they_rest_on(indicator, group, parts):
    assert set(gm.trace(valued(supporter(both=False)), "A", indicator, group)["part"]) == parts


def test_of_a_range_without_a_point_a_payer_has_limits_and_no_part():
    study = supporter(both=False, given=assumptions((None, "transfer", None, 0.0, 1.0)))
    worth = valued(study)
    row = of(worth, "payer_net_value", "payer=insurer")
    assert np.isnan(row.value)
    assert (row.lower, row.upper) == pytest.approx((0, 324_000))
    assert set(worth.rows.indicator) & {"payer_benefits_share", "payer_share_difference"} == set()
    assert of(worth, "payer_costs_share", "payer=municipality").value == 100


def test_f1_with_other_numbers():
    # 3,000 residents, € 2,500, 4 %: 300,000; costs 90,000; break-even 90,000 / 7.5 million = 1.2 %
    effects = EFFECTS_OF_A_SUPPORTER.assign(value=[-0.04, None])
    study = supporter(both=False, residents=3_000, costs=90_000, prices=PRICES_OF_A_VILLAGE.assign(value=[2_500, 1]))
    study.tables["borrowed_effects"]["value"] = effects["value"].astype("float64")
    worth = valued(study)
    assert of(worth, "net_value").value == 210_000
    assert of(worth, "break_even_effect", "chain=zvw").value == pytest.approx(-0.012)


# ------------------------------------------------------------------------------------------------------------ F2


def test_f2_a_transfer_of_0_to_100_percent_runs_from_minus_70_000_to_254_000_and_21_6_percent_is_enough():
    study = supporter(both=False, given=assumptions((None, "transfer", None, 0.0, 1.0)))
    worth = valued(study)
    net = of(worth, "net_value")
    assert np.isnan(net.value)
    assert (net.lower, net.upper) == pytest.approx((-70_000, 254_000))
    assert of(worth, "break_even_transfer", "chain=zvw").value == pytest.approx(21.6, abs=0.05)
    swing = of(worth, "net_value_if", "chain=zvw;parameter=transfer")
    assert (swing.lower, swing.upper) == pytest.approx((-70_000, 254_000))


def test_f2_unknown_is_an_answer():
    worth = valued(supporter(both=False, given=assumptions()))
    row = of(worth, "value_benefits", "chain=zvw")
    assert (row.status, "no transfer is given" in row.note) == ("no data", True)
    assert of(worth, "net_value").status == "no data"
    assert of(worth, "value_costs").value == 70_000


# ----------------------------------------------------------------------------------------------------------- F27


@pytest.mark.parametrize(("rate", "expected"), [(0, 120_000), (0.0225, 105_874), (0.03, 101_470), (0.04, 95_818)])
def test_f27_net_present_value_of_the_flows(rate: float, expected: float):
    flows = [-70_000, -10_000, 20_000, 90_000, 90_000]
    assert gm.numbers.present_value(flows, rate) == pytest.approx(expected, abs=0.5)


def test_f27_a_fading_gain_over_years_is_the_present_value_of_its_flows():
    study = supporter(both=False, horizon_years=4)
    study.tables["assumptions"].loc[study.tables["assumptions"].parameter == "drop_off", "value"] = 0.25
    worth = valued(study)
    flows = [324_000 * 0.75**year for year in range(4)]
    assert of(worth, "value_benefits").value == pytest.approx(gm.numbers.present_value(flows, 0.03), abs=0.01)
    assert of(worth, "break_even_share").value == pytest.approx(100 * 70_000 / of(worth, "value_benefits").value)
    by_payer = worth.by_payer[(worth.by_payer.area == "A") & (worth.by_payer.indicator == "net_value")]
    assert by_payer.value.sum() == pytest.approx(of(worth, "net_value").value, abs=1e-6)


# ------------------------------------------------------------------------------------------------------------ O1


def test_o1_care_cost_per_person_is_its_own_outcome_beside_health():
    # per person 0.4 fewer contacts (0.8 fewer to none) of € 100: € 40 saved, between € 80 and € 0
    chains = rows("chain outcome effect price reached", ("gp", "gp", "b", "gp_own", "residents"))
    prices = PRICES_OF_A_VILLAGE.iloc[:1].assign(price="gp_own", value=100)
    effects = rows(
        "effect outcome value low high setting design source range_meaning overlaps_with",
        ("b", "gp", -0.4, -0.8, 0.0, "elsewhere", "comparison", "[T]", "interval", "none"),
    )
    given = assumptions((None, "transfer", 1.0, None, None))
    worth = valued(worth_study(chains, prices=prices, effects=effects, given=given), draws=20_000)
    row = of(worth, "care_cost_per_person")
    assert row.value == -40
    assert (row.lower, row.upper) == pytest.approx((-80, 0), abs=1.0)


# ------------------------------------------------------------------------------------------------- who is reached


def test_who_is_reached_decides_the_value():
    # 12 people started at level 4, 3 at 8, one unknown; an effect of 2 visits fewer is said of those who started low
    people = pd.DataFrame({"person": [f"p{n}" for n in range(16)], "area": "A"})
    people["started_level"] = [4.0] * 12 + [8.0] * 3 + [np.nan]
    frames = {
        "people": people,
        "activities": rows("activity area name", ("01", "A", "Wandelen")),
        "attendance": pd.DataFrame({"activity": "01", "date": pd.Timestamp(2024, 3, 1), "person": people["person"]}),
    }
    chains = rows(
        "chain outcome effect price level_from level_to",
        ("low", "gp", "b", "gp_own", None, 5.0),
        ("high", "gp", "b2", "gp_own", 5.5, 10.0),
    )
    effects = rows(
        "effect outcome value setting design source overlaps_with",
        ("b", "gp", -2.0, "elsewhere", "comparison", "[T]", "none"),
        ("b2", "gp", -0.5, "elsewhere", "comparison", "[T]", "none"),
    )
    prices = PRICES_OF_A_VILLAGE.iloc[:1].assign(price="gp_own", value=30)
    study = worth_study(
        chains, prices=prices, effects=effects, frames=frames, given=assumptions((None, "transfer", 1.0, None, None))
    )
    worth = valued(study, indicators=("residents", "participants", "costs"))
    assert of(worth, "value_benefits", "chain=low").value == 12 * 2 * 30
    assert of(worth, "value_benefits", "chain=high").value == 3 * 0.5 * 30
    persons = of(worth, "value_input", "chain=low;parameter=persons")
    assert (persons.value, persons.note) == (12, "counted: participants")


def test_the_order_of_rows_changes_nothing():
    study = supporter(both=True)
    turned = make_study({name: table.iloc[::-1] for name, table in study.tables.items()}, **study.choices)
    one, other = (valued(s).rows.drop(columns="n") for s in (study, turned))
    pd.testing.assert_frame_equal(one, other)


def test_an_area_has_the_same_numbers_whatever_other_areas_the_study_has():
    study = supporter(both=False)
    more = dict(study.tables)
    more["areas"] = rows("area name population", ("A", "Dorp", 1_200), ("B", "Stad", 9_000), ("C", "Gehucht", 80))
    costs = study.tables["costs"]
    more["costs"] = pd.concat([costs, costs.assign(area="B", amount_eur=5_000.0)])
    together = valued(make_study(more, **study.choices))
    alone = valued(study)
    mine = [worth.rows[worth.rows.area == "A"].reset_index(drop=True) for worth in (alone, together)]
    pd.testing.assert_frame_equal(*mine)


def test_values_made_from_unreleased_counts_cannot_be_released():
    worth = valued(supporter(both=False))
    with pytest.raises(gm.GezondmenuError, match="Release the estimates first"):
        gm.release(worth.rows)
    assert len(gm.release(worth.rows, "internal")) == len(worth.rows)


def test_missing_choices_give_no_euros_and_say_which():
    worth = valued(supporter(both=False, price_year=None, perspective=None))
    row = of(worth, "net_value")
    assert (row.status, row.note) == ("no data", "study.toml has no perspective; study.toml has no price_year")


def test_a_price_year_without_an_index_says_so():
    worth = valued(supporter(both=False, price_year=2030))
    assert "no consumer price index from 2024 to 2030" in of(worth, "value_benefits", "chain=zvw").note
    assert of(worth, "value_costs").status == "no data"


def test_the_perspective_of_the_municipality_leaves_out_what_the_insurer_gains():
    worth = valued(supporter(both=True, overlap="none", perspective="municipality"))
    assert "outside the perspective municipality" in of(worth, "value_benefits", "chain=zvw").note
    net = of(worth, "net_value")
    assert (net.lower, net.upper) == pytest.approx((-70_000, 74_000))  # Wmo alone: 0 to 144,000


@pytest.mark.parametrize("perspective", ["health care", "municipality", "societal"])
def test_costs_that_a_perspective_leaves_out_stand_beside_those_that_count(perspective: str):
    # 70,000 paid by the municipality under the Wmo, and 30,000 by the insurer; the insurer gains 324,000
    booked = rows("date payer law amount_eur area", (pd.Timestamp(2024, 12, 31), "insurer", "Zvw", 30_000.0, "A"))
    study = supporter(both=False, perspective=perspective)
    study.tables["costs"] = pd.concat([study.tables["costs"], booked], ignore_index=True)
    worth = valued(study)
    counted, outside = {"health care": (30_000, 70_000), "municipality": (70_000, 30_000)}.get(
        perspective, (100_000, 0)
    )
    assert of(worth, "value_costs").value == counted
    if not outside:
        assert not worth.rows.indicator.isin(["costs_outside", "all_costs"]).any()
        assert "of costs outside" not in of(worth, "net_value").note
        return
    group = "law=Wmo;payer=municipality" if perspective == "health care" else "law=Zvw;payer=insurer"
    assert (of(worth, "costs_outside").value, of(worth, "costs_outside", group).value) == (outside, outside)
    assert of(worth, "all_costs").value == 100_000
    assert gm.trace(worth, "A", "all_costs").query("part == 'costs'")["value"].sum() == 100_000
    if perspective == "health care":
        net = of(worth, "net_value")
        assert net.value == 294_000
        assert net.note == "without € 70000 of costs outside the perspective health care"


def test_an_expired_effect_is_not_used():
    study = supporter(both=False)
    study.tables["borrowed_effects"]["expires"] = pd.Timestamp(2020, 1, 1)
    assert "may not be used after 2020-01-01" in of(valued(study), "value_benefits", "chain=zvw").note


@pytest.mark.parametrize(("minutes", "status"), [(457.0, "ok"), (459.0, "no data")])
def test_a_group_that_walks_more_than_heat_counts_has_no_euros_and_the_row_says_why(minutes, status):
    chains = rows("chain outcome effect price method reached", ("w", "walk", "b", "vsl", "heat walking", "residents"))
    price = rows("price name value unit price_year payer law counts_as source",
                 ("vsl", "x", 1e6, "EUR/death averted", 2024, "residents", "none", "benefit", "[T]"))  # fmt: skip
    effect = rows("effect outcome value unit setting design source overlaps_with",
                  ("b", "walk", minutes, "minutes a week", "[T]", "[T]", "[T]", "none"))  # fmt: skip
    given = assumptions((None, "transfer", 1.0, None, None), (None, "heat_share", 1.0, None, None))
    worth = of(valued(worth_study(chains, prices=price, effects=effect, given=given)), "value_benefits", "chain=w")
    refused = Why.TOO_ACTIVE_FOR_HEAT(cap=458)
    assert (worth.status, refused.words in worth.note) == (status, status != "ok")


def test_volunteer_time_has_a_line_of_its_own_only_where_asked():
    frames = {
        "activities": rows("activity area name", ("01", "A", "Wandelen")),
        "sessions": rows("activity date visits volunteer_hours", ("01", pd.Timestamp(2024, 3, 1), 12, 100.0)),
    }
    quiet, asked = (
        valued(
            supporter(both=False, frames=frames, value_volunteer_time=wanted),
            indicators=("residents", "costs", "hours"),
        )
        for wanted in (False, True)
    )
    assert not (quiet.rows.indicator == "volunteer_value").any()
    row = of(asked, "volunteer_value")
    assert row.value == pytest.approx(100 * 18.8 * 1.038 * 1.033)
    assert "not added to the total" in row.note
    leaves = gm.trace(asked, "A", "volunteer_value").set_index("parameter")["value"]
    assert leaves["units"] * leaves["price"] * leaves["price_index"] == pytest.approx(row.value)
    assert of(asked, "net_value").value == of(quiet, "net_value").value == 254_000


# ------------------------------------------------------------------------------------------ against closed forms


def chance_study(**more) -> gm.Study:
    """One chain: 0.6 fewer visits (1.2 to 0) of € 100 for 1,200 residents, 72,000, against costs of 70,000."""
    chains = rows("chain outcome effect price reached", ("gp", "gp", "b", "own", "residents"))
    prices = PRICES_OF_A_VILLAGE.iloc[:1].assign(price="own", value=100)
    effects = rows(
        "effect outcome value low high setting design source range_meaning overlaps_with",
        ("b", "gp", -0.6, -1.2, 0.0, "elsewhere", "comparison", "[T]", "interval", "none"),
    )
    given = assumptions((None, "transfer", 1.0, None, None))
    return worth_study(chains, prices=prices, effects=effects, given=given, **more)


def test_chance_dots_and_value_of_information_are_those_of_a_normal_distribution():
    from scipy.stats import norm

    worth = valued(chance_study(), draws=100_000)
    sd = 120_000 * 0.6 / 1.959963984540054
    assert of(worth, "net_value").value == 2_000
    assert of(worth, "net_value_chance").value == pytest.approx(100 * norm.cdf(2_000 / sd), abs=0.6)
    d = 2_000 / sd
    assert of(worth, "evpi").value == pytest.approx(sd * (norm.pdf(d) - d * norm.sf(d)), rel=0.02)
    dots = worth.rows[(worth.rows.area == "A") & (worth.rows.indicator == "net_value_dots")]["value"].to_numpy()
    assert dots == pytest.approx(2_000 + sd * norm.ppf((np.arange(20) + 0.5) / 20), abs=0.02 * sd)


def test_persons_and_costs_that_may_be_off_widen_what_follows_and_have_swings():
    """€ 72,000 for 1,200 people at 0.6 visits of € 100, and costs of € 70,000; points stay as they are.

    Persons from 0.9 to 1.1 (normal, those are its 95% limits): 72,000 becomes 64,800 to 79,200. Costs from 0.8 to 1.2
    (uniform): 2.5% and 97.5% lie at 0.81 and 1.19, so 70,000 becomes 56,700 to 83,300.
    """
    fixed = chance_study()
    fixed.tables["borrowed_effects"] = fixed["borrowed_effects"].assign(low=np.nan, high=np.nan)
    plain = valued(fixed)
    assert not set(plain.inputs["parameter"]) & {"persons_factor", "costs_factor"}
    persons = {
        "parameter": "persons",
        "low": 0.9,
        "high": 1.1,
        "distribution": "normal",
        "reason": "heads were counted",
    }
    costs = {"parameter": "costs", "low": 0.8, "high": 1.2, "distribution": "uniform", "reason": "a budget, no account"}
    before = fixed["assumptions"]
    fixed.tables["assumptions"] = pd.concat([before, pd.DataFrame([persons])], ignore_index=True)
    worth = valued(fixed, draws=100_000)
    benefits, net = of(worth, "value_benefits"), of(worth, "net_value")
    assert (benefits.value, net.value) == (72_000, 2_000)
    assert (benefits.lower, benefits.upper) == pytest.approx((64_800, 79_200), rel=0.002)
    each = of(worth, "care_cost_per_person")
    assert (each.value, each.lower, each.upper) == pytest.approx((-60, -60, -60))
    swing = of(worth, "net_value_if", "chain=gp;parameter=persons_factor")
    assert (swing.value, swing.lower, swing.upper) == pytest.approx((2_000, -5_200, 9_200))
    fixed.tables["assumptions"] = pd.concat([before, pd.DataFrame([costs])], ignore_index=True)
    worth = valued(fixed, draws=100_000)
    paid, net = of(worth, "value_costs"), of(worth, "net_value")
    assert (paid.value, net.value) == (70_000, 2_000)
    assert (paid.lower, paid.upper) == pytest.approx((56_700, 83_300), rel=0.002)
    assert (net.lower, net.upper) == pytest.approx((72_000 - 83_300, 72_000 - 56_700), rel=0.02)
    swing = of(worth, "net_value_if", "chain=all;parameter=costs_factor")
    assert (swing.lower, swing.upper) == pytest.approx((72_000 - 84_000, 72_000 - 56_000))
    assert of(worth, "net_value_chance").value == pytest.approx(100 * (72 / 70 - 0.8) / 0.4, abs=0.6)


@pytest.mark.parametrize("costs", [40_000, 100_000])
def test_a_fair_share_stands_beside_what_its_payer_gains(costs: float):
    # the insurer alone gains: 72,000, between 0 and 144,000; its share is all costs
    worth = valued(chance_study(costs=costs), draws=20_000)
    assert of(worth, "fair_share", "payer=insurer").value == costs
    row = of(worth, "fair_share_difference", "payer=insurer")
    assert row.value == 72_000 - costs
    assert (row.lower, row.upper) == pytest.approx((-costs, 144_000 - costs), abs=2_000)


def test_two_prices_that_two_chains_each_share_are_two_swings():
    chains = rows(
        "chain outcome effect price reached",
        *(
            (f"{price}{n}", f"{price}{n}", f"{price}{n}", price, "residents")
            for price in ("zvw", "wmo")
            for n in (1, 2)
        ),
    )
    effects = rows(
        "effect outcome value setting design source overlaps_with",
        *((id, id, -0.01, "x", "x", "[T]", "none") for id in chains["chain"]),
    )
    given = assumptions((None, "transfer", 1.0, None, None))
    study = worth_study(chains, prices=PRICES_OF_A_VILLAGE, effects=effects, given=given, price_spread=0.2)
    groups = valued(study).sensitivity.query("area == 'A'")["group"]
    assert sorted(groups) == ["chain=wmo1;parameter=price", "chain=zvw1;parameter=price"]


def test_the_limits_of_a_range_hold_for_every_draw():
    # an effect that may help or hurt, and a transfer of 0 to 1: with transfer 1 it may cost 70,000 + 0.7 x 120,000
    effects = {"value": -0.1, "low": -0.9, "high": 0.7}
    study = chance_study()
    for column, value in effects.items():
        study.tables["borrowed_effects"][column] = value
    given = study.tables["assumptions"]
    given.loc[given.parameter == "transfer", ["value", "low", "high"]] = [np.nan, 0.0, 1.0]
    net = of(valued(study, draws=20_000), "net_value")
    assert net.lower == pytest.approx(-70_000 - 84_000, rel=0.02)
    assert net.upper == pytest.approx(-70_000 + 108_000, rel=0.05)


def test_costs_per_qaly_are_not_said_where_money_is_saved_too():
    chains = rows("chain outcome effect price reached", ("q", "q", "e", "qaly_nl_50k", "residents"))
    effects = rows(
        "effect outcome value measures setting design source overlaps_with",
        ("e", "q", 0.001, "qaly", "x", "x", "[T]", "none"),
    )
    given = assumptions((None, "transfer", 1.0, None, None))
    worth = valued(worth_study(chains, effects=effects, given=given))
    assert of(worth, "icer").value == pytest.approx(70_000 / 1.2)
    assert of(worth, "health_gain", "chain=q").value == pytest.approx(1.2)
    study = worth_study(chains, effects=effects.assign(value=-0.001), given=given)
    row = of(valued(study), "icer")
    assert (row.status, row.note) == ("no data", "no health is gained, so costs per QALY mean nothing")
