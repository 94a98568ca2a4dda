"""What stands under a figure or table: where it comes from, how many are unknown, how many are hidden."""

from __future__ import annotations

from collections.abc import Sequence

from gezondmenu.language import format_number, translate
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row, rows_of
from gezondmenu.report.words.amounts import hidden_words, numbers
from gezondmenu.report.words.names import trait_name


def source(page: Page, n: float = float("nan")) -> str:
    """Where the numbers of a figure come from, and about how many participants they are."""
    words = translate(
        "Source: {study}.", page.language, study=page.study_name or translate("this study", page.language)
    )
    if n == n:
        words += " " + translate("n = {count} participants.", page.language, count=format_number(n, page.language))
    return words


def unknown(page: Page, wanted: Sequence[tuple[str, str]]) -> list[str]:
    """Of each trait how many are unknown, for the caption."""
    sentences = []
    for indicator, trait in wanted:
        entries = rows_of(page, indicator, trait) or [row(page, indicator)]
        values = next((v for entry in entries if (v := entry.reason(Why.UNKNOWN_OF))), None)
        if values:
            words = translate(Why.UNKNOWN_OF.value, page.language, **numbers(values, page.language))
            sentences.append(f"{trait_name(trait, page.language)}: {words}.")
    return sentences


def hidden_groups(page: Page, hidden: Sequence[Row], whole: int) -> str:
    """How many groups of a figure are hidden, for the caption."""
    return translate(
        "{count} of {all} groups: {words}.",
        page.language,
        count=len(hidden),
        all=whole,
        words=hidden_words(hidden[0], page.language),
    )
