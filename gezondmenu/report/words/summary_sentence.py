"""A sentence of the summary, with what stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.words.amounts import cell, short_reason


@dataclass(frozen=True)
class SummarySentence:
    """A sentence of the summary, the section that explains it, and what stands beside it."""

    text: str
    section: str
    sure: str = ""
    beside: tuple[str, ...] = ()


def beside_words(page: Page, indicator: str, words: Callable[[Row], str], group: str = "all") -> tuple[str, ...]:
    """The area beside this one and the year before, in the words of the sentence."""
    parts = []
    if page.beside:
        other = row(page, indicator, group, area=page.beside)
        parts.append(f"{page.beside_name}: {words(other) if other.known else short_reason(other, page.language)}")
    then = row(page, indicator, group, period=page.before)
    if then.status != "absent":
        parts.append(f"{page.before}: {words(then) if then.known else short_reason(then, page.language)}")
    return tuple(parts)


def last_year(page: Page, indicator: str) -> tuple[str, ...]:
    """Counts of a city say nothing beside those of a neighbourhood; those of last year do."""
    then = row(page, indicator, period=page.before)
    return (f"{page.before}: {cell(then, page.language)}",) if then.status != "absent" else ()
