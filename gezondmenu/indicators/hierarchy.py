"""What rows that follow from others share: which area lies in which, and how to say that there is nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.reason import Kind
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import ALL


def parents_of(table: pd.DataFrame) -> dict[str, str]:
    """The area in which each area lies, read off the rows of its residents."""
    return _of_residents(table, Why.PART_OF_AREA, "area")


def names_of(table: pd.DataFrame) -> dict[str, str]:
    """The name of each area, read off the rows of its residents."""
    return _of_residents(table, Why.NAME, "name")


def boundary_years_of(table: pd.DataFrame) -> dict[str, int]:
    """The year of the boundaries of each area, read off the rows of its residents."""
    return _of_residents(table, Why.BOUNDARIES_OF, "year")


def _of_residents(table: pd.DataFrame, kind: Kind, name: str) -> dict[str, Any]:
    rows = table[table["indicator"] == "residents"]
    found = ((area, reasons.get(kind)) for area, reasons in zip(rows["area"], rows["reasons"], strict=True))
    return {area: values[name] for area, values in found if values}


def nothing(base: pd.DataFrame, name: str) -> pd.DataFrame:
    """A row without data for each row given, with its reason."""
    rows = base[["area", "reasons"]].assign(indicator=name, period=ALL, group=ALL, variant="main", status="no data")
    return rows.assign(value=np.nan, lower=np.nan, upper=np.nan)
