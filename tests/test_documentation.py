"""What the documentation shows is what the code does."""

from __future__ import annotations

import re
import runpy
import shutil
import tomllib
from importlib import resources
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.indicators import helping
from gezondmenu.indicators.own import own_cards
from gezondmenu.indicators.register import shipped_cards
from gezondmenu.lessons.glossary import glossary
from gezondmenu.lessons.lessons import lessons
from gezondmenu.lessons.rubric import exercises
from gezondmenu.report.rows.published import cards_beside, read_published, write_own_cards
from gezondmenu.study import schema
from gezondmenu.study.model import make_study
from gezondmenu.study.read.files import column_names, table_names
from gezondmenu.vocabulary import ESTIMATE_COLUMNS, NUMBER_COLUMNS
from tests.conftest import rows

ROOT = Path(gm.__file__).parents[1]
CLOSE = 1e-9  # of a number: processors differ in its last digits, and the file has twelve
NOISE = 1e-12  # a sum that is zero on one processor may be this far from it on another
DOCUMENTS = (
    "README.md",
    "README.nl.md",
    "CONTRIBUTING.md",
    "METHODS.md",
    "CHANGELOG.md",
    "docs/course.md",
    "docs/glossary.md",
)


def blocks(name: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)


def test_the_eight_lines_of_the_readme_print_what_the_readme_shows(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    (code,) = blocks("README.md", "python")
    assert len([line for line in code.splitlines() if line.strip()]) <= 8
    exec(compile(code, "README.md", "exec"), {})
    (shown,) = blocks("README.md", "text")
    assert capsys.readouterr().out.split() == shown.split()


def test_the_indicator_of_your_own_in_contributing_works(capsys):
    (code,) = blocks("CONTRIBUTING.md", "python")
    try:
        exec(compile(code, "CONTRIBUTING.md", "exec"), {})
    finally:
        gm.remove_indicator("walks")
    assert "WK990101" in capsys.readouterr().out


def example_of_contributing(kind: str, file: str) -> str:
    (text,) = [text for text in blocks("CONTRIBUTING.md", kind) if text.startswith(f"# {file}\n")]
    return text


def test_the_example_of_an_indicator_in_contributing_counts():
    """Two offers in 2024 and one in 2025."""
    entry = tomllib.loads(example_of_contributing("toml", "indicators/cards.toml"))["offers"]
    scope = dict(vars(helping))
    exec(compile(example_of_contributing("py", "indicators/helping.py"), "CONTRIBUTING.md", "exec"), scope)
    days = pd.to_datetime(["2024-03-01", "2024-09-01", "2025-02-01"])
    tables_of_study = {
        "areas": rows("area name", ("A", "Noord")),
        "offers": pd.DataFrame({"offer": ["1", "2", "3"], "area": "A", "date": days}),
    }
    study = make_study(tables_of_study, observed_from=pd.Timestamp("2024-01-01"), observed_to=days[-1])
    try:
        gm.add_indicator(scope["offers_of_help"], {"id": "offers", **entry})
        table = gm.estimate(study, ["offers"])
    finally:
        gm.remove_indicator("offers")
    values = table[(table["area"] == "A") & (table["variant"] == "main")].set_index("period")["value"]
    assert values.to_dict() == {"2024": 2, "2025": 1, "all": 3}


def test_the_example_of_a_table_in_contributing_is_read_and_checked(tmp_path, monkeypatch):
    text = resources.files("gezondmenu.study").joinpath("tables.toml").read_text(encoding="utf-8")
    sheet = schema.read_sheet(f"{text}\n{example_of_contributing('toml', 'study/tables.toml')}")
    monkeypatch.setattr(schema, "_sheet", lambda: sheet)
    (tmp_path / "areas.csv").write_text("area;name\nA;Noord\n", encoding="utf-8")
    calls = "telefoontje;gebied;datum\n1;A;01-03-2025\n2;B;02-03-2025\n2;A;\n"
    (tmp_path / "telefoontjes.csv").write_text(calls, encoding="utf-8")
    for names in (column_names, table_names):
        names.cache_clear()
    try:
        findings = gm.check_study(tmp_path, "en")
    finally:
        for names in (column_names, table_names):
            names.cache_clear()
    faults = findings.loc[findings["severity"] == "error", ["row", "column"]].astype(object).values.tolist()
    assert [3, "gebied"] in faults
    assert [4, "datum"] in faults


def test_the_example_of_a_section_in_contributing_is_a_section():
    scope: dict = {"__name__": "offers"}
    exec(compile(example_of_contributing("py", "report/sections/offers/block.py"), "CONTRIBUTING.md", "exec"), scope)
    page = SimpleNamespace(area="A", period="2025", language="en", entries={}, by_group={})
    assert scope["SECTION"].blocks == (scope["offers"],)
    assert scope["offers"](page).html == ""  # nothing is known of offers


@pytest.mark.parametrize(("name", "file"), [("README.md", "indicators.toml"), ("README.nl.md", "indicatoren.toml")])
def test_the_five_lines_of_an_indicator_of_your_own_are_a_file_without_faults(tmp_path, name, file):
    """The share of visits to cooking in the example, counted here from its own tables."""
    (text,) = blocks(name, "toml")
    assert len(text.splitlines()) == 5
    for part in ("areas.csv", "activities.xlsx", "sessions.csv", "study.toml"):
        shutil.copy(gm.shipped("data/example") / part, tmp_path)
    (tmp_path / file).write_text(text, encoding="utf-8")
    assert gm.check_study(tmp_path).empty
    study = gm.read_study(tmp_path)
    (card,) = study.own_indicators
    try:
        table = gm.estimate(study, [card])
    finally:
        gm.remove_indicator(card)
    themes = study["sessions"]["activity"].map(study["activities"].set_index("activity")["theme"])
    visits = study["sessions"]["visits"]
    share = table.query("area == 'all' and period == 'all'")["value"].item()
    assert share == pytest.approx(100 * visits[themes == "voeding"].sum() / visits.sum())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / name).parent.joinpath(target).exists(), f"{name}: {target}"


def test_what_methods_says_by_hand_names_every_indicator():
    text = re.sub(r"<!-- made: .*?<!-- end -->", "", (ROOT / "METHODS.md").read_text(encoding="utf-8"), flags=re.DOTALL)
    names = [name for card in shipped_cards().values() for name in card.indicators]
    assert [name for name in names if f"`{name}`" not in text] == []


@pytest.mark.skipif(not (ROOT / ".ci/regenerate").exists(), reason="the script comes with the source tree only")
@pytest.mark.parametrize("name", ["METHODS.md", "docs/glossary.md"])
def test_the_tables_between_marks_are_those_of_the_code(name):
    """`python .ci/regenerate` makes them again."""
    make = runpy.run_path(str(ROOT / ".ci/regenerate"))["with_tables"]
    assert (ROOT / name).read_text(encoding="utf-8") == make(name)


def test_the_course_page_has_every_lesson_with_its_exercises_and_points():
    text = (ROOT / "docs/course.md").read_text(encoding="utf-8")
    for path in lessons():
        table = exercises(path)
        line = rf"^\| `{path.stem}` \|[^|]+\| \d+ \| {len(table)} \| {table['points'].sum()} \|"
        assert re.search(line, text, re.MULTILINE), path.stem


@pytest.mark.parametrize("name", ["README.md", "README.nl.md"])
def test_the_readme_leads_to_the_course_and_its_glossary(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "docs/course.md" in text
    assert "docs/glossary.md" in text


def test_every_dutch_word_stands_once_in_the_glossary():
    words = glossary()
    assert not words.duplicated(["dutch", "english"]).any()
    assert (words[["dutch", "english", "meaning"]] != "").all(axis=None)
    assert words["dutch"].str.lower().is_monotonic_increasing
    assert {"wijk", "buurt", "Wmo", "Zvw", "waarderen", "betrouwbaarheidsinterval"} <= set(words["dutch"])


def test_the_published_table_of_the_example_is_that_of_the_example(example, example_released):
    """`data/example_published.csv`, which the report notebooks read; CONTRIBUTING says how to make it again."""
    released = example_released
    parts = [released, gm.value(example, released).rows, gm.arrangement_rows(example)]
    table = pd.concat(parts, ignore_index=True)
    made = table[list(ESTIMATE_COLUMNS)]
    kept = read_published("data/example_published.csv")
    texts = [column for column in ESTIMATE_COLUMNS if column not in NUMBER_COLUMNS]
    numbers = list(NUMBER_COLUMNS)
    assert kept[texts].to_dict("records") == made[texts].fillna("").to_dict("records")
    np.testing.assert_allclose(kept[numbers].astype("float64"), made[numbers].astype("float64"), rtol=CLOSE, atol=NOISE)


def test_the_cards_beside_the_published_table_are_those_of_the_example(tmp_path, example, example_estimates):
    own_cards(example)  # a test before this one may have taken them out of the register
    made = write_own_cards(example_estimates, tmp_path / "example_published.csv")
    assert made is not None
    shipped = cards_beside(gm.shipped("data/example_published.csv"))
    assert shipped.read_text(encoding="utf-8") == made.read_text(encoding="utf-8")
