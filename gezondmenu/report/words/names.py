"""Small pieces of wording: names of groups, a number in a cell, "1 in 14", "8 out of 10", more or less."""

from __future__ import annotations

from gezondmenu.language import format_number, message, translate, translate_plural
from gezondmenu.reference import read_reference
from gezondmenu.report.rows.select import Row
from gezondmenu.report.words.amounts import why_not
from gezondmenu.vocabulary import ALL, split_group

TRAITS = {
    "low_income": message("Income"),
    "gender": message("Gender"),
    "age_band": message("Age"),
    "price_low_income": message("Price for people with a low income"),
    "organiser": message("Who leads the activity"),
    "price": message("Price"),
    "distance": message("Distance"),
    "statement": message("Statement"),
    "answer": message("Answer"),
    "activity": message("Activity"),
    "form": message("Form"),
    "kind": message("Kind of request"),
    "measure": message("Figure"),
    "payer": message("Payer"),
}
LEVELS = {
    "low_income=yes": message("low income"),
    "low_income=no": message("no low income"),
    "gender=female": message("women"),
    "gender=male": message("men"),
    "gender=other": message("another gender"),
    "price_low_income=free": message("free"),
    "price_low_income=paid": message("not free"),
    "price_low_income=unknown": message("price unknown"),
    "organiser=residents": message("residents themselves"),
    "organiser=mixed": message("residents and professionals"),
    "organiser=professional": message("professionals"),
    "organiser=unknown": message("unknown"),
    "answer=yes": message("yes"),
    "answer=no": message("no"),
    "form=individual": message("alone"),
    "form=collective": message("together"),
    "form=general": message("for everybody"),
}
PEOPLE = {
    "low_income=yes": message("people with a low income"),
    "low_income=no": message("people without a low income"),
    "gender=female": message("women"),
    "gender=male": message("men"),
    "gender=other": message("people of another gender"),
}
FRACTIONS = [(part, 10) for part in range(11)] + [(1, 7), (1, 4), (1, 3), (2, 3), (3, 4), (6, 7)]
"""Shares that are said in words; the nearest is taken, so that the words do not leave the interval."""

SMALL_CHANGE = 3  # percent; released counts are rounded, so a smaller change is no news


def level_name(group: str, language: str) -> str:
    """The name of a group in a figure or table.

    Examples
    --------
    >>> level_name("age_band=18-34", "nl"), level_name("gender=female", "nl")
    ('18–34 jaar', 'vrouwen')
    """
    trait, level = next(iter(split_group(group).items()), ("", group))
    if trait == "age_band":
        if level.endswith("+"):
            return translate("{age} and older", language, age=level[:-1])
        return translate("age {ages}", language, ages=level.replace("-", "–"))
    return translate(LEVELS[group], language) if group in LEVELS else level


def people_name(group: str, language: str) -> str:
    """The people of a group, in a sentence."""
    level = next(iter(split_group(group).values()), group)
    if group.startswith("age_band="):
        if level.endswith("+"):
            return translate("people of {age} and older", language, age=level[:-1])
        return translate("people aged {ages}", language, ages=level.replace("-", "–"))
    return translate(PEOPLE[group], language) if group in PEOPLE else level


def trait_name(trait: str, language: str) -> str:
    """The name of a trait."""
    return translate(TRAITS[trait], language) if trait in TRAITS else trait


def statement_text(statement: str, language: str, short: bool = False) -> str:
    """A statement in full, as residents read it, or in two words; the user's own statement as it is."""
    known = read_reference("statements").set_index("statement")
    if statement not in known.index:
        return statement
    return str(known.loc[statement, f"short_{language}" if short else language])


def measure_text(measure: str, language: str) -> str:
    """The name of a figure from an open source."""
    known = read_reference("context_measures").set_index("measure")
    return str(known.loc[measure, language]) if measure in known.index else measure


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


def reach_words(entry: Row, language: str) -> str:
    """A reach ratio in words: how much a group takes part, next to its place in the neighbourhood.

    Examples
    --------
    >>> reach_words(Row("A", "2025", "g", "reach_ratio", 1.8, 1.5, 2.1, "ratio", status="ok"), "nl")
    'bijna twee keer zo veel'
    """
    if not entry.known:
        return why_not(entry, language)
    if entry.has_interval and entry.lower <= 1 <= entry.upper:
        return translate("no clear difference", language)
    steps = (
        (0.4, message("much less")),
        (0.6, message("about half as much")),
        (0.95, message("less")),
        (1.05, message("about as much")),
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


def period_name(period: str, language: str) -> str:
    """A period in words.

    Examples
    --------
    >>> period_name("2025-Q3", "nl"), period_name("all", "en")
    ('3e kwartaal 2025', 'the whole study')
    """
    if period == ALL:
        return translate("the whole study", language)
    if "-Q" in period:
        year, quarter = period.split("-Q")
        return translate("quarter {quarter} of {year}", language, quarter=quarter, year=year)
    return period


def upper_first(text: str) -> str:
    """The same text with a capital in front."""
    return text[:1].upper() + text[1:]
