"""Sentences about a budget of several payers: the result, who wins and loses, how much is chance, coordination."""

from __future__ import annotations

from gezondmenu.language import behind_sign, sign_of, translate
from gezondmenu.reasons import Why
from gezondmenu.report.rows.arrangements import Described, of_arrangement, parts_of, year_shown
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.payers import payer_name
from gezondmenu.report.words.reasons import reason_words
from gezondmenu.report.words.sentences_budget import size_in_euros, whole_euros
from gezondmenu.verdicts_of_value import is_a_gain, is_a_loss, is_in_the_wrong_pocket, is_within_chance


def together(page: Page, about: Described) -> str:
    """What was set aside and booked together, and what was left or lacking; blank where there is no virtual budget."""
    language, year = page.language, year_shown(page, about)
    result = of_arrangement(page, about, "result", year)
    if result.reason(Why.YEAR_NOT_OVER) is not None:
        why = reason_words(result.reasons.first, language)
        return translate("There is no result of {year} yet: {reason}.", language, year=year, reason=why)
    if not result.known:
        return ""
    words = {
        "year": year,
        "budget": whole_euros(of_arrangement(page, about, "budgeted", year).value, language),
        "booked": whole_euros(of_arrangement(page, about, "booked", year).value, language),
        "amount": size_in_euros(result.value, language),
    }
    if is_a_loss(result):
        return translate("For {year} {budget} was set aside together; {booked} was spent. {amount} is lacking.",
                         language, **words)  # fmt: skip
    return translate("For {year} {budget} was set aside together; {booked} was spent. {amount} is left.",
                     language, **words)  # fmt: skip


def nets(page: Page, about: Described) -> list[Row]:
    """What each payer wins or loses when the programme is paid."""
    return parts_of(page, about, "result_net", year_shown(page, about), "payer")


def signed_euros(value: float, language: str) -> str:
    r"""Whole euros with a plus or a minus; none before zero.

    Examples
    --------
    >>> signed_euros(80_000, "nl"), signed_euros(-145_000, "nl"), signed_euros(0.3, "nl")
    ('+\u2060€\xa080.000', '-\u2060€\xa0145.000', '€\xa00')
    """
    return behind_sign(sign_of(value, 0), size_in_euros(value, language))


def wrong_pocket(page: Page, about: Described) -> str:
    """That somebody pays for what another wins by; blank where nobody does."""
    entries, language = nets(page, about), page.language
    if not is_in_the_wrong_pocket(entries):
        return ""
    losers, winners = (
        ", ".join(
            f"{payer_name(net.traits['payer'], language)} ({size_in_euros(net.value, language)})"
            for net in entries
            if is_one(net)
        )
        for is_one in (is_a_loss, is_a_gain)
    )
    return translate(
        "Who pays is not who wins: losing is {losers}, winning is {winners}. Decide whether that is divided otherwise.",
        language,
        losers=losers,
        winners=winners,
    )


def by_chance(page: Page, about: Described) -> str:
    """Whether the result is more than chance easily makes; why that is not known."""
    language, year = page.language, year_shown(page, about)
    result, chance = (of_arrangement(page, about, name, year) for name in ("result", "result_by_chance"))
    if not result.known:
        return ""
    if not chance.has_interval:
        return translate(
            "How much of this is chance is not known: the spread of costs per person is not given (sd_per_person).",
            language,
        )
    low, high = (signed_euros(limit, language) for limit in (chance.lower, chance.upper))
    first = translate(
        "Chance alone, in 19 of 20 years in which nothing changed, makes a result between {low} and {high}.",
        language,
        low=low,
        high=high,
    )
    if luck := may_be_chance(page, about):
        return f"{first} {luck}"
    return (
        first
        + " "
        + translate("This result is more than chance easily makes; it does not say what caused it.", language)
    )


def may_be_chance(page: Page, about: Described) -> str:
    """That nothing can be concluded from the result; blank where it is more than chance, or not known."""
    result, chance = (
        of_arrangement(page, about, name, year_shown(page, about)) for name in ("result", "result_by_chance")
    )
    if not result.known or not chance.has_interval or not is_within_chance(result, chance):
        return ""
    return translate("So this result may well be chance: nothing can be concluded from it.", page.language)


def coordination(page: Page, about: Described) -> str:
    """What coordination costs, what is reimbursed, and what the partners pay; blank where none is booked."""
    language, year = page.language, year_shown(page, about)
    cost, back, left = (
        of_arrangement(page, about, name, year)
        for name in ("coordination_cost", "coordination_reimbursed", "coordination_left")
    )
    if not cost.known:
        return ""
    words = {
        "year": year,
        "cost": whole_euros(cost.value, language),
        "back": whole_euros(back.value, language),
        "left": whole_euros(left.value, language),
    }
    if not is_a_gain(back):
        return translate("Coordination cost {cost} in {year}; none of it is reimbursed.", language, **words)
    return translate(
        "Coordination cost {cost} in {year}. Of this {back} is reimbursed; {left} is left for the partners. What is "
        "reimbursed is no benefit.",
        language,
        **words,
    )
