"""Tables of a virtual budget: by payer, by area, and the laws that it holds year by year."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, format_number, format_percent, message, translate
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.arrangements import Described, of_arrangement, parts_of, rows_over_time, year_shown
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.payers import law_name, payer_name
from gezondmenu.report.words.sentences_budget import whole_euros
from gezondmenu.report.words.sentences_shared import nets, signed_euros

HEADS = (
    message("Payer"),
    message("Budget"),
    message("Share"),
    message("Part of the result"),
    message("Paid for the programme"),
    message("Together"),
)

OF_HEADS = (
    message("Area"),
    message("As it is"),
    message("With the ages of all areas together"),
    message("Beside such residents elsewhere"),
)


def payers_table(page: Page, about: Described) -> str:
    """What each payer set aside, its part of the result, what it paid for the programme, and the two together."""
    language, year = page.language, year_shown(page, about)
    body = []
    for net in nets(page, about):
        payer = net.traits["payer"]
        budget, share, part, cost = (
            of_arrangement(page, about, name, year, payer=payer).value
            for name in ("budgeted", "share_of_result", "result_shared", "programme_cost")
        )
        amounts = [whole_euros(budget, language), format_percent(share, language, 1), signed_euros(part, language)]
        amounts += [whole_euros(cost, language), signed_euros(net.value, language)]
        body.append([upper_first(payer_name(payer, language)), *amounts])
    caption = translate("Result of {year} by payer, in euros", language, year=year)
    return table(caption, [translate(head, language) for head in HEADS], body)


def areas_table(page: Page, about: Described) -> str:
    """The areas as one and apart: the result, and what chance makes of it; none where they are not booked apart."""
    language, year = page.language, year_shown(page, about)
    areas = [area for area in about["areas"].split(";") if of_arrangement(page, about, "result", year, area=area).known]
    if not areas:
        return ""
    lines = [(translate("All together", language), "all"), *((page.names.get(area, area), area) for area in areas)]
    body = []
    for name, area in lines:
        result, chance = (
            of_arrangement(page, about, indicator, year, area=area) for indicator in ("result", "result_by_chance")
        )
        limits = [signed_euros(limit, language) for limit in (chance.lower, chance.upper)]
        words = translate("between {low} and {high}", language, low=limits[0], high=limits[1])
        body.append([name, signed_euros(result.value, language), words if chance.has_interval else UNKNOWN])
    header = [translate(head, language) for head in (message("Area"), message("Result"), message("Chance alone makes"))]
    return table(translate("Result of {year}, together and apart", language, year=year), header, body)


def laws_table(page: Page, about: Described) -> str:
    """The budget by law and year: which law came in when; none where the budget has one law only."""
    language = page.language
    years = [entry.period for entry in rows_over_time(page, about, "budgeted", "year")]
    laws = dict.fromkeys(e.traits["law"] for year in years for e in parts_of(page, about, "budgeted", year, "law"))
    if len(laws) < 2:
        return ""
    body = []
    for law in laws:
        rows = [of_arrangement(page, about, "budgeted", year, law=law) for year in years]
        body.append([law_name(law, language), *(whole_euros(r.value, language) if r.known else UNKNOWN for r in rows)])
    whole = [of_arrangement(page, about, "budgeted", year) for year in years]
    body.append([translate("Together", language), *(whole_euros(entry.value, language) for entry in whole)])
    return table(translate("Budget by law and year, in euros", language), [translate("Law", language), *years], body)


def heads_tables(page: Page, about: Described) -> list[str]:
    """For each law the care cost a head of each area, in the last year that is known."""
    language, areas = page.language, about["areas"].split(";")
    entries = [entry for area in areas for entry in page.entries.get((area, "care_cost_per_head"), ()) if entry.known]
    year = max((entry.period for entry in entries), default="")
    shown = [entry for entry in entries if entry.period == year]
    header = [translate(head, language) for head in OF_HEADS]
    tables = []
    for law in dict.fromkeys(entry.traits["law"] for entry in shown):
        body = []
        for entry in (entry for entry in shown if entry.traits["law"] == law):
            like, ratio = (
                row(page, name, entry.group, area=entry.area, period=year)
                for name in ("care_cost_standardised", "care_cost_ratio")
            )
            name = page.names.get(entry.area, entry.area)
            body.append([name, cell(entry, language), cell(like, language), ratio_words(ratio, language)])
        caption = translate("{law}, {year}: euros a head", language, law=law_name(law, language), year=year)
        tables.append(table(caption, header, body))
    return tables


def ratio_words(ratio: Row, language: str) -> str:
    """A ratio with two decimals, or the words for why there is none."""
    return format_number(ratio.value, language, 2) if ratio.known else cell(ratio, language)
