"""Budgets as people keep them: a last month that is not complete, advances, a start in July, names that differ."""

from __future__ import annotations

import pandas as pd
import pytest

import gezondmenu as gm
from tests.arrangement_pages import DAY, booked, budget_of, page_of, study_of, words_of
from tests.conftest import pick, rows

FOUR_MONTHS = (100_000, 110_000, 120_000, 120_000)


def arrangement(**columns: object) -> pd.DataFrame:
    return pd.DataFrame([{"arrangement": "R", "kind": "neighbourhood budget", "name": "Wijkbudget", **columns}])


def of(table: pd.DataFrame, indicator: str, period: str) -> pd.Series:
    return pick(table, area="all", period=period, group="arrangement=R", indicator=indicator)


def findings_of(folder, **texts: str) -> pd.DataFrame:
    (folder / "areas.csv").write_text("area,name\nA,Noord\n", encoding="utf-8")
    (folder / "arrangements.csv").write_text("arrangement,kind,commissioner\nR,other,Stad\n", encoding="utf-8")
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return gm.check_study(folder, "en")


# ------------------------------------------------------------------------------------------- up to when it was booked


def test_one_booking_of_a_new_month_does_not_change_the_forecast_where_the_user_says_until_when():
    """450,000 in four months: 1,350,000 at the end. A booking of € 1,000 on 2 May is of a month that is not over."""
    spending = pd.concat([booked(*FOUR_MONTHS), booked(1_000).assign(date=DAY("2025-05-02"))])
    until = study_of(
        arrangements=arrangement(booked_until=DAY("2025-04-30")), budget=budget_of(1_200_000), spending=spending
    )
    table = gm.arrangement_rows(until)
    assert of(table, "year_end", "2025-04").value == pytest.approx(1_350_000)
    assert of(table, "over_budget", "2025").value == pytest.approx(150_000)
    assert "2025-05" not in set(table.loc[table["indicator"] == "year_end", "period"])


@pytest.mark.parametrize(
    ("last", "is_found"),
    [
        ("2025-05-02;1000", True),  # little beside months of € 100,000 and more
        ("2025-12-01;110000", True),  # after months without any booking
        ("2025-05-31;90000", False),
    ],
)
def test_a_last_month_that_looks_incomplete_is_a_warning(last, is_found, tmp_path):
    head = "regeling;datum;wet;betaler;bedrag\n"
    lines = [f"R;2025-{month:02d}-28;Wmo;gemeente;{amount}\n" for month, amount in enumerate(FOUR_MONTHS, start=1)]
    date, amount = last.split(";")
    findings = findings_of(tmp_path, spending=head + "".join(lines) + f"R;{date};Wmo;gemeente;{amount}\n")
    own = findings[findings["code"] == "last_month_little"]
    assert len(own) == is_found
    if is_found:
        assert own.iloc[0][["file", "row", "severity"]].tolist() == ["spending.csv", 6, "warning"]
        assert "booked_until" in own.iloc[0]["what_to_do"]


def test_the_even_line_begins_at_the_start_of_the_arrangement():
    """From July on, € 1.2 million is for six months: four of them are € 800,000."""
    spending = booked(*[0] * 6, *FOUR_MONTHS).query("amount_eur > 0")
    study = study_of(arrangements=arrangement(start=DAY("2025-07-01")), budget=budget_of(1_200_000), spending=spending)
    table = gm.arrangement_rows(study)
    assert of(table, "straight_line", "2025-10").value == pytest.approx(800_000)
    assert of(table, "year_end", "2025-10").value == pytest.approx(450_000 + 2 * 112_500)


# --------------------------------------------------------------------------------------------------- how sure it is


def test_equal_advances_do_not_say_how_sure_the_year_is(tmp_path):
    """Four times € 112,500 is 1,350,000 at the end, without a range, and without a chance of 100%."""
    study = study_of(budget=budget_of(1_200_000), spending=booked(*[112_500.0] * 4))
    table = gm.arrangement_rows(study)
    end = of(table, "year_end", "2025-04")
    assert (end.value, str(end.lower), str(end.upper)) == (pytest.approx(1_350_000), "nan", "nan")
    assert "all months are alike" in end.note
    assert "overspending_chance" not in set(table["indicator"])
    words = words_of(page_of(study, tmp_path, language="en"), "to_decide")
    assert "such as advances" in words
    assert "100%" not in words


def test_a_virtual_budget_has_no_result_before_the_year_is_over(tmp_path):
    budget = rows(
        "arrangement year law payer amount_eur",
        ("R", 2025, "Wmo", "municipality", 4e6),
        ("R", 2025, "Zvw", "insurer", 16e6),
    )
    spending = rows("arrangement date law payer amount_eur", ("R", DAY("2025-04-30"), "Zvw", "insurer", 6.5e6))
    study = study_of(arrangements=arrangement(kind="virtual budget"), budget=budget, spending=spending)
    result = of(gm.arrangement_rows(study), "result", "2025")
    assert (result.status, result.note) == ("no data", "the year is not over: bookings are in up to 2025-04")
    words = words_of(page_of(study, tmp_path, language="en"), "shared_account")
    assert "There is no result of 2025 yet: the year is not over" in words
    assert "is left" not in words


# ------------------------------------------------------------------------------------------------- over the years


TERMS = rows("arrangement term value reason", ("R", "growth", 0.03, "x"), ("R", "collective_cost", 0.4, "x"))


def test_each_year_has_the_budget_that_was_given_for_it():
    """1.2 million, then 1.4: need in the second year is 1.236, so that 164,000 is left."""
    study = study_of(budget=budget_of(1_200_000, 1_400_000, 1_400_000), agreements=TERMS)
    table = gm.arrangement_rows(study)
    gaps = [of(table, "budget_gap", year).value for year in ("2025", "2026", "2027")]
    assert gaps == pytest.approx([0, 1.236e6 - 1.4e6, 1.27308e6 - 1.4e6])
    assert of(table, "cumulative_gap", "2027").value == pytest.approx(sum(gaps))


def test_a_year_after_the_last_budget_has_that_of_the_year_before_with_its_indexation():
    terms = pd.concat([TERMS, rows("arrangement term value reason", ("R", "indexation", 0.02, "x"))])
    study = study_of(arrangements=arrangement(years=3), budget=budget_of(1_200_000, 1_400_000), agreements=terms)
    assert of(gm.arrangement_rows(study), "budget_indexed", "2027").value == pytest.approx(1_428_000)


def test_what_must_be_decided_names_the_gap_of_the_last_year_in_the_first(tmp_path):
    """Over five years 18.6% must move: 0.12551 of the need is lacking, and a moved unit saves 60%."""
    study = study_of(budget=budget_of(*[2e6] * 5), spending=booked(150e3, 160e3, 170e3), agreements=TERMS)
    words = words_of(page_of(study, tmp_path, language="en"), "to_decide")
    assert "in 2029 18.6% of the help must be collective" in words


@pytest.mark.parametrize(
    ("line", "code", "severity"),
    [
        ("R,growth,3,,,x", "term_in_percent", "error"),
        ("R,growth,0.3,,,x", "term_very_large", "warning"),
        ("R,growth,0.05,0.01,0.03,x", "term_outside_range", "error"),
        ("R,growth,0.03,0.02,0.04,x", "", ""),
    ],
)
def test_a_growth_that_cannot_be_meant_is_found(line, code, severity, tmp_path):
    findings = findings_of(tmp_path, agreements=f"arrangement,term,value,low,high,reason\n{line}\n")
    own = findings[findings["file"] == "agreements.csv"]
    assert own[["code", "severity"]].to_numpy().tolist() == ([[code, severity]] if code else [])


def test_a_name_that_no_room_has_is_a_warning_with_the_nearest(tmp_path):
    spending = "arrangement,date,law,payer,amount_eur,organisation\nR,2025-01-31,Wmo,municipality,10,Stichting Cee\n"
    rooms = "arrangement,organisation,year,room_eur\nR,Stichting Ceel,2025,100\n"
    findings = findings_of(tmp_path, spending=spending, organisations=rooms)
    (own,) = findings[findings["code"] == "organisation_without_room"].to_dict("records")
    assert (own["value"], own["column"]) == ("Stichting Cee", "organisation")
    assert "Stichting Ceel" in own["what_to_do"]
