"""Where the made-up areas of a simulated study lie, and how many employers they have.

All of it lies in open water, so that nobody takes it for a real neighbourhood.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gezondmenu.simulation.simulate_places import AREAS_IN_A_CITY, MADE_UP, Places

LAKE = (52.54, 5.24)  # latitude and longitude: the middle of the Markermeer, where the first city lies
SEA = (52.60, 3.20)  # the first of the other cities, in the North Sea
CITIES_IN_A_ROW = 7
BETWEEN_CITIES = (0.12, 0.18)  # degrees: some 13 km
SPREAD = 1.15  # km; areas then lie 1-3 km from the next one
AROUND = 0.6  # km from the middle of an area within which its activities are
WITHOUT_PLACE = 0.12  # share of the activities of which the place is not known
KM_IN_A_DEGREE = 111.2
EMPLOYERS = (0.012, 0.025)  # for each resident
NEW_EMPLOYERS = (0.98, 1.06)  # factor from one year to the next


def area_points(rng: np.random.Generator, places: Places) -> pd.DataFrame:
    """A point in the middle of each city and each area, cities first, as in the table areas."""
    city = np.arange(len(places.city_codes))
    row, column = np.divmod(np.maximum(city - 1, 0), CITIES_IN_A_ROW)
    latitude = np.where(city == 0, LAKE[0], SEA[0] + BETWEEN_CITIES[0] * row)
    longitude = np.where(city == 0, LAKE[1], SEA[1] + BETWEEN_CITIES[1] * column)
    # a sunflower: the next area turns by the golden angle and lies a little further out
    rank = np.arange(len(places.codes)) % AREAS_IN_A_CITY
    angle = rank * np.pi * (3 - np.sqrt(5)) + rng.uniform(-0.06, 0.06, len(rank))
    distance = SPREAD * np.sqrt(rank + 0.5)
    points = _moved(latitude[places.city], longitude[places.city], distance, angle)
    return pd.concat([_points(latitude, longitude), _points(*points)], ignore_index=True)


def activity_points(rng: np.random.Generator, areas: pd.DataFrame, area: np.ndarray) -> pd.DataFrame:
    """A point for most activities, near the middle of their `area` (a place among the rows of `areas`)."""
    distance, angle = AROUND * np.sqrt(rng.random(len(area))), rng.uniform(0, 2 * np.pi, len(area))
    middle = areas.iloc[area]
    points = _points(*_moved(middle["latitude"].to_numpy(), middle["longitude"].to_numpy(), distance, angle))
    points[rng.random(len(area)) < WITHOUT_PLACE] = np.nan
    return points


def employers_table(rng: np.random.Generator, places: Places, years: Sequence[int]) -> pd.DataFrame:
    """Rows of the table context: the number of employers of each area and city in each year."""
    number = places.people * rng.uniform(*EMPLOYERS, len(places.codes))
    tables = []
    for year in years:
        counts = np.maximum(number.round(), 1)
        of_city = np.bincount(places.city, weights=counts)
        rows = {
            "area": np.concatenate([places.city_codes, places.codes]),
            "year": year,
            "measure": "employers",
            "value": np.concatenate([of_city, counts]),
            "source": MADE_UP,
            "fetched_on": pd.Timestamp(year, 12, 31),
        }
        tables.append(pd.DataFrame(rows))
        number = number * rng.uniform(*NEW_EMPLOYERS, len(number))
    return pd.concat(tables, ignore_index=True)


def _moved(
    latitude: np.ndarray, longitude: np.ndarray, distance: np.ndarray, angle: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Points some kilometres away."""
    east = distance * np.cos(angle) / (KM_IN_A_DEGREE * np.cos(np.radians(latitude)))
    return latitude + distance * np.sin(angle) / KM_IN_A_DEGREE, longitude + east


def _points(latitude: np.ndarray, longitude: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({"latitude": latitude.round(4), "longitude": longitude.round(4)})
