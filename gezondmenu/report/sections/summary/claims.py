"""The top of the page for one reader: what a payer pays and gains, and what residents read where an amount would be."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.rows.select import Page, row
from gezondmenu.report.sections.care import claims as care_claims
from gezondmenu.report.sections.change import claims as change_claims
from gezondmenu.report.sections.people.claims_time import change_of_visits
from gezondmenu.report.sections.value.claims_payers import for_reader


def first_for_payer(page: Page) -> str:
    """What the payer that the page is for pays and gains, in one sentence; empty for other pages."""
    told = for_reader(page)
    return told[0] if told else ""


def without_euros(page: Page) -> tuple[str, str]:
    """A sentence for residents in the place of the costs, and the section that it leads to."""
    language, growth, hours = page.language, row(page, "visits_growth"), row(page, "volunteer_hours")
    if changed := change_claims.clear_change(page):
        return changed, "change"
    if hours.known and hours.value > 0:
        return care_claims.hours_finding(page) + ".", "worth"
    if growth.known:
        return change_of_visits(page, growth), "who"
    return translate("How much time volunteers gave was not written down.", language), "worth"
