"""Pieces of HTML: a block, headings and paragraphs, folds and bars, and a figure with its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING

from gezondmenu.language import translate
from gezondmenu.report.parts.style import picture
from gezondmenu.report.rows.page import Page
from gezondmenu.report.words.names import upper_first

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Block:
    """A piece of the page: HTML for the notebook and the page, a plain name for everything else."""

    def __init__(self, name: str, *parts: str):
        self.name = name
        self.html = "\n".join(part for part in parts if part)

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<{self.name}>"


def figure(
    page: Page,
    name: str,
    title: str,
    subtitle: str,
    draw: Callable[[int], Figure],
    alt: str,
    notes: Sequence[str],
    data: str,
) -> Block:
    """A figure with the finding as title, and its table in a fold."""
    fold = escape(translate("The numbers in a table", page.language))
    caption = " ".join(note for note in notes if note)
    return Block(
        name,
        f'<div class="figure"><h3>{escape(title)}</h3><p class="subtitle">{escape(subtitle)}</p>',
        f"<figure>{picture(draw, alt)}<figcaption>{escape(caption)}</figcaption></figure>",
        f"<details><summary>{fold}</summary>{data}</details></div>",
    )


def finding(
    page: Page,
    name: str,
    title: str,
    subtitle: str,
    draw: Callable[[int], Figure],
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
    items = "".join(
        f'<li><span class="bar-name">{escape(name)}</span><span class="bar-words">{escape(words)}</span>'
        f'<span class="bar" aria-hidden="true"><span style="width:{100 * length / longest:.0f}%"></span></span></li>'
        for name, words, length in lines
    )
    return f'<ul class="bars">{items}</ul>' if items else ""


def fold(title: str, *parts: str) -> str:
    """Details that not everybody needs."""
    inside = "".join(parts)
    return f'<details class="more"><summary>{escape(title)}</summary>{inside}</details>' if inside else ""


def box(title: str, lines: Sequence[str], *below: str) -> str:
    """A framed list under a heading of its own."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f'<div class="box"><h3>{escape(title)}</h3><ul>{items}</ul>{"".join(below)}</div>' if items else ""


def notes_below(*notes: str) -> str:
    """The small print under a table: n, what is missing, what to mind."""
    words = " ".join(note for note in notes if note)
    return f'<p class="notes">{escape(words)}</p>' if words else ""


def heading(anchor: str, text: str) -> str:
    """The question above a section."""
    return f'<h2 id="{anchor}">{escape(text)}</h2>'


def subheading(text: str) -> str:
    """The heading of a part of a section."""
    return f"<h3>{escape(text)}</h3>"


def paragraph(*sentences: str, kind: str = "") -> str:
    """Sentences as a paragraph; empty ones are left out."""
    words = " ".join(sentence for sentence in sentences if sentence)
    opening = f'<p class="{kind}">' if kind else "<p>"
    return f"{opening}{escape(words)}</p>" if words else ""
