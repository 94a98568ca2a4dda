"""People measured twice: mean change, in standard deviations, weighted for who left, and what comes anyway."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gezondmenu.card import EXACT_OR_T
from gezondmenu.effects import methods
from gezondmenu.numbers import attrition_weighted_mean, mean_change, standardised_change
from gezondmenu.numbers.selection import return_by_others
from gezondmenu.numbers.steep_regression import leverage_slope
from tests.validity.generators import AREAS, PERSONS, Generator, generators
from tests.validity.harness import Case, Family, Sets, each, half_null

EXACT = "conservative because exact limits with six persons are their whole range"
UNEVEN = "known weakness: skewed changes of few people; no interval without more assumptions does better"
CEILING = (
    "known weakness: scores at the ceiling of their scale are no bell shape, which this interval takes for granted"
)
BENT = "conservative because errors allow for changes that vary less near the ceiling of a scale"
NO_LIMITS = "no limits: fewer people than the package asks for"
Draw = Callable[[np.random.Generator, int], Sets]


def mean(source: Generator, persons: int) -> Draw:
    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        change = source.people(rng, sets, persons)[1] - np.where(null, source.mean_change, 0)[:, None]
        numbers = each(sets, lambda k: mean_change(change[k])[:3])
        return Sets(*numbers, np.where(null, 0.0, source.mean_change), null)

    return draw


def of_areas(source: Generator, areas: int, persons: int) -> Draw:
    """The mean of the people of several areas, about these areas themselves."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        _, change, means = source.areas(rng, sets, areas, persons)
        size = (~np.isnan(change)).sum(axis=2)
        truth = (means * size).sum(axis=1) / size.sum(axis=1)
        null = half_null(sets)
        change = change - np.where(null, truth, 0)[:, None, None]
        home = np.broadcast_to(np.arange(areas)[:, None], change.shape[1:]).ravel()
        numbers = each(sets, lambda k: mean_change(change[k].ravel(), strata=home)[:3])
        return Sets(*numbers, np.where(null, 0.0, truth), null)

    return draw


def standardised(source: Generator, persons: int) -> Draw:
    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        first, change = source.people(rng, sets, persons)
        change = change - np.where(null, source.mean_change, 0)[:, None]
        numbers = each(sets, lambda k: standardised_change(first[k], first[k] + change[k]))
        return Sets(*numbers, np.where(null, 0.0, source.mean_change / source.first_sd), null)

    return draw


def weighted(source: Generator, persons: int) -> Draw:
    """Who began low leaves more often: of those a standard deviation lower about half, of others a fifth."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        first, change = source.people(rng, sets, persons)
        change = change - np.where(null, source.mean_change, 0)[:, None]
        low = (first - first.mean()) / first.std()
        change[rng.random(change.shape) > 1 / (1 + np.exp(-(1.1 + low)))] = np.nan

        def estimate(k: int) -> tuple[float, float, float]:
            result = attrition_weighted_mean(change[k], first[k][:, None])
            return result.value, result.lower, result.upper

        return Sets(*each(sets, estimate), np.where(null, 0.0, source.mean_change), null)

    return draw


def anyway(source: Generator, others: int) -> Draw:
    """People chosen for a low first score, and as many of the comparison as `others`."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        first = source.people(rng, sets, 4 * others)[0]
        beside, moved = source.people(rng, sets, others)
        bound = np.quantile(source.people(np.random.default_rng(0), 1, 500_000)[0], 0.3)
        truth = np.empty(sets)

        def estimate(k: int) -> tuple[float, float, float]:
            chosen = first[k][first[k] <= bound]
            truth[k] = source.expected(chosen).mean()
            result = return_by_others(chosen, beside[k], beside[k] + moved[k])
            return tuple(result) if result else (np.nan,) * 3

        numbers = each(sets, estimate)
        return Sets(*numbers, truth)

    return draw


def dose(source: Generator, persons: int) -> Draw:
    """Change by visits; in the population who comes more often also varies more."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        slope = np.where(null, 0.0, source.gain)
        first, change = source.people(rng, sets, persons)
        came = source.visits(rng, sets, persons)[0] / 10
        if source.name == "population":
            off = change - source.expected(first)
            change = source.expected(first) + off * (0.7 + 0.4 * came)
        change = change + slope[:, None] * came

        def estimate(k: int) -> tuple[float, float, float]:
            return leverage_slope(change[k], np.column_stack([np.ones(persons), came[k], first[k]]), [0, 1, 0])

        return Sets(*each(sets, estimate), slope, null)

    return draw


def families() -> tuple[Family, ...]:
    """Everything about people measured twice."""
    means, areas, effects, weights, returns, doses = [], [], [], [], [], []
    for g in generators():
        odd = g.name == "population"
        for n in PERSONS:
            size = f"{n} persons"
            means.append(
                Case(
                    "one area", g.name, size, mean(g, n), 4_000, below=UNEVEN if odd else "", above=EXACT, hidden=n < 10
                )
            )
            effects.append(
                Case(
                    "one group",
                    g.name,
                    size,
                    standardised(g, n),
                    4_000,
                    below=CEILING if odd else "",
                    hidden=n < 10,
                    above="conservative because the correction for few people is cautious",
                )
            )
            if n >= 12:
                weights.append(
                    Case(
                        "who began low leaves",
                        g.name,
                        f"{n} persons began",
                        weighted(g, n),
                        1_000,
                        none=NO_LIMITS,
                        above="conservative because weights of few people are themselves uncertain",
                    )
                )
                doses.append(
                    Case(
                        "first scores held equal",
                        g.name,
                        size,
                        dose(g, n),
                        2_000,
                        none=NO_LIMITS,
                        above="conservative because robust errors allow for a few people with very many visits",
                    )
                )
            for a in AREAS:
                areas.append(
                    Case(
                        "these areas themselves",
                        g.name,
                        f"{a} areas of {n}",
                        of_areas(g, a, n),
                        4_000 if a < 8 and n < 40 else 1_000,
                        below=UNEVEN if odd else "",
                        above="conservative because under 20 people limits are exact",
                    )
                )
        for n in (40, 200):
            returns.append(
                Case(
                    "line of the comparison",
                    g.name,
                    f"{n} of the comparison",
                    anyway(g, n),
                    1_000,
                    above=BENT,
                )
            )
    return (
        Family(
            "mean change, one area",
            (EXACT_OR_T, methods.EXACT, methods.T, methods.NONE),
            "mean change and mean score of the people of an area",
            tuple(means),
        ),
        Family(
            "mean change, several areas", (methods.WITHIN,), "mean change of a city or the whole study", tuple(areas)
        ),
        Family("change in standard deviations", ("t with Hedges' correction",), "standardised change", tuple(effects)),
        Family(
            "change weighted for who left", (methods.WEIGHTED,), "variant weighted of the mean change", tuple(weights)
        ),
        Family(
            "change that comes anyway",
            (methods.RETURN_BY_OTHERS,),
            "expected change of people who were chosen for a low first score",
            tuple(returns),
        ),
        Family("change with ten visits more", ("regression over persons",), "dose", tuple(doses)),
    )
