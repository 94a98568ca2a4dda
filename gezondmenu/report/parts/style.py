"""How figures look, and how they become part of a page: two widths, text that stays text, the same bytes twice."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gezondmenu.report.parts.markup import macro

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from gezondmenu.report.rows.page import Row


FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif"
WIDE, NARROW = 720, 350  # CSS pixels; the narrow one fits beside the margins of a phone of 390

INK = "#1c2733"
MUTED = "#55606c"  # 6.4 : 1 on white
FAINT = "#dfe4e6"
ACCENT = "#005f73"  # the area; 7.2 : 1 on white
OTHER = "#b45309"  # the neighbourhood; 5.0 : 1 on white
GREY = "#7a8590"  # the city, and what is unknown; 3.8 : 1 on white
SHADES = ("#cfe5e6", "#a3cdd0", "#6aaab1", "#28767f", "#00505f")  # answers 1 to 5, one hue
EDGE = "#5d8d93"  # outline of the light shades; 3.6 : 1 on white

RULES: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "gezondmenu",
    "font.family": "DejaVu Sans",
    "text.color": INK,
    "path.simplify": False,
}
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def canvas(width: int, height: int) -> tuple[Figure, Axes]:
    """An empty drawing whose coordinates are CSS pixels from the top left corner."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_xlim(0, width)
    ax.set_ylim(height, 0)
    ax.axis("off")
    return figure, ax


def write(ax: Axes, x: float, y: float, text: str, size: float = 13, **options: Any) -> None:
    """Text at a place in CSS pixels, with the middle of its line at `y`."""
    options.setdefault("color", INK)
    ax.text(x, y, text.replace("$", r"\$"), fontsize=size, va=options.pop("va", "center"), **options)


def round_ticks(highest: float) -> list[float]:
    """Round numbers from zero to just above the highest value."""
    from matplotlib.ticker import MaxNLocator

    return [
        float(tick)
        for tick in MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10], integer=True).tick_values(0, max(highest, 1))
    ]


def dot(ax: Axes, entry: Row, x_of: Callable[[float], float], y: float) -> None:
    """A dot, and the thin line of its interval."""
    if entry.has_interval:
        ax.plot([x_of(entry.lower), x_of(entry.upper)], [y, y], color=ACCENT, lw=1.6, solid_capstyle="butt")
    ax.plot(x_of(entry.value), y, marker="o", ms=10, color=ACCENT, mec="white", mew=1.2)


def svg(draw: Callable[[int], Figure], width: int) -> str:
    """The SVG of a drawing, with the fonts of the page and without dates or random names.

    Parameters
    ----------
    draw : callable
        Takes a width in CSS pixels and returns a figure.
    width : int
        `WIDE` or `NARROW`.
    """
    import matplotlib as mpl

    with mpl.rc_context(RULES):
        figure = draw(width)
        file = io.StringIO()
        figure.savefig(file, format="svg", metadata=NO_METADATA, transparent=True)
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", file.getvalue(), flags=re.DOTALL)
    text = re.sub(r"<!--.*?-->\s*", "", text, flags=re.DOTALL)
    text = re.sub(r'(width|height)="([\d.]+)pt"', r'\1="\2"', text, count=2)
    return text.replace("'DejaVu Sans'", FONTS.replace('"', "'")).replace("\n  ", "\n")


def picture(draw: Callable[[int], Figure], alt: str) -> str:
    """The drawing as an image inside the page, wide or narrow after the screen, with its alternative text."""
    wide, narrow = (_address(svg(draw, width)) for width in (WIDE, NARROW))
    return macro("parts", "picture", wide, narrow, alt)


def _address(text: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()
