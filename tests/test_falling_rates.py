"""Discount rates that fall with time, from study.toml to the euros and the page."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gezondmenu import GezondmenuError
from gezondmenu.reasons import Why
from gezondmenu.report.rows.row import Row
from gezondmenu.report.sections.value.tables_trace import _choice
from gezondmenu.valuation.formula import benefit
from tests.conftest import pick, rows
from tests.test_course import by_days, of, of_waves, worth_of
from tests.test_value_study import CHOICES, findings
from tests.worth_study import PRICES_OF_A_VILLAGE, valued, worth_study

GREEN_BOOK = "0: 0.035, 30: 0.03, 75: 0.025"
PRINTED = 0.00005
"""HM Treasury (2022), annex 6, prints factors with four decimals."""
CHAINS = rows("chain outcome effect price reached", ("care", "care cost", "n", "zvw", "residents"))
EFFECTS = rows(
    "effect outcome value setting design source overlaps_with",
    ("n", "care cost", -0.1, "villages", "unknown", "made up for this test", "none"),
)


def study(horizon: int, rates: str = GREEN_BOOK, **chosen):
    given = {"discount_rates": rates, "horizon_years": horizon, **chosen}
    more = rows("chain parameter value reason", (None, "transfer", 1.0, "made up for this test"))
    made = worth_study(CHAINS, prices=PRICES_OF_A_VILLAGE, effects=EFFECTS, **given)
    made.tables["assumptions"] = pd.concat([made.tables["assumptions"], more], ignore_index=True)
    return made


def benefits(horizon: int, rates: str = GREEN_BOOK, **chosen) -> float:
    table = valued(study(horizon, rates, **chosen)).rows
    return pick(table, area="A", group="chain=care", indicator="value_benefits").value


@pytest.mark.parametrize(("year", "printed"), [(1, 0.9662), (30, 0.3563), (31, 0.3459), (75, 0.0942)])
def test_a_year_more_is_worth_the_factor_that_the_green_book_prints(year: int, printed: float):
    # 1,200 residents x 10% of 3,000 euros a year
    assert (benefits(year + 1) - benefits(year)) / 360_000 == pytest.approx(printed, abs=PRINTED)


def test_by_hand_and_one_rate_from_year_0_is_that_rate():
    # 20% for a step, 10% for the next, and nothing after them
    assert benefits(4, "0: 0.2, 1: 0.1, 2: 0") == pytest.approx(360_000 * (1 + 1 / 1.2 + 2 / 1.2 / 1.1))
    assert benefits(12, "0: 0.03") == pytest.approx(benefits(12, None))  # type: ignore[arg-type]


def test_a_study_without_the_two_rates_is_valued_and_says_which_rates_hold():
    made = valued(study(40, discount_rate_costs=None, discount_rate_effects=None))
    said = pick(made.rows, area="A", group="chain=all;parameter=discount_rates", indicator="value_input")
    assert said.note == "discount rates 0.035, 0.03, 0.025 a year, from years 0, 30, 75 on"
    assert made.choices["discount_rates"] == {0: 0.035, 30: 0.03, 75: 0.025}
    assert not {"discount_rate_costs", "discount_rate_effects"} & set(made.choices)
    assert not made.rows["group"].str.contains("discount_rate_").any()


def test_health_takes_them_too_and_so_do_changes_between_waves():
    days = pd.to_datetime(["2024-01-01", "2024-07-01", "2025-10-01"])
    worth = worth_of(of_waves(0.08, 0.05), days, drop_off=0.3, discount_rates="0: 0.2, 2: 0.1", horizon_years=4)
    moments = [0.0, (days[1] - days[0]).days / 365.25, (days[2] - days[0]).days / 365.25]
    ends = [by_days(moments, [0.0, 0.08, 0.05], years, 0.3, 0.0) for years in range(5)]
    factors = [1, 1 / 1.2, 1 / 1.2**2, 1 / 1.2**2 / 1.1]
    assert of(worth).value == pytest.approx(40 * (np.diff(ends) @ factors), rel=1e-6)


def test_heat_is_built_up_first():
    inputs = {"effect": 100.0, "transfer": 1, "persons": 1000, "units": 1, "price": 1e6, "price_index": 1}
    inputs |= {"attribution": 1, "deadweight": 0, "displacement": 0, "drop_off": 0.5, "heat_share": 1}
    inputs |= {"relative_risk": 0.9, "reference_minutes": 150, "cap": 0.3, "mortality": 100, "buildup_years": 2}
    settings = {"counts_as": "benefit", "method": "heat walking"}
    year = benefit(inputs, rate=0.0, horizon=1, **settings)  # the first year has half of it, the later ones fade
    falling = benefit(inputs, rate={0: 0.25, 1: 0.1}, horizon=3, **settings)
    assert falling == pytest.approx(year * (1 + 2 * 0.5 / 1.25 + 2 * 0.25 / 1.25 / 1.1))


TOML = "".join(line + "\n" for line in CHOICES.splitlines() if "discount" not in line)


@pytest.mark.parametrize(
    ("rates", "rule", "words"),
    [
        ("0: 0,035", "rates_unreadable", "“035” is no year with the discount rate from then on"),
        ("0: 3.5", "rates_unreadable", "a rate lies between 0 and 0.2"),
        ("10: 0.03", "rates_without_start", "these start at year 10"),
        ("0: 0.03, 30: 0.035", "rates_do_not_fall", "year 30 after year 0"),
        ("", "rates_unreadable", "“” is no year"),
    ],
)
def test_rates_that_cannot_be_used_are_refused_with_a_way_out(tmp_path, rates: str, rule: str, words: str):
    table = findings(tmp_path, toml=f'{TOML}discount_rates = "{rates}"\n')
    assert table["code"].tolist() == [rule]
    row = table.iloc[0]
    assert (row["severity"], row["file"], row["column"], row["value"]) == (
        "error",
        "study.toml",
        "discount_rates",
        rates,
    )
    assert words in row["rule"]
    assert row["what_to_do"]


def test_rates_in_order_need_no_others_and_others_beside_them_are_noted(tmp_path):
    assert findings(tmp_path, toml=f'{TOML}discount_rates = "{GREEN_BOOK}"\n').empty
    table = findings(tmp_path, toml=f'{CHOICES}discount_rates = "{GREEN_BOOK}"\n')
    assert set(table["code"]) == {"rates_beside_rates"}
    assert table["column"].tolist() == ["discount_rate_costs", "discount_rate_effects"]


def test_a_study_made_in_code_is_refused_too():
    with pytest.raises(GezondmenuError, match="start at year 0, and these start at year 5"):
        valued(study(10, "5: 0.03"))


def test_the_page_says_each_rate_with_its_first_year():
    words = Why.FALLING_RATES(rates=[0.035, 0.03], years=[0, 30])
    entry = Row("A", "2024", "chain=all;parameter=discount_rates", "value_input", unit="a year", reasons=words)
    assert _choice(entry, "nl") == "3,5% vanaf jaar 0, 3% vanaf jaar 30"
    assert _choice(entry, "en") == "3.5% from year 0 on, 3% from year 30 on"
