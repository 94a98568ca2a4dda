"""Who pays and who gains: costs to the left, value to the right with its range, and the net amount as a diamond."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.axis import LETTER_WIDTH, Scale, fit, scale_of
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, INK, MUTED, OTHER, WIDE, canvas, write
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.value.amounts import cell_words, of_payers, range_words
from gezondmenu.report.sections.value.axis import draw_ticks
from gezondmenu.report.sections.value.rows import Payer, is_range, limits_of
from gezondmenu.report.sections.value.words import euros
from gezondmenu.report.words.names import upper_first
from gezondmenu.report.words.payers import payer_and_law

GAIN = "#4a939c"  # 3.6 : 1 on white, and light enough for the whisker across it

Told = tuple[Payer, float, float, float]


def who_pays_and_gains(page: Page, width: int) -> Drawing:
    """A payer to a row: bars from zero, left what it pays, right what it gains, and the net amount below."""
    payer_lines, wide = of_payers(page), width == WIDE
    step, head = (58, 0) if wide else (88, 22)
    top = 30
    height = top + step * len(payer_lines) + 30
    ax = canvas(width, height)
    left, right = (206, width - 12) if wide else (4, width - 6)
    numbers = [number for one, paid, _, _ in payer_lines for number in (-paid, *limits_of(one.gains), one.gains.value)]
    outer = scale_of(numbers, left, right)
    words = [cell_words(page, gained, one.gains) for one, _, gained, _ in payer_lines]
    room = 14 + 7.2 * max([10, *map(len, words)])  # for the words beside the bars
    scale = scale_of(numbers, left + (86 if outer.low < 0 else 10), right - min(room, (right - left) / 2))
    language = page.language
    zero = scale.x(0)
    write(ax, zero - 8, 12, "← " + translate("pays", language), 12.5, ha="right", color=MUTED)
    write(ax, zero + 8, 12, translate("gains", language) + " →", 12.5, ha="left", color=MUTED)
    draw_ticks(ax, scale, top - 4, height - 28, language, (0, width), most=5 if wide else 2)
    for place, entry in enumerate(payer_lines):
        y = top + step * place
        name = upper_first(payer_and_law(entry[0].payer, entry[0].law, language))
        if wide:
            write(ax, 0, y + 18, fit(name, left - 4, 13), 13, fontweight="bold")
        else:
            write(ax, 0, y + 12, fit(name, width, 13), 13, fontweight="bold", paper=True)
        _bars(ax, page, entry, y + head + 18, scale)
    return ax


def _bars(ax: Drawing, page: Page, entry: Told, y: float, scale: Scale) -> None:
    """The bars of a payer, the whisker of its value, and under them the diamond of the net amount."""
    one, paid, gained, net = entry
    language, zero = page.language, scale.x(0)
    if paid > 0:
        ax.barh(y, scale.x(-paid) - zero, left=zero, height=18, color=OTHER, lw=0)
        write(ax, scale.x(-paid) - 6, y, euros(paid, language), 12.5, ha="right", paper=True)
    low, high = limits_of(one.gains)
    if is_range(one.gains):
        ax.plot([scale.x(low), scale.x(high)], [y, y], color=ACCENT, lw=2, ls=(0, (3, 2)))
        words, end = range_words(page, one.gains), max(scale.x(high), zero)
    elif gained == gained and one.gains.status != "absent":
        ax.barh(y, scale.x(gained) - zero, left=zero, height=18, color=GAIN, lw=0)
        words, end = cell_words(page, gained, one.gains), max(scale.x(gained), zero)
        if one.gains.has_interval:
            ax.plot([scale.x(low), scale.x(high)], [y, y], color=INK, lw=1.4, zorder=4)
            for limit in (low, high):
                ax.plot([scale.x(limit)] * 2, [y - 5, y + 5], color=INK, lw=1.4, zorder=4)
            end = max(end, scale.x(high))
    else:
        words, end = translate("nothing", language), zero
    write(ax, end + 6, y, words, 12.5, ha="left", paper=True, zorder=3)
    below = y + 22
    if net == net:
        x = scale.x(min(max(net, scale.low), scale.high))
        ax.plot(x, below, marker="D", ms=8, color="white", mec=INK, mew=1.6, zorder=5)
        words = translate("net {amount}", language, amount=euros(net, language))
        side = ("left", 9) if x < (scale.left + scale.right) / 2 or net >= 0 else ("right", -9)
        if x + 9 + LETTER_WIDTH * 12 * len(words) > scale.right + 76:
            side = ("right", -9)
        write(ax, x + side[1], below, words, 12, ha=side[0], color=MUTED, paper=True)
    elif is_range(one.net):
        ax.plot([scale.x(limit) for limit in limits_of(one.net)], [below, below], color=INK, lw=1.4, ls=(0, (3, 2)))
