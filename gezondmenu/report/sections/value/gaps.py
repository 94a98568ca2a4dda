"""What is not known behind an amount in euros: what was assumed, what was not checked, and what is missing."""

from __future__ import annotations

from gezondmenu.language import format_percent, translate
from gezondmenu.reasons import Why
from gezondmenu.report.parts.gaps import Gap, about
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.value.inputs import source_words
from gezondmenu.report.sections.value.rows import is_valued, silent_chains, with_input
from gezondmenu.report.words.names import upper_first
from gezondmenu.verdicts_of_value import is_worth_saying
from gezondmenu.vocabulary import group_label


def gaps(page: Page) -> list[Gap]:
    """Assumed parts, figures from memory and outcomes without euros; empty where nothing has a value in euros."""
    if not is_valued(page):
        return []
    return about("euros", _assumed(page), _not_checked(page), _missing(page))


def _assumed(page: Page) -> tuple[str, str]:
    """That the whole is a calculation on assumptions, and which part has no measurement here."""
    language = page.language
    words = [translate("How long a change lasts and what would have come anyway, we assumed.", language)]
    elsewhere, assumed = (
        row(page, "value_by_evidence", group_label(evidence=kind)) for kind in ("borrowed", "assumed")
    )
    if is_worth_saying(assumed):
        share = format_percent(assumed.value, language)
        words.append(translate("Of the value, {share} rests on assumed changes.", language, share=share))
    if is_worth_saying(elsewhere):
        share = format_percent(elsewhere.value, language)
        words.append(translate("Of the value, {share} rests on changes found elsewhere.", language, share=share))
    return translate("Assumptions behind the euros", language), " ".join(words)


def _not_checked(page: Page) -> tuple[str, str] | None:
    memory, silent = (", ".join(dict.fromkeys(with_input(page, reason))) for reason in (Why.FROM_MEMORY, Why.NO_SOURCE))
    language, words = page.language, []
    if memory:
        words.append(translate("Figures that were not looked up again: {names}.", language, names=memory))
    if silent:
        words.append(translate("Figures of which no source was found: {names}.", language, names=silent))
    return (translate("Figures not checked", language), " ".join(words)) if words else None


def _missing(page: Page) -> tuple[str, str] | None:
    chains = silent_chains(page)
    if not chains:
        return None
    language = page.language
    words = " ".join(
        f"{upper_first(chain.name)}: "
        f"{source_words(chain.entry.reasons, language, {}) or translate('no data', language)}."
        for chain in chains
    )
    return translate("Outcomes without euros", language), words
