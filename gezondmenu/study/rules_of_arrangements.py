"""The words of findings about arrangements."""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.study.rules_of_files import Rule

ARRANGEMENT_RULES = {
    "no_commissioner": Rule(
        "warning",
        message("Nobody says who commissions this arrangement."),
        message("Write it under commissioner: a reader wants to know who answers for it."),
    ),
    "unknown_outcome": Rule(
        "warning",
        message("{outcome} is no indicator, and no measure of table monitored: the page says that it is not measured."),
        message("`gezondmenu indicators` lists the names; put commas between them."),
    ),
    "term_no_share": Rule(
        "error",
        message("This term is a share, and lies between 0 and 1."),
        message("Write 0.25 for a quarter."),
    ),
    "term_in_percent": Rule(
        "error",
        message("This term is a share of a year: 1 would be a doubling in each year."),
        message("Write 0.03 for 3%."),
    ),
    "term_very_large": Rule(
        "warning",
        message("So much in each year is seldom meant."),
        message("Write 0.03 for 3%; leave it where it is right."),
    ),
    "term_outside_range": Rule(
        "error",
        message("The value does not lie between low and high."),
        message("Correct value, low or high."),
    ),
    "organisation_without_room": Rule(
        "warning",
        message("This organisation has no row in the table organisations, so that its bookings take no room."),
        message("Write its name as it stands in that table, or give it a row there."),
    ),
    "last_month_little": Rule(
        "warning",
        message("Little is booked in {month}, the last month: the forecast takes that month as booked in full."),
        message("Write under booked_until of the arrangement the last day up to which all bookings are in."),
    ),
    "growth_from_year_1_or_2": Rule(
        "error",
        message("The need grows from the first or from the second year on: growth_from_year is 1 or 2."),
        message("Write 2 where the need of the first year is what was given, and 1 where it had grown by then."),
    ),
    "collective_not_cheaper": Rule(
        "error",
        message("collective_cost is what collective help costs as a share of individual help: from 0 to below 1."),
        message("Write 0.4 where it costs 40%. Where it is no cheaper, moving help closes no gap: leave the term out."),
    ),
    "key_not_one": Rule(
        "error",
        message("The shares of the payers of {arrangement} are {sum} together, and must be 1."),
        message("Correct the values of the term share, or leave them out: then the result is divided as the budgets."),
    ),
    "borrowed_needs": Rule(
        "error",
        message("A borrowed effect needs {column}."),
        message(
            "Give baseline_eur (what the cost is in a year without the arrangement) and transfer (which share of the "
            "effect holds here, 0 to 1; give it a reason)."
        ),
    ),
    "item_double_overlap": Rule(
        "error",
        message("The items {item} and {other} use effects that overlap: the part that they share would count twice."),
        message("Write no under in_total for one of the two, or use one effect that holds both."),
    ),
    "item_double_unknown": Rule(
        "error",
        message("The items {item} and {other} add two borrowed effects, and nobody says whether these overlap."),
        message(
            "Look it up in the source. Where they do not overlap, write none under overlaps_with; where they do, or "
            "nobody knows, write no under in_total for one of the two."
        ),
    ),
    "more_users_than_entitled": Rule(
        "error",
        message("More persons use the budget than may use it."),
        message("Correct users or entitled."),
    ),
}
