"""What a section of a page is: one entry, from which the notebook, the gaps, the cards and the contents find it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from gezondmenu.report.parts.gaps import Gap
from gezondmenu.report.parts.html import Block
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.readers import READERS

AREA_REPORT, BUDGET_REPORT, COMMISSIONING_PAGE = "area_report", "budget_report", "commissioning_page"
REGION_REPORT, RESIDENTS_PAGE = "region_report", "residents_page"


def no_gaps(page: Page) -> list[Gap]:
    """Of a section that says of nothing that it is not known."""
    return []


def nothing_first(page: Page) -> str:
    """Of a section that has no sentence for the top of the page."""
    return ""


@dataclass(frozen=True)
class Section:
    """A section of the page; `SECTION` in the module `block` of its folder.

    Parameters
    ----------
    name : str
        That of its folder.
    order : int
        Where it stands on the page, and where its gaps stand among others of their kind.
    blocks : sequence of functions
        What the notebook calls, each with the page, in the order of the page.
    titles : mapping
        Anchor and heading; none where it stands under the heading of the section before it.
    readers : sequence of str
        For whom it is; on pages of others its blocks are empty.
    indicators : sequence of str
        What it needs: the indicators of which it has a place for a row, hidden or not.
    cards : mapping
        The cards of indicators under each of its parts.
    gaps : function
        What is not known, for the section that lists it.
    first : function
        The sentence that stands first on the page of one reader, blank for others.
    glance : function
        Its finding in one line, for the top of the page; blank where it has none.
    notebook : str
        The report on which it stands.
    """

    name: str
    order: int
    blocks: Sequence[Callable[[Page], Block]]
    titles: Mapping[str, str] = field(default_factory=dict)
    readers: Sequence[str] = READERS
    indicators: Sequence[str] = ()
    cards: Mapping[str, Sequence[str]] = field(default_factory=dict)
    gaps: Callable[[Page], list[Gap]] = no_gaps
    first: Callable[[Page], str] = nothing_first
    glance: Callable[[Page], str] = nothing_first
    notebook: str = AREA_REPORT
