"""A number of a row as a page shows it: with its unit, as an interval, or as words where there is none."""

from __future__ import annotations

from collections.abc import Callable

from gezondmenu.language import (
    UNKNOWN,
    format_euro,
    format_number,
    format_percent,
    message,
    translate,
)
from gezondmenu.numbers.rounding import decimals_of_gain, decimals_of_quotient, metres_of
from gezondmenu.reasons import Why
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.reasons import reason_words
from gezondmenu.units import split_unit

UNITS = {
    "persons": message("people"),
    "requests": message("requests for help"),
    "visits": message("visits"),
    "sessions": message("sessions"),
    "activities": message("activities"),
    "employers": message("employers"),
    "hours": message("hours"),
    "days": message("days"),
    "km": message("kilometres"),
    "%": message("percent"),
    "% per quarter": message("percent per quarter"),
    "ratio": message("ratio"),
    "index": message("index"),
    "per 1,000 residents": message("per 1,000 residents"),
    "per 1,000 people": message("per 1,000 people"),
    "per EUR 1,000": message("per € 1,000"),
    "EUR": message("euros"),
    "EUR per visit": message("euros per visit"),
    "EUR per session": message("euros per session"),
    "EUR per participant": message("euros per participant"),
    "visits per session": message("visits per session"),
    "visits per participant": message("visits per participant"),
    "hours per participant": message("hours per participant"),
    "MET-hours per participant": message("MET-hours per participant"),
    "points": message("points"),
    "percentage points": message("percentage points"),
    "standard deviations": message("standard deviations"),
    "probability": message("probability"),
    "alpha": message("alpha"),
    "% of the points": message("percent of the points"),
    "score from -1 to 1": message("score from -1 to 1"),
    "EUR per EUR": message("euros per euro"),
    "EUR per person": message("euros per person"),
    "EUR per QALY": message("euros per QALY"),
    "as given": message("as given"),
    "points per 10 visits": message("points for every 10 visits"),
    "percentage points per 10 visits": message("percentage points for every 10 visits"),
}
PLACES = {"points": 1, "standard deviations": 2, "probability": 3, "alpha": 2, "points per 10 visits": 2}
"""Decimals of units that are no counts; what a survey says takes those of its scale (`scores.places`)."""


def unit_name(unit: str, language: str) -> str:
    """A unit in words; one of the user's own as it is."""
    return translate(UNITS[unit], language) if unit in UNITS else unit


def number(value: float, unit: str, language: str) -> str:
    r"""A number as a page shows it: at most three digits that count, fixed decimals for a unit.

    Examples
    --------
    >>> number(71.79, "per 1,000 residents", "nl"), number(6.4, "EUR per visit", "nl"), number(81.2, "%", "nl")
    ('72', '€\xa06,40', '81%')
    """
    if split_unit(unit).in_euros:
        return format_euro(value, language)
    if unit == "%":
        return format_percent(value, language)
    if unit == "% per quarter":
        return format_percent(value, language, 1)
    if unit in PLACES:
        return format_number(value, language, PLACES[unit])
    if unit == "ratio":
        return format_number(value, language, 1)
    if unit == "km":
        return distance(value, language)
    if unit == "per EUR 1,000":
        return format_number(value, language, decimals_of_gain(value))
    return format_number(value, language, decimals_of(value, unit))


def bare_number(value: float, unit: str, language: str) -> str:
    """The same number under a heading that names the unit: a percentage without its sign.

    Examples
    --------
    >>> bare_number(81.2, "%", "nl"), bare_number(0.28, "km", "en")
    ('81', '300 metres')
    """
    if unit == "%":
        return format_number(value, language)
    if unit == "% per quarter":
        return format_number(value, language, 1)
    return number(value, unit, language)


def decimals_of(value: float, unit: str) -> int:
    """The decimals of a count, or of a number for each of something."""
    return decimals_of_quotient(value) if split_unit(unit).per else 0


def size(value: float, unit: str, language: str) -> str:
    """The same number without the sign, where a word says up or down."""
    return number(abs(value), unit, language)


def distance(kilometres: float, language: str) -> str:
    """A distance: metres in steps of 50 under a kilometre, else kilometres.

    Examples
    --------
    >>> distance(0.28, "nl"), distance(1.94, "en")
    ('300 meter', '1.9 kilometres')
    """
    metres = metres_of(kilometres)
    if metres is not None:
        return translate("{number} metres", language, number=format_number(metres, language))
    return translate("{number} kilometres", language, number=format_number(kilometres, language, 1))


def hidden_words(entry: Row, language: str) -> str:
    """What stands in the place of a hidden number, with the limit of the profile.

    Examples
    --------
    >>> hidden_words(Row("A", "2025", "all", "x", status="suppressed", reasons=Why.HIDDEN_FEW(limit=10)), "nl")
    'te weinig (< 10)'
    """
    for kind in (Why.HIDDEN_FEW, Why.HIDDEN_DENOMINATOR, Why.HIDDEN_CELL, Why.HIDDEN_IN_SUM):
        if values := entry.reason(kind):
            return translate("hidden (< {limit})", language, limit=values["limit"])
    if values := entry.reason(Why.HIDDEN_CLASS):
        return translate("hidden (> {share}%)", language, share=values["share"])
    return translate("hidden", language)


def cell(entry: Row, language: str, say: Callable[[float, str, str], str] = number) -> str:
    """A row in a table: the number, or words for why there is none; of a rough share only the interval.

    `say` is `bare_number` under a heading that names the unit.

    Examples
    --------
    >>> rough = Why.ROUGH(width=5)
    >>> cell(Row("A", "2025", "all", "x", 100.0, 79.6, 100.0, "%", n=15, status="ok", reasons=rough), "nl")
    '80–100%'
    """
    if entry.hidden:
        return hidden_words(entry, language)
    if entry.status == "too few":
        return translate("too few to tell", language)
    if not entry.known:
        return UNKNOWN
    if entry.unit == "%" and entry.has_interval and entry.reason(Why.ROUGH) is not None:
        return f"{format_number(entry.lower, language)}–{say(entry.upper, entry.unit, language)}"
    shown = say(entry.value, entry.unit, language)
    return translate("{number} (uncertain)", language, number=shown) if entry.status == "unstable" else shown


def short_reason(entry: Row, language: str) -> str:
    """What stands in a sentence or tile where there is no number."""
    return cell(entry, language) if entry.status in ("suppressed", "too few") else translate("unknown", language)


def interval(entry: Row, language: str) -> str:
    """The interval of a row in words; empty when there is none.

    Examples
    --------
    >>> interval(Row("A", "2025", "all", "x", 80, 74.2, 85.1, "%", status="ok"), "nl")
    'tussen 74% en 85%'
    """
    if not entry.has_interval:
        return ""
    low, high = (number(limit, entry.unit, language) for limit in (entry.lower, entry.upper))
    return translate("between {low} and {high}", language, low=low, high=high)


def why_not(entry: Row, language: str) -> str:
    """The reason why there is no number, as the end of a sentence."""
    if entry.hidden:
        return hidden_words(entry, language)
    if entry.status == "too few":
        return translate("too few to tell", language)
    return reason_words(entry.reasons.first, language) or translate("no data", language)


def numbers(values: dict[str, float], language: str) -> dict[str, str]:
    """The values of a reason, written as the language writes numbers."""
    return {name: format_number(count, language) for name, count in values.items()}
