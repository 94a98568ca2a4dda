"""Benefits minus costs of each year as bars, and their sum so far as a line."""

from __future__ import annotations

from gezondmenu.language import format_number, translate
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, FAINT, GREY, INK, MUTED, OTHER, WIDE, canvas, nice_ticks, write
from gezondmenu.report.rows.arrangements import Described, rows_over_time
from gezondmenu.report.rows.page import Page
from gezondmenu.verdicts_of_value import is_a_loss


def years(page: Page, about: Described, width: int) -> Drawing:
    """A bar for each year, below zero where it costs more than it brings."""
    language, wide = page.language, width == WIDE
    nets = rows_over_time(page, about, "flow_net", "year")
    height, top, bottom, left, right = (300 if wide else 260), 30, 34, 62, width - 12
    ax = canvas(width, height)
    floor = height - bottom
    ticks = nice_ticks(min(0.0, *(n.value for n in nets)), max(1.0, *(n.value for n in nets)), 5)
    low, high = ticks[0], ticks[-1]

    def y_of(value: float) -> float:
        return floor - (floor - top) * (value - low) / (high - low)

    thousand = max(abs(low), abs(high)) >= 10_000
    write(ax, 0, 12, translate("× € 1,000", language) if thousand else "€", 12, color=MUTED)
    for tick in ticks:
        ax.plot([left, right], [y_of(tick)] * 2, color=GREY if tick == 0 else FAINT, lw=1, zorder=0)
        words = format_number(tick / 1_000 if thousand else tick, language)
        write(ax, left - 8, y_of(tick), words, 12, ha="right", color=MUTED)
    step = (right - left) / len(nets)
    for place, net in enumerate(nets):
        x = left + step * (place + 0.5)
        colour = OTHER if is_a_loss(net) else ACCENT
        ax.bar(x, y_of(net.value) - y_of(0), width=step * 0.6, bottom=y_of(0), color=colour)
        write(ax, x, floor + 16, net.period, 12, ha="center", color=INK)
    return ax
