"""The areas of a simulated study: who is a neighbour of whom, how many live there and what they are like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gezondmenu.vocabulary import GezondmenuError

AGE_BANDS = ("0-17", "18-34", "35-49", "50-64", "65-74", "75+")
AGE_MIX = np.array([0.19, 0.21, 0.19, 0.20, 0.12, 0.09])  # shares of residents
ADULT_FROM = 1
"""Place in `AGE_BANDS` of the first adults."""

CITIES = ("Lindermeer", "Korenstede", "Zilverheem", "Ravelstede", "Wilgenstede")
NAMES = (
    "Molenkwartier",
    "Reigersbocht",
    "Hazelrijt",
    "Klaverrijt",
    "Vlinderveste",
    "Kwartelmade",
    "Distelgaarde",
    "Torenslag",
    "Lijsterbocht",
    "Roggenmade",
    "Kievitsrijt",
    "Beverbocht",
    "Vlasgaarde",
    "Meidoornveste",
    "Ossenmade",
    "Sterrenbocht",
)
"""Made up: no Dutch place or neighbourhood that we know of has one of these names."""

AREAS_IN_A_CITY = 25
LARGEST = {"participation": 0.8, "growth": 3, "response": 0.93}
MADE_UP = "synthetisch"


@dataclass(frozen=True)
class Places:
    """The areas, an array element for each; `city` holds the place of its city in `city_codes`."""

    codes: np.ndarray
    names: np.ndarray
    city: np.ndarray
    city_codes: np.ndarray
    city_names: np.ndarray
    comparison: np.ndarray
    head_counts: np.ndarray
    tiny: np.ndarray
    people: np.ndarray
    participation: np.ndarray
    growth: np.ndarray
    low_income: np.ndarray
    low_income_odds: np.ndarray
    response: np.ndarray
    health: np.ndarray
    age_mix: np.ndarray

    @property
    def programme(self) -> np.ndarray:
        """Areas where the programme runs: those that are no comparison."""
        return ~self.comparison

    @property
    def listed(self) -> np.ndarray:
        """Areas where attendance is kept by person."""
        return ~self.head_counts


def make_places(
    rng: np.random.Generator,
    areas: int,
    given: Mapping[str, float | Sequence[float] | None],
    comparison_areas: int,
    head_count_areas: int,
    tiny_areas: int,
) -> Places:
    """Areas in the order programme, head counts only, tiny, comparison."""
    special = comparison_areas + head_count_areas + tiny_areas
    if min(areas, comparison_areas, head_count_areas, tiny_areas) < 0 or special > areas:
        raise GezondmenuError(
            f"{areas} areas cannot hold {comparison_areas} comparison, {head_count_areas} head-count and "
            f"{tiny_areas} tiny areas: raise `areas` or lower one of the others"
        )
    number = np.arange(areas)
    comparison = number >= areas - comparison_areas
    tiny = (number >= areas - comparison_areas - tiny_areas) & ~comparison
    head_counts = (number >= areas - special) & ~comparison & ~tiny
    city = number // AREAS_IN_A_CITY
    cities = np.arange(areas // AREAS_IN_A_CITY + bool(areas % AREAS_IN_A_CITY))

    log_people = rng.uniform(np.log(2_500), np.log(12_000), areas)
    share = np.where(comparison, rng.uniform(0.035, 0.05, areas), rng.uniform(0.05, 0.10, areas))
    drawn = {
        "people": np.where(tiny, rng.integers(900, 1_000, areas), np.exp(log_people)),
        "participation": np.where(tiny, 0.04, share),
        "growth": rng.uniform(1.03, 1.20, areas),
        "low_income_odds": rng.uniform(1.3, 2.5, areas),
        "response": rng.uniform(0.40, 0.60, areas),
    }
    used = {name: _by_area(name, given.get(name), values) for name, values in drawn.items()}
    deprivation = rng.uniform(0, 1, areas)
    return Places(
        codes=np.array([f"WK{9901 + c}{i:02d}" for c, i in zip(city, number % AREAS_IN_A_CITY + 1, strict=True)]),
        names=np.array([_numbered(NAMES, i) for i in number.tolist()]),
        city=city,
        city_codes=np.array([f"GM{9901 + c}" for c in cities]),
        city_names=np.array([_numbered(CITIES, c) for c in cities.tolist()]),
        comparison=comparison,
        head_counts=head_counts,
        tiny=tiny,
        people=used["people"].astype(int),
        participation=used["participation"],
        growth=used["growth"],
        low_income=0.08 + 0.17 * deprivation,
        low_income_odds=used["low_income_odds"],
        response=used["response"],
        health=rng.normal(0, 0.12, areas) - 0.3 * (deprivation - 0.5),
        age_mix=AGE_MIX * np.exp(rng.normal(0, 0.12, (areas, len(AGE_MIX)))),
    )


def _numbered(names: Sequence[str], place: int) -> str:
    turn, rest = divmod(place, len(names))
    return names[rest] if turn == 0 else f"{names[rest]} {turn + 1}"


def _by_area(name: str, given: float | Sequence[float] | None, drawn: np.ndarray) -> np.ndarray:
    if given is None:
        return drawn
    values = np.asarray(given)
    if values.ndim and len(values) != len(drawn):
        raise GezondmenuError(f"`{name}` holds {len(values)} values for {len(drawn)} areas: give one, or one each")
    most = LARGEST.get(name, np.inf)
    if ((values <= 0) | (values > most)).any():
        raise GezondmenuError(f"`{name}` must be above 0 and at most {most:g}, and holds {values.tolist()}")
    return np.broadcast_to(values, len(drawn)).copy()


def areas_table(places: Places, year: int) -> pd.DataFrame:
    """Cities first, each area under its own city."""
    of_city = np.bincount(places.city, weights=places.people).astype(int)
    cities = pd.DataFrame({"area": places.city_codes, "name": places.city_names, "population": of_city})
    areas = pd.DataFrame(
        {
            "area": places.codes,
            "name": places.names,
            "population": places.people,
            "parent": places.city_codes[places.city],
            "is_comparison": places.comparison,
        }
    )
    table = pd.concat([cities.assign(level="gemeente", is_comparison=False), areas.assign(level="wijk")])
    return table.assign(year=year).reset_index(drop=True)


def population_table(
    places: Places, area: np.ndarray, age: np.ndarray, female: np.ndarray, low_income: np.ndarray
) -> pd.DataFrame:
    """The margins of each area and city: everybody, by age band, by gender, by low income."""
    areas, cities = len(places.codes), len(places.city_codes)
    margins = [
        ({}, np.zeros_like(age), 1),
        ({"age_band": np.array(AGE_BANDS)}, age, len(AGE_BANDS)),
        ({"gender": np.array(["male", "female"])}, female.astype(np.int8), 2),
        ({"low_income": np.array([False, True])}, low_income.astype(np.int8), 2),
    ]
    tables = []
    for labels, level, levels in margins:
        counts = np.bincount(area.astype(np.int64) * levels + level, minlength=areas * levels)
        counts = counts.reshape(areas, levels)
        of_city = np.zeros((cities, levels), dtype=int)
        np.add.at(of_city, places.city, counts)
        both = np.concatenate([of_city, counts])
        codes = np.concatenate([places.city_codes, places.codes])
        columns: dict[str, np.ndarray] = {"area": np.repeat(codes, levels), "persons": both.ravel()}
        columns |= {trait: np.tile(names, len(codes)) for trait, names in labels.items()}
        tables.append(pd.DataFrame(columns))
    return pd.concat(tables, ignore_index=True)


def context_table(places: Places, good_health: np.ndarray, year: int) -> pd.DataFrame:
    """Three public figures of each area, in percent, that follow from what the residents are like."""
    measures = {
        "ErvarenGezondheidGoedZeerGoed_4": 100 * good_health,
        "Eenzaam_28": 46 - 14 * places.health + 25 * (places.low_income - 0.16),
        "MoeiteMetRondkomen_38": 6 + 70 * places.low_income,
    }
    weight = np.bincount(places.city, weights=places.people)
    tables = []
    for measure, values in measures.items():
        of_city = np.bincount(places.city, weights=values * places.people) / weight
        frame = pd.DataFrame(
            {
                "area": np.concatenate([places.city_codes, places.codes]),
                "year": year,
                "measure": measure,
                "value": np.concatenate([of_city, values]).round(1),
                "source": MADE_UP,
                "fetched_on": pd.Timestamp(year + 1, 6, 2),
            }
        )
        tables.append(frame)
    return pd.concat(tables, ignore_index=True)


def area_links_table(places: Places, years: Sequence[int]) -> pd.DataFrame:
    """Each area of an earlier year became the same area: no boundary moved."""
    codes = np.concatenate([places.city_codes, places.codes])
    earlier = [year for year in years if year != years[-1]] or [years[-1] - 1]
    links = [
        pd.DataFrame({"area": codes, "year": y, "to_area": codes, "to_year": years[-1], "weight": 1.0}) for y in earlier
    ]
    return pd.concat(links, ignore_index=True)
