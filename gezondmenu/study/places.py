"""Where a row counts that names no area: in the only one there is, or for the study as a whole."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

OPTIONAL = ("survey", "costs", "budget", "spending", "initiatives")
"""Tables whose rows may leave their area out."""

COUNTED = ("survey", "costs")
"""Those of them that most numbers of areas are made of; budgets and what is spent of them are of an arrangement."""


def in_the_only_area(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables, with the area of a study of one area in rows that name none.

    Examples
    --------
    >>> costs = pd.DataFrame({"area": [None], "amount_eur": [1364.5]}, dtype="object")
    >>> tables = in_the_only_area({"areas": pd.DataFrame({"area": ["A"]}), "costs": costs})
    >>> tables["costs"]["area"].tolist()
    ['A']
    """
    codes = tables["areas"]["area"].dropna().unique() if "areas" in tables else []
    filled = dict(tables)
    if len(codes) == 1:
        filled |= {name: tables[name].fillna({"area": codes[0]}) for name in OPTIONAL if name in tables}
    return filled


def rows_without_area(tables: Mapping[str, pd.DataFrame]) -> dict[str, np.ndarray]:
    """The positions of rows that lie in no area, by table; tables without such a row are left out.

    Costs lie in the area that they name, in that of their activity, or in those of their arrangement; people of the
    survey in the one that they named once. A survey in which nobody named an area is about the whole study.

    Parameters
    ----------
    tables : mapping of DataFrame
        Tables of a study by name, each with all its columns.
    """
    without = {name: tables[name]["area"].isna() for name in COUNTED if name in tables}
    if "costs" in without:
        costs = tables["costs"]
        shared = tables["arrangement_areas"]["arrangement"].dropna() if "arrangement_areas" in tables else []
        without["costs"] &= costs["activity"].isna() & ~costs["arrangement"].isin(shared)
    if "survey" in without:
        survey = tables["survey"]
        placed = survey.loc[survey["area"].notna(), "person"]
        without["survey"] &= ~survey["person"].isin(placed) & (len(placed) > 0)
    return {name: np.flatnonzero(nowhere) for name, nowhere in without.items() if nowhere.any()}
