"""The formula of the valuation beside a bare numpy expression of the same, on the same draws in one run."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np

from gezondmenu.valuation.draws import drawn
from gezondmenu.valuation.formula import benefit
from gezondmenu.valuation.leaves import Leaf

AREAS, CHAINS, DRAWS, HORIZON, RATE = 100, 5, 10_000, 5, 0.03
INPUTS = {
    "effect": Leaf(-0.4, -0.8, -0.1, "normal"),
    "price": Leaf(30.0, 24.0, 36.0, "gamma"),
    "attribution": Leaf(0.7, 0.5, 0.9, "beta"),
    "deadweight": Leaf(0.2, 0.1, 0.4, "pert"),
    "displacement": Leaf(0.1, 0.05, 0.2, "pert"),
    "drop_off": Leaf(0.3, 0.1, 0.6, "pert"),
}
FIXED = {"transfer": 0.8, "units": 1.0, "price_index": 1.07}
AREAS_AT_ONCE = 10
REPEATS = 5


def draw_all() -> np.ndarray:
    """Draws of every input of every chain in every area: (chains, inputs, areas, draws)."""
    given = np.empty((CHAINS, len(INPUTS), AREAS, DRAWS))
    for c in range(CHAINS):
        for i, (name, leaf) in enumerate(INPUTS.items()):
            for a in range(AREAS):
                given[c, i, a] = drawn(leaf._replace(key=f"{c}/{name}/{a}"), seed=1, draws=DRAWS)
    return given


def bare(given: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """The floor: the formula written out on one chain."""
    effect, price, attribution, deadweight, displacement, drop_off = given
    left = (1 - drop_off) / (1 + RATE)
    years = (1 - left**HORIZON) / (1 - left)
    change = effect * FIXED["transfer"] * persons
    euros = price * FIXED["price_index"] * FIXED["units"]
    return -change * euros * attribution * (1 - deadweight) * (1 - displacement) * years


def whole(given: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """All areas at once, bare."""
    return sum(bare(given[c], persons) for c in range(CHAINS))


def bare_in_chunks(given: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """Some areas at once, bare."""
    total = np.zeros((AREAS, DRAWS))
    for start in range(0, AREAS, AREAS_AT_ONCE):
        some = slice(start, start + AREAS_AT_ONCE)
        for c in range(CHAINS):
            total[some] += bare(given[c][:, some], persons[some])
    return total


def ours(given: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """Some areas at once, by the formula of the package."""
    total = np.zeros((AREAS, DRAWS))
    for start in range(0, AREAS, AREAS_AT_ONCE):
        some = slice(start, start + AREAS_AT_ONCE)
        for c in range(CHAINS):
            inputs = {**FIXED, **dict(zip(INPUTS, given[c][:, some], strict=True)), "persons": persons[some]}
            total[some] += benefit(inputs, rate=RATE, horizon=HORIZON, counts_as="cost")
    return total


def loop_over_areas(given: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """An area at a time, bare."""
    return np.stack([sum(bare(given[c, :, a], persons[a]) for c in range(CHAINS)) for a in range(AREAS)])


def loop_over_draws(given: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """A draw at a time, bare, all areas together."""
    flat = persons[:, 0]
    return np.stack([sum(bare(given[c, :, :, d], flat) for c in range(CHAINS)) for d in range(DRAWS)], axis=1)


def quickest(work: Callable[[np.ndarray, np.ndarray], np.ndarray], *given: np.ndarray, repeats: int) -> float:
    """Seconds of the quickest of some runs: the others were held up by something else."""
    found = []
    for _ in range(repeats):
        start = time.perf_counter()
        work(*given)
        found.append(time.perf_counter() - start)
    return min(found)


def section() -> str:
    """A part of the table of results, with the ratios and the peak memory of this process so far."""
    start = time.perf_counter()
    given = draw_all()
    drawing = time.perf_counter() - start
    persons = np.random.default_rng(1).uniform(50, 900, (AREAS, 1))
    assert np.allclose(ours(given, persons), whole(given, persons))
    mine = quickest(ours, given, persons, repeats=REPEATS)
    beside = {
        "bare numpy, all areas at once": quickest(whole, given, persons, repeats=REPEATS),
        "bare numpy, in the same chunks": quickest(bare_in_chunks, given, persons, repeats=REPEATS),
        "a loop over areas": quickest(loop_over_areas, given, persons, repeats=REPEATS),
        "a loop over draws": quickest(loop_over_draws, given, persons, repeats=1),
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [f"| {name} | {mine / seconds:.2f} |" for name, seconds in beside.items()]
    size = f"{AREAS} areas × {CHAINS * len(INPUTS)} uncertain inputs × {DRAWS:,} draws"
    return (
        f"## Valuation\n\n{size} in one pass, {AREAS_AT_ONCE} areas at a time. The formula on given draws took"
        f"\n{mine:.2f} s; drawing them (by the quantiles of each distribution) {drawing:.1f} s.\n"
        f"Peak memory {peak:,.0f} MB, with all draws kept for this comparison.\n\n"
        "| our formula, as a part of the time of | ratio |\n|---|---|\n" + "\n".join(lines) + "\n"
    )


if __name__ == "__main__":
    print(section())
