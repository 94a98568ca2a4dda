"""Per group two marks: its share among participants, and its share among residents."""

from __future__ import annotations

from collections.abc import Callable

from gezondmenu.language import translate
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, FAINT, MUTED, OTHER, WIDE, canvas, dot, round_ticks, write
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.people.rows import TRAITS, shown_groups
from gezondmenu.report.words.amounts import cell, number, short_reason
from gezondmenu.report.words.names import level_name, trait_name, upper_first
from gezondmenu.report.words.shares import reach_words


def who_takes_part(page: Page, width: int) -> Drawing:
    """Per group two dots: its share among participants, and its share among residents."""
    shown = shown_groups(page)
    wide = width == WIDE
    left, right = (166, width - 196) if wide else (8, width - 46)
    rows, heads = (32, 30) if wide else (50, 30)
    shares = {group: (row(page, "participant_share", group), row(page, "population_share", group)) for group in shown}
    traits = [trait for trait in TRAITS if any(trait in here.traits for here, _ in shares.values())]
    height = 24 + len(shown) * rows + len(traits) * heads + 30
    ax = canvas(width, height)
    highest = max(
        limit
        for pair in shares.values()
        for entry in pair
        if entry.known
        for limit in (entry.value, entry.upper)
        if limit == limit
    )
    ticks = round_ticks(highest)

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
        for group, (here, there) in shares.items():
            if trait not in here.traits:
                continue
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
    return ax


def _pair(ax: Drawing, here: Row, there: Row, x_of: Callable[[float], float], y: float) -> None:
    """Interval and dot of the participants, and the diamond of the residents; apart where they would touch."""
    close = here.known and there.known and abs(x_of(here.value) - x_of(there.value)) < 13
    shift = 6 if close else 0
    if here.known and there.known:
        ax.plot([x_of(here.value), x_of(there.value)], [y, y], color=FAINT, lw=5, solid_capstyle="round", zorder=1)
    if there.known:
        ax.plot(x_of(there.value), y + shift, marker="D", ms=8, color="white", mec=OTHER, mew=2)
    if here.known:
        dot(ax, here, x_of, y - shift)


def _name_pair(ax: Drawing, page: Page, here: Row, there: Row, x_of: Callable[[float], float], width: int) -> None:
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
