"""What the answer depends on: a bar for each assumption, the largest swing on top, its source under its name."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.numbers.rounding import rounded
from gezondmenu.report.parts.axis import fit, scale_of, write_inside
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, INK, MUTED, OTHER, WIDE, canvas, write
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row
from gezondmenu.report.sections.value.amounts import step_of, totals
from gezondmenu.report.sections.value.axis import draw_ticks
from gezondmenu.report.sections.value.claims_answer import source_of
from gezondmenu.report.sections.value.rows import chains, shown_swings
from gezondmenu.report.sections.value.words import euros
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.reasons import parameter_name


def what_it_depends_on(page: Page, width: int) -> Drawing:
    """Bars from the smallest to the largest net value that an assumption allows, beside the line of zero."""
    swings, wide, language, step = shown_swings(page), width == WIDE, page.language, step_of(page)
    row_height = 64 if wide else 96
    top, text = 44, 290 if wide else width
    height = top + row_height * len(swings) + 30
    ax = canvas(width, height)
    left, right = (text + 8 + 74, width - 76) if wide else (72, width - 72)
    scale = scale_of([limit for *_, entry in swings for limit in (entry.lower, entry.upper)], left, right)
    draw_ticks(ax, scale, top - 6, height - 28, language, (0, width), most=4 if wide else 3)
    write_inside(ax, scale.x(0), 10, translate("costs just covered", language), 12, 0, width, color=MUTED)
    net = row(page, "net_value")
    if net.known:
        x = scale.x(min(max(net.value, scale.low), scale.high))
        ax.plot([x, x], [top - 4, height - 28], color=INK, lw=1.2, ls=(0, (4, 3)), zorder=1)
        words = translate("as assumed: {amount}", language, amount=euros(totals(page)[2], language))
        write_inside(ax, x, 29, words, 12, left - 72 if wide else 0, width, color=INK, paper=True)
    for place, (chain, parameter, entry) in enumerate(swings):
        y = top + row_height * place
        _words(ax, page, chain, parameter, y, text, wide)
        middle = y + (30 if wide else 72)
        low, high = scale.x(entry.lower), scale.x(entry.upper)
        turn = min(max(scale.x(0), low), high)
        ax.barh(middle, turn - low, left=low, height=18, color=OTHER, lw=0, zorder=2)
        ax.barh(middle, high - turn, left=turn, height=18, color=ACCENT, lw=0, zorder=2)
        smallest, largest = (euros(rounded(limit, step), language) for limit in (entry.lower, entry.upper))
        write(ax, low - 5, middle, smallest, 12, ha="right", paper=True, zorder=3)
        write(ax, high + 5, middle, largest, 12, ha="left", paper=True, zorder=3)
    return ax


def _words(ax: Drawing, page: Page, chain: str, parameter: str, y: float, width: float, wide: bool) -> None:
    """The name of an assumption, the outcome it belongs to, and under them its source."""
    names = {one.id: one.name for one in chains(page)}
    lines = [(upper_first(parameter_name(parameter, page.language)), 12.5, INK, "bold")]
    lines += [(names[chain], 12.5, INK, "normal")] if chain in names else []
    lines += [(source_of(page, chain, parameter), 11.5, MUTED, "normal")]
    for place, (line, size, colour, weight) in enumerate(lines):
        write(ax, 0, y + 13 + 17 * place, fit(line, width, size), size, color=colour, fontweight=weight, paper=not wide)
