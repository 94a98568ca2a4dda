"""Budgets: where a year ends, and how far chance takes the result of a virtual budget."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from gezondmenu.card import OF_CHANCE, OF_MONTHS
from gezondmenu.numbers import surplus_by_chance, year_end_of_bookings
from tests.validity.generators import generators
from tests.validity.harness import Case, Family, Sets

LITTLE = "conservative because a season is taken out of two earlier years with few months to compare"
Draw = Callable[[np.random.Generator, int], Sets]
DAYS = pd.to_datetime([f"{year}-{month:02d}-28" for year in (2023, 2024, 2025) for month in range(1, 13)])


def year_ends(odd: bool, month: int) -> Draw:
    """Three years of months around a season; normal, or skewed. The limits of 95 of 100."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        season = 100 + 25 * np.cos(np.pi * np.arange(36) / 6)
        noise = rng.gamma(11, 1 / 11, (sets, 36)) - 1 if odd else rng.normal(0, 0.15, (sets, 36))
        level = np.repeat(rng.normal(0, 5, (sets, 3)), 12, axis=1)
        amounts = season + level + 100 * noise
        known = np.arange(36) < 24 + month
        ends = [
            year_end_of_bookings(
                pd.DataFrame({"date": DAYS[known], "amount": row[known]}), 1_200, 2025, month, confidence=0.95
            )
            for row in amounts
        ]
        value, lower, upper = (
            np.array([getattr(end, name) for end in ends]) for name in ("forecast", "lower", "upper")
        )
        return Sets(value, lower, upper, amounts[:, 24:].sum(axis=1))

    return draw


def by_chance(odd: bool, persons: int) -> Draw:
    """The result of a budget that is what residents cost on average, where nothing changed."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        shape = 0.25 if odd else 1.0
        costs = rng.gamma(shape, 3_000 / shape, (sets, persons)).sum(axis=1)
        reach = 1.959964 * surplus_by_chance(persons, 3_000 / np.sqrt(shape))
        zero = np.zeros(sets)
        return Sets(zero, zero - reach, zero + reach, persons * 3_000 - costs)

    return draw


def families() -> tuple[Family, ...]:
    """The end of a year from its months, and a result by chance."""
    ends, chances = [], []
    for g in generators():
        odd = g.name == "population"
        for month in (3, 6, 9):
            ends.append(
                Case("end of the year", g.name, f"after {month} months", year_ends(odd, month), 1_000, above=LITTLE)
            )
        for persons in (500, 5_000):
            chances.append(
                Case("result where nothing changed", g.name, f"{persons} residents", by_chance(odd, persons), 1_000)
            )
    return (
        Family("budget of a year", (OF_MONTHS,), "forecast of the end of the year", tuple(ends)),
        Family("virtual budget", (OF_CHANCE,), "what chance makes of a result", tuple(chances)),
    )
