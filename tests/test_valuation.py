"""The valuation on inputs made by hand: against a loop over draws, and properties that must hold for any input."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why
from gezondmenu.valuation.chains import Chain, Inputs
from gezondmenu.valuation.draws import drawn, uniforms
from gezondmenu.valuation.engine import Choices, chunks, point_benefit
from gezondmenu.valuation.formula import benefit
from gezondmenu.valuation.leaves import NAN, Leaf
from gezondmenu.valuation.payers import fair_shares, to_the_cent
from gezondmenu.valuation.results import chain_rows, cost_rows, counted_in, total_rows
from gezondmenu.valuation.sensitivity import break_even, share_to_break_even, swings

CHOICES = Choices(
    perspective="societal",
    price_year=2024,
    discount_rate_costs=0.03,
    discount_rate_effects=0.015,
    horizon_years=3,
    effect_correlation=1.0,
    draws=2_000,
    seed=7,
)
GP = Chain("gp", "gp visits", "b1", "gp_consult", payer="insurer", law="Zvw", counts_as="cost", unit="EUR/consult")
QALY = Chain("q", "eq5d", "", "qaly", payer="residents", law="none", counts_as="benefit", unit="EUR/QALY")


def leaves(**given: Leaf | float) -> Inputs:
    """Inputs that leave the effect as it is, but for those given."""
    plain: dict[str, Leaf | float] = {
        "effect": 1.0,
        "transfer": 1.0,
        "persons": 100.0,
        "units": 1.0,
        "price": 10.0,
        "price_index": 1.0,
        "attribution": 1.0,
        "deadweight": 0.0,
        "displacement": 0.0,
        "drop_off": 0.0,
    }
    return {
        name: leaf if isinstance(leaf, Leaf) else Leaf(float(leaf), design="borrowed")
        for name, leaf in {**plain, **given}.items()
    }


def uncertain(seed: int = 0) -> Inputs:
    """Inputs of which most are drawn, each from another distribution."""
    return leaves(
        effect=Leaf(-0.4, -0.8, -0.1, "normal", design="borrowed", key=f"borrowed/b{seed}"),
        transfer=Leaf(0.5, 0.2, 0.8, "pert", key="transfer"),
        price=Leaf(30.87, 28.74, 42.47, "gamma", key="price/gp"),
        attribution=Leaf(0.7, 0.5, 0.9, "beta", key="attribution"),
        deadweight=Leaf(0.2, 0.1, 0.4, "pert", key="deadweight"),
        displacement=Leaf(0.1, 0.05, 0.2, "beta", key="displacement"),
        drop_off=Leaf(0.3, 0.1, 0.6, "pert", key="drop_off"),
    )


def all_draws(chain: Chain, inputs: Inputs, choices: Choices = CHOICES) -> np.ndarray:
    """The draws of one chain in one area."""
    (found,) = chunks([chain], {"A": [inputs]}, choices, ["A"])
    return found.draws[0, 0, 0]


# ------------------------------------------------------------------------------------------- an independent route


def test_the_engine_gives_what_a_loop_over_draws_and_areas_gives():
    areas = {"A": uncertain(), "B": {**uncertain(1), "persons": Leaf(250.0)}, "C": Why.NO_EFFECT(outcome="x")}
    (found,) = chunks([GP], {area: [inputs] for area, inputs in areas.items()}, CHOICES, list(areas))
    for place, area in enumerate(["A", "B"]):
        inputs = areas[area]
        columns = {name: np.broadcast_to(drawn(leaf, seed=7, draws=2_000), 2_000) for name, leaf in inputs.items()}
        for d in range(0, 2_000, 97):
            x = {name: float(column[d]) for name, column in columns.items()}
            total = 0.0
            for year in range(3):
                gain = -x["effect"] * x["transfer"] * x["persons"] * x["price"]
                gain *= x["attribution"] * (1 - x["deadweight"]) * (1 - x["displacement"])
                total += gain * (1 - x["drop_off"]) ** year / 1.03**year
            assert found.draws[0, 0, place, d] == pytest.approx(total, rel=1e-12)
    assert not found.valued[0, 2]
    assert (found.draws[:, 0, 2] == 0).all()


def test_the_formula_by_hand():
    # 0.05 QALY x 200 persons x 50,000 x 0.6 x 0.75 x 0.9 = 202,500 in the first year; half of it is left a year later
    value = point_benefit(
        QALY,
        leaves(
            effect=0.05, persons=200, price=50_000, attribution=0.6, deadweight=0.25, displacement=0.1, drop_off=0.5
        ),
        replace(CHOICES, horizon_years=2),
    )
    assert value == pytest.approx(202_500 * (1 + 0.5 / 1.015))


def test_heat_builds_up_over_five_years_and_is_what_the_published_example_says_from_then_on():
    # HEAT_DRF (Smith et al. 2021): 70 minutes a week more, Dutch 20-74 year-olds: 623.840786 euro a person and year
    inputs = leaves(
        effect=70, persons=1, price=3903657.992, relative_risk=0.89, reference_minutes=168, cap=0.30,
        mortality=348.6748, buildup_years=5, heat_share=1.0,
    )  # fmt: skip
    chain = replace(QALY, method="heat walking", unit="EUR")
    plain = replace(CHOICES, discount_rate_effects=0.0, horizon_years=5)
    assert point_benefit(chain, inputs, plain) == pytest.approx(623.840786079958 * (0.2 + 0.4 + 0.6 + 0.8 + 1))


# ----------------------------------------------------------------------------------------------------- properties


@settings(max_examples=20, deadline=None)
@given(factor=st.floats(0.01, 100), name=st.sampled_from(["persons", "price", "units"]))
def test_benefits_scale_with_persons_and_prices(factor: float, name: str):
    inputs = uncertain()
    leaf = inputs[name]
    scaled = {**inputs, name: leaf._replace(value=factor * leaf.value, low=factor * leaf.low, high=factor * leaf.high)}
    assert all_draws(GP, scaled) == pytest.approx(factor * all_draws(GP, inputs), rel=1e-9)
    assert point_benefit(GP, scaled, CHOICES) == pytest.approx(factor * point_benefit(GP, inputs, CHOICES))


@settings(max_examples=50, deadline=None)
@given(low=st.floats(0, 0.4), more=st.floats(0, 0.5), horizon=st.integers(1, 30))
def test_more_drop_off_never_raises_the_value_of_a_gain(low: float, more: float, horizon: int):
    choices = replace(CHOICES, horizon_years=horizon, draws=200)
    effect = Leaf(0.05, 0.0, 0.1, "pert", key="e")
    less, most = (
        all_draws(QALY, leaves(effect=effect, drop_off=Leaf(x + 0.05, x, x + 0.1, "pert", key="d")), choices)
        for x in (low, low + more)
    )
    assert (most <= less * (1 + 1e-9)).all()


@pytest.mark.parametrize("name", ["effect", "price", "attribution"])
@pytest.mark.parametrize("distribution", ["normal", "gamma", "beta", "pert"])
def test_a_mean_preserving_spread_never_lowers_the_variance(name: str, distribution: str):
    # one independent, linear input; the others uncertain as they are; the same uniform draws
    middle = 0.5
    variances = []
    for width in (0.05, 0.1, 0.2, 0.3):
        leaf = Leaf(middle, middle - width, middle + width, distribution, key="x")
        variances.append(all_draws(GP, {**uncertain(), name: leaf}).var())
    assert all(b >= a for a, b in itertools.pairwise(variances))


def test_draws_reproduce_with_a_seed_and_do_not_depend_on_the_other_areas():
    inputs = {"A": [uncertain()], "B": [uncertain(3)], "C": [{**uncertain(), "persons": Leaf(7.0)}]}
    (alone,) = chunks([GP], {"B": inputs["B"]}, CHOICES, ["B"])
    (together,) = chunks([GP], inputs, CHOICES, ["A", "B", "C"])
    assert (alone.draws[0, 0, 0] == together.draws[0, 0, 1]).all()
    (again,) = chunks([GP], inputs, CHOICES, ["C", "B", "A"])
    assert (again.draws[0, 0, 1] == together.draws[0, 0, 1]).all()
    (other,) = chunks([GP], inputs, replace(CHOICES, seed=8), ["A", "B", "C"])
    assert not (other.draws == together.draws).any()


def test_the_size_of_a_chunk_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    inputs = {area: [{**uncertain(n), "persons": Leaf(50.0 + n)}] for n, area in enumerate("ABCDE")}
    (whole,) = chunks([GP], inputs, CHOICES, list("ABCDE"))
    monkeypatch.setattr("gezondmenu.valuation.engine.CHUNK_NUMBERS", 1)
    parts = list(chunks([GP], inputs, CHOICES, list("ABCDE")))
    assert len(parts) == 5
    assert (np.concatenate([part.draws for part in parts], axis=2) == whole.draws).all()


def test_effects_of_one_model_move_together_as_strongly_as_is_said():
    one = Leaf(0.0, -1.0, 1.0, "normal", key="a", model="m")
    two = Leaf(0.0, -1.0, 1.0, "normal", key="b", model="m")
    for wanted in (0.0, 0.5, 1.0):
        a, b = (drawn(leaf, seed=3, draws=20_000, correlation=wanted) for leaf in (one, two))
        assert np.corrcoef(a, b)[0, 1] == pytest.approx(wanted, abs=0.02)
    gain, loss = (drawn(one, seed=3, draws=100, correlation=1, direction=d) for d in (1, -1))
    assert gain == pytest.approx(-loss)


def test_uniforms_are_uniform_and_streams_differ():
    a, b = uniforms(1, "price/a", 20_000), uniforms(1, "price/b", 20_000)
    assert a.mean() == pytest.approx(0.5, abs=0.01)
    assert a.var() == pytest.approx(1 / 12, abs=0.003)
    assert np.corrcoef(a, b)[0, 1] == pytest.approx(0, abs=0.03)


# ------------------------------------------------------------------------------------------ ranges without a point


def test_a_range_without_a_point_gives_the_least_and_the_most_and_no_value():
    # up to 30 % less of € 480,000; n2 of the mission
    inputs = leaves(effect=Leaf(low=-0.30, high=0.0, distribution="range", design="borrowed"), persons=1200, price=400)
    (found,) = chunks([GP], {"A": [inputs]}, replace(CHOICES, horizon_years=1), ["A"])
    assert np.isnan(found.point[0, 0])
    assert found.ends[0, 0].tolist() == pytest.approx([0.0, 144_000.0])
    assert (found.draws[0, 0, 0] == 0).all()
    assert found.draws[1, 0, 0] == pytest.approx(144_000)


def test_two_ranges_at_once_take_their_corners():
    inputs = leaves(
        effect=Leaf(low=-2.0, high=1.0, distribution="range"), transfer=Leaf(low=0.0, high=1.0, distribution="range")
    )
    (found,) = chunks([GP], {"A": [inputs]}, replace(CHOICES, horizon_years=1), ["A"])
    assert found.ends[0, 0].tolist() == [-1000.0, 2000.0]  # at most 1 more, at least 2 fewer; 100 persons, € 10


# ------------------------------------------------------------------------------------------------ break-even, swings


def test_break_even_of_one_chain_with_another_beside_it():
    # costs 10,000; q brings 0.01 x 100 x 5,000 = 5,000; gp must save 5,000 = 500 visits at € 10, 5 per person
    one = replace(CHOICES, horizon_years=1)
    valued = [(GP, leaves(effect=-1.0)), (QALY, leaves(effect=0.01, price=5_000))]
    assert break_even(valued, "gp", "effect", 10_000, one)[0] == pytest.approx(-5.0)
    assert break_even(valued, "q", "effect", 10_000, one)[0] == pytest.approx(9_000 / 500_000)
    assert share_to_break_even(10_000, 6_000, 6_000)[0] == pytest.approx(100 * 10 / 6)


def test_break_even_beside_a_range_is_a_range():
    one = replace(CHOICES, horizon_years=1)
    ranged = leaves(effect=Leaf(low=0.0, high=0.01, distribution="range"), price=5_000)
    value, lower, upper = break_even([(GP, leaves(effect=-1.0)), (QALY, ranged)], "gp", "effect", 10_000, one)
    assert np.isnan(value)
    assert (lower, upper) == pytest.approx((-10.0, -5.0))


def test_no_effect_of_heat_pays_more_than_its_cap():
    inputs = leaves(
        effect=70, persons=10, price=3903657.992, relative_risk=0.89, reference_minutes=168, cap=0.30,
        mortality=348.6748, buildup_years=1, heat_share=1.0,
    )  # fmt: skip
    chain = replace(QALY, method="heat walking")
    one = replace(CHOICES, horizon_years=1)
    # € 62.38 a year for ten minutes a day... ten people: € 6,238; half of it needs 35 minutes; € 100,000 needs more
    assert break_even([(chain, inputs)], "q", "effect", 6238.40786 / 2, one)[0] == pytest.approx(35, rel=1e-6)
    assert np.isnan(break_even([(chain, inputs)], "q", "effect", 100_000, one)).all()


def test_a_swing_moves_an_input_in_every_chain_that_shares_it():
    shared = Leaf(0.5, 0.2, 0.8, "pert", key="assumption/all/attribution")
    valued = [(GP, leaves(effect=-1.0, attribution=shared)), (QALY, leaves(price=20.0, attribution=shared))]
    (found,) = swings(valued, 1_000, replace(CHOICES, horizon_years=1))
    # at 0.2: 0.2 x (1,000 + 2,000) - 1,000 = -400; at 0.8: 1,400
    assert (found.chain, found.parameter) == ("all", "attribution")
    assert (found.lower, found.upper) == pytest.approx((-400, 1_400))


def test_beside_a_range_without_a_point_a_swing_is_that_of_its_own_input():
    # help: 0 to 40 hours less of € 10 for 100 persons, 0 to 40,000; a price of 9 to 11 for 100 visits: 900 to 1,100
    ranged = leaves(effect=Leaf(low=-40.0, high=0.0, distribution="range", key="help"))
    priced = leaves(effect=-1.0, price=Leaf(10.0, 9.0, 11.0, "pert", key="price"))
    one = replace(CHOICES, horizon_years=1)
    first, second = swings([(GP, priced), (replace(GP, id="help"), ranged)], 5_000, one)
    assert (first.chain, first.parameter) == ("help", "effect")
    assert (first.lower, first.upper) == pytest.approx((1_000 - 5_000, 41_000 - 5_000))
    assert (second.lower, second.upper) == pytest.approx((900 - 5_000, 1_100 - 5_000))


def test_the_largest_swing_comes_first():
    found = swings([(GP, uncertain())], 500, CHOICES)
    widths = [swing.upper - swing.lower for swing in found]
    assert widths == sorted(widths, reverse=True)
    assert found[0].parameter == "effect"


# ---------------------------------------------------------------------------------------------------------- payers


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(-1e7, 1e7), min_size=1, max_size=12))
def test_parts_rounded_to_cents_sum_to_the_rounded_total(parts: list[float]):
    rounded = to_the_cent(np.array(parts))
    cents = [round(100 * part) for part in rounded]
    assert sum(cents) == round(100 * float(np.sum(np.array(parts) * 100)) / 100)
    assert np.abs(rounded - parts).max() <= 0.01 + 1e-6


def test_costs_split_by_gain_leave_out_residents_and_who_gains_nothing():
    gains = {("Zvw", "insurer"): 324_000.0, ("Wmo", "municipality"): -5.0, ("none", "residents"): 90_000.0}
    assert fair_shares(70_000, gains) == {"insurer": 70_000.0}
    assert fair_shares(70_000, {("none", "residents"): 90_000.0}) == {}


def test_payers_sum_to_the_total_to_the_cent_in_every_row():
    wmo = replace(GP, id="wmo", payer="municipality", law="Wmo")
    third = leaves(effect=-1 / 3, persons=7, price=1.0)
    chains = [GP, QALY, wmo]
    inputs = {"A": [third, leaves(effect=1 / 3, persons=7, price=1.0), third]}
    one = replace(CHOICES, horizon_years=1)
    (found,) = chunks(chains, inputs, one, ["A"])
    costs = {"A": {("Wmo", "municipality"): 10 / 3, ("none", "fund"): 5 / 3}}
    counted = counted_in(found, 0, chains, inputs["A"], one)
    made = [
        *chain_rows(found, 0, chains, inputs["A"], counted, one),
        *total_rows(counted, costs["A"], one),
        *cost_rows("A", costs["A"], NOTHING, None, CHOICES),
    ]
    for indicator in ("value_benefits", "value_costs", "net_value"):
        mine = {row.get("group", "all"): row["value"] for row in made if row["indicator"] == indicator}
        parts = [value for group, value in mine.items() if group.startswith("law=")]
        assert round(100 * sum(parts)) == round(100 * mine["all"]), indicator
        chain_parts = [value for group, value in mine.items() if group.startswith("chain=")]
        assert not chain_parts or round(100 * sum(chain_parts)) == round(100 * mine["all"])


def test_the_formula_takes_whole_arrays_and_gives_the_same_as_one_at_a_time():
    rng = np.random.default_rng(1)
    inputs = {name: rng.random((4, 5)) for name in leaves()}
    worth = benefit(inputs, rate=0.03, horizon=4, counts_as="benefit")
    for i in range(4):
        for j in range(5):
            one = {name: float(array[i, j]) for name, array in inputs.items()}
            assert worth[i, j] == pytest.approx(float(benefit(one, rate=0.03, horizon=4, counts_as="benefit")))


def test_nothing_is_drawn_of_a_fixed_input():
    assert drawn(Leaf(3.0), seed=1, draws=10).shape == ()
    assert NAN != NAN
