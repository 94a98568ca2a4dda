"""Sentences about change that several sections say: what changed, and whether that is clear.

Each comes from `typed_claims`, so that its design decides what it may say.
"""

from __future__ import annotations

from gezondmenu.language import format_number, translate
from gezondmenu.reasons import Why
from gezondmenu.report.rows import health
from gezondmenu.report.rows.health import change, find
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


def up_or_down(page: Page, outcome: str, entry: Row) -> str:
    """A clear change as an amount and a direction."""
    words = amount(entry.value, entry.unit, places_of(page, outcome, entry), page.language)
    if is_more(entry):
        return translate("{amount} up", page.language, amount=words)
    return translate("{amount} down", page.language, amount=words)


def higher_or_lower(page: Page, outcome: str, entry: Row) -> str:
    """A difference as an amount and a direction."""
    words = amount(entry.value, entry.unit, places_of(page, outcome, entry), page.language)
    if is_more(entry):
        return translate("{amount} higher", page.language, amount=words)
    return translate("{amount} lower", page.language, amount=words)


CHOSEN = {
    Why.CHOSEN_FOR_SCORE: "chosen for a score",
    Why.CHOSEN_LOW: "chosen low",
    Why.CHOSEN_HIGH: "chosen high",
    Why.SEEM_CHOSEN_LOW: "seem chosen low",
    Why.SEEM_CHOSEN_HIGH: "seem chosen high",
}
"""What is said of how people were chosen, by the reason of the row that says what was to be expected."""


def chosen_for_score(page: Page, outcome: str) -> list[str]:
    """That people were chosen for their first score, and what was to be expected without any activity; else nothing."""
    entry, language = find(page, "expected_regression", outcome), page.language
    sentences = []
    for kind, name in CHOSEN.items():
        if (values := entry.reason(kind)) is not None:
            words = {key: format_number(bound, language, 0 if bound == round(bound) else 1)
                     for key, bound in values.items()}  # fmt: skip
            sentences.append(claim_sentence(name, "before-after", language, **words))
    return [*sentences, *expected_anyway(page, outcome, entry)] if sentences else []


def expected_anyway(page: Page, outcome: str, entry: Row) -> list[str]:
    """What was to be expected without any activity, or that it cannot be told; nothing where it is hidden."""
    language, decimals = page.language, places_of(page, outcome, change(page, outcome))
    if entry.status == "too few":
        return [claim_sentence("expected unknown", "before-after", language)]
    if not entry.known:
        return []
    value = signed_amount(entry.value, entry.unit, decimals, language)
    if not entry.has_interval:
        return [claim_sentence("expected anyway", entry.design, language, value=value)]
    words = {"value": value, **limits(entry, decimals, language)}
    return [claim_sentence("expected between", entry.design, language, **words)]


def clear_change(page: Page) -> str:
    """The change that the section opens with, for the top of the page; empty where it is not clear."""
    outcome = health.telling(page)
    entry = change(page, outcome) if outcome else None
    if entry is None or not is_clear(entry):
        return ""
    about = [change_sentence(page, outcome), *chosen_for_score(page, outcome)]
    return " ".join([*about, claim_sentence("not the cause", entry.design, page.language)])


def size(page: Page, outcome: str, entry: Row) -> str:
    """A change with its unit: without its sign where it is clear, so that a word can say the direction."""
    words = amount if is_clear(entry) else signed_amount
    return words(entry.value, entry.unit, places_of(page, outcome, entry), page.language)
