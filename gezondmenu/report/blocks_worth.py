"""What it is worth: what could be told, and what would make more of it possible."""

from __future__ import annotations

from gezondmenu.language import format_euro, message, translate
from gezondmenu.report import claims, claims_care, method, shown, tables
from gezondmenu.report.amounts import cell, why_not
from gezondmenu.report.parts import Block, bars, fold, heading, notes_below, paragraph, source, subheading
from gezondmenu.report.select import Page, row

SHARED = {
    "€ {amount} of the area's costs is a share of an arrangement, split by population": message(
        "Of this {amount} is a part of shared costs, split by number of residents."
    ),
    "€ {amount} of the area's costs is a share of an arrangement, split equally": message(
        "Of this {amount} is a part of shared costs, split equally."
    ),
}


def what_it_is_worth(page: Page) -> Block:
    """Costs in euros and hours as hours; the value itself is not worked out yet."""
    language = page.language
    costs = row(page, "costs")
    lead = [claims.costs(page).text if row(page, "cost_per_visit").known else ""]
    if costs.known:
        lead.append(translate("In all {amount} was booked.", language, amount=cell(costs, language)))
    else:
        lead.append(translate("We do not know the costs: {reason}.", language, reason=why_not(costs, language)))
    lead += [*_shared_costs(page), claims_care.helped(page)]
    caption = translate("Costs, {area}", language, area=page.area_name)
    return Block(
        "what it is worth",
        heading("worth", translate("What is it worth, and to whom?", language)),
        paragraph(*lead),
        tables.side_by_side(page, shown.COSTS, caption, dashes=False),
        *_hours(page),
        paragraph(translate("What this is worth in euros, and to whom, was not worked out.", language), kind="missing"),
        paragraph(
            translate("That takes knowing what changed, and who pays less because of it.", language), kind="needed"
        ),
        method.card_folds(page, shown.CARDS["worth"]),
    )


def _hours(page: Page) -> list[str]:
    """Who gives time: hours by role as bars, and the number of volunteers."""
    language = page.language
    lines = claims_care.hours_lines(page)
    if not lines:
        return []
    caption = translate("Hours and volunteers, {area}", language, area=page.area_name)
    return [
        subheading(claims_care.hours_finding(page)),
        bars(lines),
        notes_below(source(page), *claims_care.missing_hours(page)),
        fold(
            translate("The numbers in a table", language),
            tables.side_by_side(page, shown.TIME_GIVEN, caption, dashes=False),
        ),
    ]


def _shared_costs(page: Page) -> list[str]:
    """Which part of the costs was split over areas, and how."""
    language, found = page.language, []
    for template, words in SHARED.items():
        values = row(page, "costs").reason(template)
        if values:
            amount = format_euro(float(values["amount"]), language, 0)
            found.append(translate(words, language, amount=amount))
    return found
