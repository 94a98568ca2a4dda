"""Rows that follow from others, where there is nothing to follow from."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.vocabulary import ALL


def nothing(base: pd.DataFrame, name: str) -> pd.DataFrame:
    """A row without data for each row given, with its reason."""
    rows = base[["area", "reasons"]].assign(indicator=name, period=ALL, group=ALL, variant="main", status="no data")
    return rows.assign(value=np.nan, lower=np.nan, upper=np.nan)
