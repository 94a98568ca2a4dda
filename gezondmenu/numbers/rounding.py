"""Rounding to one step so that parts still add up to what is shown as their total (largest remainder)."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence

MOST_OFF = 0.05
"""An amount on a page may differ from what it is by so large a share of it: a few percent."""


def step_for(largest: float, digits: int) -> float:
    """The step with which the largest of some amounts keeps so many digits; 1 at least.

    Examples
    --------
    >>> [step_for(amount, 3) for amount in (940, 94_350, 1_234_567)]
    [1.0, 100.0, 10000.0]
    """
    return 10.0 ** max(math.floor(math.log10(largest)) + 1 - digits, 0) if largest >= 1 else 1.0


def rounded(value: float, step: float) -> float:
    """An amount as so many whole steps; NaN stays NaN."""
    return value if math.isnan(value) else step * math.floor(value / step + 0.5)


def rounded_parts(parts: Sequence[float], step: float) -> list[float]:
    """Parts as whole steps that sum to their rounded total: the steps that are left go to who lost most.

    References
    ----------
    Balinski and Young (1982), Fair Representation, Yale University Press (Hamilton's method).

    Examples
    --------
    >>> rounded_parts([149.0, 149.0, 149.0], 100.0), rounded(447.0, 100.0)
    ([200.0, 100.0, 100.0], 400.0)
    """
    wanted = round(rounded(sum(parts), step) / step)
    whole = [math.floor(part / step) for part in parts]
    most = sorted(range(len(parts)), key=lambda place: whole[place] - parts[place] / step)
    for place in most[: wanted - sum(whole)]:
        whole[place] += 1
    return [step * steps for steps in whole]


def rounded_column(parts: Sequence[float], total: float, step: float) -> list[float]:
    """Parts that add up to their rounded total where they are all of it; else, as beside a range, each alone."""
    adds_up = abs(sum(parts) - total) < 1.0
    return rounded_parts(parts, step) if adds_up else [rounded(part, step) for part in parts]


def step_that_fits(
    largest: float, digits: int, columns: Iterable[tuple[Sequence[float], float]], most: float = MOST_OFF
) -> float:
    """The step of `step_for`, made finer until no part of a column is shown far from what it is.

    Parameters
    ----------
    largest : float
    digits : int
        Of the largest amount, where the parts allow that.
    columns : iterable of (parts, total)
        As `rounded_column` takes them.
    most : float
        How far a part may be from what is shown, as a share of it. One of less than half a step may be shown as 0,
        which a page says as less than a step.

    Examples
    --------
    A part of 5,000 beside 1.2 million would be shown as 10,000:

    >>> step_for(1_234_567, 3), rounded(5_000, 10_000)
    (10000.0, 10000)
    >>> step_that_fits(1_234_567, 3, [([1_229_567, 5_000], 1_234_567)])
    1000.0
    """
    step, parts = step_for(largest, digits), list(columns)
    while step > 1 and any(_is_far(*column, step, most) for column in parts):
        step /= 10
    return step


def _is_far(parts: Sequence[float], total: float, step: float, most: float) -> bool:
    shown = rounded_column(parts, total, step)
    pairs = [(part, end) for part, end in zip(parts, shown, strict=True) if end != 0 or abs(part) >= step / 2]
    return any(abs(end - part) > most * abs(part) for part, end in pairs)


def left_over(gains: float, costs: float) -> float:
    """What is left of two amounts that were rounded: shown beside them, it is their difference."""
    return gains - costs


def together(keys: Iterable[Hashable], amounts: Iterable[float]) -> dict:
    """Amounts that were rounded, summed by key: shown beside its parts, a sum is what they add up to."""
    sums: dict = {}
    for key, amount in zip(keys, amounts, strict=True):
        sums[key] = sums.get(key, 0.0) + amount
    return sums
