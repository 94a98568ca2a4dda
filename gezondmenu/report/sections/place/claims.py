"""Sentences about what there is to do: price, distance, form, and taking part over areas with less and more money."""

from __future__ import annotations

from gezondmenu.language import format_euro, format_number, translate, translate_plural
from gezondmenu.reasons import Why
from gezondmenu.report.rows.comparing import turned_round
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import compared, row
from gezondmenu.report.words.amounts import cell, interval, number
from gezondmenu.report.words.differences import difference_words
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.shares import share_words
from gezondmenu.verdicts import is_clear, is_more
from gezondmenu.vocabulary import ALL, group_label


def prices_finding(page: Page) -> str:
    """How many activities cost nothing for people with a low income."""
    share = row(page, "free_for_low_income")
    if not share.known:
        return translate("We do not know what the activities cost", page.language)
    return translate_plural(
        "Free for people with a low income: {free} of {count} activity with a known price",
        "Free for people with a low income: {free} of {count} activities with a known price",
        share.denominator,
        page.language,
        free=format_number(share.numerator, page.language),
    )


def price_and_distance(page: Page) -> list[str]:
    """The mean price of a session, also for low incomes, and how near a free activity is."""
    language, sentences = page.language, []
    price, low = row(page, "price_per_session"), row(page, "price_low_income_per_session")
    away = row(page, "distance_to_free_activity", period=ALL)
    if price.known and price.value == 0:
        sentences.append(translate("The sessions cost participants nothing.", language))
    elif price.known:
        amount = format_euro(price.value, language, 2)
        sentences.append(translate("A session cost a participant {amount} on average.", language, amount=amount))
        if low.known:
            amount = format_euro(low.value, language, 2)
            sentences.append(translate("With a low income that was {amount}.", language, amount=amount))
    values = price.reason(Why.UNKNOWN_OF) if price.known else None
    if values:
        counts = {name: format_number(count, language) for name, count in values.items()}
        sentences.append(translate("Of {unknown} of the {all} sessions the price is unknown.", language, **counts))
    if away.known and row(page, "slope_index").status == "absent":  # of a city the middle says little
        distance = cell(away, language)
        sentences.append(
            translate(
                "The nearest activity that is free with a low income is {distance} away.", language, distance=distance
            )
        )
    return sentences


def forms(page: Page) -> list[str]:
    """The share of visits to activities that people do together."""
    language = page.language
    together = row(page, "form_visits_share", group_label(form="collective"))
    if not together.known:
        return []
    share = share_words(together, language)
    sentences = [translate("Of the visits, {share} were to activities that people do together.", language, share=share)]
    beside = compared(page, "form_visits_share", page.before, together.group)
    if beside.has_interval:
        sentences.append(upper_first(difference_words(beside, language, page.before)) + ".")
    return sentences


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
    elif not is_more(slope):
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
    known = slope.reason(Why.AREAS_KNOWN)
    counted = translate("It rests on {known} of the {all} areas.", language, **known) if known else ""
    return [part for part in (heading, words, line, mind, counted) if part]
