"""How sure the net value is: twenty dots that are equally likely; and how that depends on the price of health."""

from __future__ import annotations

import math

from gezondmenu.language import format_percent, translate
from gezondmenu.report.parts.axis import scale_of, write_inside
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, FAINT, GREY, INK, MUTED, OTHER, WIDE, canvas, write
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.value.axis import draw_ticks
from gezondmenu.report.sections.value.rows import accepted, at_usual_price, dots
from gezondmenu.report.sections.value.words import euros


def stacks(values: list[float], width: float) -> list[tuple[float, int]]:
    """Where each dot stands: the middle of its part of the axis, and its place in the stack there.

    Parts begin at zero, so that no stack holds dots on both sides of it.

    Examples
    --------
    >>> stacks([-1.0, 2.0, 3.0], 5.0)
    [(-2.5, 0), (2.5, 0), (2.5, 1)]
    """
    positions: list[tuple[float, int]] = []
    heights: dict[int, int] = {}
    for value in sorted(values):
        part = math.floor(value / width)
        heights[part] = heights.get(part, -1) + 1
        positions.append(((part + 0.5) * width, heights[part]))
    return positions


def range_of_net_value(page: Page, width: int) -> Drawing:
    """Twenty dots along the euros, stacked; hollow ones left of the line where the costs are not covered."""
    values, wide, language = dots(page), width == WIDE, page.language
    left, right, columns = 16.0, width - 16.0, 10 if wide else 9
    part = (max(0.0, *values) - min(0.0, *values)) / columns
    edges = [math.floor(min(values) / part) * part, (math.floor(max(values) / part) + 1) * part]
    scale = scale_of(edges, left, right)
    size = min(30.0, (scale.x(part) - scale.x(0)) - 2)
    placed = stacks(values, part)
    highest = max(place for _, place in placed) + 1
    top = 52.0
    foot = top + size * highest + 8
    ax = canvas(width, int(foot + 30))
    draw_ticks(ax, scale, foot, foot + 5, language, (0, width), most=6 if wide else 4)
    ax.plot([left, right], [foot, foot], color=GREY, lw=1.2)
    zero = scale.x(0)
    ax.plot([zero, zero], [top - 14, foot], color=INK, lw=1.6, ls=(0, (4, 3)))
    write_inside(ax, zero, 10, translate("costs just covered", language), 12.5, 0, width, fontweight="bold")
    if zero > 90:
        write(ax, zero - 8, 29, "← " + translate("costs more", language), 12.5, ha="right", color=OTHER)
    if zero < width - 100:
        write(ax, zero + 8, 29, translate("worth more", language) + " →", 12.5, ha="left", color=ACCENT)
    for value, place in placed:
        below = value < 0
        ax.plot(
            scale.x(value),
            foot - 4 - size * (place + 0.5),
            marker="o",
            ms=size - 5,
            color="white" if below else ACCENT,
            mec=OTHER if below else ACCENT,
            mew=2,
        )
    return ax


def accepted_at_each_price(page: Page, width: int) -> Drawing:
    """The chance that it is good value, at each price of a year of life in good health."""
    prices, wide, language = accepted(page), width == WIDE, page.language
    height, left, right, top, foot = 270 if wide else 230, 52.0, width - 24.0, 22.0, (270 if wide else 230) - 46.0
    ax = canvas(width, height)
    scale = scale_of([price for price, _ in prices], left, right)

    def y_of(percent: float) -> float:
        return foot - (foot - top) * percent / 100

    for tick in (0, 25, 50, 75, 100):
        ax.plot([left, right], [y_of(tick)] * 2, color=FAINT, lw=1)
        write(ax, left - 8, y_of(tick), format_percent(tick, language), 12, ha="right", color=MUTED)
    draw_ticks(ax, scale, foot, foot + 5, language, (0, width), most=5 if wide else 3)
    words = translate("price of a year of life in good health", language)
    write(ax, (left + right) / 2, foot + 34, words, 12, ha="center", color=MUTED)
    xs, ys = [scale.x(price) for price, _ in prices], [y_of(entry.value) for _, entry in prices]
    ax.plot(xs, ys, color=ACCENT, lw=2.2)
    ax.plot(xs, ys, color=ACCENT, marker="o", ms=6, ls="", mec="white", mew=1)
    price, entry = at_usual_price(prices)
    words = translate(
        "{chance} at {price}", language, chance=format_percent(entry.value, language), price=euros(price, language)
    )
    x, y = scale.x(price), y_of(entry.value)
    ax.plot(x, y, color="white", marker="o", ms=10, mec=ACCENT, mew=2.4)
    write(ax, x + 12, y + 14, words, 12.5, color=INK, fontweight="bold", paper=True)
    return ax
