"""Cases, and what is counted of each: how often limits hold the truth, bias, false alarms, sets without limits."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

SEED = 20251129
BAND = (0.93, 0.97)
"""Where the share of intervals that hold the truth should lie."""
ERRORS = 2
"""A share this many Monte Carlo errors outside the band may lie on it."""
BY_CHANCE = "by chance: under two Monte Carlo errors outside the band"
HIDDEN = "; a release hides it: under 10 persons"
UNEXPLAINED = "NO REASON KNOWN"
EQUAL = 1e-9
"""A limit that is the truth, but for rounding, holds it."""


@dataclass(frozen=True)
class Sets:
    """Estimates of many simulated sets, an element (or a row) each; limits are NaN where none are given.

    `null` says in which sets there is no true difference, so that an interval that leaves out `zero` is a false alarm.
    """

    value: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    truth: np.ndarray
    null: np.ndarray | None = None
    zero: float = 0.0


@dataclass(frozen=True)
class Case:
    """One line of the table: what is drawn, how much of it, and why it may lie outside the band.

    `below` and `above` say why coverage is under 93 or over 97 %, `none` why there are no limits; `hidden` that a
    release hides rows of so few persons.
    """

    name: str
    generator: str
    size: str
    draw: Callable[[np.random.Generator, int], Sets]
    sets: int = 2000
    below: str = ""
    above: str = ""
    none: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Family:
    """Intervals that are made in one way: which words of cards and of the column `method` they are, and their cases."""

    name: str
    methods: tuple[str, ...]
    where: str
    cases: tuple[Case, ...] = field(default=())


@dataclass(frozen=True)
class Line:
    """What the simulation says of a case."""

    family: str
    case: Case
    sets: int
    coverage: float
    error: float
    bias: float
    alarms: float
    without: float
    reason: str


def run_case(family: str, case: Case, share: float = 1.0) -> Line:
    """Draw the sets of a case, with a stream of its own, and count."""
    sets = max(int(case.sets * share), 20)
    key = zlib.crc32(f"{family}|{case.name}|{case.generator}|{case.size}".encode())
    drawn = case.draw(np.random.default_rng([SEED, key]), sets)
    value, lower, upper, truth = (
        np.asarray(each, float) for each in np.broadcast_arrays(drawn.value, drawn.lower, drawn.upper, drawn.truth)
    )
    given = ~(np.isnan(lower) | np.isnan(upper))
    without = float(1 - given.mean())
    if not given.any():
        nothing = float("nan")
        return Line(family, case, sets, nothing, nothing, nothing, nothing, without, reason_of(case, nothing, nothing))
    slack = EQUAL * (1 + np.abs(truth))
    holds = (lower <= truth + slack) & (truth - slack <= upper)
    coverage = float(holds[given].mean())
    independent = given.reshape(len(given), -1).any(axis=1).sum()
    error = float(np.sqrt(max(coverage * (1 - coverage), 0.0) / independent))
    off = (value - truth)[given]
    spread = float(np.std(off))
    bias = float(off.mean() / spread) if spread > 0 and np.isfinite(spread) else float("nan")
    alarms = float("nan")
    if drawn.null is not None:
        still = given & np.broadcast_to(drawn.null.reshape((-1,) + (1,) * (given.ndim - 1)), given.shape)
        if still.any():
            alarms = float(((lower > drawn.zero + EQUAL) | (upper < drawn.zero - EQUAL))[still].mean())
    return Line(family, case, sets, coverage, error, bias, alarms, without, reason_of(case, coverage, error))


def reason_of(case: Case, coverage: float, error: float) -> str:
    """Why a line lies outside the band: what is known of the case, else chance where that is enough."""
    if np.isnan(coverage):
        return case.none or UNEXPLAINED
    low, high = BAND
    if low <= coverage <= high:
        return ""
    near = coverage + ERRORS * error >= low and coverage - ERRORS * error <= high
    known = case.below if coverage < low else case.above
    hidden = HIDDEN if case.hidden and coverage < low else ""
    return f"{known or (BY_CHANCE if near else UNEXPLAINED)}{hidden}"


def run_family(family: Family, share: float = 1.0) -> tuple[list[Line], float]:
    """The lines of a family, and the seconds that they took."""
    start = time.perf_counter()
    return [run_case(family.name, case, share) for case in family.cases], time.perf_counter() - start


def half_null(sets: int) -> np.ndarray:
    """Every other set has no true difference."""
    return np.arange(sets) % 2 == 0


def each(sets: int, estimate: Callable[[int], tuple[float, float, float]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Value, lower and upper of every set, one at a time."""
    rows = np.array([estimate(number) for number in range(sets)], float)
    return rows[:, 0], rows[:, 1], rows[:, 2]
