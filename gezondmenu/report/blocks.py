"""What the notebook of an area calls: `read_page`, and `blocks.NAME(page)` for each block of a section.

The blocks are those of the register: a section that is added there can be called here.
"""

from __future__ import annotations

from collections.abc import Callable

from gezondmenu.report.parts.html import Block
from gezondmenu.report.rows.page import Page, read_page
from gezondmenu.report.sections.register import blocks

__all__ = ["Block", "read_page"]


def __getattr__(name: str) -> Callable[[Page], Block]:
    if name.startswith("__") or name not in blocks():
        raise AttributeError(f"module {__name__!r} has no block {name!r}; it has {', '.join(blocks())}")
    return blocks()[name]


def __dir__() -> list[str]:
    return sorted([*__all__, *blocks()])
