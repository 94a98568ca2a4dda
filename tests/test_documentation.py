"""What the documentation shows is what the code does."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.indicators.register import shipped_cards
from gezondmenu.report.rows.published import cards_beside, read_published, write_own_cards
from gezondmenu.study.schema import tables
from gezondmenu.vocabulary import ESTIMATE_COLUMNS, NUMBER_COLUMNS

ROOT = Path(gm.__file__).parents[1]
CLOSE = 1e-9  # of a number: processors differ in its last digits, and the file has twelve
NOISE = 1e-12  # a sum that is zero on one processor may be this far from it on another
DOCUMENTS = ("README.md", "README.nl.md", "CONTRIBUTING.md", "METHODS.md", "CHANGELOG.md")


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


def test_the_readme_counts_the_tables_and_cards_that_there_are():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    words = {10: "ten", 27: "twenty-seven", 38: "thirty-eight"}
    basic = sum(card.basic for card in shipped_cards().values())
    assert f"{words[len(tables())]} possible tables" in text
    assert f"{words[len(shipped_cards())]} cards, {words[basic]} of them the basic set" in text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / target).exists(), f"{name}: {target}"


def test_the_register_of_methods_names_every_indicator():
    text = (ROOT / "METHODS.md").read_text(encoding="utf-8")
    names = [name for card in shipped_cards().values() for name in card.indicators]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_the_published_table_of_the_example_is_that_of_the_example(example, example_estimates):
    """`data/example_published.csv`, which the report notebooks read; CONTRIBUTING says how to make it again."""
    released = gm.release(example_estimates)
    table = pd.concat([released, gm.value(example, released).rows], ignore_index=True)
    made = table[list(ESTIMATE_COLUMNS)]
    kept = read_published("data/example_published.csv")
    texts = [column for column in ESTIMATE_COLUMNS if column not in NUMBER_COLUMNS]
    numbers = list(NUMBER_COLUMNS)
    assert kept[texts].to_dict("records") == made[texts].fillna("").to_dict("records")
    np.testing.assert_allclose(kept[numbers].astype("float64"), made[numbers].astype("float64"), rtol=CLOSE, atol=NOISE)


def test_the_cards_beside_the_published_table_are_those_of_the_example(tmp_path, example_estimates):
    made = write_own_cards(example_estimates, tmp_path / "example_published.csv")
    assert made is not None
    shipped = cards_beside(gm.shipped("data/example_published.csv"))
    assert shipped.read_text(encoding="utf-8") == made.read_text(encoding="utf-8")
