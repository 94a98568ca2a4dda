"""Which rows the section on taking part shows."""

from __future__ import annotations

from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import quarters, row, rows_of

TAKING_PART = (
    "participants",
    "participation_rate",
    "regular_participants",
    "regular_share",
    "visits",
    "sessions",
    "activities",
)
HOW_OFTEN = (
    "visits_per_session",
    "visits_per_participant",
    "active_hours_per_participant",
    "new_participants",
    "return_rate",
)
COMPARED = ("participation_rate", "regular_share", "return_rate", "visits_per_session", "visits_per_participant")
OVER_TIME = ("participants_growth", "visits_growth", "participants_trend", "visits_trend")
GROUPS = ("participant_share", "population_share", "reach_ratio")
CARDS = {
    "taking part": ("visits", "participants", "regular", "sessions", "intensity", "newcomers"),
    "over time": ("growth",),
    "groups": ("reach", "composition"),
}

TRAITS = ("low_income", "gender", "age_band")


def shown_groups(page: Page) -> list[str]:
    """Groups with a share among residents; of a yes and a no only the yes."""
    groups = [entry.group for trait in TRAITS for entry in rows_of(page, "population_share", trait) if entry.known]
    return [group for group in groups if not (group.endswith("=no") and group[:-2] + "yes" in groups)]


def all_groups(page: Page) -> list[str]:
    """The groups of the figure, with the counterpart of a yes."""
    groups = []
    for group in shown_groups(page):
        groups.append(group)
        other = group.removesuffix("yes") + "no"
        if group.endswith("=yes") and row(page, "population_share", other).known:
            groups.append(other)
    return groups


def timeline_indicator(page: Page) -> str:
    """What the line over time shows: the rate, else the number of visits; empty when neither is known."""
    for name in ("participation_rate", "participants", "visits"):
        if any(row(page, name, period=label).known for label in quarters(page)):
            return name
    return ""
