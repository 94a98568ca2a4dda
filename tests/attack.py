"""An attacker who knows the rules: which whole numbers can stand behind a published row?"""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd

from gezondmenu.disclosure.profiles import Profile
from gezondmenu.indicators.register import named_indicators
from gezondmenu.numbers import wilson
from gezondmenu.vocabulary import PERSONS

TOLERANCE = 1e-6  # published.csv carries sixteen digits; formulas differ in the last few


def numbers_left(row: pd.Series, profile: Profile, reference: float = np.nan) -> int:
    """How many whole numbers are left for the best-known count of persons of a row.

    The attacker takes every whole number that rounds to the published numerator, denominator and n, then keeps the
    combinations that give the published value and limits, either from the true or from the rounded counts.
    """
    entry = named_indicators()[row["indicator"]][1]
    choices = []
    for column, about_persons in (
        ("numerator", entry.numerator in PERSONS),
        ("denominator", entry.denominator in PERSONS),
        ("n", True),
    ):
        shown = row[column]
        if np.isnan(shown):
            choices.append([np.nan])
        elif not about_persons or shown == 0:
            choices.append([shown])
        else:
            near = np.arange(max(1, shown - profile.width), shown + profile.width + 1)
            choices.append([k for k in near if profile.round_persons(np.array(k)) == shown and k >= profile.smallest])
    if entry.formula == "mean":
        return _means_left(row["value"], choices[2])
    left: list[set[float]] = [set(), set(), set()]
    shown_counts = tuple(row[column] for column in ("numerator", "denominator", "n"))
    if _agrees(row, entry, *shown_counts, reference):  # worked out from what is shown anyway: tells nothing more
        left = [set(numbers) for numbers in choices]
    else:
        for counts in itertools.product(*choices):
            if _agrees(row, entry, *counts, reference):
                for numbers, count in zip(left, counts, strict=True):
                    numbers.add(count)
    protected = [
        len(numbers)
        for numbers, shown, about in zip(
            left, shown_counts, (entry.numerator in PERSONS, entry.denominator in PERSONS, True), strict=True
        )
        if about and not np.isnan(shown) and shown != 0
    ]
    return min(protected, default=99)


def _agrees(row, entry, a: float, b: float, n: float, reference: float) -> bool:
    scale = 1.0
    match entry.formula:
        case "count":
            value = a
        case "percentage":
            value, scale = 100 * a / b, 100.0
        case "rate":
            value = 1000 * a / b
        case "quotient":
            value = a / b
        case "growth":
            value = 100 * (a / b - 1)
        case "reach":
            scale = 100 / reference
            value = a / b * scale
        case _:
            return True
    if abs(value - row["value"]) > TOLERANCE * max(1, abs(value)):
        return False
    if np.isnan(row["lower"]):
        return True
    low, high = wilson(a / b * n, n, row["confidence"])
    return bool(
        abs(low * scale - row["lower"]) < TOLERANCE * scale and abs(high * scale - row["upper"]) < TOLERANCE * scale
    )


def _means_left(value: float, candidates: list[float]) -> int:
    """Values of n for which some whole sum gives the published mean, rounded as it was printed."""
    digits = f"{value:.12g}".lstrip("-0.").replace(".", "")
    kept = max(1, len(digits.rstrip("0")) or 1)
    unit = 10.0 ** (np.floor(np.log10(abs(value))) - kept + 1) if value else 1.0
    sums = {n: np.arange(np.floor((value - unit) * n), np.ceil((value + unit) * n) + 1) for n in candidates}
    return sum(bool(np.any(np.abs(total / n - value) <= unit / 2 + 1e-12)) for n, total in sums.items())
