"""The figures of the page; each takes the page and a width in pixels, and returns a drawing.

Counts are bars from zero; estimates are dots with their interval. Titles, notes and tables stand in the page,
not in the image.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from gezondmenu.language import format_number, translate
from gezondmenu.report.select import Page, Row, quarters, row, rows_of, statements
from gezondmenu.report.style import (
    ACCENT,
    EDGE,
    FAINT,
    GREY,
    INK,
    MUTED,
    OTHER,
    SHADES,
    WIDE,
    canvas,
    write,
)
from gezondmenu.report.words import (
    cell,
    hidden_words,
    level_name,
    number,
    people,
    reach_words,
    short_reason,
    statement_text,
    trait_name,
    upper_first,
)
from gezondmenu.vocabulary import split_group

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TRAITS = ("low_income", "gender", "age_band")


def timeline_indicator(page: Page) -> str:
    """What the line over time shows: the rate, else the number of visits; empty when neither is known."""
    for name in ("participation_rate", "participants", "visits"):
        if any(row(page, name, period=label).known for label in quarters(page)):
            return name
    return ""


def over_time(page: Page, width: int) -> Figure:
    """Participation per quarter: a line where it is a rate, beside the city's; bars where it is a count."""
    indicator, labels = timeline_indicator(page), quarters(page)
    mine = [row(page, indicator, period=label) for label in labels]
    rate = indicator == "participation_rate"
    theirs = [row(page, indicator, period=label, area=page.beside) for label in labels] if rate and page.beside else []
    top, bottom, left = 24, 58, 44
    right = width - _name_room(page, width) if rate else width - 12
    height = 300 if width == WIDE else 270
    figure, ax = canvas(width, height)
    floor = height - bottom
    ticks = _ticks(max(entry.value for entry in [*mine, *theirs] if entry.known))

    def y_of(value: float) -> float:
        return floor - (floor - top) * value / ticks[-1]

    step = (right - left) / len(labels)
    x_of = [left + step * (place + 0.5) for place in range(len(labels))]
    for tick in ticks:
        ax.plot([left, right], [y_of(tick)] * 2, color=GREY if tick == 0 else FAINT, lw=1, zorder=0)
        write(ax, left - 8, y_of(tick), format_number(tick, page.language), 12, ha="right", color=MUTED)
    _quarter_labels(ax, labels, x_of, floor, step)
    if rate:
        _line(ax, x_of, theirs, y_of, color=GREY, lw=1.8, dashes=(5, 2), marker="")
        _line(ax, x_of, mine, y_of, color=ACCENT, lw=2.6, dashes=None, marker="o")
        _end_labels(ax, page, [(mine, page.area_name, ACCENT), (theirs, page.beside_name, MUTED)], y_of, right, width)
    else:
        for x, entry in zip(x_of, mine, strict=True):
            if entry.known:
                ax.bar(x, y_of(entry.value) - floor, width=step * 0.62, bottom=floor, color=ACCENT)
                if width == WIDE or len(labels) <= 8:
                    write(ax, x, y_of(entry.value) - 9, cell(entry, page.language), 11, ha="center", color=MUTED)
    hidden = [x for x, entry in zip(x_of, mine, strict=True) if entry.hidden]
    for x in hidden:
        ax.plot(x, floor - 7, marker="x", color=MUTED, ms=7, mew=1.6)
    if hidden:
        words = next(hidden_words(entry, page.language) for entry in mine if entry.hidden)
        ax.plot(left + 8, 10, marker="x", color=MUTED, ms=7, mew=1.6)
        write(ax, left + 18, 10, words, 12, color=MUTED)
    return figure


def who_takes_part(page: Page, width: int) -> Figure:
    """Per group two dots: its share among participants, and its share among residents."""
    shown = shown_groups(page)
    wide = width == WIDE
    left, right = (166, width - 196) if wide else (8, width - 46)
    rows, heads = (32, 30) if wide else (50, 30)
    traits = [trait for trait in TRAITS if any(trait in split_group(group) for group in shown)]
    height = 24 + len(shown) * rows + len(traits) * heads + 30
    figure, ax = canvas(width, height)
    shares = {group: (row(page, "participant_share", group), row(page, "population_share", group)) for group in shown}
    highest = max(
        limit
        for pair in shares.values()
        for entry in pair
        if entry.known
        for limit in (entry.value, entry.upper)
        if limit == limit
    )
    ticks = _ticks(highest)

    def x_of(value: float) -> float:
        return left + (right - left) * value / ticks[-1]

    for tick in ticks:
        ax.plot([x_of(tick)] * 2, [26, height - 24], color=FAINT, lw=1, zorder=0)
        write(ax, x_of(tick), height - 12, number(tick, "%", page.language), 12, ha="center", color=MUTED)
    y = 24.0
    named = False
    for trait in traits:
        write(ax, 0, y + heads / 2 + 2, trait_name(trait, page.language), 12, color=MUTED, fontweight="bold")
        y += heads
        for group in [group for group in shown if trait in split_group(group)]:
            here, there = shares[group]
            middle = y + (rows / 2 if wide else 32)
            label = upper_first(level_name(group, page.language))
            words = (
                reach_words(row(page, "reach_ratio", group), page.language) if here.known else cell(here, page.language)
            )
            if not here.known and not here.hidden:
                words = short_reason(here, page.language)
            write(ax, 0 if wide else 8, middle if wide else y + 11, label, 13)
            write(ax, width - 4, middle if wide else y + 11, words, 12.5, ha="right", color=MUTED)
            _pair(ax, here, there, x_of, middle)
            if not named and here.known and there.known:
                _name_pair(ax, page, here, there, x_of, width)
                named = True
            y += rows
    return figure


def shown_groups(page: Page) -> list[str]:
    """Groups with a share among residents; of a yes and a no only the yes."""
    found = [entry.group for trait in TRAITS for entry in rows_of(page, "population_share", trait) if entry.known]
    return [group for group in found if not (group.endswith("=no") and group[:-2] + "yes" in found)]


def what_residents_think(page: Page, width: int) -> Figure:
    """Per statement the answers as one bar in shades; where they are hidden, the share positive as a dot."""
    asked = statements(page)
    wide = width == WIDE
    block = 62 if wide else 82
    shares = {name: answers(page, name) for name in asked}
    scale = any(len(cells) == 5 for cells in shares.values())
    top = 40 if scale else 6
    figure, ax = canvas(width, top + block * len(asked) + 22)
    left, right = 2, width - 16

    def x_of(value: float) -> float:
        return left + (right - left) * value / 100

    if scale:
        _scale_key(ax, page, width)
    foot = top + block * len(asked)
    for tick in (0, 25, 50, 75, 100):
        ax.plot([x_of(tick)] * 2, [top + 24, foot - 2], color=FAINT, lw=1, zorder=0)
        align = "left" if tick == 0 else "right" if tick == 100 else "center"
        write(ax, x_of(tick), foot + 10, number(tick, "%", page.language), 12, ha=align, color=MUTED)
    for place, name in enumerate(asked):
        y = top + place * block
        positive = row(page, "appreciation_positive", f"statement={name}")
        words = positive_words(page, positive)
        text = statement_text(name, page.language)
        write(ax, left, y + 12, textwrap.shorten(text, 70 if wide else 44, placeholder="…"), 13)
        write(
            ax,
            right if wide else left,
            y + (12 if wide else 31),
            words,
            12.5,
            ha="right" if wide else "left",
            color=ACCENT,
            fontweight="bold",
        )
        middle = y + (36 if wide else 55)
        if shares[name]:
            start = 0.0
            cells = list(reversed(shares[name]))
            shades = list(reversed(SHADES)) if len(cells) == 5 else [SHADES[3], SHADES[0]]
            for entry, shade in zip(cells, shades, strict=True):
                end = 100.0 if entry is cells[-1] else min(start + entry.value, 100.0)  # released counts are rounded
                ax.barh(middle, x_of(end) - x_of(start), left=x_of(start), height=20, color=shade, ec=EDGE, lw=0.7)
                start = end
        elif positive.known:
            ax.plot([x_of(0), x_of(100)], [middle] * 2, color=FAINT, lw=1)
            _dot(ax, positive, x_of, middle)
    return figure


def answers(page: Page, statement: str) -> list[Row]:
    """The shares of the answers to one statement, low to high; empty unless all of them are known."""
    for scale in (("1", "2", "3", "4", "5"), ("no", "yes")):
        cells = [row(page, "appreciation_share", f"answer={answer};statement={statement}") for answer in scale]
        if all(entry.known for entry in cells):
            return cells
    return []


def positive_words(page: Page, positive: Row) -> str:
    """Share positive and number of persons, beside a bar."""
    if not positive.known:
        return short_reason(positive, page.language)
    share = translate("{share} positive", page.language, share=cell(positive, page.language))
    return f"{share} · {people(positive.n, page.language)}" if positive.n == positive.n else share


def low_threshold(page: Page, width: int) -> Figure:
    """Number of activities by price and by who leads them: short bars from zero, unknown in its own shade."""
    blocks = [(trait, shown) for trait in ("price_low_income", "organiser") if (shown := activity_rows(page, trait))]
    wide = width == WIDE
    rows, heads = (30, 34) if wide else (46, 34)
    height = sum(heads + rows * len(shown) + 6 for _, shown in blocks)
    figure, ax = canvas(width, height)
    left, right = (206, width - 60) if wide else (8, width - 44)
    most = max(entry.value for _, shown in blocks for entry in shown if entry.known) or 1
    y = 0.0
    for trait, shown in blocks:
        write(ax, 0 if wide else 8, y + heads / 2, trait_name(trait, page.language), 12, color=MUTED, fontweight="bold")
        y += heads
        for entry in shown:
            middle = y + (rows / 2 if wide else 30)
            write(
                ax,
                0 if wide else 8,
                middle if wide else y + 10,
                upper_first(level_name(entry.group, page.language)),
                13,
            )
            unknown = entry.group.endswith("=unknown")
            length = (right - left) * entry.value / most if entry.known else 0
            ax.barh(
                middle,
                length,
                left=left,
                height=17,
                color="white" if unknown else ACCENT,
                ec=GREY if unknown else ACCENT,
                lw=1,
                hatch="////" if unknown else None,
            )
            write(ax, left + length + 8, middle, cell(entry, page.language), 13, fontweight="bold")
            y += rows
        y += 6
    return figure


def activity_rows(page: Page, trait: str) -> list[Row]:
    """The numbers of activities by a trait, in the order in which they are shown; empty when none is known."""
    order = {
        "price_low_income": ("free", "paid", "unknown"),
        "organiser": ("residents", "mixed", "professional", "unknown"),
    }
    found = {entry.group: entry for entry in rows_of(page, "activities", trait)}
    shown = [found[group] for level in order[trait] if (group := f"{trait}={level}") in found]
    return shown if any(entry.known and entry.value > 0 for entry in shown) else []


def _ticks(highest: float) -> list[float]:
    """Round numbers from zero to just above the highest value."""
    from matplotlib.ticker import MaxNLocator

    return [
        float(tick)
        for tick in MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10], integer=True).tick_values(0, max(highest, 1))
    ]


def _quarter_labels(ax: Axes, labels: list[str], x_of: list[float], floor: float, step: float) -> None:
    for label, x in zip(labels, x_of, strict=True):
        write(ax, x, floor + 15, label[-1], 12, ha="center", color=MUTED)
    for year in sorted({label[:4] for label in labels}):
        inside = [x for label, x in zip(labels, x_of, strict=True) if label.startswith(year)]
        ax.plot([inside[0] - step * 0.4, inside[-1] + step * 0.4], [floor + 27] * 2, color=GREY, lw=0.8)
        write(ax, sum(inside) / len(inside), floor + 41, year, 12, ha="center", color=MUTED)


def _line(
    ax: Axes,
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
    style: dict[str, Any] = {"dashes": dashes} if dashes else {}
    ax.plot(x_of[: len(heights)], heights, color=color, lw=lw, marker=marker, ms=7, mec="white", mew=1.2, **style)


def _end_labels(
    ax: Axes,
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
            lines = [*textwrap.wrap(name, letters, break_long_words=False)[:3], cell(known[-1], page.language)]
            ends.append([y_of(known[-1].value), lines, color])
    ends.sort(key=lambda end: end[0])
    for above, below in itertools.pairwise(ends):
        room = 8 * (len(above[1]) + len(below[1])) + 4
        short = room - (below[0] - above[0])
        if short > 0:
            above[0] -= short / 2
            below[0] += short / 2
    for middle, lines, color in ends:
        for place, line in enumerate(lines):
            weight = "bold" if place == len(lines) - 1 else "normal"
            write(ax, right + 8, middle + 16 * (place - (len(lines) - 1) / 2), line, 12, color=color, fontweight=weight)


def _name_room(page: Page, width: int) -> int:
    """Pixels for the names at the ends of the lines: the longest word decides."""
    words = f"{page.area_name} {page.beside_name}".split()
    whole = max(len(page.area_name), len(page.beside_name)) if width == WIDE else 0
    letters = max(max(len(word) for word in words), min(whole, 18), 6)
    return min(int(7.6 * letters) + 14, width // 3)


def _dot(ax: Axes, entry: Row, x_of: Callable[[float], float], y: float) -> None:
    if entry.has_interval:
        ax.plot([x_of(entry.lower), x_of(entry.upper)], [y, y], color=ACCENT, lw=1.6, solid_capstyle="butt")
    ax.plot(x_of(entry.value), y, marker="o", ms=10, color=ACCENT, mec="white", mew=1.2)


def _pair(ax: Axes, here: Row, there: Row, x_of: Callable[[float], float], y: float) -> None:
    """Interval and dot of the participants, and the diamond of the residents; apart where they would touch."""
    close = here.known and there.known and abs(x_of(here.value) - x_of(there.value)) < 13
    shift = 6 if close else 0
    if here.known and there.known:
        ax.plot([x_of(here.value), x_of(there.value)], [y, y], color=FAINT, lw=5, solid_capstyle="round", zorder=1)
    if there.known:
        ax.plot(x_of(there.value), y + shift, marker="D", ms=8, color="white", mec=OTHER, mew=2)
    if here.known:
        _dot(ax, here, x_of, y - shift)


def _name_pair(ax: Axes, page: Page, here: Row, there: Row, x_of: Callable[[float], float], width: int) -> None:
    """Names of the two marks, above the first pair, each on its own side so that they cannot touch."""
    names = [
        (x_of(here.value), translate("participants", page.language), ACCENT),
        (x_of(there.value), translate("residents", page.language), OTHER),
    ]
    names.sort(key=lambda entry: entry[0])
    (x_low, low, low_color), (x_high, high, high_color) = names
    middle = max((x_low + x_high) / 2, 7.2 * len(low) + 6)
    write(ax, middle - 5, 12, low, 12.5, ha="right", color=low_color, fontweight="bold")
    write(ax, middle + 5, 12, high, 12.5, ha="left", color=high_color, fontweight="bold")


def _scale_key(ax: Axes, page: Page, width: int) -> None:
    """What the shades mean, left to right as in the bars."""
    words = translate("answer", page.language)
    write(ax, 2, 14, words, 12, color=MUTED)
    x = 14 + 7.4 * len(words)
    for answer, shade in zip(range(5, 0, -1), reversed(SHADES), strict=True):
        ax.barh(14, 24, left=x, height=18, color=shade, ec=EDGE, lw=0.7)
        write(ax, x + 12, 14.5, str(answer), 12, ha="center", color="white" if answer > 3 else INK)
        x += 28
    write(ax, x + 6, 14, translate("4 and 5 are positive", page.language), 12, color=MUTED)
