"""What may be said of a number: when a difference is clear, a change noticeable, a comparison more than chance.

The thresholds of the pages stand here and, for euros, in `verdicts_of_value`, each with its reason. A verdict reads
released rows and makes no number. Which words it gets is for `report/`; what a design allows to say at all is for
`designs.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol, TypeVar

SMALL_CHANGE = 3.0
"""Percent: released counts are rounded, so a change that is smaller is no news where a count has no interval."""

LARGEST_P = 0.05
"""A difference whose p-value, by other choices of areas or for several outcomes, is above this may be chance."""

SEASON_APART = 2
"""Months between two calendar months: from more on, the season may be a part of what changed."""

FEW_AREAS = 20
"""Under so many areas their number is said: what holds in the long run is not there yet."""

REACH_APART = 0.05
"""A group is said to take part more or less than its share from 5% on: less is "about as much" in words."""

REACH_UNDER = (
    (0.4, "much less"),
    (0.6, "half as much"),
    (1 - REACH_APART, "less"),
    (1 + REACH_APART, "as much"),
    (1.4, "more"),
    (1.65, "one and a half times"),
    (1.9, "almost twice"),
    (2.15, "twice"),
    (2.65, "more than twice"),
)
"""How much a group takes part beside its share, under which ratio: each word is for the ratios that lie around it."""

WIDE_SHARE = 20.0
"""Percentage points: a share whose limits lie this far apart or further leaves a reader in the dark."""

NEAR_TARGET = 25.0
"""Percent: a learning region further than this from its target gets a warning."""

ONE_IN_UNDER = 400.0
"""Per 1,000: from here on "1 in 2" says less than a percentage."""

MANY_OUTCOMES = 5
"""From so many outcomes on a figure shows the change and the comparison only; the table has the rest."""

RARELY, NEARLY_ALWAYS = 5.0, 95.0
"""Percent: a chance or a share beyond these is said as smaller than 1 in 20, or larger than 19 in 20."""

MOST_OF_THEM = 50.0
"""Percent: above this most answers are positive."""

HALF_A_CENT = 0.005
"""Euros: an amount that is smaller is nothing, and not "less than" a step of rounding."""

Verdict = Literal["", "hidden", "few areas", "unclear", "chance", "clear"]


class Estimate(Protocol):
    """What a verdict reads of a row."""

    @property
    def value(self) -> float:
        """The number."""

    @property
    def lower(self) -> float:
        """Its lower limit."""

    @property
    def upper(self) -> float:
        """Its upper limit."""

    @property
    def unit(self) -> str:
        """What it is in."""

    @property
    def status(self) -> str:
        """Whether there is a number, or why not."""

    @property
    def known(self) -> bool:
        """Whether there is a number to show."""

    @property
    def hidden(self) -> bool:
        """Whether it was hidden to protect people."""

    @property
    def has_interval(self) -> bool:
        """Whether it has both limits."""


Entry = TypeVar("Entry", bound=Estimate)


# ------------------------------------------------------------------------------------------ differences and changes


def no_difference(entry: Estimate) -> float:
    """The value that says that there is no difference: one for a ratio, else zero."""
    return 1.0 if entry.unit == "ratio" else 0.0


def is_clear(entry: Estimate) -> bool:
    """Whether the interval of a difference leaves zero out, or that of a ratio one."""
    return entry.has_interval and leaves_out(entry.lower, entry.upper, no_difference(entry))


def leaves_out(lower: float, upper: float, number: float = 0.0) -> bool:
    """Whether a number lies outside an interval.

    Examples
    --------
    >>> leaves_out(0.5, 3.5), leaves_out(0.0, 3.5)
    (True, False)
    """
    return not lower <= number <= upper


def is_more(entry: Estimate) -> bool:
    """Whether a difference, a change or a growth is upward, clear or not."""
    return entry.value > no_difference(entry)


def is_some(entry: Estimate) -> bool:
    """Whether there is any of what was counted."""
    return entry.known and entry.value > 0


def is_nothing(amount: Estimate) -> bool:
    """Whether an amount is less than half a cent, on either side of zero."""
    return abs(amount.value) < HALF_A_CENT


def is_small_growth(growth: Estimate) -> bool:
    """Whether a growth in percent is too small to be news."""
    return abs(growth.value) < SMALL_CHANGE


def are_close_counts(now: Estimate, then: Estimate) -> bool:
    """Whether two counts differ too little to be news."""
    return now.value == then.value or abs(now.value - then.value) * 100 < SMALL_CHANGE * abs(then.value)


def is_under_zero(entry: Estimate) -> bool:
    """Whether a number is negative."""
    return entry.value < 0


def is_more_than(entry: Estimate, other: Estimate) -> bool:
    """Whether a number is larger than another that it stands beside, with no interval to say more."""
    return entry.value > other.value


def is_noticeable(entry: Estimate, least: float) -> bool:
    """Whether a change is at least as large as what people notice."""
    return abs(entry.value) >= least


def of_comparison(entry: Estimate, placebo: Estimate, corrected: Estimate) -> Verdict:
    """What may be made of a difference between people with and without the programme.

    Parameters
    ----------
    entry : row of ``mean_difference``
    placebo, corrected : rows of ``placebo_p`` and ``corrected_p``
        P-values by other choices of areas, and for several outcomes.

    Returns
    -------
    str
        ``clear``, ``unclear`` (the interval holds zero), ``chance`` (a p-value is above `LARGEST_P`), ``few areas``
        (no interval, or too few areas for other choices), ``hidden``, or blank where there is no such row.
    """
    if entry.status == "absent":
        return ""
    if entry.hidden:
        return "hidden"
    if not entry.has_interval:
        return "few areas"
    if not is_clear(entry):
        return "unclear"
    if placebo.status == "too few":
        return "few areas"
    return "chance" if any(p_value.known and p_value.value > LARGEST_P for p_value in (placebo, corrected)) else "clear"


def are_many_outcomes(outcomes: int) -> bool:
    """Whether there are so many outcomes that each is shown in short."""
    return outcomes >= MANY_OUTCOMES


def are_of_other_seasons(month: str, other: str) -> bool:
    """Whether two months, of whatever year, lie so far apart that the season may differ; unknown where one is blank.

    Examples
    --------
    >>> [are_of_other_seasons("2024-01", other) for other in ("2024-07", "2025-02", "2024-11", "")]
    [True, False, False, False]
    """
    if not (month and other):
        return False
    apart = abs(int(month[-2:]) - int(other[-2:]))
    return min(apart, 12 - apart) > SEASON_APART


def are_few_areas(areas: int) -> bool:
    """Whether the number of areas of a comparison must be said."""
    return areas < FEW_AREAS


# ---------------------------------------------------------------------------------------------- one beside another


def stands_out(entry: Estimate, other: Estimate) -> bool:
    """Whether the interval of a number lies wholly above that of another."""
    return entry.lower > other.upper


def takes_part_more(reach: Estimate) -> bool:
    """Whether a group takes part clearly more than its share, and by enough to say it."""
    return reach.has_interval and reach.lower > 1 and reach.value >= 1 + REACH_APART


def takes_part_less(reach: Estimate) -> bool:
    """Whether a group takes part clearly less than its share, and by enough to say it."""
    return reach.has_interval and reach.upper < 1 and reach.value <= 1 - REACH_APART


def how_much(reach: Estimate) -> str:
    """How much a group takes part beside its share: a word of `REACH_UNDER`, or ``times`` above all of them.

    Blank where the interval of the ratio holds one, so that nothing is said.
    """
    if reach.has_interval and not leaves_out(reach.lower, reach.upper, 1.0):
        return ""
    return next((words for limit, words in REACH_UNDER if reach.value < limit), "times")


def is_one_in(rate: Estimate) -> bool:
    """Whether a rate per 1,000 is so small that "1 in 14" says it."""
    return rate.value < ONE_IN_UNDER


def is_middling(share: Estimate) -> bool:
    """Whether a share is so far from none and from all that a fraction says it."""
    return RARELY <= share.value < NEARLY_ALWAYS


def are_most(share: Estimate) -> bool:
    """Whether a share is more than half."""
    return share.value > MOST_OF_THEM


def farthest(entries: Sequence[Entry]) -> Entry:
    """The row that differs most, up or down; the first of those that are alike."""
    return max(entries, key=lambda entry: abs(entry.value))


def widest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Rows by how wide their interval is."""
    return sorted(entries, key=lambda entry: entry.upper - entry.lower, reverse=True)


def is_near_target(beside: Estimate) -> bool:
    """Whether a region is about as large as a learning region should be."""
    return abs(beside.value) <= NEAR_TARGET


def ratio_beside_goal(ratio: Estimate, goal: str) -> Literal["no rise", "no fall", "rise", "fall", "unclear"]:
    """What may be said of a ratio of two years: clear of 1 first; else beside a goal that it may not rise or fall."""
    if ratio.lower > 1:
        return "rise"
    if ratio.upper < 1:
        return "fall"
    if goal == "not higher" and ratio.value <= 1:
        return "no rise"
    if goal == "not lower" and ratio.value >= 1:
        return "no fall"
    return "unclear"


def is_wide(share: Estimate) -> bool:
    """Whether the limits of a share in percent lie so far apart that what other areas tell helps."""
    return share.upper - share.lower >= WIDE_SHARE


def is_above_target(beside: Estimate) -> bool:
    """Whether a region has as many residents as the target, or more."""
    return beside.value >= 0


def how_far(ratio: Estimate) -> tuple[float, float]:
    """How many percent a ratio of two years may lie above 1 and under 1 by its limits."""
    return 100 * (ratio.upper - 1), 100 * (1 - ratio.lower)
