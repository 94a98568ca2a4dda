"""One area or year beside another, growth over the quarters, and median days."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gezondmenu.indicators.comparison import DIFFERENCE, RATIO
from gezondmenu.numbers import difference, median_time, quarterly_growth, rate_ratio, wilson
from tests.validity.generators import PERSONS, Generator, generators
from tests.validity.harness import Case, Family, Sets, each, half_null

SAME_PEOPLE = "conservative because the people of two years are partly the same, and are taken as others"
PART = "conservative because the area is part of the city that it stands beside"
APART = "conservative because residents come or do not, which varies less than independent events do"
WHOLE_NUMBERS = "conservative because counts this small are far from continuous"
FEW_PERSONS = "known weakness: growth rests on so few persons that their comings and goings are hardly seen"
SEASON = np.array([1.0, 1.3, 0.8, 0.6])
Draw = Callable[[np.random.Generator, int], Sets]


def _shares(source: Generator, rng: np.random.Generator, sets: int, null: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two true shares, equal in the null sets."""
    one = source.yes(rng, sets, 1)[1]
    other = np.where(null, one, np.clip(one + rng.choice([-0.2, 0.2], sets), 0.02, 0.98))
    return one, other


def two_shares(source: Generator, persons: int) -> Draw:
    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        one, other = _shares(source, rng, sets, null)
        x, y = rng.binomial(persons, one), rng.binomial(persons, other)
        value, lower, upper = difference(x / persons, *wilson(x, persons), y / persons, *wilson(y, persons))
        return Sets(value, lower, upper, one - other, null)

    return draw


def same_people(source: Generator, persons: int) -> Draw:
    """The same people in both years; four in five think as they did."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        one = source.yes(rng, sets, 1)[1]
        first = rng.random((sets, persons)) < one[:, None]
        again = rng.random((sets, persons)) < 0.8
        x, y = first.sum(axis=1), np.where(again, first, rng.random((sets, persons)) < one[:, None]).sum(axis=1)
        value, lower, upper = difference(y / persons, *wilson(y, persons), x / persons, *wilson(x, persons))
        return Sets(value, lower, upper, np.zeros(sets), np.ones(sets, bool))

    return draw


def part_of_city(source: Generator, persons: int) -> Draw:
    """An area with half of the people of its city."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null = half_null(sets)
        one, rest = _shares(source, rng, sets, null)
        x, y = rng.binomial(persons, one), rng.binomial(persons, rest)
        city = 2 * persons
        value, lower, upper = difference(x / persons, *wilson(x, persons), (x + y) / city, *wilson(x + y, city))
        return Sets(value, lower, upper, one - (one + rest) / 2, null)

    return draw


def two_rates(source: Generator, expected: int, years: bool) -> Draw:
    """Participants of two areas, or of one area in two years with those who came in both known; a tenth comes."""
    residents = 10 * expected

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null, held = half_null(sets), []
        times = np.where(null, 1.0, 1.4)
        for number in range(sets):
            chance = np.minimum(0.1 * source.frailty(rng, (residents,)), 0.6)
            came = rng.random(residents) < chance * times[number]
            others = chance if years else np.minimum(0.1 * source.frailty(rng, (residents,)), 0.6)
            before = rng.random(residents) < others
            held.append((came.sum(), before.sum(), (came & before).sum()))
        x, y, both = np.array(held).T
        known = both if years else np.nan
        ratio, lower, upper = rate_ratio(x, residents, y, residents, both=known)
        no_log = (x == 0) | (y == 0)
        spread = np.log(np.where(no_log, np.nan, ratio))
        with np.errstate(divide="ignore"):
            return Sets(spread, np.log(lower), np.log(upper), np.log(times), null)

    return draw


def growth(source: Generator, persons: int, quarters: int = 12) -> Draw:
    """Persons come for a while, some much more often than others; growth of 3 % a quarter, or none."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        null, quarter = half_null(sets), np.arange(quarters)
        percent = np.where(null, 0.0, 3.0)

        def estimate(number: int) -> tuple[float, float, float]:
            stays = rng.integers(2, quarters + 1, persons)
            start = rng.integers(1 - quarters, quarters, persons)
            here = (start[:, None] <= quarter) & (quarter < (start + stays)[:, None])
            level = 2 * SEASON[quarter % 4] * (1 + percent[number] / 100) ** quarter
            counts = rng.poisson(source.frailty(rng, (persons, 1)) * here * level)
            return quarterly_growth(counts.sum(axis=0), together=counts.T @ counts)

        return Sets(*each(sets, estimate), percent, null)

    return draw


def waiting(source: Generator, requests: int) -> Draw:
    """Requests of a year; those of the last weeks are partly still open."""

    def draw(rng: np.random.Generator, sets: int) -> Sets:
        days, truth = source.waits(rng, sets, requests)
        left = rng.uniform(0, 365, (sets, requests))

        def estimate(number: int) -> tuple[float, float, float]:
            return median_time(np.minimum(days[number], left[number]), days[number] <= left[number])

        value, lower, upper = each(sets, estimate)
        known = ~np.isnan(value) & ~np.isnan(lower)
        upper = np.where(known & np.isnan(upper), np.inf, upper)  # not known yet: as far as you like
        return Sets(value, np.where(known, lower, np.nan), upper, np.full(sets, truth))

    return draw


def families() -> tuple[Family, ...]:
    """Differences, ratios, growth and waiting."""
    shares, ratios, trends, waits = [], [], [], []
    for g in generators():
        for n in PERSONS:
            size = f"{n} persons each"
            shares.append(Case("other people", g.name, size, two_shares(g, n), 5_000, above=WHOLE_NUMBERS))
            ratios.append(
                Case("two areas", g.name, f"{n} participants each", two_rates(g, n, False), 2_000, above=APART)
            )
            ratios.append(
                Case(
                    "two years, who came in both is known",
                    g.name,
                    f"{n} participants each",
                    two_rates(g, n, True),
                    2_000,
                    above=WHOLE_NUMBERS,
                )
            )
            trends.append(
                Case(
                    "12 quarters, persons known",
                    g.name,
                    f"{n} persons",
                    growth(g, n),
                    1_000,
                    below=FEW_PERSONS,
                    above="conservative because the wider of two intervals is taken",
                )
            )
            waits.append(
                Case(
                    "some still open",
                    g.name,
                    f"{n} requests",
                    waiting(g, n),
                    1_000,
                    above="conservative because days are whole numbers and requests few",
                    below="known weakness: with so few requests the curve has too few steps for its limits",
                )
            )
        for n in (12, 200):
            size = f"{n} persons each"
            shares.append(
                Case("the same people in two years", g.name, size, same_people(g, n), 5_000, above=SAME_PEOPLE)
            )
            shares.append(Case("area with half of its city", g.name, size, part_of_city(g, n), 5_000, above=PART))
    return (
        Family(
            "difference of two shares or means",
            (DIFFERENCE,),
            "an area beside its city, a year beside the one before",
            tuple(shares),
        ),
        Family(
            "ratio of two rates",
            (RATIO,),
            "participants per 1,000 residents, referrals, residents helped",
            tuple(ratios),
        ),
        Family(
            "growth per quarter", ("quasi-Poisson with season",), "trends of participants and of visits", tuple(trends)
        ),
        Family("median days", ("Kaplan-Meier",), "days until a request is solved", tuple(waits)),
    )
