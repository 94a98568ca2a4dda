"""A budget through its years and months: set aside, booked, what is left, and where the year will end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.arrangements.ledger import (
    BOOKED_BY,
    MARGINS,
    booked_until,
    bookings,
    budgets,
    first_month,
    sums_by,
    whole_study,
)
from gezondmenu.numbers.year_budget import MONTHS, YearEnd
from gezondmenu.numbers.year_forecast import year_end_of_bookings
from gezondmenu.reasons import Why
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL, group_label

Entry = dict[str, Any]

RANGE = 0.9
"""Of the range in which a year is forecast to end."""


def budget_year_rows(study: Study) -> Iterator[Entry]:
    """Rows of what was set aside and booked, and of the end of the last year as each of its months let it be seen."""
    planned, booked = budgets(study), bookings(study)
    for year, group, euros in sums_by(planned, "year", MARGINS):
        yield {"area": ALL, "period": year, "group": group, "indicator": "budgeted", "value": euros}
    for period in ("year", "month"):
        for when, group, euros in sums_by(booked, period, BOOKED_BY):
            yield {"area": ALL, "period": when, "group": group, "indicator": "booked", "value": euros}
    for name, chosen in (("booked_once", booked["once"]), ("booked_late", booked["late"].fillna(False))):
        for year, group, euros in sums_by(booked[chosen.astype(bool)], "year", ((),)):
            yield {"area": ALL, "period": year, "group": group, "indicator": name, "value": euros}
    for arrangement in study["arrangements"]["arrangement"]:
        own, plan = (table[table["arrangement"] == arrangement] for table in (booked, planned))
        if len(own) or len(plan):
            yield from _left(arrangement, own, plan)
            yield from _ends(study, arrangement, own, plan)


def _left(arrangement: str, booked: pd.DataFrame, planned: pd.DataFrame) -> Iterator[Entry]:
    """What is left of each year's budget, in all and for each law and payer."""
    for by in ([], ["law"], ["payer"], ["law", "payer"]):
        spent = booked.groupby(["year", *by])["amount"].sum()
        for key, euros in planned.groupby(["year", *by])["amount"].sum().items():
            year, *levels = key if isinstance(key, tuple) else (key,)
            group = group_label(arrangement=arrangement, **dict(zip(by, levels, strict=True)))
            left = round(float(euros - spent.get(key, 0.0)), 2)
            yield {"area": ALL, "period": year, "group": group, "indicator": "budget_left", "value": left}


def _ends(study: Study, arrangement: str, booked: pd.DataFrame, planned: pd.DataFrame) -> Iterator[Entry]:
    """The forecast of each year: a year that is over by its last month, the last year by each of its months."""
    where = whole_study(arrangement)
    last = booked_until(study, arrangement, booked)
    for year, budget in planned.groupby("year")["amount"].sum().items():
        if not (booked["year"] == year).any() or year > last[:4]:
            yield {**where, "period": year, "indicator": "year_end", **_nothing()}
            continue
        known = int(last[5:]) if last[:4] == year else MONTHS
        first = first_month(study, arrangement, year)
        for month in range(first, known + 1) if last[:4] == year else (MONTHS,):
            seen = booked["seen"].max() if month == known else None
            end, again = _forecasts(booked, float(budget), int(year), month, seen, first)
            when = {**where, "period": f"{year}-{month:02d}"}
            yield from _end_rows(when, end, again, month - first)
            yield from _month_rows(when, float(budget), booked, month)
        yield from _end_rows({**where, "period": year}, end, again, month - first)


def _forecasts(
    booked: pd.DataFrame, budget: float, year: int, until: int, seen: pd.Timestamp | None, first: int
) -> tuple[YearEnd, YearEnd]:
    """Where the year ends as its first months let it be seen: one-offs apart, and as if they came again."""
    chosen: dict[str, Any] = {"seen": seen, "first": first, "confidence": RANGE}
    apart = year_end_of_bookings(booked, budget, year, until, **chosen)
    return apart, year_end_of_bookings(booked.drop(columns="once"), budget, year, until, **chosen)


def _end_rows(when: Entry, end: YearEnd, again: YearEnd, compared: int) -> Iterator[Entry]:
    """The rows of one moment: straight line, forecast, difference with the budget, and the chance that it is over."""
    limits = {"lower": end.lower, "upper": end.upper, "confidence": RANGE}
    over = {"lower": end.lower - end.forecast + end.over, "upper": end.upper - end.forecast + end.over}
    alike = Why.MONTHS_ALIKE() if compared else Why.FEW_MONTHS()
    few = {} if np.isfinite(end.lower) else {"reasons": alike}
    yield {**when, "indicator": "straight_line", "value": round(end.target, 2)}
    yield {**when, "indicator": "year_end", "value": end.forecast, **limits, **few}
    yield {**when, "indicator": "over_budget", "value": end.over, **over, "confidence": RANGE, **few}
    budget = end.forecast - end.over
    if budget > 0:
        yield {**when, "indicator": "booked_share", "value": 100 * end.spent / budget}
        yield {**when, "indicator": "over_budget_share", "value": 100 * end.over / budget}
    if end.forecast != again.forecast:
        yield {**when, "indicator": "year_end_one_offs_again", "value": again.forecast}
    if np.isfinite(end.chance_over):
        yield {**when, "indicator": "overspending_chance", "value": 100 * end.chance_over}


def _month_rows(when: Entry, budget: float, booked: pd.DataFrame, until: int) -> Iterator[Entry]:
    """Booked so far, and what a month has cost and may cost from now on, one-offs apart."""
    known = booked[(booked["month"] <= when["period"]) & (booked["year"] == when["period"][:4])]
    spent, usual = (float(rows["amount"].sum()) for rows in (known, known[~known["once"]]))
    yield {**when, "indicator": "booked_so_far", "value": round(spent, 2)}
    yield {**when, "indicator": "month_so_far", "value": round(usual / until, 2)}
    if until < MONTHS:
        yield {**when, "indicator": "month_to_come", "value": round((budget - spent) / (MONTHS - until), 2)}


def _nothing() -> Entry:
    return {"status": "no data", "reasons": Why.NOTHING_BOOKED()}
