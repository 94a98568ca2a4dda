"""Small areas: pooled means, and taking part by the deprivation of areas."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from gezondmenu.effects import methods
from gezondmenu.indicators.gradient import _gradient_of as gradient
from gezondmenu.indicators.pooled_shares import METHOD, independent_answers
from gezondmenu.numbers import fay_herriot, pooled_shares, wilson
from tests.validity.generators import PERSONS, Generator, generators
from tests.validity.harness import Case, Family, Sets, each, half_null

TAIL = "known weakness: changes of areas lean to one side, and few people answered"
POSITIVE = "conservative because the variance between few areas is taken as more than 0"
FLAT = "conservative because errors are never taken smaller than chance, and limits allow for few areas besides"
NO_RATIO = "no limits: an end of the line lies at or below 0"
Draw = Callable[[np.random.Generator, int], Sets]


def pooled(source: Generator, areas: int, persons: int) -> Draw:
    """As the card has it: one variance within areas, adjusted likelihood, t limits. An element for each area."""
    from scipy.stats import t

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        _, change, truth = source.areas(rng, sets, areas, persons)
        size = (~np.isnan(change)).sum(axis=2)
        means = np.nanmean(change, axis=2)
        freedom = size.sum(axis=1) - areas
        within = np.nansum((change - means[..., None]) ** 2, axis=(1, 2)) / freedom
        results = [fay_herriot(means[k], within[k] / size[k], method="adjusted") for k in range(sets)]
        value, mse = np.array([r.value for r in results]), np.array([r.mse for r in results])
        half = t.ppf(0.975, freedom)[:, None] * np.sqrt(mse)
        return Sets(value, value - half, value + half, truth)

    return draw


def pooled_share(source: Generator, areas: int, persons: int) -> Draw:
    """As the rows have it, from limits by Wilson; in the population most say yes, and one area in four is unlike."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        shape = (sets, areas)
        if source.name == "population":
            truth = np.where(rng.random(shape) < 0.25, rng.beta(8, 12, shape), rng.beta(40, 10, shape))
            known = rng.integers(persons - persons // 2, persons + persons // 2 + 1, shape)
        else:
            middle = rng.uniform(0.2, 0.8, (sets, 1))
            truth = rng.beta(19 * middle, 19 * (1 - middle), shape)  # a twentieth of the variance lies between areas
            known = np.full(shape, persons)
        yes = rng.binomial(known, truth)
        lower, upper = wilson(yes.astype(float), known.astype(float), 0.95)
        answers = independent_answers(yes / known, lower, upper, 0.95)
        made = [pooled_shares(yes[k] / known[k] * answers[k], answers[k]) for k in range(sets)]
        return Sets(*(np.array([getattr(one, name) for one in made]) for name in ("value", "lower", "upper")), truth)

    return draw


def slope(source: Generator, areas: int, participants: int, ratio: bool) -> Draw:
    """Participants per 1,000 along a line; in the population areas lie beside it as well."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        gap = np.where(null, 0.0, 60.0)
        persons = np.round(10 * participants * rng.uniform(0.6, 1.4, (sets, areas)))
        share = persons / persons.sum(axis=1, keepdims=True)
        middle = np.cumsum(share, axis=1) - share / 2
        rate = 100 + gap[:, None] * (middle - 0.5)
        if source.name == "population":
            rate = np.clip(rate * (1 + 0.25 * (rng.exponential(size=rate.shape) - 1)), 5, 900)
        count = rng.binomial(persons.astype(int), rate / 1000)

        def estimate(k: int) -> tuple[float, float, float]:
            frame = pd.DataFrame({"numerator": count[k], "denominator": persons[k], "order": -np.arange(areas)})
            rows = gradient(frame.assign(value=1000 * count[k] / persons[k]), 0.95)
            row = rows[1] if ratio else rows[0]
            return row["value"], row["lower"], row["upper"]

        numbers = each(sets, estimate)
        if ratio:
            truth = np.log((100 + gap / 2) / (100 - gap / 2))
            with np.errstate(divide="ignore", invalid="ignore"):
                return Sets(*(np.log(number) for number in numbers), truth, null)
        return Sets(*numbers, gap, null)

    return draw


def families() -> tuple[Family, ...]:
    """Areas that are pooled, and areas in order of deprivation."""
    pools, shares, slopes = [], [], []
    for g in generators():
        odd = g.name == "population"
        for a in (4, 8, 30):
            for n in PERSONS:
                draw = pooled(g, a, n)
                size = f"{a} areas of {n}"
                pools.append(Case("each area, on average", g.name, size, draw, 600, TAIL if odd else "", POSITIVE))
                draw = pooled_share(g, a, n)
                shares.append(Case("each area, on average", g.name, size, draw, 600, above=POSITIVE))
                for name, ratio in (("slope index", False), ("relative index", True)):
                    draw = slope(g, a, n, ratio)
                    size = f"{a} areas of {n} participants"
                    slopes.append(Case(name, g.name, size, draw, 1_000, above=FLAT, none=NO_RATIO))
    return (
        Family(
            "pooled small areas",
            (methods.POOLED,),
            "variant pooled of mean change and mean score",
            tuple(pools),
        ),
        Family(
            "pooled shares of small areas",
            (METHOD,),
            "variant pooled of shares of answers and of people",
            tuple(shares),
        ),
        Family(
            "taking part by deprivation of areas",
            ("slope over areas",),
            "slope index and relative index",
            tuple(slopes),
        ),
    )
