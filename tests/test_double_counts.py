"""What would count twice is refused, in words that say why and what to do; what does not, is not."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.language import error_text
from gezondmenu.study.check.double_counts import double_counts, stated_differences
from gezondmenu.study.model import make_study
from gezondmenu.study.rules_of_value import DOUBLE_COUNTS
from gezondmenu.valuation.overlap import check_double_counts
from tests.conftest import rows

WELLBY = rows(
    "price name value unit price_year payer law counts_as source",
    ("mijn_wellby", "levensgeluk", 10_000, "EUR/WELLBY", 2024, "residents", "none", "benefit", "[T]"),
)
EFFECTS = "effect outcome value setting design source overlaps_with"


def found(**tables: pd.DataFrame) -> list[str]:
    study = make_study(tables)
    double = double_counts(study["chains"], study["borrowed_effects"], study["prices"], study["costs"])
    return [one.rule for one in double]


def two(first: tuple, second: tuple) -> pd.DataFrame:
    return rows("chain outcome effect price level_from level_to in_total", first, second)


def test_qalys_and_wellbys_in_one_total():
    chains = two(
        ("q", "eq5d", None, "qaly_nl_50k", None, None, None),
        ("w", "life_satisfaction", None, "mijn_wellby", None, None, None),
    )
    assert found(chains=chains, prices=WELLBY) == ["double_health"]
    beside = chains.assign(in_total=[True, False])
    assert found(chains=beside, prices=WELLBY) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("b", "none", ["double_overlap"]),  # it names the other effect
        ("sick days", "none", ["double_overlap"]),  # or its outcome
        (None, None, ["double_unknown"]),
        ("unknown", None, ["double_unknown"]),
        ("none", None, []),
        (None, "none", []),
        ("something else", "none", []),
    ],
)
def test_borrowed_effects_on_costs(one: str | None, other: str | None, expected: list[str]):
    effects = rows(
        EFFECTS, ("a", "gp visits", -1.0, "x", "x", "x", one), ("b", "sick days", -1.0, "x", "x", "x", other)
    )
    chains = two(
        ("1", "gp visits", "a", "gp_consult", None, None, None),
        ("2", "sick days", "b", "sick_day_8h", None, None, None),
    )
    assert found(chains=chains, borrowed_effects=effects) == expected


def test_the_two_claims_about_village_supporters_are_refused_as_they_come():
    chains = two(
        ("zvw", "care cost", "village_supporter_care_cost", "zvw_mean_2023", None, None, None),
        ("wmo", "Wmo cost", "village_supporter_wmo_cost", "wmo_total_2023", None, None, None),
    )
    assert found(chains=chains) == ["double_unknown"]


@pytest.mark.parametrize(
    ("bands", "expected"),
    [((None, None, None, None), ["double_same"]), ((None, 5, 6, None), []), ((None, 6, 6, None), ["double_same"])],
)
def test_the_same_change_at_the_same_price(bands: tuple, expected: list[str]):
    low_from, low_to, high_from, high_to = (np.nan if end is None else float(end) for end in bands)
    chains = two(
        ("1", "gp", "a", "gp_consult", low_from, low_to, None), ("2", "gp", "a", "gp_consult", high_from, high_to, None)
    )
    effects = rows(EFFECTS, ("a", "gp", -1.0, "x", "x", "x", "none"))
    assert found(chains=chains, borrowed_effects=effects) == expected


def test_an_effect_that_names_what_was_measured_here_overlaps_with_it():
    effects = rows(EFFECTS, ("a", "days in hospital", -1.0, "x", "x", "x", "EQ5D, other"))
    chains = two(
        ("1", "eq5d", None, "qaly_nl_50k", None, None, None),
        ("2", "days in hospital", "a", "hospital_day", None, None, None),
    )
    study = make_study({"chains": chains, "borrowed_effects": effects})
    (double,) = double_counts(study["chains"], effects, study["prices"], study["costs"])
    assert (double.rule, double.words["overlap"], double.words["effect"]) == ("double_overlap", "eq5d", "a")
    assert found(chains=chains, borrowed_effects=effects.assign(overlaps_with="geen")) == []


def test_people_of_other_starting_levels_cannot_be_counted_twice():
    effects = rows(EFFECTS, ("a", "gp", -1.0, "x", "x", "x", "b"), ("b", "gp", -2.0, "x", "x", "x", None))
    chains = two(("1", "gp", "a", "gp_consult", None, 5, None), ("2", "gp", "b", "gp_consult", 6, None, None))
    assert found(chains=chains, borrowed_effects=effects) == []
    assert found(chains=chains.assign(level_from=np.nan), borrowed_effects=effects) == ["double_same"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("eq5d", None, "qaly_nl_50k"), ("eq5d", None, "qaly_nl_80k"), ["double_same"]),  # one change, two prices of it
        (("gp", "a", "gp_consult"), ("gp", None, "gp_consult"), ["double_same"]),  # borrowed, and measured too
        (("gp", "a", "gp_consult"), ("GP visits", "a", "gp_consult"), ["double_same"]),  # in other words
        (("days", "a", "hospital_day"), ("days", "a", "pt_km"), []),  # a day there, and the way to it
        (("hours", "a", "personal_care_hour"), ("hours", "a", "domestic_help_hour"), []),  # shared by two payers
        (("gp", "a", "gp_consult"), ("gp", "b", "physio_session"), []),
    ],
)
def test_one_change_in_two_prices(first: tuple, second: tuple, expected: list[str]):
    effects = rows(EFFECTS, ("a", "gp", -1.0, "x", "x", "x", "none"), ("b", "gp", -1.0, "x", "x", "x", "none"))
    chains = two(("1", *first, None, None, None), ("2", *second, None, None, None))
    assert found(chains=chains, borrowed_effects=effects) == expected


def test_a_subsidy_of_an_area_beside_what_is_booked_there_and_codes_of_other_tables_are_no_match():
    columns = "date payer law amount_eur activity arrangement area kind"
    day = pd.Timestamp(2025, 1, 1)
    subsidy = (day, "municipality", "Wmo", 1_000.0, None, None, "01", "subsidy")
    of_activity = (day, "municipality", "Wmo", 900.0, "01", None, None, "activity")
    there = (day, "municipality", "Wmo", 900.0, "02", None, "01", "activity")
    whole = (day, "municipality", "Wmo", 900.0, None, None, None, "coordination")
    assert found(costs=rows(columns, subsidy, of_activity, whole)) == []
    assert found(costs=rows(columns, subsidy, there)) == ["double_subsidy"]
    for_all = (day, "municipality", "Wmo", 1_000.0, None, None, None, "subsidy")
    study = make_study({"costs": rows(columns, whole, for_all)})
    (double,) = double_counts(study["chains"], study["borrowed_effects"], study["prices"], study["costs"])
    assert (double.position, double.words) == (1, {"what": "all", "year": "2025"})


def test_a_subsidy_beside_the_costs_that_it_pays():
    columns = "date payer law amount_eur activity area kind"
    walk = (pd.Timestamp(2025, 3, 31), "municipality", "Wmo", 900.0, "01", None, "activity")
    for_it = (pd.Timestamp(2025, 1, 1), "municipality", "Wmo", 1_000.0, "01", None, "subsidy")
    year_later = (pd.Timestamp(2026, 1, 1), "municipality", "Wmo", 1_000.0, "01", None, "subsidy")
    other = (pd.Timestamp(2025, 1, 1), "municipality", "Wmo", 1_000.0, "02", None, "subsidy")
    assert found(costs=rows(columns, walk, for_it)) == ["double_subsidy"]
    assert found(costs=rows(columns, walk, year_later, other)) == []


OWN = rows(
    "price unit payer counts_as values",
    ("punt", "EUR per life satisfaction point", "residents", "benefit", "wellby"),
    ("leven", "EUR/score", "residents", "benefit", "health point"),
    ("iets", "EUR/iets", "residents", "benefit", None),
    ("dag", "EUR/dag", "employer", "cost", None),  # nobody says it, and an employer pays
    ("uur", "EUR/uur", "employer", "cost", "working time"),
    ("mantel", "EUR/uur", "residents", "cost", "informal care"),
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("eq5d", "qaly_nl_50k"), ("sf6d", "qaly_nl_80k"), "double_life"),  # another utility of the same people
        (("eq5d", "qaly_nl_50k"), ("walking", "vsl_nl_heat"), "double_life"),
        (("eq5d", "qaly_nl_50k"), ("life_satisfaction", "punt"), "double_health"),  # by what it values, not by a word
        (("walking", "vsl_nl_heat"), ("life_satisfaction", "punt"), "double_life"),
        (("eq5d", "qaly_nl_50k"), ("mhi5", "leven"), "double_life"),
        (("eq5d", "qaly_nl_50k"), ("mhi5", "iets"), "double_life"),  # a benefit of which nobody says what
        (("absence", "sick_day_8h"), ("output", "productivity_hour"), "double_time"),
        (("absence", "sick_day_8h"), ("hours absent", "uur"), "double_time"),
        (("absence", "dag"), ("hours absent", "uur"), "double_time"),
        (("hours absent", "uur"), ("hours of care", "mantel"), ""),
        (("eq5d", "qaly_nl_50k"), ("absence", "sick_day_8h"), ""),
        (("gp", "gp_consult"), ("physio", "physio_session"), ""),  # one visit is not the other
    ],
)
def test_one_thing_of_the_same_people_is_valued_once(first: tuple, second: tuple, expected: str):
    chains = rows("chain outcome price", ("1", *first), ("2", *second))
    assert found(chains=chains, prices=OWN) == ([expected] if expected else [])
    bands = chains.assign(level_from=[np.nan, 6.0], level_to=[5.0, np.nan])
    assert found(chains=bands, prices=OWN) == []  # of other people
    assert found(chains=chains.assign(different_because=[None, "they are other gains"]), prices=OWN) == []


def test_a_reason_does_not_make_one_change_at_two_prices_two():
    chains = rows(
        "chain outcome price different_because", ("1", "eq5d", "qaly_nl_50k", "x"), ("2", "eq5d", "qaly_nl_80k", "x")
    )
    assert found(chains=chains) == ["double_same"]


def test_why_two_are_different_is_known_with_both_names():
    chains = rows(
        "chain outcome price different_because",
        ("walk", "walking", "vsl_nl_heat", "a survey asks who lives"),
        ("eq5d", "eq5d", "qaly_nl_50k", None),
        ("gp", "gp", "gp_consult", "not asked for"),
    )
    study = make_study({"chains": chains})
    assert stated_differences(study["chains"], study["prices"]) == [("walk", "eq5d", "a survey asks who lives")]
    assert stated_differences(study["chains"].iloc[::-1], study["prices"]) == [
        ("walk", "eq5d", "a survey asks who lives")
    ]


def test_the_refusal_names_the_chains_why_and_the_way_out_in_both_languages():
    chains = two(
        ("q", "eq5d", None, "qaly_nl_50k", None, None, None),
        ("w", "life_satisfaction", None, "mijn_wellby", None, None, None),
    )
    with pytest.raises(gm.GezondmenuError) as refused:
        check_double_counts(make_study({"chains": chains, "prices": WELLBY}))
    assert "Chain q counts QALYs and chain w WELLBYs" in str(refused.value)
    assert "in_total" in str(refused.value)
    assert error_text(refused.value, "nl").startswith("Keten q telt QALY's en keten w WELLBY's in één totaal.")


@pytest.mark.parametrize("rule", DOUBLE_COUNTS)
def test_every_refusal_has_its_dutch(rule: str):
    template = " ".join((DOUBLE_COUNTS[rule].rule, DOUBLE_COUNTS[rule].what_to_do))
    words = dict.fromkeys(("chain", "other", "effect", "other_effect", "overlap", "what", "year"), "x")
    assert error_text(gm.GezondmenuError(template, **words), "nl") != template.format(**words)
