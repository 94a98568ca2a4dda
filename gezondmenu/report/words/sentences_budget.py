"""Sentences about an arrangement and its budget: what is spent, where the year will end, and what must be decided."""

from __future__ import annotations

from gezondmenu.language import format_euro, format_month, format_percent, message, translate
from gezondmenu.report.rows.arrangements import (
    Described,
    month_shown,
    of_arrangement,
    parts_of,
    rows_over_time,
    year_shown,
)
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.verdicts_of_value import is_worth_saying, overspending

KINDS = {
    "supporter": message("neighbourhood supporter"),
    "neighbourhood budget": message("neighbourhood budget"),
    "prevention budget": message("prevention budget"),
    "virtual budget": message("virtual budget"),
    "coalition": message("prevention coalition"),
    "portal": message("neighbourhood portal"),
    "neighbourhood policy": message("neighbourhood policy"),
    "integral personal budget": message("integral personal budget"),
    "population funding": message("population funding"),
}


def whole_euros(value: float, language: str) -> str:
    r"""Euros without cents and without millions: a budget is read to the euro.

    Examples
    --------
    >>> whole_euros(1_350_000, "nl")
    '€\xa01.350.000'
    """
    return format_euro(value, language, 0)


def kind_name(about: Described, language: str) -> str:
    """What kind of arrangement it is; blank where it is of another kind."""
    return translate(KINDS[about["kind"]], language) if about["kind"] in KINDS else ""


def has_money(page: Page, about: Described) -> bool:
    """Whether anything was set aside or booked for an arrangement."""
    return any(rows_over_time(page, about, name, "year") for name in ("budgeted", "booked"))


def spent(page: Page, about: Described) -> str:
    """What is booked of the budget until now, beside an even line; blank where nothing is."""
    language, month = page.language, month_shown(page, about)
    so_far, line, share = (
        of_arrangement(page, about, name, month) for name in ("booked_so_far", "straight_line", "booked_share")
    )
    if not so_far.known:
        return ""
    return translate(
        "Up to and including {month} {booked} of {budget} was booked ({percent}). "
        "Spread evenly over the year that would be {line}.",
        language,
        month=format_month(month, language),
        booked=whole_euros(so_far.value, language),
        budget=whole_euros(of_arrangement(page, about, "budgeted", month[:4]).value, language),
        percent=format_percent(share.value, language),
        line=whole_euros(line.value, language),
    )


def year_ends(page: Page, about: Described) -> str:
    """Where the year ends if it goes on like this; where it is over, what was left or lacking."""
    language, month = page.language, month_shown(page, about)
    end, over, share = (
        of_arrangement(page, about, name, month) for name in ("year_end", "over_budget", "over_budget_share")
    )
    if not end.known:
        return ""
    words = {
        "year": month[:4],
        "end": whole_euros(end.value, language),
        "amount": whole_euros(abs(over.value), language),
        "percent": format_percent(abs(share.value), language, 1),
    }
    if month.endswith("-12"):
        if over.value > 0:
            return translate("In {year} {amount} more was booked than the budget ({percent}).", language, **words)
        return translate("Of the budget of {year} {amount} was left ({percent}).", language, **words)
    if over.value > 0:
        text = translate(
            "If it goes on like this, {end} is spent at the end of {year}: {amount} more than the budget ({percent}).",
            language,
            **words,
        )
    else:
        text = translate(
            "If it goes on like this, {end} is spent at the end of {year}: {amount} less than the budget ({percent}).",
            language,
            **words,
        )
    return " ".join(part for part in (text, how_sure(end, language)) if part)


def how_sure(end: Row, language: str) -> str:
    """The range of a forecast in words."""
    if not end.has_interval:
        return translate("With so few months it cannot be said how sure that is.", language)
    low, high = (whole_euros(limit, language) for limit in (end.lower, end.upper))
    return translate("In nine years of ten it ends between {low} and {high}.", language, low=low, high=high)


def one_offs(page: Page, about: Described) -> str:
    """What came once, and the forecast if it comes again; blank where nothing did."""
    language, month = page.language, month_shown(page, about)
    once = of_arrangement(page, about, "booked_once", month[:4])
    again = of_arrangement(page, about, "year_end_one_offs_again", month)
    if not once.known or not again.known:
        return ""
    return translate(
        "Of this {once} came once; it is not expected again. If such costs do come again, the year ends at {again}.",
        language,
        once=whole_euros(once.value, language),
        again=whole_euros(again.value, language),
    )


def booked_late(page: Page, about: Described) -> str:
    """What was booked after its month; blank where nothing was, or where nobody wrote it down."""
    late = of_arrangement(page, about, "booked_late", year_shown(page, about))
    if not late.known or not late.value:
        return ""
    return translate(
        "{late} was booked after the month it belongs to: months that are over may still grow.",
        page.language,
        late=whole_euros(late.value, page.language),
    )


def decisions(page: Page, about: Described) -> list[str]:
    """What must be decided today, the budget first; never empty."""
    return [
        *_about_the_budget(page, about),
        *_about_the_need(page, about),
        *_about_rooms(page, about),
        *([] if about["outcomes"] else [_outcome_not_measured(page)]),
    ]


def _about_the_budget(page: Page, about: Described) -> list[str]:
    language, month = page.language, month_shown(page, about)
    if not has_money(page, about):
        return []
    if not month:
        return [translate("Nothing is booked yet: see to it that bookings come in every month.", language)]
    if month.endswith("-12"):
        return []
    chance, to_come, so_far = (
        of_arrangement(page, about, name, month) for name in ("overspending_chance", "month_to_come", "month_so_far")
    )
    over = of_arrangement(page, about, "over_budget", month)
    words = {
        "chance": format_percent(chance.value, language),
        "to_come": whole_euros(to_come.value, language),
        "so_far": whole_euros(so_far.value, language),
        "amount": whole_euros(abs(over.value), language),
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
    shift = of_arrangement(page, about, "share_to_shift", year_shown(page, about))
    if not is_worth_saying(shift):
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
    full = [entry.traits["organisation"] for entry in rooms if entry.known and entry.value <= 0]
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


def gap_over_the_years(page: Page, about: Described) -> str:
    """The gap between need and budget in the last year and in all years; blank where the need is not given."""
    language = page.language
    gaps, cumulative, shifts, needs = (
        rows_over_time(page, about, name, "year") for name in ("budget_gap", "cumulative_gap", "share_to_shift", "need")
    )
    if not gaps or not gaps[-1].known:
        return ""
    words = {
        "year": gaps[-1].period,
        "need": whole_euros(needs[-1].value, language),
        "gap": whole_euros(gaps[-1].value, language),
        "all": whole_euros(cumulative[-1].value, language),
        "count": len(gaps),
    }
    if gaps[-1].value <= 0:
        return translate(
            "In {year} the need is {need}: the budget is enough in all years that were given.", language, **words
        )
    text = translate(
        "In {year} the need is {need}, which is {gap} more than the budget. Over {count} years {all} is lacking.",
        language,
        **words,
    )
    if shifts[-1].known:
        percent = format_percent(shifts[-1].value, language, 1)
        text += " " + translate(
            "To close the gap of {year}, {percent} of the help must be collective in the place of individual.",
            language,
            year=words["year"],
            percent=percent,
        )
    return text
