"""An attacker who knows the rules: which whole numbers can stand behind a published row?"""

from __future__ import annotations

import itertools
from decimal import Decimal

import numpy as np
import pandas as pd
from scipy.stats import t

from gezondmenu.disclosure.profiles import Profile
from gezondmenu.indicators.register import named_indicators
from gezondmenu.numbers import wilson
from gezondmenu.vocabulary import PERSONS, SENSITIVE_TRAITS, split_group

TOLERANCE = 1e-6  # published.csv carries sixteen digits; formulas differ in the last few


def numbers_left(row: pd.Series, profile: Profile, reference: float = np.nan) -> int:
    """How many whole numbers are left for the best-known count of persons of a row.

    The attacker takes every whole number that rounds to the published numerator, denominator and n, drops what the
    rules would have hidden, and keeps the combinations that give the published value and limits, either from the
    true or from the rounded counts.
    """
    entry = named_indicators()[row["indicator"]][1]
    about = (entry.numerator in PERSONS, entry.denominator in PERSONS, True)
    shown_counts = tuple(row[column] for column in ("numerator", "denominator", "n"))
    choices = []
    for shown, persons in zip(shown_counts, about, strict=True):
        if np.isnan(shown) or not persons or shown == 0:
            choices.append([shown])
        else:
            near = np.arange(max(1, shown - profile.width), shown + profile.width + 1)
            choices.append([k for k in near if profile.round_persons(np.array(k)) == shown and k >= profile.smallest])
    if entry.formula == "mean":
        return _means_left(row, choices[2])
    told_anyway = _agrees(row, entry, *shown_counts, reference)
    left: list[set[float]] = [set(), set(), set()]
    for counts in itertools.product(*choices):
        if _would_be_shown(row, entry, profile, *counts) and (told_anyway or _agrees(row, entry, *counts, reference)):
            for numbers, count in zip(left, counts, strict=True):
                numbers.add(count)
    protected = [
        len(numbers)
        for numbers, shown, persons in zip(left, shown_counts, about, strict=True)
        if persons and not np.isnan(shown) and shown != 0
    ]
    return min(protected, default=99)


def _would_be_shown(row, entry, profile: Profile, a: float, b: float, n: float) -> bool:
    """The rules of the profile as the documentation states them, written a second time."""
    if entry.formula not in ("percentage", "reach") or entry.numerator not in PERSONS:
        return True
    if entry.complement and 0 < b - a < profile.smallest:
        return False
    sensitive = not entry.open and bool(set(split_group(row["group"])) & set(SENSITIVE_TRAITS))
    too_few = sensitive and b < profile.smallest_sensitive
    one_class = sensitive and max(a / b, 1 - a / b) > profile.largest_class
    return not (too_few or one_class or a > b)


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
    if abs(value - row["value"]) > TOLERANCE * max(1, abs(value)) or (scale != 1 and a > b):
        return False
    if entry.interval == "t, over persons" and not np.isnan(row["upper"]):
        return _some_variation_fits(row, value, b)
    if np.isnan(row["lower"]) or not entry.interval.startswith("Wilson"):
        return True
    if "clustered" in entry.interval:
        return _some_design_effect_fits(row, a / b, b)
    low, high = wilson(a / b * n, n, row["confidence"])
    return bool(
        abs(low * scale - row["lower"]) < TOLERANCE * scale and abs(high * scale - row["upper"]) < TOLERANCE * scale
    )


def _some_design_effect_fits(row, share: float, answers: float) -> bool:
    """Whether a design effect of one decimal, as the release keeps it, gives the published limits."""
    effects = np.arange(10, 10 + 10 * answers) / 10
    low, high = wilson(share * (answers / effects), answers / effects, row["confidence"])
    close = (abs(100 * low - row["lower"]) < 100 * TOLERANCE) & (abs(100 * high - row["upper"]) < 100 * TOLERANCE)
    return bool(close.any())


def _some_variation_fits(row, value: float, persons: float) -> bool:
    """Whether a coefficient of variation of one decimal, as the release keeps it, gives the published upper limit."""
    if persons < 2:
        return False
    half = (row["upper"] - value) / value * persons**0.5 / t.ppf(0.5 + row["confidence"] / 2, persons - 1)
    return bool(abs(half - max(round(half, 1), 0.1)) < TOLERANCE)


NO_SUMS = (
    "standardised_change",
    "dropout_to_zero",
    "treated_dropout_to_zero",
    "expected_regression",
    "pooled_weight",
    "mean_difference",
    "standardised_difference",
    "before_start",
    "placebo_p",
    "smallest_p",
    "corrected_p",
    "balance",
    "overlap",
    "dose_slope",
    "scale_alpha",
    "outcome_median",
)
"""Means of persons that are no sum of whole steps divided by n."""


OF_RESIDENTS = {"points_share": 10.0, "best_worst_score": 1 / 6}
"""In the example ten points are divided, and a statement is shown one, two or three times."""


def _step(row: pd.Series) -> float | None:
    """What one person adds at least to the sum behind a mean; None where no such sum is behind the row."""
    if row["indicator"] in NO_SUMS or row["variant"] in ("weighted", "pooled"):
        return None
    if row["unit"] == "percentage points":
        return 100.0
    if row["indicator"] in OF_RESIDENTS:
        return OF_RESIDENTS[row["indicator"]]
    return 0.001 if split_group(row["group"]).get("outcome") == "eq5d" else 1.0


def _last_digit(numbers: pd.Series) -> float:
    """The size of the last digit that any of the numbers of a row shows: value and limits are rounded to one step."""
    shown = [Decimal(f"{abs(number):.12g}").normalize() for number in numbers if number != 0]
    return 10.0 ** min(int(number.as_tuple().exponent) for number in shown)


def _means_left(row: pd.Series, candidates: list[float]) -> int:
    """Values of n for which some whole sum gives the published mean, read with as many digits as could be printed."""
    value, step = row["value"], _step(row)
    if np.isnan(candidates).any() or step is None:
        return 99  # no number of persons stands behind it
    if value == 0:
        return len(candidates)
    unit = _last_digit(row[["value", "lower", "upper"]].dropna())
    sums = {
        n: step * np.arange(np.floor((value - unit) * n / step), np.ceil((value + unit) * n / step) + 1)
        for n in candidates
    }
    return sum(bool(np.any(np.abs(total / n - value) <= unit / 2 + 1e-12)) for n, total in sums.items())


def months_left(published: pd.DataFrame, limit: int) -> pd.Series:
    """How many whole numbers are left for the visits of each hidden month, to who subtracts months from quarters.

    The attacker takes the visits of a month from every row that tells them: visits themselves, the visits of a
    session, and growth, which tells the month before too (also that it had none). What they add up to is the quarter.
    At least one month of a quarter with a hidden one is from 1 up to `limit`.

    Returns
    -------
    Series
        By area and month.
    """
    months = published["period"].str.fullmatch(r"\d{4}-\d{2}") & (published["group"] == "all")
    known: dict[tuple[str, str], float] = {}
    for row in published[
        months & published["indicator"].isin(["visits", "visits_per_session", "visits_growth"])
    ].itertuples():
        before = str(pd.Period(row.period, freq="M") - 1)
        if row.status == "ok":
            known[row.area, row.period] = row.numerator
        if row.indicator == "visits_growth" and row.status == "ok":
            known[row.area, before] = row.denominator
        if row.note == "nothing in the earlier period":
            known[row.area, before] = 0.0
    left = {}
    visits = published[(published["indicator"] == "visits") & (published["variant"] == "main")]
    for row in visits[visits["period"].str.contains("-Q")].itertuples():
        first = pd.Period(row.period.replace("-Q", "Q"), freq="Q").start_time
        inside = [str(month) for month in pd.period_range(first, periods=3, freq="M")]
        unknown = [month for month in inside if (row.area, month) not in known]
        rest = row.numerator - sum(known.get((row.area, month), 0.0) for month in inside)
        if not unknown or np.isnan(rest):
            continue  # nothing is hidden, or the quarter is: its months are whatever they are
        ways = [
            parts
            for parts in itertools.product(range(int(rest) + 1), repeat=len(unknown) - 1)
            if sum(parts) <= rest and any(0 < part < limit for part in (*parts, rest - sum(parts)))
        ]
        for place, month in enumerate(unknown):
            left[row.area, month] = len({(*parts, rest - sum(parts))[place] for parts in ways})
    return pd.Series(left, dtype="float64")
