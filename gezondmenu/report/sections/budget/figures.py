"""A budget through the year, and a budget and a need over the years."""

from __future__ import annotations

from collections.abc import Callable

from gezondmenu.language import format_number, translate
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, FAINT, GREY, MUTED, OTHER, WIDE, canvas, nice_ticks, write
from gezondmenu.report.rows.arrangements import Described, month_shown, of_arrangement, rows_over_time
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row

MONTHS = 12
BAND = "#cfe5e6"


def year_of_budget(page: Page, about: Described, width: int) -> Drawing:
    """Booked so far as a line, the even line dashed, and where the year may end as a bar with the forecast on it."""
    language, month = page.language, month_shown(page, about)
    so_far = [e for e in rows_over_time(page, about, "booked_so_far", "month") if e.period[:4] == month[:4]]
    so_far = [entry for entry in so_far if entry.period <= month]
    budget = of_arrangement(page, about, "budgeted", month[:4])
    end = of_arrangement(page, about, "year_end", month)
    highest = max(value for value in (budget.value, end.value, end.upper, so_far[-1].value) if value == value)
    ax, x_of, y_of = _frame(width, highest, language, [str(number) for number in range(1, MONTHS + 1)], begins=True)
    ax.plot([x_of(0), x_of(MONTHS)], [y_of(0), y_of(budget.value)], color=GREY, lw=1.8, ls=(0, (5, 2)))
    last = len(so_far)
    if last < MONTHS and end.known:
        if end.has_interval:
            ax.plot([x_of(MONTHS)] * 2, [y_of(end.lower), y_of(end.upper)], color=BAND, lw=12, solid_capstyle="butt")
        ax.plot(
            [x_of(last), x_of(MONTHS)], [y_of(so_far[-1].value), y_of(end.value)], color=ACCENT, lw=1.6, ls=(0, (2, 2))
        )
        ax.plot(x_of(MONTHS), y_of(end.value), marker="D", ms=9, color=ACCENT, mec="white", mew=1.2)
    ax.plot(
        [x_of(number) for number in range(last + 1)],
        [y_of(0), *(y_of(entry.value) for entry in so_far)],
        color=ACCENT,
        lw=2.6,
        marker="o",
        ms=6,
        mec="white",
        mew=1,
    )
    _name(ax, translate("budget", language), x_of(MONTHS), y_of(budget.value), y_of(end.value), MUTED)
    if last < MONTHS:
        _name(ax, translate("forecast", language), x_of(MONTHS), y_of(end.value), y_of(budget.value), ACCENT)
    return ax


def need_and_budget(page: Page, about: Described, width: int) -> Drawing:
    """The need with its range in each year, beside the budget."""
    language = page.language
    needs, budgets = (rows_over_time(page, about, name, "year") for name in ("need", "budget_indexed"))
    highest = max(value for entry in [*needs, *budgets] for value in (entry.value, entry.upper) if value == value)
    ax, x_of, y_of = _frame(width, highest, language, [entry.period for entry in needs], begins=False)
    _steps(ax, budgets, x_of, y_of)
    for place, entry in enumerate(needs, start=1):
        if entry.has_interval:
            ax.plot([x_of(place)] * 2, [y_of(entry.lower), y_of(entry.upper)], color=BAND, lw=10, solid_capstyle="butt")
    known = [(place, entry) for place, entry in enumerate(needs, start=1) if entry.known]
    xs, ys = [x_of(place) for place, _ in known], [y_of(entry.value) for _, entry in known]
    ax.plot(xs, ys, color=OTHER, lw=2.6, marker="o", ms=7, mec="white", mew=1.2)
    last = len(needs)
    _name(ax, translate("need", language), x_of(last), y_of(needs[-1].value), y_of(budgets[-1].value), OTHER)
    _name(ax, translate("budget", language), x_of(last), y_of(budgets[-1].value), y_of(needs[-1].value), MUTED)
    return ax


def _frame(
    width: int, highest: float, language: str, labels: list[str], *, begins: bool
) -> tuple[Drawing, Callable[[float], float], Callable[[float], float]]:
    """Axes in thousands of euros from zero, with a place for each label; `begins` leaves room for a start before it."""
    wide = width == WIDE
    height, top, bottom, left, right = (320 if wide else 280), 30, 34, 58, width - (92 if wide else 84)
    ax = canvas(width, height)
    floor = height - bottom
    ticks = [tick for tick in nice_ticks(0, highest, 5) if tick >= 0]

    def y_of(value: float) -> float:
        return floor - (floor - top) * value / ticks[-1]

    def x_of(place: float) -> float:
        return left + (right - left) * (place if begins else place - 0.5) / len(labels)

    thousand = ticks[-1] >= 10_000
    write(ax, 0, 12, translate("× € 1,000", language) if thousand else "€", 12, color=MUTED)
    for tick in ticks:
        ax.plot([left, right], [y_of(tick)] * 2, color=GREY if tick == 0 else FAINT, lw=1, zorder=0)
        words = format_number(tick / 1_000 if thousand else tick, language, 0)
        write(ax, left - 8, y_of(tick), words, 12, ha="right", color=MUTED)
    for place, label in enumerate(labels, start=1):
        write(ax, x_of(place), floor + 16, label, 12, ha="center", color=MUTED)
    return ax, x_of, y_of


def _steps(ax: Drawing, entries: list[Row], x_of: Callable[[float], float], y_of: Callable[[float], float]) -> None:
    xs = [x_of(place + side) for place in range(1, len(entries) + 1) for side in (-0.5, 0.5)]
    ys = [y_of(entry.value) for entry in entries for _ in range(2)]
    ax.plot(xs, ys, color=GREY, lw=2.2)


def _name(ax: Drawing, text: str, x: float, y: float, other: float, color: str) -> None:
    """A name behind the end of a line, moved away from the other name where they would touch."""
    if abs(y - other) < 16:
        y += 9 if y >= other else -9
    write(ax, x + 12, y, text, 13, color=color, fontweight="bold")
