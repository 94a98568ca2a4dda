"""Whatever the code knows has its place on the documentation site, once."""

from __future__ import annotations

import csv
import importlib
import inspect
import re
import tomllib
from pathlib import Path

import pytest

import gezondmenu as gm

ROOT = Path(gm.__file__).parents[1]
ROOMS_WITH_CARDS = ("indicators", "effects", "valuation", "arrangements")

pytestmark = pytest.mark.skipif(not (ROOT / "docs/from_code").exists(), reason="comes with the source tree only")


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, str]]:
    """The pages of the reference, by the module that makes them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "docs")
        names = ("cards", "study_tables", "facts", "functions", "notebooks", "texts")
        return {name: importlib.import_module(f"from_code.{name}").pages() for name in names}


def test_every_public_function_has_its_place_once(made):
    text = "\n".join(made["functions"].values())
    described = re.findall(r"^\.\. (?:auto\w+|py:data):: (\S+)$", text, flags=re.MULTILINE)
    assert len(described) == len(set(described))
    things = [_named(name) for name in described]
    rooms = [getattr(gm, name) for name in gm.__all__ if inspect.ismodule(getattr(gm, name))]
    offers = [(gm, name) for name in gm.__all__] + [
        (room, name) for room in rooms for name in getattr(room, "__all__", ())
    ]
    missing = [
        f"{home.__name__}.{name}"
        for home, name in offers
        if not inspect.ismodule(getattr(home, name)) and not any(getattr(home, name) is thing for thing in things)
    ]
    assert missing == []
    assert {"gezondmenu.estimate", "gezondmenu.numbers.wilson", "gezondmenu.scales.who5"} <= set(described)


def _named(name: str) -> object:
    home, _, last = name.rpartition(".")
    return getattr(importlib.import_module(home), last)


def test_every_card_has_a_page_with_its_indicators_in_both_languages(made):
    for room in ROOMS_WITH_CARDS:
        for id, card in tomllib.loads((ROOT / f"gezondmenu/{room}/cards.toml").read_text(encoding="utf-8")).items():
            english, dutch = made["cards"][f"reference/cards/{id}.md"].split("## In het Nederlands\n")
            assert all(f"indicator\n: `{name}`" in english for name in card["indicators"])
            assert all(f"indicator\n: `{name}`" in dutch for name in card["indicators"])
            assert all(f"formula\n: `{rules['formula']}`" in english for rules in card["indicators"].values())


def test_a_card_says_what_it_counts_and_needs(made):
    page = made["cards"]["reference/cards/participants.md"]
    assert "\n: different residents who came at least once\n" in page
    assert "[`attendance`](/reference/tables/attendance.md)" in page
    assert "\n: verschillende bewoners" in page


def test_every_table_and_column_has_its_place_with_its_other_names(made):
    sheet = tomllib.loads((ROOT / "gezondmenu/study/tables.toml").read_text(encoding="utf-8"))
    for name, table in sheet.items():
        page = made["study_tables"][f"reference/tables/{'study_toml' if name == 'study' else name}.md"]
        assert all(f"`{alias}`" in page for alias in table.get("alias", ()))
        for column, rules in table["columns"].items():
            assert page.count(f"\n`{column}`\n: ") == 2  # English and Dutch
            assert all(alias in page for alias in rules.get("alias", ()))


def test_every_price_has_its_place_with_its_source(made):
    pages = "\n".join(text for name, text in made["facts"].items() if name.startswith("reference/prices/"))
    with (ROOT / "gezondmenu/reference/prices.csv").open(encoding="utf-8") as file:
        prices = list(csv.DictReader(file))
    for price in prices:
        _, _, entry = pages.partition(f"(price-{price['id']})=\n")
        entry = entry.partition("\n(price-")[0]
        assert f"**{price['value']}**" in entry or not price["value"]
        assert all(f"{field}\n: " in entry for field in ("source", "found how", "confidence"))


def test_every_other_published_figure_has_its_place(made):
    for path in (ROOT / "gezondmenu/reference").glob("*.csv"):
        if path.stem != "prices":
            with path.open(encoding="utf-8") as file:
                rows = list(csv.reader(file))
            page = made["facts"][f"reference/facts/{path.stem}.md"]
            in_a_table = sum(line.startswith("| ") for line in page.splitlines()) - 2  # the head, and the rule below it
            assert max(in_a_table, page.count("\n## ")) == len(rows) - 1


def test_every_lesson_and_working_notebook_is_a_page_with_its_outputs(made):
    lessons = {f"tutorials/{path.name}" for path in (ROOT / "notebooks").glob("[0-9]*.ipynb")}
    assert lessons <= set(made["notebooks"])
    assert "notebooks/participation.ipynb" in made["notebooks"]
    assert "BEGIN SOLUTION" not in "".join(made["notebooks"].values())
    assert '"outputs": [\n' in made["notebooks"]["tutorials/02_participation.ipynb"]


def test_links_between_texts_follow_them_to_the_site(made):
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "docs")
        texts = importlib.import_module("from_code.texts")
    text = "[a](../METHODS.md#newcomers) [b](validity.md) [c](https://d.nl) [e](../README.x)\n```\n[f](x.md)\n```"
    expected = "[a](/methods/choices.md#newcomers) [b](/validity.md) [c](https://d.nl) e\n```\n[f](x.md)\n```"
    assert texts.with_links(text, "docs/which_interval_when.md") == expected
    assert all(f"# {heading}\n" in "".join(made["texts"].values()) for heading in ("Release", "Choices", "Scales"))
