"""An axis of euros through zero, for the figures of the valuation: its scale, its ticks and text that stays inside."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any, NamedTuple

from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import FAINT, GREY, MUTED, write
from gezondmenu.report.sections.value.words import euros

LETTER_WIDTH = 0.63
"""Width of a letter beside its size, on average."""


class Scale(NamedTuple):
    """From euros to CSS pixels."""

    low: float
    high: float
    left: float
    right: float

    def x(self, value: float) -> float:
        """Where an amount stands."""
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low)


def scale_of(numbers: Iterable[float], left: float, right: float) -> Scale:
    """A scale that holds these amounts and zero."""
    known = [number for number in numbers if number == number]
    low, high = min([0.0, *known]), max([0.0, *known])
    return Scale(low, high if high > low else low + 1.0, left, right)


def ticks(scale: Scale, most: int) -> list[float]:
    """Round amounts inside a scale, at most so many."""
    from matplotlib.ticker import MaxNLocator

    found = MaxNLocator(nbins=most, steps=[1, 2, 2.5, 5, 10]).tick_values(scale.low, scale.high)
    slack = 1e-9 * (scale.high - scale.low)
    return [float(tick) for tick in found if scale.low - slack <= tick <= scale.high + slack]


def draw_ticks(
    ax: Drawing, scale: Scale, top: float, bottom: float, language: str, edges: tuple[float, float], *, most: int = 5
) -> None:
    """Thin lines at round amounts with their words below, kept between two edges, and a stronger line at zero."""
    for tick in ticks(scale, most):
        zero = abs(tick) < 1e-9
        x = scale.x(tick)
        ax.plot([x, x], [top, bottom], color=GREY if zero else FAINT, lw=1.4 if zero else 1, zorder=0)
        write_inside(ax, x, bottom + 12, euros(tick, language), 12, *edges, color=MUTED)


def write_inside(
    ax: Drawing, x: float, y: float, text: str, size: float, left: float, right: float, **options: Any
) -> None:
    """Text around `x`, moved so far that it stays between two edges."""
    half = LETTER_WIDTH * size * len(text) / 2
    write(ax, min(max(x, left + half), right - half), y, text, size, ha="center", **options)


def fit(text: str, width: float, size: float) -> str:
    """Text cut to a width in CSS pixels, with an ellipsis where anything is lost."""
    return textwrap.shorten(text, max(int(width / (LETTER_WIDTH * size)), 4), placeholder="…")
