"""Two independent sources of data with a known truth: distributions, and one fixed large population that is odd."""

from __future__ import annotations

import functools
from typing import Protocol

import numpy as np

WAIT_MEDIAN = 14.0
ICC = 0.05
"""Part of the variance of changes that lies between areas, in both."""


class Generator(Protocol):
    """What the families ask of a source of data; every array has a row for each simulated set."""

    name: str
    mean_change: float
    first_sd: float
    gain: float

    def yes(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, np.ndarray]: ...

    def answers(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, ...]: ...

    def visits(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, float]: ...

    def waits(self, rng: np.random.Generator, sets: int, requests: int) -> tuple[np.ndarray, float]: ...

    def people(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, np.ndarray]: ...

    def areas(self, rng: np.random.Generator, sets: int, areas: int, persons: int) -> tuple[np.ndarray, ...]: ...

    def gains(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray: ...

    def expected(self, first: np.ndarray) -> np.ndarray: ...

    def frailty(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray: ...


class Drawn:
    """Textbook distributions: normal scores, beta-binomial answers, Poisson visits, exponential waits, even areas."""

    name = "drawn"
    mean_change, first_sd, gain = 0.3, 1.0, 0.25

    def yes(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, np.ndarray]:
        share = rng.uniform(0.05, 0.95, sets)
        return rng.binomial(persons, share), share

    def answers(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, ...]:
        """Positive answers and answers of each person, and the true share; answers of a person correlate by 0.2."""
        share = rng.uniform(0.05, 0.95, sets)
        chance = rng.beta(4 * share[:, None], 4 * (1 - share[:, None]), (sets, persons))
        number = rng.integers(1, 6, (sets, persons))
        return rng.binomial(number, chance), number, share

    def visits(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, float]:
        return 1 + rng.poisson(7, (sets, persons)), 8.0

    def waits(self, rng: np.random.Generator, sets: int, requests: int) -> tuple[np.ndarray, float]:
        return rng.exponential(WAIT_MEDIAN / np.log(2), (sets, requests)), WAIT_MEDIAN

    def people(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, np.ndarray]:
        """First score and change of each person."""
        first = rng.normal(size=(sets, persons))
        return first, self.expected(first) + 0.85 * rng.normal(size=(sets, persons))

    def areas(self, rng: np.random.Generator, sets: int, areas: int, persons: int) -> tuple[np.ndarray, ...]:
        """First score and change, a column for each area and person, and the true mean change of each area."""
        first, change = (each.reshape(sets, areas, persons) for each in self.people(rng, sets, areas * persons))
        level = np.sqrt(ICC) * rng.normal(size=(sets, areas, 1))
        return first, change + level, self.mean_change + level[..., 0]

    def gains(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        """What the programme adds for each person: the same for everybody."""
        return np.full(shape, self.gain)

    def expected(self, first: np.ndarray) -> np.ndarray:
        """The mean change of people with these first scores."""
        return self.mean_change - 0.4 * first

    def frailty(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        """How much more or less than others a person comes; mean 1."""
        return rng.gamma(2.0, 0.5, shape)


class Population:
    """One fixed population of 300 areas of 400 persons from which sets are drawn: discrete, skewed, heavy-tailed.

    Scores are 0 to 100 in steps of 4 with many at the ceiling; areas are of uneven size and their changes lean to one
    side; a few persons come very often; one in four gains 16 points by a programme and the others nothing.
    """

    name = "population"
    gain = 4.0
    AREAS, PERSONS, STATEMENTS = 300, 400, 12

    def __init__(self, seed: int = 1) -> None:
        rng = np.random.default_rng(seed)
        shape = (self.AREAS, self.PERSONS)
        person = 1.2 - rng.gamma(1.5, 0.8, shape)
        moved = 4 * (rng.exponential(size=(self.AREAS, 1)) - 1)
        base = 68 + 16 * person
        self.first_scores = self._score(base + 9 * rng.standard_t(4, shape))
        self.changes = self._score(base + 5 + moved + 12 * rng.standard_t(4, shape)) - self.first_scores
        self.mean_change = float(self.changes.mean())
        self.first_sd = float(self.first_scores.std(ddof=1))
        lattice = np.arange(0, 101, 4)
        flat = self.first_scores.ravel()
        sums = np.array([[self.changes.ravel()[flat == step].sum(), (flat == step).sum()] for step in lattice])
        self.line_of_first = sums[:, 0] / np.maximum(sums[:, 1], 1)
        persons = self.AREAS * self.PERSONS
        self.number = np.minimum(rng.geometric(0.35, persons), 12)
        easy = np.linspace(-1.6, 1.6, self.STATEMENTS)[:, None]
        chance = 1 / (1 + np.exp(-(easy + 1.3 * (person.ravel() - person.mean()))))
        self.positive = rng.binomial(self.number, chance)
        self.one_answer = rng.random(chance.shape) < chance
        self.came = np.ceil(np.exp(rng.normal(1.6, 0.9, persons))).astype(int)
        slow = rng.random(persons) < 0.25
        self.days = np.ceil(np.where(slow, rng.lognormal(4.0, 0.5, persons), rng.lognormal(2.2, 0.7, persons)))

    @staticmethod
    def _score(values: np.ndarray) -> np.ndarray:
        return np.clip(4 * np.round(values / 4), 0, 100)

    def _drawn(self, rng: np.random.Generator, sets: int, size: int) -> tuple[np.ndarray, np.ndarray]:
        """Which persons each set holds, and which statement it is about."""
        return rng.integers(0, self.AREAS * self.PERSONS, (sets, size)), rng.integers(0, self.STATEMENTS, (sets, 1))

    def yes(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, np.ndarray]:
        who, what = self._drawn(rng, sets, persons)
        return self.one_answer[what, who].sum(axis=1), self.one_answer.mean(axis=1)[what[:, 0]]

    def answers(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, ...]:
        who, what = self._drawn(rng, sets, persons)
        share = self.positive.sum(axis=1) / self.number.sum()
        return self.positive[what, who], self.number[who], share[what[:, 0]]

    def visits(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, float]:
        return self.came[self._drawn(rng, sets, persons)[0]], float(self.came.mean())

    def waits(self, rng: np.random.Generator, sets: int, requests: int) -> tuple[np.ndarray, float]:
        return self.days[self._drawn(rng, sets, requests)[0]], float(np.median(self.days))

    def people(self, rng: np.random.Generator, sets: int, persons: int) -> tuple[np.ndarray, np.ndarray]:
        who = self._drawn(rng, sets, persons)[0]
        return self.first_scores.ravel()[who], self.changes.ravel()[who]

    def areas(self, rng: np.random.Generator, sets: int, areas: int, persons: int) -> tuple[np.ndarray, ...]:
        place = rng.random((sets, self.AREAS)).argsort(axis=1)[:, :areas, None]
        most = persons + persons // 2
        who = rng.integers(0, self.PERSONS, (sets, areas, most))
        size = rng.integers(persons - persons // 2, most + 1, (sets, areas, 1))
        here = np.where(np.arange(most) < size, 0.0, np.nan)
        means = self.changes.mean(axis=1)[place[..., 0]]
        return self.first_scores[place, who] + here, self.changes[place, who] + here, means

    def gains(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        return 16.0 * (rng.random(shape) < 0.25)

    def expected(self, first: np.ndarray) -> np.ndarray:
        return self.line_of_first[np.round(np.asarray(first) / 4).astype(int)]

    def frailty(self, rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
        return self.came[rng.integers(0, len(self.came), shape)] / self.came.mean()


@functools.cache
def generators() -> tuple[Generator, Generator]:
    """Both of them; the population is made once."""
    return Drawn(), Population()


PERSONS = (6, 12, 40, 200)
AREAS = (2, 4, 8, 30)
