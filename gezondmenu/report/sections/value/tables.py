"""The tables behind the figures of "What is it worth, and to whom?"."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, format_number, format_percent, translate
from gezondmenu.numbers.rounding import rounded
from gezondmenu.report.parts.tables import bare, table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.value.amounts import cell_words, of_payers, range_words, step_of, totals
from gezondmenu.report.sections.value.claims_answer import input_name, source_of, with_unit
from gezondmenu.report.sections.value.claims_payers import fair_parts, parts
from gezondmenu.report.sections.value.claims_plane import Plane
from gezondmenu.report.sections.value.inputs import figure
from gezondmenu.report.sections.value.rows import accepted, dots, inputs, is_range, swings, valued_chains
from gezondmenu.report.sections.value.words import euros, per_person
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.payers import payer_and_law, payer_name
from gezondmenu.vocabulary import group_label


def payers_table(page: Page) -> str:
    """What each payer pays and gains, and the total that the parts sum to."""
    language = page.language
    header = [
        translate("Who", language),
        translate("Pays (€)", language),
        translate("Gains (€)", language),
        translate("Range of gains (€)", language),
        translate("Net (€)", language),
        translate("Range of net (€)", language),
    ]
    body = []
    for one, paid, gained, net in of_payers(page):
        body.append(
            [
                upper_first(payer_and_law(one.payer, one.law, language)),
                value_cell(page, paid, one.costs),
                value_cell(page, gained, one.gains),
                range_words(page, one.gains, sign=False),
                value_cell(page, net, one.net),
                range_words(page, one.net, sign=False),
            ]
        )
    costs, gains, net = totals(page)
    rows = [row(page, name) for name in ("value_costs", "value_benefits", "net_value")]
    body.append(
        [
            translate("Together", language),
            value_cell(page, costs, rows[0]),
            value_cell(page, gains, rows[1]),
            range_words(page, rows[1], sign=False),
            value_cell(page, net, rows[2]),
            range_words(page, rows[2], sign=False),
        ]
    )
    caption = translate("Costs and value per payer, {period}", language, period=page.when)
    return table(caption, header, body)


def value_cell(page: Page, shown: float, entry: Row) -> str:
    """An amount in a cell beside that of its range; unknown where there is only a range."""
    return UNKNOWN if is_range(entry) else cell_words(page, shown, entry, sign=False)


def fair_table(page: Page) -> str:
    """What each pays now, and would pay in proportion to what they gain; empty where that is not known."""
    language, shares = page.language, fair_parts(page)
    if not shares:
        return ""
    now = {part.payer: part for part in parts(page)}
    names = [name for name in now if now[name].paid or name in shares]
    header = [
        translate("Payer", language),
        translate("Pays now (€)", language),
        translate("In proportion (€)", language),
        translate("Gains (€)", language),
        translate("Range of gains (€)", language),
    ]
    body = [
        [
            upper_first(payer_name(name, language)),
            euros(now[name].paid, language, sign=False),
            euros(shares.get(name, 0.0), language, sign=False),
            euros(now[name].gained, language, sign=False),
            range_words(page, row(page, "payer_benefits", group_label(payer=name)), sign=False),
        ]
        for name in names
    ]
    whole = euros(totals(page)[0], language, sign=False)
    gained = sum(now[name].gained for name in names)
    gains = range_words(page, row(page, "payers_benefits"), sign=False)
    body.append([translate("Together", language), whole, whole, euros(gained, language, sign=False), gains])
    return table(translate("The costs split in proportion to what each payer gains", language), header, body)


def dots_table(page: Page) -> str:
    """The twenty net values behind the dots."""
    language, step = page.language, step_of(page)
    header = [translate("Dot", language), translate("Value minus costs (€)", language)]
    body = [
        [format_number(place, language), euros(rounded(value, step), language, sign=False)]
        for place, value in enumerate(dots(page), start=1)
    ]
    return table(translate("Twenty equally likely outcomes, low to high", language), header, body)


def swings_table(page: Page) -> str:
    """Every assumption, the smallest and the largest net value that it allows, and its source."""
    language, step = page.language, step_of(page)
    header = [
        translate("Assumption", language),
        translate("Smallest (€)", language),
        translate("Largest (€)", language),
        translate("Source", language),
    ]
    body = [
        [
            upper_first(input_name(page, chain, parameter)),
            euros(rounded(entry.lower, step), language, sign=False),
            euros(rounded(entry.upper, step), language, sign=False),
            source_of(page, chain, parameter) or UNKNOWN,
        ]
        for chain, parameter, entry in swings(page)
    ]
    caption = translate("Value minus costs when one assumption is low or high, the others as assumed", language)
    return table(caption, header, body, texts=(3,))


def enough_table(page: Page) -> str:
    """Of each chain in the total the change, and the part of a figure from elsewhere, that covers the costs."""
    language, body = page.language, []
    for chain in valued_chains(page):
        group = group_label(chain=chain.id)
        effect, share = row(page, "break_even_effect", group), row(page, "break_even_transfer", group)
        assumed = inputs(page, chain.id).get("effect")
        if not chain.added or not (effect.known or share.known):
            continue
        body.append(
            [
                upper_first(chain.name),
                with_unit(effect.value, effect.unit, language) if effect.known else UNKNOWN,
                with_unit(assumed.value, assumed.unit, language) if assumed is not None and assumed.known else UNKNOWN,
                format_percent(share.value, language, 1) if share.known else UNKNOWN,
            ]
        )
    header = [
        translate("Outcome", language),
        translate("Just enough per person", language),
        translate("Assumed per person", language),
        translate("Just enough of the figure from elsewhere", language),
    ]
    caption = translate("Where the costs are just covered, one outcome at a time", language)
    return table(caption, header, body) if body else ""


def accepted_table(page: Page) -> str:
    """The chance that it is good value at each price of a year of life in good health."""
    language = page.language
    header = [translate("Price (€)", language), translate("Chance (%)", language)]
    body = [[euros(price, language, sign=False), bare(entry, language)] for price, entry in accepted(page)]
    return table(translate("Chance that it is good value, by the price of a QALY", language), header, body)


def plane_table(page: Page, plane: Plane) -> str:
    """The two intervals of the plane."""
    language = page.language
    header = [translate("What", language), translate("Change", language), translate("Interval", language)]
    costs = translate("Costs per person (€)", language)
    body = []
    for name, entry, unit in ((plane.name, plane.health, ""), (costs, plane.costs, "EUR")):
        numbers = [
            per_person(number, language, sign=False) if unit else figure(number, unit, language)
            for number in (entry.value, entry.lower, entry.upper)
        ]
        between = translate("{low} to {high}", language, low=numbers[1], high=numbers[2])
        body.append([name, numbers[0], between])
    return table(translate("Health and costs, side by side", language), header, body)
