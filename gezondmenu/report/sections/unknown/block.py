"""What we do not know, as prominent as the rest."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.report.parts.html import Block, heading
from gezondmenu.report.parts.markup import macro
from gezondmenu.report.parts.section import Section
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.unknown import gaps

TITLES = {"unknown": message("What do we not know?")}


def what_we_do_not_know(page: Page) -> Block:
    """The gaps, read off the rows."""
    return Block(
        "what we do not know",
        heading("unknown", translate(TITLES["unknown"], page.language)),
        macro("method", "gaps", gaps.gaps(page)),
    )


SECTION = Section(
    "unknown",
    order=90,
    blocks=(what_we_do_not_know,),
    titles=TITLES,
)
