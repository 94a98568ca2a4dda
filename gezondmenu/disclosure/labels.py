"""Labels in people's own words that few share: the word alone would tell who they are, also beside a hidden number."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.disclosure.profiles import Profile
from gezondmenu.vocabulary import STATEMENTS, traits_of

OF_PERSONS = frozenset(("education", "household", "origin"))
"""Traits of a person: in a share of persons n is everybody, and the numerator those who bear the label."""

OWN_WORDS = OF_PERSONS | {"arm", "kind", "renewal", "statement", "theme"}
"""Traits whose levels are words of the study; the levels of others are fixed, or name an activity."""


def rare_labels(table: pd.DataFrame, rows: pd.DataFrame, profile: Profile) -> pd.Series:
    """Which rows bear a label that fewer persons (or requests) share, in all areas and periods, than may be shown.

    Parameters
    ----------
    table : DataFrame
        The estimate table, with its true counts.
    rows : DataFrame
        What `describe_rows` says of it.
    profile : Profile

    Returns
    -------
    Series of bool
        With the index of `table`.
    """
    sharing: dict[tuple[str, str], float] = {}
    of_row: list[list[tuple[str, str]]] = []
    counts = zip(traits_of(table["group"]), rows["formula"], table["numerator"], table["n"], strict=True)
    for traits, formula, numerator, n in counts:
        own = [(trait, level) for trait, level in traits.items() if _is_own(trait, level)]
        of_row.append(own)
        for label in own:
            by_label = label[0] in OF_PERSONS and formula != "mean"
            size = np.nan_to_num(numerator if by_label or np.isnan(n) else n)
            sharing[label] = max(sharing.get(label, 0.0), float(size))
    rare = {label for label, persons in sharing.items() if persons < profile.smallest}
    return pd.Series([any(label in rare for label in own) for own in of_row], index=table.index, dtype=bool)


def _is_own(trait: str, level: str) -> bool:
    return trait in OWN_WORDS and level not in STATEMENTS
