"""Numbers of the survey: how many decimals a score takes, a change as an amount, its limits, and a number in a cell."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, format_number, sign_of, translate
from gezondmenu.numbers import rounding
from gezondmenu.report.rows.health import change, entries, scale_of
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import NAN, Row
from gezondmenu.report.words.amounts import hidden_words
from gezondmenu.report.words.differences import POINTS
from gezondmenu.report.words.outcomes import GOOD_HEALTH
from gezondmenu.verdicts import is_clear

UTILITIES = (0.0, 1.0)
"""The scale of an eq5d index, of which values under zero are few."""


def places(page: Page, outcome: str) -> int:
    """How many decimals a score takes: those that its scale asks for, or else those of its interval."""
    scale = scale_of(outcome)
    if outcome == GOOD_HEALTH or scale.get("level") == "yes_no":
        return 0
    low, high = UTILITIES if outcome == "eq5d" else (scale.get("low", NAN), scale.get("high", NAN))
    if low == low and high == high:
        return rounding.decimals_of_scale(low, high)
    changes = [e for e in entries(page, "mean_change") if e.traits.get("outcome") == outcome and e.has_interval]
    if any(entry.unit == POINTS for entry in changes):
        return 0
    return rounding.decimals_of_intervals((entry.lower, entry.upper) for entry in changes)


def places_of(page: Page, outcome: str, entry: Row) -> int:
    """So many decimals that a clear change does not round to none."""
    least = places(page, outcome)
    if not is_clear(entry):
        return least
    return rounding.decimals_that_show((entry.lower, entry.upper), 0.0, least)


def places_in_table(page: Page, outcome: str) -> int:
    """The same decimals for every number of an outcome that stands in one column: those of its change here."""
    return places_of(page, outcome, change(page, outcome))


def amount(value: float, unit: str, decimals: int, language: str) -> str:
    """A size in points, without its sign.

    Examples
    --------
    >>> amount(-0.51, "points", 1, "nl"), amount(8.3, "percentage points", 0, "en"), amount(1, "points", 0, "en")
    ('0,5 punt', '8 percentage points', '1 point')
    """
    number = format_number(abs(value), language, decimals)
    if unit == POINTS and number == "1":
        return translate("{number} percentage point", language, number=number)
    if unit == POINTS:
        return translate("{number} percentage points", language, number=number)
    if number == "1":
        return translate("{number} point", language, number=number)
    return translate("{number} points", language, number=number)


def signed(value: float, decimals: int, language: str) -> str:
    """A number with its sign; none before zero.

    Examples
    --------
    >>> signed(0.31, 1, "nl"), signed(-0.31, 1, "nl"), signed(0.01, 1, "nl")
    ('+0,3', '-0,3', '0,0')
    """
    text = format_number(value, language, decimals)
    return f"+{text}" if sign_of(value, decimals) == "+" else text


def signed_amount(value: float, unit: str, decimals: int, language: str) -> str:
    """A size in points with its sign.

    Examples
    --------
    >>> signed_amount(-0.51, "points", 1, "nl"), signed_amount(0.01, "points", 1, "nl")
    ('-0,5 punt', '0,0 punt')
    """
    return sign_of(value, decimals) + amount(value, unit, decimals, language)


def limits(entry: Row, decimals: int, language: str) -> dict[str, str]:
    """The limits of a change without their signs where both are on one side, the smaller first."""
    low, high = rounding.without_sign(entry.lower, entry.upper)
    plain = low >= 0
    return {
        name: format_number(limit, language, decimals) if plain else signed(limit, decimals, language)
        for name, limit in (("low", low), ("high", high))
    }


def cell_of(page: Page, outcome: str, entry: Row) -> str:
    """A change or a difference in a cell or beside a dot: the number with its sign, or words for why there is none."""
    language = page.language
    if entry.hidden:
        return hidden_words(entry, language)
    if entry.status == "too few":
        return translate("too few to tell", language)
    if not entry.known:
        return UNKNOWN
    return signed(entry.value, places_in_table(page, outcome), language)


def interval_of(page: Page, outcome: str, entry: Row) -> str:
    """The interval of a change or a difference in a cell; of a clear one no limit is written as zero."""
    if not entry.has_interval:
        return UNKNOWN
    decimals = places_in_table(page, outcome)
    if is_clear(entry) and not all(sign_of(limit, decimals) for limit in (entry.lower, entry.upper)):
        decimals = places_of(page, outcome, entry)
    low, high = (signed(limit, decimals, page.language) for limit in (entry.lower, entry.upper))
    return unbroken(translate("{low} to {high}", page.language, low=low, high=high))


def unbroken(text: str) -> str:
    """A text that a narrow column leaves on one line."""
    return text.replace(" ", "\xa0")


def level_of(page: Page, outcome: str, entry: Row) -> str:
    """A mean score or a share in a cell, with the people behind it."""
    language = page.language
    if not entry.known:
        return cell_of(page, outcome, entry)
    shown = format_number(entry.value, language, places(page, outcome))
    shown = f"{shown}%" if entry.unit == "%" else shown
    return f"{shown} ({format_number(entry.n, language)})" if entry.n == entry.n else shown


def people_in(entry: Row, language: str) -> str:
    """The people behind a number in a cell; unknown where the number is not shown."""
    return format_number(entry.n, language) if entry.known else UNKNOWN


def smallest_places(page: Page, outcome: str, least: float) -> int:
    """The decimals of the smallest change that people notice."""
    return max(places(page, outcome), rounding.decimals_of_threshold(least))
