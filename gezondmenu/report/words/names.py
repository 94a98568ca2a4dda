"""Names of things: groups, traits, statements, indicators, periods and readers."""

from __future__ import annotations

import functools
import textwrap

from gezondmenu.card import card_words
from gezondmenu.indicators.register import named_indicators
from gezondmenu.language import message, translate
from gezondmenu.reference import read_reference
from gezondmenu.vocabulary import ALL, split_group

TRAITS = {
    "low_income": message("Income"),
    "gender": message("Gender"),
    "age_band": message("Age"),
    "price_low_income": message("Price for people with a low income"),
    "organiser": message("Who leads the activity"),
    "price": message("Price"),
    "distance": message("Distance"),
    "statement": message("Statement"),
    "answer": message("Answer"),
    "activity": message("Activity"),
    "form": message("Form"),
    "kind": message("Kind of request"),
    "measure": message("Figure"),
    "payer": message("Payer"),
}
LEVELS = {
    ("low_income", "yes"): message("low income"),
    ("low_income", "no"): message("no low income"),
    ("gender", "female"): message("women"),
    ("gender", "male"): message("men"),
    ("gender", "other"): message("another gender"),
    ("price_low_income", "free"): message("free"),
    ("price_low_income", "paid"): message("not free"),
    ("price_low_income", "unknown"): message("price unknown"),
    ("organiser", "residents"): message("residents themselves"),
    ("organiser", "mixed"): message("residents and professionals"),
    ("organiser", "professional"): message("professionals"),
    ("organiser", "unknown"): message("unknown"),
    ("answer", "yes"): message("yes"),
    ("answer", "no"): message("no"),
    ("form", "individual"): message("alone"),
    ("form", "collective"): message("together"),
    ("form", "general"): message("for everybody"),
}
PEOPLE = {
    ("low_income", "yes"): message("people with a low income"),
    ("low_income", "no"): message("people without a low income"),
    ("gender", "female"): message("women"),
    ("gender", "male"): message("men"),
    ("gender", "other"): message("people of another gender"),
}

READER_NAMES = {
    "municipality": message("the municipality"),
    "insurer": message("the health insurer"),
    "partners": message("the partners"),
}

REGULARS, OF_PARTICIPANTS = message("regular participants"), message("% of participants")


def level_name(group: str, language: str) -> str:
    """The name of a group in a figure or table.

    Examples
    --------
    >>> level_name("age_band=18-34", "nl"), level_name("gender=female", "nl")
    ('18–34 jaar', 'vrouwen')
    """
    trait, level = _first_trait(group)
    if trait == "age_band":
        if level.endswith("+"):
            return translate("{age} and older", language, age=level[:-1])
        return translate("age {ages}", language, ages=level.replace("-", "–"))
    return translate(LEVELS[trait, level], language) if (trait, level) in LEVELS else level


def people_name(group: str, language: str) -> str:
    """The people of a group, in a sentence."""
    trait, level = _first_trait(group)
    if trait == "age_band":
        if level.endswith("+"):
            return translate("people of {age} and older", language, age=level[:-1])
        return translate("people aged {ages}", language, ages=level.replace("-", "–"))
    return translate(PEOPLE[trait, level], language) if (trait, level) in PEOPLE else level


def _first_trait(group: str) -> tuple[str, str]:
    """The first trait and level of a group; the label itself, of no trait, for a total."""
    return next(iter(split_group(group).items()), ("", group))


def trait_name(trait: str, language: str) -> str:
    """The name of a trait."""
    return translate(TRAITS[trait], language) if trait in TRAITS else trait


def statement_text(statement: str, language: str, short: bool = False) -> str:
    """A statement in full, as residents read it, or in two words; the user's own statement as it is."""
    known = _words_of("statements", "statement")
    return known[statement][f"short_{language}" if short else language] if statement in known else statement


def measure_text(measure: str, language: str) -> str:
    """The name of a figure from an open source."""
    known = _words_of("context_measures", "measure")
    return known[measure][language] if measure in known else measure


@functools.cache
def _words_of(table: str, key: str) -> dict[str, dict[str, str]]:
    """The cells of a table of facts by its key."""
    rows = read_reference(table).set_index(key).to_dict("index")
    return {str(name): {str(column): str(cell) for column, cell in cells.items()} for name, cells in rows.items()}


def period_name(period: str, language: str) -> str:
    """A period in words.

    Examples
    --------
    >>> period_name("2025-Q3", "nl"), period_name("all", "en")
    ('3e kwartaal 2025', 'the whole study')
    """
    if period == ALL:
        return translate("the whole study", language)
    if "-Q" in period:
        year, quarter = period.split("-Q")
        return translate("quarter {quarter} of {year}", language, quarter=quarter, year=year)
    return period


def upper_first(text: str) -> str:
    """The same text with a capital in front."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The same text without a capital in front, for the middle of a sentence."""
    return text[:1].lower() + text[1:]


def reader_name(reader: str, language: str) -> str:
    """A reader with an article, in a sentence."""
    return translate(READER_NAMES[reader], language)


def indicator_name(name: str, language: str) -> str:
    """The name of an indicator as its card has it; that of regular participants with its unit."""
    short = short_name(name, language)
    if name == "regular_share":
        return f"{short} ({translate(OF_PARTICIPANTS, language)})"
    register = named_indicators()
    return card_words(register[name][1], language) if name in register else short


def short_name(name: str, language: str) -> str:
    """The name of an indicator without its unit and what else stands between brackets.

    Examples
    --------
    >>> indicator_name("regular_share", "nl"), short_name("scale_alpha", "en")
    ('vaste deelnemers (% van de deelnemers)', 'reliability')
    """
    if name == "regular_share":
        return translate(REGULARS, language)
    register = named_indicators()
    return card_words(register[name][1], language, "name") if name in register else name


def shortened(text: str, letters: int) -> str:
    """A text of at most so many letters, cut between words, and in a word that is longer than that by itself.

    Examples
    --------
    >>> shortened("wandelen en koken", 12), shortened("wandelgroepenoverleg", 12), shortened("wandelen", 12)
    ('wandelen en…', 'wandelgroep…', 'wandelen')
    """
    whole = " ".join(text.split())
    if len(whole) <= letters:
        return whole
    between_words = textwrap.shorten(whole, letters, placeholder="…")
    return between_words if len(between_words) > letters // 2 else whole[: letters - 1] + "…"
