"""What would change the answer: the input that weighs most, those that turn it, and where the costs are covered."""

from __future__ import annotations

from gezondmenu.language import format_percent, translate
from gezondmenu.numbers.rounding import rounded
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.value.amounts import costs_left_out, left_out_words, step_of
from gezondmenu.report.sections.value.inputs import figure, is_share, source_words, unit_words
from gezondmenu.report.sections.value.rows import Chain, area_names, chains, inputs, swings, tells, valued_chains
from gezondmenu.report.sections.value.words import euros, listed
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.reasons import parameter_name
from gezondmenu.report.words.shares import times
from gezondmenu.report.words.typed_claims import claim_heading, claim_sentence
from gezondmenu.verdicts import is_nothing
from gezondmenu.verdicts_of_value import HARDLY_ANY, is_covered, is_hardly_any, is_part, moves, turns
from gezondmenu.vocabulary import ALL, group_label

CHAINS_SHOWN = 3
"""Of so many chains the box tells where the costs are covered; the table has them all."""


def input_name(page: Page, chain: str, parameter: str) -> str:
    """An input with the chain that it belongs to; alone where it belongs to several."""
    words = parameter_name(parameter, page.language)
    names = {one.id: one.name for one in chains(page)}
    return f"{words} ({names[chain]})" if chain in names else words


def source_of(page: Page, chain: str, parameter: str) -> str:
    """Where an input comes from, in short; that of several chains as the first has it for which it is uncertain."""
    owners = [chain] if chain not in ("", ALL) else [one.id for one in valued_chains(page)]
    known = [entry for owner in owners if (entry := inputs(page, owner).get(parameter))]
    input_row = next((entry for entry in known if moves(entry)), next(iter(known), None))
    return source_words(input_row.reasons, page.language, area_names(page), short=True) if input_row else ""


def tornado_finding(page: Page) -> str:
    """The title of the tornado: what the answer depends on most."""
    chain, parameter, entry = swings(page)[0]
    name = input_name(page, chain, parameter)
    return claim_heading("depends most", entry.design, page.language, input=name)


def what_would_change(page: Page) -> list[str]:
    """The lines of the box "What would change this answer?"; empty where there is no net value."""
    if not tells(row(page, "net_value")):
        return []
    lines = (_only_costs_of(page), _turns(page), _covered(page), *_enough(page), _certainty(page))
    return [line for line in lines if line]


def _only_costs_of(page: Page) -> str:
    """That the costs here are not all costs; empty where they are."""
    if not costs_left_out(page):
        return ""
    return translate(
        "Only costs of {whose}: {outside} of the {all} is left out.", page.language, **left_out_words(page)
    )


def _turns(page: Page) -> str:
    language, all_swings = page.language, swings(page)
    if not all_swings:
        return ""
    turning = [(chain, name) for chain, name, entry in all_swings if turns(entry)]
    design = all_swings[0][2].design
    if not turning:
        return claim_sentence("turns none", design, language)
    names = [input_name(page, chain, name) for chain, name in turning]
    return claim_sentence("turns", design, language, inputs=listed(names, language))


def _covered(page: Page) -> str:
    """Which part of all value is enough to cover the costs."""
    entry, language = row(page, "break_even_share"), page.language
    costs = row(page, "value_costs")
    if costs.known and is_nothing(costs):
        return claim_sentence("no costs", row(page, "net_value").design, language)
    if entry.status == "ok" and not entry.known and entry.lower == entry.lower:
        if not is_covered(entry.lower):
            return claim_sentence("covered nowhere", entry.design, language)
        share = format_percent(entry.lower, language, 1)
        return claim_sentence("covered between", entry.design, language, share=share)
    if not entry.known:
        return ""
    if is_hardly_any(entry.value):
        return claim_sentence("covered by little", entry.design, language, share=format_percent(HARDLY_ANY, language))
    if is_covered(entry.value):
        share = format_percent(entry.value, language, 1)
        return claim_sentence("covered", entry.design, language, share=share)
    return claim_sentence("not covered", entry.design, language, times=times(entry.value, language))


def _enough(page: Page) -> list[str]:
    """For the largest chains the change, and the part of a figure from elsewhere, that is just enough."""
    lines = []
    for chain in [one for one in valued_chains(page) if one.added][:CHAINS_SHOWN]:
        lines += [_per_person(page, chain), _of_elsewhere(page, chain)]
    return [line for line in lines if line]


def _per_person(page: Page, chain: Chain) -> str:
    entry, language = row(page, "break_even_effect", group_label(chain=chain.id)), page.language
    assumed = inputs(page, chain.id).get("effect")
    if entry.reason(Why.PAID_WITHOUT_THIS) is not None:
        return claim_sentence("covered without", entry.design, language, chain=upper_first(chain.name))
    if not entry.known or assumed is None or not assumed.known:
        return ""
    words = {
        "chain": upper_first(chain.name),
        "value": with_unit(entry.value, entry.unit, language),
        "assumed": with_unit(assumed.value, assumed.unit, language),
    }
    return claim_sentence("enough per person", entry.design, language, **words)


def _of_elsewhere(page: Page, chain: Chain) -> str:
    entry, language = row(page, "break_even_transfer", group_label(chain=chain.id)), page.language
    if entry.reason(Why.WHOLE_NOT_ENOUGH) is not None:
        return claim_sentence("not enough of elsewhere", entry.design, language, chain=upper_first(chain.name))
    if not is_part(entry):
        return ""
    if is_hardly_any(entry.value):
        words = {"chain": upper_first(chain.name), "share": format_percent(HARDLY_ANY, language)}
        return claim_sentence("little of elsewhere", entry.design, language, **words)
    share = format_percent(entry.value, language, 1)
    return claim_sentence("enough of elsewhere", entry.design, language, chain=upper_first(chain.name), share=share)


def _certainty(page: Page) -> str:
    """What it is worth to know everything for certain; nothing where that is less than a step."""
    entry, language = row(page, "evpi"), page.language
    amount = rounded(entry.value, step_of(page))
    if not entry.known or amount <= 0:
        return ""
    return claim_sentence("certainty", entry.design, language, amount=euros(amount, language))


def with_unit(value: float, unit: str, language: str) -> str:
    """An input with its unit; a share says enough as a percentage."""
    number, words = figure(value, unit, language), unit_words(unit, language)
    return number if not words or is_share(unit) else translate("{number} {unit}", language, number=number, unit=words)
