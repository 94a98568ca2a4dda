"""Which rows the section on taking part shows."""

from __future__ import annotations

from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.rows.select import quarters, row, rows_of
from gezondmenu.vocabulary import group_label

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
    return [entry.group for entry in _shown(page)]


def all_groups(page: Page) -> list[str]:
    """The groups of the figure, with the counterpart of a yes."""
    groups = []
    for entry in _shown(page):
        groups.append(entry.group)
        other = _counterpart(entry, "yes", "no")
        if other and row(page, "population_share", other).known:
            groups.append(other)
    return groups


def _shown(page: Page) -> list[Row]:
    known = [entry for trait in TRAITS for entry in rows_of(page, "population_share", trait) if entry.known]
    groups = {entry.group for entry in known}
    return [entry for entry in known if _counterpart(entry, "no", "yes") not in groups]


def _counterpart(entry: Row, answer: str, other: str) -> str:
    """The group with the other answer; blank for a group that does not have this one."""
    ((trait, level),) = entry.traits.items()
    return group_label(**{trait: other}) if level == answer else ""


def timeline_indicator(page: Page) -> str:
    """What the line over time shows: the rate, else the number of visits; empty when neither is known."""
    for name in ("participation_rate", "participants", "visits"):
        if any(row(page, name, period=label).known for label in quarters(page)):
            return name
    return ""
