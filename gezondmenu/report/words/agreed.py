"""What was agreed or assumed about the years of a budget: each term in words, with its range and its reason."""

from __future__ import annotations

from gezondmenu.language import format_share, message, translate
from gezondmenu.report.rows.arrangements import Described
from gezondmenu.report.rows.page import Page
from gezondmenu.report.words.sentences_budget import whole_euros

EUROS = ("need",)
TERMS = {
    "need": message("The need in the first year is {value}"),
    "growth": message("The need grows by {value} a year"),
    "indexation": message("The budget grows by {value} a year"),
    "collective_cost": message("Collective help costs {value} of individual help"),
    "collective_share": message("At the start {value} of the help is collective"),
}
"""The terms on which the years rest, in the order of the page."""


def agreed(page: Page, about: Described) -> list[str]:
    """A sentence for each term; and that the need of the first year is taken to be the budget, where nobody says it."""
    terms = {
        term["term"]: term for term in page.agreements.to_dict("records") if term["arrangement"] == about["arrangement"]
    }
    language = page.language
    lines = [_sentence(name, terms[name], language) for name in TERMS if name in terms]
    if lines and "need" not in terms:
        lines.insert(0, translate("The need in the first year is taken to be its budget.", language))
    return lines


def _sentence(name: str, term: dict[str, str], language: str) -> str:
    def say(text: str) -> str:
        return whole_euros(float(text), language) if name in EUROS else format_share(float(text), language)

    words = translate(TERMS[name], language, value=say(term["value"]))
    if term["low"] and term["high"]:
        words += " " + translate("(between {low} and {high})", language, low=say(term["low"]), high=say(term["high"]))
    else:
        words += " " + translate("(no range was given)", language)
    return f"{words}: {term['reason']}." if term["reason"] else f"{words}."
