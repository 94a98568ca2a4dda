"""The residents of a simulated study, their health, and who of them takes part in which year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import expit

from gezondmenu.simulation.simulate_places import AGE_BANDS, Places

FEMALE = 0.505  # share of residents
LOG_ODDS_OF_AGE = np.array([-1.3, -1.55, -0.45, 0.25, 1.25, 0.95])  # of taking part, by age band
LOG_ODDS_OF_WOMEN = 0.8
HEALTH_OF_AGE = np.array([0.5, 0.35, 0.1, -0.15, -0.25, -0.6])  # in standard deviations
HEALTH_OF_LOW_INCOME = -0.4
LASTING = 0.7  # share of the variance of health at one moment that lasts: the rest regresses to the mean
STAYING = 0.62  # chance that a participant of average health comes back the next year


@dataclass(frozen=True)
class Residents:
    """An array element for each resident.

    `lasting` and `health` have mean 0 and standard deviation 1; `health` is that of the first wave, of which
    the part that does not last also decides who takes part. `took_part` has a row for each year.
    """

    area: np.ndarray
    age: np.ndarray
    female: np.ndarray
    low_income: np.ndarray
    lasting: np.ndarray
    health: np.ndarray
    took_part: np.ndarray
    probability: np.ndarray

    def mean_by_area(self, values: np.ndarray) -> np.ndarray:
        """Mean over the residents of each area."""
        return np.bincount(self.area, weights=values) / np.bincount(self.area)


def make_residents(rng: np.random.Generator, places: Places, years: int, selection: float, dropout: float) -> Residents:
    """All residents of all areas at once."""
    area = np.repeat(np.arange(len(places.people), dtype=np.int32), places.people)
    persons = len(area)
    until = (places.age_mix / places.age_mix.sum(axis=1, keepdims=True)).cumsum(axis=1)
    age = (rng.random(persons)[:, None] > until[area, :-1]).sum(axis=1).astype(np.int8)
    female = rng.random(persons) < FEMALE
    low_income = rng.random(persons) < places.low_income[area]

    lasting = places.health[area] + HEALTH_OF_AGE[age] + HEALTH_OF_LOW_INCOME * low_income
    lasting = _standard(lasting + rng.normal(0, 0.85, persons))
    health = np.sqrt(LASTING) * lasting + np.sqrt(1 - LASTING) * rng.standard_normal(persons)

    odds = LOG_ODDS_OF_AGE[age] + LOG_ODDS_OF_WOMEN * female + selection * health
    odds += np.log(places.low_income_odds)[area] * low_income
    start = _probability_with_mean(odds, area, places.participation)
    growth = places.growth[area]
    probability = np.stack([np.minimum(start * growth**year, 0.95) for year in range(years)])

    took_part = np.zeros((years, persons), dtype=bool)
    took_part[0] = rng.random(persons) < probability[0]
    staying = expit(np.log(STAYING / (1 - STAYING)) + dropout * health)
    for year in range(1, years):
        before, now = probability[year - 1], probability[year]
        stay = np.minimum(staying, now / before)
        join = np.clip((now - before * stay) / (1 - before), 0, 1)
        took_part[year] = rng.random(persons) < np.where(took_part[year - 1], stay, join)
    return Residents(area, age, female, low_income, lasting, health, took_part, probability)


def _standard(values: np.ndarray) -> np.ndarray:
    return (values - values.mean()) / values.std()


def _probability_with_mean(odds: np.ndarray, area: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Chances with these log odds, moved in each area so that their mean is what is wanted (Newton's method)."""
    persons = np.bincount(area)
    level = np.log(wanted / (1 - wanted)) - np.bincount(area, weights=odds) / persons
    for _ in range(12):
        chance = expit(odds + level[area])
        mean = np.bincount(area, weights=chance) / persons
        slope = np.bincount(area, weights=chance * (1 - chance)) / persons
        level = level - np.clip((mean - wanted) / slope, -1, 1)
    return expit(odds + level[area])


def people_table(
    rng: np.random.Generator, places: Places, residents: Residents, known: np.ndarray, names: np.ndarray
) -> pd.DataFrame:
    """Everybody on a list, some traits unknown; the level at the start is a mark from 1 to 10."""
    blank = rng.random((4, len(known)))
    level = np.clip(np.round(6 + 1.5 * residents.health[known]), 1, 10)
    table = pd.DataFrame(
        {
            "person": names[known],
            "area": places.codes[residents.area[known]],
            "age_band": pd.Series(np.array(AGE_BANDS)[residents.age[known]]).mask(blank[0] < 0.02),
            "gender": pd.Series(np.where(residents.female[known], "female", "male")).mask(blank[1] < 0.01),
            "low_income": pd.Series(residents.low_income[known], dtype="boolean").mask(blank[2] < 0.08),
            "started_level": np.where(blank[3] < 0.15, np.nan, level),
        }
    )
    return table.sort_values("person")
