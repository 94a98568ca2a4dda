"""How the page was worked out, and the footer."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.report.parts.html import Block, heading, paragraph
from gezondmenu.report.parts.markup import macro
from gezondmenu.report.parts.section import Section
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.method import rules

TITLES = {"method": message("How was this worked out?"), "foot": rules.TITLE}


def worked_out(page: Page) -> Block:
    """The rules behind the numbers, in words."""
    return Block(
        "how this was worked out",
        heading("method", translate(TITLES["method"], page.language)),
        macro("method", "rules", rules.rules_in_words(page)),
        paragraph(
            translate(
                "Under each section stand the cards of its numbers: what was counted, and what to mind.", page.language
            )
        ),
    )


def what_made_this(page: Page) -> Block:
    """The footer."""
    return Block("foot", rules.foot(page))


SECTION = Section(
    "method",
    order=100,
    blocks=(worked_out, what_made_this),
    titles=TITLES,
)
