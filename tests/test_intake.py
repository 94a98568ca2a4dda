"""The intake report: what a researcher sends back, and a cleaned copy that reads again without a question."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

import gezondmenu as gm
from gezondmenu.cli import main
from gezondmenu.study.intake import take_intake
from gezondmenu.study.pseudonyms import KEYS_FOLDER, make_key
from tests.lists import rows_of, take_in, write_list

SESSIONS = "Activiteit;Datum;Opkomst\n1;2025-01-06;12\n1;2025-01-13;ca. 20\n1;2025-01-13;veel\n1;;\n"


@pytest.fixture
def study(tmp_path, monkeypatch):
    """Twelve people by name, of whom one is a child, and three meetings; one count is no number."""
    monkeypatch.setenv(KEYS_FOLDER, str(tmp_path / "keys"))
    folder = tmp_path / "wandelen"
    folder.mkdir()
    (folder / "gebieden.csv").write_text("gebied;naam;inwoners\nA;Noord;500\n", encoding="utf-8")
    (folder / "activiteiten.csv").write_text("activiteit;gebied;naam\n1;A;Wandelen\n", encoding="utf-8")
    names = [f"Fatima{letter} de Boer" for letter in "abcdefghijk"] + ["Kind de Boer"]
    people = "".join(f"{name};A;{'2016' if 'Kind' in name else '1950'}\n" for name in names)
    (folder / "personen.csv").write_text("persoon;gebied;geboortejaar\n" + people, encoding="utf-8")
    rows = "".join(f"1;2025-01-06;{name}\n" for name in names)
    (folder / "aanwezigheid.csv").write_text("activiteit;datum;persoon\n" + rows, encoding="utf-8")
    (folder / "study.toml").write_text(f'name = "Wandelgroep"\npseudonyms = "{make_key("x")}"\n', encoding="utf-8")
    return folder


def intake(study, *words):
    return CliRunner().invoke(main, ["intake", str(study), *words])


def test_a_sound_study_gives_a_page_a_text_and_a_cleaned_copy(study):
    before = {path.name: path.read_bytes() for path in study.iterdir()}
    done = intake(study)
    assert done.exit_code == 0, done.output
    assert {path.name: path.read_bytes() for path in study.iterdir()} == before
    out = study.with_name("wandelen-intake")
    page = BeautifulSoup((out / "intake.html").read_text(encoding="utf-8"), "html.parser")
    assert "Klaar. Met deze bestanden kan een rapport worden gemaakt." in " ".join(page.get_text().split())
    text = (out / "intake.txt").read_text(encoding="utf-8")
    assert "- aanwezigheid.csv: Tabel aanwezigheid, Rijen 12" in text
    for path in out.rglob("*"):
        if path.is_file():
            assert "Boer" not in path.read_text(encoding="utf-8"), path
    again = gm.read_study(out / "tables")
    original = gm.read_study(study)
    assert len(original["people"]) == 12
    assert len(again["people"]) == len(again["attendance"]) == 11  # the child is in no row
    assert set(again["people"]["birth_year"]) == {1950}
    assert set(again["people"]["person"]) < set(original["people"]["person"])
    assert "Table" not in done.output


def test_what_has_to_be_mended_stands_first_and_no_copy_is_made(study):
    (study / "bijeenkomsten.csv").write_text(SESSIONS, encoding="utf-8")
    done = intake(study, "--out", str(study.parent / "terug"))
    assert done.exit_code == 2
    assert "eerst moet er iets worden verbeterd" in done.output
    out = study.parent / "terug"
    assert {path.name for path in out.iterdir()} == {"intake.html", "intake.txt"}
    page = BeautifulSoup((out / "intake.html").read_text(encoding="utf-8"), "html.parser")
    heads = [head.get_text() for head in page.find_all("h2")]
    assert heads[:2] == ["Wat er te verbeteren of te beantwoorden is", "Waar u naar moet kijken"]
    where = page.select_one(".finding.error .where").get_text()
    assert where.startswith("te verbeteren: bijeenkomsten.csv, rij ")


def test_quality_is_counted_from_the_cells(study):
    """By hand: of 12 cells 10 are filled; of these one cannot be read."""
    (study / "bijeenkomsten.csv").write_text(SESSIONS, encoding="utf-8")
    quality = take_intake(study).quality.set_index("table").loc["bijeenkomsten"]
    assert quality["rows"] == 4
    assert quality["complete"] == pytest.approx(100 * 10 / 12)
    assert quality["valid"] == pytest.approx(100 * 9 / 10)
    assert quality["unique"] == pytest.approx(75)
    assert quality["last"] == "2025-01-13"


def test_the_copy_may_not_lie_in_the_study_itself(study):
    done = intake(study, "--out", str(study))
    assert done.exit_code == 2
    assert "Kies voor --out een andere map" in done.output


def test_columns_of_days_are_told_by_the_first_and_the_last(tmp_path, monkeypatch):
    monkeypatch.setenv("GEZONDMENU_KEYS", str(tmp_path / "keys"))
    folder = tmp_path / "study"
    folder.mkdir()
    write_list(folder, "groep.csv", rows_of("Naam|6-1-2025|13-1-2025\nJan Jansen|x|\nPiet Bakker||x"))
    take_in(folder, {"activiteit": "W"})
    (line,) = take_intake(folder).readings.query("file == 'groep.csv'")["columns"]
    assert line == "6-1-2025 … 13-1-2025 → datum; Naam → persoon"
