"""The rows of what would change the answer: swings, break-even points, of each area with a net value."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from gezondmenu.reason import Reasons
from gezondmenu.reasons import Why
from gezondmenu.valuation.chains import Chain, Inputs
from gezondmenu.valuation.engine import Choices, direction_of, ends_of
from gezondmenu.valuation.leaves import NAN
from gezondmenu.valuation.payers import Payer
from gezondmenu.valuation.results import DETERMINISTIC, counts_in_total
from gezondmenu.valuation.sensitivity import Valued, break_even, share_to_break_even, swings
from gezondmenu.vocabulary import group_label

Entry = dict[str, Any]


def sensitivity_rows(
    area: str,
    chains: Sequence[Chain],
    given: list[Inputs | Reasons],
    costs: dict[Payer, float] | Reasons | None,
    choices: Choices,
) -> Iterator[Entry]:
    """Swings and break-even points of one area; nothing where its costs or all its benefits are unknown."""
    valued: Valued = [
        (chain, inputs)
        for chain, inputs in zip(chains, given, strict=True)
        if counts_in_total(chain, choices) and not isinstance(inputs, Reasons)
    ]
    if not valued or not isinstance(costs, dict):
        return
    total = sum(costs.values())
    shared: Entry = {"area": area, "method": DETERMINISTIC}
    extremes = [ends_of(chain, inputs, choices) for chain, inputs in valued]
    least, most = (sum(pair) for pair in zip(*extremes, strict=True))
    base = least - total if least == most else NAN
    for swing in swings(valued, total, choices):
        group = group_label(chain=swing.chain, parameter=swing.parameter)
        entry = {**shared, "indicator": "net_value_if", "group": group}
        yield {**entry, "value": base, "lower": swing.lower, "upper": swing.upper}
    if total <= 0:
        return
    yield from _answer({**shared, "indicator": "break_even_share"}, share_to_break_even(total, least, most), False)
    for chain, inputs in valued:
        group = group_label(chain=chain.id)
        crossings = break_even(valued, chain.id, "effect", total, choices)
        entry = {**shared, "indicator": "break_even_effect", "group": group, "unit": inputs["effect"].unit}
        others_pay = (
            sum(low for (other, _), (low, _) in zip(valued, extremes, strict=True) if other is not chain) >= total
        )
        if "earlier" in inputs:  # whichever side of 0 the last change lies on, earlier waves count too
            yield from _answer(entry, crossings, others_pay, least=-math.inf)
        else:
            yield from _answer(entry, crossings, others_pay, sign=direction_of(chain))
        if chain.effect:
            value, lower, upper = (100 * x for x in break_even(valued, chain.id, "transfer", total, choices))
            entry = {**shared, "indicator": "break_even_transfer", "group": group}
            yield from _answer(entry, (value, lower, upper), others_pay, most=100.0)


def _answer(
    entry: Entry,
    crossings: tuple[float, float, float],
    others_pay: bool,
    sign: float = 1.0,
    least: float = 0.0,
    most: float = math.inf,
) -> Iterator[Entry]:
    """A break-even point, or in words why there is none: not needed, or out of reach."""
    value, lower, upper = crossings
    ends = [sign * x for x in crossings if not math.isnan(x)]
    if not ends or (max(ends) <= least and not others_pay):
        words = Why.NO_BREAK_EVEN()
    elif max(ends) <= least:
        words = Why.PAID_WITHOUT_THIS()
    elif min(ends) > most:
        words = Why.WHOLE_NOT_ENOUGH()
    else:
        yield {**entry, "value": value, "lower": lower, "upper": upper}
        return
    yield {**entry, "status": "no data", "reasons": words}
