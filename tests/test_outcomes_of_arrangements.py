"""What stands beside the money of an arrangement: residents helped, its outcomes, and conditions beside its case."""

from __future__ import annotations

import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.arrangements.ledger import last_year
from gezondmenu.report.sections.budget.outcomes import outcome_row
from gezondmenu.study.model import make_study
from tests.arrangement_pages import DAY, page_of, study_of, words_of
from tests.conftest import pick, rows

HELPED = rows(
    "arrangement date law payer amount_eur people_helped",
    ("R", DAY("2024-06-30"), "Wmo", "municipality", 1_200_000.0, 500),
    ("R", DAY("2024-12-31"), "Wmo", "municipality", 800_000.0, 300),
    ("R", DAY("2025-12-31"), "Wmo", "municipality", 2_000_000.0, 860),
    ("S", DAY("2025-12-31"), "Wmo", "municipality", 100_000.0, 50),
)


@pytest.mark.parametrize(
    ("arrangement", "year", "number"),
    [
        ("R", "2024", 0.40),  # 800 residents for 2,000 times € 1,000
        ("R", "2025", 0.43),  # 860 for 2,000
        ("S", "2025", 0.50),  # 50 for 100
    ],
)
def test_residents_helped_for_each_1000_euros_of_each_arrangement(arrangement, year, number):
    arrangements = rows("arrangement kind", ("R", "neighbourhood budget"), ("S", "supporter"))
    table = gm.estimate(study_of(arrangements=arrangements, spending=HELPED), ["helped"])
    where = {"area": "all", "period": year, "group": f"arrangement={arrangement}", "variant": "main"}
    assert pick(table, indicator="helped_per_1000_eur", **where).value == pytest.approx(number, abs=1e-12)
    whole = pick(table, indicator="helped_per_1000_eur", area="all", period="2025", group="all", variant="main")
    assert whole.value == pytest.approx(910 / 2_100, abs=1e-12)


def test_the_page_says_how_many_residents_were_helped_this_year_and_before(tmp_path):
    page = page_of(study_of(spending=HELPED[HELPED["arrangement"] == "R"]), tmp_path)
    words = words_of(page, "what_it_brings")
    assert "Voor elke € 1.000 zijn 0,43 bewoners geholpen in 2025; in 2024 waren het er 0,40" in words
    assert "Wie twee keer is geholpen, telt twee keer." in words


def portal(**columns: object):
    """A portal with 90 requests of which 60 are met, and 250 of 1,000 residents as its visitors; nothing booked."""
    requests = pd.DataFrame({"request": [f"r{n}" for n in range(90)], "area": "A", "date": DAY("2025-02-03")})
    met = requests.index < 60
    requests = requests.assign(
        kind="vervoer",
        solved_by=pd.Series(["volunteer"] * 60 + ["open"] * 30),
        solved_on=requests["date"].where(met) + pd.Timedelta(days=6),
    )
    visitors = rows(
        "area year measure number out_of", ("A", 2025, "Bezoekers", 250, 1_000), ("A", 2024, "Bezoekers", 100, 1_000)
    )
    arrangements = pd.DataFrame([{"arrangement": "R", "kind": "portal", "name": "Wijkportaal", **columns}])
    return study_of(arrangements=arrangements, requests=requests, monitored=visitors)


def test_a_portal_shows_its_reach_its_matches_and_the_time_to_match(tmp_path):
    page = page_of(portal(outcomes="Bezoekers, solved_share, days_to_solved"), tmp_path)
    words = " ".join(words_of(page, "what_it_brings").split())
    assert "Wat is gemeten in Noord" in words
    assert "Bezoekers 25%" in words
    assert words.split("Bezoekers 25%")[1].split("Aandeel")[0].strip().endswith("10%")  # the year before
    assert "Aandeel hulpvragen dat is opgelost 67%" in words  # 60 of 90
    assert "Dagen tot een hulpvraag is opgelost 6" in words
    assert "Of deze cijfers door de regeling komen, is niet bekend" in words


def test_of_a_followed_measure_the_kind_that_is_known_is_shown(tmp_path):
    """Of 1,000 residents 995 came: the share is hidden, since five others could be known by it; the number is not."""
    visitors = rows("area year measure number out_of", ("A", 2025, "Bezoekers", 995, 1_000))
    arrangements = rows("arrangement kind name outcomes", ("R", "portal", "Wijkportaal", "Bezoekers"))
    page = page_of(study_of(arrangements=arrangements, monitored=visitors), tmp_path)
    known = outcome_row(page, page.arrangements[0], "Bezoekers", "2025")
    assert (known.indicator, known.value) == ("monitored_number", 995)
    assert page.by_group["A", "monitored_share", "2025", "measure=Bezoekers"].hidden
    assert "Bezoekers 995" in " ".join(words_of(page, "what_it_brings").split())


def test_a_followed_measure_that_is_hidden_in_every_way_is_said_to_be_hidden(tmp_path):
    visitors = rows("area year measure number out_of", ("A", 2025, "Bezoekers", 5, 1_000))
    arrangements = rows("arrangement kind name outcomes", ("R", "portal", "Wijkportaal", "Bezoekers"))
    page = page_of(study_of(arrangements=arrangements, monitored=visitors), tmp_path)
    hidden = outcome_row(page, page.arrangements[0], "Bezoekers", "2025")
    assert (hidden.indicator, hidden.hidden) == ("monitored_share", True)


def test_without_outcomes_and_bookings_nothing_is_said_of_what_it_brings(tmp_path):
    assert not words_of(page_of(portal(), tmp_path), "what_it_brings").strip()


@pytest.mark.parametrize(("text", "nearest"), [("solved_shar", "solved_share"), ("Bezoeker", "Bezoekers")])
def test_an_outcome_that_is_nowhere_is_found_at_the_door(text, nearest, tmp_path):
    (tmp_path / "areas.csv").write_text("area,name\nA,Noord\n", encoding="utf-8")
    head = "arrangement,kind,name,commissioner,outcomes\n"
    (tmp_path / "arrangements.csv").write_text(f'{head}R,portal,P,Stad,"uptake, {text}"\n', encoding="utf-8")
    measures = "area,year,measure,number\nA,2025,Bezoekers,250\n"
    (tmp_path / "monitored.csv").write_text(measures, encoding="utf-8")
    findings = gm.check_study(tmp_path, "en")
    (finding,) = findings[findings["code"] == "unknown_outcome"].to_dict("records")
    assert (finding["file"], finding["row"], finding["column"]) == ("arrangements.csv", 2, "outcomes")
    assert finding["severity"] == "warning"
    assert text in finding["rule"]
    assert nearest in finding["what_to_do"]


def case(embedded: bool, benefit: float):
    lines = [
        ("R", "bouw", "cost", "municipality", "Wmo", 100.0, "x"),
        ("R", "minder zoeken", "benefit", "municipality", "Wmo", benefit, "x"),
    ]
    flows = rows("arrangement item counts_as payer law amount_eur reason", *lines)
    about = {"arrangement": "R", "kind": "portal", "name": "P", "start": DAY("2025-01-01"), "years": 1}
    arrangements = pd.DataFrame([{**about, "embedded": embedded, "daily_steering": True}])
    areas, places = rows("area name", ("A", "Noord")), rows("arrangement area", ("R", "A"))
    tables = {"areas": areas, "arrangements": arrangements, "arrangement_areas": places, "cash_flows": flows}
    return make_study(tables, discount_rate_costs=0.03, discount_rate_effects=0.03, price_year=2025)


def test_a_condition_that_is_missing_stands_beside_the_case_and_not_in_its_sum(tmp_path):
    missing, there = (page_of(case(embedded, 150.0), tmp_path) for embedded in (False, True))
    words, others = words_of(missing, "business_case"), words_of(there, "business_case")
    assert "Voorwaarde ontbreekt: " in words
    assert "Voorwaarde ontbreekt" not in others
    assert "brengt het over alle jaren samen € 50 meer op dan het kost" in words
    assert "brengt het over alle jaren samen € 50 meer op dan het kost" in others


def test_benefits_below_the_costs_must_grow(tmp_path):
    words = words_of(page_of(case(True, 80.0), tmp_path), "business_case")
    assert "Om de kosten te dekken, moeten de baten 125,0% worden van wat is verwacht." in words  # 100 / 80


def test_population_funding_shows_each_area_as_it_is_and_with_one_mix_of_ages(tmp_path):
    """A: 900 young at € 1,000 and 100 old at € 6,000 is € 1,500 a head; B: 500 and 500 is € 3,500.

    Together 1,400 young and 600 old: 0.7 × 1,000 + 0.3 × 6,000 = € 2,500 in both.
    """
    costs = rows(
        "area year law age_band persons cost_eur",
        ("A", 2024, "Zvw", "18-64", 900.0, 900_000.0),
        ("A", 2024, "Zvw", "65+", 100.0, 600_000.0),
        ("B", 2024, "Zvw", "18-64", 500.0, 500_000.0),
        ("B", 2024, "Zvw", "65+", 500.0, 3_000_000.0),
    )
    study = study_of(
        areas=rows("area name population parent", ("G", "Stad", 2_000, None), ("A", "Noord", 1_000, "G"),
                   ("B", "Zuid", 1_000, "G")),
        arrangements=rows("arrangement kind name", ("R", "population funding", "Populatiebekostiging")),
        arrangement_areas=rows("arrangement area", ("R", "A"), ("R", "B")),
        care_costs=costs,
    )  # fmt: skip
    words = " ".join(words_of(page_of(study, tmp_path, area="G"), "cost_per_head").split())
    assert "Noord € 1.500 € 2.500 1,00" in words
    assert "Zuid € 3.500 € 2.500 1,00" in words
    assert "geen risicomodel" in words


def test_what_is_booked_without_a_budget_is_said(tmp_path):
    words = words_of(page_of(study_of(spending=HELPED[HELPED["arrangement"] == "R"]), tmp_path), "to_decide")
    assert "Er is geen budget om naast het geboekte te zetten" in words
    assert "nog niets geboekt" not in words


def test_a_budget_without_bookings_is_told_of_in_the_last_year_that_had_costs():
    budget = rows(
        "arrangement year law payer amount_eur",
        *[("R", year, "Wmo", "municipality", 10.0) for year in (2024, 2025, 2026, 2027)],
    )
    costs = rows(
        "arrangement date law payer amount_eur kind",
        ("R", DAY("2025-06-30"), "Wmo", "municipality", 5.0, "coordination"),
    )
    assert last_year(study_of(budget=budget, costs=costs), "R") == "2025"
    assert last_year(study_of(budget=budget), "R") == "2024"
    assert last_year(study_of(), "R") == "all"
