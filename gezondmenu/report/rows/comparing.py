"""When a difference is clear, and what stands in what: an area beside another and beside last year.

Where the interval of a difference holds zero, or that of a ratio holds one, there is no clear difference.
"""

from __future__ import annotations

from gezondmenu.report.rows.page import Page, Row
from gezondmenu.vocabulary import ALL

SMALL_CHANGE = 3  # percent; released counts are rounded, so a smaller change is no news


def is_clear(entry: Row) -> bool:
    """Whether the interval of a difference leaves zero out, or that of a ratio one.

    Examples
    --------
    >>> is_clear(Row("A", "2025", "all", "x", 6, -6, 18, "percentage points", status="ok"))
    False
    """
    return entry.has_interval and not entry.lower <= no_difference(entry) <= entry.upper


def is_part_of_it(page: Page) -> bool:
    """Whether the area lies in the one beside it, and so counts there too."""
    return page.beside in (ALL, page.part_of)


def no_difference(entry: Row) -> float:
    """The value that says that there is no difference."""
    return 1.0 if entry.unit == "ratio" else 0.0


def turned_round(entry: Row) -> Row:
    """A fall as a positive number, with its limits turned round."""
    if entry.value >= 0:
        return entry
    return Row(
        entry.area,
        entry.period,
        entry.group,
        entry.indicator,
        -entry.value,
        -entry.upper,
        -entry.lower,
        entry.unit,
        status=entry.status,
    )
