"""Which rows of an arrangement a page shows: those of its last year that was booked, and of its last month."""

from __future__ import annotations

from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.vocabulary import ALL, group_label, is_year, period_kind

Described = dict[str, str]


def of_arrangement(page: Page, about: Described, indicator: str, period: str, *, area: str = ALL, **traits: str) -> Row:
    """One row of an arrangement; the knowledge that there is none."""
    group = group_label(arrangement=about["arrangement"], **traits)
    nothing = Row(area=area, period=period, group=group, indicator=indicator)
    return page.by_group.get((area, indicator, period, group), nothing)


def parts_of(page: Page, about: Described, indicator: str, period: str, *traits: str) -> list[Row]:
    """The rows of an arrangement by each level of these traits, in the order of the table."""
    wanted = {"arrangement", *traits}
    entries = page.entries.get((ALL, indicator), ())
    own = (entry for entry in entries if entry.period == period and set(entry.traits) == wanted)
    return [entry for entry in own if entry.traits["arrangement"] == about["arrangement"]]


def rows_over_time(page: Page, about: Described, indicator: str, kind: str) -> list[Row]:
    """The rows of an arrangement as a whole by year or month, in order of time."""
    group = group_label(arrangement=about["arrangement"])
    entries = page.entries.get((ALL, indicator), ())
    return sorted(
        (entry for entry in entries if entry.group == group and period_kind(entry.period) == kind),
        key=lambda entry: entry.period,
    )


def year_shown(page: Page, about: Described) -> str:
    """The year that is told of: that of the page of an arrangement; else the last with bookings or coordination.

    Of a budget without these it is the first.
    """
    if page.arrangement and is_year(page.period):
        return page.period
    for name in ("booked", "coordination_cost"):
        years = [entry.period for entry in rows_over_time(page, about, name, "year")]
        if years:
            return years[-1]
    return next((entry.period for entry in rows_over_time(page, about, "budgeted", "year")), "")


def month_shown(page: Page, about: Described) -> str:
    """The month up to which the year was booked: the one that the page is about, or the last one."""
    year = year_shown(page, about)
    months = [entry.period for entry in rows_over_time(page, about, "booked_so_far", "month")]
    known = [month for month in months if month[:4] == year]
    if page.month in known:
        return page.month
    return known[-1] if known else ""
