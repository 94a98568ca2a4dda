"""The cards of indicators in folds: what was counted, and what to mind."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from gezondmenu.card import Card, Indicator, card_words
from gezondmenu.indicators.describe import words_of
from gezondmenu.indicators.register import cards
from gezondmenu.language import format_euro, format_number, translate
from gezondmenu.report.parts.markup import join, macro
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import cards_for
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.amounts import cell, unit_name
from gezondmenu.report.words.names import lower_first, trait_name, upper_first

QUOTIENTS = ("percentage", "rate", "quotient")
"""Formulas of which the number is its numerator divided by its denominator, apart from the unit."""


def card_folds(page: Page, ids: Sequence[str]) -> str:
    """The cards of indicators in a fold, and in it each in a fold of its own."""
    known = cards()
    chosen = cards_for(page.reader, [known[id] for id in ids if id in known])
    if not chosen:
        return ""
    names = ", ".join(lower_first(card_words(card, page.language)) for card in chosen)
    folds = join(_card(page, card) for card in chosen)
    return macro("parts", "cards", translate("How was this counted?", page.language), names, folds)


def _card(page: Page, card: Card) -> str:
    language = page.language
    name, why, caveat = (card_words(card, language, field) for field in ("", "why", "caveat"))
    indicators = [
        (upper_first(card_words(entry, language)), [*_division(page, entry), *_facts(entry, language)])
        for entry in card.indicators.values()
    ]
    tables = ", ".join(_either(need, language) for need in card.tables)
    traits = ", ".join(lower_first(trait_name(trait, language)) for trait in card.breakdowns)
    shared = [(translate("tables needed", language), tables), (translate("also told by", language), traits)]
    shared = [(words, text) for words, text in shared if text]
    mind = translate("Mind", language)
    version = translate("Card {id}, version {version}", language, id=card.id, version=card.version)
    return macro("parts", "card", name, why, indicators, shared, mind, caveat, version)


def _division(page: Page, entry: Indicator) -> list[tuple[str, str]]:
    """What was divided by what to get the number of the page; nothing where it is hidden or no quotient."""
    here, language = row(page, entry.name), page.language
    if entry.formula not in QUOTIENTS or not here.known or isnan(here.numerator) or isnan(here.denominator):
        return []
    words = {
        "numerator": _amount(here.numerator, entry.numerator, language),
        "above": card_words(entry, language, "numerator"),
        "denominator": _amount(here.denominator, entry.denominator, language),
        "below": card_words(entry, language, "denominator"),
        "result": cell(here, language),
    }
    text = translate("{numerator} ({above}) divided by {denominator} ({below}): {result}", language, **words)
    return [(translate("on this page", language), text)]


def _amount(count: float, counts: str, language: str) -> str:
    return format_euro(count, language, 0) if counts == "euros" else format_number(count, language, 0)


def _facts(entry: Indicator, language: str) -> list[tuple[str, str]]:
    what = card_words(entry, language, "numerator")
    below = card_words(entry, language, "denominator")
    facts = [(translate("counts", language), what)]
    if below:
        facts.append((translate("divided by", language), below))
    facts.append((translate("unit", language), unit_name(entry.unit, language)))
    facts.append((translate("interval", language), words_of(entry.interval, language)))
    facts.append((translate("direction", language), words_of(entry.direction, language)))
    sensitive = translate("yes", language) if entry.sensitive else translate("no", language)
    facts.append((translate("sensitive", language), sensitive))
    return [(words, text) for words, text in facts if text]


def _either(need: str, language: str) -> str:
    """A table that a card needs, or one of two."""
    return translate(" or ", language).join(need.split("|"))
