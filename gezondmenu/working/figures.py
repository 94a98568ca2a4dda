"""A figure of released rows, drawn with seaborn or Matplotlib, with its numbers in a table and in words beside it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from gezondmenu.language import translate
from gezondmenu.report.parts.captions import source
from gezondmenu.report.parts.html import finding
from gezondmenu.report.parts.style import FAINT, INK, MUTED
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.amounts import cell, hidden_words, unit_name
from gezondmenu.report.words.names import upper_first
from gezondmenu.working.opened import Opened
from gezondmenu.working.released import Released, check_own_words, check_released, labels, rows_of, table_of, title_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOTS = 96  # CSS pixels in an inch
HEADER, LINE = 70, 30  # CSS pixels: the axis, and each row
STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "gezondmenu",
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": MUTED,
    "axes.edgecolor": FAINT,
    "xtick.color": MUTED,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


@dataclass(frozen=True)
class Drawn:
    """A drawing as SVG."""

    text: str

    def svg(self) -> str:
        """The SVG itself."""
        return self.text


def figure(
    here: Opened,
    rows: pd.DataFrame,
    draw: Callable[[pd.DataFrame, Axes], object],
    title: str = "",
) -> Released:
    """A figure of released rows.

    Parameters
    ----------
    here : Opened
    rows : DataFrame
        Whole rows of ``here.published``, not changed.
    draw : callable
        Gets the rows that have a number, with a column ``name`` (the group, period or area in words), and the axes to
        draw on. It is called for a wide screen and for a narrow one.
    title : str
        What is to be seen; otherwise the indicator, area and period.

    Raises
    ------
    GezondmenuError
        When a row was not released so, or the title claims a cause.
    """
    check_released(here, rows)
    check_own_words(here, title)
    entries = rows_of(rows)
    if not any(entry.known for entry in entries):
        return Released("figure", table_of(here, rows, title))
    names = labels(here, rows)
    known = [entry.known for entry in entries]
    shown = rows.assign(name=names)[known].reset_index(drop=True)
    height = HEADER + LINE * shown["name"].nunique()
    spoken = [f"{name}: {cell(entry, here.language)}" for name, entry in zip(names, entries, strict=True)]
    made = finding(
        here.page,
        "figure",
        title or title_of(here, rows),
        upper_first(title_of(here, rows) if title else unit_name(entries[0].unit, here.language)),
        lambda width: Drawn(_svg(draw, shown, width, height)),
        spoken,
        [source(here.page), _hidden_words(entries, here.language)],
        table_of(here, rows),
    )
    return Released(made.name, made.html)


def _hidden_words(entries: list[Row], language: str) -> str:
    """How many numbers are hidden, for the caption; blank where none is."""
    hidden = [entry for entry in entries if entry.hidden]
    if not hidden:
        return ""
    words = hidden_words(hidden[0], language)
    return translate("{count} of {all} numbers: {words}.", language, count=len(hidden), all=len(entries), words=words)


def _svg(draw: Callable[[pd.DataFrame, Axes], object], rows: pd.DataFrame, width: int, height: int) -> str:
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with rc_context(STYLE):
        picture = Figure(figsize=(width / DOTS, height / DOTS), layout="constrained")
        FigureCanvasSVG(picture)
        axes = picture.subplots()
        draw(rows.copy(), axes)
        text = io.StringIO()
        picture.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    drawn = text.getvalue()
    return drawn[drawn.index("<svg") :]
