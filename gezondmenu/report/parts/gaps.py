"""What is not known, as a section says it: what a gap is about decides where it stands in the list of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gezondmenu.language import translate
from gezondmenu.reasons import Why
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row, rows_of
from gezondmenu.report.words.amounts import numbers
from gezondmenu.report.words.names import lower_first, trait_name

KINDS = (
    "comparison",
    "persons",
    "answers",
    "euros",
    "small numbers",
    "left out",
    "missing",
    "unknown traits",
    "period",
)
"""What a gap may be about; those that weigh most come first."""


class Gap(NamedTuple):
    """What it is about, a short heading, and one or two sentences."""

    about: str
    heading: str
    text: str


def about(kind: str, *pairs: tuple[str, str] | None) -> list[Gap]:
    """Headings with their sentences as gaps of one kind; those that are not there are left out.

    Examples
    --------
    >>> about("persons", ("Only visits were counted", "Names were not kept."), None)
    [Gap(about='persons', heading='Only visits were counted', text='Names were not kept.')]
    """
    return [Gap(kind, *gap) for gap in pairs if gap]


def in_order(gaps: Iterable[Gap]) -> list[Gap]:
    """Those that weigh most first; of one kind as the sections stand on the page."""
    return sorted(gaps, key=lambda gap: KINDS.index(gap.about))


def unknown_traits(page: Page, wanted: Sequence[tuple[str, str]], words: str) -> list[Gap]:
    """Of which participants or activities a trait is unknown: indicators that say so, with the trait.

    `words` is a message with ``unknown`` and ``all``.
    """
    language, gaps = page.language, []
    for indicator, trait in wanted:
        entries = rows_of(page, indicator, trait) or [row(page, indicator)]
        values = next((v for entry in entries if (v := entry.reason(Why.UNKNOWN_OF))), None)
        if values:
            name = lower_first(trait_name(trait, language))
            text = translate(words, language, **numbers(values, language))
            gaps.append(Gap("unknown traits", translate("Unknown: {trait}", language, trait=name), text))
    return gaps
