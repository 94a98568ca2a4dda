"""Sentences about taking part: who comes often, how often, who is new, and beside others."""

from __future__ import annotations

import datetime as dt

from gezondmenu.language import format_date, translate, translate_plural
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import compared, row, rows_of
from gezondmenu.report.words.amounts import cell, hidden_words, interval, number
from gezondmenu.report.words.names import people_name, upper_first
from gezondmenu.report.words.shares import out_of_ten, people, share_words
from gezondmenu.verdicts import is_clear, is_more, is_some, takes_part_less, takes_part_more


def how_often(page: Page) -> list[str]:
    """Visits of a session and of a participant, and newcomers who come again; only what is known."""
    language = page.language
    session, person, new, again = (
        row(page, name) for name in ("visits_per_session", "visits_per_participant", "new_participants", "return_rate")
    )
    sentences = []
    if session.known:
        sentences.append(
            translate("A session had {visits} visits on average.", language, visits=cell(session, language))
        )
    if person.known:
        words = {"times": number(person.value, person.unit, language), "interval": interval(person, language)}
        if person.has_interval:
            sentences.append(translate("A participant came {times} times on average ({interval}).", language, **words))
        else:
            sentences.append(translate("A participant came {times} times on average.", language, times=words["times"]))
    if is_some(new):
        sentences.append(
            translate_plural(
                "{count} person came for the first time.",
                "{count} people came for the first time.",
                new.value,
                language,
            )
        )
    if again.known:
        share = share_words(again, language, people=True)
        sentences.append(translate("Of the newcomers, {share} came again after 2 to 4 months.", language, share=share))
    return sentences


def seem_new(page: Page) -> str:
    """Who counts as a newcomer may have come before, where little was counted before the year or the one before it."""
    rows = [row(page, "new_participants", period=period) for period in (page.period, page.before)]
    early = next((values for entry in rows if entry.known and (values := entry.reason(Why.NOTHING_KNOWN_BEFORE))), None)
    if early is None:
        return ""
    day = format_date(dt.date.fromisoformat(early["day"]), page.language)
    return translate(
        "Nothing is known of before {day}: some who look new in the first year may have come earlier.",
        page.language,
        day=day,
    )


def beside_finding(page: Page) -> str:
    """More or fewer residents who take part than in each other area or year: the heading above the differences."""
    language = page.language
    more: list[str] = []
    fewer: list[str] = []
    alike: list[str] = []
    for code, other in page.others:
        entry = compared(page, "participation_rate", code)
        if entry.has_interval:
            (alike if not is_clear(entry) else more if is_more(entry) else fewer).append(other)
    parts = []
    if more:
        others = translate(" and in ", language).join(more)
        parts.append(translate("per 1,000 residents more take part than in {others}", language, others=others))
    if fewer:
        others = translate(" and in ", language).join(fewer)
        parts.append(translate("per 1,000 residents fewer take part than in {others}", language, others=others))
    if alike:
        others = translate(" and ", language).join(alike)
        parts.append(translate("no clear difference with {others}", language, others=others))
    if not parts:
        others = translate(" and ", language).join(other for _, other in page.others)
        return translate("Beside {others}", language, others=others)
    return upper_first("; ".join(parts))


def regulars(page: Page) -> str:
    """How many participants came often."""
    share, count = row(page, "regular_share"), row(page, "regular_participants")
    if count.known and count.value == 0:
        return translate("Nobody came often.", page.language)
    if share.known and count.known:
        return translate(
            "Of the participants, {share} came often ({people}; {interval}).",
            page.language,
            share=out_of_ten(share.value, page.language),
            people=people(count.value, page.language),
            interval=interval(share, page.language),
        )
    if share.hidden or count.hidden:
        return translate(
            "How many participants came often is {hidden}.",
            page.language,
            hidden=hidden_words(share if share.hidden else count, page.language),
        )
    return ""


def groups_finding(page: Page) -> str:
    """Which group takes part most, and which least, next to its place in the neighbourhood."""
    known = [entry for entry in rows_of(page, "reach_ratio", "age_band") if entry.known]
    known += [
        entry for trait in ("low_income", "gender") for entry in rows_of(page, "reach_ratio", trait) if entry.known
    ]
    more = [entry for entry in known if takes_part_more(entry)]
    less = [entry for entry in known if takes_part_less(entry)]
    if not known:
        return translate("We do not know which groups take part", page.language)
    most = upper_first(people_name(max(more, key=lambda e: e.value).group, page.language)) if more else ""
    least = people_name(min(less, key=lambda e: e.value).group, page.language) if less else ""
    if more and less:
        return translate("{most} take part more than their share, {least} less", page.language, most=most, least=least)
    if more:
        return translate("{most} take part more than their share", page.language, most=most)
    if less:
        return translate("{least} take part less than their share", page.language, least=upper_first(least))
    return translate("No group clearly takes part more or less than its share", page.language)
