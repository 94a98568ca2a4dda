"""Tables that everybody can read: caption, scope, units in the heading, words for what is hidden."""

import pytest
from bs4 import BeautifulSoup

from gezondmenu.report.parts import tables as parts_tables
from gezondmenu.report.sections.opinion import tables as opinion_tables
from gezondmenu.report.sections.people import rows as people_rows
from gezondmenu.report.sections.people import tables as people_tables
from gezondmenu.report.sections.place import tables as place_tables
from gezondmenu.report.sections.value import rows as value_rows
from tests.test_report_wording import DIFFERENT, HIDDEN, example_page, make_page

MAKERS = (
    lambda page: parts_tables.side_by_side(page, people_rows.TAKING_PART, "Meedoen"),
    lambda page: parts_tables.side_by_side(page, value_rows.COSTS, "Kosten"),
    people_tables.time_table,
    people_tables.groups_table,
    opinion_tables.appreciation_table,
    place_tables.activities_table,
    place_tables.context_table,
)


@pytest.mark.parametrize("area", DIFFERENT)
@pytest.mark.parametrize("make", MAKERS)
def test_every_table_has_a_caption_and_headings_with_a_scope(area, make):
    soup = BeautifulSoup(make(example_page(area)), "html.parser")
    assert soup.caption.get_text(strip=True)
    columns = [th.get_text(strip=True) for th in soup.thead.find_all("th")]
    assert all(columns)
    assert {th["scope"] for th in soup.thead.find_all("th")} == {"col"}
    for line in soup.tbody.find_all("tr"):
        assert [th["scope"] for th in line.find_all("th")] == ["row"]
        assert len(line.find_all(["th", "td"])) == len(columns)
        assert all(cell.get_text(strip=True) for cell in line.find_all(["th", "td"]))


def test_hidden_is_a_word_and_unknown_a_dash():
    page = make_page(
        HIDDEN | {"indicator": "participants"},
        {"indicator": "visits", "status": "no data", "note": "no visits"},
        {"indicator": "activities", "value": 1200, "unit": "activities"},
    )
    cells = [td.get_text() for td in BeautifulSoup(MAKERS[0](page), "html.parser").find_all("td")]
    assert cells == ["te weinig (< 10)", "–", "1.200"]


def test_decimals_are_the_same_in_a_column():
    quarters = [
        {"indicator": "participation_rate", "period": f"2025-Q{q}", "value": value, "unit": "per 1,000 residents"}
        for q, value in enumerate((9.44, 12.0, 11.26), start=1)
    ]
    cells = [
        td.get_text()
        for td in BeautifulSoup(people_tables.time_table(make_page(*quarters)), "html.parser").find_all("td")
    ]
    assert cells == ["9,4", "12,0", "11,3"]


def test_text_of_people_is_escaped():
    assert "<b>" not in parts_tables.table("<b>", ["<b>", "x"], [["<b>", "<b>"]])
