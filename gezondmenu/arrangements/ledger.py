"""Budgets and bookings of arrangements: what was set aside and what was spent, each euro with its law and payer."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL, group_label, month_of, year_of

MARGINS = ((), ("law",), ("payer",), ("law", "payer"))
"""By what amounts are told: each euro has a law and a payer, so that the parts are the whole."""
BOOKED_BY = (*MARGINS, ("organisation",), ("form",))


def budgets(study: Study) -> pd.DataFrame:
    """``arrangement, year, law, payer, area, amount`` in EUR, the year as text."""
    table = study["budget"]
    return table.assign(year=table["year"].astype("str"), amount=table["amount_eur"])[
        ["arrangement", "year", "law", "payer", "area", "amount"]
    ]


def bookings(study: Study) -> pd.DataFrame:
    """Each booking with its ``year, month`` (as text), ``amount`` in EUR, whether it comes once, and how late it was.

    ``late`` is True where it was booked after the month it belongs to; missing where the day of booking is unknown.
    """
    table = study["spending"]
    month = month_of(table["date"])
    known = table["booked_on"].notna()
    late = (month_of(table["booked_on"]) > month).where(known).astype("boolean")
    return table.assign(
        year=year_of(table["date"]),
        month=month,
        amount=table["amount_eur"],
        once=table["one_off"].fillna(False).astype(bool),
        late=late,
        seen=table["booked_on"].fillna(table["date"]),
    )


def last_year(study: Study, arrangement: str) -> str:
    """The last year with bookings of an arrangement, else the first of its budget; ``all`` where it has neither.

    Of a budget without bookings it is the last year in which the arrangement had costs of its own, where there is one.
    """
    booked, planned = (of_years(table, arrangement) for table in (bookings(study), budgets(study)))
    costs = study["costs"].dropna(subset=["date"])
    with_costs = planned & set(year_of(costs.loc[costs["arrangement"] == arrangement, "date"]))
    return max(booked or with_costs, default=min(planned, default=ALL))


def booked_until(study: Study, arrangement: str, booked: pd.DataFrame) -> str:
    """The last month of which the bookings are in, as the arrangement says, else that of its last booking; or blank."""
    said = study["arrangements"].set_index("arrangement")["booked_until"].get(arrangement)
    if pd.notna(said):
        return str(pd.Period(said, "M"))
    return str(booked["month"].max()) if len(booked) else ""


def first_month(study: Study, arrangement: str, year: str) -> int:
    """The first month of a year in which an arrangement is there: that of its start, in the year of its start."""
    start = study["arrangements"].set_index("arrangement")["start"].get(arrangement)
    return int(start.month) if pd.notna(start) and str(start.year) == str(year) else 1


def of_years(table: pd.DataFrame, arrangement: str) -> set[str]:
    """The years in which a table of budgets or bookings tells of an arrangement."""
    return set(table.loc[table["arrangement"] == arrangement, "year"].astype("str"))


def sums_by(table: pd.DataFrame, period: str, margins: tuple[tuple[str, ...], ...]) -> Iterator[tuple[str, str, float]]:
    """Sums of `amount` of each arrangement and period by each of the margins: period, group, euros.

    What has no organisation or form counts in the sum of all only.
    """
    for margin in margins:
        by = ["arrangement", period, *margin]
        for key, euros in table.dropna(subset=list(margin)).groupby(by, sort=True)["amount"].sum().items():
            arrangement, when, *levels = key
            group = group_label(arrangement=arrangement, **dict(zip(margin, levels, strict=True)))
            yield when, group, round(float(euros), 2)


def whole_study(arrangement: str) -> dict[str, str]:
    """What every row of an arrangement as a whole carries."""
    return {"area": ALL, "group": group_label(arrangement=arrangement)}
