"""What is true in a simulated study, as tables beside the study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.simulation.simulate_answers import LOST_ON_AVERAGE
from gezondmenu.simulation.simulate_people import Residents
from gezondmenu.simulation.simulate_places import AGE_BANDS, Places


def truth_of_areas(places: Places, residents: Residents, labels: Sequence[str]) -> dict[str, pd.DataFrame]:
    """What each area is, and the chance to take part in it in each year."""
    areas = pd.DataFrame(
        {
            "area": places.codes,
            "arm": np.where(places.comparison, "comparison", "programme"),
            "head_counts": places.head_counts,
            "tiny": places.tiny,
            "residents": places.people,
            "low_income_odds": places.low_income_odds,
            "response": places.response,
        }
    )
    low_income = residents.mean_by_area(residents.low_income)
    tables = []
    for chance, took_part, label in zip(residents.probability, residents.took_part, labels, strict=True):
        mean = residents.mean_by_area(chance)
        of_low_income = residents.mean_by_area(chance * residents.low_income)
        row: dict[str, Any] = {"area": places.codes, "period": label, "probability": mean}
        row["realised"] = residents.mean_by_area(took_part)
        row["reach_low_income"] = of_low_income / mean / np.where(low_income > 0, low_income, np.nan)
        tables.append(pd.DataFrame(row))
    return {"areas": areas, "participation": pd.concat(tables, ignore_index=True)}


def truth_of_health(
    residents: Residents, known: np.ndarray, names: np.ndarray, selection: float, dropout: float
) -> dict[str, Any]:
    """Who takes part and who is lost, by health."""
    first, health = residents.took_part[0], residents.health
    total = np.bincount(residents.age, weights=health, minlength=len(AGE_BANDS))
    persons = np.bincount(residents.age, minlength=len(AGE_BANDS))
    return {
        "selection": {
            "log_odds": selection,
            "gap": _gap(health, first),
            "gap_within_age": _gap(health - (total / np.maximum(persons, 1))[residents.age], first),
        },
        "dropout": {"intercept": float(np.log(LOST_ON_AVERAGE / (1 - LOST_ON_AVERAGE))), "slope": -dropout},
        "health": pd.DataFrame({"person": names[known], "health": health[known]}),
    }


def _gap(values: np.ndarray, chosen: np.ndarray) -> float:
    return float(values[chosen].mean() - values[~chosen].mean())
