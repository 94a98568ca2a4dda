"""Shares and counts in words: "1 in 14", "8 out of 10", "twice as much", "40 people"."""

from __future__ import annotations

from gezondmenu.language import format_number, message, translate, translate_plural
from gezondmenu.numbers import rounding
from gezondmenu.reasons import Why
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.amounts import cell, interval, why_not
from gezondmenu.verdicts import how_much, is_middling

REACH = {
    "": message("no clear difference"),
    "much less": message("much less"),
    "half as much": message("about half as much"),
    "less": message("less"),
    "as much": message("about as much"),
    "more": message("more"),
    "one and a half times": message("one and a half times as much"),
    "almost twice": message("almost twice as much"),
    "twice": message("twice as much"),
    "more than twice": message("more than twice as much"),
    "times": message("{times} times as much"),
}
"""How much a group takes part, by what `verdicts.how_much` says of it."""


def one_in(per_thousand: float, language: str) -> str:
    """A rate per 1,000 as words.

    Examples
    --------
    >>> one_in(71.8, "nl"), one_in(4.1, "en")
    ('1 op de 14', '1 in 240')
    """
    if per_thousand <= 0:
        return translate("none", language)
    return translate("1 in {whole}", language, whole=format_number(rounding.one_in(per_thousand), language))


def out_of_ten(percent: float, language: str) -> str:
    """A percentage as words.

    Examples
    --------
    >>> [out_of_ten(p, "nl") for p in (81, 50, 98, 2)]
    ['ongeveer 8 van de 10', 'ongeveer de helft', 'bijna iedereen', 'bijna niemand']
    >>> out_of_ten(75, "nl"), out_of_ten(15, "nl")
    ('ongeveer 3 van de 4', 'ongeveer 1 van de 7')
    """
    if percent <= 0:
        return translate("nobody", language)
    part, whole = rounding.fraction_of(percent)
    if part == whole:
        return translate("almost everybody", language)
    if part == 0:
        return translate("almost nobody", language)
    if part * 2 == whole:
        return translate("about half", language)
    if whole == rounding.TENTHS:
        return translate("about {tenths} out of 10", language, tenths=part)
    return translate("about {part} out of {whole}", language, part=part, whole=whole)


def others_out_of_ten(percent: float, language: str) -> str:
    """The share of all others as words.

    Examples
    --------
    >>> others_out_of_ten(41, "en")
    'about 6 out of 10'
    """
    return out_of_ten(100 - percent, language)


def times(percent: float, language: str) -> str:
    """A percentage over 100 as so many times.

    Examples
    --------
    >>> times(300, "nl")
    '3,0'
    """
    return format_number(percent / 100, language, 1)


def reach_words(entry: Row, language: str) -> str:
    """A reach ratio in words: how much a group takes part, next to its place in the neighbourhood.

    Examples
    --------
    >>> reach_words(Row("A", "2025", "g", "reach_ratio", 1.8, 1.5, 2.1, "ratio", status="ok"), "nl")
    'bijna twee keer zo veel'
    """
    if not entry.known:
        return why_not(entry, language)
    return translate(REACH[how_much(entry)], language, times=format_number(entry.value, language))


def people(count: float, language: str) -> str:
    """A number of people, singular where it is one."""
    return translate_plural("{count} person", "{count} people", count, language)


def visits_words(count: float, language: str) -> str:
    """A number of visits, singular where it is one."""
    return translate_plural("{count} visit", "{count} visits", count, language)


def plain_share(entry: Row, language: str) -> str:
    """A share as so many out of ten; of a rough share the two ends of its interval."""
    rough = entry.reason(Why.ROUGH) is not None and entry.has_interval
    return interval(entry, language) if rough else out_of_ten(entry.value, language)


def share_words(entry: Row, language: str, *, people: bool = False) -> str:
    """A share in a sentence, with its interval; of a rough share only the interval."""
    between = interval(entry, language)
    if entry.reason(Why.ROUGH) is not None and between:
        return between
    middling = people or is_middling(entry)
    share = out_of_ten(entry.value, language) if middling else cell(entry, language)
    return f"{share} ({between})" if between else share
