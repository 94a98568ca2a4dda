"""Sentences about costs and time given that several sections say."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import RESIDENTS
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.amounts import cell, why_not
from gezondmenu.report.words.change import clear_change
from gezondmenu.report.words.sentences_people import change_of_visits
from gezondmenu.report.words.summary_sentence import SummarySentence, beside_words
from gezondmenu.verdicts import is_some


def costs(page: Page) -> SummarySentence:
    """What a visit cost; where that is unknown, what clearly changed, or whether there were more visits than before."""
    cost, growth = row(page, "cost_per_visit"), row(page, "visits_growth")
    if page.reader == RESIDENTS:
        return SummarySentence(*without_euros(page))
    if cost.known:
        text = translate("A visit cost {amount} on average.", page.language, amount=cell(cost, page.language))
        return SummarySentence(
            text, "worth", beside=beside_words(page, "cost_per_visit", lambda r: cell(r, page.language))
        )
    if changed := clear_change(page):
        return SummarySentence(changed, "change")
    if growth.known:
        text = change_of_visits(page, growth) + " " + translate("We do not know what a visit cost.", page.language)
        return SummarySentence(text, "who")
    text = translate("We do not know what a visit cost: {reason}.", page.language, reason=why_not(cost, page.language))
    return SummarySentence(text, "worth")


def hours_finding(page: Page) -> str:
    """Who gives time: the heading above the bars."""
    entry = row(page, "volunteer_hours")
    if is_some(entry):
        return translate("Volunteers gave {hours} hours", page.language, hours=cell(entry, page.language))
    return translate("Who gives time?", page.language)


def without_euros(page: Page) -> tuple[str, str]:
    """A sentence for residents in the place of the costs, and the section that it leads to."""
    language, growth, hours = page.language, row(page, "visits_growth"), row(page, "volunteer_hours")
    if changed := clear_change(page):
        return changed, "change"
    if is_some(hours):
        return hours_finding(page) + ".", "worth"
    if growth.known:
        return change_of_visits(page, growth), "who"
    return translate("How much time volunteers gave was not written down.", language), "worth"
