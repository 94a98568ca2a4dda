"""Tables of a business case: year by year, by payer, and what would change the answer."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, message, translate
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.arrangements import Described, of_arrangement, parts_of, rows_over_time
from gezondmenu.report.rows.page import Page
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.payers import payer_name
from gezondmenu.report.words.sentences_budget import whole_euros
from gezondmenu.report.words.sentences_shared import signed_euros
from gezondmenu.verdicts import widest_first
from gezondmenu.vocabulary import ALL

HEADS = (message("Year"), message("Costs"), message("Benefits"), message("Benefits minus costs"))


def years_table(page: Page, about: Described) -> str:
    """Costs, benefits and what is left of each year, and of each payer."""
    language = page.language
    payers = [entry.traits["payer"] for entry in parts_of(page, about, "net_present_value", ALL, "payer")]
    body = []
    for net in rows_over_time(page, about, "flow_net", "year"):
        costs, benefits = (of_arrangement(page, about, name, net.period) for name in ("flow_costs", "flow_benefits"))
        of_payers = [of_arrangement(page, about, "flow_net", net.period, payer=payer) for payer in payers]
        cells = [whole_euros(entry.value, language) for entry in (costs, benefits)]
        cells += [signed_euros(entry.value, language) for entry in (net, *of_payers)]
        body.append([net.period, *cells])
    header = [*(translate(head, language) for head in HEADS), *(upper_first(payer_name(p, language)) for p in payers)]
    return table(translate("Year by year, in euros, not discounted", language), header, body)


def what_if_table(page: Page, about: Described) -> str:
    """The sum with one item at its lowest and its highest, the widest first; none where no item has a range."""
    language = page.language
    entries = parts_of(page, about, "net_present_value_if", ALL, "item")
    if not entries:
        return ""
    ordered = widest_first(entries)
    body = [[e.traits["item"], *(signed_euros(end, language) for end in (e.lower, e.upper))] for e in ordered]
    header = [
        translate(head, language) for head in (message("Item"), message("At its lowest"), message("At its highest"))
    ]
    return table(translate("Benefits minus costs with one item at each end, in euros", language), header, body)


def path_table(page: Page, about: Described) -> str:
    """The path of growth: benefits minus costs of all areas in each year; none without one."""
    language = page.language
    entries = rows_over_time(page, about, "scaled_net", "year")
    if not entries:
        return ""
    body = [[entry.period, signed_euros(entry.value, language) if entry.known else UNKNOWN] for entry in entries]
    header = [translate("Year", language), translate("All areas together", language)]
    return table(translate("Path of growth, in euros", language), header, body)
