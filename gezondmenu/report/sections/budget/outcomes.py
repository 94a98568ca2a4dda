"""What stands beside the money of an arrangement: residents helped, outcomes measured, and what a comparison says."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.arrangements import Described, of_arrangement, year_shown
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.amounts import cell, interval
from gezondmenu.report.words.comparison import comparison
from gezondmenu.report.words.names import indicator_name, level_name, upper_first
from gezondmenu.vocabulary import ALL, group_label, is_year, previous_period

FOLLOWED = ("monitored_share", "monitored_rate", "monitored_number", "monitored_items")
"""Ways to tell of a measure that is followed, the one that says most first."""
HEADS = (message("What"), message("In {year}"), message("How sure"), message("In {year}"))


def names_of_outcomes(about: Described) -> list[str]:
    """The indicators and followed measures that this arrangement is to be judged by."""
    return [name.strip() for name in about["outcomes"].split(",") if name.strip()]


def year_of_outcomes(page: Page, about: Described) -> str:
    """The year that is told of; of an arrangement without bookings the last year in which an outcome was measured."""
    if year := year_shown(page, about):
        return year
    names = names_of_outcomes(about)
    indicators = [(name, ALL) for name in names]
    measures = [(kind, group_label(measure=name)) for name in names for kind in FOLLOWED]
    years = [
        entry.period
        for indicator, group in [*indicators, *measures]
        for entry in page.entries.get((about["home"], indicator), ())
        if entry.group == group and is_year(entry.period)
    ]
    return max(years, default="")


def outcome_row(page: Page, about: Described, outcome: str, year: str) -> Row:
    """The row of an outcome in the area of the arrangement: an indicator, or a measure that is followed there.

    Of a measure the first way to tell of it that is known, then one that is hidden, then any.
    """
    home = about["home"]
    measure = group_label(measure=outcome)
    of_measure = [page.by_group.get((home, name, year, measure)) for name in FOLLOWED]
    entries = [entry for entry in of_measure if entry is not None]
    if not entries:
        return row(page, outcome, area=home, period=year)
    return min(entries, key=lambda entry: (not entry.known, not entry.hidden))  # the first of these


def outcome_name(outcome: str, entry: Row, language: str) -> str:
    """The name of an outcome, with what is counted of a measure that is followed."""
    if entry.indicator in FOLLOWED:
        return level_name(group_label(measure=outcome), language)
    return upper_first(indicator_name(outcome, language))


def outcomes_table(page: Page, about: Described) -> str:
    """Each outcome in this year and the year before, with how sure it is; nothing where none is known."""
    language, year = page.language, year_of_outcomes(page, about)
    before = previous_period(year) or ""
    body = []
    for outcome in names_of_outcomes(about):
        now, then = (outcome_row(page, about, outcome, when) for when in (year, before))
        if now.known or now.hidden or then.known or then.hidden:
            name = outcome_name(outcome, now, language)
            body.append([name, cell(now, language), interval(now, language), cell(then, language)])
    if not body:
        return ""
    what, this, sure, last = HEADS
    header = [
        translate(what, language),
        translate(this, language, year=year),
        translate(sure, language),
        translate(last, language, year=before),
    ]
    place = page.names.get(about["home"]) or translate("all areas together", language)
    return table(translate("What was measured in {area}", language, area=place), header, body)


def helped(page: Page, about: Described) -> str:
    """Residents helped for each € 1,000, this year and the year before; blank where no booking says it."""
    language, year = page.language, year_shown(page, about)
    now, then = (
        of_arrangement(page, about, "helped_per_1000_eur", when) for when in (year, previous_period(year) or "")
    )
    if not now.known:
        return ""
    words = {"number": cell(now, language), "year": year}
    if not then.known:
        return translate(
            "For each € 1,000 {number} residents were helped in {year}. Who is helped twice counts twice.",
            language,
            **words,
        )
    before = {"then": cell(then, language), "before": then.period}
    return translate(
        "For each € 1,000 {number} residents were helped in {year}; in {before} it was {then}. Who is helped twice "
        "counts twice.",
        language,
        **words,
        **before,
    )


def effect(page: Page) -> list[str]:
    """What a comparison says in the area of the arrangement; that nothing was compared where that is so."""
    sentences = comparison(page)
    if sentences:
        whole = translate("That is about the programme of the study, not about this arrangement alone.", page.language)
        return [*sentences, whole]
    return [
        translate(
            "Whether these numbers come from the arrangement is not known: that needs people or areas to compare with.",
            page.language,
        )
    ]
