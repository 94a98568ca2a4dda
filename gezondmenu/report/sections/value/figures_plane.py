"""Health and costs on one plane: a cross of two intervals beside the two lines of zero."""

from __future__ import annotations

from gezondmenu.language import translate
from gezondmenu.report.parts.axis import farthest_limit, fit
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, FAINT, GREY, MUTED, WIDE, canvas, write
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.value.claims_plane import Plane
from gezondmenu.report.sections.value.words import more_per_person, signed_gain


def health_and_costs(page: Page, plane: Plane, width: int) -> Drawing:
    """Left is less health, right is more; below is cheaper, above is dearer."""
    wide, language = width == WIDE, page.language
    side = 290.0 if wide else 226.0
    left = (width - side) / 2
    top, right, foot = 30.0, left + side, 30.0 + side
    ax = canvas(width, int(foot + 44))
    health, costs = plane.health, plane.costs
    across, up = (1.15 * farthest_limit([entry]) for entry in (health, costs))
    middle_x, middle_y = left + side / 2, top + side / 2

    def at(more: float, dearer: float) -> tuple[float, float]:
        return middle_x + side / 2 * more / across, middle_y - side / 2 * dearer / up

    ax.plot([left, right, right, left, left], [top, top, foot, foot, top], color=FAINT, lw=1)
    ax.plot([left, right], [middle_y] * 2, color=GREY, lw=1.3)
    ax.plot([middle_x] * 2, [top, foot], color=GREY, lw=1.3)
    write(ax, middle_x, 13, "↑ " + translate("higher costs", language), 12.5, ha="center", color=MUTED)
    write(ax, middle_x, foot + 15, "↓ " + translate("lower costs", language), 12.5, ha="center", color=MUTED)
    write(ax, left - 4, middle_y, "← " + translate("lower", language), 12.5, ha="right", color=MUTED)
    write(ax, right + 4, middle_y, translate("higher", language) + " →", 12.5, ha="left", color=MUTED)
    if wide:
        write(ax, right + 4, middle_y + 18, fit(plane.name, left - 8, 12.5), 12.5, fontweight="bold")
    for start, end in (
        (at(health.lower, costs.value), at(health.upper, costs.value)),
        (at(health.value, costs.lower), at(health.value, costs.upper)),
    ):
        ax.plot(*zip(start, end, strict=True), color=ACCENT, lw=2.4, solid_capstyle="butt")
    ax.plot(*at(health.value, costs.value), marker="o", ms=11, color=ACCENT, mec="white", mew=1.5)
    write(ax, width / 2, foot + 34, _numbers(page, plane, width), 12.5, ha="center")
    return ax


def _numbers(page: Page, plane: Plane, width: int) -> str:
    """Both numbers under the plane."""
    language = page.language
    health, costs = plane.health, plane.costs
    return translate(
        "{name} {health}; costs {costs} per person",
        language,
        name=fit(plane.name, width - 210, 12.5),
        health=signed_gain(health.value, language),
        costs=more_per_person(costs.value, language),
    )
