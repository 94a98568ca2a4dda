"""Sentences about change that several sections say: what changed, and whether that is clear.

Each comes from `typed_claims`, so that its design decides what it may say.
"""

from __future__ import annotations

from gezondmenu.report.rows import health
from gezondmenu.report.rows.health import change
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.amounts import hidden_words
from gezondmenu.report.words.outcomes import in_sentence
from gezondmenu.report.words.scores import amount, limits, places_of, signed_amount
from gezondmenu.report.words.shares import people
from gezondmenu.report.words.typed_claims import claim_sentence
from gezondmenu.verdicts import is_clear, is_more


def change_sentence(page: Page, outcome: str) -> str:
    """How an outcome changed here, or why that cannot be said."""
    entry, language = change(page, outcome), page.language
    words = {"outcome": in_sentence(outcome, language)}
    if entry.hidden:
        return claim_sentence("hidden change", entry.design, language, **words, hidden=hidden_words(entry, language))
    if not entry.has_interval:
        return claim_sentence("too few to say", entry.design, language, **words)
    return claim_sentence(
        "no clear change" if not is_clear(entry) else "went up" if is_more(entry) else "went down",
        entry.design,
        language,
        value=size(page, outcome, entry),
        people=people(entry.n, language),
        **words,
        **limits(entry, places_of(page, outcome, entry), language),
    )


def clear_change(page: Page) -> str:
    """The change that the section opens with, for the top of the page; empty where it is not clear."""
    outcome = health.telling(page)
    entry = change(page, outcome) if outcome else None
    if entry is None or not is_clear(entry):
        return ""
    return change_sentence(page, outcome) + " " + claim_sentence("not the cause", entry.design, page.language)


def size(page: Page, outcome: str, entry: Row) -> str:
    """A change with its unit: without its sign where it is clear, so that a word can say the direction."""
    words = amount if is_clear(entry) else signed_amount
    return words(entry.value, entry.unit, places_of(page, outcome, entry), page.language)
