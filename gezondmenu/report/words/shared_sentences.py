"""Sentences that several sections say: who takes part, what residents think, what it costs, and time given.

A claim about one period or one question never speaks of an effect: "change is not effect".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gezondmenu.language import message, translate
from gezondmenu.numbers.rounding import in_percent
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import RESIDENTS
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row, statements
from gezondmenu.report.words.amounts import cell, hidden_words, interval, number, short_reason, size, why_not
from gezondmenu.report.words.change import clear_change
from gezondmenu.report.words.names import statement_text
from gezondmenu.report.words.shares import one_in, out_of_ten, people, visits_words
from gezondmenu.verdicts import is_about_the_same, is_more, is_one_in, is_some
from gezondmenu.vocabulary import group_label


@dataclass(frozen=True)
class Claim:
    """A sentence of the summary, the section that explains it, and what stands beside it."""

    text: str
    section: str
    sure: str = ""
    beside: tuple[str, ...] = ()


def takes_part(page: Page) -> Claim:
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
        beside = _beside(page, "participation_rate", lambda r: one_in(r.value, page.language))
        return Claim(text, "who", sure=persons_known(page), beside=beside)
    if persons.known:
        text = translate(
            "In {period} we counted {people} at the activities.",
            page.language,
            period=page.when,
            people=people(persons.value, page.language),
        )
        return Claim(text, "who", sure=persons_known(page), beside=_last_year(page, "participants"))
    if visits.known and persons.hidden:
        text = translate(
            "In {period} we counted {visits}. How many people came is {hidden}, to protect them.",
            page.language,
            visits=visits_words(visits.value, page.language),
            period=page.when,
            hidden=hidden_words(persons, page.language),
        )
        return Claim(text, "who", beside=_last_year(page, "visits"))
    if visits.known:
        text = translate(
            "In {period} we counted {visits}. We do not know how many different people came.",
            page.language,
            visits=visits_words(visits.value, page.language),
            period=page.when,
        )
        return Claim(text, "who", beside=_last_year(page, "visits"))
    text = translate(
        "We do not know how many residents took part in {period}: {reason}.",
        page.language,
        period=page.when,
        reason=why_not(persons, page.language),
    )
    return Claim(text, "who")


def persons_known(page: Page) -> str:
    """At how many activities it is known who came, as a clause; empty where it is at all of them."""
    values = row(page, "participants").reason(Why.KNOWN_AT_ACTIVITIES)
    if values is None:
        return ""
    return translate("who came is known at {known} of the {all} activities", page.language, **values)


def appreciates(page: Page) -> Claim:
    """How many of those who answered are positive about their own health, or about the first statement."""
    asked = statements(page)
    statement = "my_health" if "my_health" in asked or not asked else asked[0]
    group = group_label(statement=statement)
    positive = row(page, "appreciation_positive", group)
    if not positive.known:
        if positive.hidden:
            text = translate(
                "What residents think of it is {hidden}, to protect them.",
                page.language,
                hidden=hidden_words(positive, page.language),
            )
        else:
            text = translate(
                "We do not know what residents think of it: {reason}.",
                page.language,
                reason=why_not(positive, page.language),
            )
        return Claim(text, "opinion")
    between = interval(positive, page.language)
    rough = positive.reason(Why.ROUGH) is not None and bool(between)
    share = between if rough else out_of_ten(positive.value, page.language)
    if statement == "my_health":
        text = translate("Of those who answered, {share} said it is good for their health.", page.language, share=share)
    else:
        text = translate(
            "Of those who answered, {share} agreed with “{statement}”.",
            page.language,
            share=share,
            statement=statement_text(statement, page.language),
        )
    sure = ["" if rough else between, response(page)]
    return Claim(
        text,
        "opinion",
        sure="; ".join(part for part in sure if part),
        beside=_beside(
            page, "appreciation_positive", lambda r: cell(r, page.language), group_label(statement=statement)
        ),
    )


def costs(page: Page) -> Claim:
    """What a visit cost; where that is unknown, what clearly changed, or whether there were more visits than before."""
    cost, growth = row(page, "cost_per_visit"), row(page, "visits_growth")
    if page.reader == RESIDENTS:
        return Claim(*without_euros(page))
    if cost.known:
        text = translate("A visit cost {amount} on average.", page.language, amount=cell(cost, page.language))
        return Claim(text, "worth", beside=_beside(page, "cost_per_visit", lambda r: cell(r, page.language)))
    if changed := clear_change(page):
        return Claim(changed, "change")
    if growth.known:
        text = change_of_visits(page, growth) + " " + translate("We do not know what a visit cost.", page.language)
        return Claim(text, "who")
    text = translate("We do not know what a visit cost: {reason}.", page.language, reason=why_not(cost, page.language))
    return Claim(text, "worth")


def response(page: Page) -> str:
    """How many of those who were asked gave an answer, as a clause; empty when it is unknown."""
    answered = row(page, "appreciation_response")
    if not answered.known:
        return ""
    return translate("{share} gave an answer", page.language, share=out_of_ten(answered.value, page.language))


def _beside(page: Page, indicator: str, words: Callable[[Row], str], group: str = "all") -> tuple[str, ...]:
    """The area beside this one and the year before, in the words of the sentence."""
    parts = []
    if page.beside:
        other = row(page, indicator, group, area=page.beside)
        parts.append(f"{page.beside_name}: {words(other) if other.known else short_reason(other, page.language)}")
    then = row(page, indicator, group, period=page.before)
    if then.status != "absent":
        parts.append(f"{page.before}: {words(then) if then.known else short_reason(then, page.language)}")
    return tuple(parts)


def _last_year(page: Page, indicator: str) -> tuple[str, ...]:
    """Counts of a city say nothing beside those of a neighbourhood; those of last year do."""
    then = row(page, indicator, period=page.before)
    return (f"{page.before}: {cell(then, page.language)}",) if then.status != "absent" else ()


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
    forms = ABOUT_AS_MANY if is_about_the_same(growth) else MORE if is_more(growth) else FEWER
    percent = size(growth.value, "%", page.language)
    return translate(forms[heading], page.language, percent=percent, year=page.before)


def hours_finding(page: Page) -> str:
    """Who gives time: the heading above the bars."""
    entry = row(page, "volunteer_hours")
    if is_some(entry):
        return translate("Volunteers gave {hours} hours", page.language, hours=cell(entry, page.language))
    return translate("Who gives time?", page.language)


def without_euros(page: Page) -> tuple[str, str]:
    """A sentence for residents in the place of the costs, and the section that it leads to."""
    language, growth, hours = page.language, row(page, "visits_growth"), row(page, "volunteer_hours")
    if changed := clear_change(page):
        return changed, "change"
    if is_some(hours):
        return hours_finding(page) + ".", "worth"
    if growth.known:
        return change_of_visits(page, growth), "who"
    return translate("How much time volunteers gave was not written down.", language), "worth"
