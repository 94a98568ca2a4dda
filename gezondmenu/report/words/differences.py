"""An area beside another area and beside last year, in words that follow the interval of the difference."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, format_number, translate
from gezondmenu.numbers import rounding
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import compared, row
from gezondmenu.report.words.amounts import hidden_words
from gezondmenu.verdicts import are_close_counts, is_clear, is_more, is_more_than, no_difference
from gezondmenu.vocabulary import ALL

POINTS = "percentage points"


def difference_words(entry: Row, language: str, other: str = "") -> str:
    """A difference or a ratio with its interval; with `other` as the part of a sentence that names it.

    Examples
    --------
    >>> difference = Row("A", "2025", "all", "x", 6, -6, 18, "percentage points", status="ok")
    >>> difference_words(difference, "en", "2024")
    '6 percentage points more than in 2024 (between -6 and 18): no clear difference'
    >>> difference_words(Row("A", "2025", "all", "x", 1.3, 1.1, 1.5, "ratio", status="ok"), "nl")
    '1,3 keer zo veel (1,1 tot 1,5)'
    """
    if entry.hidden:
        return hidden_words(entry, language)
    if entry.status == "too few":
        return translate("too few to tell", language)
    if not entry.has_interval:
        return UNKNOWN
    clear = is_clear(entry)
    places = _decimals(entry)
    if not clear and rounding.is_written_as(entry.value, no_difference(entry), places):
        limits = _limits(entry, language, places)
        if other:
            words = translate(
                "no clear difference with {other} (between {low} and {high})", language, other=other, **limits
            )
        else:
            words = translate("no clear difference ({low} to {high})", language, **limits)
        return words
    words = _amount(entry, language, places, other)
    return words if clear else translate("{words}: no clear difference", language, words=words)


def verdict(entry: Row, language: str) -> str:
    """A difference in as few words as fit beside a dot."""
    if entry.hidden:
        return hidden_words(entry, language)
    if entry.status == "too few":
        return translate("too few to tell", language)
    if not entry.has_interval:
        return translate("unknown", language)
    if not is_clear(entry):
        return translate("no clear difference", language)
    amount = _size(entry.value, entry.unit, language, _decimals(entry))
    if is_more(entry):
        return translate("{amount} more", language, amount=amount)
    return translate("{amount} less", language, amount=amount)


def in_a_word(page: Page, indicator: str, other: str, group: str = ALL) -> str:
    """More, less, about the same or no clear difference, beside another area or the year before; empty when unknown."""
    language, here = page.language, row(page, indicator, group)
    beside = compared(page, indicator, other, group)
    if beside.status == "too few":
        return translate("too few to tell", language)
    if beside.has_interval and here.known:
        if not is_clear(beside):
            return translate("no clear difference", language)
        return translate("more", language) if is_more(beside) else translate("less", language)
    then = row(page, indicator, group, period=other)
    if other != page.before or not (here.known and then.known):
        return ""
    if are_close_counts(here, then):
        return translate("about the same", language)
    return translate("more", language) if is_more_than(here, then) else translate("less", language)


def direction(page: Page, indicator: str, group: str = ALL) -> str:
    """More, less or no clear difference with the year before: a word, never a colour. Empty when unknown.

    Counts without an interval are about the same where they differ by less than 3%.
    """
    language, year = page.language, page.before
    now, then = row(page, indicator, group), row(page, indicator, group, period=year)
    if not (year and now.known and then.known):
        return ""
    beside = compared(page, indicator, year, group)
    if beside.status == "too few":
        return translate("too few to tell", language)
    if beside.has_interval and not is_clear(beside):
        return translate("no clear difference with {year}", language, year=year)
    if not beside.has_interval and are_close_counts(now, then):
        return translate("about the same as in {year}", language, year=year)
    more = is_more(beside) if beside.has_interval else is_more_than(now, then)
    if more:
        return translate("more than in {year}", language, year=year)
    return translate("less than in {year}", language, year=year)


def _decimals(entry: Row) -> int:
    """So many that a clear difference does not round to none."""
    least = 0 if entry.unit in (POINTS, "days") else 1
    if not is_clear(entry):
        return least
    return rounding.decimals_that_show((entry.lower, entry.upper), no_difference(entry), least)


def _limits(entry: Row, language: str, places: int) -> dict[str, str]:
    return {
        "low": format_number(entry.lower, language, places),
        "high": format_number(entry.upper, language, places),
    }


def _size(value: float, unit: str, language: str, places: int) -> str:
    """A difference with its unit, without its sign."""
    number = format_number(abs(value), language, places)
    if unit != POINTS:
        return number
    if number == "1":
        return translate("{number} percentage point", language, number=number)
    return translate("{number} percentage points", language, number=number)


def _amount(entry: Row, language: str, places: int, other: str) -> str:
    """How much more or less; limits of "less" are turned round, so that a reader needs no minus sign."""
    if entry.unit == "ratio":
        limits = _limits(entry, language, places)
        times = format_number(entry.value, language, places)
        if other:
            return translate(
                "{times} times as many as in {other} (between {low} and {high})",
                language,
                times=times,
                other=other,
                **limits,
            )
        return translate("{times} times as many ({low} to {high})", language, times=times, **limits)
    more = is_more(entry)
    ends = (entry.lower, entry.upper)
    low, high = ends if more else rounding.turned_round(*ends)
    limits = {"low": format_number(low, language, places), "high": format_number(high, language, places)}
    amount = _size(entry.value, entry.unit, language, places)
    if other and more:
        text = translate("{amount} more than in {other}", language, amount=amount, other=other)
    elif other:
        text = translate("{amount} less than in {other}", language, amount=amount, other=other)
    elif more:
        text = translate("{amount} more", language, amount=amount)
    else:
        text = translate("{amount} less", language, amount=amount)
    if other:
        return translate("{words} (between {low} and {high})", language, words=text, **limits)
    return translate("{words} ({low} to {high})", language, words=text, **limits)
