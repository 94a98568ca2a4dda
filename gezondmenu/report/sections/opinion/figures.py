"""The answers to each statement as one bar in shades, or the share positive as a dot."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.axis import stacked
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, EDGE, FAINT, INK, MUTED, SHADES, WIDE, canvas, dot, write
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import row, statements
from gezondmenu.report.sections.opinion.rows import answers
from gezondmenu.report.words.amounts import cell, number, short_reason
from gezondmenu.report.words.names import shortened, statement_text
from gezondmenu.report.words.shares import people
from gezondmenu.vocabulary import group_label


def what_residents_think(page: Page, width: int) -> Drawing:
    """Per statement the answers as one bar in shades; where they are hidden, the share positive as a dot."""
    asked = statements(page)
    wide = width == WIDE
    block = 62 if wide else 82
    shares = {name: answers(page, name) for name in asked}
    scale = any(len(cells) == 5 for cells in shares.values())
    top = 40 if scale else 6
    ax = canvas(width, top + block * len(asked) + 22)
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
        positive = row(page, "appreciation_positive", group_label(statement=name))
        words = positive_words(page, positive)
        text = statement_text(name, page.language)
        write(ax, left, y + 12, shortened(text, 70 if wide else 44), 13)
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
            cells = list(reversed(shares[name]))
            shades = list(reversed(SHADES)) if len(cells) == 5 else [SHADES[3], SHADES[0]]
            for (start, end), shade in zip(stacked(cells), shades, strict=True):
                ax.barh(middle, x_of(end) - x_of(start), left=x_of(start), height=20, color=shade, ec=EDGE, lw=0.7)
        elif positive.known:
            ax.plot([x_of(0), x_of(100)], [middle] * 2, color=FAINT, lw=1)
            dot(ax, positive, x_of, middle)
    return ax


def positive_words(page: Page, positive: Row) -> str:
    """Share positive and number of persons, beside a bar."""
    if not positive.known:
        return short_reason(positive, page.language)
    share = translate("{share} positive", page.language, share=cell(positive, page.language))
    return f"{share} · {people(positive.n, page.language)}" if positive.n == positive.n else share


def _scale_key(ax: Drawing, page: Page, width: int) -> None:
    """What the shades mean, left to right as in the bars."""
    words = translate("answer", page.language)
    write(ax, 2, 14, words, 12, color=MUTED)
    x = 14 + 7.4 * len(words)
    for answer, shade in zip(range(5, 0, -1), reversed(SHADES), strict=True):
        ax.barh(14, 24, left=x, height=18, color=shade, ec=EDGE, lw=0.7)
        write(ax, x + 12, 14.5, str(answer), 12, ha="center", color="white" if answer > 3 else INK)
        x += 28
    write(ax, x + 6, 14, translate("4 and 5 are positive", page.language), 12, color=MUTED)
