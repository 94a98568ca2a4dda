"""All areas, chains and draws at once: benefits by chain, at the given values and in every draw, in chunks of areas."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gezondmenu.reason import Reasons
from gezondmenu.valuation.chains import Chain, Inputs
from gezondmenu.valuation.draws import drawn
from gezondmenu.valuation.formula import Rate, benefit
from gezondmenu.valuation.leaves import HEAT, NAN, Leaf

SURE = Leaf(1.0, unit="factor")
"""The factor of a count that is not in doubt."""

CHUNK_NUMBERS = 2_000_000
"""Numbers in one array of a chunk: 16 megabytes, so that all arrays of a chunk stay far under a gigabyte."""


@dataclass(frozen=True)
class Choices:
    """What was chosen for the whole valuation."""

    perspective: str
    price_year: int
    discount_rate_costs: float | None
    discount_rate_effects: float | None
    horizon_years: int
    effect_correlation: float
    draws: int
    seed: int
    costs_factor: Leaf = SURE
    discount_rates: Mapping[int, float] | None = None
    """By the year from which each holds; in the place of the two rates."""

    @property
    def costs_drawn(self) -> np.ndarray:
        """The costs in each draw as a factor of what was booked; a single 1 where they are sure."""
        return drawn(self.costs_factor, seed=self.seed, draws=self.draws)

    def persons_drawn(self, inputs: Inputs) -> np.ndarray:
        """The persons reached in each draw; a single number where it is sure."""
        factor = inputs.get("persons_factor", SURE)
        return inputs["persons"].value * drawn(factor, seed=self.seed, draws=self.draws)

    def rate(self, chain: Chain) -> Rate:
        """The discount rate of a chain, or the rates that fall with time."""
        return self.discount_rates or float(getattr(self, chain.rate_choice))


@dataclass(frozen=True)
class Drawn:
    """Benefits of some areas, by chain.

    Attributes
    ----------
    areas : list of str
    point : array (chains, areas)
        Euros at the given values; NaN where an input is a range without a point, or the chain has no euros there.
    ends : array (chains, areas, 2)
        The least and the most that ranges without a point allow, all other inputs at their values.
    draws : array (2, chains, areas, draws)
        The least and the most that ranges without a point allow, in every draw; 0 where a chain has no euros.
    valued : array of bool (chains, areas)
    amounts : dict of int to array (2, areas, draws)
        For chains that gain health, by their place: QALYs, WELLBYs or deaths averted instead of euros.
    """

    areas: list[str]
    point: np.ndarray
    ends: np.ndarray
    draws: np.ndarray
    valued: np.ndarray
    amounts: dict[int, np.ndarray]


def point_benefit(chain: Chain, inputs: Inputs, choices: Choices, **instead: float) -> float:
    """Euros of a chain in an area with every input at its value; `instead` gives some of them another one."""
    values = {name: leaf.value for name, leaf in inputs.items()} | instead
    return float(benefit(values, **formula_settings(chain, choices)))


def formula_settings(chain: Chain, choices: Choices) -> dict[str, Any]:
    """What the formula needs to know of a chain beside its inputs."""
    return {
        "rate": choices.rate(chain),
        "horizon": choices.horizon_years,
        "counts_as": chain.counts_as,
        "method": chain.method,
    }


def corners(inputs: Inputs) -> list[dict[str, float]]:
    """Every combination of the ends of the ranges without a point; one empty combination where there are none."""
    ranges = [name for name, leaf in inputs.items() if leaf.is_range]
    pairs = itertools.product(*((inputs[name].low, inputs[name].high) for name in ranges))
    return [dict(zip(ranges, pair, strict=True)) for pair in pairs]


def ends_of(chain: Chain, inputs: Inputs, choices: Choices) -> tuple[float, float]:
    """The least and the most that a chain is worth, over the ranges without a point; the same where there are none."""
    worth = [point_benefit(chain, inputs, choices, **corner) for corner in corners(inputs)]
    return min(worth), max(worth)


def direction_of(chain: Chain) -> float:
    """Whether more of the effect is a gain (1) or a loss (-1)."""
    gains = chain.counts_as == "benefit" or chain.method in HEAT
    return 1.0 if gains != chain.turned else -1.0


def chunks(
    chains: Sequence[Chain], inputs: dict[str, list[Inputs | Reasons]], choices: Choices, areas: Sequence[str]
) -> Iterator[Drawn]:
    """The benefits of all areas, some areas at a time.

    The draws of an area do not depend on the other areas, nor on the size of a chunk.
    """
    if not chains:
        return
    at_once = max(1, CHUNK_NUMBERS // (choices.draws * 2 * len(chains)))
    draw = _drawer(choices)
    for start in range(0, len(areas), at_once):
        yield _chunk(chains, inputs, choices, list(areas[start : start + at_once]), draw)


def _drawer(choices: Choices) -> Callable[[Leaf, float], np.ndarray]:
    """Draws of a leaf, remembered by its stream."""
    known: dict[tuple[str, float, float, float], np.ndarray] = {}

    def draw(leaf: Leaf, direction: float) -> np.ndarray:
        if leaf.is_fixed:
            return np.asarray(leaf.value)
        key = (leaf.key, leaf.value, leaf.low, leaf.high)
        if key not in known:
            known[key] = drawn(
                leaf,
                seed=choices.seed,
                draws=choices.draws,
                correlation=choices.effect_correlation,
                direction=direction,
            )
        return known[key]

    return draw


def _chunk(
    chains: Sequence[Chain],
    inputs: dict[str, list[Inputs | Reasons]],
    choices: Choices,
    areas: list[str],
    draw: Callable[[Leaf, float], np.ndarray],
) -> Drawn:
    shape = (len(chains), len(areas))
    point, ends = np.full(shape, NAN), np.full((*shape, 2), NAN)
    draws, valued = np.zeros((2, *shape, choices.draws)), np.zeros(shape, dtype=bool)
    amounts: dict[int, np.ndarray] = {}
    for c, chain in enumerate(chains):
        known = [(a, given) for a, area in enumerate(areas) if not isinstance(given := inputs[area][c], Reasons)]
        if not known:
            continue
        places = np.array([a for a, _ in known])
        valued[c, places] = True
        for a, given in known:
            ends[c, a] = ends_of(chain, given, choices)
            if not any(leaf.is_range for leaf in given.values()):
                point[c, a] = ends[c, a, 0]
        if chain.gains_health:
            amounts[c] = np.zeros((2, len(areas), choices.draws))
        for number, corner in enumerate(corners(known[0][1])):
            stacked = _stacked(chain, [given for _, given in known], choices, draw, corner)
            worth = np.broadcast_to(benefit(stacked, **formula_settings(chain, choices)), (len(known), choices.draws))
            _keep_ends(draws[:, c], places, worth, number)
            if chain.gains_health:
                with np.errstate(divide="ignore", invalid="ignore"):
                    _keep_ends(amounts[c], places, worth / (stacked["price"] * stacked["price_index"]), number)
    return Drawn(areas, point, ends, draws, valued, amounts)


def _keep_ends(ends: np.ndarray, places: np.ndarray, worth: np.ndarray, number: int) -> None:
    """The least and the most in each draw, over the corners so far; `ends` has shape (2, areas, draws)."""
    ends[0, places] = np.minimum(ends[0, places], worth) if number else worth
    ends[1, places] = np.maximum(ends[1, places], worth) if number else worth


def _stacked(
    chain: Chain,
    given: list[Inputs],
    choices: Choices,
    draw: Callable[[Leaf, float], np.ndarray],
    corner: dict[str, float],
) -> dict[str, np.ndarray]:
    """Each input as an array that broadcasts to (areas, draws); one that all areas share stays (draws,)."""
    direction = direction_of(chain)
    stacked: dict[str, np.ndarray] = {}
    for name in given[0]:
        columns = [
            np.asarray(corner[name]) if inputs[name].is_range else draw(inputs[name], direction) for inputs in given
        ]
        if all(column is columns[0] for column in columns):
            stacked[name] = columns[0]
        elif all(column.ndim == 0 for column in columns):
            numbers = np.array([float(column) for column in columns])
            stacked[name] = numbers[:1] if (numbers == numbers[0]).all() else numbers[:, None]
        else:
            stacked[name] = np.stack([np.broadcast_to(column, (choices.draws,)) for column in columns])
    return stacked
