"""Sentences about taking part over time: beside last year, per quarter, and along the line."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.rows.comparing import turned_round
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import compared, quarters, row
from gezondmenu.report.words.amounts import cell, interval, size
from gezondmenu.report.words.names import period_name
from gezondmenu.report.words.sentences_people import change_of_visits
from gezondmenu.verdicts import is_clear, is_more, is_small_growth
from gezondmenu.vocabulary import ALL


def change_of_participants(page: Page) -> str:
    """More or fewer residents than in the year before; the finding above the line. Says nothing about why."""
    growth = row(page, "participants_growth")
    if not growth.known:
        growth = row(page, "visits_growth")
        if growth.known and not row(page, "participants").known:
            return change_of_visits(page, growth, heading=True)
        return translate("Taking part, quarter by quarter", page.language)
    beside = compared(page, "participation_rate", page.before)
    if growth.indicator == "participants_growth" and beside.has_interval and not is_clear(beside):
        return translate("Taking part: no clear difference with {year}", page.language, year=page.before)
    if is_small_growth(growth):
        return translate("About as many residents took part as in {year}", page.language, year=page.before)
    words = {"percent": size(growth.value, "%", page.language), "year": page.before}
    if is_more(growth):
        return translate("{percent} more residents took part than in {year}", page.language, **words)
    return translate("{percent} fewer residents took part than in {year}", page.language, **words)


def line_in_words(page: Page, indicator: str) -> str:
    """First and last quarter, lowest and highest: the line of the area in a sentence, for the alt text."""
    known = [entry for label in quarters(page) if (entry := row(page, indicator, period=label)).known]
    if not known:
        return translate("All quarters are hidden or unknown.", page.language)
    first, last = known[0], known[-1]
    low, high = min(known, key=lambda e: e.value), max(known, key=lambda e: e.value)
    return translate(
        "From {first} in {start} to {last} in {end}; lowest {low} ({when_low}), highest {high} ({when_high}).",
        page.language,
        first=cell(first, page.language),
        start=period_name(first.period, page.language),
        last=cell(last, page.language),
        end=period_name(last.period, page.language),
        low=cell(low, page.language),
        when_low=period_name(low.period, page.language),
        high=cell(high, page.language),
        when_high=period_name(high.period, page.language),
    )


def growth_per_quarter(page: Page) -> str:
    """Growth with the season taken out, of participants or else of visits; says when there are too few quarters."""
    language = page.language
    trend, of_visits = row(page, "participants_trend", period=ALL), row(page, "visits_trend", period=ALL)
    people = trend.known or not of_visits.known
    trend = trend if people else of_visits
    if trend.status == "too few":
        return translate("There are too few quarters to tell growth from season: it takes eight.", language)
    if not trend.has_interval:
        return ""
    limits = {"interval": interval(trend, language)}
    if not is_clear(trend):
        if people:
            return translate(
                "Apart from the season, participants show no clear growth or fall per quarter ({interval}).",
                language,
                **limits,
            )
        return translate(
            "Apart from the season, visits show no clear growth or fall per quarter ({interval}).", language, **limits
        )
    limits = {
        "percent": size(trend.value, trend.unit, language),
        "interval": interval(turned_round(trend), language),
    }
    templates = {
        (True, True): translate(
            "Apart from the season, participants grew by {percent} per quarter ({interval}).", language, **limits
        ),
        (True, False): translate(
            "Apart from the season, participants fell by {percent} per quarter ({interval}).", language, **limits
        ),
        (False, True): translate(
            "Apart from the season, visits grew by {percent} per quarter ({interval}).", language, **limits
        ),
        (False, False): translate(
            "Apart from the season, visits fell by {percent} per quarter ({interval}).", language, **limits
        ),
    }
    return templates[people, is_more(trend)]
