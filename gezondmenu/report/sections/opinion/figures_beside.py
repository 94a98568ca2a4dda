"""Differences in percentage points with another area and with last year: dots with intervals against a zero line."""

from __future__ import annotations

from collections.abc import Sequence

from gezondmenu.language import translate
from gezondmenu.numbers.rounding import decimals_for
from gezondmenu.report.parts.axis import farthest_limit
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, FAINT, GREY, INK, MUTED, WIDE, canvas, round_ticks, write
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.opinion.rows import Line, differences
from gezondmenu.report.words.differences import verdict
from gezondmenu.report.words.names import shortened
from gezondmenu.report.words.scores import signed
from gezondmenu.verdicts import is_clear


def beside_zero(page: Page, lines: Sequence[Line], width: int) -> Drawing:
    """A block per line, in it a dot and its interval for each other area or year; right of zero is more."""
    shown = differences(page, lines)
    wide = width == WIDE
    rows, heads = (30, 30) if wide else (48, 28)
    top = 34
    height = top + sum(heads + rows * len(pairs) + 6 for _, pairs in shown) + 26
    ax = canvas(width, height)
    left, right = (168, width - 214) if wide else (14, width - 14)
    reach = round_ticks(farthest_limit(entry for _, pairs in shown for _, entry in pairs))[-1]

    def x_of(value: float) -> float:
        return (left + right) / 2 + (right - left) / 2 * value / reach

    for tick in (-reach, -reach / 2, 0, reach / 2, reach):
        ax.plot([x_of(tick)] * 2, [top, height - 24], color=GREY if tick == 0 else FAINT, lw=1.2 if tick == 0 else 1)
        write(
            ax, x_of(tick), height - 12, signed(tick, decimals_for(tick), page.language), 12, ha="center", color=MUTED
        )
    write(ax, x_of(0) - 10, 14, "← " + translate("less", page.language), 12, ha="right", color=MUTED)
    write(ax, x_of(0) + 10, 14, translate("more", page.language) + " →", 12, ha="left", color=MUTED)
    y = float(top)
    for name, pairs in shown:
        short = shortened(name, 70 if wide else 44)
        write(ax, 0, y + heads / 2, short, 13, fontweight="bold", paper=True)
        y += heads
        for other, entry in pairs:
            middle = y + (rows / 2 if wide else 36)
            words = y + (rows / 2 if wide else 12)
            label = translate("beside {other}", page.language, other=other)
            letters = 23 if wide else 20
            write(ax, 8 if wide else 0, words, shortened(label, letters), 12.5, paper=True)
            clear = is_clear(entry)
            write(
                ax,
                width - 4,
                words,
                verdict(entry, page.language),
                12.5,
                ha="right",
                color=INK if clear else MUTED,
                fontweight="bold" if clear else "normal",
                paper=True,
            )
            if entry.has_interval:
                ax.plot([x_of(entry.lower), x_of(entry.upper)], [middle] * 2, color=ACCENT, lw=1.8)
                face = ACCENT if clear else "white"
                ax.plot(x_of(entry.value), middle, marker="o", ms=9, color=face, mec=ACCENT, mew=1.8)
            y += rows
        y += 6
    return ax
