"""Axes of figures: from numbers to CSS pixels, round ticks, and text that stays inside."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import nice_ticks, write
from gezondmenu.report.rows.row import Row

LETTER_WIDTH = 0.63
"""Width of a letter beside its size, on average."""


class Scale(NamedTuple):
    """From numbers to CSS pixels."""

    low: float
    high: float
    left: float
    right: float

    def x(self, value: float) -> float:
        """Where a number stands."""
        return self.left + (self.right - self.left) * (value - self.low) / (self.high - self.low)


def scale_of(numbers: Iterable[float], left: float, right: float) -> Scale:
    """A scale that holds these numbers and zero."""
    known = [number for number in numbers if number == number]
    low, high = min([0.0, *known]), max([0.0, *known])
    return Scale(low, high if high > low else low + 1.0, left, right)


def farthest_limit(entries: Iterable[Row]) -> float:
    """How far the intervals of rows reach from zero, on either side; 0 where none has one."""
    return max((abs(end) for entry in entries if entry.has_interval for end in (entry.lower, entry.upper)), default=0.0)


def stacked(entries: Sequence[Row], whole: float = 100.0) -> list[tuple[float, float]]:
    """Where the parts of a bar begin and end; the last ends with the whole, since released counts are rounded."""
    ends: list[float] = [0.0]
    for entry in entries:
        ends.append(min(ends[-1] + entry.value, whole))
    return list(zip(ends[:-1], [*ends[1:-1], whole], strict=True))


def ticks(scale: Scale, most: int) -> list[float]:
    """Round numbers inside a scale, at most so many."""
    slack = 1e-9 * (scale.high - scale.low)
    inside = (scale.low - slack, scale.high + slack)
    return [tick for tick in nice_ticks(scale.low, scale.high, most) if inside[0] <= tick <= inside[1]]


def write_inside(
    ax: Drawing, x: float, y: float, text: str, size: float, left: float, right: float, **options: Any
) -> None:
    """Text around `x`, moved so far that it stays between two edges."""
    half = LETTER_WIDTH * size * len(text) / 2
    write(ax, min(max(x, left + half), right - half), y, text, size, ha="center", **options)


def fit(text: str, width: float, size: float) -> str:
    """Text cut to a width in CSS pixels, with an ellipsis where anything is lost."""
    return textwrap.shorten(text, max(int(width / (LETTER_WIDTH * size)), 4), placeholder="…")
