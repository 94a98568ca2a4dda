"""The line of taking part over time, beside that of the city; bars where it is a count."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Callable
from typing import Any

from gezondmenu.language import format_number
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, FAINT, GREY, MUTED, WIDE, canvas, round_ticks, write
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import quarters, row
from gezondmenu.report.sections.people.rows import timeline_indicator
from gezondmenu.report.words.amounts import cell, hidden_words

LETTER = 7.6  # pixels of a letter of a name at the end of a line


def over_time(page: Page, width: int) -> Drawing:
    """Participation per quarter: a line where it is a rate, beside the city's; bars where it is a count."""
    indicator, labels = timeline_indicator(page), quarters(page)
    area_rows = [row(page, indicator, period=label) for label in labels]
    rate = indicator == "participation_rate"
    beside_rows = (
        [row(page, indicator, period=label, area=page.beside) for label in labels] if rate and page.beside else []
    )
    top, bottom, left = 24, 58, 44
    right = width - _name_room(page, width) if rate else width - 12
    height = 300 if width == WIDE else 270
    ax = canvas(width, height)
    floor = height - bottom
    ticks = round_ticks(max(entry.value for entry in [*area_rows, *beside_rows] if entry.known))

    def y_of(value: float) -> float:
        return floor - (floor - top) * value / ticks[-1]

    step = (right - left) / len(labels)
    x_of = [left + step * (place + 0.5) for place in range(len(labels))]
    for tick in ticks:
        ax.plot([left, right], [y_of(tick)] * 2, color=GREY if tick == 0 else FAINT, lw=1, zorder=0)
        write(ax, left - 8, y_of(tick), format_number(tick, page.language), 12, ha="right", color=MUTED)
    _quarter_labels(ax, labels, x_of, floor, step)
    if rate:
        _line(ax, x_of, beside_rows, y_of, color=GREY, lw=1.8, dashes=(5, 2), marker="")
        _line(ax, x_of, area_rows, y_of, color=ACCENT, lw=2.6, dashes=None, marker="o")
        _end_labels(
            ax, page, [(area_rows, page.area_name, ACCENT), (beside_rows, page.beside_name, MUTED)], y_of, right, width
        )
    else:
        for x, entry in zip(x_of, area_rows, strict=True):
            if entry.known:
                ax.bar(x, y_of(entry.value) - floor, width=step * 0.62, bottom=floor, color=ACCENT)
                if width == WIDE or len(labels) <= 8:
                    write(ax, x, y_of(entry.value) - 9, cell(entry, page.language), 11, ha="center", color=MUTED)
    hidden = [x for x, entry in zip(x_of, area_rows, strict=True) if entry.hidden]
    for x in hidden:
        ax.plot(x, floor - 7, marker="x", color=MUTED, ms=7, mew=1.6)
    if hidden:
        words = next(hidden_words(entry, page.language) for entry in area_rows if entry.hidden)
        ax.plot(left + 8, 10, marker="x", color=MUTED, ms=7, mew=1.6)
        write(ax, left + 18, 10, words, 12, color=MUTED)
    return ax


def _quarter_labels(ax: Drawing, labels: list[str], x_of: list[float], floor: float, step: float) -> None:
    for label, x in zip(labels, x_of, strict=True):
        write(ax, x, floor + 15, label[-1], 12, ha="center", color=MUTED)
    for year in sorted({label[:4] for label in labels}):
        inside = [x for label, x in zip(labels, x_of, strict=True) if label.startswith(year)]
        ax.plot([inside[0] - step * 0.4, inside[-1] + step * 0.4], [floor + 27] * 2, color=GREY, lw=0.8)
        write(ax, sum(inside) / len(inside), floor + 41, year, 12, ha="center", color=MUTED)


def _line(
    ax: Drawing,
    x_of: list[float],
    entries: list[Row],
    y_of: Callable[[float], float],
    *,
    color: str,
    lw: float,
    dashes: tuple[int, int] | None,
    marker: str,
) -> None:
    """A line that breaks where a quarter is hidden or unknown."""
    heights = [y_of(entry.value) if entry.known else float("nan") for entry in entries]
    ls = (0, dashes) if dashes else "-"
    ax.plot(x_of[: len(heights)], heights, color=color, lw=lw, ls=ls, marker=marker, ms=7, mec="white", mew=1.2)


def _end_labels(
    ax: Drawing,
    page: Page,
    series: list[tuple[list[Row], str, str]],
    y_of: Callable[[float], float],
    right: float,
    width: int,
) -> None:
    """Names and last values at the ends of the lines, pushed apart where they would touch."""
    letters = 18 if width == WIDE else 13
    ends: list[Any] = []
    for entries, name, color in series:
        known = [entry for entry in entries if entry.known]
        if known:
            has_long = max(map(len, name.split()), default=0) > (width // 3 - 14) / LETTER
            lines = textwrap.wrap(name, letters, break_long_words=has_long)[:3]
            lines.append(cell(known[-1], page.language))
            ends.append([y_of(known[-1].value), lines, color])
    ends.sort(key=lambda end: end[0])
    for above, below in itertools.pairwise(ends):
        room = 8 * (len(above[1]) + len(below[1])) + 4
        short = room - (below[0] - above[0])
        if short > 0:
            above[0] -= short / 2
            below[0] += short / 2
    for wished, lines, color in ends:
        middle = max(wished, 8 * len(lines))
        for place, line in enumerate(lines):
            weight = "bold" if place == len(lines) - 1 else "normal"
            write(ax, right + 8, middle + 16 * (place - (len(lines) - 1) / 2), line, 12, color=color, fontweight=weight)


def _name_room(page: Page, width: int) -> int:
    """Pixels for the names at the ends of the lines: the longest word decides."""
    words = f"{page.area_name} {page.beside_name}".split()
    whole = max(len(page.area_name), len(page.beside_name)) if width == WIDE else 0
    letters = max(max(len(word) for word in words), min(whole, 18), 6)
    return min(int(LETTER * letters) + 14, width // 3)
