"""What is not known of who takes part."""

from __future__ import annotations

from gezondmenu.language import message, translate
from gezondmenu.reasons import Why
from gezondmenu.report.parts.gaps import Gap, about, unknown_traits
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.select import row

UNKNOWN = (
    ("participant_share", "low_income"),
    ("participant_share", "gender"),
    ("participant_share", "age_band"),
)
"""Indicators that say of how many participants a trait is unknown."""


def gaps(page: Page) -> list[Gap]:
    """Head counts only, lists that are missing, areas left out, and traits that are unknown."""
    return [
        *about("persons", _head_counts(page)),
        *about("left out", _some_lists(page), _left_out(page), _not_residents(page)),
        *unknown_traits(
            page, UNKNOWN, message("Of {unknown} of the {all} participants we do not know this. They are left out.")
        ),
    ]


def _head_counts(page: Page) -> tuple[str, str] | None:
    if row(page, "participants").reason(Why.ONLY_HEAD_COUNTS) is None:
        return None
    return (
        translate("Only visits were counted", page.language),
        translate(
            "Names or numbers of people were not kept. "
            "So we do not know how many different residents came, and which groups.",
            page.language,
        ),
    )


def _some_lists(page: Page) -> tuple[str, str] | None:
    values = row(page, "participants").reason(Why.KNOWN_AT_ACTIVITIES)
    if values is None:
        return None
    return (
        translate("Activities without a list of names", page.language),
        translate(
            "Of {known} of the {all} activities we know who came. Of the others we only know how many.",
            page.language,
            **values,
        ),
    )


def _left_out(page: Page) -> tuple[str, str] | None:
    values = row(page, "participants").reason(Why.WITHOUT_HEAD_COUNT_AREAS)
    if values is None:
        return None
    words = translate(
        "In {areas} only visits were counted. Participants and residents from there are left out.",
        page.language,
        areas=values["areas"],
    )
    return translate("Areas that are left out", page.language), words


def _not_residents(page: Page) -> tuple[str, str] | None:
    if row(page, "participants").reason(Why.PERSONS_AT_ACTIVITIES) is None:
        return None
    words = translate("We count people at the activities here. Where they live, we do not know.", page.language)
    return translate("Where participants live", page.language), words
