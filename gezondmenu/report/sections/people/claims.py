"""Sentences about taking part, threshold and opinion: how often, beside others, per quarter, price, and over areas."""

from __future__ import annotations

import datetime as dt

from gezondmenu.language import format_date, format_euro, format_number, translate, translate_plural
from gezondmenu.report.parts.tables_beside import statement_lines
from gezondmenu.report.rows.select import Page, Row, compared, row
from gezondmenu.report.sections.opinion.figures_beside import differences
from gezondmenu.report.sections.people.claims_time import turned_round
from gezondmenu.report.words.amounts import ROUGH, cell, interval, number
from gezondmenu.report.words.differences import difference_words, is_clear
from gezondmenu.report.words.names import out_of_ten, statement_text, upper_first
from gezondmenu.vocabulary import ALL, split_group

EARLY = "nothing is known of before {day}: some may have come before"
UNKNOWN_NOTE = "{unknown} of {all} unknown"


def share_words(entry: Row, language: str, *, people: bool = False) -> str:
    """A share in a sentence, with its interval; of a rough share only the interval."""
    between = interval(entry, language)
    if entry.reason(ROUGH) is not None and between:
        return between
    middling = people or 5 <= entry.value < 95
    share = out_of_ten(entry.value, language) if middling else cell(entry, language)
    return f"{share} ({between})" if between else share


def how_often(page: Page) -> list[str]:
    """Visits of a session and of a participant, and newcomers who come again; only what is known."""
    language = page.language
    session, person, new, again = (
        row(page, name) for name in ("visits_per_session", "visits_per_participant", "new_participants", "return_rate")
    )
    found = []
    if session.known:
        found.append(translate("A session had {visits} visits on average.", language, visits=cell(session, language)))
    if person.known:
        words = {"times": number(person.value, person.unit, language), "interval": interval(person, language)}
        if person.has_interval:
            found.append(translate("A participant came {times} times on average ({interval}).", language, **words))
        else:
            found.append(translate("A participant came {times} times on average.", language, times=words["times"]))
    if new.known and new.value > 0:
        found.append(
            translate_plural(
                "{count} person came for the first time.",
                "{count} people came for the first time.",
                new.value,
                language,
            )
        )
    if again.known:
        share = share_words(again, language, people=True)
        found.append(translate("Of the newcomers, {share} came again after 2 to 4 months.", language, share=share))
    return found


def seem_new(page: Page) -> str:
    """Who counts as a newcomer may have come before, where little was counted before the year or the one before it."""
    rows = [row(page, "new_participants", period=period) for period in (page.period, page.before)]
    early = next((values for entry in rows if entry.known and (values := entry.reason(EARLY))), None)
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
            (alike if not is_clear(entry) else more if entry.value > 1 else fewer).append(other)
    found = []
    if more:
        others = translate(" and in ", language).join(more)
        found.append(translate("per 1,000 residents more take part than in {others}", language, others=others))
    if fewer:
        others = translate(" and in ", language).join(fewer)
        found.append(translate("per 1,000 residents fewer take part than in {others}", language, others=others))
    if alike:
        others = translate(" and ", language).join(alike)
        found.append(translate("no clear difference with {others}", language, others=others))
    if not found:
        others = translate(" and ", language).join(other for _, other in page.others)
        return translate("Beside {others}", language, others=others)
    return upper_first("; ".join(found))


def missing_of_persons(page: Page) -> list[str]:
    """At how many activities persons are known, where it is not at all of them."""
    values = row(page, "participants").reason("persons known at {known} of {all} activities")
    if values is None:
        return []
    return [translate("Who came is known at {known} of the {all} activities.", page.language, **values)]


def price_and_distance(page: Page) -> list[str]:
    """The mean price of a session, also for low incomes, and how near a free activity is."""
    language, found = page.language, []
    price, low = row(page, "price_per_session"), row(page, "price_low_income_per_session")
    away = row(page, "distance_to_free_activity", period=ALL)
    if price.known and price.value == 0:
        found.append(translate("The sessions cost participants nothing.", language))
    elif price.known:
        amount = format_euro(price.value, language, 2)
        found.append(translate("A session cost a participant {amount} on average.", language, amount=amount))
        if low.known:
            amount = format_euro(low.value, language, 2)
            found.append(translate("With a low income that was {amount}.", language, amount=amount))
    values = price.reason(UNKNOWN_NOTE) if price.known else None
    if values:
        counts = {name: format_number(float(text), language) for name, text in values.items()}
        found.append(translate("Of {unknown} of the {all} sessions the price is unknown.", language, **counts))
    if away.known and row(page, "slope_index").status == "absent":  # of a city the middle says little
        distance = cell(away, language)
        found.append(
            translate(
                "The nearest activity that is free with a low income is {distance} away.", language, distance=distance
            )
        )
    return found


def forms(page: Page) -> list[str]:
    """The share of visits to activities that people do together."""
    language = page.language
    together = row(page, "form_visits_share", "form=collective")
    if not together.known:
        return []
    share = share_words(together, language)
    found = [translate("Of the visits, {share} were to activities that people do together.", language, share=share)]
    beside = compared(page, "form_visits_share", page.before, together.group)
    if beside.has_interval:
        found.append(upper_first(difference_words(beside, language, page.before)) + ".")
    return found


def gradient(page: Page) -> list[str]:
    """Whether more people take part in areas with less money: a heading and sentences; empty where it is not told."""
    language = page.language
    slope = row(page, "slope_index")
    if not slope.has_interval:
        return []
    mind = translate("This compares areas, not people. It is no ranking of areas.", language)
    turned = turned_round(slope)
    values = {"number": number(turned.value, turned.unit, language), "interval": interval(turned, language)}
    if not is_clear(slope):
        heading = translate("Areas with less money: no clear difference in taking part", language)
        between = interval(slope, language)
        words = translate(
            "From the areas with the least money to those with the most, the difference is {interval} per 1,000.",
            language,
            interval=between,
        )
    elif slope.value < 0:
        heading = translate("In areas with less money more residents take part", language)
        words = translate(
            "With the least money, {number} more per 1,000 residents take part than with the most ({interval}).",
            language,
            **values,
        )
    else:
        heading = translate("In areas with less money fewer residents take part", language)
        words = translate(
            "With the least money, {number} fewer per 1,000 residents take part than with the most ({interval}).",
            language,
            **values,
        )
    line = translate("It is a straight line through the areas.", language)
    known = slope.reason("{known} of {all} areas")
    counted = translate("It rests on {known} of the {all} areas.", language, **known) if known else ""
    return [part for part in (heading, words, line, mind, counted) if part]


def answered_of_asked(page: Page) -> str:
    """How many of those asked gave an answer, for the caption."""
    answered = row(page, "appreciation_response")
    if not answered.known or answered.numerator != answered.numerator:
        return ""
    return translate(
        "{answered} of the {asked} people asked gave an answer.",
        page.language,
        answered=format_number(answered.numerator, page.language),
        asked=format_number(answered.denominator, page.language),
    )


def opinion_finding(page: Page) -> str:
    """Where residents are clearly more or less often positive than elsewhere or before."""
    language = page.language
    found = differences(page, statement_lines(page))
    clear = [(other, entry) for _, mine in found for other, entry in mine if is_clear(entry)]
    if not clear:
        names = translate(" or ", language).join(other for _, other in page.others)
        return translate("No clear difference with {others}", language, others=names)
    if len(clear) > 1:
        count = sum(len(mine) for _, mine in found)
        return translate(
            "A clear difference in {count} of the {all} comparisons", language, count=len(clear), all=count
        )
    ((other, entry),) = clear
    statement = statement_text(split_group(entry.group)["statement"], language, short=True)
    if entry.value > 0:
        return translate(
            "More often positive about “{statement}” than in {other}", language, statement=statement, other=other
        )
    return translate(
        "Less often positive about “{statement}” than in {other}", language, statement=statement, other=other
    )
