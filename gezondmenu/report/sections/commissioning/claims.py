"""Short sentences of one idea each, in everyday words."""

from __future__ import annotations

from gezondmenu.language import format_month, translate
from gezondmenu.report.rows.arrangements import Described, month_shown, of_arrangement, parts_of, year_shown
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.payers import payer_name
from gezondmenu.report.words.sentences_budget import size_in_euros, whole_euros
from gezondmenu.verdicts_of_value import is_a_gain, is_a_loss, is_in_the_wrong_pocket, is_within_chance, overspending


def money(page: Page, about: Described) -> list[str]:
    """What there is, what is spent, and what will be left or lacking."""
    language, month, year = page.language, month_shown(page, about), year_shown(page, about)
    budget, spent = (of_arrangement(page, about, name, year) for name in ("budgeted", "booked"))
    lines = []
    if budget.known:
        words = {"year": year, "amount": whole_euros(budget.value, language)}
        lines.append(translate("For {year} there is {amount}.", language, **words))
    if spent.known and month:
        words = {"month": format_month(month, language), "amount": whole_euros(spent.value, language)}
        lines.append(translate("Up to and including {month} we spent {amount}.", language, **words))
    over, chance = (of_arrangement(page, about, name, month) for name in ("over_budget", "overspending_chance"))
    if over.known and month:
        amount = size_in_euros(over.value, language)
        lines.append(
            {
                "likely": translate("We will probably spend {amount} too much.", language, amount=amount),
                "unlikely": translate("We will probably have {amount} left.", language, amount=amount),
                "open": translate("We do not know yet whether there is enough.", language),
                "unknown": translate("We do not know yet whether there is enough.", language),
                "lacking": translate("We spent {amount} too much.", language, amount=amount),
                "left": translate("{amount} is left.", language, amount=amount),
            }[_verdict(month, over, overspending(chance))]
        )
    return lines


def _verdict(month: str, over: Row, verdict: str) -> str:
    """A year that is over is sure."""
    if not month.endswith("-12"):
        return verdict
    return "lacking" if is_a_gain(over) else "left"


def payers(page: Page, about: Described) -> list[str]:
    """What each payer wins or loses, and whether somebody pays for what another wins by."""
    language, year = page.language, year_shown(page, about)
    nets = parts_of(page, about, "result_net", year, "payer")
    lines = []
    for net in nets:
        payer = payer_name(net.traits["payer"], language)
        amount = size_in_euros(net.value, language)
        if is_a_loss(net):
            lines.append(translate("Loses: {payer}, {amount}.", language, payer=payer, amount=amount))
        else:
            lines.append(translate("Wins: {payer}, {amount}.", language, payer=payer, amount=amount))
    if is_in_the_wrong_pocket(nets):
        lines.append(translate("So one pays for the plan, and another wins by it.", language))
    result, chance = (of_arrangement(page, about, name, year) for name in ("result", "result_by_chance"))
    if result.known and chance.has_interval:
        if is_within_chance(result, chance):
            lines.append(
                translate("This may be luck or bad luck. In another year it can be the other way round.", language)
            )
        else:
            lines.append(translate("This is more than luck. We do not know what caused it.", language))
    return lines


def questions(page: Page, about: Described) -> list[str]:
    """What the group must choose today."""
    language, year = page.language, year_shown(page, about)
    nets = parts_of(page, about, "result_net", year, "payer")
    lines = []
    if is_in_the_wrong_pocket(nets):
        lines.append(translate("Will who wins give a part to who loses?", language))
    over, month = of_arrangement(page, about, "over_budget", month_shown(page, about)), month_shown(page, about)
    if is_a_gain(over) and not month.endswith("-12"):
        lines.append(translate("Where can we spend less?", language))
    if is_a_loss(over):
        lines.append(translate("What do we want to do with what is left?", language))
    if not about["outcomes"]:
        lines.append(translate("How will we see whether it helps people?", language))
    lines.append(translate("Which help can people do together?", language))
    return lines
