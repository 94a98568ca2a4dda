"""Numbers of activities by price and by who leads them: short bars from zero."""

from __future__ import annotations

from gezondmenu.report.parts.axis import Scale
from gezondmenu.report.parts.drawing import Drawing
from gezondmenu.report.parts.style import ACCENT, GREY, MUTED, WIDE, canvas, write
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections.place.rows import activity_rows
from gezondmenu.report.words.amounts import cell
from gezondmenu.report.words.names import level_name, trait_name, upper_first


def low_threshold(page: Page, width: int) -> Drawing:
    """Number of activities by price and by who leads them: short bars from zero, unknown in its own shade."""
    blocks = [(trait, shown) for trait in ("price_low_income", "organiser") if (shown := activity_rows(page, trait))]
    wide = width == WIDE
    rows, heads = (30, 34) if wide else (46, 34)
    height = sum(heads + rows * len(shown) + 6 for _, shown in blocks)
    ax = canvas(width, height)
    left, right = (206, width - 60) if wide else (8, width - 44)
    most = max(entry.value for _, shown in blocks for entry in shown if entry.known) or 1
    scale = Scale(0, most, left, right)
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
            unknown = entry.traits[trait] == "unknown"
            end = scale.x(entry.value) if entry.known else left
            ax.barh(
                middle,
                end - left,
                left=left,
                height=17,
                color="white" if unknown else ACCENT,
                ec=GREY if unknown else ACCENT,
                lw=1,
                hatched=unknown,
            )
            write(ax, end + 8, middle, cell(entry, page.language), 13, fontweight="bold")
            y += rows
        y += 6
    return ax
