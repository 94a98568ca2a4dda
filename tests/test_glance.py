"""The top of an area's page: what changed, who pays and gains, and the main indicators beside others."""

import pytest
from bs4 import BeautifulSoup

from gezondmenu.report import blocks
from gezondmenu.report.rows.readers import RESIDENTS
from gezondmenu.report.sections.register import sections, titles
from gezondmenu.report.sections.value import claims
from gezondmenu.report.words.differences import in_a_word
from tests.test_report_wording import AREAS, example_page, make_page

VISITS = {"indicator": "visits", "unit": "visits"}
BOOKED = {"indicator": "costs", "value": 48_408.67, "unit": "EUR"}
COUNTED = {"indicator": "value_costs", "value": 46_998.70, "unit": "EUR"}
WORTH = {
    "indicator": "value_benefits",
    "value": 77_200,
    "lower": 21_400,
    "upper": 163_300,
    "unit": "EUR",
    "design": "scenario",
}
YEAR = {"indicator": "value_input", "group": "chain=all;parameter=price_year", "value": 2024, "unit": "year"}


def top(page):
    return BeautifulSoup(blocks.summary(page).html, "html.parser")


def test_what_changed_and_who_pays_and_gains_stand_at_the_top_with_a_link():
    soup = top(example_page("WK990101", "en"))
    said = {line.a["href"]: line.get_text(" ", strip=True) for line in soup.select(".findings li")}
    assert list(said) == ["#change", "#worth"]
    assert "Went up: life satisfaction" in said["#change"]
    assert "pays 51% of the costs and gains 5% of the value" in said["#worth"]


@pytest.mark.parametrize("area", AREAS)
def test_every_link_leads_to_a_heading_of_the_page(area):
    links = {link["href"].removeprefix("#") for link in top(example_page(area)).select("a")}
    assert links
    assert links <= set(titles())


def test_the_table_says_more_or_less_in_words():
    table = top(example_page("WK990101", "en")).find("table")
    lines = {line.th.get_text(): [cell.get_text() for cell in line.select("td")] for line in table.select("tbody tr")}
    assert lines["Participants per 1,000 residents"] == ["49", "less", "more"]
    assert lines["Visits"] == ["4,255", "–", "about the same"]
    assert lines["It is good for my health"] == ["75%", "no clear difference", "no clear difference"]


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [(103, 100, "more"), (102, 100, "about the same"), (97, 100, "less"), (98, 100, "about the same")],
)
def test_counts_differ_from_three_in_a_hundred_on(now, then, words):
    page = make_page(VISITS | {"value": now}, VISITS | {"value": then, "period": "2024"}, language="en")
    assert in_a_word(page, "visits", "2024") == words


def test_nothing_is_said_of_what_is_hidden_or_not_there():
    hidden = VISITS | {"value": float("nan"), "status": "suppressed", "note": "hidden: fewer than 10"}
    page = make_page(hidden, VISITS | {"value": 40, "period": "2024"}, language="en")
    assert in_a_word(page, "visits", "2024") == ""
    assert in_a_word(page, "visits", "GM9901") == ""


def test_residents_read_no_euros_at_the_top():
    soup = top(example_page("WK990101", reader=RESIDENTS))
    assert "€" not in soup.get_text()
    assert [line.a["href"] for line in soup.select(".findings li")] == ["#change"]


@pytest.mark.parametrize("reader", ["all", "municipality", "insurer", "partners"])
def test_three_sentences_stand_first_for_every_reader(reader):
    assert len(top(example_page("WK990101", reader=reader)).select("ol.sentences li")) == 3


def test_booked_costs_are_joined_to_those_beside_the_value():
    words = claims.costs_that_count(make_page(WORTH, BOOKED, COUNTED, YEAR, language="en"))
    assert words == "Beside the value stands €47,000: the same in prices of 2024."
    assert claims.costs_that_count(make_page(WORTH, BOOKED, BOOKED | {"indicator": "value_costs"}, YEAR)) == ""
    assert claims.costs_that_count(make_page(BOOKED, COUNTED, YEAR)) == ""


def test_costs_of_a_city_without_some_areas_are_not_called_the_same():
    words = claims.costs_that_count(example_page("GM9901", "en"))
    assert (
        words == "Beside the value stands €133,000: in prices of 2024, without costs that this calculation leaves out."
    )


def test_who_gains_what_could_not_be_worked_out_is_not_said_to_gain_nothing():
    """In this tiny area the only gain of the municipality is hidden."""
    text = top(example_page("WK990106", "en")).get_text()
    assert "The municipality pays" not in text


def test_every_anchor_belongs_to_one_section():
    anchors = [anchor for section in sections() for anchor in section.titles]
    assert len(anchors) == len(set(anchors))
