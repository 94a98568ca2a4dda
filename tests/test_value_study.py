"""The door: what is wrong with chains, assumptions, prices and borrowed effects is said with its row and a way out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.study.rules_of_value import VALUE_RULES
from tests.conftest import pick, rows

CHOICES = """perspective = "societal"
price_year = 2024
discount_rate_costs = 0.03
discount_rate_effects = 0.015
horizon_years = 5
"""
FILES = {
    "areas": "area,name\nA,Noord\n",
    "chains": "chain,outcome,effect,price\ngp,gp visits,b,gp_consult\n",
    "assumptions": "chain,parameter,value,low,high,distribution,reason\n"
    + "".join(
        f",{name},0.5,,,,because\n" for name in ("attribution", "deadweight", "displacement", "drop_off", "transfer")
    ),
    "borrowed_effects": "effect,outcome,value,low,high,setting,design,source,overlaps_with,expires\n"
    "b,gp visits,-1,,,here,unknown,book,none,\n",
    "prices": "price,name,value,unit,currency,price_year,payer,law,counts_as,source,review_by\n"
    "own,eigen,10,EUR/uur,,2024,insurer,Zvw,cost,book,\n",
}


def findings(folder: Path, language: str = "en", toml: str = CHOICES, **changed: str) -> pd.DataFrame:
    for name, text in {**FILES, **changed}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (folder / "study.toml").write_text(toml, encoding="utf-8")
    return gm.check_study(folder, language)


def added(name: str, *lines: str) -> dict[str, str]:
    """The file of a table with more lines."""
    return {name: FILES[name] + "".join(line + "\n" for line in lines)}


def test_a_study_in_order_has_no_findings(tmp_path):
    assert findings(tmp_path).empty


CASES = {
    "unknown_price": (added("chains", "x,gp,b,gp_consul"), "chains.csv", 3, "price", "gp_consul"),
    "unknown_effect": (added("chains", "x,other,bb,physio_session"), "chains.csv", 3, "effect", "bb"),
    "value_outside_range": (added("assumptions", "gp,units,5,1,2,,x"), "assumptions.csv", 7, "value", "5"),
    "half_a_range": (added("assumptions", "gp,units,5,1,,,x"), "assumptions.csv", 7, "high", ""),
    "distribution_needs_range": (
        added("assumptions", "gp,units,,1,2,normal,x"),
        "assumptions.csv",
        7,
        "distribution",
        "normal",
    ),
    "distribution_does_not_fit": (
        added("assumptions", "gp,units,1,-1,2,gamma,x"),
        "assumptions.csv",
        7,
        "distribution",
        "gamma",
    ),
    "not_a_share": (added("assumptions", "gp,transfer,30,,,,x"), "assumptions.csv", 7, "value", "30"),
    "not_in_euros": (
        added("prices", "uk,pond,10,GBP/uur,GBP,2024,insurer,Zvw,cost,book,"),
        "prices.csv",
        3,
        "currency",
        "GBP",
    ),
    "price_to_review": (
        added("prices", "oud,oud,10,EUR/uur,,2010,insurer,Zvw,cost,book,2015-01-01"),
        "prices.csv",
        3,
        "review_by",
        "2015-01-01",
    ),
    "index_not_to_next_year": (
        added("prices", "cpi_factor_2024_2026,index,1.03,factor,,2024,other,none,cost,CBS,"),
        "prices.csv",
        3,
        "price",
        "cpi_factor_2024_2026",
    ),
    "index_out_of_range": (
        added("prices", "cpi_factor_2024_2025,index,0,factor,,2024,other,none,cost,CBS,"),
        "prices.csv",
        3,
        "value",
        "0",
    ),
    "share_needs_bounds": (
        added("assumptions", "gp,drop_off,0.1,0,0.2,normal,x"),
        "assumptions.csv",
        7,
        "distribution",
        "normal",
    ),
    "deaths_need_heat": (
        {
            "chains": "chain,outcome,effect,price,method\ngp,gp visits,b,gp_consult,heat walking\n",
            **added("assumptions", "gp,heat_share,0.5,,,,x"),
        },
        "chains.csv",
        2,
        "method",
        "heat walking",
    ),
    "effect_no_share": (
        {
            "borrowed_effects": "effect,outcome,value,unit,setting,design,source,overlaps_with\n"
            "b,gp visits,-9,deel van de kosten,here,unknown,book,none\n"
        },
        "borrowed_effects.csv",
        2,
        "value",
        "-9",
    ),
    "effect_expired": (
        added("borrowed_effects", "old,x,-1,,,here,unknown,book,none,2020-01-01"),
        "borrowed_effects.csv",
        3,
        "expires",
        "2020-01-01",
    ),
    "band_of_participants_only": (
        {"chains": "chain,outcome,effect,price,reached,level_to\ngp,gp visits,b,gp_consult,residents,5\n"},
        "chains.csv",
        2,
        "reached",
        "residents",
    ),
    "outcome_not_measured": (added("chains", "x,eq5d,,qaly_nl_50k"), "chains.csv", 3, "outcome", "eq5d"),
    "chosen_twice": (
        {"best_worst": "person,set,statement,choice\np1,1,a,best\np1,1,b,best\np1,2,a,best\n"},
        "best_worst.csv",
        3,
        "choice",
        "best",
    ),
    "double_same": (added("chains", "again,gp visits,b,gp_consult"), "chains.csv", 3, "price", "gp_consult"),
}


@pytest.mark.parametrize("rule", CASES)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_rule_names_file_row_column_value_and_a_way_out(tmp_path, rule: str, language: str):
    changed, file, row, column, value = CASES[rule]
    table = findings(tmp_path, language, **changed)
    found = table[table["code"] == rule]
    assert len(found) == 1, table[["code", "file", "row", "rule"]].values.tolist()
    mine = found.iloc[0]
    assert (mine["file"], mine["row"], mine["column"], mine["value"]) == (file, row, column, value)
    assert mine["severity"] == VALUE_RULES[rule].severity
    assert mine["rule"]
    assert mine["what_to_do"]


def test_a_price_in_pounds_of_the_list_itself_cannot_be_used(tmp_path):
    table = findings(tmp_path, **added("chains", "w,life_satisfaction,,wellby_uk"))
    assert table[table["code"] == "not_in_euros"][["file", "row", "column"]].values.tolist() == [
        ["chains.csv", 3, "price"]
    ]


def test_a_chain_without_its_deflators_is_warned_about_with_the_names(tmp_path):
    table = findings(tmp_path, assumptions=FILES["assumptions"].splitlines()[0] + "\n,attribution,0.5,,,,x\n")
    mine = table[table["code"] == "chain_without"].iloc[0]
    assert mine["severity"] == "warning"
    assert "displacement, drop_off, deadweight, transfer" in mine["rule"]


def test_a_measured_effect_needs_no_attribution_and_walking_needs_its_share(tmp_path):
    chains = "chain,outcome,effect,price,method\nq,eq5d,,qaly_nl_50k,\nw,walk,,vsl_nl_heat,heat walking\n"
    given = FILES["assumptions"].splitlines()[0] + "\n,displacement,0,,,,x\n,drop_off,0.5,,,,x\n"
    table = findings(tmp_path, toml=CHOICES + 'comparison_arm = "other"\n', chains=chains, assumptions=given)
    found = table[table["code"] == "chain_without"]
    assert found["row"].tolist() == [3]
    assert found.iloc[0]["rule"] == "This chain has no heat_share, so it has no euros."


def test_a_change_before_and_after_needs_attribution_and_deadweight_where_nothing_is_compared(tmp_path):
    given = FILES["assumptions"].splitlines()[0] + "\n,displacement,0,,,,x\n,drop_off,0.5,,,,x\n"
    table = findings(tmp_path, chains="chain,outcome,price\nq,eq5d,qaly_nl_50k\n", assumptions=given)
    found = table[table["code"] == "chain_without"].iloc[0]
    assert found["rule"] == "This chain has no attribution, deadweight, so it has no euros."


def test_an_outcome_of_the_survey_may_be_named_and_another_one_is_told_what_there_is(tmp_path):
    survey = "person,wave,question,answer\np1,0,life_satisfaction,7\np1,1,life_satisfaction,8\n"
    chains = "chain,outcome,price\na,life_satisfaction,own\nb,life_satisfactoin,gp_consult\n"
    table = findings(tmp_path, survey=survey, chains=chains)
    found = table[table["code"] == "outcome_not_measured"]
    assert found[["row", "value"]].values.tolist() == [[3, "life_satisfactoin"]]
    assert "Name an outcome of the survey (life_satisfaction)" in found.iloc[0]["what_to_do"]
    assert "Did you mean" in found.iloc[0]["what_to_do"]


def test_a_price_year_that_the_index_does_not_reach_is_told_with_each_year_that_lacks(tmp_path):
    later = CHOICES.replace("price_year = 2024", "price_year = 2026")
    table = findings(tmp_path, toml=later)  # gp_consult is of 2022
    found = table[table["code"] == "no_price_index"]
    assert found[["file", "column", "value"]].values.tolist() == [["study.toml", "price_year", "2026"]] * 2
    assert [text[:46] for text in found["rule"]] == [
        "There is no price index from 2024 to 2025, so ",
        "There is no price index from 2025 to 2026, so ",
    ]
    own = added(
        "prices",
        "cpi_factor_2024_2025,index,1.03,factor,,2024,other,none,cost,CBS,",
        "cpi_factor_2025_2026,index,1.02,factor,,2025,other,none,cost,CBS,",
    )
    assert findings(tmp_path, toml=later, **own).empty
    not_indexed = {
        "chains": "chain,outcome,effect,price\nq,quality of life,b,qaly_nl_50k\n",
        "borrowed_effects": "effect,outcome,value,measures,setting,design,source\n"
        "b,quality of life,0.1,utility,x,x,x\n",
        "prices": FILES["prices"],
    }
    assert findings(tmp_path, toml=later, **not_indexed).empty


def test_statements_of_points_are_those_of_appreciation_and_people_are_those_of_people(tmp_path):
    files = {
        "people": "person,area\np1,A\n",
        "points": "persoon;uitspraak;punten\np1;mijn gezondheid;3\np1;eigen uitspraak;7\n",
        "best_worst": "persoon;kaart;uitspraak;keuze\np1;1;mijn buurt;belangrijkst\np1;1;mijn geluk;\np2;1;x;minst\n",
    }
    table = findings(tmp_path, **files)
    assert table[["file", "row", "value", "code"]].values.tolist() == [["best_worst.csv", 4, "p2", "unknown_person"]]
    (tmp_path / "best_worst.csv").unlink()
    assert gm.read_study(tmp_path)["points"]["statement"].tolist() == ["my_health", "eigen uitspraak"]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (",persons,,0.9,1.1,,heads", None),
        (",costs,1,0.9,1.1,,budget", None),
        (",persons,,1.1,1.3,,heads", "factor_is_a_range"),
        (",persons,0.9,,,,heads", "factor_is_a_range"),
        (",costs,,0,1.3,,budget", "factor_is_a_range"),
        ("gp,costs,,0.9,1.1,,budget", "costs_of_all"),
    ],
)
def test_persons_and_costs_take_a_range_around_one(tmp_path, line: str, rule: str | None):
    table = findings(tmp_path, **added("assumptions", line))
    assert table["code"].tolist() == ([rule] if rule else [])


def test_choices_that_a_valuation_needs_are_asked_for(tmp_path):
    table = findings(tmp_path, "nl", toml="price_year = 2024\n")
    asked = table[table["code"] == "choice_needed_for_value"]
    assert set(asked["column"]) == {"perspective", "discount_rate_costs", "discount_rate_effects", "horizon_years"}
    assert asked.iloc[0]["what_to_do"].startswith("Zet het in study.toml")


def test_what_check_refuses_the_study_is_not_read_and_nothing_is_written(tmp_path):
    findings(tmp_path, **added("chains", "again,gp visits,b,gp_consult"))
    with pytest.raises(gm.StudyError):
        gm.render(tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


# -------------------------------------------------------------------------------------------- costs and who is reached


def test_costs_by_payer_and_law_sum_to_the_costs_of_each_area_and_year(example, example_estimates):
    costs = example_estimates[example_estimates["indicator"] == "costs"]
    whole = costs[costs["group"] == "all"].set_index(["area", "period"])["value"]
    parts = costs[costs["group"] != "all"].groupby(["area", "period"])["value"].sum()
    assert (100 * whole).round().tolist() == (100 * parts.reindex(whole.index)).round().tolist()
    assert whole.notna().all()


def test_costs_by_payer_and_law_of_a_shared_arrangement_by_hand():
    # 1,000 of the arrangement: A has 300 of 400 residents; A has 50 of its own, paid under another law; 9 is of nobody
    booked = rows(
        "date payer law amount_eur area arrangement",
        (pd.Timestamp(2024, 2, 1), "municipality", "Wmo", 1_000.0, None, "r"),
        (pd.Timestamp(2024, 3, 1), "municipality", "none", 50.0, "A", None),
        (pd.Timestamp(2024, 3, 1), "insurer", "Zvw", 9.0, None, None),
    )
    study = gm.make_study(
        {
            "areas": rows("area name population", ("A", "Noord", 300), ("B", "Zuid", 100)),
            "arrangements": rows("arrangement kind", ("r", "regeling")),
            "arrangement_areas": rows("arrangement area", ("r", "A"), ("r", "B")),
            "costs": booked,
        },
        observed_from=pd.Timestamp(2024, 1, 1),
        observed_to=pd.Timestamp(2024, 12, 31),
    )
    table = gm.estimate(study, ["costs"]).query("indicator == 'costs' and period == '2024' and status == 'ok'")
    found = table.set_index(["area", "group"])["value"].to_dict()
    assert found == pytest.approx(
        {
            ("A", "all"): 800.0,
            ("A", "law=Wmo;payer=municipality"): 750.0,
            ("A", "law=none;payer=municipality"): 50.0,
            ("B", "all"): 250.0,
            ("B", "law=Wmo;payer=municipality"): 250.0,
            ("all", "all"): 1_059.0,
            ("all", "law=Wmo;payer=municipality"): 1_000.0,
            ("all", "law=none;payer=municipality"): 50.0,
            ("all", "law=Zvw;payer=insurer"): 9.0,
        }
    )


def test_starting_levels_count_who_lies_in_the_band_and_say_how_many_are_unknown():
    people = pd.DataFrame({"person": [f"p{n}" for n in range(6)], "area": "A"})
    people["started_level"] = [1.0, 5.0, 5.5, 9.0, 10.0, None]
    study = gm.make_study(
        {
            "areas": rows("area name population", ("A", "Noord", 100)),
            "activities": rows("activity area name", ("1", "A", "Wandelen")),
            "people": people,
            "attendance": pd.DataFrame({"activity": "1", "date": pd.Timestamp(2025, 3, 1), "person": people["person"]}),
            "chains": rows(
                "chain outcome price level_from level_to", ("a", "x", "p", None, 5), ("b", "x", "p", 5.5, 9)
            ),
        }
    )
    table = gm.estimate(study, ["participants"])
    low = pick(table, area="A", period="2025", indicator="participants", group="started_level=-5")
    high = pick(table, area="A", period="2025", indicator="participants", group="started_level=5.5-9")
    assert (low.value, high.value) == (2, 2)
    assert low.note.startswith("1 of 6 unknown")
    assert gm.release(table).query("group == 'started_level=-5'")["value"].isna().all()


def test_estimates_without_any_change_are_valued_all_the_same(example):
    """A study with a survey of two waves, of which somebody estimates the visits only."""
    rows = gm.value(example, gm.release(gm.estimate(example, ["visits"]))).rows
    assert len(rows)
