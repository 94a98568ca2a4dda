"""Which numbers a page shows, section by section: the one list that blocks, gaps and cards share."""

from __future__ import annotations

from gezondmenu.card import Card
from gezondmenu.indicators.register import cards, shipped_cards
from gezondmenu.report.rows.health import COMPARISON, OF_SURVEY, compared_area, entries
from gezondmenu.report.rows.select import Page, Row, rows_of_period
from gezondmenu.vocabulary import ALL, split_group

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
HELP = ("requests", "solved_share", "solved_by_community", "open_share", "days_to_solved")
FUNNEL = ("funnel_asked", "funnel_attended", "funnel_referred")
EMPLOYERS = ("employers", "employers_share")
OPINION = ("appreciation_positive", "appreciation_share", "appreciation_response")
STEPS = ("steps_reached",)
COSTS = ("costs", "cost_per_visit", "cost_per_participant", "helped_per_1000_eur")
HOURS = ("volunteer_hours", "student_hours", "professional_hours")
TIME_GIVEN = (*HOURS, "volunteers")

ON_PAGE = {
    *TAKING_PART,
    *HOW_OFTEN,
    *OVER_TIME,
    *GROUPS,
    *OFFER,
    *PLACE,
    *HELP,
    *FUNNEL,
    *EMPLOYERS,
    *OPINION,
    *STEPS,
    *COSTS,
    *TIME_GIVEN,
    *OF_SURVEY,
}
NOT_TOLD = ("activity", "price", "distance", "payer")
"""Traits by which the table tells more than a page can show: one activity beside another would be a league table."""

CARDS = {
    "taking part": ("visits", "participants", "regular", "sessions", "intensity", "newcomers"),
    "over time": ("growth",),
    "groups": ("reach", "composition"),
    "offer": ("activities", "free", "led_by_residents", "price", "forms"),
    "place": ("residents",),
    "gradient": ("gradient",),
    "help": ("help",),
    "funnel": ("funnel",),
    "employers": ("employers",),
    "opinion": ("appreciation",),
    "steps": ("steps",),
    "change": ("health", "change", "survey_flow", "comparison", "dose", "reliability"),
    "worth": (
        "costs",
        "helped",
        "hours",
        "weights",
        "worth",
        "what_would_change",
        "health_for_money",
        "value_inputs",
        "volunteer_value",
    ),
}


def own_cards(page: Page) -> list[Card]:
    """The cards that do not come with the package and have rows of the area."""
    mine = {name for area, name in page.entries if area == page.area}
    return [card for id, card in cards().items() if id not in shipped_cards() and mine & set(card.indicators)]


def cards_of_survey(page: Page) -> list[str]:
    """The cards of statements about health of which the page shows a row, of the area or of the comparison."""
    mine = {entry.indicator for entry in survey_rows(page)}
    known = cards()
    return [id for id in CARDS["change"] if id in known and mine & set(known[id].indicators)]


def cards_of_worth(page: Page) -> list[str]:
    """The cards about costs, time and value; those of the valuation and of weights only where the page has a number."""
    known = cards()
    told = {name for (area, name), mine in page.entries.items() if area == page.area and any(map(_has_number, mine))}
    always = ("costs", "helped", "hours")
    return [id for id in CARDS["worth"] if id in always or (id in known and told & set(known[id].indicators))]


def _has_number(entry: Row) -> bool:
    return entry.known or (entry.status == "ok" and entry.lower == entry.lower)


def survey_rows(page: Page) -> list[Row]:
    """What the survey says of the area, in every variant, and the comparison in which it lies; hidden or not."""
    compared = compared_area(page)
    found = [entry for name in OF_SURVEY for entry in entries(page, name)]
    if compared and compared != page.area and found:
        found += [entry for name in COMPARISON for entry in entries(page, name, compared)]
    return [entry for entry in found if entry.status != "no data"]


def rows_shown(page: Page) -> list[Row]:
    """The rows of the area in the period that the page has a place for, hidden or not, and those of its survey."""
    own = {name for card in own_cards(page) for name in card.indicators}
    of_period = [e for e in rows_of_period(page) if e.indicator not in OF_SURVEY and e.indicator in ON_PAGE | own]
    return [entry for entry in [*of_period, *survey_rows(page)] if _is_told(entry)]


def _is_told(entry: Row) -> bool:
    traits = set() if entry.group == ALL else set(split_group(entry.group))
    return not traits & set(NOT_TOLD)
