"""What would change the answer: one input at a time, and the point where costs and benefits are equal."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from gezondmenu.numbers import mortality_reduction
from gezondmenu.valuation.chains import FOR_ALL, Chain, Inputs
from gezondmenu.valuation.engine import Choices, corners, ends_of, point_benefit
from gezondmenu.valuation.leaves import HEAT, NAN, Leaf


class Swing(NamedTuple):
    """The net value with one input at its low and at its high end, all others as given."""

    chain: str
    parameter: str
    lower: float
    upper: float


Valued = Sequence[tuple[Chain, Inputs]]


def swings(valued: Valued, costs: float, choices: Choices) -> list[Swing]:
    """One-way sensitivity of the net value to every uncertain input, largest first (a tornado).

    Parameters
    ----------
    valued : sequence of (Chain, dict of Leaf)
        The chains that count in the total, with their inputs in this area.
    costs : float
        Euros.

    Returns
    -------
    list of Swing
        An input that several chains share moves in all of them. Where other inputs are ranges without a point, a
        those stay at the end where net value is least, so that a swing is that of its own input.
    """
    leaves: dict[str, tuple[str, str, Leaf]] = {}
    owners: dict[str, set[str]] = {}
    for chain, inputs in valued:
        for name, leaf in inputs.items():
            if not leaf.is_fixed:
                leaves.setdefault(leaf.key, (chain.id, name, leaf))
                owners.setdefault(leaf.key, set()).add(chain.id)
    base = [ends_of(chain, inputs, choices) for chain, inputs in valued]
    made = []
    for key, (chain_id, name, leaf) in leaves.items():
        nets = [_net_with(valued, base, costs, choices, key, end) for end in (leaf.low, leaf.high)]
        values = [least for least, _ in nets]
        owner = "all" if len(owners[key]) > 1 and key.startswith(FOR_ALL) else chain_id
        made.append(Swing(owner, name, min(values), max(values)))
    if not choices.costs_factor.is_fixed:
        least = sum(low for low, _ in base)
        ends = [least - costs * end for end in (choices.costs_factor.low, choices.costs_factor.high)]
        made.append(Swing("all", "costs_factor", min(ends), max(ends)))
    return sorted(made, key=lambda swing: swing.lower - swing.upper)


def _net_with(
    valued: Valued, base: Sequence[tuple[float, float]], costs: float, choices: Choices, key: str, end: float
) -> tuple[float, float]:
    """The least and the most net value with one input, wherever it is used, at an end of its range."""
    least = most = -costs
    for (chain, inputs), (low, high) in zip(valued, base, strict=True):
        if all(leaf.key != key for leaf in inputs.values()):
            least, most = least + low, most + high
            continue
        changed = {
            name: leaf._replace(value=end, low=NAN, high=NAN, distribution="fixed") if leaf.key == key else leaf
            for name, leaf in inputs.items()
        }
        low, high = ends_of(chain, changed, choices)
        least, most = least + low, most + high
    return least, most


def break_even(
    valued: Valued, chain_id: str, parameter: str, costs: float, choices: Choices
) -> tuple[float, float, float]:
    """The value of one input of one chain at which the total net value is zero.

    Parameters
    ----------
    parameter : {"effect", "transfer"}
        In which the benefit is linear (for HEAT: under its cap).

    Returns
    -------
    tuple of float
        ``value, lower, upper``; the value is NaN where other inputs are ranges without a point, and all are NaN
        where no value of the input brings net value to zero.

    Examples
    --------
    A supporter of € 70,000 against 9 % of € 3.6 million: 1.94 % of the costs is enough.

    >>> from gezondmenu.valuation.leaves import Leaf
    >>> inputs = {name: Leaf(1.0) for name in ("transfer", "units", "price_index", "attribution")}
    >>> inputs |= {name: Leaf(0.0) for name in ("deadweight", "displacement", "drop_off")}
    >>> inputs |= {"effect": Leaf(-0.09), "persons": Leaf(1200.0), "price": Leaf(3000.0)}
    >>> chain = Chain("zvw", "care costs", "n1", "zvw_mean")
    >>> choices = Choices("societal", 2024, 0.03, 0.015, 1, 1.0, 100, 1)
    >>> round(break_even([(chain, inputs)], "zvw", "effect", 70_000, choices)[0], 4)
    -0.0194
    """
    others = [0.0, 0.0]
    lines: list[tuple[float, float]] = []  # what is left where the input is 0, as earlier waves, and its slope
    own: Inputs = {}
    for chain, inputs in valued:
        if chain.id == chain_id:
            own = {**inputs, parameter: inputs[parameter]._replace(value=_step(chain))}
            nothing = {**inputs, parameter: inputs[parameter]._replace(value=0.0)}
            starts = [point_benefit(chain, nothing, choices, **corner) for corner in corners(nothing)]
            ends = [point_benefit(chain, own, choices, **corner) for corner in corners(own)]
            lines = [(start, (end - start) / _step(chain)) for start, end in zip(starts, ends, strict=True)]
            valued_chain = chain
        else:
            others = [sum(pair) for pair in zip(others, ends_of(chain, inputs, choices), strict=True)]
    lines = [(start, slope) for start, slope in lines if slope != 0]
    if not lines:
        return NAN, NAN, NAN
    crossings = sorted((costs - other - start) / slope for other in others for start, slope in lines)
    if valued_chain.method in HEAT and not _under_cap(own, parameter, crossings[-1]):
        return NAN, NAN, NAN
    same = math.isclose(crossings[0], crossings[-1], rel_tol=1e-9, abs_tol=1e-12)
    return (crossings[0], NAN, NAN) if same else (NAN, crossings[0], crossings[-1])


def _step(chain: Chain) -> float:
    """A value of the input at which the benefit is still linear."""
    return 1e-6 if chain.method in HEAT else 1.0


def _under_cap(inputs: Inputs, parameter: str, value: float) -> bool:
    given: Mapping[str, float] = {name: leaf.value for name, leaf in inputs.items()} | {parameter: value}
    minutes = given["effect"] * given["transfer"]
    reduction = mortality_reduction(minutes, given["relative_risk"], given["reference_minutes"], 1.0)
    return bool(reduction <= given["cap"])


def share_to_break_even(costs: float, least: float, most: float) -> tuple[float, float, float]:
    """The share of all benefits, in percent, that pays the costs: ``value, lower, upper``.

    Examples
    --------
    >>> [round(x, 1) for x in share_to_break_even(70_000, 324_000, 324_000)[:1]]
    [21.6]
    """
    if least == most:
        return (100 * costs / most if most > 0 else NAN), NAN, NAN
    return NAN, (100 * costs / most if most > 0 else NAN), (100 * costs / least if least > 0 else NAN)
