"""Axes of figures: from numbers to CSS pixels, round ticks, and text that stays inside."""

from __future__ import annotations

import math
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

    def inside(self, value: float) -> float:
        """Where a number stands, or the end of the scale that it lies beyond."""
        return self.x(min(max(value, self.low), self.high))


def scale_of(numbers: Iterable[float], left: float, right: float) -> Scale:
    """A scale that holds these numbers and zero."""
    known = [number for number in numbers if number == number]
    low, high = min([0.0, *known]), max([0.0, *known])
    return Scale(low, high if high > low else low + 1.0, left, right)


def farthest_limit(entries: Iterable[Row]) -> float:
    """How far the intervals of rows reach from zero, on either side; 0 where none has one."""
    return max((abs(end) for entry in entries if entry.has_interval for end in (entry.lower, entry.upper)), default=0.0)


def beyond(entries: Iterable[Row]) -> float:
    """A little beyond every number and its upper limit, where a scale from zero may end."""
    return 1.15 * max(entry.upper if entry.has_interval else entry.value for entry in entries)


def round_beyond(number: float) -> tuple[float, int]:
    """A round number at or beyond one above zero, where a scale may end, and the decimals to write it with.

    Examples
    --------
    >>> round_beyond(0.19), round_beyond(13.0)
    ((0.2, 1), (15.0, 0))
    """
    power = 10.0 ** math.floor(math.log10(number))
    end = next(step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= number * 0.9999)
    return end, next(places for places in range(6) if math.isclose(round(end, places), end, rel_tol=1e-9))


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
