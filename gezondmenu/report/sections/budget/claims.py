"""Findings that stand above the figures of an arrangement, and their lines in words."""

from __future__ import annotations

from gezondmenu.language import format_month, translate
from gezondmenu.report.rows.arrangements import (
    Described,
    month_shown,
    of_arrangement,
    parts_of,
    rows_over_time,
    year_shown,
)
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.budget.outcomes import names_of_outcomes, outcome_name, outcome_row
from gezondmenu.report.sections.budget.tables import euros_of, part_name
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.sentences_budget import whole_euros
from gezondmenu.verdicts_of_value import overspending


def year_finding(page: Page, about: Described) -> str:
    """What the figure of the year shows."""
    language, month = page.language, month_shown(page, about)
    if month.endswith("-12"):
        return translate("How {year} went", language, year=month[:4])
    chance = of_arrangement(page, about, "overspending_chance", month)
    verdict = overspending(chance)
    if verdict == "likely":
        return translate("The budget of {year} will probably not be enough", language, year=month[:4])
    if verdict == "unlikely":
        return translate("The budget of {year} will probably be enough", language, year=month[:4])
    return translate("Whether the budget of {year} is enough is not sure yet", language, year=month[:4])


def line_in_words(page: Page, about: Described) -> list[str]:
    """Booked so far in each month of the year."""
    month = month_shown(page, about)
    entries = rows_over_time(page, about, "booked_so_far", "month")
    return [
        f"{format_month(entry.period, page.language)}: {whole_euros(entry.value, page.language)}"
        for entry in entries
        if month[:4] == entry.period[:4] and entry.period <= month
    ]


def years_in_words(page: Page, about: Described) -> list[str]:
    """Need beside budget in each year."""
    lines = []
    for need in rows_over_time(page, about, "need", "year"):
        budget = of_arrangement(page, about, "budget_indexed", need.period)
        words = {"need": euros_of(need, page.language), "budget": euros_of(budget, page.language)}
        lines.append(f"{need.period}: " + translate("need {need}, budget {budget}", page.language, **words))
    return lines


def volumes(page: Page, about: Described) -> list[tuple[str, str, str, str]]:
    """Each volume with the outcome that stands beside it; words where no outcome is measured."""
    language, year = page.language, year_shown(page, about)
    amounts = [(translate("Booked", language), of_arrangement(page, about, "booked", year))]
    amounts += [
        (part_name("form", entry.traits["form"], language), entry)
        for entry in parts_of(page, about, "booked", year, "form")
    ]
    names = names_of_outcomes(about)
    pairs = []
    for name, amount in amounts:
        if not amount.known:
            continue
        for outcome in names or [""]:
            entry = outcome_row(page, about, outcome, year) if outcome else None
            known = entry is not None and (entry.known or entry.hidden)
            title = translate("Outcome not measured", language)
            if known and entry is not None:
                title = outcome_name(outcome, entry, language)
            figure = cell(entry, language) if known and entry is not None else ""
            pairs.append((name, whole_euros(amount.value, language), title, figure))
    return pairs
