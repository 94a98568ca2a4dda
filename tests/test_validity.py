"""docs/validity.md: dated, complete, and no line outside 93–97 % without a reason."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import numpy as np
import pytest

from gezondmenu.card import INTERVALS, shipped_cards
from gezondmenu.effects.methods import METHODS
from gezondmenu.indicators.comparison import DIFFERENCE, RATIO
from gezondmenu.indicators.pooled_shares import METHOD as POOLED_SHARES
from tests.validity.harness import BAND, UNEXPLAINED, run_case
from tests.validity.page import ELSEWHERE, NOTHING, PAGE
from tests.validity.references import references
from tests.validity.run import LINES, families

ROOT = Path(__file__).parents[1]
TEXT = PAGE.read_text(encoding="utf-8")
HELD = re.compile(r"^\d+\.\d ± \d+\.\d$")


def cells():
    """The cells of every line of a family's table."""
    rows = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in TEXT.splitlines() if row.startswith("| ")]
    return [row for row in rows if len(row) == 9 and row[1] in ("drawn", "population")]


def test_every_interval_of_a_card_or_a_method_has_a_family_or_a_reason_for_none():
    covered = {method for family in families() for method in family.methods}
    on_cards = {entry.interval for card in shipped_cards().values() for entry in card.indicators.values()}
    published = {*on_cards, *INTERVALS, *METHODS, DIFFERENCE, RATIO, POOLED_SHARES}
    assert published - covered - set(NOTHING) == set()
    assert covered | set(NOTHING) <= published, "a name that no card or method has"


def test_the_page_has_a_date_and_every_family_case_and_generator():
    made = re.search(r"tests\.validity\.run` on (\d{4}-\d{2}-\d{2}): Python \d", TEXT)
    assert made
    assert dt.date.fromisoformat(made.group(1)) >= dt.date(2025, 1, 1)
    expected = [(case.name, case.generator, case.size) for family in families() for case in family.cases]
    assert [tuple(row[:3]) for row in cells()] == expected
    for family in families():
        assert f"\n## {family.name[0].upper()}{family.name[1:]}\n" in TEXT
        assert {case.generator for case in family.cases} == {"drawn", "population"}


def test_no_line_lies_outside_the_band_without_a_reason():
    assert UNEXPLAINED not in TEXT
    seen = 0
    for row in cells():
        coverage, reason = row[4], row[8].strip()
        if not HELD.match(coverage):
            assert (coverage, reason.split(":")[0]) == ("–", "no limits"), row
            continue
        seen += 1
        share = float(coverage.split(" ")[0]) / 100
        if not BAND[0] - 0.0006 <= share <= BAND[1] + 0.0006:  # half of the last digit, as printed
            assert reason.startswith(("conservative because", "known weakness", "by chance")), row
    assert seen > 250


def test_the_summary_puts_weaknesses_first_in_five_lines():
    summary = TEXT.split("## In five lines, weaknesses first")[1].split("\n## ")[0].strip().splitlines()
    assert [line[:2] for line in summary] == ["1.", "2.", "3.", "4.", "5."]
    assert summary[0].startswith("1. **Too narrow**")


def test_the_lines_beside_the_page_are_those_of_the_page():
    rows = LINES.read_text(encoding="utf-8").splitlines()
    assert rows[0].removeprefix("# ") in TEXT.replace("\n", " ")
    assert len(rows) - 2 == len(cells())


def test_every_reference_set_is_on_the_page_and_agrees():
    for one in references():
        assert f"| {one.source} | {one.what} | {one.values} |" in TEXT
        assert one.largest <= 1  # a source that cuts digits off is under one digit away
    for _, _, where in ELSEWHERE:
        assert (ROOT / where).exists()


def test_links_of_the_page_lead_somewhere():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", TEXT):
        assert (PAGE.parent / target).exists(), target
    for name in ("README.md", "README.nl.md", "METHODS.md"):
        assert "docs/validity.md" in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("family", families(), ids=lambda family: family.name)
def test_a_case_of_each_family_can_be_drawn_again(family):
    """Twenty sets of its smallest odd case with limits: the same stream gives the same line."""
    case = next(
        case for case in family.cases if case.generator == "population" and not case.size.startswith("2 areas of")
    )
    one, again = run_case(family.name, case, 1e-9), run_case(family.name, case, 1e-9)
    assert one.sets == 20
    np.testing.assert_equal([one.coverage, one.bias, one.without], [again.coverage, again.bias, again.without])
