"""One page for residents: what neighbours say, who takes part, what there is to do, and what is not known."""

from __future__ import annotations

from collections.abc import Callable

from gezondmenu.language import message, translate
from gezondmenu.report.parts.html import Block, heading, paragraph
from gezondmenu.report.parts.section import RESIDENTS_PAGE, Section
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.residents import claims
from gezondmenu.report.words.sentences_opinion import answered

TITLES = {
    "said": message("What do neighbours say?"),
    "came": message("Who takes part?"),
    "offer": message("What is there to do?"),
    "cost": message("What does it cost?"),
    "not-known": message("What do we not know?"),
}


def what_neighbours_say(page: Page) -> Block:
    """How many are positive about each statement, as so many out of ten; that nobody was asked where that is so."""
    lines = [*claims.said(page), answered(page)]
    return Block("what neighbours say", _titled(page, "said"), *(paragraph(line) for line in lines))


def neighbours_who_come(page: Page) -> Block:
    """How many neighbours take part, and how many came for the first time."""
    return _of_lines(page, "came", "neighbours who come", claims.came)


def what_there_is(page: Page) -> Block:
    """How many activities there are, what they cost a visitor, and who carries them."""
    return _of_lines(page, "offer", "what there is", claims.offer)


def what_it_costs(page: Page) -> Block:
    """What all of it costs together; on no page without euros."""
    return _of_lines(page, "cost", "what it costs", claims.costs_together)


def not_known(page: Page) -> Block:
    """What is not known, and where to turn to."""
    return _of_lines(page, "not-known", "not known", claims.unknown)


def _of_lines(page: Page, anchor: str, name: str, lines_of: Callable[[Page], list[str]]) -> Block:
    lines = lines_of(page)
    return Block(name, _titled(page, anchor), *(paragraph(line) for line in lines)) if lines else Block(name)


def _titled(page: Page, anchor: str) -> str:
    return heading(anchor, translate(TITLES[anchor], page.language))


SECTION = Section(
    "residents",
    order=140,
    blocks=(what_neighbours_say, neighbours_who_come, what_there_is, what_it_costs, not_known),
    titles=TITLES,
    notebook=RESIDENTS_PAGE,
)
