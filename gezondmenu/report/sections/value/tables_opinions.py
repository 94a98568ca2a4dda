"""The tables behind appreciation beside value: opinions, what residents weigh most, and the value of each outcome."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, format_number, translate
from gezondmenu.report.parts.markup import join
from gezondmenu.report.parts.tables import bare, interval_cell, table
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.sections.value.amounts import of_chains, range_words
from gezondmenu.report.sections.value.rows import opinions, weights
from gezondmenu.report.sections.value.tables import value_cell
from gezondmenu.report.sections.value.words_weights import OF_WEIGHTS, weight_limits, weight_words
from gezondmenu.report.words.names import statement_text, upper_first
from gezondmenu.report.words.payers import payer_and_law


def opinions_table(page: Page) -> str:
    """The share that is positive about each statement, and a table for each way in which residents weighed them."""
    language = page.language
    header = [
        translate("Statement", language),
        translate("Positive (%)", language),
        translate("Interval (%)", language),
        translate("People", language),
    ]
    body = [
        [
            statement_text(name, language),
            bare(entry, language),
            interval_cell(entry, language),
            format_number(entry.n, language) if entry.known else UNKNOWN,
        ]
        for name, entry in opinions(page)
    ]
    tables = [table(translate("What residents think", language), header, body)] if body else []
    return join([*tables, *(_weights_table(page, kind, heavy) for kind, heavy in weights(page))])


def _weights_table(page: Page, kind: str, heavy: list[tuple[str, Row]]) -> str:
    language = page.language
    header = [
        translate("Statement", language),
        _weight_head(kind, language),
        translate("Interval", language),
        translate("People", language),
    ]
    body = [
        [
            statement_text(name, language),
            weight_words(kind, entry, language),
            weight_limits(kind, entry, language),
            format_number(entry.n, language) if entry.known else UNKNOWN,
        ]
        for name, entry in heavy
    ]
    return table(translate(OF_WEIGHTS[kind], language), header, body)


def _weight_head(kind: str, language: str) -> str:
    if kind == "best_worst_score":
        return translate("Best minus worst (-1 to +1)", language)
    return translate("Part of the points (%)", language)


def chains_table(page: Page) -> str:
    """The value of each outcome, who gains it, and whether it is in the total."""
    language = page.language
    header = [
        translate("Outcome", language),
        translate("Value (€)", language),
        translate("Range (€)", language),
        translate("Who gains", language),
        translate("In the total", language),
    ]
    yes, no = translate("yes", language), translate("not added", language)
    body = [
        [
            upper_first(chain.name),
            value_cell(page, amount, chain.entry),
            range_words(page, chain.entry, sign=False),
            payer_and_law(chain.payer, chain.law, language) or UNKNOWN,
            yes if chain.added else no,
        ]
        for chain, amount in of_chains(page)
    ]
    caption = translate("Value of each outcome, {period}", language, period=page.when)
    return table(caption, header, body, texts=(3, 4))
