"""The page for residents: what they said first, in plain words, and without euros unless these are asked for."""

from __future__ import annotations

import pandas as pd
import pytest
from bs4 import BeautifulSoup

import gezondmenu as gm
from gezondmenu.report import blocks
from gezondmenu.report.publish.engine import default_reader
from gezondmenu.report.rows.page import Page, read_page
from gezondmenu.report.rows.published import write_table
from gezondmenu.report.rows.readers import about_euros, table_for
from tests.arrangement_pages import assert_plain, words_of
from tests.readability import lix, reading_ease, sentences_of

BLOCKS = ("what_neighbours_say", "neighbours_who_come", "what_there_is", "what_it_costs", "not_known")
SHIPPED = "data/example_published.csv"


def text_of(page: Page) -> str:
    return " ".join(words_of(page, name) for name in BLOCKS)


@pytest.mark.parametrize("area", ["WK990101", "WK990102", "WK990106", "GM9901"])
def test_every_page_of_the_example_is_plain_and_short(area):
    page = read_page(gm.shipped(SHIPPED), area=area, language="nl", reader="residents", contact="a@example.org")
    assert_plain(text_of(page), sentences=25, words=18)  # a statement and its answer
    assert "€" not in text_of(page)


def test_reading_ease_and_lix_by_hand():
    """Two sentences of 8 words and 8 syllables; two of 6 words, of which one has more than six letters."""
    sentences = ["De kat zit op de mat.", "Ze slaapt."]
    assert reading_ease(sentences) == pytest.approx(206.84 - 0.93 * 4 - 77 * 1.0)
    assert lix(sentences) == pytest.approx(4 + 0)
    assert lix(["Buren koken samen.", "Iedereen mag komen."]) == pytest.approx(3 + 100 / 6)
    assert sentences_of("<ul><li>Het was 1.003 uur. Dat is veel.</li></ul>") == ["Het was 1.003 uur.", "Dat is veel."]


@pytest.mark.parametrize("area", ["WK990101", "WK990105", "WK990106", "GM9901"])
def test_every_page_of_the_example_reads_easily(area):
    """Douma calls 80 and more easy; of LIX Björnsson calls 30 and less very easy."""
    page = read_page(gm.shipped(SHIPPED), area=area, language="nl", reader="residents", contact="a@example.org")
    sentences = [one for name in BLOCKS for one in sentences_of(getattr(blocks, name)(page).html)]
    assert reading_ease(sentences) >= 80
    assert lix(sentences) <= 30
    lengths = [len(one.split()) for one in sentences]
    assert max(lengths) <= 20
    assert sum(lengths) / len(lengths) <= 12


def test_what_residents_said_stands_first_as_so_many_out_of_ten(tmp_path):
    """82 of 100 say yes: about 8 out of 10; 100 of 160 answered: about 6 out of 10."""
    entries = [
        ("appreciation_positive", "statement=my_health", 82.0, "%", 82, 100),
        ("appreciation_response", "all", 62.5, "%", 100, 160),
        ("cost_per_visit", "all", 6.5, "EUR per visit", 650, 100),
    ]
    page = page_with(entries, tmp_path, reader="residents")
    words = " ".join(words_of(page, "what_neighbours_say").split())
    assert "“Het is goed voor mijn gezondheid” Ja, zegt ongeveer 8 van de 10 van wie antwoord gaf." in words
    assert "gaf ongeveer 6 van de 10 antwoord" in words


def page_with(entries: list[tuple], folder, **words: str) -> Page:
    columns = ["indicator", "group", "value", "unit", "numerator", "denominator"]
    rows = pd.DataFrame(entries, columns=columns).assign(
        area="A", period="2025", variant="main", version="1", status="ok", design="count", note="", reasons=""
    )
    table = rows.reindex(columns=list(gm.vocabulary.ESTIMATE_COLUMNS))
    table.attrs = {"areas": "area,name,parent,level,year,is_comparison\nA,Noord,,,,\n"}
    write_table(table, folder / "published.csv")
    return read_page(folder / "published.csv", area="A", language="nl", **words)


def test_nothing_is_invented_where_nobody_was_asked(tmp_path):
    page = page_with([("visits", "all", 120.0, "visits", 120, float("nan"))], tmp_path, reader="residents")
    assert "We hebben nog niet gevraagd wat buurtgenoten ervan vinden." in words_of(page, "what_neighbours_say")


def test_euros_are_there_only_when_they_are_asked_for(tmp_path):
    cost = [("cost_per_visit", "all", 6.5, "EUR per visit", 650, 100)]
    assert words_of(page_with(cost, tmp_path, reader="residents"), "what_it_costs").strip() == ""
    assert "€ 6,50" in words_of(page_with(cost, tmp_path, reader="all"), "what_it_costs")


def test_the_notebook_says_for_whom_it_is():
    assert default_reader(gm.shipped("notebooks/residents_page.ipynb")) == "residents"
    assert default_reader(gm.shipped("notebooks/area_report.ipynb")) == "all"


def test_the_table_beside_pages_for_residents_has_no_euros():
    table = gm.read_published(gm.shipped(SHIPPED))
    kept = table_for("residents", table)
    assert not kept["unit"].str.contains("EUR").any()
    assert not set(kept["indicator"]) & set(about_euros())
    assert not kept["group"].str.contains("arrangement=").any()
    assert set(kept.attrs) <= {"areas", "waves"}
    assert len(kept) > 1_000
    assert table_for("municipality", table) is table


@pytest.mark.slow
@pytest.mark.usefixtures("estimated_before")
def test_the_command_makes_pages_and_a_table_without_euros(tmp_path):
    gm.render(gm.shipped("data/example"), tmp_path, areas=["WK990102"], notebook="residents_page")
    page = BeautifulSoup((tmp_path / "WK990102.html").read_text(encoding="utf-8"), "html.parser")
    main = page.find("main").get_text()
    assert "Wat zeggen buurtgenoten?" in main
    assert "€" not in main
    assert "EUR" not in (tmp_path / "published.csv").read_text(encoding="utf-8")
    assert "€" not in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert not list(tmp_path.glob("published_initiatives*"))
