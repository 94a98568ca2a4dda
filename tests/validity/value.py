"""Euros: whether 95 % of the draws hold the true worth, where the inputs are as unsure as they say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gezondmenu.card import OF_DRAWS
from gezondmenu.numbers import mean_change, quantiles, standard_error
from gezondmenu.valuation.formula import benefit
from tests.validity.generators import PERSONS, Generator, generators
from tests.validity.harness import Case, Family, Sets, each, half_null

DRAWS = 2_000
WHOLE = {"transfer": 1.0, "units": 1.0, "price_index": 1.0, "attribution": 1.0, "deadweight": 0.0, "displacement": 0.0}
PRICE, FADE = (300.0, 200.0, 500.0), (0.3, 0.1, 0.6)
"""Most likely, least and most of a price per point, and of the share that is lost each year."""


def worth(source: Generator, persons: int, costs: float) -> Callable[[np.random.Generator, int], Sets]:
    """The effect is measured in `persons`, price and fading are drawn from the same distribution as their truth."""

    def euros(**inputs: np.ndarray | float) -> np.ndarray:
        given = {**WHOLE, "persons": 200.0, **inputs}
        return benefit(given, rate=0.015, horizon=5, counts_as="benefit") - costs

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        change = source.people(rng, sets, persons)[1] - np.where(null, source.mean_change, 0)[:, None]
        price, fade = (quantiles(rng.random(sets), "pert", *given) for given in (PRICE, FADE))
        truth = euros(effect=np.where(null, 0.0, source.mean_change), price=price, drop_off=fade)

        def estimate(k: int) -> tuple[float, float, float]:
            value, lower, upper, _ = mean_change(change[k])
            error = 1.96 * standard_error(lower, upper)
            u = rng.random((3, DRAWS))
            drawn = euros(
                effect=quantiles(u[0], "normal", value, value - error, value + error),
                price=quantiles(u[1], "pert", *PRICE),
                drop_off=quantiles(u[2], "pert", *FADE),
            )
            return float(np.mean(drawn)), *np.percentile(drawn, [2.5, 97.5])

        return Sets(*each(sets, estimate), truth, None if costs else null)

    return draw


def families() -> tuple[Family, ...]:
    """Worth in euros."""
    cases = []
    for g in generators():
        for n in PERSONS:
            shared = {
                "above": "conservative because limits of few people are wider than those of a normal distribution",
                "below": "known weakness: skewed changes of few people, as in the mean change that is valued"
                if g.name == "population"
                else "",
            }
            cases.append(
                Case("benefits", g.name, f"effect in {n} persons", worth(g, n, 0.0), 1_000, hidden=n < 10, **shared)
            )
        cases.append(Case("net value", g.name, "effect in 40 persons", worth(g, 40, 50_000.0), 1_000, **shared))
    where = "benefits, net value and what follows from them; inputs are taken to be as unsure as they say"
    return (Family("worth in euros", (OF_DRAWS,), where, tuple(cases)),)
