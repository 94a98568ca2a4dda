"""What the documentation shows is what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gezondmenu as gm

ROOT = Path(gm.__file__).parents[1]
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


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / target).exists(), f"{name}: {target}"


def test_the_register_of_methods_names_every_indicator():
    text = (ROOT / "METHODS.md").read_text(encoding="utf-8")
    names = [name for card in gm.cards().values() for name in card.indicators if name != "residents"]
    assert [name for name in names if f"`{name}`" not in text] == []


def test_the_published_table_of_the_example_is_that_of_the_example(example_estimates):
    """`data/example_published.csv`, which the report notebooks read; CONTRIBUTING says how to make it again."""
    made = gm.release(example_estimates).to_csv(index=False, lineterminator="\n")
    assert gm.shipped("data/example_published.csv").read_text(encoding="utf-8") == made
