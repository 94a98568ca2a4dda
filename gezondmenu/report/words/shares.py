"""Shares and counts in words: "1 in 14", "8 out of 10", "twice as much", "40 people"."""

from __future__ import annotations

from gezondmenu.language import format_number, message, translate, translate_plural
from gezondmenu.reasons import Why
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.amounts import cell, interval, why_not
from gezondmenu.verdicts import REACH_APART, leaves_out

FRACTIONS = [(part, 10) for part in range(11)] + [(1, 7), (1, 4), (1, 3), (2, 3), (3, 4), (6, 7)]
"""Shares that are said in words; the nearest is taken, so that the words do not leave the interval."""


def one_in(per_thousand: float, language: str) -> str:
    """A rate per 1,000 as words.

    Examples
    --------
    >>> one_in(71.8, "nl"), one_in(4.1, "en")
    ('1 op de 14', '1 in 240')
    """
    if per_thousand <= 0:
        return translate("none", language)
    whole = 1000 / per_thousand
    step = 1 if whole < 30 else 5 if whole < 100 else 10
    return translate("1 in {whole}", language, whole=format_number(max(step * round(whole / step), 1), language))


def out_of_ten(percent: float, language: str) -> str:
    """A percentage as words.

    Examples
    --------
    >>> [out_of_ten(p, "nl") for p in (81, 50, 98, 2)]
    ['ongeveer 8 van de 10', 'ongeveer de helft', 'bijna iedereen', 'bijna niemand']
    >>> out_of_ten(75, "nl"), out_of_ten(15, "nl")
    ('ongeveer 3 van de 4', 'ongeveer 1 van de 7')
    """
    part, whole = min(FRACTIONS, key=lambda fraction: abs(percent / 100 - fraction[0] / fraction[1]))
    if whole != 10 and percent > 0:
        return translate("about {part} out of {whole}", language, part=part, whole=whole)
    tenths = round(percent / 10)
    if percent <= 0:
        return translate("nobody", language)
    if tenths >= 10:
        return translate("almost everybody", language)
    if tenths == 0:
        return translate("almost nobody", language)
    if tenths == 5:
        return translate("about half", language)
    return translate("about {tenths} out of 10", language, tenths=tenths)


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
    if entry.has_interval and not leaves_out(entry.lower, entry.upper, 1.0):
        return translate("no clear difference", language)
    steps = (
        (0.4, message("much less")),
        (0.6, message("about half as much")),
        (1 - REACH_APART, message("less")),
        (1 + REACH_APART, message("about as much")),
        (1.4, message("more")),
        (1.65, message("one and a half times as much")),
        (1.9, message("almost twice as much")),
        (2.15, message("twice as much")),
        (2.65, message("more than twice as much")),
    )
    for limit, words in steps:
        if entry.value < limit:
            return translate(words, language)
    return translate("{times} times as much", language, times=format_number(entry.value, language))


def people(count: float, language: str) -> str:
    """A number of people, singular where it is one."""
    return translate_plural("{count} person", "{count} people", count, language)


def visits_words(count: float, language: str) -> str:
    """A number of visits, singular where it is one."""
    return translate_plural("{count} visit", "{count} visits", count, language)


def share_words(entry: Row, language: str, *, people: bool = False) -> str:
    """A share in a sentence, with its interval; of a rough share only the interval."""
    between = interval(entry, language)
    if entry.reason(Why.ROUGH) is not None and between:
        return between
    middling = people or 5 <= entry.value < 95
    share = out_of_ten(entry.value, language) if middling else cell(entry, language)
    return f"{share} ({between})" if between else share
