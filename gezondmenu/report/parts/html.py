"""Pieces of HTML: a block, headings and paragraphs, folds and bars, and a figure with its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gezondmenu.language import translate
from gezondmenu.report.parts.markup import join, macro
from gezondmenu.report.parts.style import Picture, picture
from gezondmenu.report.rows.page import Page
from gezondmenu.report.words.names import upper_first


class Block:
    """A piece of the page: HTML for the notebook and the page, a plain name for everything else."""

    def __init__(self, name: str, *parts: str):
        self.name = name
        self.html = join(parts, "\n")

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<{self.name}>"


def figure(
    page: Page,
    name: str,
    title: str,
    subtitle: str,
    draw: Callable[[int], Picture],
    alt: str,
    notes: Sequence[str],
    data: str,
) -> Block:
    """A figure with the finding as title, and its table in a fold."""
    caption = " ".join(note for note in notes if note)
    table = macro("parts", "fold", translate("The numbers in a table", page.language), data)
    return Block(name, macro("parts", "figure", title, subtitle, picture(draw, alt), caption, table))


def finding(
    page: Page,
    name: str,
    title: str,
    subtitle: str,
    draw: Callable[[int], Picture],
    spoken: Sequence[str],
    notes: Sequence[str],
    data: str,
) -> Block:
    """A figure whose alternative text is its finding, and then each of its lines in words."""
    return figure(page, name, title, subtitle, draw, f"{title}. {upper_first('; '.join(spoken))}.", notes, data)


def bars(lines: Sequence[tuple[str, str, float]]) -> str:
    """Short bars from zero: a name, the number in words, and the length as a part of the longest.

    The words say all; the bars are there for the eye.

    Examples
    --------
    >>> bars([("Volunteers", "40 hours", 40), ("Students", "10 hours", 10)]).count('style="width:25%"')
    1
    """
    longest = max((length for *_, length in lines), default=0) or 1
    shown = [(name, words, f"{100 * length / longest:.0f}") for name, words, length in lines]
    return macro("parts", "bars", shown) if shown else ""


def fold(title: str, *parts: str) -> str:
    """Details that not everybody needs."""
    inside = join(parts)
    return macro("parts", "fold", title, inside, "more") if inside else ""


def box(title: str, lines: Sequence[str], *below: str) -> str:
    """A framed list under a heading of its own."""
    return macro("parts", "box", title, lines, join(below)) if lines else ""


def notes_below(*notes: str) -> str:
    """The small print under a table: n, what is missing, what to mind."""
    words = " ".join(note for note in notes if note)
    return macro("parts", "paragraph", words, "notes") if words else ""


def heading(anchor: str, text: str) -> str:
    """The question above a section."""
    return macro("parts", "heading", anchor, text)


def subheading(text: str) -> str:
    """The heading of a part of a section."""
    return macro("parts", "subheading", text)


def paragraph(*sentences: str, kind: str = "") -> str:
    """Sentences as a paragraph; empty ones are left out."""
    words = " ".join(sentence for sentence in sentences if sentence)
    return macro("parts", "paragraph", words, kind) if words else ""
