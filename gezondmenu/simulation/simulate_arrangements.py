"""What was agreed in the arrangements of a simulated study, and what organisations may spend. All of it made up."""

from __future__ import annotations

import numpy as np
import pandas as pd

LAST_MONTH = 9
"""Of the last year bookings are there up to this month, so that there is an end of the year to forecast."""
LATE = 0.12
"""Share of the bookings that was made after the month they belong to."""
GROWTH, COLLECTIVE_COST = (0.03, 0.02, 0.04), (0.4, 0.3, 0.5)
MADE_UP = "verzonnen voor het voorbeeld"
HELPS_WITH = (
    "dagbesteding, huishoudelijke hulp",
    "dagbesteding, begeleiding",
    "begeleiding, ontmoeting",
    "ontmoeting, huishoudelijke hulp",
)


def booked_until(spending: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The bookings up to the last month, each with the day on which it was booked: some of them late."""
    last = pd.Timestamp(spending["date"].max().year, LAST_MONTH, 30)
    kept = spending[spending["date"] <= last].reset_index(drop=True)
    late = rng.random(len(kept)) < LATE
    days = np.where(late, rng.integers(20, 90, len(kept)), 0)
    booked_on = (kept["date"] + pd.to_timedelta(days, unit="D")).clip(upper=last)
    return kept.assign(booked_on=booked_on)


def terms_table(arrangements: pd.DataFrame) -> pd.DataFrame:
    """The growth of the need and the cost of collective help, for each neighbourhood budget."""
    columns = ["term", "value", "low", "high"]
    terms = pd.DataFrame([("growth", *GROWTH), ("collective_cost", *COLLECTIVE_COST)], columns=columns)
    budgets = arrangements.loc[arrangements["kind"] == "neighbourhood budget", ["arrangement"]]
    return budgets.merge(terms, how="cross").assign(reason=MADE_UP)


def organisations_table(spending: pd.DataFrame, arrangements: pd.DataFrame) -> pd.DataFrame:
    """What each organisation of a neighbourhood budget may spend in the last year: two thirds to more than it did."""
    budgets = arrangements.loc[arrangements["kind"] == "neighbourhood budget", "arrangement"]
    year = spending["date"].max().year
    booked = spending[spending["arrangement"].isin(budgets) & (spending["date"].dt.year == year)]
    spent = booked.groupby(["arrangement", "organisation"], as_index=False)["amount_eur"].sum()
    place = spent.groupby("arrangement").cumcount()
    room = spent["amount_eur"] * np.array([1.3, 1.1, 1.2, 1.0])[place % 4]
    return spent[["arrangement", "organisation"]].assign(
        year=year,
        amount_eur=np.maximum((room / 1_000).round() * 1_000, 1_000.0),
        helps_with=np.array(HELPS_WITH)[place % len(HELPS_WITH)],
    )
