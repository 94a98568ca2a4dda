"""The axis of euros of the figures of the valuation."""

from __future__ import annotations

from gezondmenu.report.parts.axis import Scale, ticks, write_inside
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import FAINT, GREY, MUTED
from gezondmenu.report.sections.value.words import euros


def draw_ticks(
    ax: Drawing, scale: Scale, top: float, bottom: float, language: str, edges: tuple[float, float], *, most: int = 5
) -> None:
    """Thin lines at round amounts with their words below, kept between two edges, and a stronger line at zero."""
    for tick in ticks(scale, most):
        zero = abs(tick) < 1e-9
        x = scale.x(tick)
        ax.plot([x, x], [top, bottom], color=GREY if zero else FAINT, lw=1.4 if zero else 1, zorder=0)
        write_inside(ax, x, bottom + 12, euros(tick, language), 12, *edges, color=MUTED)
