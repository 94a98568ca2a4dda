"""Does it pay, for whom, and what would change the answer: the business case of an arrangement."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import Block, figure, fold, heading, notes_below, paragraph
from gezondmenu.report.parts.section import BUDGET_REPORT, Section
from gezondmenu.report.rows.arrangements import rows_over_time
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import OF_EUROS
from gezondmenu.report.sections.business_case import figures, tables
from gezondmenu.report.sections.business_case.use import personal_budget
from gezondmenu.report.words.sentences_budget import conditions_missing, whole_euros
from gezondmenu.report.words.sentences_case import (
    comes_back,
    corrected,
    just_enough,
    rests_on,
    shown_only,
    who_pays,
    worth,
)

TITLES = {"case": message("Would it pay for itself?"), "use": message("Who uses the budget?")}
CARDS = {"case": ("business_case",), "use": ("personal_budgets",)}


def business_case(page: Page) -> Block:
    """The business case in sentences, a figure of its years, and tables; nothing where there is none."""
    language, about = page.language, page.arrangements[0]
    lead = worth(page, about)
    if not lead:
        return Block("business case")
    title = heading("case", translate(TITLES["case"], language))
    nets = rows_over_time(page, about, "flow_net", "year")
    if not nets:
        return Block("business case", title, paragraph(lead))
    spoken = [f"{net.period}: {whole_euros(net.value, language)}" for net in nets]
    name = translate("Benefits minus costs of each year, if all of this is so", language)
    drawn = figure(
        page,
        "business case",
        name,
        translate("Scenario, {first}–{last}, not discounted", language, first=nets[0].period, last=nets[-1].period),
        lambda width: figures.years(page, about, width),
        f"{name}: {'; '.join(spoken)}.",
        [rests_on(page, about)],
        tables.years_table(page, about),
    )
    payers = "; ".join(who_pays(page, about))
    return Block(
        "business case",
        title,
        paragraph(lead, rests_on(page, about)),
        paragraph(*conditions_missing(about, language)),
        paragraph(translate("By payer: {parts}.", language, parts=payers)),
        paragraph(*just_enough(page, about), comes_back(page, about), corrected(page, about)),
        notes_below(*(f"{line}." for line in shown_only(page, about))),
        drawn.html,
        fold(translate("What would change the answer?", language), tables.what_if_table(page, about)),
        tables.path_table(page, about),
        card_folds(page, CARDS["case"]),
    )


def use_of_budget(page: Page) -> Block:
    """Uptake, spending and what is left of a budget of persons; nothing where there is none."""
    parts = personal_budget(page, page.arrangements[0])
    if not parts:
        return Block("use of budget")
    title = heading("use", translate(TITLES["use"], page.language))
    return Block("use of budget", title, *parts, card_folds(page, CARDS["use"]))


SECTION = Section(
    "business_case",
    order=114,
    blocks=(business_case, use_of_budget),
    titles=TITLES,
    readers=OF_EUROS,
    cards=CARDS,
    notebook=BUDGET_REPORT,
)
