"""Appreciation beside value: what residents think in one panel, euros in the other, and no common score."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.axis import fit, scale_of
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, FAINT, GREY, MUTED, OTHER, WIDE, canvas, dot, write
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.value.amounts import cell_words, of_chains
from gezondmenu.report.sections.value.axis import draw_ticks
from gezondmenu.report.sections.value.rows import Chain, Lines, is_range, limits_of, opinions, weights
from gezondmenu.report.sections.value.words_weights import OF_WEIGHTS, score_words
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.names import statement_text, upper_first

LINE, HEAD = 50, 34


def appreciation_beside_value(page: Page, width: int) -> Drawing:
    """Two panels side by side, one under the other where there is no room; without euros only that of residents."""
    chains = of_chains(page)
    blocks: list[tuple[str, Lines, tuple[float, float]]] = []
    if opinions(page):
        blocks.append((translate("Positive about", page.language), opinions(page), (0.0, 100.0)))
    for kind, heavy in weights(page):
        whole = (-1.0, 1.0) if kind == "best_worst_score" else (0.0, 100.0)
        blocks.append((translate(OF_WEIGHTS[kind], page.language), heavy, whole))
    wide = width == WIDE and bool(chains)
    each = (width - 40) / 2 if wide else float(width)
    left_height = 40 + sum(HEAD + LINE * len(lines) for _, lines, _ in blocks)
    right_height = 40 + HEAD + LINE * len(chains) + 24 if chains else 0
    height = max(left_height, right_height) if wide else left_height + right_height
    ax = canvas(width, int(height) + 6)
    _title(ax, 0, 12, translate("For residents", page.language))
    y = 30.0
    for title, lines, whole in blocks:
        y = _panel(ax, page, title, lines, y, each, whole)
    if chains:
        x, y = (each + 40, 12.0) if wide else (0.0, left_height + 12.0)
        _title(ax, x, y, translate("In euros", page.language))
        _euros(ax, page, chains, x, y + 18, each)
    if wide:
        ax.plot([each + 20] * 2, [4, height], color=FAINT, lw=1)
    return ax


def _title(ax: Drawing, x: float, y: float, text: str) -> None:
    write(ax, x, y, text, 14, fontweight="bold")


def _panel(
    ax: Drawing, page: Page, title: str, lines: Lines, y: float, width: float, whole: tuple[float, float]
) -> float:
    """A dot with its interval for each statement; gives where the next panel begins."""
    language, (low, high) = page.language, whole
    write(ax, 0, y + 16, fit(title, width, 12.5), 12.5, color=MUTED)
    y += HEAD
    left, right = 8.0, width - 10

    def x_of(value: float) -> float:
        return left + (right - left) * (min(max(value, low), high) - low) / (high - low)

    for place, (name, entry) in enumerate(lines):
        top = y + LINE * place
        words = cell(entry, language) if whole[1] == 100 else score_words(entry, language)
        write(ax, 0, top + 10, fit(statement_text(name, language, short=True), width - 80, 13), 13)
        write(ax, right, top + 10, words, 12.5, ha="right", color=ACCENT, fontweight="bold")
        ax.plot([x_of(low), x_of(high)], [top + 28] * 2, color=FAINT, lw=2)
        for tick in (low, (low + high) / 2, high):
            ax.plot([x_of(tick)] * 2, [top + 24, top + 32], color=GREY, lw=1)
        if entry.known:
            dot(ax, entry, x_of, top + 28)
    return y + LINE * len(lines)


def _euros(ax: Drawing, page: Page, chains: list[tuple[Chain, float]], x: float, y: float, width: float) -> None:
    """A dot with its range for each chain; hollow where it is not in the total."""
    language = page.language
    write(ax, x, y + 16, translate("Value of each outcome", language), 12.5, color=MUTED)
    top = y + HEAD
    numbers = [n for chain, _ in chains for n in (chain.entry.value, *limits_of(chain.entry))]
    scale = scale_of(numbers, x + 30, x + width - 34)
    draw_ticks(ax, scale, top, top + LINE * len(chains), language, (x, x + width), most=3)
    for place, (chain, amount) in enumerate(chains):
        line = top + LINE * place
        words = cell_words(page, amount, chain.entry)
        name = upper_first(chain.name)
        room = width - 7.2 * len(words) - 16
        if not chain.added:
            longer = translate("{name} (not added)", language, name=name)
            name = longer if fit(longer, room, 13) == longer else name
        write(ax, x, line + 10, fit(name, room, 13), 13, paper=True, color=MUTED if not chain.added else "#1c2733")
        colour = ACCENT if chain.added else OTHER
        weight = "bold" if chain.added else "normal"
        write(ax, x + width, line + 10, words, 12.5, ha="right", color=colour, fontweight=weight, paper=True)
        low, high = (scale.x(limit) for limit in limits_of(chain.entry))
        if low == low:
            dashes = (0, (3, 2)) if is_range(chain.entry) else "-"
            ax.plot([low, high], [line + 30] * 2, color=colour, lw=1.8, ls=dashes)
        if chain.entry.known:
            face = colour if chain.added else "white"
            ax.plot(scale.x(chain.entry.value), line + 30, marker="o", ms=9.5, color=face, mec=colour, mew=1.8)
