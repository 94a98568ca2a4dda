"""What is not known of what there is to do."""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.report.parts.gaps import Gap, unknown_traits
from gezondmenu.report.rows.page import Page

UNKNOWN = (
    ("free_for_low_income", "price_low_income"),
    ("led_by_residents", "organiser"),
    ("form_share", "form"),
)
"""Indicators that say of how many activities a trait is unknown."""


def gaps(page: Page) -> list[Gap]:
    """Of which activities a trait is unknown."""
    words = message("Of {unknown} of the {all} activities we do not know this. They are counted apart.")
    return unknown_traits(page, UNKNOWN, words)
