"""The leaves of a valuation: every input of a euro, with its range, unit and source, and how it is drawn."""

from __future__ import annotations

import math
from typing import NamedTuple

from gezondmenu.reason import NOTHING, Reasons

NAN = float("nan")

LINEAR = "linear"
WALKING, CYCLING = "heat walking", "heat cycling"
HEAT = {WALKING: "walk", CYCLING: "cycle"}

DEFLATORS = ("attribution", "deadweight", "displacement", "drop_off")
"""What is taken off a change before it counts: each given with a reason, none of them with a default."""

WITH_COMPARISON = ("comparison", "staggered", "randomised")

MEASURED_WITH_COMPARISON = "measured with comparison"
MEASURED_BEFORE_AFTER = "measured before-after"
BORROWED = "borrowed"
ASSUMED = "assumed"
COUNTED = "counted"
KINDS_OF_EVIDENCE = (MEASURED_WITH_COMPARISON, MEASURED_BEFORE_AFTER, BORROWED, ASSUMED)
"""What the effect behind a euro rests on, strong to weak."""


class Leaf(NamedTuple):
    """One input of the formula.

    `value` alone is fixed; `low` and `high` without a value are a range that never becomes a point. `key` names the
    stream of random numbers, so that the same input is drawn alike in every chain and area; inputs with the same
    `model` move together.
    """

    value: float = NAN
    low: float = NAN
    high: float = NAN
    distribution: str = "fixed"
    unit: str = ""
    design: str = "scenario"
    reasons: Reasons = NOTHING
    key: str = ""
    model: str = ""
    n: float = NAN

    @property
    def is_range(self) -> bool:
        """Whether only a range is known, and no point."""
        return math.isnan(self.value)

    @property
    def is_fixed(self) -> bool:
        """Whether every draw has the same value."""
        return not self.is_range and self.distribution == "fixed"


def evidence_of(design: str) -> str:
    """The kind of evidence behind an effect, or behind another input, by the design of its row.

    Examples
    --------
    >>> [evidence_of(design) for design in ("staggered", "before-after", "borrowed", "scenario", "count")]
    ['measured with comparison', 'measured before-after', 'borrowed', 'assumed', 'counted']
    """
    if design in WITH_COMPARISON:
        return MEASURED_WITH_COMPARISON
    return {"before-after": MEASURED_BEFORE_AFTER, "borrowed": BORROWED, "scenario": ASSUMED}.get(design, COUNTED)


def inside(perspective: str, payer: str, law: str, counts_as: str) -> bool:
    """Whether a cost or a gain counts in a perspective.

    Societal counts everything; health care what is paid under Zvw and Wlz, and health itself; municipality what the
    municipality pays or no longer pays.

    Examples
    --------
    >>> inside("municipality", "insurer", "Zvw", "cost"), inside("health care", "residents", "none", "benefit")
    (False, True)
    """
    if perspective == "societal":
        return True
    if perspective == "municipality":
        return payer == "municipality"
    return law in ("Zvw", "Wlz") or counts_as == "benefit"
