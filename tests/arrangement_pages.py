"""From the tables of an arrangement to the words of its page, without a kernel: for tests."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup

import gezondmenu as gm
from gezondmenu.effects import estimate
from gezondmenu.language import WORD_JOINER
from gezondmenu.report import blocks
from gezondmenu.report.rows.page import Page, read_page
from gezondmenu.report.rows.published import write_table
from gezondmenu.study.model import Study, make_study
from tests.conftest import rows

DAY = pd.Timestamp
SHOWN = ("residents", "steps", "helped", "help", "monitored", "overlap", "learning_region", "personal_budgets")


def study_of(**tables: pd.DataFrame) -> Study:
    """A study of one area with an arrangement R of one kind, and the tables given."""
    frames = {
        "areas": rows("area name population", ("A", "Noord", 1_000)),
        "arrangements": rows("arrangement kind name", ("R", "neighbourhood budget", "Wijkbudget Noord")),
        "arrangement_areas": rows("arrangement area", ("R", "A")),
    }
    return make_study({**frames, **tables})


def budget_of(*amounts: float, first: int = 2025) -> pd.DataFrame:
    lines = [("R", first + place, "Wmo", "municipality", float(amount)) for place, amount in enumerate(amounts)]
    return rows("arrangement year law payer amount_eur", *lines)


def booked(*months: float, year: int = 2025, **columns: object) -> pd.DataFrame:
    lines = [
        ("R", DAY(year, number, 28), "Wmo", "municipality", float(amount))
        for number, amount in enumerate(months, start=1)
    ]
    return rows("arrangement date law payer amount_eur", *lines).assign(**columns)


def page_of(study: Study, folder: Path, *, language: str = "nl", arrangement: str = "R", **words: str) -> Page:
    """The page of an arrangement; of area A where `arrangement` is blank. Only the cards that these pages show."""
    released, arranged = gm.release(estimate(study, SHOWN)), gm.arrangement_rows(study)
    table = pd.concat([part for part in (released, arranged) if len(part)], ignore_index=True)
    table.attrs = {**released.attrs, **arranged.attrs}
    write_table(table, folder / "published.csv")
    area = words.pop("area", "A")
    return read_page(folder / "published.csv", area=area, language=language, arrangement=arrangement, **words)


def words_of(page: Page, block: str) -> str:
    """What a block says, as text."""
    html = getattr(blocks, block)(page).html
    return BeautifulSoup(html, "html.parser").get_text(" ").replace("\xa0", " ").replace(WORD_JOINER, "")


JARGON = r"\b(p-waarde|significant|interval|confidence|NPV|DiD|indicator|scenario|Wmo|Zvw|Wlz|populatie|interventie)\b"


def assert_plain(text: str, sentences: int, words: int = 15) -> None:
    """Fewer than so many sentences, none longer than so many words, and no jargon."""
    assert not re.search(JARGON, text)
    parts = [one for one in re.split(r"(?<=[.?!])\s+|\n+", text) if one.strip()]
    assert len(parts) < sentences
    assert [one for one in parts if len(one.split()) > words] == []
