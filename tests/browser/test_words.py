"""What stands in words for who cannot see the figures, and in which language."""

import re
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.browser.conftest import PAGES, name_of

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
TWENTY = re.compile(r"(?<!\d)\d+ (?:van de|of) 20\b")
"""So many of twenty dots: they are counted in the table, where each has a row."""


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_the_alternative_text_of_a_figure_and_its_table_tell_the_same_numbers(path):
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for image in soup.find_all("img"):
        around = image.find_parent(class_="figure")
        assert around.find("table"), image["alt"]
        written = NUMBER.findall(" ".join(around.stripped_strings))
        spoken = NUMBER.findall(TWENTY.sub("", image["alt"]))
        assert [number for number in spoken if not any(is_about(number, other) for other in written)] == []


def is_about(one: str, other: str) -> bool:
    """Whether two numbers on a page are the same, but for the decimals that the one with fewer leaves out."""
    if one == other:
        return True
    first, second = (text.replace(",", ".") for text in (one, other))
    if first.count(".") != 1 or second.count(".") != 1:
        return False
    fewest = min(len(text.split(".")[1]) for text in (first, second))
    return abs(float(first) - float(second)) <= 0.5 * 10**-fewest + 1e-9


ONLY = {
    "nl": {"het", "een", "van", "niet", "voor", "zijn", "wordt", "worden", "deze", "aan", "bij", "ook", "naar", "uit"}
    | {"meer", "wij", "hun", "dat", "maar", "wie", "zegt"},
    "en": {"the", "and", "with", "which", "are", "were", "this", "from", "their", "they", "than", "not", "for", "who"}
    | {"what", "how", "says"},
}
"""Short words that the other language does not have."""


@cache
def words_of_users() -> str:
    """What stands in the files of the examples and in the sources of prices: it keeps its own language."""
    folders = (ROOT / "data" / "example", ROOT / "data" / "arrangements", ROOT / "gezondmenu" / "reference")
    files = [path for folder in folders for path in folder.iterdir() if path.suffix in (".csv", ".toml")]
    return " ".join(path.read_text(encoding="utf-8").lower() for path in files)


def spoken(path: Path) -> list[tuple[str, str]]:
    """Each text of a page with the language that a screen reader takes for it."""
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    for tag in soup(["script", "style", "title"]):
        tag.extract()
    return [(text, text.find_parent(lang=True)["lang"]) for text in soup.body.find_all(string=True) if text.strip()]


def is_strange(text: str, language: str) -> bool:
    """Whether a text has short words of the other language, and none of this."""
    words = set(re.findall(r"[a-zë]+", text.lower()))
    return len(words & ONLY["en" if language == "nl" else "nl"]) >= 2 and not words & ONLY[language]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_every_text_is_in_the_language_that_it_says(path):
    assert [text for text, language in spoken(path) if is_strange(text, language)] == []


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_our_own_words_in_attributes_are_in_the_language_of_the_page(path):
    """No element can stand in an attribute; the table beside it says the language of words of users."""
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    texts = {tag[name] for name in ("alt", "aria-label") for tag in soup.select(f"[{name}]")}
    strange = [text for text in texts if is_strange(text, soup.html["lang"])]
    parts = {text: [part.strip() for part in re.split("[;:]", text.lower()) if len(part) > 9] for text in strange}
    assert [text for text in strange if not any(part in words_of_users() for part in parts[text])] == []


DUTCH = ("Gezelschap", "Boodschappen", "Vervoer", "Formulieren", "bewoners van de wijken", "inwoners van de gemeente")
DUTCH += ("verzonnen, alleen ter illustratie", "wat mensen eraan hebben", "bezoeken", "Groen in de straat")
DUTCH += (
    "samen een agenda maken",
    "bewoners van vier buurten",
    "bouw en beheer",
    "Kostenhandleiding",
    "minuten per week",
)
ENGLISH = ("ref price 2022", "HEAT manual", "price year not stated", "amounts from memory", "states EUR 319")


@pytest.mark.parametrize(("page", "words", "language"), [("en", DUTCH, "nl"), ("nl", ENGLISH, "en")])
def test_words_of_the_study_and_sources_of_prices_say_their_language(page, words, language):
    texts = [each for path in PAGES if path.parent.name.endswith(f"_{page}") for each in spoken(path)]
    said = {word: {tongue for text, tongue in texts if re.search(rf"\b{word}\b", text)} for word in words}
    assert said == {word: {language} for word in words}
