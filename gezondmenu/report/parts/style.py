"""How figures look, and how they become part of a page: two widths, text that stays text, the same bytes twice."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.markup import macro

if TYPE_CHECKING:
    from gezondmenu.report.rows.row import Row


WIDE, NARROW = 720, 350  # CSS pixels; the narrow one fits beside the margins of a phone of 390

INK = "#1c2733"
MUTED = "#55606c"  # 6.4 : 1 on white
FAINT = "#dfe4e6"
ACCENT = "#005f73"  # the area; 7.2 : 1 on white
OTHER = "#b45309"  # the neighbourhood; 5.0 : 1 on white
GREY = "#7a8590"  # the city, and what is unknown; 3.8 : 1 on white
SHADES = ("#cfe5e6", "#a3cdd0", "#6aaab1", "#28767f", "#00505f")  # answers 1 to 5, one hue
EDGE = "#5d8d93"  # outline of the light shades; 3.6 : 1 on white


class Picture(Protocol):
    """What can be a picture of a page: a `Drawing`, or anything else that becomes SVG."""

    def svg(self) -> str:
        """The picture as SVG."""


def canvas(width: int, height: int) -> Drawing:
    """An empty drawing whose coordinates are CSS pixels from the top left corner."""
    return Drawing(width, height)


def write(ax: Drawing, x: float, y: float, text: str, size: float = 13, *, color: str = INK, **options: Any) -> None:
    """Text at a place in CSS pixels, with the middle of its line at `y`."""
    ax.write(x, y, text, size, color=color, **options)


def nice_ticks(low: float, high: float, most: int, *, integer: bool = False) -> list[float]:
    """Round numbers that hold a range, at most so many steps."""
    from matplotlib.ticker import MaxNLocator

    locator = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10], integer=integer)
    return [float(tick) for tick in locator.tick_values(low, high)]


def round_ticks(highest: float) -> list[float]:
    """Round numbers from zero to just above the highest value."""
    return nice_ticks(0, max(highest, 1), 5, integer=True)


def dot(ax: Drawing, entry: Row, x_of: Callable[[float], float], y: float) -> None:
    """A dot, and the thin line of its interval."""
    if entry.has_interval:
        ax.plot([x_of(entry.lower), x_of(entry.upper)], [y, y], color=ACCENT, lw=1.6, solid_capstyle="butt")
    ax.plot(x_of(entry.value), y, marker="o", ms=10, color=ACCENT, mec="white", mew=1.2)


def svg(draw: Callable[[int], Picture], width: int) -> str:
    """The SVG of a drawing at one width.

    Parameters
    ----------
    draw : callable
        Takes a width in CSS pixels and returns a drawing.
    width : int
        `WIDE` or `NARROW`.
    """
    return draw(width).svg()


def picture(draw: Callable[[int], Picture], alt: str) -> str:
    """The drawing as an image inside the page, wide or narrow after the screen, with its alternative text."""
    wide, narrow = (_address(svg(draw, width)) for width in (WIDE, NARROW))
    return macro("parts", "picture", wide, narrow, alt)


def _address(text: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()
