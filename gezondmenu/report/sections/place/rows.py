"""Which rows the section on the offer and the neighbourhood shows."""

from __future__ import annotations

from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import rows_of
from gezondmenu.verdicts import is_some
from gezondmenu.vocabulary import group_label

OFFER = (
    "free_for_low_income",
    "led_by_residents",
    "price_per_session",
    "price_low_income_per_session",
    "distance_to_free_activity",
    "form_share",
    "form_visits_share",
)
PLACE = ("residents", "context")
GRADIENT = ("slope_index", "relative_index")
CARDS = {
    "offer": ("activities", "free", "led_by_residents", "price", "forms"),
    "place": ("residents",),
    "gradient": ("gradient",),
}


def activity_rows(page: Page, trait: str) -> list[Row]:
    """The numbers of activities by a trait, in the order in which they are shown; empty when none is known."""
    order = {
        "price_low_income": ("free", "paid", "unknown"),
        "organiser": ("residents", "mixed", "professional", "unknown"),
    }
    by_group = {entry.group: entry for entry in rows_of(page, "activities", trait)}
    shown = [by_group[group] for level in order[trait] if (group := group_label(**{trait: level})) in by_group]
    return shown if any(map(is_some, shown)) else []
