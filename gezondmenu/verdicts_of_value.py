"""What may be said of a value in euros: who gains, what turns it, and whether the costs are covered.

The thresholds of these verdicts stand here, each with its reason; those of differences and changes in `verdicts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from gezondmenu.verdicts import NEARLY_ALWAYS, RARELY, Estimate, is_some

SHARES_DIFFER_FROM = 5.0
"""From so many percentage points on, a payer's part of the costs and part of the value differ for a reader."""

SMALLEST_SHARE = 0.5
"""Percent: a smaller share is shown as 0%, and nothing is said of it."""

ALL_OF_IT, HARDLY_ANY = 100.0, 1.0
"""Percent of the value that is assumed: costs that need more than all are not covered; less than 1 is no number."""

LIKELY, UNLIKELY = 80.0, 20.0
"""Percent: from four chances in five on a budget is said to be too small, and up to one in five to be enough."""

USUAL_PRICE = 50_000.0
"""Of the three reference values for a QALY in the Netherlands (20,000, 50,000 and 80,000 euros) the middle one."""


def is_worth_saying(share: Estimate) -> bool:
    """Whether a share is more than the 0% that it would be shown as."""
    return share.known and share.value >= SMALLEST_SHARE


def is_large_part(share: Estimate) -> bool:
    """Whether a share is as large as a difference that is said."""
    return share.known and share.value >= SHARES_DIFFER_FROM


def gains_a_larger_part(difference: Estimate) -> bool:
    """Whether a payer's part of the value is clearly larger than its part of the costs."""
    return difference.known and difference.value >= SHARES_DIFFER_FROM


def pays_a_larger_part(difference: Estimate) -> bool:
    """Whether a payer's part of the costs is clearly larger than its part of the value."""
    return difference.known and difference.value <= -SHARES_DIFFER_FROM


def gain_less_than_costs(gains: Estimate, costs: Estimate, health: Estimate) -> bool:
    """Whether those who pay gain less than the costs, and residents' health makes the value larger."""
    return costs.known and is_some(gains) and is_some(health) and gains.value < costs.value


def is_same_amount(amount: Estimate, other: Estimate) -> bool:
    """Whether two amounts are the same in whole euros."""
    return amount.known and other.known and round(amount.value) == round(other.value)


def turns(swing: Estimate) -> bool:
    """Whether an assumption turns the net value on its own: negative at one end, positive at the other."""
    return swing.lower < 0 < swing.upper


def moves(swing: Estimate) -> bool:
    """Whether an assumption moves the net value at all, or an input has a range."""
    return swing.lower < swing.upper


def is_covered(percent: float) -> bool:
    """Whether the value that is assumed covers the costs, by the part of it that is needed."""
    return percent <= ALL_OF_IT


def is_all(percent: float) -> bool:
    """Whether a share is the whole."""
    return percent >= ALL_OF_IT


def overspending(chance: Estimate) -> Literal["likely", "unlikely", "open", "unknown"]:
    """What may be said of the end of a year by the chance, in percent, that more is spent than the budget."""
    if not chance.known:
        return "unknown"
    if chance.value >= LIKELY:
        return "likely"
    return "unlikely" if chance.value <= UNLIKELY else "open"


def is_within_chance(result: Estimate, chance: Estimate) -> bool:
    """Whether a result is no larger than chance alone easily makes it."""
    return chance.lower <= result.value <= chance.upper


def is_in_the_wrong_pocket(nets: Iterable[Estimate]) -> bool:
    """Whether one payer loses by what another wins by."""
    values = [net.value for net in nets if net.known]
    return any(value < 0 for value in values) and any(value > 0 for value in values)


def is_a_gain(net: Estimate) -> bool:
    """Whether an amount is above zero: more than the budget, more than it costs, or won."""
    return net.known and net.value > 0


def is_a_loss(net: Estimate) -> bool:
    """Whether an amount is below zero."""
    return net.known and net.value < 0


def is_used_up(room: Estimate) -> bool:
    """Whether nothing is left of a room, or less than nothing."""
    return room.known and room.value <= 0


def usual_price(prices: Iterable[float]) -> float:
    """The price of a QALY nearest to the one that is usual to look at.

    Examples
    --------
    >>> usual_price([10_000.0, 40_000.0, 100_000.0])
    40000.0
    """
    return min(prices, key=lambda price: abs(price - USUAL_PRICE))


def is_worth_its_share(difference: Estimate) -> Literal["unknown", "no", "perhaps", "yes"]:
    """Whether what a payer gains covers its share of the costs, by the row of the first less the second.

    It does where the whole interval lies at or above zero, and does not where the value lies below it.
    """
    if not difference.known:
        return "unknown"
    if difference.value < 0:
        return "no"
    return "perhaps" if difference.lower < 0 else "yes"


def is_hardly_any(percent: float) -> bool:
    """Whether a share is so small that it would be shown as 0% or 0.0%, or reads as if it were."""
    return percent < HARDLY_ANY


def is_part(share: Estimate) -> bool:
    """Whether a share lies between nothing and the whole."""
    return share.known and 0 < share.value <= ALL_OF_IT


def how_likely(percent: float) -> Literal["rarely", "between", "nearly always"]:
    """Whether a chance is so near to never or always that tenths say too little.

    Examples
    --------
    >>> [how_likely(percent) for percent in (4.9, 50.0, 95.1)]
    ['rarely', 'between', 'nearly always']
    """
    return "rarely" if percent < RARELY else "nearly always" if percent > NEARLY_ALWAYS else "between"


def how_likely_at_most(chance: Estimate) -> Literal["impossible", "between", "certain"]:
    """Whether a chance in percent, as whole percents, would be said as 0% or 100%."""
    if chance.value > 99:
        return "certain"
    return "impossible" if chance.value < 1 else "between"
