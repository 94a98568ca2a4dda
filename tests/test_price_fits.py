"""A price is put on what is in its unit; which way of a score is a gain, its scale says. Each euro by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.described import describe
from gezondmenu.language import error_text
from gezondmenu.study.rules_of_value import MISFITS
from gezondmenu.study.valued import FITTING, OVERLAPPING, borrowed_outcomes, measured_outcomes, valued_prices
from gezondmenu.valuation.prices import price_list
from gezondmenu.vocabulary import ESTIMATE_COLUMNS
from tests.conftest import rows
from tests.worth_study import assumptions, worth_study

CHOICES = """perspective = "societal"
price_year = 2024
discount_rate_costs = 0.03
discount_rate_effects = 0.015
horizon_years = 1
"""
GIVEN = "chain,parameter,value,reason\n" + "".join(
    f",{name},0.5,because\n" for name in ("attribution", "deadweight", "displacement", "drop_off", "transfer")
)
QUESTIONS = (
    "question,low,high,better,level,measures\n"
    "buurt,0,10,,,\n"
    "keuze,0,10,neutral,,\n"
    "sf6d,0,1,,,utility\n"
    "lopen,0,900,,,minutes a week\n"
)
SURVEY = "person,wave,question,answer\n" + "".join(
    f"p1,{wave},{question},1\n"
    for wave in (0, 1)
    for question in ("buurt", "keuze", "sf6d", "lopen", "life_satisfaction", "ucla1", "ucla2", "ucla3")
)
PRICES = (
    "price,name,value,unit,price_year,payer,law,counts_as,values,source\n"
    "geluk,levensgeluk,10000,EUR/WELLBY,2024,residents,none,benefit,,book\n"
    "iets,iets goeds,10,EUR/stuk,2024,residents,none,benefit,,book\n"
    "punt,punt,10,EUR/punt,2024,residents,none,benefit,health point,book\n"
)


def findings(folder: Path, chain: str, *given: str, language: str = "en") -> pd.DataFrame:
    """What the door says of a study with one chain: outcome, effect, price, method."""
    files = {
        "areas": "area,name\nA,Noord\n",
        "chains": f"chain,outcome,effect,price,method\nk,{chain}\n",
        "assumptions": GIVEN + "".join(f"{line},because\n" for line in given),
        "questions": QUESTIONS,
        "survey": SURVEY,
        "prices": PRICES,
        "borrowed_effects": "effect,outcome,value,measures,setting,design,source\n"
        "b,huisarts,-1,,x,x,x\nq,leven,0.1,qaly,x,x,x\nu,ucla3,-1,,x,x,x\ndeel,zorg,-0.1,share of cost,x,x,x\n",
    }
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "study.toml").write_text(CHOICES, encoding="utf-8")
    table = gm.check_study(folder, language)
    return table[table["code"].isin(MISFITS)]


@pytest.mark.parametrize(
    ("chain", "rule"),
    [
        ("buurt,,qaly_nl_50k,", "no_utility"),  # a question of one's own, 0 to 10
        ("ucla3,,qaly_nl_50k,", "no_utility"),
        ("life_satisfaction,,qaly_nl_50k,", "no_utility"),
        ("huisarts,b,qaly_nl_50k,", "no_utility"),
        ("sf6d,,qaly_nl_50k,", ""),  # a utility of one's own
        ("leven,q,qaly_nl_50k,", ""),  # a borrowed effect in QALYs
        ("life_satisfaction,,geluk,", ""),  # a WELLBY is a point of life satisfaction for a year
        ("ucla3,,geluk,", "price_does_not_fit"),
        ("ucla3,,gp_consult,", "price_does_not_fit"),
        ("ucla3,u,gp_consult,", "price_does_not_fit"),  # borrowed, and named as our scale
        ("huisarts,b,gp_consult,", ""),
        ("zorg,deel,zvw_mean_2023,", ""),
        ("zorg,deel,gp_consult,", "price_does_not_fit"),  # 10% of the costs are no consults
        ("buurt,,punt,", ""),
        ("keuze,,punt,", "no_better_way"),
        ("buurt,,iets,", "price_values_nothing"),
        ("buurt,,vsl_nl_heat,heat walking", "heat_needs_minutes"),
        ("lopen,,vsl_nl_heat,heat walking", ""),
    ],
)
def test_what_fits_and_what_does_not(tmp_path, chain: str, rule: str):
    table = findings(tmp_path, chain, "k,heat_share,1")
    assert table["code"].tolist() == ([rule] if rule else []), table["rule"].tolist()


@pytest.mark.parametrize(
    "chain", ["buurt,,qaly_nl_50k,", "ucla3,,gp_consult,", "zorg,deel,gp_consult,", "buurt,,iets,"]
)
def test_units_for_the_chain_itself_are_the_way_out(tmp_path, chain: str):
    assert findings(tmp_path, chain, "k,units,0.02").empty
    assert len(findings(tmp_path, chain, ",units,0.02")) == 1  # for all chains is for none in particular


def test_units_of_a_score_have_no_sign(tmp_path):
    found = findings(tmp_path, "ucla3,,qaly_nl_50k,", "k,units,-0.02").iloc[0]
    assert (found["code"], found["file"], found["row"], found["column"], found["value"]) == (
        "units_below_zero", "assumptions.csv", 7, "value", "-0.02",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "rule", "way_out"),
    [
        ("en", "A QALY is a year of life at utility 1, and ucla3 in chain k is no utility", "such as eq5d"),
        ("nl", "Een QALY is een levensjaar met utiliteit 1, en ucla3 in keten k is geen utiliteit", "zoals eq5d"),
    ],
)
def test_the_finding_names_file_row_column_value_rule_and_way_out(tmp_path, language: str, rule: str, way_out: str):
    table = findings(tmp_path, "ucla3,,qaly_nl_50k,", language=language)
    assert len(table) == 1
    found = table.iloc[0]
    assert (found["severity"], found["file"], found["row"], found["column"], found["value"]) == (
        "error", "chains.csv", 2, "price", "qaly_nl_50k",
    )  # fmt: skip
    assert found["rule"].startswith(rule)
    assert way_out in found["what_to_do"]


# --------------------------------------------------------------------------------------------------------- by hand


def of_survey(outcome: str, change: float) -> pd.DataFrame:
    """Rows of an estimate table: a change before and after of 80 participants of A in 2024."""
    plain = dict.fromkeys(ESTIMATE_COLUMNS, np.nan) | {"area": "A", "variant": "main", "status": "ok", "note": ""}
    effect = {"period": "all", "group": f"outcome={outcome};wave=1", "indicator": "mean_change", "value": change}
    effect |= {"lower": change - 0.5, "upper": change + 0.5, "confidence": 0.95, "unit": "points"}
    reached = {"period": "2024", "group": "all", "indicator": "participants", "value": 80.0, "design": "count"}
    return pd.DataFrame([{**plain, **effect, "design": "before-after"}, {**plain, **reached}])


def worth_of(
    outcome: str, price: str, change: float, units: tuple[float, ...] | None = None, **tables: pd.DataFrame
) -> gm.valuation.Valuation:
    chains = rows("chain outcome effect price", ("k", outcome, None, price))
    value, low, high = (*(units or ()), None, None, None)[:3]
    given = assumptions(*([("k", "units", value, low, high)] if units else []))
    study = worth_study(chains, given=given, prices=tables.get("prices"), frames=tables.get("frames"))
    table = pd.concat([gm.estimate(study, ["residents", "costs"]), of_survey(outcome, change)], ignore_index=True)
    table = describe(table, waves=pd.DataFrame({"wave": ["0", "1"]}))
    return gm.value(study, table, draws=500)


def of_chain(worth, indicator: str = "value_benefits") -> pd.Series:
    table = worth.rows[(worth.rows.area == "A") & (worth.rows.group == "chain=k") & (worth.rows.indicator == indicator)]
    return table.iloc[0]


WELLBY = rows(
    "price name value unit price_year payer law counts_as source",
    ("geluk", "levensgeluk", 10_000, "EUR/WELLBY", 2024, "residents", "none", "benefit", "[T]"),
)


def test_three_points_less_lonely_is_a_gain_at_the_price_of_a_qaly():
    # 80 people, 3 points better, each 0.02 QALY (0.01 to 0.03) for a year: 4.8 QALYs, € 240,000
    worth = worth_of("ucla3", "qaly_nl_50k", -3.0, (0.02, 0.01, 0.03))
    assert of_chain(worth, "health_gain").value == pytest.approx(4.8)
    assert of_chain(worth).value == 240_000
    assert 0 < of_chain(worth).lower < 240_000 < of_chain(worth).upper
    units = worth.inputs.set_index("parameter").loc["units"]
    assert (units.value, units.lower, units.upper) == (-0.02, -0.03, -0.01)
    assert "below 0, since the scale of the outcome goes the other way" in units.note
    # costs of 70,000 are covered at 70,000 / (80 x 50,000 x 0.02) = 0.875 points less lonely
    enough = of_chain(worth, "break_even_effect")
    assert (enough.value, enough.status) == (pytest.approx(-0.875), "ok")


def test_lonelier_is_a_loss():
    assert of_chain(worth_of("ucla3", "qaly_nl_50k", 1.0, (0.02,))).value == -80_000


@pytest.mark.parametrize(("outcome", "change"), [("life_satisfaction", 0.5), ("ucla3", -0.5)])
def test_a_point_better_saves_so_many_consults_whichever_way_the_scale_goes(outcome: str, change: float):
    # half a point better, 0.4 consults less for each point: 0.2 x 80 = 16 consults of € 30.87 x 1.038 x 1.033
    assert of_chain(worth_of(outcome, "gp_consult", change, (0.4,))).value == pytest.approx(
        16 * 30.87 * 1.038 * 1.033, abs=0.01
    )


def test_life_satisfaction_at_the_price_of_a_wellby_is_right_by_unit():
    assert of_chain(worth_of("life_satisfaction", "geluk", 0.5, prices=WELLBY)).value == 0.5 * 80 * 10_000


def test_a_question_of_ones_own_has_no_qalys_and_the_error_says_where_and_what_to_do():
    frames = {"questions": rows("question low high", ("buurt", 0, 10))}
    with pytest.raises(gm.GezondmenuError) as refused:
        worth_of("buurt", "qaly_nl_50k", 0.7, frames=frames)
    for words in ("chains, row 2, column price, value qaly_nl_50k", "buurt in chain k is no utility", "table assump"):
        assert words in str(refused.value)
    dutch = error_text(refused.value, "nl")
    assert dutch.startswith("chains, rij 2, kolom price, waarde qaly_nl_50k: Een QALY is een levensjaar")
    assert "tabel aannames" in dutch


@pytest.mark.parametrize("rule", MISFITS)
def test_every_refusal_has_its_dutch(rule: str):
    words = dict.fromkeys(("chain", "outcome", "unit"), "x")
    for text in MISFITS[rule][1:3]:
        assert error_text(gm.GezondmenuError(text, **words), "nl") != text.format(**words)


# ------------------------------------------------------------------------------------------------- what is data


def test_every_price_says_what_it_values_and_blank_is_what_the_list_says_of_the_same_price_or_unit():
    assert set(price_list()["values"]) == set(OVERLAPPING) - {"health point"}
    assert set(FITTING) - {""} <= set(OVERLAPPING)
    own = rows(
        "price unit payer counts_as values",
        ("qaly_nl_50k", "EUR/jaar", "residents", "benefit", None),  # the same code
        ("mijn", "EUR per QALY", "residents", "benefit", None),  # the same unit
        ("uur", "EUR/hour", "employer", "cost", None),  # an hour may be of care or of work
        ("geluk", "EUR per life satisfaction point", "residents", "benefit", None),  # a word decides nothing
        ("dag", "EUR/day", "employer", "cost", "working time"),
    )
    valued = valued_prices(own)
    assert [valued[id].values for id in own["price"]] == ["qaly", "qaly", "", "", "working time"]


def test_outcomes_say_what_they_measure_and_which_way_is_better():
    questions = rows(
        "question scale level better measures",
        ("a", None, None, None, None),
        ("b", None, "yes_no", "lower", None),
        ("c1", "c", None, "higher", None),
        ("c2", "c", None, "lower", None),
        ("d", None, None, "lower", "amount"),
    )
    outcomes = measured_outcomes(questions)
    assert outcomes["eq5d"] == ("utility", "higher")
    assert outcomes["loneliness"] == ("score", "lower")
    assert [outcomes[name] for name in "abcd"] == [
        ("score", "higher"), ("share", "lower"), ("score", "higher"), ("amount", "lower"),
    ]  # fmt: skip
    effects = rows("effect outcome measures", ("x", "eq5d", None), ("y", "iets", None), ("z", "iets", "wellby"))
    borrowed = borrowed_outcomes(effects, outcomes)
    assert [borrowed[id].measures for id in ("x", "y", "z", "wedde_gp_cost")] == [
        "utility",
        "",
        "wellby",
        "share of cost",
    ]
