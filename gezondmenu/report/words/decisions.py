"""What a steering group must decide today about an arrangement."""

from __future__ import annotations

from gezondmenu.language import format_percent, message, translate
from gezondmenu.report.rows.arrangements import (
    Described,
    month_shown,
    of_arrangement,
    parts_of,
    rows_over_time,
    year_shown,
)
from gezondmenu.report.rows.page import Page
from gezondmenu.report.words.sentences_budget import chance_words, has_money, size_in_euros, whole_euros
from gezondmenu.report.words.sentences_shared import may_be_chance, wrong_pocket
from gezondmenu.verdicts_of_value import is_used_up, is_worth_saying, overspending


def decisions(page: Page, about: Described) -> list[str]:
    """What must be decided today, the budget first; never empty."""
    return [
        *_about_the_budget(page, about),
        *_about_the_need(page, about),
        *(line for line in (wrong_pocket(page, about), may_be_chance(page, about)) if line),
        *_about_rooms(page, about),
        *([] if about["outcomes"] else [_outcome_not_measured(page)]),
    ]


def _about_the_budget(page: Page, about: Described) -> list[str]:
    language, month = page.language, month_shown(page, about)
    if not has_money(page, about):
        return []
    if not month and rows_over_time(page, about, "booked", "year"):
        return [translate("There is no budget to set beside what is booked: write it in the table budget.", language)]
    if not month:
        return [translate("Nothing is booked yet: see to it that bookings come in every month.", language)]
    if month.endswith("-12"):
        return []
    chance, to_come, so_far = (
        of_arrangement(page, about, name, month) for name in ("overspending_chance", "month_to_come", "month_so_far")
    )
    over = of_arrangement(page, about, "over_budget", month)
    words = {
        "chance": chance_words(chance, language),
        "to_come": whole_euros(to_come.value, language),
        "so_far": whole_euros(so_far.value, language),
        "amount": size_in_euros(over.value, language),
    }
    sentences = {
        "likely": message(
            "Warning: the budget will probably not be enough (chance {chance}). To stay within it, {to_come} a month "
            "is left; until now a month took {so_far}. Decide: spend less, move help to collective forms, or find more "
            "money."
        ),
        "unlikely": message("Probably {amount} will be left. Decide what it is for."),
        "open": message(
            "It can still go both ways (chance that the budget is not enough: {chance}). {to_come} a month is left; "
            "until now a month took {so_far}. Look again next month."
        ),
        "unknown": message("{to_come} a month is left. Look again next month."),
    }
    return [translate(sentences[overspending(chance)], language, **words)]


def _about_the_need(page: Page, about: Described) -> list[str]:
    shift = next(iter(rows_over_time(page, about, "share_to_shift", "year")[-1:]), None)
    if shift is None or not is_worth_saying(shift):
        return []
    words = {"percent": format_percent(shift.value, page.language, 1), "year": shift.period}
    return [
        translate(
            "The need grows and the budget does not: in {year} {percent} of the help must be collective in the place "
            "of individual, or be prevented. Decide which help.",
            page.language,
            **words,
        )
    ]


def _about_rooms(page: Page, about: Described) -> list[str]:
    rooms = parts_of(page, about, "room_left", year_shown(page, about), "organisation")
    full = [entry.traits["organisation"] for entry in rooms if is_used_up(entry)]
    if not full:
        return []
    if len(full) == len(rooms):
        return [translate("No organisation has room left: the managers must consult.", page.language)]
    names = ", ".join(full)
    return [translate("No room left: {names}. Others may deliver from their own room.", page.language, names=names)]


def _outcome_not_measured(page: Page) -> str:
    return translate(
        "What the help brings is not measured. Decide which outcome stands beside what is spent.", page.language
    )
