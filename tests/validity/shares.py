"""Shares, means of persons and sessions, counts, and rows that belong together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gezondmenu.card import (
    AMOUNTS_OVER_PERSONS,
    AMOUNTS_OVER_SESSIONS,
    WILSON,
    WILSON_OF_ACTIVITIES,
    WILSON_OF_PERSONS,
)
from gezondmenu.numbers import amount_interval, cluster_bootstrap, clustered_wilson, wilson
from gezondmenu.numbers.counts import exact_or_byar
from tests.validity.generators import AREAS, PERSONS, Generator, generators
from tests.validity.harness import Case, Family, Sets

SKEW = "conservative because a few with very many visits may be missing among those who were counted"
FEW_CLUSTERS = "known weakness: few activities, each of one form, of which some have most of the visits"
Draw = Callable[[np.random.Generator, int], Sets]


def simple(source: Generator, persons: int) -> Draw:
    def draw(rng: np.random.Generator, sets: int) -> Sets:
        x, truth = source.yes(rng, sets, persons)
        return Sets(x / persons, *wilson(x, persons), truth)

    return draw


def clustered(source: Generator, persons: int) -> Draw:
    def draw(rng: np.random.Generator, sets: int) -> Sets:
        x, k, truth = source.answers(rng, sets, persons)
        return Sets(x.sum(axis=1) / k.sum(axis=1), *clustered_wilson(*totals(x, k)), truth)

    return draw


def of_activities(source: Generator, activities: int) -> Draw:
    """Visits to activities of one form: all visits of an activity are of its form or none is."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        k = source.visits(rng, sets, activities)[0]
        share = rng.uniform(0.15, 0.85, sets)
        x = k * (rng.random((sets, activities)) < share[:, None])
        return Sets(x.sum(axis=1) / k.sum(axis=1), *clustered_wilson(*totals(x, k)), share)

    return draw


def totals(x: np.ndarray, k: np.ndarray) -> tuple[np.ndarray, ...]:
    """What `clustered_wilson` asks, of many sets at once."""
    n = k.sum(axis=1)
    share = x.sum(axis=1) / n
    return x.sum(axis=1), n, n**2 / (k**2).sum(axis=1), ((x - share[:, None] * k) ** 2).sum(axis=1)


def mean_of(source: Generator, units: int) -> Draw:
    def draw(rng: np.random.Generator, sets: int) -> Sets:
        visits, truth = source.visits(rng, sets, units)
        mean, sd = visits.mean(axis=1), visits.std(axis=1, ddof=1)
        return Sets(mean, *amount_interval(mean, sd, units), np.full(sets, truth))

    return draw


def bootstrap(source: Generator, persons: int) -> Draw:
    """Three rows a person, which differ as much as persons do."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        level, _ = source.waits(rng, sets, persons)
        rows = np.sqrt(level)[..., None] + rng.normal(0, 1, (sets, persons, 3))
        many = np.sqrt(source.waits(np.random.default_rng(0), 1, 2_000_000)[0]).mean()
        who = np.repeat(np.arange(persons), 3)
        limits = np.array([cluster_bootstrap(row.ravel(), who, draws=500, seed=k) for k, row in enumerate(rows)])
        return Sets(rows.mean(axis=(1, 2)), *limits.T, np.full(sets, many))

    return draw


def events(source: Generator, expected: int) -> Draw:
    """Events that are independent; those of the population come from persons with unlike chances, once each."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        if source.name == "drawn":
            count = rng.poisson(expected, sets)
        else:
            chance = source.frailty(rng, (50 * expected,))
            chance = chance / chance.sum() * expected
            count = np.array([(rng.random(len(chance)) < chance).sum() for _ in range(sets)])
        return Sets(count, *exact_or_byar(count), np.full(sets, float(expected)))

    return draw


def _cases(make: Callable[[Generator, int], Draw], sizes: tuple[int, ...], unit: str, name: str, **more) -> list[Case]:
    """A case for each source and size; `skew` is why the odd population may fall short."""
    skew = more.pop("skew", more.get("below", ""))
    return [
        Case(
            name,
            g.name,
            f"{n} {unit}",
            make(g, n),
            hidden=unit == "persons" and n < 10,
            **more | {"below": skew if g.name == "population" else more.get("below", "")},
        )
        for g in generators()
        for n in sizes
    ]


def families() -> tuple[Family, ...]:
    """Shares, means and counts."""
    return (
        Family(
            "share of persons",
            (WILSON,),
            "shares of participants, requests, activities; yes or no; improved and worsened; reach (÷ a known share)",
            tuple(_cases(simple, PERSONS, "persons", "shares of 5 to 95 in 100, all as likely", sets=10_000)),
        ),
        Family(
            "share of answers, several a person",
            (WILSON_OF_PERSONS,),
            "appreciation, steps that were taken",
            tuple(_cases(clustered, PERSONS, "persons", "uneven numbers of answers, alike within persons", sets=5_000)),
        ),
        Family(
            "share of visits, by activity",
            (WILSON_OF_ACTIVITIES,),
            "visits by form",
            tuple(
                _cases(
                    of_activities,
                    AREAS,
                    "activities",
                    "all visits of an activity are of one form",
                    sets=5_000,
                    below=FEW_CLUSTERS,
                    above="conservative because few activities, of one form each, tell next to nothing of others",
                )
            ),
        ),
        Family(
            "mean over persons",
            (AMOUNTS_OVER_PERSONS,),
            "visits, hours and MET-hours per participant, points of residents, best minus worst",
            tuple(_cases(mean_of, PERSONS, "persons", "visits per participant", sets=5_000, above=SKEW)),
        ),
        Family(
            "mean over sessions",
            (AMOUNTS_OVER_SESSIONS,),
            "visits per session",
            tuple(_cases(mean_of, PERSONS, "sessions", "visits per session", sets=5_000, above=SKEW)),
        ),
        Family(
            "count of events",
            (),
            "on no card: numbers.byar and numbers.exact_poisson for your own counts, as the package joins them",
            tuple(
                _cases(
                    events,
                    PERSONS,
                    "events expected",
                    "one event a person",
                    sets=5_000,
                    above="conservative because exact limits of a whole number hold at least what they promise",
                )
            ),
        ),
        Family(
            "mean of rows that belong to persons",
            (),
            "on no card: numbers.cluster_bootstrap for your own scores",
            tuple(_cases(bootstrap, (12, 40), "persons", "three rows each", sets=1_000)),
        ),
    )
