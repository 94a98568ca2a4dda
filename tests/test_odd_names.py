"""Names as people give them: on the page they are text, and nothing of them reaches what stands around."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from gezondmenu.report.publish.directions import END, ISOLATE, isolate, turns
from gezondmenu.report.words.names import shortened

NORTH = "حي الشمال"
GROUP = "קבוצת הליכה 3"


def test_a_page_without_a_letter_that_turns_is_the_same_object():
    page = "<p>Noord: 83% één – ‘zo’</p>"
    assert isolate(page, ["Noord"]) is page


@pytest.mark.parametrize(
    ("page", "texts", "expected"),
    [
        (f"<p>83% {NORTH}: 4</p>", [NORTH], f"<p>83% <bdi>{NORTH}</bdi>: 4</p>"),
        # the number belongs to the name, so it stands inside
        (f"<p>{GROUP}: 12</p>", [GROUP], f"<p><bdi>{GROUP}</bdi>: 12</p>"),
        (f"<p>{NORTH} &amp; $1$ | x 5</p>", [f"{NORTH} & $1$ | x"], f"<p><bdi>{NORTH} &amp; $1$ | x</bdi> 5</p>"),
        ("<p>&#34;حي&#34; 5</p>", ['"حي"'], "<p><bdi>&#34;حي&#34;</bdi> 5</p>"),
        # only a part of a name is shown
        (f"<p>{NORTH}… 5</p>", [f"{NORTH} الكبير"], f"<p><bdi>{NORTH}</bdi>… 5</p>"),
        (f"<text>{NORTH} 5</text>", [], f"<text><bdi>{NORTH}</bdi> 5</text>"),
        (f"<svg><text>{NORTH} 5</text></svg>", [NORTH], f"<svg><text>{ISOLATE}{NORTH}{END} 5</text></svg>"),
        (f"<title>{NORTH} – 2025</title>", [NORTH], f"<title>{ISOLATE}{NORTH}{END} – 2025</title>"),
        (f'<td data-label="{NORTH}">4</td>', [NORTH], f'<td data-label="{ISOLATE}{NORTH}{END}">4</td>'),
        (f"<style>a {{ content: '{NORTH}' }}</style>", [NORTH], f"<style>a {{ content: '{NORTH}' }}</style>"),
        ("<p>\u202eevil\u202c test: 4</p>", ["\u202eevil\u202c test"], "<p><bdi>\u202eevil\u202c test</bdi>: 4</p>"),
        (f"<p>{NORTH}</p><p>{NORTH}</p>", [NORTH], f"<p><bdi>{NORTH}</bdi></p><p><bdi>{NORTH}</bdi></p>"),
    ],
)
def test_a_name_that_turns_is_isolated(page, texts, expected):
    assert isolate(page, texts) == expected


@given(st.text(alphabet="abcحيקבו 12&<\"'|", min_size=1, max_size=12))
def test_every_letter_that_turns_stands_in_a_bdi_and_the_text_is_as_it_was(name):
    from markupsafe import escape

    page = f"<p>83% {escape(name)}: 4</p>"
    isolated = BeautifulSoup(isolate(page, [name]), "html.parser")
    assert isolated.get_text() == BeautifulSoup(page, "html.parser").get_text()
    for bdi in isolated.find_all("bdi"):
        bdi.decompose()
    assert not turns(isolated.get_text())


@given(st.text(max_size=60), st.integers(min_value=4, max_value=40))
def test_a_shortened_name_is_never_longer_and_never_only_dots(text, letters):
    short = shortened(text, letters)
    assert len(short) <= letters
    assert (short == "") == (not text.split())
    assert short != "…" or " ".join(text.split()) == "…"


def test_a_name_that_is_one_long_word_keeps_its_beginning():
    assert re.fullmatch("L{43}…", shortened("L" * 200, 44))
