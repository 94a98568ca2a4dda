"""What the last lesson says to a card and a page that nobody has seen: right, or a hint for what they lack."""

from __future__ import annotations

import json

import pytest

import gezondmenu as gm
from gezondmenu.lessons.own_work import card_or_almost, page_or_almost

CARD = """
[walks]
en = "Walking"
why_en = "Everybody can."
caveat_en = "Recognised by kind."
indicators.walk_share = { en = "share of visits to walks", formula = "percentage", numerator = "visits", rows = ROWS }
"""
MEETING = '{ table = "sessions", where = { theme = ["ontmoeten"] }, sum = "visits" }'
ALL = '{ table = "sessions", where = { form = ["collective", "individual", "general"] }, sum = "visits" }'
GOOD = CARD.replace("ROWS", MEETING)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    city = gm.simulate_study(
        2, [1500, 1500], seed=3, years=(2025,), comparison_areas=0, head_count_areas=0, tiny_areas=0
    )
    tables = {name: city[name] for name in ("areas", "activities", "sessions")}
    place = tmp_path_factory.mktemp("study")
    gm.write_study(gm.make_study(tables, synthetic=True), place)
    return place


@pytest.mark.parametrize(
    ("card", "said"),
    [
        pytest.param(None, "not yet", id="none"),
        pytest.param(GOOD, "right", id="good"),
        pytest.param("walks", "almost: ", id="no card"),
        pytest.param(GOOD.replace("ontmoeten", "ontmoet"), "almost: ", id="a value that there is not"),
        pytest.param(CARD.replace("ROWS", ALL), "almost: every number is the same", id="everything counts"),
    ],
)
def test_a_card_is_counted_and_not_believed(folder, card, said):
    before = sorted(path.name for path in folder.iterdir())
    assert card_or_almost(card, folder).startswith(said)
    assert sorted(path.name for path in folder.iterdir()) == before


def test_the_card_of_the_lesson_is_nobodys_own(folder):
    assert card_or_almost(GOOD, folder, example=GOOD).startswith("almost: this is the card of the lesson")


PAGE = "<h1>Eikenbrink</h1><p>Made-up data. Share of visits to walks: 20%. Notebook walks.ipynb</p>"


def page_of(folder, text: str = PAGE, name: str = "Eikenbrink", cards: bool = True):
    named = {"en": "share of visits to walks", "nl": "aandeel bezoeken aan wandelen"}
    (folder / "published_areas.csv").write_text(f"area,name\nWK990101,{name}\n", encoding="utf-8")
    if cards:
        text_of_cards = json.dumps({"walks": {"indicators": {"walk_share": named}}})
        (folder / "published_indicators.json").write_text(text_of_cards, encoding="utf-8")
    page = folder / "WK990101.html"
    page.write_text(text, encoding="utf-8")
    return page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({}, "right", id="good"),
        pytest.param({"name": "Wilgenhoek"}, "almost: this is the area of the lesson", id="not an own area"),
        pytest.param({"text": PAGE.replace("Made-up data", "")}, "almost: the page does not say", id="not said"),
        pytest.param(
            {"text": PAGE.replace("walks.ipynb", "area_report.ipynb")}, "almost: this is the report", id="ours"
        ),
        pytest.param({"text": PAGE.replace("to walks", "")}, "almost: no indicator of your own", id="not shown"),
        pytest.param({"cards": False}, "almost: no indicator of your own", id="no card"),
    ],
)
def test_a_page_is_read_and_not_believed(tmp_path, changes, said):
    assert page_or_almost(page_of(tmp_path, **changes), "Wilgenhoek").startswith(said)


def test_what_is_no_page_gets_a_hint(tmp_path):
    assert page_or_almost(None, "Wilgenhoek").startswith("not yet")
    for other in ("page", 3, tmp_path, tmp_path / "WK990101.html"):
        assert page_or_almost(other, "Wilgenhoek").startswith("almost: give the path")
    index = page_of(tmp_path).with_name("index.html")
    index.write_text(PAGE, encoding="utf-8")
    assert page_or_almost(index, "Wilgenhoek") == "almost: this is not the page of an area"
