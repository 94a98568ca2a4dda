"""The tables of the survey: before, after and change; who improved; and what else is told of the change."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, format_number, translate
from gezondmenu.report.parts.tables import bare, interval_cell, table
from gezondmenu.report.rows import health
from gezondmenu.report.rows.health import entries, find
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.sections.change.rows import Line, lines_of
from gezondmenu.report.words.outcomes import how_sure, outcome_name
from gezondmenu.report.words.scores import cell_of, interval_of, level_of, people_in, smallest_places, unbroken

STACKED = (0,)
"""For `table`: a row is a small list on a phone, since the names of these rows are long."""


def change_table(page: Page) -> str:
    """Of each outcome every line of the figure: before, after, the change, its interval and the people."""
    language = page.language
    header = [
        translate("Outcome", language),
        translate("Change", language),
        translate("Interval", language),
        translate("Before (people)", language),
        translate("After (people)", language),
        translate("People", language),
    ]
    body = []
    for outcome in health.outcomes(page):
        for line in lines_of(page, outcome):
            before, after = _levels(page, outcome, line)
            entry = line.entry
            body.append(
                [
                    f"{outcome_name(outcome, language)}: {line.name}",
                    cell_of(page, outcome, entry),
                    interval_of(page, outcome, entry),
                    before,
                    after,
                    people_in(entry, language),
                ]
            )
    caption = translate(
        "Outcomes at the first and the last measurement (points; shares in percentage points)", language
    )
    return table(caption, header, body)


def _levels(page: Page, outcome: str, line: Line) -> tuple[str, str]:
    if line.kind not in ("main", "others"):
        return UNKNOWN, UNKNOWN
    where = {"area": line.entry.area, "arm": line.entry.traits.get("arm", "")}
    before, after = (health.level(page, outcome, first=first, **where) for first in (True, False))
    return level_of(page, outcome, before), level_of(page, outcome, after)


def moved_table(page: Page) -> str:
    """How many people improved and worsened by at least what they notice, or by a class; empty where it is not told."""
    language = page.language
    outcomes = health.in_classes(page)
    header = [
        translate("Outcome (what counts)", language),
        translate("Improved (%)", language),
        translate("Interval (%)", language),
        translate("Worsened (%)", language),
        translate("Interval (%)", language),
        translate("People", language),
    ]
    body = []
    for outcome in outcomes:
        better, worse = (find(page, name, outcome) for name in ("improved_share", "worsened_share"))
        body.append(
            [
                f"{outcome_name(outcome, language)} ({_least(page, outcome)})",
                bare(better, language),
                interval_cell(better, language),
                bare(worse, language),
                interval_cell(worse, language),
                people_in(better if better.known else worse, language),
            ]
        )
    caption = translate("People who noticeably improved or worsened between the two measurements", language)
    return table(caption, header, body) if body else ""


def _least(page: Page, outcome: str) -> str:
    least, source = health.important(page, outcome)
    if least != least:
        return translate("from one answer on", page.language)
    number = format_number(least, page.language, smallest_places(page, outcome, least))
    if not source:
        return translate("from {number} points on", page.language, number=number)
    return translate(
        "from {number} points on, {sure}", page.language, number=number, sure=how_sure(source, page.language)
    )


def answers_table(page: Page) -> str:
    """The answers in order at both measurements; empty where they are hidden."""
    language, measured = page.language, health.waves(page)
    shares = [e for e in entries(page, "outcome_share") if "arm" not in e.traits]
    if not any(entry.known for entry in shares) or not measured:
        return ""
    by_answer: dict[tuple[str, str], dict[str, Row]] = {}
    for entry in shares:
        traits = entry.traits
        by_answer.setdefault((traits["outcome"], traits["answer"]), {})[traits["wave"]] = entry
    header = [translate("Outcome", language), translate("Answer", language)]
    header += [translate("Before (%)", language), *([translate("After (%)", language)] if len(measured) > 1 else [])]
    body = []
    for (outcome, answer), by_wave in sorted(by_answer.items()):
        cells = [bare(by_wave[wave], language) if wave in by_wave else UNKNOWN for wave in (measured[0], measured[-1])]
        body.append([outcome_name(outcome, language), answer, *cells[: len(header) - 2]])
    return table(translate("Answers in order, of everybody who answered at that moment", language), header, body)


def once_table(page: Page) -> str:
    """Where people stood at the only measurement."""
    language = page.language
    header = [translate("Outcome", language), translate("Mean, share or median (people)", language)]
    body = [
        [outcome_name(outcome, language), level_of(page, outcome, health.level(page, outcome, first=True))]
        for outcome in health.measured(page)
    ]
    return table(translate("Outcomes at the only measurement", language), header, body) if body else ""


def other_numbers(page: Page) -> str:
    """What researchers look for: standard deviations, change by visits, weights, and how scales hang together."""
    language = page.language
    names = {
        "standardised_change": translate("change in standard deviations (Hedges' g)", language),
        "dose_slope": translate("change with ten visits more; how often people come is their own choice", language),
        "pooled_weight": translate("weight of the own number where it leans on other areas (%)", language),
        "scale_alpha": translate("how the questions hang together (Cronbach's alpha)", language),
    }
    body = []
    for outcome in health.measured(page):
        for indicator, name in names.items():
            entry = find(page, indicator, outcome)
            if not entry.known and not entry.hidden:
                continue
            if indicator == "dose_slope":
                numbers = [cell_of(page, outcome, entry), interval_of(page, outcome, entry)]
            else:
                numbers = [bare(entry, language), _limits(entry, language)]
            body.append([f"{outcome_name(outcome, language)}: {name}", *numbers, people_in(entry, language)])
    header = [
        translate("Outcome", language),
        translate("Value", language),
        translate("Interval", language),
        translate("People", language),
    ]
    return table(translate("More numbers about the change here", language), header, body, texts=STACKED) if body else ""


def _limits(entry: Row, language: str) -> str:
    if not entry.has_interval:
        return UNKNOWN
    low, high = (format_number(limit, language, 2) for limit in (entry.lower, entry.upper))
    return unbroken(translate("{low} to {high}", language, low=low, high=high))
