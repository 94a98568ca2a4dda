"""A change that came about between waves is worth the area under its curve, by hand and by a sum over days."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.valuation.course import years_of_waves
from gezondmenu.vocabulary import ESTIMATE_COLUMNS
from tests.conftest import rows
from tests.test_value_study import findings
from tests.worth_study import NOTHING_OFF, assumptions, residents_and_costs, worth_study

DAYS = pd.to_datetime(["2024-01-01", "2024-07-01", "2024-12-31"])
HALF, WHOLE = 182 / 365.25, 365 / 365.25
"""Years from the first wave to the second and the third."""

NO_FIRST_YEAR = [
    (None, name, value, None, None) for name, value in NOTHING_OFF if name not in ("first_year", "drop_off")
]


def of_waves(*changes: float, half: float = 0.02, design: str = "before-after", **more) -> pd.DataFrame:
    """Rows of an estimate table: the change at each wave after the first, and 40 participants of A in 2024."""
    plain = dict.fromkeys(ESTIMATE_COLUMNS, np.nan) | {"area": "A", "variant": "main", "status": "ok", "note": ""}
    indicator = "mean_change" if design == "before-after" else "mean_difference"
    shared = {**plain, "period": "all", "indicator": indicator, "confidence": 0.95, "unit": "points", "design": design}
    effects = [
        {**shared, "group": f"outcome=sf6d;wave={wave}", "value": value, "lower": value - half, "upper": value + half}
        for wave, value in enumerate(changes, start=1)
    ]
    reached = {**plain, "period": "2024", "group": "all", "indicator": "participants", "value": 40.0, "design": "count"}
    return pd.DataFrame([*effects, reached]).assign(**more)


def worth_of(table: pd.DataFrame, days: list, *given: tuple, drop_off: float = 0.0, **chosen) -> gm.valuation.Valuation:
    """The value of a utility of the study's own at € 50,000 for a QALY, with a survey on these days."""
    survey = pd.DataFrame({"person": "p1", "wave": [str(wave) for wave in range(len(days))], "date": days})
    frames = {
        "questions": rows("question low high measures", ("sf6d", 0, 1, "utility")),
        "survey": survey.assign(question="sf6d", answer="1"),
    }
    off = (None, "drop_off", drop_off, None, None)
    study = worth_study(
        rows("chain outcome price", ("q", "sf6d", "qaly_nl_50k")),
        given=assumptions(*NO_FIRST_YEAR, off, *given, plain=False),
        frames=frames,
        **{"waves": "0, 1, 2"[: 3 * len(days) - 2], "discount_rate_effects": 0.0, **chosen},
    )
    return gm.value(study, pd.concat([residents_and_costs(study), table], ignore_index=True), draws=2_000)


def of(worth, indicator: str = "health_gain", group: str = "chain=q") -> pd.Series:
    table = worth.rows[(worth.rows.area == "A") & (worth.rows.indicator == indicator) & (worth.rows.group == group)]
    return table.iloc[0]


def by_days(moments: list[float], changes: list[float], years: int, drop_off: float, rate: float) -> float:
    """The area under the curve, a sum over moments: the last change stays to the end of its year, then fades."""
    measured = max(int(np.ceil(moments[-1])), 1)
    total = 0.0
    for year in range(years):
        at = year + (np.arange(100_000) + 0.5) / 100_000
        level = np.interp(at, moments, changes) * (1 - drop_off) ** max(year - measured + 1, 0)
        total += level.mean() / (1 + rate) ** year
    return total


def test_a_change_at_month_eleven_is_no_whole_year_of_qalys():
    # 40 people x 0.101 = 4.04 a year; the rise of eleven months counts for half of them, and the twelfth month in full
    days = pd.to_datetime(["2024-01-01", "2024-12-01"])
    worth = worth_of(of_waves(0.101), days)
    months = 335 / 365.25
    assert of(worth).value == pytest.approx(4.04 * (months / 2 + 1 - months))
    assert of(worth).value == pytest.approx(2.19, abs=0.005)
    follow_up = of(worth, "value_input", "chain=q;parameter=follow_up_years")
    assert (follow_up.value, follow_up.note) == (
        pytest.approx(months), "from wave 0 to wave 1, with straight lines between the waves",
    )  # fmt: skip


@pytest.mark.parametrize("changes", [(0.08, 0.04), (0.08, 0.0), (0.02, 0.09)])
def test_waves_between_are_points_of_the_curve(changes: tuple[float, float]):
    # trapezoids: half a year from 0 to the first change, and the rest from the first to the second; a day at the second
    worth = worth_of(of_waves(*changes), DAYS)
    one, two = changes
    area = HALF * one / 2 + (WHOLE - HALF) * (one + two) / 2 + (1 - WHOLE) * two
    assert of(worth).value == pytest.approx(40 * area)
    assert of(worth, "value_benefits").value == pytest.approx(40 * area * 50_000, abs=0.01)


@pytest.mark.parametrize("last", ["2024-12-31", "2025-10-01"])
def test_after_the_last_wave_the_horizon_goes_on_with_the_drop_off(last: str):
    days = pd.to_datetime(["2024-01-01", "2024-07-01", last])
    worth = worth_of(of_waves(0.08, 0.05), days, drop_off=0.3, discount_rate_effects=0.015, horizon_years=5)
    moments = [0.0, HALF, (days[2] - days[0]).days / 365.25]
    by_hand = 40 * by_days(moments, [0.0, 0.08, 0.05], 5, 0.3, 0.015)
    assert of(worth).value == pytest.approx(by_hand, rel=1e-6)
    x = worth.inputs.set_index("parameter")["value"]
    assert 40 * (x["effect"] * x["years"] + x["earlier"]) == pytest.approx(by_hand, rel=1e-6)


def test_the_errors_of_the_waves_go_together():
    # both changes lie within 0.02: with errors that go together so does every point of the curve
    row = of(worth_of(of_waves(0.08, 0.04), DAYS))
    width = 40 * (HALF * 0.02 / 2 + (WHOLE - HALF) * 0.02 + (1 - WHOLE) * 0.02)
    assert (row.lower, row.upper) == pytest.approx((row.value - width, row.value + width), rel=0.03)


def test_break_even_of_the_last_change_counts_what_came_before():
    # costs of 70,000 are 1.4 QALYs, 0.035 a person
    row = of(worth_of(of_waves(0.08, 0.04), DAYS), "break_even_effect")
    needed = (0.035 - HALF * 0.08 / 2 - (WHOLE - HALF) * 0.08 / 2) / ((WHOLE - HALF) / 2 + 1 - WHOLE)
    assert row.value == pytest.approx(needed)


def test_without_days_the_first_year_is_an_assumption_and_never_a_whole_one_in_silence():
    nowhere = [pd.NaT, pd.NaT]
    row = of(worth_of(of_waves(0.101), nowhere), "value_benefits")
    assert (row.status, row.note) == ("no data", "no first_year is given")
    for chain in (None, "q"):
        worth = worth_of(of_waves(0.101), nowhere, (chain, "first_year", 0.5, None, None), horizon_years=2)
        assert of(worth).value == pytest.approx(4.04 * 1.5)


def test_what_the_study_says_of_the_chain_itself_goes_before_the_days():
    days = pd.to_datetime(["2024-01-01", "2024-12-01"])
    assert of(worth_of(of_waves(0.101), days, ("q", "first_year", 0.25, None, None))).value == pytest.approx(1.01)
    for_all = worth_of(of_waves(0.101), days, (None, "first_year", 0.25, None, None))
    assert of(for_all).value == pytest.approx(2.19, abs=0.005)
    assert "first_year" not in set(for_all.inputs["parameter"])


def test_a_range_of_the_first_year_is_drawn_or_stays_a_range():
    drawn = of(worth_of(of_waves(0.101), [pd.NaT, pd.NaT], (None, "first_year", None, 0.0, 1.0)))
    assert np.isnan(drawn.value)
    assert (drawn.lower, drawn.upper) == pytest.approx((0, 4.04 * (1 + 0.02 / 0.101)), rel=0.03)


def test_a_mean_since_the_start_of_a_programme_needs_no_curve():
    worth = worth_of(of_waves(0.05, 0.101, design="staggered"), DAYS)
    assert of(worth).value == pytest.approx(4.04)
    assert of(worth, "value_input", "chain=q;parameter=first_year").note == (
        "the mean over all waves since the programme began"
    )


def test_years_between_waves_are_those_of_the_same_people():
    # b and c began half a year after a, and each was asked again 300 days later; the middle days say otherwise
    survey = pd.DataFrame(
        {
            "person": ["a", "a", "b", "b", "c", "c", "d"],
            "wave": ["0", "1", "0", "1", "0", "1", "1"],
            "date": pd.Timestamp(2024, 1, 1) + pd.to_timedelta([0, 300, 180, 480, 180, 480, 900], unit="D"),
        }
    )
    assert years_of_waves(survey, ["0", "1"])["1"] == pytest.approx(300 / 365.25)
    assert years_of_waves(survey.assign(date=pd.NaT), ["0", "1"]) == {}


@pytest.mark.parametrize(
    ("rate", "drop_off", "years", "start", "end"),
    [
        (0.0, 0.0, 1, 0, 0.5),
        (0.03, 0.4, 5, 0.2, 0.7),
        (0.015, 0.5, 4, 0.5, 2.6),
        (0.03, 0.1, 2, 1.0, 3.5),
        (0.1, 1, 3, 0, 1),
    ],
)
def test_the_area_of_one_line_is_that_of_a_sum_over_moments(rate, drop_off, years, start, end):
    moments, levels = ([0.0, start, end], [0.0, 0.0, 1.0]) if start else ([0.0, end], [0.0, 1.0])
    area = gm.numbers.rising_years(rate, drop_off, years, start=start, end=end)
    assert float(area) == pytest.approx(by_days(moments, levels, years, drop_off, rate), abs=1e-5)
    plain = gm.numbers.rising_years(rate, [drop_off, 0.2], years)
    assert plain == pytest.approx(gm.numbers.discounted_years(rate, [drop_off, 0.2], years))


def test_the_door_asks_for_the_first_year_where_a_wave_has_no_day(tmp_path):
    survey = "person,wave,question,answer,date\np1,0,life_satisfaction,7,2024-01-01\np1,1,life_satisfaction,8,{day}\n"
    prices = "price,name,value,unit,price_year,payer,law,counts_as,values,source\n"
    files = {
        "chains": "chain,outcome,price\nw,life_satisfaction,geluk\n",
        "prices": prices + "geluk,geluk,10,EUR/WELLBY,2024,residents,none,benefit,wellby,book\n",
    }
    undated = findings(tmp_path, survey=survey.format(day=""), **files)
    assert undated[["code", "rule"]].values.tolist() == [
        ["chain_without", "This chain has no first_year, so it has no euros."]
    ]
    assert findings(tmp_path, survey=survey.format(day="2024-12-01"), **files).empty
