"""Sentences about taking part that several sections say: how many took part, of how many it is known, more or fewer.

A sentence about one period never speaks of an effect: "change is not effect".
"""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.numbers.rounding import in_percent
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.amounts import hidden_words, number, size, why_not
from gezondmenu.report.words.shares import one_in, people, visits_words
from gezondmenu.report.words.summary_sentence import SummarySentence, beside_words, last_year
from gezondmenu.verdicts import is_more, is_one_in, is_small_growth, is_some


def takes_part(page: Page) -> SummarySentence:
    """How many residents took part; visits where only head counts are known."""
    rate, persons, visits = (row(page, name) for name in ("participation_rate", "participants", "visits"))
    if persons.known and is_some(rate):
        words = {"period": page.when, "people": people(persons.value, page.language)}
        if is_one_in(rate):
            text = translate(
                "About {share} residents took part in {period}: {people}.",
                page.language,
                share=one_in(rate.value, page.language),
                **words,
            )
        else:
            text = translate(
                "About {percent} of the residents took part in {period}: {people}.",
                page.language,
                percent=number(in_percent(rate.value), "%", page.language),
                **words,
            )
        beside = beside_words(page, "participation_rate", lambda r: one_in(r.value, page.language))
        return SummarySentence(text, "who", sure=persons_known(page), beside=beside)
    if persons.known:
        text = translate(
            "In {period} we counted {people} at the activities.",
            page.language,
            period=page.when,
            people=people(persons.value, page.language),
        )
        return SummarySentence(text, "who", sure=persons_known(page), beside=last_year(page, "participants"))
    if visits.known and persons.hidden:
        text = translate(
            "In {period} we counted {visits}. How many people came is {hidden}, to protect them.",
            page.language,
            visits=visits_words(visits.value, page.language),
            period=page.when,
            hidden=hidden_words(persons, page.language),
        )
        return SummarySentence(text, "who", beside=last_year(page, "visits"))
    if visits.known:
        text = translate(
            "In {period} we counted {visits}. We do not know how many different people came.",
            page.language,
            visits=visits_words(visits.value, page.language),
            period=page.when,
        )
        return SummarySentence(text, "who", beside=last_year(page, "visits"))
    text = translate(
        "We do not know how many residents took part in {period}: {reason}.",
        page.language,
        period=page.when,
        reason=why_not(persons, page.language),
    )
    return SummarySentence(text, "who")


def persons_known(page: Page) -> str:
    """At how many activities it is known who came, as a clause; empty where it is at all of them."""
    values = row(page, "participants").reason(Why.KNOWN_AT_ACTIVITIES)
    if values is None:
        return ""
    return translate("who came is known at {known} of the {all} activities", page.language, **values)


ABOUT_AS_MANY, MORE, FEWER = (
    (message("There were about as many visits as in {year}."), message("There were about as many visits as in {year}")),
    (
        message("There were {percent} more visits than in {year}."),
        message("There were {percent} more visits than in {year}"),
    ),
    (
        message("There were {percent} fewer visits than in {year}."),
        message("There were {percent} fewer visits than in {year}"),
    ),
)


def change_of_visits(page: Page, growth: Row, *, heading: bool = False) -> str:
    """More or fewer visits than in the year before, as a sentence or as a heading. Says nothing about why."""
    forms = ABOUT_AS_MANY if is_small_growth(growth) else MORE if is_more(growth) else FEWER
    percent = size(growth.value, "%", page.language)
    return translate(forms[heading], page.language, percent=percent, year=page.before)
