"""What the page of a region tells of an earlier publication: other numbers, other areas, another year."""

import shutil

import pytest
from bs4 import BeautifulSoup

import gezondmenu as gm
from gezondmenu.effects import estimate
from gezondmenu.report import blocks
from gezondmenu.report.publish.earlier import PUBLISHED, earlier_table
from gezondmenu.report.publish.provenance import write_manifest
from gezondmenu.report.publish.run import write_published
from gezondmenu.report.rows.published import as_published
from gezondmenu.study.model import make_study, sha256
from gezondmenu.vocabulary import GezondmenuError
from tests.conftest import rows

DAYS = {"2024": ["2024-01-02", "2024-12-31"], "2025": ["2025-01-02", "2025-12-31"]}


def publication(folder, visits: dict[tuple[str, str], int], rule: str = "standard"):
    """The published table of areas in one region, each with its visits in a year."""
    areas = sorted({area for area, _ in visits})
    study = make_study(
        {
            "areas": rows("area name parent", ("R", "Regio", None), *((area, f"Buurt {area}", "R") for area in areas)),
            "activities": rows("activity area name", *((area, area, "Wandelen") for area in areas)),
            "sessions": rows(
                "activity date visits",
                *((area, day, count / 2) for (area, year), count in visits.items() for day in DAYS[year]),
            ),
        }
    )
    folder.mkdir()
    write_published(as_published(study, estimate(study), rule), folder)
    entries = {"published": sha256(folder / PUBLISHED), "rule": rule}
    write_manifest(folder, entries, {})
    return folder


def told(now, then) -> BeautifulSoup:
    words = {"area": "R", "region": "R", "language": "en"}
    page = blocks.read_page(now / PUBLISHED, earlier=str(then / PUBLISHED) if then else "", **words)
    return BeautifulSoup(blocks.since_earlier(page).html, "html.parser")


def cells_of(table) -> list[list[str]]:
    return [[cell.get_text() for cell in line.select("th, td")] for line in table.select("tbody tr")]


FIRST = {("A", "2024"): 40, ("B", "2024"): 60}


def test_corrected_numbers_new_areas_and_another_year(tmp_path):
    then = publication(tmp_path / "then", FIRST)
    second = FIRST | {("B", "2024"): 80, ("A", "2025"): 30, ("B", "2025"): 90, ("C", "2025"): 50}
    soup = told(publication(tmp_path / "now", second), then)
    words = soup.p.get_text()
    assert "The earlier publication was about 2024, this one is about 2025." in words
    assert "New in this publication: Buurt C." in words
    corrected, both = soup.select("table")
    assert cells_of(corrected) == [["Buurt B", "Visits", "60", "80"]]
    assert cells_of(both) == [["Buurt A", "Visits", "40", "30"], ["Buurt B", "Visits", "60", "90"]]


def test_the_same_numbers_are_said_to_be_the_same(tmp_path):
    then = publication(tmp_path / "then", FIRST)
    soup = told(publication(tmp_path / "now", FIRST), then)
    assert soup.p.get_text() == "The numbers about 2024 are those of the earlier publication."
    assert not soup.select("table")


def test_without_an_earlier_publication_nothing_is_told(tmp_path):
    assert told(publication(tmp_path / "now", FIRST), None).get_text() == ""


def test_another_rule_a_changed_table_or_no_publication_is_refused(tmp_path):
    internal = publication(tmp_path / "internal", FIRST, "internal")
    assert earlier_table(internal, "internal") == internal / PUBLISHED
    with pytest.raises(GezondmenuError, match="made by rule internal, not standard"):
        earlier_table(internal, "standard")
    changed = tmp_path / "changed"
    shutil.copytree(internal, changed)
    with (changed / PUBLISHED).open("a", encoding="utf-8") as file:
        file.write("\n")
    for folder in (changed, tmp_path / "nowhere"):
        with pytest.raises(GezondmenuError, match="holds no earlier publication as it was made"):
            earlier_table(folder, "internal")


def test_a_notebook_that_does_not_tell_it_says_so(tmp_path):
    then, folder = publication(tmp_path / "then", FIRST), tmp_path / "study"
    folder.mkdir()
    (folder / "areas.csv").write_text("area,name\nA,Noord\n", encoding="utf-8")
    (folder / "activities.csv").write_text("activity,area,name\n1,A,Wandelen\n", encoding="utf-8")
    with pytest.raises(GezondmenuError, match=r"area_report\.ipynb has no parameter earlier"):
        gm.render(folder, tmp_path / "out", earlier=then)
