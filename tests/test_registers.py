"""Registers, regions and comparisons (rows B4, F6, F13, F20, F21, F23-F26, G7, N5, O6, O12, P3, P4, W1); made up."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

import gezondmenu as gm
from gezondmenu.effects import estimate
from gezondmenu.language import WORD_JOINER
from gezondmenu.study.model import make_study
from tests.arrangement_pages import DAY, booked, page_of, study_of, words_of
from tests.conftest import pick, rows

# ---------------------------------------------------------------------------------------------------------- F13


def followed(*lines: tuple, residents: int = 10_000) -> gm.Study:
    monitored = rows("area year measure number out_of counts goal", *[("A", *line) for line in lines])
    return make_study({"areas": rows("area name population", ("A", "Noord", residents)), "monitored": monitored})


def test_f13_208_after_212_is_no_rise_seen(tmp_path):
    """208 ÷ 212 = 0.981; exp(±1.96 √(1/208 + 1/212)) gives 0.81-1.19."""
    study = followed(
        (2017, "Persoonsgebonden budgetten", 212, None, None, "not higher"),
        (2018, "Persoonsgebonden budgetten", 208, None, None, "not higher"),
    )
    table = estimate(study, ["monitored"])
    ratio = table[(table["variant"] == "ratio to 2017") & (table["indicator"] == "monitored_rate")].iloc[0]
    assert [f"{x:.2f}" for x in (ratio.value, ratio.lower, ratio.upper)] == ["0.98", "0.81", "1.19"]
    # the page shows what is released: 210 and 210, and the ratio that follows from those
    words = words_of(page_of(study, tmp_path, arrangement=""), "arrangements")
    assert "Persoonsgebonden budgetten: 210 in 2018, 210 in 2017; geen stijging gezien (ratio 1,00)" in words


@pytest.mark.parametrize(("before", "now", "goal", "words"), [
    (400, 300, "not higher", "een daling (ratio 0,75, 0,65–0,87)"),
    (300, 400, "not higher", "een stijging (ratio 1,33, 1,15–1,55)"),
    (200, 210, "not higher", "geen duidelijk verschil (ratio 1,05, 0,87–1,27)"),
    (100, 105, "not lower", "geen daling gezien (ratio 1,05); tot 20% daling niet uitgesloten (0,80–1,38)"),
])  # fmt: skip
def test_f13_other_numbers(before, now, goal, words, tmp_path):
    """Log method: 300 ÷ 400 x exp(±1.96 √(1/300 + 1/400)) = 0.646-0.871; the others likewise."""
    study = followed((2024, "Bezwaren", before, None, None, goal), (2025, "Bezwaren", now, None, None, goal))
    assert words in words_of(page_of(study, tmp_path, arrangement=""), "arrangements")


def test_f13_a_share_out_of_those_who_answered():
    study = followed((2018, "Tevreden", 150, 200, None, "higher"))
    share = pick(
        estimate(study, ["monitored"]), area="A", period="2018", indicator="monitored_share", group="measure=Tevreden"
    )
    assert (share.value, share.denominator) == (75.0, 200)
    assert share.lower < 75 < share.upper


def test_few_persons_are_hidden_and_items_are_not():
    study = followed((2025, "Beroepen", 7, None, "persons", None), (2025, "Afspraken", 3, None, "items", None))
    released = gm.release(estimate(study, ["monitored"]))
    by = released.set_index("indicator")
    assert by.loc["monitored_number", "status"] == "suppressed"
    assert (by.loc["monitored_items", "value"], by.loc["monitored_items", "status"]) == (3, "ok")


def test_o6_o12_counts_per_year_are_a_simple_register():
    lines = [
        (year, "Domeinoverstijgende afspraken", number, None, "items", "higher")
        for year, number in ((2024, 2), (2025, 5))
    ]
    table = estimate(followed(*lines, (2025, "Kennispartners", 4, None, "items", None)), ["monitored"])
    items = table[table["indicator"] == "monitored_items"].set_index(["group", "period"])["value"]
    assert items.to_dict() == {
        ("measure=Domeinoverstijgende afspraken", "2024"): 2,
        ("measure=Domeinoverstijgende afspraken", "2025"): 5,
        ("measure=Kennispartners", "2025"): 4,
    }


# ---------------------------------------------------------------------------------------------------------- F26


def test_f26_one_small_cell_hides_all_of_its_table():
    overlaps = rows(
        "area year laws households",
        ("A", 2025, "Wmo+Jeugdwet", 40),
        ("A", 2025, "Jeugdwet + Wmo + Wlz", 4),
        ("A", 2025, "Wmo", 120),
        ("A", 2024, "Wmo", 110),
    )
    study = make_study({"areas": rows("area name", ("A", "Noord")), "overlaps": overlaps})
    table = gm.release(estimate(study, ["overlap"])).set_index(["period", "group"])
    assert table.loc["2025", "status"].tolist() == ["suppressed"] * 3
    assert table.loc[("2024", "laws=Wmo"), "value"] == 110
    assert "laws=Jeugdwet + Wlz + Wmo" in table.loc["2025"].index


# -------------------------------------------------------------------------------------------------- P3, P4, N5, F24


def region(*residents: int) -> gm.Study:
    areas = [
        ("R", "Leerregio", None, "region", np.nan),
        *[(f"G{n}", f"Gemeente {n}", "R", "gemeente", count) for n, count in enumerate(residents)],
    ]
    return make_study({"areas": rows("area name parent level population", *areas)})


@pytest.mark.parametrize(("residents", "words"), [
    ((36_000, 16_000, 65_000), "117.000 inwoners: 17% boven het richtgetal van 100.000."),
    ((50_000, 50_000), "100.000 inwoners: 0% boven het richtgetal van 100.000."),
    ((40_000, 20_000), "60.000 inwoners: 40% onder het richtgetal van 100.000. Let op: dat is meer dan een kwart"),
    ((100_000, 26_000), "126.000 inwoners: 26% boven het richtgetal van 100.000. Let op: dat is meer dan een kwart"),
])  # fmt: skip
def test_p4_n5_a_learning_region_beside_100_000(residents, words, tmp_path):
    page = page_of(region(*residents), tmp_path, arrangement="", area="R", region="R")
    text = words_of(page, "areas_side_by_side")
    assert words in text
    assert ("Let op" in text.split("Hoe is dit geteld")[0]) == ("Let op" in words)


def test_p3_residents_and_visits_of_a_set_are_sums_and_persons_need_not_be():
    """Three buurten of 300, 400 and 500; p0 came to activities in two of them and counts once in the whole."""
    areas = rows(
        "area name parent population",
        ("W", "Wijk", None, np.nan),
        *[(a, a, "W", n) for a, n in zip("ABC", (300, 400, 500), strict=True)],
    )
    activities = rows("activity area name", *[(a, a, "Wandelen") for a in "ABC"])
    attendance = rows(
        "activity date person",
        *[(a, DAY("2025-02-03"), p) for a, p in (("A", "p0"), ("B", "p0"), ("B", "p1"), ("C", "p2"))],
    )
    table = estimate(
        make_study({"areas": areas, "activities": activities, "attendance": attendance}),
        ["visits", "participants", "residents"],
    )
    visits = {area: pick(table, area=area, period="2025", indicator="visits").value for area in "ABCW"}
    persons = {area: pick(table, area=area, period="2025", indicator="participants").value for area in "ABCW"}
    assert visits["W"] == visits["A"] + visits["B"] + visits["C"] == 4
    assert persons["W"] == 3 < persons["A"] + persons["B"] + persons["C"] == 4
    assert pick(table, area="W", period="all", indicator="residents").value == 1_200


# ------------------------------------------------------------------------------------------------------ F25, B4


def test_f25_the_register_of_initiatives_with_sums_and_a_file(tmp_path):
    """Five realised of 10,000 and three promising of 4,000: eight rows, 50,000 and 12,000."""
    lines = [
        (f"Initiatief {n}", "realised" if n < 5 else "promising", "A", "Wmo", 10_000.0 if n < 5 else 4_000.0)
        for n in range(8)
    ]
    study = study_of(initiatives=rows("initiative status area law amount_eur", *lines))
    page = page_of(study, tmp_path, arrangement="", region="all", area="A")
    html = BeautifulSoup(gm.report.blocks.initiatives(page).html, "html.parser")
    assert len(html.select("tbody tr")) == 8
    text = html.get_text(" ").replace("\xa0", " ").replace(WORD_JOINER, "")
    assert "Gerealiseerd: 5 initiatieven, samen € 50.000." in text
    assert "Kansrijk: 3 initiatieven, samen € 12.000." in text
    assert "niet bekend" in text
    kept = pd.read_csv(tmp_path / "published_initiatives.csv", dtype=str, keep_default_na=False)
    assert len(kept) == 8
    assert kept.loc[0, ["initiative", "amount_eur", "payer"]].tolist() == ["Initiatief 0", "10000", ""]


def test_f25_a_status_is_mandatory(tmp_path):
    (tmp_path / "areas.csv").write_text("area,name\nA,Noord\n", encoding="utf-8")
    (tmp_path / "initiatives.csv").write_text("initiative,status\nTuin,\n", encoding="utf-8")
    findings = gm.check_study(tmp_path, "nl")
    assert "status" in set(findings.loc[findings["severity"] == "error", "column"])


def test_b4_three_alliances_on_eight_fields_with_not_known(tmp_path):
    alliances = pd.DataFrame(
        {
            "alliance": ["Samen Noord", "Gezonde Wijk", "Vitaal"],
            "area": ["A", None, "A"],
            "start": [DAY("2024-01-01"), None, None],
            "partners": ["welzijn, huisartsen", "school", None],
            "residents_take_part": pd.array([True, False, None], "boolean"),
            "amount_eur": [25_000.0, None, None],
        }
    )
    page = page_of(study_of(alliances=alliances), tmp_path, arrangement="", region="all", area="A")
    html = BeautifulSoup(gm.report.blocks.alliances(page).html, "html.parser")
    lines = {
        tr.th.get_text(): [td.get_text().replace("\xa0", " ").replace(WORD_JOINER, "") for td in tr.select("td")]
        for tr in html.select("tbody tr")
    }
    assert len(lines) == 8
    assert {len(cells) for cells in lines.values()} == {3}
    assert lines["Geld dat klaarligt"] == ["€ 25.000", "niet bekend", "niet bekend"]
    assert lines["Bewoners beslissen mee"] == ["ja", "nee", "niet bekend"]
    assert lines["Wie coördineert"] == ["niet bekend"] * 3


# ---------------------------------------------------------------------------------------------- F6, F20, F21, F23, G7


@pytest.mark.parametrize(
    ("members", "premium", "spent", "income", "share"),
    [(300, 60.0, 16_200, 18_000, 90.0), (100, 120.0, 15_000, 12_000, 125.0), (50, 0.5, 0, 25, 0.0)],
)
def test_f6_a_policy_of_members(members, premium, spent, income, share):
    study = study_of(
        members=rows("arrangement year members premium_eur", ("R", 2025, members, premium)), spending=booked(spent)
    )
    table = gm.arrangement_rows(study)
    where = {"area": "all", "period": "2025", "group": "arrangement=R"}
    assert pick(table, **where, indicator="premium_income").value == income
    assert pick(table, **where, indicator="spent_of_premiums").value == pytest.approx(share)


def test_f6_premiums_of_a_few_members_are_not_told():
    study = study_of(members=rows("arrangement year members premium_eur", ("R", 2025, 9, 60.0)))
    assert gm.arrangement_rows(study).empty


def care_costs(*lines: tuple[str, str, float, float]) -> gm.Study:
    table = rows("area age_band persons cost_eur", *lines).assign(year=2024, law="Zvw")
    areas = rows("area name", *[(area, area) for area in dict.fromkeys(line[0] for line in lines)])
    return make_study({"areas": areas, "care_costs": table})


def test_f20_same_cost_by_age_and_another_mix_of_ages():
    """Young cost 1,000 and old 5,000 in both: A has 80 and 20, B has 20 and 80. Crude 1,800 and 4,200; standardised to
    half and half 3,000 in both; and both ratios are 1."""
    study = care_costs(
        ("A", "0-64", 80, 80_000), ("A", "65+", 20, 100_000), ("B", "0-64", 20, 20_000), ("B", "65+", 80, 400_000)
    )
    table = gm.arrangement_rows(study)
    by = {(r.area, r.indicator): r.value for r in table.itertuples()}
    assert [by[area, "care_cost_per_head"] for area in "AB"] == [1_800, 4_200]
    assert [by[area, "care_cost_standardised"] for area in "AB"] == [3_000, 3_000]
    assert [by[area, "care_cost_ratio"] for area in "AB"] == [1, 1]


def test_f20_twice_the_cost_is_a_ratio_above_one_and_an_empty_group_gives_no_standardised_cost():
    """B costs twice A at each age, with 50 and 50 in both: 3,000 and 6,000; expected 4,500: ratios 2/3 and 4/3. C has
    no old people."""
    lines = [
        ("A", "0-64", 50, 50_000),
        ("A", "65+", 50, 250_000),
        ("B", "0-64", 50, 100_000),
        ("B", "65+", 50, 500_000),
    ]
    by = {(r.area, r.indicator): r.value for r in gm.arrangement_rows(care_costs(*lines)).itertuples()}
    assert [by[area, "care_cost_ratio"] for area in "AB"] == [pytest.approx(2 / 3), pytest.approx(4 / 3)]
    young = gm.arrangement_rows(care_costs(*lines, ("C", "0-64", 30, 30_000)))
    assert set(young.loc[young["area"] == "C", "indicator"]) == {"care_cost_per_head", "care_cost_ratio"}


def test_f21_an_integral_budget_is_told_by_law_and_sums_to_the_cent():
    lines = [
        ("R", 2025, law, "municipality", amount) for law, amount in (("Wmo", 100.10), ("Wlz", 200.20), ("Zvw", 0.33))
    ]
    study = study_of(
        arrangements=rows("arrangement kind", ("R", "integral personal budget")),
        budget=rows("arrangement year law payer amount_eur", *lines),
    )
    table = gm.arrangement_rows(study)
    by_law = table[(table["indicator"] == "budgeted") & table["group"].str.fullmatch("arrangement=R;law=\\w+")]
    assert round(by_law["value"].sum(), 2) == 300.63
    assert pick(table, area="all", period="2025", group="arrangement=R", indicator="budgeted").value == 300.63


@pytest.mark.parametrize(("local", "elsewhere", "share"), [(6_000, 4_000, 60.0), (0, 500, 0.0), (250, 0, 100.0)])
def test_f23_what_is_spent_in_the_area_itself(local, elsewhere, share):
    spending = pd.concat([booked(local, spent_locally=True), booked(elsewhere, spent_locally=False), booked(99)])
    table = gm.arrangement_rows(study_of(spending=spending))
    where = {"area": "all", "period": "2025", "group": "arrangement=R"}
    assert pick(table, **where, indicator="local_spend").value == local
    assert pick(table, **where, indicator="local_spend_share").value == pytest.approx(share)


def test_g7_money_and_hours_in_kind_stand_apart():
    costs = rows(
        "date payer law amount_eur hours_in_kind area",
        (DAY("2025-03-01"), "municipality", "Wmo", 30_000.0, np.nan, "A"),
        (DAY("2025-03-01"), "residents", "none", np.nan, 150.0, "A"),
        (DAY("2025-06-01"), "other", "none", np.nan, 50.0, "A"),
    )
    table = estimate(make_study({"areas": rows("area name", ("A", "Noord")), "costs": costs}), ["costs", "in_kind"])
    assert pick(table, area="A", period="2025", indicator="hours_in_kind").value == 200
    assert pick(table, area="A", period="2025", indicator="hours_in_kind", group="payer=residents").value == 150
    assert pick(table, area="A", period="2025", indicator="costs").value == 30_000


# ------------------------------------------------------------------------------------------------------------- W1


def requests_of(*lines: tuple[str, int, float]) -> pd.DataFrame:
    table = rows("request day hours", *lines).assign(area="A", kind="vervoer", solved_by="open")
    return table.assign(date=DAY("2025-01-01") + pd.to_timedelta(table.pop("day"), unit="D"))


def test_w1_the_best_match_is_that_of_trying_every_way():
    """Four requests and three offers: of all ways to pair them the most pairs, and of those the shortest wait."""
    asked = requests_of(("r1", 0, 2.0), ("r2", 5, 1.0), ("r3", 9, 1.0), ("r4", 40, 1.0))
    offered = (
        requests_of(("o1", 3, 1.0), ("o2", 8, 3.0), ("o3", 12, 1.0))
        .rename(columns={"request": "offer"})
        .drop(columns="solved_by")
    )
    matched = gm.match_offers(
        make_study({"areas": rows("area name", ("A", "Noord")), "requests": asked, "offers": offered}), days=10
    )
    day = {"r1": 0, "r2": 5, "r3": 9, "r4": 40, "o1": 3, "o2": 8, "o3": 12}
    hours = {"r1": 2, "r2": 1, "r3": 1, "r4": 1, "o1": 1, "o2": 3, "o3": 1}
    best = max(
        (len(pairs), -sum(abs(day[o] - day[r]) for r, o in pairs))
        for order in itertools.permutations(["r1", "r2", "r3", "r4"], 3)
        for pairs in [
            [
                (r, o)
                for r, o in zip(order, ("o1", "o2", "o3"), strict=True)
                if hours[o] >= hours[r] and abs(day[o] - day[r]) <= 10
            ]
        ]
    )
    assert (len(matched), -matched["days"].abs().sum()) == best == (3, -13)
