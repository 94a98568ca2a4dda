"""How numbers are written: how many decimals they keep, in which step, and parts that still add up to their total.

Only these functions know of digits. What may be said of a number is for `gezondmenu.verdicts`.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence

DIGITS = 3
"""So many that count has an amount on a page."""

TENTHS = 10
FRACTIONS = [(part, TENTHS) for part in range(TENTHS + 1)] + [(1, 7), (1, 4), (1, 3), (2, 3), (3, 4), (6, 7)]
"""Shares that are said in words; the nearest is taken, so that the words do not leave the interval."""
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


# ------------------------------------------------------------------------------------------------ how many decimals


def decimals_for(value: float, digits: int = DIGITS) -> int:
    """As many as so many digits that count need, without zeros at the end; none from 1,000 on.

    Examples
    --------
    >>> [decimals_for(value) for value in (0.0194, 1.09712, 1.5, 540.0, 1234.5)]
    [4, 1, 1, 0, 0]
    """
    if value == 0 or abs(value) >= 1000:
        return 0
    places = max(digits - 1 - math.floor(math.log10(abs(value))), 0)
    while places and round(value, places) == round(value, places - 1):
        places -= 1
    return places


def decimals_of_scale(low: float, high: float) -> int:
    """Those that a mean score of a scale takes: two where it runs over 2 points at most, one up to 20, else none."""
    reach = high - low
    return 2 if reach <= 2 else 1 if reach <= 20 else 0


def decimals_of_intervals(limits: Iterable[tuple[float, float]]) -> int:
    """Those that numbers with these limits take, by the narrowest: two under half a point, one under ten, else none."""
    width = min((upper - lower for lower, upper in limits), default=1.0)
    return 2 if width < 0.5 else 1 if width < 10 else 0


def decimals_that_show(numbers: Iterable[float], none: float, least: int) -> int:
    """So many, at most two more than `least`, that not one of these numbers is written as `none`.

    Examples
    --------
    >>> [decimals_that_show((low, 9.0), 0.0, 0) for low in (0.6, 0.06, 0.002)]
    [0, 1, 2]
    """
    nearest = min(abs(number - none) for number in numbers)
    return next((places for places in (least, least + 1) if nearest > 0.5 * 10**-places), least + 2)


def is_written_as(value: float, none: float, places: int) -> bool:
    """Whether a number with so many decimals is written as another."""
    return round(value - none, places) == 0


def decimals_of_amount(value: float) -> int:
    """Cents where an amount per person is small."""
    return 2 if abs(value) < 10 else 0


def decimals_of_quotient(value: float) -> int:
    """One where a number for so many of something is so small that a whole number says too little."""
    return 1 if abs(value) < 10 else 0


def decimals_of_gain(value: float) -> int:
    """Two where an amount of health is under one, else one."""
    return 2 if abs(value) < 0.95 else 1


def decimals_of_threshold(value: float) -> int:
    """One where the smallest change that people notice is no whole number."""
    return 0 if value == round(value) else 1


# ------------------------------------------------------------------------------------------- numbers said in words


def one_in(per_thousand: float) -> int:
    """One in how many a rate per 1,000 is: in steps of 5 from 30 on, of 10 from 100 on.

    Examples
    --------
    >>> one_in(71.8), one_in(4.1)
    (14, 240)
    """
    whole = 1000 / per_thousand
    step = 1 if whole < 30 else 5 if whole < 100 else 10
    return max(step * round(whole / step), 1)


def fraction_of(percent: float) -> tuple[int, int]:
    """The fraction of `FRACTIONS` nearest to a percentage.

    Examples
    --------
    >>> [fraction_of(percent) for percent in (81, 75, 15, 2)]
    [(8, 10), (3, 4), (1, 7), (0, 10)]
    """
    part, whole = min(FRACTIONS, key=lambda fraction: abs(percent / 100 - fraction[0] / fraction[1]))
    return (min(round(percent / 10), TENTHS), TENTHS) if whole == TENTHS else (part, whole)


def tenths_between(percent: float) -> int:
    """A percentage in tenths, never none and never all."""
    return min(max(round(percent / 10), 1), 9)


def in_percent(per_thousand: float) -> float:
    """A rate per 1,000 as a percentage."""
    return per_thousand / 10


def metres_of(kilometres: float) -> int | None:
    """A distance under a kilometre in steps of 50 metres; None from there on.

    Examples
    --------
    >>> metres_of(0.28), metres_of(1.94)
    (300, None)
    """
    return 50 * max(round(kilometres * 1000 / 50), 1) if kilometres < 0.975 else None


def turned_round(*numbers: float) -> tuple[float, ...]:
    """Numbers of a fall, low to high, as those of a positive number: a change of -5 to -2 is 2 to 5 less.

    Examples
    --------
    >>> turned_round(-5.0, -3.0, -2.0)
    (2.0, 3.0, 5.0)
    """
    return tuple(-number for number in reversed(numbers))


def without_sign(lower: float, upper: float) -> tuple[float, ...]:
    """Limits that both lie under zero as positive ones, the smaller first; others as they are."""
    falls = upper < 0 or (upper == 0 and lower < 0)
    return turned_round(lower, upper) if falls else (lower, upper)
