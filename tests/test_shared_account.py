"""Virtual budgets, keys, chance and coordination (rows F14, F17, F18, N6, N7) from tables to sentences; made up."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import gezondmenu as gm
from gezondmenu.numbers import spread_below_stop_loss
from gezondmenu.simulation.example_arrangements import arrangements_study, write_arrangements
from gezondmenu.vocabulary import GezondmenuError
from tests.arrangement_pages import DAY, assert_plain, page_of, study_of, words_of
from tests.conftest import pick, rows

VIRTUAL = rows("arrangement kind name", ("R", "virtual budget", "Virtueel budget"))


def virtual(
    municipality: float, insurer: float, realised: float, programme: float = 0.0, **tables: pd.DataFrame
) -> gm.Study:
    budget = rows(
        "arrangement year law payer amount_eur",
        ("R", 2025, "Wmo", "municipality", municipality),
        ("R", 2025, "Zvw", "insurer", insurer),
    )
    spending = rows("arrangement date law payer amount_eur", ("R", DAY("2025-12-31"), "Zvw", "insurer", realised))
    if programme:
        line = ("R", DAY("2025-03-01"), "Wmo", "municipality", programme, "staff")
        tables["costs"] = rows("arrangement date law payer amount_eur kind", line)
    return study_of(**{"arrangements": VIRTUAL, "budget": budget, "spending": spending, **tables})


def terms(*lines: tuple[str, str | None, float]) -> pd.DataFrame:
    return rows("arrangement term payer value reason", *[("R", *line, "verzonnen") for line in lines])


def of(table: pd.DataFrame, indicator: str, payer: str = "", area: str = "all", period: str = "2025") -> pd.Series:
    group = f"arrangement=R;payer={payer}" if payer else "arrangement=R"
    return pick(table, area=area, period=period, group=group, indicator=indicator)


def test_f17_the_wrong_pocket_of_a_virtual_budget(tmp_path):
    """4 + 16 million, 19.6 spent: +400,000; pro rata 80,000 and 320,000; 225,000 for the programme: -145,000."""
    study = virtual(4e6, 16e6, 19.6e6, 225_000)
    table = gm.arrangement_rows(study)
    assert of(table, "result").value == 400_000
    assert [of(table, "result_shared", payer).value for payer in ("municipality", "insurer")] == [80_000, 320_000]
    assert [of(table, "result_net", payer).value for payer in ("municipality", "insurer")] == [-145_000, 320_000]
    words = words_of(page_of(study, tmp_path), "shared_account")
    assert "Voor 2025 lag samen € 20.000.000 klaar; uitgegeven is € 19.600.000. Er is € 400.000 over." in words
    assert "verlies voor de gemeente (€ 145.000), winst voor de zorgverzekeraar (€ 320.000)" in words
    assert "Hoeveel hiervan toeval is, is niet bekend" in words


@pytest.mark.parametrize(("budgets", "realised", "key", "cap", "parts"), [
    ((1e6, 1e6), 1.8e6, {"municipality": 0.25, "insurer": 0.75}, None, (50_000, 150_000)),
    ((4e6, 16e6), 20.5e6, None, None, (-100_000, -400_000)),  # a deficit is shared too
    ((1e6, 3e6), 3.2e6, None, 0.1, (100_000, 300_000)),  # of 800,000 at most a tenth of 4 million is shared
])  # fmt: skip
def test_f17_other_budgets_keys_and_caps(budgets, realised, key, cap, parts):
    lines = [("share", payer, share) for payer, share in (key or {}).items()]
    lines += [("most_shared", None, cap)] if cap else []
    table = gm.arrangement_rows(virtual(*budgets, realised, **({"agreements": terms(*lines)} if lines else {})))
    assert [of(table, "result_shared", payer).value for payer in ("municipality", "insurer")] == list(parts)
    assert of(table, "result").value == sum(budgets) - realised


def test_a_key_that_is_not_one_together_is_refused_with_the_arrangement():
    wrong = terms(("share", "municipality", 0.3), ("share", "insurer", 0.6))
    with pytest.raises(GezondmenuError, match=r"R, 2025: the shares of a key are 1 together"):
        gm.arrangement_rows(virtual(1e6, 1e6, 1e6, agreements=wrong))


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.floats(1e3, 1e8), st.floats(1e3, 1e8), st.floats(0, 2e8), st.floats(0.01, 0.99))
def test_parts_are_the_shared_result_to_the_cent(one, other, realised, share):
    key = terms(("share", "municipality", share), ("share", "insurer", 1 - share))
    table = gm.arrangement_rows(virtual(round(one, 2), round(other, 2), round(realised, 2), agreements=key))
    parts = [of(table, "result_shared", payer).value for payer in ("municipality", "insurer")]
    assert sum(parts) == pytest.approx(of(table, "result").value, abs=0.006)


@pytest.mark.slow
def test_n6_areas_as_one_unit_and_apart_with_what_chance_makes(tmp_path):
    """1,000 and 4,000 residents with 2,000 of spread: 1.96 x 2,000 x √5,000 = 277,180 for both, 123,959 and 247,918
    apart. The result of 100,000 is within chance; one of 300,000 is not."""
    areas = rows(
        "area name population parent",
        ("G", "Stad", np.nan, None),
        ("A", "Noord", 1_000, "G"),
        ("B", "Zuid", 4_000, "G"),
    )
    members = rows("arrangement area", ("R", "A"), ("R", "B"))
    budget = rows(
        "arrangement year law payer area amount_eur",
        ("R", 2025, "Zvw", "insurer", "A", 1e6),
        ("R", 2025, "Wmo", "municipality", "B", 4e6),
    )
    for spent, words in (
        (900_000.0, "kan dus heel goed toeval zijn"),
        (700_000.0, "meer dan toeval gemakkelijk maakt"),
    ):
        spending = rows(
            "arrangement date law payer area amount_eur",
            ("R", DAY("2025-12-31"), "Zvw", "insurer", "A", spent),
            ("R", DAY("2025-12-31"), "Wmo", "municipality", "B", 4e6),
        )
        study = study_of(areas=areas, arrangements=VIRTUAL, arrangement_areas=members, budget=budget, spending=spending,
                         agreements=terms(("sd_per_person", None, 2_000.0)))  # fmt: skip
        table = gm.arrangement_rows(study)
        for area, reach, result in (("all", 277_180, 1e6 - spent), ("A", 123_959, 1e6 - spent), ("B", 247_918, 0)):
            row = of(table, "result_by_chance", area=area)
            assert (row.lower, row.upper) == (pytest.approx(-reach, abs=1), pytest.approx(reach, abs=1))
            assert of(table, "result", area=area).value == result
        page = page_of(study, tmp_path, area="G")
        assert words in words_of(page, "shared_account")
        assert "Noord" in words_of(page, "shared_account")


def test_a_stop_loss_makes_chance_smaller_and_a_simulation_agrees():
    """Four million draws of a lognormal cut off at the limit; and the rows use the mean of the budget per person."""
    mean, sd = spread_below_stop_loss(3_000, 9_000, 50_000)
    rng = np.random.default_rng(11)
    width = np.sqrt(np.log(10))
    costs = np.minimum(np.exp(np.log(3_000) - width**2 / 2 + width * rng.standard_normal(4_000_000)), 50_000)
    assert (mean, sd) == (pytest.approx(costs.mean(), rel=0.005), pytest.approx(costs.std(), rel=0.01))
    lines = [("sd_per_person", None, 9_000.0)]
    free = of(gm.arrangement_rows(virtual(1e6, 2e6, 3e6, agreements=terms(*lines))), "result_by_chance")
    lines += [("stop_loss", None, 50_000.0)]
    capped = of(gm.arrangement_rows(virtual(1e6, 2e6, 3e6, agreements=terms(*lines))), "result_by_chance")
    assert capped.upper / free.upper == pytest.approx(sd / 9_000)
    with pytest.raises(GezondmenuError, match="above 0"):
        spread_below_stop_loss(0, 1, 1)


def test_chance_covers_19_of_20_simulated_years_in_which_nothing_changed():
    """2,000 residents with gamma costs of mean and spread 3,000: the result of a budget of 6 million."""
    table = gm.arrangement_rows(virtual(1e6, 5e6, 6e6, agreements=terms(("sd_per_person", None, 3_000.0)),
                                        areas=rows("area name population", ("A", "Noord", 2_000))))  # fmt: skip
    limits = of(table, "result_by_chance")
    results = 6e6 - np.random.default_rng(4).gamma(1.0, 3_000.0, (1_000, 2_000)).sum(axis=1)
    assert 0.93 <= np.mean((limits.lower <= results) & (results <= limits.upper)) <= 0.97


@pytest.mark.parametrize(
    ("costs", "share", "back", "left"),
    [(120_000.0, 1 / 3, 40_000.0, 80_000.0), (90_000.0, 0.2, 18_000.0, 72_000.0), (50_000.0, None, 0.0, 50_000.0)],
)
def test_f14_coordination_is_a_cost_of_its_own(costs, share, back, left, tmp_path):
    line = ("R", DAY("2025-05-01"), "Wmo", "municipality", costs, "coordination")
    tables = {"costs": rows("arrangement date law payer amount_eur kind", line)}
    if share:
        tables["agreements"] = terms(("reimbursed_share", "insurer", share))
    budget = rows("arrangement year law payer amount_eur", ("R", 2025, "Wmo", "municipality", 1e5))
    study = study_of(
        arrangements=rows("arrangement kind name", ("R", "coalition", "Coalitie")), budget=budget, **tables
    )
    table = gm.arrangement_rows(study)
    assert of(table, "coordination_reimbursed").value == back
    assert of(table, "coordination_left").value == left
    assert not table["indicator"].isin(["result", "value_benefits"]).any()
    if share == 1 / 3:
        words = words_of(page_of(study, tmp_path), "working_together")
        assert "Coördinatie kostte € 120.000 in 2025. Hiervan wordt € 40.000 vergoed; € 80.000 blijft over" in words
        assert "is geen opbrengst" in words


def test_f15_laws_that_join_later_stand_by_year(tmp_path):
    lines = [
        ("R", year, law, "municipality", 10.0)
        for law, first in (("Wmo", 2024), ("Wlz", 2025))
        for year in range(first, 2027)
    ]
    study = virtual(1.0, 1.0, 1.0, budget=rows("arrangement year law payer amount_eur", *lines))
    words = re.sub(r"\s+", " ", words_of(page_of(study, tmp_path), "shared_account"))
    assert "Wet 2024 2025 2026 Wlz – € 10 € 10 Wmo € 10 € 10 € 10 Samen € 10 € 20 € 20" in words.replace(
        "Wmo € 10 € 10 € 10 Wlz – € 10 € 10", "Wlz – € 10 € 10 Wmo € 10 € 10 € 10"
    )


def test_f18_the_page_of_a_commissioning_group_is_plain(tmp_path):
    """Sentences of at most fifteen words, no jargon, no p-values, in all states of the money."""
    for spent, programme in ((19.6e6, 225_000), (20.6e6, 0)):
        page = page_of(virtual(4e6, 16e6, spent, programme), tmp_path)
        text = " ".join(words_of(page, block) for block in ("our_money", "our_payers", "our_choices"))
        assert_plain(text, sentences=25)
    assert "Voor 2025 is er € 20.000.000." in text
    assert "We gaven € 600.000 te veel uit." in text


def test_the_example_has_its_truth_and_is_made_the_same(tmp_path):
    study = arrangements_study()
    table = gm.arrangement_rows(study)
    for year, result in study.truth["result"].items():
        row = pick(table, area="all", period=str(year), group="arrangement=VB01", indicator="result")
        assert row.value == pytest.approx(result, abs=0.01)
    write_arrangements(tmp_path / "again")
    shipped = gm.shipped("data/arrangements")
    for path in (tmp_path / "again").iterdir():
        assert path.read_text(encoding="utf-8") == (shipped / path.name).read_text(encoding="utf-8"), path.name
    assert not (gm.check_study(shipped)["severity"] == "error").any()
