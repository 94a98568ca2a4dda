"""Which rows of the published table a page shows: selection only, nothing is worked out here."""

from __future__ import annotations

from gezondmenu.reasons import Why
from gezondmenu.reference import read_reference
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.vocabulary import ALL, Other, period_kind


def row(page: Page, indicator: str, group: str = ALL, *, area: str | None = None, period: str | None = None) -> Row:
    """One row of the page: that of the area and the period, unless others are named.

    Where the table has no such row, but says of all periods that there are no data, that row is given.
    """
    area = page.area if area is None else area
    period = page.period if period is None else period
    exact = page.by_group.get((area, indicator, period, group))
    if exact is not None:
        return exact
    silent = (
        entry
        for entry in page.entries.get((area, indicator), ())
        if period and entry.status == "no data" and entry.period == ALL and entry.group in (group, ALL)
    )
    return next(silent, Row(area=area, period=period, group=group, indicator=indicator))


def pooled(page: Page, indicator: str, group: str = ALL) -> Row:
    """The row of the area and period that leans on the other areas (variant ``pooled``)."""
    asked = (page.area, indicator, page.period, group, "pooled")
    of_area = (e for e in page.every if (e.area, e.indicator, e.period, e.group, e.variant) == asked)
    return next(of_area, Row(area=page.area, period=page.period, group=group, indicator=indicator))


def compared(page: Page, indicator: str, other: str, group: str = ALL) -> Row:
    """The area beside another area or the year before: a difference, or a ratio where the indicator is a rate."""
    beside = {"period": other} if other == page.before and other != page.beside else {"area": other}
    for kind in ("difference", "ratio"):
        comparison = page.comparisons.get((indicator, group, Other(kind, **beside)))
        if comparison:
            return comparison
    return Row(area=page.area, period=page.period, group=group, indicator=indicator)


def rows_of(page: Page, indicator: str, *traits: str, area: str | None = None) -> list[Row]:
    """The rows of the period whose group names these traits and no other, in the order of the table."""
    key = (page.area if area is None else area, indicator, frozenset(traits))
    return list(page.by_traits.get(key, ()))


def statements(page: Page) -> list[str]:
    """The statements that residents of the area answered in the period, ours first."""
    asked = [entry.traits["statement"] for entry in rows_of(page, "appreciation_positive", "statement")]
    order = read_reference("statements")["statement"].tolist()
    return [name for name in order if name in asked] + [name for name in asked if name not in order]


def quarters(page: Page) -> list[str]:
    """Every quarter of the table up to the end of the period, without those that were not counted to their end.

    A quarter that was half counted would look like a fall.
    """
    labels = {label for label in page.rows["period"] if period_kind(label) == "quarter" and label[:4] <= page.period}
    return sorted(label for label in labels if row(page, "visits", period=label).reason(Why.NOT_FULLY_OBSERVED) is None)


def rows_of_period(page: Page) -> list[Row]:
    """All rows of the area in the period, and those that say that there are no data in any period."""
    chosen = []
    for (area, _), entries in page.entries.items():
        now = [entry for entry in entries if entry.period == page.period]
        silent = [entry for entry in entries if entry.period == ALL and entry.status == "no data"]
        chosen += (now or silent) if area == page.area else []
    return chosen


def context_rows(page: Page) -> list[Row]:
    """Figures from open sources: of each measure the last year up to the period."""
    figures = [e for e in page.entries.get((page.area, "context"), []) if e.period <= page.period and e.group != ALL]
    last = {entry.group: entry for entry in sorted(figures, key=lambda entry: entry.period)}
    return [last[group] for group in dict.fromkeys(entry.group for entry in figures)]


def incomplete(page: Page) -> bool:
    """Whether a part of the period was not counted: as the run says, or a row of the period itself."""
    reasons = [entry.reason(Why.NOT_FULLY_OBSERVED) for entry in rows_of_period(page)]
    return not page.complete or any(values and values["period"] == page.period for values in reasons)
