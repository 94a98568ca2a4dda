"""The sections of a page, found by their folders: a new folder with a `SECTION` in its `block` is a new section."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

from gezondmenu.language import translate
from gezondmenu.report.parts.gaps import Gap
from gezondmenu.report.parts.html import Block
from gezondmenu.report.parts.section import Section
from gezondmenu.report.rows import shown
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row


@functools.cache
def sections() -> tuple[Section, ...]:
    """Every section, in the order of the page."""
    here = __name__.rpartition(".")[0]
    folders = [entry.name for entry in pkgutil.iter_modules([str(Path(__file__).parent)]) if entry.ispkg]
    all_sections = [importlib.import_module(f"{here}.{name}.block").SECTION for name in folders]
    return tuple(sorted(all_sections, key=lambda section: section.order))


def blocks_of(notebook: str) -> list[str]:
    """Names of the blocks that stand on one report."""
    return [block.__name__ for section in sections() if section.notebook == notebook for block in section.blocks]


@functools.cache
def blocks() -> dict[str, Callable[[Page], Block]]:
    """What a notebook may call, by name; on the page of a reader whom a section is not for it is an empty block.

    Examples
    --------
    >>> list(blocks())[:5]
    ['head', 'summary', 'who_takes_part', 'over_time', 'groups']
    """
    return {block.__name__: for_readers(section, block) for section in sections() for block in section.blocks}


def for_readers(section: Section, block: Callable[[Page], Block]) -> Callable[[Page], Block]:
    """The same block, and an empty one on the page of a reader whom the section is not for."""

    @functools.wraps(block)
    def shown_to(page: Page) -> Block:
        return block(page) if page.reader in section.readers else Block(section.name)

    return shown_to


def titles() -> dict[str, str]:
    """The anchors of the page with their headings, as messages."""
    return {anchor: title for section in sections() for anchor, title in section.titles.items()}


def indicators() -> set[str]:
    """The indicators that the sections have a place for."""
    return {name for section in sections() for name in section.indicators}


def card_ids() -> list[str]:
    """The cards that stand under the parts of the sections."""
    return [id for section in sections() for ids in section.cards.values() for id in ids]


def rows_shown(page: Page) -> list[Row]:
    """The rows of the area in the period that the page has a place for, hidden or not, and those of its survey."""
    return shown.rows_shown(page, indicators())


def gaps(page: Page) -> list[Gap]:
    """What each section says that is not known."""
    return [gap for section in sections() for gap in section.gaps(page)]


def first_for_reader(page: Page) -> list[tuple[str, str]]:
    """Sentences that stand first on the page of one reader, each with the anchor that it leads to."""
    return [(text, anchor) for anchor, text in _said(page, "first")]


def findings(page: Page) -> list[tuple[str, str, str]]:
    """Of sections with a finding for the top of the page: the anchor, the question and the finding."""
    return [(anchor, translate(titles()[anchor], page.language), text) for anchor, text in _said(page, "glance")]


def _said(page: Page, kind: str) -> list[tuple[str, str]]:
    """What sections say at the top of the page, each with its anchor, in the order of the page."""
    said = ((next(iter(section.titles), ""), getattr(section, kind)(page)) for section in sections())
    return [(anchor, text) for anchor, text in said if text]
