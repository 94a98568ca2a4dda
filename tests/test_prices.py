"""Price list, price index, discount rates, borrowed effects and the rules of HEAT."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from gezondmenu import GezondmenuError, numbers
from gezondmenu.reference import read_reference
from gezondmenu.study.model import Study
from gezondmenu.valuation.heat import heat_applicability
from gezondmenu.valuation.prices import cpi_factors, index_factor, price_list, prices_version

PAYERS = {"municipality", "insurer", "care office", "employer", "residents", "fund", "other"}
LAWS = {"Wmo", "Zvw", "Wlz", "Jeugdwet", "Participatiewet", "none"}
PAYER_OF_LAW = {"Zvw": "insurer", "Wlz": "care office", "Wmo": "municipality", "Participatiewet": "municipality"}
PUBLISHED = pd.read_csv(Path(__file__).parent / "published" / "payers.csv", dtype=str, keep_default_na=False)


def study_with(*rows: dict) -> Study:
    columns = ["price", "name", "name_en", "value", "low", "high", "distribution", "unit", "currency", "price_year",
               "indexed", "payer", "law", "counts_as", "source", "review_by"]  # fmt: skip
    return Study(tables={"prices": pd.DataFrame(list(rows)).reindex(columns=columns)}, choices={})


OWN = {"price": "walk_hour", "name": "Uur wandelen", "value": 12.0, "unit": "EUR/hour", "price_year": 2025,
       "payer": "fund", "law": "none", "counts_as": "cost", "source": "own bookkeeping"}  # fmt: skip


# the list


def test_every_price_has_a_source_a_unit_a_payer_and_a_way_it_was_found():
    prices = price_list()
    assert prices["id"].is_unique
    for column in ("nl", "en", "unit", "source", "found_how", "confidence", "category", "payer", "law", "counts_as"):
        assert (prices[column] != "").all(), column
    assert (prices["value"] > 0).all()
    assert set(prices["payer"]) <= PAYERS
    assert set(prices["law"]) <= LAWS
    assert set(prices["counts_as"]) == {"cost", "benefit"}
    assert set(prices["confidence"]) <= {"high", "medium"}
    assert all(unit.startswith(f"{money}/") for unit, money in zip(prices["unit"], prices["currency"], strict=True))


def test_payer_and_law_follow_one_rule():
    prices = price_list()
    for row in prices.itertuples():
        if row.law != "none":
            assert row.payer == PAYER_OF_LAW[row.law], row.id
        else:
            assert row.payer in ("employer", "residents", "other"), row.id
    benefits = prices[prices["counts_as"] == "benefit"]
    assert (benefits["payer"] == "residents").all()
    assert set(benefits["category"]) == {"QALY value", "wellbeing value", "mortality value"}


def test_what_is_from_memory_is_marked_and_its_source_does_not_hide_it():
    prices = price_list()
    memory = prices["found_how"].str.contains("memory")
    assert set(prices.loc[memory, "id"]) >= {"qaly_nl_20k", "qaly_nl_50k", "qaly_nl_80k", "qaly_nl_mkba", "wellby_uk"}
    assert memory[prices["source"].str.contains("from memory")].all()
    for name in ("heat", "discount_rates", "cpi", "borrowed_effects"):
        table = read_reference(name)
        assert (table["found_how"] != "").all(), name
        assert (table["source"] != "").all(), name
        assert (table["confidence"] != "").all(), name
    heat = read_reference("heat").set_index("id")
    assert (heat.loc[["heat_walk_cap", "heat_cycle_cap", "heat_buildup_years"], "found_how"] == "from memory").all()


def test_a_range_is_there_only_where_it_is_a_spread_of_the_price():
    prices = price_list().set_index("id")
    spread = prices[prices["low"].notna() | prices["high"].notna()]
    assert set(spread.index) == {
        "gp_consult", "gp_visit", "poh_ggz_consult", "ambulance_avg", "geriatric_rehab_day", "wellby_uk",
    }  # fmt: skip
    assert ((spread["low"] <= spread["value"]) & (spread["value"] <= spread["high"])).all()
    assert (spread["range_meaning"] != "").all()
    assert prices.loc["qaly_nl_20k", "range_meaning"].endswith("a choice, not a spread")


def test_thresholds_are_not_indexed_and_pounds_are_no_euros():
    prices = price_list().set_index("id")
    still = prices[~prices["indexed"]]
    assert set(still["category"]) == {"QALY value", "mortality value"}
    assert pd.isna(prices.loc["vsl_nl_heat", "price_year"])
    assert prices["price_year"].notna().sum() == len(prices) - 1
    assert prices.index[prices["currency"] != "EUR"].tolist() == ["wellby_uk"]


def test_review_is_five_years_after_the_price_year():
    prices = price_list().dropna(subset="price_year")
    expected = [dt.datetime(year + 5, 1, 1) for year in prices["price_year"]]
    assert prices["review_by"].tolist() == expected


def test_figures_of_low_confidence_ratios_and_single_places_are_left_out():
    ids = price_list()["id"]
    assert not ids.str.contains("presta|sroi|ecorys|friction|dist_|zvw_gem|amsterdam|zvw_men|zvw_women|per_qaly").any()


def test_parts_of_the_care_cost_add_up_to_its_mean():
    prices = price_list().set_index("id")["value"]
    parts = [id for id in prices.index if id.startswith("zvw_") and id.endswith("_2023") and id != "zvw_mean_2023"]
    assert len(parts) == 11
    # eleven parts rounded to the cent, of totals without the costs that are in no part
    assert prices[parts].sum() == pytest.approx(prices["zvw_mean_2023"], abs=0.06)


def test_the_studys_own_prices_add_and_replace():
    changed = {**OWN, "price": "gp_consult", "name": "Huisarts hier", "value": 40.0, "indexed": False}
    prices = price_list(study_with(OWN, changed)).set_index("id")
    assert len(prices) == len(price_list()) + 1
    own = prices.loc["walk_hour"]
    assert (own["nl"], own["en"], own["currency"], own["indexed"], own["origin"]) == (
        "Uur wandelen", "Uur wandelen", "EUR", True, "study",
    )  # fmt: skip
    assert (prices.loc["gp_consult", "value"], prices.loc["gp_consult", "origin"]) == (40.0, "study")
    assert not prices.loc["gp_consult", "indexed"]
    assert pd.isna(prices.loc["gp_consult", "low"])  # replaced whole: no range of the other price stays behind
    assert prices.loc["gp_visit", "origin"] == "gezondmenu"
    assert prices.dtypes.equals(price_list().set_index("id").dtypes)


def test_the_version_tells_lists_apart_and_forgets_the_order_of_rows():
    plain, own = price_list(), price_list(study_with(OWN))
    assert prices_version(plain) == prices_version(plain.sample(frac=1, random_state=1))
    assert prices_version(plain) != prices_version(own)
    assert " + 1 (" in prices_version(own)
    dearer = price_list(study_with({**OWN, "value": 12.01}))
    assert prices_version(own) != prices_version(dearer)
    assert prices_version(own, {2022: 1.038}) != prices_version(own, {2022: 1.039})


# indexation: business_cases.md, section 9.6, as in tatooheene 1.0.0


def test_indexation_chains_annual_factors():
    factors = cpi_factors()
    assert list(factors) == list(range(2012, 2024))
    assert index_factor(2022, 2024, factors) == pytest.approx(1.038 * 1.033)
    assert index_factor(2022, 2024, factors) == pytest.approx(1.072254, abs=5e-7)
    gp = price_list().set_index("id").loc["gp_consult", "value"]
    assert gp * index_factor(2022, 2023, factors) == pytest.approx(32.04306)
    assert round(gp * index_factor(2022, 2024, factors), 2) == 33.10  # the direct factor 1.073 would give 33.12
    assert index_factor(2024, 2022, factors) == pytest.approx(1 / 1.072254, abs=5e-7)
    assert index_factor(2023, 2023, factors) == 1.0


def test_a_year_without_an_index_is_named_with_the_way_out():
    with pytest.raises(GezondmenuError) as error:
        index_factor(2022, 2026, cpi_factors())
    assert "from 2024 to 2025" in str(error.value)
    assert "cpi_factor_2024_2025" in str(error.value)
    assert "from 2012 to 2024" in str(error.value)


def test_the_study_adds_a_year_and_the_factor_is_no_price():
    study = study_with(
        {**OWN, "price": "cpi_factor_2024_2025", "value": 1.03, "unit": "factor"},
        {**OWN, "price": "cpi_factor_2023_2024", "value": 1.04, "unit": "factor"},
    )
    factors = cpi_factors(study)
    assert (factors[2024], factors[2023]) == (1.03, 1.04)
    assert index_factor(2023, 2025, factors) == pytest.approx(1.04 * 1.03)
    assert len(price_list(study)) == len(price_list())


@pytest.mark.parametrize(("id", "value"), [("cpi_factor_2022_2024", 1.07), ("cpi_factor_2024_2025", 0.0)])
def test_a_factor_that_skips_a_year_or_is_no_factor_is_refused(id, value):
    with pytest.raises(GezondmenuError, match=id):
        cpi_factors(study_with({**OWN, "price": id, "value": value}))


# discount rates and borrowed effects


def test_discount_rates_are_those_of_the_guidelines_with_their_dates():
    rates = read_reference("discount_rates").set_index("id")
    assert rates.loc["hta_2024", ["costs", "effects", "valid_from", "valid_to"]].tolist() == [
        "0.03", "0.015", "2024-01-16", "",
    ]  # fmt: skip
    assert rates.loc["hta_2016", ["costs", "effects", "found_how"]].tolist() == ["0.04", "0.015", "from memory"]
    assert rates.loc["mkba_2021", ["costs", "effects", "valid_from"]].tolist() == ["0.0225", "0.0225", "2021-01-01"]


def test_borrowed_effects_are_objects_and_a_range_is_no_point():
    effects = read_reference("borrowed_effects").set_index("effect")
    care, wmo, gp = (
        effects.loc[f"{id}_cost"] for id in ("village_supporter_care", "village_supporter_wmo", "wedde_gp")
    )
    assert (care["value"], care["low"], care["high"], care["overlaps_with"]) == ("-0.09", "", "", "unknown")
    assert (wmo["value"], wmo["low"], wmo["high"], wmo["range_meaning"]) == ("", "-0.30", "0", "range")
    assert care["model"] == wmo["model"] != ""
    assert (gp["value"], gp["overlaps_with"]) == ("-0.15", "village_supporter_care_cost")
    assert (effects[["design", "setting", "outcome", "unit"]] != "").all(axis=None)
    assert (effects.loc[["village_supporter_care_cost", "village_supporter_wmo_cost"], "design"] == "unknown").all()


# published sums per payer: business_cases.md, sections 9.1 to 9.3


@pytest.mark.parametrize("row", PUBLISHED.to_dict("records"), ids=lambda row: f"{row['case']}-{row['payer']}")
def test_published_parts_per_payer(row):
    found = sum(quantity * price for quantity, price in json.loads(row["terms"]))
    assert abs(found - float(row["value"])) <= float(row["tolerance"]) + 1e-9, row["source"]


@pytest.mark.parametrize("case", sorted(set(PUBLISHED.loc[PUBLISHED["payer"] == "total", "case"])))
def test_a_published_total_splits_into_its_published_parts_to_the_cent(case):
    (total,) = PUBLISHED[(PUBLISHED["case"] == case) & (PUBLISHED["payer"] == "total")].to_dict("records")
    parts = [amount for _, amount in json.loads(total["terms"])]
    assert numbers.split_to_the_cent(float(total["value"]), parts).tolist() == parts
    assert numbers.split_to_the_cent(-float(total["value"]), parts).tolist() == [-part for part in parts]
    named = PUBLISHED[(PUBLISHED["case"] == case) & (PUBLISHED["payer"] != "total")]
    if len(named):
        assert named["value"].astype(float).tolist() == parts


def test_a_step_on_the_ladder_is_worth_the_difference_of_two_levels():
    level = PUBLISHED[PUBLISHED["payer"] == "total"].set_index("case")["value"].astype(float)
    assert level["participation 1"] - level["participation 2"] == 1650


def test_published_products_are_those_of_the_price_list():
    value = price_list().set_index("id")["value"]
    assert 10.7 * value["hospital_day"] == pytest.approx(6890.80)
    assert 30 * 8 * value["productivity_hour"] == pytest.approx(9571.20)
    assert 30 * value["sick_day_8h"] == pytest.approx(9571.20)
    assert 14 * 8 * value["productivity_hour"] == pytest.approx(4466.56)


def test_vektis_totals_give_the_means_of_the_price_list():
    """Section 9.8: all of the Netherlands, and Oss per insured year (actual and expected)."""
    assert round(55_020_505_632.26 / 17_461_901.13, 2) == price_list().set_index("id").loc["zvw_mean_2023", "value"]
    assert round(299_442_725 / 93_196.55, 2) == 3213.02
    assert round(295_060_399 / 93_196.55) == 3166


# HEAT: section 9.7


@pytest.mark.parametrize(("minutes", "deaths", "euros"), [(70, 15.980928, 623.840786), (52.5, 11.985696, 467.880590)])
def test_heat_for_the_netherlands_from_the_shipped_parameters(minutes, deaths, euros):
    """Smith et al., HEAT_DRF, output/t25: everybody of 20 to 74 walks so many minutes a week more."""
    heat = read_reference("heat").set_index("id")["value"]
    found = numbers.deaths_averted(
        minutes,
        *(float(heat[f"heat_{id}"]) for id in ("mort_nl_20-74", "walk_rr", "walk_ref_min", "walk_cap")),
    )
    assert float(found) == pytest.approx(deaths, abs=5e-6)
    assert float(found) / 100_000 * price_list().set_index("id").loc["vsl_nl_heat", "value"] == pytest.approx(euros)


def test_heat_is_for_adults_who_keep_it_up_together():
    fine = {"age_from": 20, "age_to": 64, "habitual": True, "minutes": 150, "whole_group": True}
    assert heat_applicability("walking", **fine)["met"].all()
    assert heat_applicability("cycling", **fine)["met"].all()
    older = heat_applicability("cycling", **{**fine, "age_to": 74}).set_index("rule")["met"]
    assert older.tolist() == [False, True, True, True]
    assert heat_applicability("walking", **{**fine, "age_to": 74})["met"].all()


@pytest.mark.parametrize(("mode", "cap"), [("walking", 0.30 * 168 / 0.11), ("cycling", 450)])
def test_a_group_that_is_very_active_already_is_not_for_heat(mode, cap):
    met = [
        bool(heat_applicability(mode, minutes=m).set_index("rule")["met"]["not very active"])
        for m in (cap - 1, cap + 1)
    ]
    assert met == [True, False]
    assert f"{cap:.0f}" in heat_applicability(mode).set_index("rule")["reason"]["not very active"]


def test_what_is_not_known_of_heat_is_asked():
    rules = heat_applicability("walking", language="nl")
    assert rules["met"].isna().all()
    assert rules["reason"].str.contains("niet bekend").all()
    assert (rules["source"] != "").all()
    assert np.array_equal(rules["rule"], ["age", "habitual", "not very active", "whole group"])
    with pytest.raises(GezondmenuError, match="walking or for cycling"):
        heat_applicability("rowing")
