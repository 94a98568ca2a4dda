"""Budgets: the sums of the mission's rows N3, N4, F7, F8, F10 and F17, other sums by hand, and what holds always."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezondmenu.numbers.shared_budget import shared_result, surplus_by_chance, who_delivers
from gezondmenu.numbers.year_budget import budget_and_need, year_end
from gezondmenu.vocabulary import GezondmenuError

amounts = st.floats(min_value=0, max_value=1e7)


@pytest.mark.parametrize(
    ("growth", "grows_from_year", "gap", "cumulative", "shift"),
    [
        (0.03, 2, 251_018, 618_272, 18.6),  # F7
        (0.03, 1, 318_548, 936_820, 22.9),
        (0.02, 2, None, 408_080, None),
        (0.04, 2, None, 832_645, None),
        (0.0, 2, 0, 0, 0.0),
    ],
)
def test_a_fixed_budget_of_five_years_beside_a_growing_need(growth, grows_from_year, gap, cumulative, shift):
    table = budget_and_need(2e6, 2e6, growth, 5, grows_from_year=grows_from_year, collective_cost=0.4)
    last = table.iloc[-1]
    assert len(table) == 5
    assert last["cumulative_gap"] == pytest.approx(cumulative, abs=0.5)
    if gap is not None:
        assert last["gap"] == pytest.approx(gap, abs=0.5)
        assert 100 * last["share_to_shift"] == pytest.approx(shift, abs=0.05)


def test_indexation_and_a_start_with_collective_forms_by_hand():
    """Year 2: need 110, budget 102, gap 8. Half is collective at 50%: a unit costs 0.75, so there are 146.67 units, and
    8 / (0.5 x 146.67) = 10.9% must move."""
    table = budget_and_need(100, 100, 0.1, 2, indexation=0.02, collective_cost=0.5, collective_share=0.5)
    assert table["gap"].tolist() == pytest.approx([0, 8])
    assert table["share_to_shift"].iloc[1] == pytest.approx(8 / (0.5 * 110 / 0.75))


def test_a_gap_that_no_shift_can_close_has_no_share():
    assert np.isnan(budget_and_need(50, 100, 0.0, 1, collective_cost=0.6)["share_to_shift"].iloc[0])


@given(amounts, amounts, st.floats(min_value=0, max_value=0.2), st.floats(min_value=0, max_value=0.1))
def test_more_growth_never_lowers_the_gap(budget, need, growth, more):
    less, greater = (budget_and_need(budget, need, rate, 5)["gap"] for rate in (growth, growth + more))
    assert (greater >= less - 1e-6 * (1 + need)).all()


def test_the_forecast_of_april():
    """F8: a budget of 1.2 million, 450,000 spent through April."""
    end = year_end(1_200_000, np.array([100_000, 120_000, 110_000, 120_000]))
    assert (end.spent, end.target, end.forecast, end.over) == (450_000, 400_000, 1_350_000, 150_000)
    assert end.over / 1_200_000 == pytest.approx(0.125)
    assert end.lower < end.forecast < end.upper
    assert end.chance_over > 0.5


def test_what_comes_once_is_not_repeated():
    """By hand: 50 once in March; the months are 10 otherwise, so the year ends at 120 + 50."""
    end = year_end(200, np.array([10, 10, 60]), one_off=np.array([0, 0, 50]))
    assert end.forecast == 170
    assert np.isnan([end.lower, end.upper, end.chance_over]).all()  # all months alike


@given(st.lists(amounts, min_size=12, max_size=12), amounts)
def test_after_december_the_forecast_is_what_was_booked(monthly, budget):
    end = year_end(budget, np.array(monthly))
    assert end.forecast == end.lower == end.upper == end.spent == pytest.approx(sum(monthly))


@pytest.mark.parametrize("month", [3, 6, 9])
def test_the_range_of_the_year_end_holds(month):
    """1,500 years of twelve independent months; 90% is promised."""
    chance = np.random.default_rng(month)
    holds = 0
    for year in chance.gamma(25, 4_000, size=(1_500, 12)):
        end = year_end(1_200_000, year[:month])
        holds += end.lower <= year.sum() <= end.upper
    assert 0.87 < holds / 1_500 < 0.93


@pytest.mark.parametrize("monthly", [[], [1] * 13, [1, np.nan]])
def test_a_year_of_no_or_too_many_months_is_refused(monthly):
    with pytest.raises(GezondmenuError, match="1 to 12 months"):
        year_end(100, np.array(monthly, dtype=float))


def test_the_virtual_budget_of_four_and_sixteen_million():
    """F17: 0.4 million left; 20/80; the municipality paid 225,000 for the programme."""
    table = shared_result(
        {"municipality": 4e6, "insurer": 16e6}, 19.6e6, programme_costs={"municipality": 225_000}
    ).set_index("payer")
    assert table["result"].to_dict() == {"municipality": 80_000, "insurer": 320_000}
    assert table["net"].to_dict() == {"municipality": -145_000, "insurer": 320_000}


def test_a_key_of_halves_and_a_cap_by_hand():
    """Of a deficit of 30 on 100, at most 10% is shared: 10, half each."""
    table = shared_result({"a": 40, "b": 60}, 130, key={"a": 0.5, "b": 0.5}, most_shared=0.1)
    assert table["result"].tolist() == [-5, -5]


@given(st.lists(st.floats(min_value=1, max_value=1e7), min_size=2, max_size=5), st.floats(min_value=0, max_value=5e7))
def test_the_parts_are_the_whole(budgets, realised):
    table = shared_result({f"p{place}": amount for place, amount in enumerate(budgets)}, realised)
    assert round(100 * table["result"].sum()) == round(100 * round(sum(budgets) - realised, 2))


@pytest.mark.parametrize("key", [{"a": 0.5, "b": 0.4}, {"a": 1.2, "b": -0.2}])
def test_a_key_that_is_not_one_together_is_refused(key):
    with pytest.raises(GezondmenuError, match="1 together"):
        shared_result({"a": 1, "b": 1}, 1, key=key)


def test_somebody_without_a_budget_is_refused():
    with pytest.raises(GezondmenuError, match="c has no budget here"):
        shared_result({"a": 1, "b": 1}, 1, programme_costs={"c": 5})


def test_chance_makes_a_surplus_of_the_root_of_the_residents():
    """By simulation: costs of 400 persons with a standard deviation of 50."""
    chance = np.random.default_rng(1)
    totals = chance.normal(100, 50, size=(20_000, 400)).sum(axis=1)
    assert totals.std() == pytest.approx(surplus_by_chance(400, 50), rel=0.02)


def test_who_delivers_has_room_and_can():
    """F10, and two who both can."""
    room = {"A": 10_000, "B": 5_000, "C": 0}
    assert who_delivers(room, {"A": True, "B": True}, 6_000) == ["A"]
    assert who_delivers(room, {"C": True}, 6_000) == []
    assert who_delivers(room, {"A": True, "B": True}, 4_000) == ["A", "B"]
