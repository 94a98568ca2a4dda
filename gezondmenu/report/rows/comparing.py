"""What stands in what, and a fall told as a positive number."""

from __future__ import annotations

from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.vocabulary import ALL


def is_part_of_it(page: Page) -> bool:
    """Whether the area lies in the one beside it, and so counts there too."""
    return page.beside in (ALL, page.part_of)


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
