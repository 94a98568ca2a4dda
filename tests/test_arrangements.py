"""Budgets of arrangements from the tables of a study to the sentences of their pages; all numbers are made up."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import gezondmenu as gm
from gezondmenu.cli import main
from gezondmenu.report.publish.page_check import check_page
from gezondmenu.report.sections.budget.tables import part_name
from gezondmenu.study.read.files import column_names
from gezondmenu.study.schema import tables
from gezondmenu.study.start.tables_book import column_title
from gezondmenu.vocabulary import GezondmenuError
from tests.arrangement_pages import DAY, booked, budget_of, page_of, study_of, words_of
from tests.conftest import pick, rows

FOUR_MONTHS = (100_000, 110_000, 120_000, 120_000)


def terms(**values: float | tuple[float, float, float]) -> pd.DataFrame:
    lines = []
    for term, value in values.items():
        low, high = value[1:] if isinstance(value, tuple) else (np.nan, np.nan)
        lines.append(("R", term, value[0] if isinstance(value, tuple) else value, low, high, "verzonnen"))
    return rows("arrangement term value low high reason", *lines)


def of(table: pd.DataFrame, indicator: str, period: str, group: str = "arrangement=R") -> pd.Series:
    return pick(table, area="all", period=period, group=group, indicator=indicator)


# ------------------------------------------------------------------------------------------------- F8, N4: the year


def test_f8_n4_the_monthly_page_of_a_budget(tmp_path):
    """Budget 1,200,000; 450,000 booked through April: an even line of 400,000, a forecast of 1,350,000, over by 150,000
    (12.5 %)."""
    study = study_of(budget=budget_of(1_200_000), spending=booked(*FOUR_MONTHS))
    table = gm.arrangement_rows(study)
    assert of(table, "booked_so_far", "2025-04").value == 450_000
    assert of(table, "straight_line", "2025-04").value == 400_000
    assert of(table, "year_end", "2025-04").value == pytest.approx(1_350_000)
    assert of(table, "over_budget", "2025").value == pytest.approx(150_000)
    assert of(table, "over_budget_share", "2025").value == pytest.approx(12.5)
    assert of(table, "month_to_come", "2025-04").value == 93_750  # 750,000 ÷ 8
    words = words_of(page_of(study, tmp_path), "to_decide")
    assert "Tot en met april 2025 is € 450.000 geboekt van € 1.200.000 (38%)." in words
    assert "Gelijk verdeeld over het jaar zou dat € 400.000 zijn." in words
    assert "dan is eind 2025 € 1.350.000 uitgegeven: € 150.000 meer dan het budget (12,5%)" in words
    assert "Let op: het budget is waarschijnlijk niet genoeg" in words
    assert "er nog € 93.750 per maand; tot nu toe kostte een maand € 112.500" in words


def test_a_budget_of_which_a_part_comes_once(tmp_path):
    """30,000 in January, of which 20,000 once; 10,000 in February: 40,000 + 10 x 10,000 = 140,000, and 240,000 if it
    were repeated (40,000 ÷ 2 x 12)."""
    spending = pd.concat([booked(10_000, 10_000), booked(20_000, one_off=True)])
    study = study_of(budget=budget_of(200_000), spending=spending)
    table = gm.arrangement_rows(study)
    assert of(table, "year_end", "2025").value == pytest.approx(140_000)
    assert of(table, "year_end_one_offs_again", "2025").value == pytest.approx(240_000)
    assert of(table, "booked_once", "2025").value == 20_000
    page = page_of(study, tmp_path, language="en")
    assert "Of this €20,000 came once; it is not expected again." in words_of(page, "through_the_year")
    words = words_of(page, "to_decide")
    assert "€60,000 less than the budget" in words
    assert "All months are alike, such as advances: they do not say how sure the year is." in words


def test_a_year_that_is_over_tells_what_was_left(tmp_path):
    study = study_of(budget=budget_of(120_000, 120_000), spending=booked(*[9_500.0] * 12))
    words = words_of(page_of(study, tmp_path, language="en"), "to_decide")
    assert "Of the budget of 2025 €6,000 was left (5.0%)." in words
    assert of(gm.arrangement_rows(study), "year_end", "2026").status == "no data"


def test_one_month_has_no_range(tmp_path):
    study = study_of(budget=budget_of(120_000), spending=booked(10_000))
    row = of(gm.arrangement_rows(study), "year_end", "2025")
    assert (row.value, row.note) == (120_000, "fewer than two months are booked")
    words = words_of(page_of(study, tmp_path, language="en"), "to_decide")
    assert "With so few months it cannot be said how sure that is." in words


@settings(max_examples=8, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Wmo", "Zvw", "Wlz"]),
            st.sampled_from(["municipality", "insurer"]),
            st.sampled_from(["individual", "collective", None]),
            st.integers(1, 12),
            st.integers(-10_000, 100_000),
        ),
        min_size=1,
        max_size=30,
    )
)
def test_f15_parts_sum_to_the_whole_to_the_cent(bookings):
    lines = [("R", DAY(2025, m, 3), law, payer, form, cents / 100) for law, payer, form, m, cents in bookings]
    spending = rows("arrangement date law payer form amount_eur", *lines)
    table = gm.arrangement_rows(study_of(spending=spending))
    whole = of(table, "booked", "2025").value
    assert whole == pytest.approx(sum(cents for *_, cents in bookings) / 100, abs=0.005)
    groups = table[(table["indicator"] == "booked") & (table["period"] == "2025")]
    for trait in ("law=", "payer="):
        one = groups["group"].str.contains(trait) & (groups["group"].str.count("=") == 2)
        assert groups.loc[one, "value"].sum() == pytest.approx(whole, abs=0.02)
    months = table[
        (table["indicator"] == "booked") & table["period"].str.contains("-") & (table["group"] == "arrangement=R")
    ]
    assert months["value"].sum() == pytest.approx(whole, abs=0.06)


def test_f15_a_booking_without_a_law_is_refused(tmp_path):
    (tmp_path / "areas.csv").write_text("area,name\nA,Noord\n", encoding="utf-8")
    (tmp_path / "arrangements.csv").write_text("arrangement,kind\nR,wijkbudget\n", encoding="utf-8")
    (tmp_path / "spending.csv").write_text(
        "arrangement,date,law,payer,amount_eur\nR,2025-01-03,,gemeente,10\n", encoding="utf-8"
    )
    findings = gm.check_study(tmp_path, "nl")
    (error,) = findings[findings["severity"] == "error"].to_dict("records")
    assert (error["file"], error["row"], error["column"]) == ("spending.csv", 2, "law")


# ------------------------------------------------------------------------------------------ F7, N3: over the years


@pytest.mark.parametrize(
    ("given_terms", "gap", "cumulative", "shift"),
    [
        ({"growth": 0.03, "collective_cost": 0.4}, 251_018, 618_272, 18.6),
        ({"growth": 0.03, "collective_cost": 0.4, "growth_from_year": 1}, 318_548, 936_820, 22.9),
        ({"growth": 0.02, "collective_cost": 0.4}, 164_864, 408_080, 12.7),
        ({"growth": 0.04, "collective_cost": 0.4}, 339_717, 832_645, 24.2),
        ({"growth": 0.03, "collective_cost": 0.4, "indexation": 0.03}, 0, 0, 0.0),
    ],
)
def test_f7_n3_a_fixed_budget_of_five_years(given_terms, gap, cumulative, shift):
    """2 % and 4 %: 2,000,000 x (1.02⁴ - 1) = 164,864 and 339,717; shifts 164,864 ÷ (0.6 x 2,164,864) and 24.2 %."""
    study = study_of(budget=budget_of(*[2e6] * 5), agreements=terms(**given_terms))
    table = gm.arrangement_rows(study)
    assert of(table, "budget_gap", "2029").value == pytest.approx(gap, abs=0.5)
    assert of(table, "cumulative_gap", "2029").value == pytest.approx(cumulative, abs=0.5)
    assert of(table, "share_to_shift", "2029").value == pytest.approx(shift, abs=0.05)


def test_f7_the_sentences_of_the_page(tmp_path):
    study = study_of(budget=budget_of(*[2e6] * 5), agreements=terms(growth=(0.03, 0.02, 0.04), collective_cost=0.4))
    words = words_of(page_of(study, tmp_path), "over_the_years")
    assert "In 2029 is de vraag € 2.251.018: € 251.018 meer dan het budget." in words
    assert "Over 5 jaar samen is € 618.272 tekort." in words
    assert "moet 18,6% van de hulp collectief in plaats van individueel" in words


def test_a_range_of_growth_becomes_a_range_of_the_gap():
    """From 2 to 4 % the cumulative gap lies from 408,080 to 832,645; 95 of 100 draws lie inside, nearly as wide."""
    study = study_of(budget=budget_of(*[2e6] * 5), agreements=terms(growth=(0.03, 0.02, 0.04)))
    row = of(gm.arrangement_rows(study), "cumulative_gap", "2029")
    assert 408_080 < row.lower < 480_000 < row.value < 760_000 < row.upper < 832_645
    assert of(gm.arrangement_rows(study), "share_to_shift", "2029").note == "table agreements has no collective_cost"


@settings(max_examples=6, deadline=None)
@given(st.floats(0, 0.2), st.floats(0, 0.2), st.floats(1e3, 1e8))
def test_more_growth_never_lowers_the_gap(growth, more, budget):
    gaps = [
        of(
            gm.arrangement_rows(study_of(budget=budget_of(*[budget] * 3), agreements=terms(growth=g))),
            "budget_gap",
            "2027",
        )
        for g in (growth, growth + more)
    ]
    assert gaps[1].value >= gaps[0].value - 1e-6 * budget


def test_without_growth_it_is_said_that_there_is_no_projection(tmp_path):
    study = study_of(budget=budget_of(1e6, 1e6))
    assert of(gm.arrangement_rows(study), "budget_gap", "2025").note == "table agreements has no growth"
    assert "Niet beschikbaar: tabel afspraken geeft geen groei" in words_of(page_of(study, tmp_path), "over_the_years")


# ------------------------------------------------------------------------------------------ F10: who has room


def rooms(*spent: float) -> dict[str, pd.DataFrame]:
    organisations = rows(
        "arrangement organisation year amount_eur helps_with",
        ("R", "A", 2025, 10_000.0, "dagbesteding"),
        ("R", "B", 2025, 5_000.0, "dagbesteding"),
        ("R", "C", 2025, 3_000.0, "logeren"),
    )
    lines = [
        ("R", DAY("2025-02-01"), "Wmo", "municipality", amount, name) for name, amount in zip("ABC", spent, strict=True)
    ]
    return {
        "organisations": organisations,
        "spending": rows("arrangement date law payer amount_eur organisation", *lines),
    }


def test_f10_who_can_deliver_from_its_own_room(tmp_path):
    """Rooms 10,000, 5,000 and 0 (3,000 spent); 6,000 is needed: A and B can, only A has room; only C can: managers."""
    study = study_of(**rooms(0.0, 0.0, 3_000.0))
    table = gm.arrangement_rows(study)
    left = [of(table, "room_left", "2025", f"arrangement=R;organisation={name}").value for name in "ABC"]
    assert left == [10_000, 5_000, 0]
    proposed, consult = gm.delivering(study, "R", "Dagbesteding", 6_000)
    assert proposed.set_index("organisation")["rule"].to_dict() == {"A": "may deliver", "B": "no room", "C": "cannot"}
    assert not consult
    assert gm.delivering(study, "R", "logeren", 6_000)[1]
    words = words_of(page_of(study, tmp_path), "room_left")
    assert "overleg managers/bestuurders" in words
    assert "Geen ruimte meer: C." in words_of(page_of(study, tmp_path), "to_decide")


@pytest.mark.parametrize(("spent", "kind", "amount", "rule"), [
    ((5_000.0, 0.0, 0.0), "dagbesteding", 5_000, ["may deliver", "may deliver", "cannot"]),
    ((9_000.0, 5_000.0, 0.0), "dagbesteding", 2_000, ["cannot", "no room", "no room"]),
    ((0.0, 0.0, 0.0), "logeren", 3_000, ["cannot", "cannot", "may deliver"]),
])  # fmt: skip
def test_f10_other_rooms(spent, kind, amount, rule):
    table, consult = gm.delivering(study_of(**rooms(*spent)), "R", kind, amount)
    assert table["rule"].tolist() == rule
    assert consult == ("may deliver" not in rule)


def test_a_kind_of_help_that_nobody_gives_is_an_error_with_those_that_are():
    with pytest.raises(GezondmenuError, match=r"'vervoer'.*dagbesteding, logeren"):
        gm.delivering(study_of(**rooms(0.0, 0.0, 0.0)), "R", "vervoer", 1)
    with pytest.raises(GezondmenuError, match="no organisation of arrangement 'X'"):
        gm.delivering(study_of(**rooms(0.0, 0.0, 0.0)), "X", "vervoer", 1)


# ------------------------------------------------------------------------------ F3, F4, F9: conditions, roles, outcomes


def with_roles(**roles: object) -> pd.DataFrame:
    return pd.DataFrame([{"arrangement": "R", "kind": "supporter", "name": "Buurtondersteuner", **roles}])


def test_f3_f4_roles_and_conditions(tmp_path):
    study = study_of(
        arrangements=with_roles(commissioner="Bewoners van Noord", daily_steering=False, payer="municipality")
    )
    words = words_of(page_of(study, tmp_path), "roles")
    assert "Opdrachtgever Bewoners van Noord" in words
    assert "Werkgever niet bekend" in words
    assert "Betaler de gemeente" in words
    assert "Voorwaarde ontbreekt: niemand stuurt dagelijks aan." in words
    area = words_of(page_of(study, tmp_path, arrangement=""), "arrangements")
    assert "Opdrachtgever: Bewoners van Noord. Betaler: de gemeente. Werkgever: niet bekend." in area


def test_an_area_without_an_arrangement_says_so(tmp_path):
    study = study_of(arrangement_areas=rows("arrangement area"))
    words = words_of(page_of(study, tmp_path, arrangement=""), "arrangements")
    assert "Niet beschikbaar: de studie noemt geen regeling voor dit gebied." in words


def test_f9_a_volume_never_stands_without_its_outcome(tmp_path):
    """A hundred steps of as many persons, seventy reached: that stands beside each form of help."""
    goals = pd.DataFrame({"goal": [f"g{n}" for n in range(100)], "area": "A", "date": DAY("2025-02-03")})
    goals = goals.assign(reached=[n < 70 for n in range(100)], person=[f"p{n}" for n in range(100)])
    spending = pd.concat([booked(5_000, form="individual"), booked(3_000, form="collective")])
    people = pd.DataFrame({"person": goals["person"], "area": "A"})
    study = study_of(arrangements=with_roles(outcomes="steps_reached"), spending=spending, goals=goals, people=people)
    words = words_of(page_of(study, tmp_path), "what_it_brings")
    assert words.count("€ 8.000") == words.count("€ 5.000") == words.count("€ 3.000") == 1
    assert "Individuele hulp € 5.000" in " ".join(words.split())
    assert "Collectieve hulp € 3.000" in " ".join(words.split())
    assert "Alleen" not in words
    assert words.count("70%") == 4  # and once with its interval and the year before
    without = study_of(spending=spending)
    assert words_of(page_of(without, tmp_path), "what_it_brings").count("Uitkomst niet gemeten") == 3
    assert "Wat de hulp oplevert is niet gemeten." in words_of(page_of(without, tmp_path), "to_decide")


@pytest.mark.parametrize(
    ("level", "dutch", "english"),
    [
        ("individual", "Individuele hulp", "Individual help"),
        ("collective", "Collectieve hulp", "Collective help"),
        ("general", "Voor iedereen", "For everybody"),
    ],
)
def test_a_form_on_which_money_is_spent_is_called_help(level, dutch, english):
    assert (part_name("form", level, "nl"), part_name("form", level, "en")) == (dutch, english)


def test_f9_a_page_that_leaves_an_outcome_out_is_refused():
    pair = '<ul class="volumes"><li><div class="volume">1</div><div class="outcome">2</div></li></ul>'
    page = '<html lang="en"><head><title>T</title></head><body><main><h1>T</h1>{}</main></body></html>'
    check_page(page.format(pair))
    with pytest.raises(GezondmenuError, match="no volume stands without its outcome"):
        check_page(page.format(pair.replace('<div class="outcome">2</div>', "")))


def test_an_arrangement_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(GezondmenuError, match="'X' is not in this table; it has R"):
        page_of(study_of(budget=budget_of(1.0)), tmp_path, arrangement="X")


@pytest.mark.parametrize(("notebook", "there", "told"), [
    ("area_report", True, True),
    ("area_report", False, False),
    ("budget_report", True, False),
])  # fmt: skip
def test_a_report_of_areas_tells_how_pages_of_arrangements_are_made(monkeypatch, tmp_path, notebook, there, told):
    summary = pd.DataFrame({"area": ["A"], "name": ["Noord"], "page": ["A.html"], "status": ["made"], "reason": [""]})
    summary.attrs = {"findings": pd.DataFrame(), "arrangements": there}
    monkeypatch.setattr("gezondmenu.report.publish.run.render", lambda *_: summary)
    out = tmp_path / "reports"
    run = CliRunner().invoke(main, ["report", "mijn", "--out", str(out), "--notebook", notebook, "--language", "nl"])
    assert run.exit_code == 0, run.output
    last = f"Voor pagina's van de regelingen: gezondmenu report mijn --notebook budget_report --out {out}_budget"
    assert (run.output.splitlines()[-1] == last) is told


def test_a_cost_names_its_arrangement_as_every_other_table_does():
    column = tables()["costs"].columns["arrangement"]
    assert column_title(column, "nl") == "regeling"
    headers = column_names("costs")
    assert headers["regeling"] == headers["arrangement"] == "arrangement"
