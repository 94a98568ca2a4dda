"""The words of `study.toml` about sources, in two languages: written in that of the study, read in both."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from gezondmenu.language import LANGUAGES, message, translate
from gezondmenu.study.read.file_formats import header_name
from gezondmenu.study.read.files import column_names, table_names
from gezondmenu.study.schema import column_words, table_words, tables
from gezondmenu.study.sources.seam import Question
from gezondmenu.study.sources.words import PRESENT

OPEN = "?"
"""What stands for an answer that the user has not given."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WORDS = {
    "by hand": message("by hand"),
    "dates": message("dates"),
    "others": message("all others"),
    "none": message("none"),
    "hours": message("hours"),
    "activity": message("activity"),
    "skip": message("skip"),
    "person": message("person"),
    "yes": message("yes"),
    "no": message("no"),
    "first": message("first"),
    "second": message("second"),
    "day": message("day"),
    "month": message("month"),
    PRESENT: message("present"),
    "monday": message("monday"),
    "tuesday": message("tuesday"),
    "wednesday": message("wednesday"),
    "thursday": message("thursday"),
    "friday": message("friday"),
    "saturday": message("saturday"),
    "sunday": message("sunday"),
}


def in_words(word: str, language: str) -> str:
    """A word of the vocabulary as it is written in `study.toml`; any other text as it is.

    Examples
    --------
    >>> in_words("first", "nl"), in_words("attendance", "nl"), in_words("Wandelgroep", "nl")
    ('eerste', 'aanwezigheid', 'Wandelgroep')
    """
    if word in _WORDS:
        return translate(_WORDS[word], language)
    return table_in_words(word, language) if word in tables() else word


def table_in_words(table: str, language: str) -> str:
    """The name of a table in a language: its first other name in Dutch.

    Examples
    --------
    >>> table_in_words("sessions", "nl"), table_in_words("sessions", "en")
    ('bijeenkomsten', 'sessions')
    """
    return table_words(table).in_language(language)


def column_in_words(table: str, column: str, language: str) -> str:
    """The name of a column in a language: its first other name in Dutch.

    Examples
    --------
    >>> column_in_words("sessions", "visits", "nl"), column_in_words("attendance", "present", "nl")
    ('bezoeken', 'aanwezig')
    """
    if column == PRESENT:
        return in_words(PRESENT, language)
    return column_words(table, column).in_language(language)


@functools.lru_cache(maxsize=4096)
def word_of(text: str) -> str:
    """The word of the vocabulary that a text of `study.toml` is, in either language; any other text as it is.

    Examples
    --------
    >>> word_of("Eerste"), word_of("yes"), word_of("Wandelgroep")
    ('first', 'yes', 'Wandelgroep')
    """
    plain = text.strip().lower()
    for word, meant in _WORDS.items():
        if plain in {word, *(translate(meant, language) for language in LANGUAGES)}:
            return word
    return text


def table_of(text: str) -> str | None:
    """The table that a text names, in either language; None when it names none."""
    return table_names().get(header_name(text))


def column_of_text(text: str, table: str) -> str | None:
    """The column of a table that a text names, in either language (also ``present`` of attendance); None for none."""
    if word_of(text) == PRESENT and table == "attendance":
        return PRESENT
    return column_names(table).get(header_name(text))


def options_text(question: Question, language: str) -> str:
    """The answers of a question, in a language; a dash for none."""
    return ", ".join(option_in_words(option, language) for option in question.options) or "–"


def option_in_words(option: str, language: str) -> str:
    """An answer that fits, in a language: a word of `study.toml`, or a word that a column allows.

    Examples
    --------
    >>> option_in_words("municipality", "nl"), option_in_words("Wmo", "nl"), option_in_words("Yoga", "nl")
    ('gemeente', 'Wmo', 'Yoga')
    """
    if language == "nl" and option in _allowed():
        return _allowed()[option]
    return in_words(option, language)


def is_option(answer: str, options: Sequence[str]) -> bool:
    """Whether an answer is one of those that fit, in either language.

    Examples
    --------
    >>> is_option("Gemeente", ["municipality"]), is_option("eerste", ["first", "second"]), is_option("x", ["yes"])
    (True, True, False)
    """
    fitting = {option_in_words(option, language).lower() for option in options for language in LANGUAGES}
    return answer.lower() in fitting | {option.lower() for option in options}


@functools.cache
def _allowed() -> dict[str, str]:
    """The first Dutch word of each value that who pays, and by which law, may have."""
    columns = tables()["costs"].columns
    return {
        value: alias[0] for name in ("payer", "law") for value, alias in (columns[name].values or {}).items() if alias
    }
