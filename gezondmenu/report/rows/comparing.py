"""What stands in what, and a fall told as a positive number."""

from __future__ import annotations

from dataclasses import replace

from gezondmenu.numbers import rounding
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.verdicts import is_under_zero
from gezondmenu.vocabulary import ALL


def is_part_of_it(page: Page) -> bool:
    """Whether the area lies in the one beside it, and so counts there too."""
    return page.beside in (ALL, page.part_of)


def turned_round(entry: Row) -> Row:
    """A fall as a positive number, with its limits turned round."""
    if not is_under_zero(entry):
        return entry
    lower, value, upper = rounding.turned_round(entry.lower, entry.value, entry.upper)
    return replace(entry, value=value, lower=lower, upper=upper)
