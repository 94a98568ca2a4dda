"""Which sentences stand at the top of a page."""

from __future__ import annotations

from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.register import first_for_reader
from gezondmenu.report.words.sentences_costs import costs
from gezondmenu.report.words.sentences_opinion import appreciates
from gezondmenu.report.words.sentences_people import takes_part
from gezondmenu.report.words.summary_sentence import SummarySentence


def summary(page: Page) -> list[SummarySentence]:
    """The three sentences at the top: who takes part, what residents say, what it costs or what changed.

    On the page for a payer, what that payer pays and gains stands first, in the place of what a visit cost.
    """
    first = [SummarySentence(text, anchor) for text, anchor in first_for_reader(page)]
    return [*first, takes_part(page), appreciates(page), costs(page)][:3]
