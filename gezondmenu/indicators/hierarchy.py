"""What rows that follow from others share: which area lies in which, and how to say that there is nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.notes import parse_note
from gezondmenu.vocabulary import ALL


def parents_of(table: pd.DataFrame) -> dict[str, str]:
    """The area in which each area lies, read off the rows of its residents."""
    return _told(table, "part of {area}")


def names_of(table: pd.DataFrame) -> dict[str, str]:
    """The name of each area, read off the rows of its residents."""
    return _told(table, "name: {name}")


def boundary_years_of(table: pd.DataFrame) -> dict[str, str]:
    """The year of the boundaries of each area, read off the rows of its residents."""
    return _told(table, "boundaries of {year}")


def _told(table: pd.DataFrame, template: str) -> dict[str, str]:
    rows = table[table["indicator"] == "residents"]
    reasons = (
        (area, reason) for area, text in zip(rows["area"], rows["note"], strict=True) for reason in text.split("; ")
    )
    parsed = ((area, parse_note(reason)) for area, reason in reasons)
    return {area: next(iter(found[1].values())) for area, found in parsed if found and found[0] == template}


def nothing(base: pd.DataFrame, name: str) -> pd.DataFrame:
    """A row without data for each row given, with its reason."""
    rows = base[["area", "note"]].assign(indicator=name, period=ALL, group=ALL, variant="main", status="no data")
    return rows.assign(value=np.nan, lower=np.nan, upper=np.nan)
