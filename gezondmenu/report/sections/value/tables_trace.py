"""Where an amount comes from: every input of every outcome with its kind and its source, and the general choices."""

from __future__ import annotations

import math

from gezondmenu.language import UNKNOWN, message, translate
from gezondmenu.reason import Reasons
from gezondmenu.reasons import Why
from gezondmenu.report.parts.html import fold, notes_below, paragraph
from gezondmenu.report.parts.markup import macro
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.value.amounts import cell_words, of_chains, range_words
from gezondmenu.report.sections.value.inputs import (
    KINDS,
    WHOSE,
    figure,
    source_words,
    unit_words,
)
from gezondmenu.report.sections.value.rows import (
    Chain,
    area_names,
    chains,
    inputs,
    is_range,
    silent_chains,
    tells,
    valued_chains,
)
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.payers import payer_and_law
from gezondmenu.report.words.reasons import parameter_name, reason_words
from gezondmenu.report.words.scores import unbroken
from gezondmenu.valuation.leaf_rows import CHOICES, PARAMETERS
from gezondmenu.valuation.leaves import evidence_of
from gezondmenu.vocabulary import ALL, group_label

WORKED_OUT = "years"

FORMULA = message(
    "Each amount is: change per person × share that holds here × people × units × price × price rise × share that "
    "counts × (1 − share that would have come anyway) × (1 − share lost elsewhere) × years that count. Less of a cost "
    "counts as a gain. The range also holds how unsure each of these is."
)

COURSE = message(
    "The change came about between the first measurement and the last: its years count what lies under the line from "
    "the one to the other, and what it was at measurements between them is added."
)


def where_amounts_come_from(page: Page) -> str:
    """The fold with a fold for each outcome, the general choices, and the outcomes without euros."""
    language = page.language
    amounts = {chain.id: amount for chain, amount in of_chains(page)}
    folds = [_of_chain(page, chain, amounts[chain.id]) for chain in valued_chains(page)]
    return fold(
        translate("Where does this amount come from?", language),
        paragraph(translate(FORMULA, language)),
        *folds,
        choices_table(page),
        silent_list(page),
    )


def _of_chain(page: Page, chain: Chain, amount: float) -> str:
    language = page.language
    words = f"{upper_first(chain.name)}: {cell_words(page, amount, chain.entry)}"
    if not chain.added:
        words += " " + translate("(not added)", language)
    about = [
        translate("Range: {range}.", language, range=range_words(page, chain.entry)) if _has_range(chain.entry) else "",
        translate("Who gains: {who}.", language, who=payer_and_law(chain.payer, chain.law, language))
        if chain.payer
        else "",
        _health(page, chain),
        translate(COURSE, language) if "follow_up_years" in inputs(page, chain.id) else "",
        *_why_so(page, chain),
    ]
    inside = inputs_table(page, chain) + notes_below(*about)
    return macro("value", "outcome", words, inside)


def _has_range(entry: Row) -> bool:
    return entry.has_interval or is_range(entry)


def _why_so(page: Page, chain: Chain) -> list[str]:
    """What the row of a chain says besides its name: not added, outside the perspective, a range without a point."""
    said = [reason_words(_with_names(page, reason), page.language) for reason in chain.entry.reasons.each]
    return [upper_first(words) + "." for words in said]


def _with_names(page: Page, reason: Reasons) -> Reasons:
    """A reason about other chains with their names in the place of their codes."""
    values = reason.get(Why.DIFFERENT_FROM)
    if values is None:
        return reason
    names = {one.id: one.name for one in chains(page)}
    return Why.DIFFERENT_FROM(chains=[names.get(id, id) for id in values["chains"]], because=values["because"])


def _health(page: Page, chain: Chain) -> str:
    """The health that a chain gains, in its own unit."""
    entry, language = row(page, "health_gain", group_label(chain=chain.id)), page.language
    if not tells(entry):
        return ""
    unit = unit_words(entry.unit, language)
    low, high = (figure(limit, entry.unit, language) for limit in (entry.lower, entry.upper))
    if is_range(entry):
        words = translate("between {low} and {high}", language, low=low, high=high)
    elif entry.has_interval:
        number = figure(entry.value, entry.unit, language)
        words = translate("{number} (between {low} and {high})", language, number=number, low=low, high=high)
    else:
        words = figure(entry.value, entry.unit, language)
    return translate("Health, {unit}: {words}.", language, unit=unit, words=words)


def inputs_table(page: Page, chain: Chain) -> str:
    """A row for each input of an outcome: number, range, unit, what it rests on, and its source."""
    language, by_parameter = page.language, inputs(page, chain.id)
    header = [
        translate("Input", language),
        translate("Number", language),
        translate("Range", language),
        translate("Unit", language),
        translate("Kind", language),
        translate("Source or reason", language),
    ]
    body = []
    for parameter in PARAMETERS:
        entry = by_parameter.get(parameter)
        if entry is None:
            continue
        body.append(
            [
                upper_first(parameter_name(parameter, language)),
                figure(entry.value, entry.unit, language),
                _range(entry, language),
                unit_words(entry.unit, language) or UNKNOWN,
                translate("worked out", language) if parameter == WORKED_OUT else kind_words(entry, language),
                source_words(entry.reasons, language, area_names(page)) or UNKNOWN,
            ]
        )
    caption = translate("Inputs of “{name}”", language, name=chain.name)
    return table(caption, header, body, texts=(3, 4, 5)) if body else ""


def kind_words(entry: Row, language: str) -> str:
    """Whether an input was measured, comes from elsewhere, was assumed or counted."""
    return translate(KINDS[evidence_of(entry.design)], language)


def _range(entry: Row, language: str) -> str:
    if math.isnan(entry.lower) or math.isnan(entry.upper):
        return UNKNOWN
    low, high = (figure(limit, entry.unit, language) for limit in (entry.lower, entry.upper))
    return unbroken(translate("{low} to {high}", language, low=low, high=high))


def choices_table(page: Page) -> str:
    """The choices that hold for every outcome."""
    language, by_parameter = page.language, inputs(page, ALL)
    body = []
    for parameter in CHOICES:
        entry = by_parameter.get(parameter)
        if entry is not None:
            body.append([upper_first(parameter_name(parameter, language)), _choice(entry, language)])
    header = [translate("Choice", language), translate("What was chosen", language)]
    caption = translate("Choices that hold for all outcomes", language)
    return table(caption, header, body, texts=(1,)) if body else ""


def _choice(entry: Row, language: str) -> str:
    named = entry.reason(Why.NAME)
    if named:
        name = named["name"]
        return translate(WHOSE[name], language) if name in WHOSE else name
    falling = entry.reason(Why.FALLING_RATES)
    if falling:
        steps = zip(falling["rates"], falling["years"], strict=True)
        return ", ".join(
            translate("{rate} from year {year} on", language, rate=figure(float(rate), entry.unit, language), year=year)
            for rate, year in steps
        )
    number, unit = figure(entry.value, entry.unit, language), unit_words(entry.unit, language)
    words = f"{number} {unit}".strip()
    note = source_words(entry.reasons, language, {})
    return f"{words} ({note})" if note else words


def silent_list(page: Page) -> str:
    """The outcomes without euros, each with the reason."""
    silent = silent_chains(page)
    if not silent:
        return ""
    language = page.language
    lines = [(upper_first(chain.name), why_silent(chain, language)) for chain in silent]
    return macro("value", "silent", translate("Without euros, since something is missing", language), lines)


def why_silent(chain: Chain, language: str) -> str:
    """Why an outcome has no euros."""
    return source_words(chain.entry.reasons, language, {}) or translate("no data", language)
