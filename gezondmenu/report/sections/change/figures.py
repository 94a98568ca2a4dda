"""Change per outcome: a panel each with its own scale, dots with intervals against zero, the band nobody notices."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.axis import Scale, farthest_limit, round_beyond
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, FAINT, GREY, INK, MUTED, OTHER, WIDE, canvas, write
from gezondmenu.report.rows.health import important
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.change.rows import Line, panels
from gezondmenu.report.words.names import shortened
from gezondmenu.report.words.outcomes import outcome_name, scale_words
from gezondmenu.report.words.scores import cell_of, interval_of, signed
from gezondmenu.verdicts import is_clear

BAND = "#eceff0"
MARKS = {
    "main": {"marker": "o", "color": ACCENT, "mec": ACCENT},
    "weighted": {"marker": "o", "color": "white", "mec": ACCENT},
    "pooled": {"marker": "D", "color": "white", "mec": ACCENT},
    "others": {"marker": "s", "color": GREY, "mec": GREY},
    "difference": {"marker": "D", "color": OTHER, "mec": OTHER},
}
"""Each kind of line has its own shape, and its name beside it: colour says nothing alone."""


def what_changed(page: Page, width: int) -> Drawing:
    """A panel for each outcome; left of the line through zero is down, right of it is up."""
    shown, wide = panels(page), width == WIDE
    head, step, foot, gap = (34, 27, 22, 12) if wide else (48, 42, 22, 14)
    top = 22
    height = top + sum(head + step * len(lines) + foot + gap for _, lines in shown)
    ax = canvas(width, height)
    left, right = (196, width - 186) if wide else (10, width - 10)
    middle, language = (left + right) / 2, page.language
    write(ax, middle - 12, 10, "← " + translate("down", language), 12, ha="right", color=MUTED)
    write(ax, middle + 12, 10, translate("up", language) + " →", 12, ha="left", color=MUTED)
    y = float(top)
    for outcome, lines in shown:
        _head(ax, page, outcome, y, width)
        start, end = y + head, y + head + step * len(lines)
        reach, decimals = _reach(page, outcome, lines)
        scale = Scale(-reach, reach, left, right)
        least, _ = important(page, outcome)
        if least == least:
            ax.band((scale.x(-least), scale.x(least)), (start, end), color=BAND)
            for edge in (-least, least):
                ax.plot([scale.x(edge)] * 2, [start, end], color=GREY, lw=1, ls=(0, (3, 3)))
        for tick in (-reach, -reach / 2, 0.0, reach / 2, reach):
            at_zero = tick == 0
            ax.plot([scale.x(tick)] * 2, [start, end], color=GREY if at_zero else FAINT, lw=1.3 if at_zero else 1)
            if tick in (-reach, 0.0, reach):
                align = "center" if wide or at_zero else "left" if tick < 0 else "right"
                write(ax, scale.x(tick), end + 11, signed(tick, decimals, language), 12, ha=align, color=MUTED)
        for place, line in enumerate(lines):
            _line(ax, page, outcome, line, start + step * place, step, width, scale)
        y = end + foot + gap
    return ax


def _head(ax: Drawing, page: Page, outcome: str, y: float, width: int) -> None:
    """The name of an outcome, and what its scale means."""
    wide = width == WIDE
    if y > 40:
        ax.plot([0, width], [y - 2, y - 2], color=FAINT, lw=1)
    name, scale = outcome_name(outcome, page.language), scale_words(page, outcome)
    write(
        ax,
        0,
        y + (17 if wide else 14),
        shortened(name, 60 if wide else 40),
        14,
        fontweight="bold",
    )
    if scale:
        place = (width - 2, y + 17, "right") if wide else (0, y + 34, "left")
        write(ax, place[0], place[1], scale, 12.5, ha=place[2], color=MUTED)


def _line(ax: Drawing, page: Page, outcome: str, line: Line, y: float, step: float, width: int, scale: Scale) -> None:
    """A name, a dot with its interval, and the numbers."""
    wide, entry = width == WIDE, line.entry
    words_y, dot_y = (y + step / 2, y + step / 2) if wide else (y + 11, y + 30)
    own = line.kind in ("main", "difference")
    name = shortened(line.name, 26 if wide else 24)
    write(ax, 8 if wide else 0, words_y, name, 12.5, color=INK if own else MUTED, paper=not wide)
    words = cell_of(page, outcome, entry)
    if entry.has_interval:
        words += f" ({interval_of(page, outcome, entry)})"
    bold = "bold" if own and is_clear(entry) else "normal"
    write(
        ax,
        width - 2,
        words_y,
        words,
        12.5,
        ha="right",
        color=INK if own else MUTED,
        fontweight=bold,
        paper=not wide,
    )
    if not entry.has_interval:
        return
    mark = MARKS[line.kind]
    low, high = scale.x(entry.lower), scale.x(entry.upper)
    ax.plot([low, high], [dot_y] * 2, color=mark["mec"], lw=2 if own else 1.5, solid_capstyle="butt")
    ax.plot(scale.x(entry.value), dot_y, ms=9 if own else 7.5, mew=1.8, **mark)  # type: ignore[arg-type]


def _reach(page: Page, outcome: str, lines: list[Line]) -> tuple[float, int]:
    """A round number beyond every limit of a panel, and the decimals to write it with."""
    least, _ = important(page, outcome)
    highest = max(farthest_limit(line.entry for line in lines), least if least == least else 0.0) or 1.0
    return round_beyond(highest)
