"""One page for a commissioning group: the money, who wins and loses, and what the group must choose."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.report.parts.html import Block, box, heading, paragraph
from gezondmenu.report.parts.section import COMMISSIONING_PAGE, Section
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.commissioning import claims

TITLES = {
    "money": message("How much money is there?"),
    "winners": message("Who wins and who loses money?"),
    "choose": message("What do we choose today?"),
}


def our_money(page: Page) -> Block:
    """What there is and what is spent."""
    lines = claims.money(page, page.arrangements[0])
    if not lines:
        lines = [translate("We do not know yet how much money there is.", page.language)]
    title = heading("money", translate(TITLES["money"], page.language))
    return Block("our money", title, *(paragraph(line) for line in lines))


def our_payers(page: Page) -> Block:
    """Who wins and who loses; nothing where payers do not share a budget."""
    lines = claims.payers(page, page.arrangements[0])
    title = heading("winners", translate(TITLES["winners"], page.language))
    return Block("our payers", title, *(paragraph(line) for line in lines)) if lines else Block("our payers")


def our_choices(page: Page) -> Block:
    """What the group must choose today."""
    title = heading("choose", translate(TITLES["choose"], page.language))
    questions = claims.questions(page, page.arrangements[0])
    return Block("our choices", title, box(translate("Talk about this", page.language), questions))


SECTION = Section(
    "commissioning", order=130, blocks=(our_money, our_payers, our_choices), titles=TITLES, notebook=COMMISSIONING_PAGE
)
