"""Who wins and who loses: a virtual budget by payer and by area, and what working together costs."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.report.parts.cards import card_folds
from gezondmenu.report.parts.html import Block, fold, heading, paragraph
from gezondmenu.report.parts.section import BUDGET_REPORT, Section
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import OF_EUROS
from gezondmenu.report.sections.shared import tables
from gezondmenu.report.words.sentences_shared import by_chance, coordination, together, wrong_pocket

POPULATION_FUNDING = "population funding"
TITLES = {
    "shared": message("Who wins and who loses?"),
    "coordination": message("What does working together cost?"),
    "per-head": message("What does care cost a head?"),
}
CARDS = {"shared": ("shared_account",), "coordination": ("coordination",)}


def shared_account(page: Page) -> Block:
    """The result of a virtual budget, by payer and by area; nothing where the arrangement is none."""
    language, about = page.language, page.arrangements[0]
    lead = together(page, about)
    if not lead:
        return Block("shared account")
    return Block(
        "shared account",
        heading("shared", translate(TITLES["shared"], language)),
        paragraph(lead),
        tables.payers_table(page, about),
        paragraph(wrong_pocket(page, about)),
        paragraph(by_chance(page, about)),
        tables.areas_table(page, about),
        fold(translate("Budget by law and year", language), tables.laws_table(page, about)),
        card_folds(page, CARDS["shared"]),
    )


def working_together(page: Page) -> Block:
    """What coordination costs and who pays it; nothing where none is booked."""
    words = coordination(page, page.arrangements[0])
    if not words:
        return Block("working together")
    about = page.arrangements[0]
    title = heading("coordination", translate(TITLES["coordination"], page.language))
    laws = "" if together(page, about) else tables.laws_table(page, about)
    return Block("working together", title, paragraph(words), laws, card_folds(page, CARDS["coordination"]))


def cost_per_head(page: Page) -> Block:
    """Care cost a head of the areas of population funding, as it is and with one mix of ages; else nothing."""
    about, language = page.arrangements[0], page.language
    parts = tables.heads_tables(page, about) if about["kind"] == POPULATION_FUNDING else []
    if not parts:
        return Block("cost per head")
    note = translate(
        "Areas with more older people cost more. With the ages of all areas together that difference is gone; what is "
        "left may be health, habit or supply. It is no model of risks, and no budget by itself.",
        language,
    )
    title = heading("per-head", translate(TITLES["per-head"], language))
    return Block("cost per head", title, *parts, paragraph(note), card_folds(page, ("care_cost",)))


SECTION = Section(
    "shared",
    order=112,
    blocks=(shared_account, working_together, cost_per_head),
    titles=TITLES,
    readers=OF_EUROS,
    cards=CARDS,
    notebook=BUDGET_REPORT,
)
