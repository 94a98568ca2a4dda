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

TITLES = {"shared": message("Who wins and who loses?"), "coordination": message("What does working together cost?")}
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
    title = heading("coordination", translate(TITLES["coordination"], page.language))
    return Block("working together", title, paragraph(words), card_folds(page, CARDS["coordination"]))


SECTION = Section(
    "shared",
    order=112,
    blocks=(shared_account, working_together),
    titles=TITLES,
    readers=OF_EUROS,
    cards=CARDS,
    notebook=BUDGET_REPORT,
)
