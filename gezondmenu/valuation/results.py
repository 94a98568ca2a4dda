"""From draws to rows: each chain, the totals, and the parts of each payer. No draw leaves this room."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gezondmenu.card import FOLLOWS
from gezondmenu.reason import Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.valuation.chains import Chain, Inputs
from gezondmenu.valuation.engine import Choices, Drawn
from gezondmenu.valuation.leaves import KINDS_OF_EVIDENCE, NAN, evidence_of, inside
from gezondmenu.valuation.payers import Paid, Payer, fair_shares, payer_group, to_the_cent
from gezondmenu.vocabulary import group_label

LOWER, UPPER = 2.5, 97.5
DOTS = 20
DETERMINISTIC = FOLLOWS

Entry = dict[str, Any]
Costs = dict[Payer, float] | Reasons | None
"""Euros by law and payer, or why they are not known."""


@dataclass(frozen=True)
class Counted:
    """The chains that count in the total of an area and have euros there.

    Attributes
    ----------
    point, draws : arrays (chains,) and (2, chains, draws)
        As in `engine.Drawn`.
    amounts : dict of int to array (2, draws)
        Health gained, by place among these chains.
    missing, reasons : list of Chain, list of str
        Those that count too, but have no euros here; and why, each reason once.
    """

    area: str
    chains: list[Chain]
    inputs: list[Inputs]
    point: np.ndarray
    draws: np.ndarray
    amounts: dict[int, np.ndarray]
    missing: list[Chain]
    reasons: list[Reasons]

    @property
    def has_point(self) -> bool:
        """Whether no input is a range without a point."""
        return not bool(np.isnan(self.point).any())

    @property
    def saves_money(self) -> np.ndarray:
        """Which of the chains save costs of care or work, rather than gain health."""
        return np.array([not chain.gains_health for chain in self.chains], dtype=bool)


def draws_method(draws: int) -> str:
    """How the limits were made.

    Examples
    --------
    >>> draws_method(10_000)
    '95% of 10,000 draws'
    """
    return f"95% of {draws:,} draws"


def counts_in_total(chain: Chain, choices: Choices) -> bool:
    """Whether a chain counts in the total: chosen for it, and inside the perspective."""
    if chain.fault:  # it counts among what is missing
        return chain.in_total
    return chain.in_total and inside(choices.perspective, chain.payer, chain.law, chain.counts_as)


def counted_in(
    drawn: Drawn, a: int, chains: Sequence[Chain], given: Sequence[Inputs | Reasons], choices: Choices
) -> Counted:
    """The chains that count in area number `a` of a chunk."""
    wanted = [c for c, chain in enumerate(chains) if counts_in_total(chain, choices)]
    counted = [(c, inputs) for c in wanted if not isinstance(inputs := given[c], Reasons)]
    places = [c for c, _ in counted]
    return Counted(
        area=drawn.areas[a],
        chains=[chains[c] for c in places],
        inputs=[inputs for _, inputs in counted],
        point=drawn.point[places, a],
        draws=drawn.draws[:, places, a],
        amounts={i: drawn.amounts[c][:, a] for i, c in enumerate(places) if c in drawn.amounts},
        missing=[chains[c] for c in wanted if c not in places],
        reasons=list(dict.fromkeys(why for c in wanted if isinstance(why := given[c], Reasons))),
    )


def chain_rows(
    drawn: Drawn, a: int, chains: Sequence[Chain], given: Sequence[Inputs | Reasons], counted: Counted, choices: Choices
) -> Iterator[Entry]:
    """Each chain alone, in euros and in health; those in the total are rounded to cents together, to sum to it."""
    together = dict(zip((chain.id for chain in counted.chains), to_the_cent(counted.point), strict=True))
    for c, (chain, inputs) in enumerate(zip(chains, given, strict=True)):
        entry: Entry = {"area": drawn.areas[a], "group": group_label(chain=chain.id)}
        about = [] if chain.in_total else [Why.NOT_IN_TOTAL()]
        if isinstance(inputs, Reasons):
            words = join(*about, inputs)
            yield {**entry, "indicator": "value_benefits", "status": "no data", "reasons": words}
            continue
        if not inside(choices.perspective, chain.payer, chain.law, chain.counts_as):
            about.append(Why.OUTSIDE_PERSPECTIVE(perspective=choices.perspective))
        if chain.different_from:
            about.append(Why.DIFFERENT_FROM(chains=list(chain.different_from), because=chain.because))
        ranges = [name for name, leaf in inputs.items() if leaf.is_range]
        about += [Why.RANGE_ONLY(inputs=ranges)] if ranges else []
        entry |= {"n": inputs["persons"].n, "method": draws_method(choices.draws), "reasons": join(*about)}
        point = drawn.point[c, a]
        yield {**entry, "indicator": "value_benefits", **amount(drawn.draws[:, c, a], together.get(chain.id, point))}
        if c in drawn.amounts:
            health = {**entry, "indicator": "health_gain", "unit": chain.amount_unit}
            yield {**health, **limits(drawn.amounts[c][:, a]), "value": point / euros_per_unit(inputs)}


def euros_per_unit(inputs: Inputs) -> float:
    """The price of one unit, in prices of the price year."""
    return inputs["price"].value * inputs["price_index"].value


def limits(draws: np.ndarray) -> Entry:
    """The limits of what is drawn at its two ends: (2, draws)."""
    return {"lower": float(np.percentile(draws[0], LOWER)) + 0.0, "upper": float(np.percentile(draws[1], UPPER)) + 0.0}


def amount(draws: np.ndarray, point: float) -> Entry:
    """Value and limits of an amount in euros; the value is in whole cents."""
    return {"value": round(float(point), 2) + 0.0, **limits(draws)}


def cost_rows(area: str, costs: Costs, about: Reasons, outside: Paid | None, choices: Choices) -> Iterator[Entry]:
    """The costs, in all and by law and payer; `about` says what is not in them, `outside` are those of others.

    With limits where the study says how far they may be off.
    """
    entry: Entry = {"area": area, "indicator": "value_costs", "design": "count", "method": DETERMINISTIC}
    if not isinstance(costs, dict):
        yield {**entry, "status": "no data", "reasons": costs or Why.NO_COSTS()}
        return
    paid = in_cents(costs)
    entry["reasons"] = about
    yield {**entry, "value": round(sum(paid.values()), 2), **_costs_limits(sum(paid.values()), choices)}
    for key, euros in paid.items():
        yield {**entry, "group": payer_group(key), "value": euros, **_costs_limits(euros, choices)}
    if not outside:
        return
    others = in_cents(outside)
    entry["indicator"] = "costs_outside"
    yield {**entry, "value": round(sum(others.values()), 2)}
    for key, euros in others.items():
        yield {**entry, "group": payer_group(key), "value": euros}
    yield {**entry, "indicator": "all_costs", "value": round(sum(paid.values()) + sum(others.values()), 2)}


def _costs_limits(euros: float, choices: Choices) -> Entry:
    """The limits of costs that are not sure; nothing where they are."""
    if choices.costs_factor.is_fixed:
        return {}
    return {**limits(np.stack([euros * choices.costs_drawn] * 2)), "method": draws_method(choices.draws)}


def in_cents(parts: dict[Payer, float]) -> dict[Payer, float]:
    """Euros by payer in whole cents, with the same sum."""
    if not parts:
        return {}
    return dict(zip(parts, to_the_cent(np.array(list(parts.values()))).tolist(), strict=True))


def total_rows(counted: Counted, costs: Costs, choices: Choices, outside: Paid | None = None) -> Iterator[Entry]:
    """Benefits in all and by payer, and the net value; with the reason where there is none, or what it leaves out."""
    if not counted.chains:
        names = ", ".join(chain.name for chain in counted.missing) or "-"
        words = Why.NO_CHAIN_IN_EUROS(chains=names)
        if len(counted.reasons) == 1:
            words = counted.reasons[0]
        for name in ("value_benefits", "net_value"):
            yield {"area": counted.area, "indicator": name, "status": "no data", "reasons": words}
        return
    shared = about_totals(counted, choices)
    total = counted.draws.sum(axis=1)
    yield {**shared, "indicator": "value_benefits", **amount(total, counted.point.sum())}
    gains, drawn = by_payer(counted)
    for key, draws in drawn.items():
        about = about_totals(counted, choices, key)
        yield {**about, "indicator": "value_benefits", "group": payer_group(key), **amount(draws, gains[key])}
    yield from _evidence_rows(shared, counted)
    if not isinstance(costs, dict):
        words = costs or Why.NO_COSTS()
        yield {"area": counted.area, "indicator": "net_value", "status": "no data", "reasons": words}
        return
    paid = in_cents(costs)
    spent = sum(paid.values())
    for key in dict.fromkeys([*gains, *paid]):
        draws = drawn.get(key, np.zeros((2, 1))) - paid.get(key, 0.0) * choices.costs_drawn
        net = gains.get(key, 0.0) - paid.get(key, 0.0)
        about = about_totals(counted, choices, key)
        yield {**about, "indicator": "net_value", "group": payer_group(key), **amount(draws, net)}
    if outside:
        left = Why.COSTS_LEFT_OUT(amount=round(sum(outside.values()), 2), perspective=choices.perspective)
        shared = {**shared, "reasons": join(shared["reasons"], left)}
    yield from _net_rows(shared, total - spent * choices.costs_drawn, round(float(counted.point.sum()), 2) - spent)
    if spent > 0:
        ends = limits(total / (spent * choices.costs_drawn))
        yield {**shared, "indicator": "benefit_cost_ratio", "value": counted.point.sum() / spent, **ends}
    if counted.has_point:
        for payer, euros in fair_shares(spent, gains).items():
            group = group_label(payer=payer)
            yield {**shared, "indicator": "fair_share", "group": group, "value": euros, "method": DETERMINISTIC}


def about_totals(counted: Counted, choices: Choices, payer: Payer | str | None = None) -> Entry:
    """What all rows of a total carry: the area, how the limits were made, and what is missing or has no point.

    For the rows of a payer, under one law or all, only what is about its own chains.
    """
    points = list(zip(counted.chains, counted.point, strict=True))
    ranges = [c.name for c, point in points if math.isnan(point) and payer in (None, c.payer, (c.law, c.payer))]
    missing = [c.name for c in counted.missing if payer in (None, c.payer, (c.law, c.payer))]
    words = [Why.RANGE_ONLY(inputs=[name]) for name in ranges]
    words += [Why.WITHOUT_CHAIN(chain=name) for name in missing]
    return {"area": counted.area, "reasons": join(*words), "method": draws_method(choices.draws)}


def by_payer(counted: Counted) -> tuple[dict[Payer, float], dict[Payer, np.ndarray]]:
    """Benefits of each law and payer: the cents of its chains (NaN for a range), and the draws."""
    point: dict[Payer, float] = {}
    cents = to_the_cent(counted.point)
    drawn: dict[Payer, np.ndarray] = {}
    for i, chain in enumerate(counted.chains):
        key = (chain.law, chain.payer)
        point[key] = round(point.get(key, 0.0) + float(cents[i]), 2)
        drawn[key] = drawn.get(key, np.zeros(1)) + counted.draws[:, i]
    return point, drawn


def _evidence_rows(shared: Entry, counted: Counted) -> Iterator[Entry]:
    """The share of all benefits that rests on each kind of effect; not where a benefit has no point."""
    weights = np.abs(counted.point)
    whole = weights.sum()
    if not whole > 0:
        return
    kinds = np.array([evidence_of(inputs["effect"].design) for inputs in counted.inputs])
    for kind in KINDS_OF_EVIDENCE:
        share = 100 * float(weights[kinds == kind].sum()) / whole
        group = group_label(evidence=kind)
        yield {**shared, "indicator": "value_by_evidence", "group": group, "value": share, "method": DETERMINISTIC}


def _net_rows(shared: Entry, net: np.ndarray, point: float) -> Iterator[Entry]:
    """The net value, the chance that it is above zero, its dots, and what certainty is worth at most."""
    yield {**shared, "indicator": "net_value", **amount(net, point)}
    least, most = (100 * (net > 0).mean(axis=1)).tolist()
    if math.isnan(point):
        yield {**shared, "indicator": "net_value_chance", "value": NAN, "lower": least, "upper": most}
        return
    yield {**shared, "indicator": "net_value_chance", "value": least}
    for dot in range(1, DOTS + 1):
        value = float(np.percentile(net[0], 100 * (dot - 0.5) / DOTS))
        yield {**shared, "indicator": "net_value_dots", "group": group_label(dot=f"{dot:02d}"), "value": value}
    worth = float(np.maximum(net[0], 0).mean()) - max(float(net[0].mean()), 0.0)
    yield {**shared, "indicator": "evpi", "value": max(worth, 0.0)}
