"""What the page of an arrangement shows."""

from __future__ import annotations

YEAR = (
    "budgeted",
    "booked",
    "booked_once",
    "booked_late",
    "budget_left",
    "booked_so_far",
    "straight_line",
    "year_end",
    "year_end_one_offs_again",
    "over_budget",
    "booked_share",
    "over_budget_share",
    "overspending_chance",
    "month_so_far",
    "month_to_come",
)
YEARS = ("need", "budget_indexed", "budget_gap", "cumulative_gap", "share_to_shift")
ROOM = ("room_left",)
CARDS = {
    "year": ("budget_year",),
    "years": ("budget_horizon",),
    "room": ("organisation_room",),
    "brings": ("policy", "local_spend"),
}
