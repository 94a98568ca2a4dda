"""Where a number comes from, and who paid, where no value was worked out."""

from __future__ import annotations

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.rows.page import Page, read_page
from gezondmenu.report.rows.published import write_table
from gezondmenu.report.sections.value.block import glance, what_it_is_worth
from gezondmenu.report.sections.value.paid import payers_in_words, who_paid
from gezondmenu.vocabulary import ESTIMATE_COLUMNS

NAN = float("nan")
BOOKED = [
    ("costs", "all", 48409.0, "EUR", 48409, NAN, "ok"),
    ("costs", "law=none;payer=fund", 8409.0, "EUR", 8409, NAN, "ok"),
    ("costs", "law=Wmo;payer=municipality", 40000.0, "EUR", 40000, NAN, "ok"),
    ("visits", "all", 4255.0, "visits", 4255, NAN, "ok"),
    ("cost_per_visit", "all", 48409 / 4255, "EUR per visit", 48409, 4255, "ok"),
    ("cost_per_participant", "all", NAN, "EUR per participant", NAN, NAN, "suppressed"),
]


def page_with(entries: list[tuple], folder, language: str = "nl") -> Page:
    columns = ["indicator", "group", "value", "unit", "numerator", "denominator", "status"]
    rows = pd.DataFrame(entries, columns=columns).assign(
        area="A", period="2025", variant="main", version="1", design="count", note="", reasons=""
    )
    table = rows.reindex(columns=list(ESTIMATE_COLUMNS))
    table.attrs = {"areas": "area,name,parent,level,year,is_comparison\nA,Noord,,,,\n"}
    write_table(table, folder / "published.csv")
    return read_page(folder / "published.csv", area="A", language=language)


def text_of(*html: str) -> str:
    return " ".join(BeautifulSoup(" ".join(html), "html.parser").get_text(" ", strip=True).split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "€ 48.409 (geboekte kosten) gedeeld door 4.255 (bezoeken): € 11,38"),
        ("en", "€48,409 (booked costs) divided by 4,255 (visits): €11.38"),
    ],
)
def test_a_card_says_what_was_divided_by_what_on_this_page(tmp_path, language, words):
    """48,409 / 4,255 = 11.377; of a hidden quotient nothing is said."""
    text = text_of(card_folds(page_with(BOOKED, tmp_path, language), ["costs"])).replace("\xa0", " ")
    assert words in text
    assert text.count(words[:10]) == 1


def test_who_paid_stands_on_a_page_without_a_value(tmp_path):
    page = page_with(BOOKED, tmp_path)
    text = text_of(*who_paid(page)).replace("\xa0", " ")
    assert text == "Wie betaalde, Noord, 2025 Betaler Geboekte kosten De gemeente (Wmo) € 40.000 Het fonds € 8.409"
    said = payers_in_words(page)[0].replace("\xa0", " ")
    assert said == "Betaald door de gemeente (Wmo): € 40.000, het fonds: € 8.409."
    assert glance(page).startswith(payers_in_words(page)[0])
    whole = text_of(what_it_is_worth(page).html).replace("\xa0", " ")
    assert "In totaal is € 48.409 geboekt, voor 4.255 bezoeken." in whole
    assert "Wie betaalde, Noord, 2025" in whole


def test_bookings_that_name_no_payer_say_so_and_unknown_costs_say_nothing(tmp_path):
    page = page_with([entry for entry in BOOKED if "payer" not in entry[1]], tmp_path)
    assert text_of(*who_paid(page)) == "In de boekingen staat niet wie er betaalde."
    assert payers_in_words(page) == []
    assert who_paid(page_with(BOOKED[3:4], tmp_path)) == []
