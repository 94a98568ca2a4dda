"""Rows of a page: what their group and their comparison are about, as data, and how a page finds them."""

from __future__ import annotations

import pytest

from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import compared, row, rows_of
from gezondmenu.vocabulary import Other, area_word, group_label, split_group, split_variant, variant_label
from tests.test_report_wording import make_page

NASTY = "half; 12.5% = more"


def test_a_row_knows_its_traits_and_no_caller_can_change_them():
    entry = Row("A", "2025", group_label(chain=NASTY, parameter="price"), "value_input")
    assert entry.traits == {"chain": NASTY, "parameter": "price"}
    assert Row("A", "2025", "all", "visits").traits == {}
    assert entry.traits is split_group(entry.group)  # taken apart once
    with pytest.raises(TypeError):
        entry.traits["chain"] = "another"


@pytest.mark.parametrize("kind", ["difference", "ratio"])
@pytest.mark.parametrize("code", ["WK990101", "1011", "1011 AB", "area 51", "2024-W1"])
def test_a_comparison_with_an_area_names_it_by_its_code(kind, code):
    entry = Row("A", "2025", "all", "visits", variant=variant_label(kind, area_word(code)))
    assert entry.other == Other(kind, area=code)


@pytest.mark.parametrize("period", ["2024", "2024-Q4", "2024-09"])
def test_a_comparison_with_an_earlier_period_names_it(period):
    assert split_variant(variant_label("difference", period)) == Other("difference", period=period)


@pytest.mark.parametrize("variant", ["main", "pooled", "weighted", "difference in changes", "ANCOVA"])
def test_other_variants_stand_beside_nothing(variant):
    assert Row("A", "2025", "all", "visits", variant=variant).other is None


def test_a_page_finds_rows_by_trait_and_what_stands_beside_them():
    group = group_label(law="Wmo", payer="municipality")
    page = make_page(
        {"indicator": "value_costs", "value": 9.0},
        {"indicator": "value_costs", "value": 5.0, "group": group},
        {"indicator": "value_costs", "value": 4.0, "group": "payer=fund"},
        {"indicator": "value_costs", "value": 1.0, "group": group, "variant": "difference with 2024"},
        {"indicator": "value_costs", "value": 2.0, "group": group, "variant": "difference with area 2024"},
        period="2025",
        beside="2024",
    )
    assert row(page, "value_costs").value == 9
    assert row(page, "value_costs", group).value == 5
    assert [entry.value for entry in rows_of(page, "value_costs", "payer", "law")] == [5]
    assert [entry.value for entry in rows_of(page, "value_costs", "payer")] == [4]
    assert [entry.value for entry in rows_of(page, "value_costs")] == [9]
    assert [entry.value for entry in page.by_level["value_costs", "payer", "municipality"]] == [5]
    assert compared(page, "value_costs", "2024", group).value == 2  # the area beside it is called 2024


def test_each_row_of_a_page_is_made_once():
    page = make_page({"indicator": "outcome_mean", "period": "all", "value": 7.0, "group": "outcome=x;wave=1"})
    assert page.entries["A", "outcome_mean"][0] is page.survey["A", "outcome_mean"][0] is page.every[0]
