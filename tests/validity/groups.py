"""People with the programme beside people without, as persons: by lot, made alike, bracketed, and after loss."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.effects import methods
from gezondmenu.effects.comparability import bracket
from gezondmenu.effects.models.groups import difference_of_groups
from gezondmenu.numbers import weighted_difference
from gezondmenu.numbers.attrition import lee_bounds
from tests.validity.generators import PERSONS, Generator, generators
from tests.validity.harness import Case, Family, Sets, each, half_null

UNEVEN = "known weakness: skewed changes of few people"
OF_BOTH = "conservative because it reaches from the lowest limit of two ways of comparing to the highest"
OF_LOSS = "conservative because it allows for the worst that those who left could have done"
LEFT_OUT = "conservative because leaving out each person in turn is cautious with few"
FEW = "no limits: too few people on one side"
WIDE = "conservative because robust errors with few people allow for groups that vary unlike"
Draw = Callable[[np.random.Generator, int], Sets]


def _lot(rng: np.random.Generator, sets: int, persons: int) -> np.ndarray:
    """Half of the persons, by lot."""
    return np.argsort(rng.random((sets, persons)), axis=1) < persons // 2


def _gained(source: Generator, rng: np.random.Generator, treated: np.ndarray, null: np.ndarray) -> np.ndarray:
    return source.gains(rng, treated.shape) * treated * ~null[:, None]


def _limits(frame: dict[str, np.ndarray], **how: Any) -> tuple[float, float, float]:
    result = difference_of_groups(pd.DataFrame(frame), treated="treated", **how)
    return result.value, result.lower, result.upper


def by_lot(source: Generator, persons: int, adjusted: bool) -> Draw:
    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null, treated = half_null(sets), _lot(rng, sets, persons)
        first, change = source.people(rng, sets, persons)
        change = change + _gained(source, rng, treated, null)

        def estimate(k: int) -> tuple[float, float, float]:
            if not adjusted:
                return _limits({"change": change[k], "treated": treated[k]}, outcome="change")
            frame = {"later": first[k] + change[k], "first": first[k], "treated": treated[k]}
            return _limits(frame, outcome="later", adjust=["first"])

        return Sets(*each(sets, estimate), np.where(null, 0.0, source.gain), null)

    return draw


def made_alike(source: Generator, persons: int, weights: bool) -> Draw:
    """Who began low takes part more often; others are weighted, or standardised by their weighted regression."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        first, change = source.people(rng, sets, persons)
        low = (first.mean() - first) / first.std()
        treated = rng.random(first.shape) < 1 / (1 + np.exp(0.3 - 0.7 * low))
        change = change + _gained(source, rng, treated, null)

        def estimate(k: int) -> tuple[float, float, float]:
            if weights:
                result = weighted_difference(change[k], treated[k], first[k][:, None])
                return result.value, result.lower, result.upper
            weight = weighted_difference(change[k], treated[k], first[k][:, None]).weight
            if np.isnan(weight).any():
                return np.nan, np.nan, np.nan
            frame = {"change": change[k], "first": first[k], "treated": treated[k], "weight": weight}
            return _limits(frame, outcome="change", adjust=["first"], weights="weight", interact=True)

        return Sets(*each(sets, estimate), np.where(null, 0.0, source.gain), null)

    return draw


def bracketed(source: Generator, persons: int, chosen: bool) -> Draw:
    """Groups that began unlike, because people were chosen for a low score or for reasons that last."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        first, change = source.people(rng, sets, persons)
        if chosen:
            low = (first.mean() - first) / first.std()
            treated = rng.random(first.shape) < 1 / (1 + np.exp(-low))
        else:
            treated = _lot(rng, sets, persons)
            first = first - 0.4 * source.first_sd * treated
        change = change + _gained(source, rng, treated, null)

        def estimate(k: int) -> tuple[float, float, float]:
            frame = pd.DataFrame({"change": change[k], "first": first[k], "treated": treated[k]})
            frame["later"] = frame["first"] + frame["change"]
            changes = difference_of_groups(frame, outcome="change", treated="treated")
            ancova = difference_of_groups(frame, outcome="later", treated="treated", adjust=["first"])
            both = bracket(changes, ancova)
            return np.nan, both.lower, both.upper

        return Sets(*each(sets, estimate), np.where(null, 0.0, source.gain), null)

    return draw


def left(source: Generator, persons: int, of_bound: bool) -> Draw:
    """By lot; without the programme who is low leaves more often. The bounds together, or the lower one by itself."""

    def lost(rng: np.random.Generator, treated: np.ndarray, change: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        chance = np.where(change < np.median(change), 0.55, 0.85)
        luck = rng.random(change.shape)
        gone = luck > np.where(treated, 0.9, chance)
        return np.where(gone, np.nan, 1.0), luck <= chance

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null, treated = half_null(sets), _lot(rng, sets, persons)
        change = source.people(rng, sets, persons)[1]
        known = lost(rng, treated, change)[0]
        change = (change + _gained(source, rng, treated, null)) * known

        def estimate(k: int) -> tuple[float, float, float]:
            if min((~np.isnan(change[k][side])).sum() for side in (treated[k], ~treated[k])) < 2:
                return np.nan, np.nan, np.nan
            least, most = lee_bounds(change[k], treated[k])
            return tuple(least) if of_bound else (np.nan, least.lower, most.upper)

        numbers = each(sets, estimate)
        truth = np.where(null, 0.0, source.gain)
        if of_bound:
            large = np.random.default_rng(5)
            many = source.people(large, 1, 1_000_000)[1]
            lots = _lot(large, 1, many.size)
            stayed = lost(large, lots, many)[0]
            ends = [
                lee_bounds(((many + _gained(source, large, lots, np.array([none]))) * stayed)[0], lots[0])[0].value
                for none in (True, False)
            ]
            return Sets(*numbers, np.where(null, *ends))
        return Sets(*numbers, truth, null)

    return draw


def families() -> tuple[Family, ...]:
    """Differences between persons."""
    lots, alike, unlike, losses = [], [], [], []
    for g in generators():
        for n in PERSONS:
            size = f"{n} persons"
            shared = {"below": UNEVEN if g.name == "population" else "", "above": WIDE, "none": FEW, "hidden": n < 10}
            lots.append(Case("changes", g.name, size, by_lot(g, n, False), 1_000, **shared))
            lots.append(Case("equal first scores (ANCOVA)", g.name, size, by_lot(g, n, True), 1_000, **shared))
            losses.append(
                Case(
                    "both bounds together",
                    g.name,
                    size,
                    left(g, n, False),
                    2_000,
                    above=OF_LOSS,
                    none=FEW,
                    hidden=n < 10,
                )
            )
            losses.append(
                Case(
                    "the lower bound by itself",
                    g.name,
                    size,
                    left(g, n, True),
                    2_000,
                    none=FEW,
                    hidden=n < 10,
                    above="conservative because the share that stayed is itself uncertain",
                )
            )
        for n in (40, 200):
            size = f"{n} persons"
            alike.append(Case("weights", g.name, size, made_alike(g, n, True), 2_000, above=LEFT_OUT, none=FEW))
            alike.append(Case("standardised", g.name, size, made_alike(g, n, False), 2_000, above=WIDE, none=FEW))
            unlike.append(Case("chosen for a low score", g.name, size, bracketed(g, n, True), 1_000, above=OF_BOTH))
            unlike.append(
                Case("unlike for lasting reasons", g.name, size, bracketed(g, n, False), 1_000, above=OF_BOTH)
            )
    return (
        Family(
            "difference by persons",
            (methods.BY_PERSON,),
            "mean difference where persons got the programme",
            tuple(lots),
        ),
        Family(
            "difference of people made alike", (methods.WEIGHTS,), "variants weighted and standardised", tuple(alike)
        ),
        Family(
            "bracket of two ways of comparing",
            (methods.BRACKET,),
            "groups without lots that began unlike",
            tuple(unlike),
        ),
        Family("bounds for those who left", (methods.LEE,), "variants bound, least and bound, most", tuple(losses)),
    )
