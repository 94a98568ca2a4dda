"""Who answered the survey, what those who left could hide, who began badly, and a single measurement."""

from __future__ import annotations

from gezondmenu.language import format_month, format_number, translate
from gezondmenu.report.rows import health
from gezondmenu.report.rows.health import change, entries, find
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.sections.change.claims import up_or_down
from gezondmenu.report.words.amounts import hidden_words
from gezondmenu.report.words.change import expected_anyway, size
from gezondmenu.report.words.outcomes import in_sentence
from gezondmenu.report.words.scores import amount, limits, places_of, signed_amount
from gezondmenu.report.words.shares import people
from gezondmenu.report.words.typed_claims import claim_sentence
from gezondmenu.verdicts import are_of_other_seasons, is_clear, is_more
from gezondmenu.vocabulary import group_label


def who_left(page: Page) -> list[str]:
    """What those who did not answer again could hide: the weighted change, and how much worse they must have done."""
    language, outcome = page.language, health.telling(page)
    entry = change(page, outcome)
    weighted, tipping = change(page, outcome, variant="weighted"), find(page, "dropout_to_zero", outcome)
    sentences = []
    if entry.has_interval and weighted.has_interval:
        decimals = places_of(page, outcome, weighted)
        words = limits(weighted, decimals, language)
        value = up_or_down(page, outcome, weighted) if is_clear(weighted) else size(page, outcome, weighted)
        sentences.append(claim_sentence("weighted", weighted.design, language, value=value, **words))
    if entry.has_interval and is_clear(entry) and tipping.known:
        name = "holds unless lower" if is_more(entry) else "holds unless higher"
        points = amount(tipping.value, tipping.unit, places_of(page, outcome, entry), language)
        sentences.append(claim_sentence(name, tipping.design, language, points=points))
    return sentences


def moments(page: Page) -> list[str]:
    """In which months was measured, and that the season may be a part of the change where these differ much."""
    months = [page.waves[wave] for wave in health.waves(page)]
    if len(months) < 2 or not (months[0] and months[-1]):
        return []
    first, last = (format_month(month, page.language) for month in (months[0], months[-1]))
    sentences = [
        translate("The first measurement was in {first}, the last in {last}.", page.language, first=first, last=last)
    ]
    if are_of_other_seasons(months[0], months[-1]):
        sentences.append(translate("Part of the change may come from the season.", page.language))
    return sentences


def flow_lines(page: Page) -> list[tuple[str, str, float]]:
    """From who could be asked to whose change is known: name, number in words, and length."""
    language, lines = page.language, []
    measured, outcome = health.waves(page), health.telling(page)
    first = group_label(wave=measured[0]) if measured else ""
    last = group_label(wave=measured[-1]) if len(measured) > 1 else ""
    again = next((e for e in entries(page, "followed_share") if e.group == last), None)
    came_back = again is not None and again.known
    steps = [
        (translate("Could be asked", language), "survey_eligible", first),
        (translate("Were asked", language), "survey_asked", first),
        (translate("Answered", language), "survey_answered", first),
        *([] if came_back or not last else [(translate("Answered at the end", language), "survey_answered", last)]),
    ]
    for name, indicator, group in steps:
        entry = next((e for e in entries(page, indicator) if e.group == group), None)
        if entry is not None and entry.status != "no data":
            lines.append((name, _count(entry, language), entry.value if entry.known else 0.0))
    if came_back and again is not None:
        lines.append((translate("Answered again", language), people(again.numerator, language), again.numerator))
    used = [("", translate("Change known", language))]
    if len(health.arms(page)) == 1:
        (arm,) = health.arms(page)
        used = [
            ("", translate("Change known, with the programme", language)),
            (arm, translate("Change known, without the programme", language)),
        ]
    for arm, name in used:
        entry = find(page, "survey_used", outcome, **({"arm": arm} if arm else {}))
        if entry.status != "absent":
            lines.append((name, _count(entry, language), entry.value if entry.known else 0.0))
    return lines


def _count(entry: Row, language: str) -> str:
    return people(entry.value, language) if entry.known else hidden_words(entry, language)


def flow_finding(page: Page) -> str:
    """Of how many of those who were asked the change is known: the heading above the bars."""
    language, measured = page.language, health.waves(page)
    group = group_label(wave=measured[0]) if measured else ""
    asked = next((e for e in entries(page, "survey_asked") if e.group == group), None)
    answered = next((e for e in entries(page, "survey_answered") if e.group == group), None)
    used = find(page, "survey_used", health.telling(page))
    whole = asked if asked is not None and asked.known else answered
    if health.arms(page) or whole is None or not whole.known or not used.known:
        return translate("Who answered?", language)
    counts = {"all": format_number(whole.value, language), "used": format_number(used.value, language)}
    if whole is asked:
        return translate("Of the {all} people who were asked, we know the change of {used}", language, **counts)
    return translate("Of the {all} people who answered, we know the change of {used}", language, **counts)


def began_badly(page: Page) -> list[str]:
    """For each outcome what those who began worst gained, beside what they would have gained anyway."""
    language, sentences = page.language, []
    for outcome in health.outcomes(page):
        entry = change(page, outcome, baseline=health.WORST_THIRD)
        expected = find(page, "expected_regression", outcome, baseline=health.WORST_THIRD)
        anyway = expected_anyway(page, outcome, expected)
        if not entry.known or not anyway:
            continue
        decimals = places_of(page, outcome, change(page, outcome))
        value = signed_amount(entry.value, entry.unit, decimals, language)
        words = {"outcome": in_sentence(outcome, language), "people": people(entry.n, language)}
        sentences.append(
            " ".join([claim_sentence("began badly", entry.design, language, value=value, **words), *anyway])
        )
    return sentences


def measured_once(page: Page) -> list[str]:
    """Where people stood at the only measurement, for the outcome that matters most."""
    language = page.language
    for outcome in health.measured(page):
        entry = health.level(page, outcome, first=True)
        if entry.has_interval:
            decimals = places_of(page, outcome, Row("", "", "", ""))
            mark = "%" if entry.unit == "%" else ""
            value, low, high = (
                format_number(number, language, decimals) + mark for number in (entry.value, entry.lower, entry.upper)
            )
            words = {"outcome": in_sentence(outcome, language), "people": people(entry.n, language)}
            return [claim_sentence("mean", entry.design, language, value=value, low=low, high=high, **words)]
    return []
