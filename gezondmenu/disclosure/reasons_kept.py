"""What a released row may still say: reasons without small counts of persons, and a word where shares are rough."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.disclosure.profiles import Profile
from gezondmenu.disclosure.rows import small
from gezondmenu.reason import NOTHING, Kind, Reasons, join
from gezondmenu.reasons import Why

SHOWN = ("ok", "unstable")
ROUGH_UNDER = 50
"""Persons: a share of fewer can shift by several points when its counts are rounded."""

PARTS_OF_A_WHOLE = {Why.UNKNOWN_OF: "unknown", Why.KNOWN_OF_BEGAN: "known"}
"""Reasons that count persons: which of their numbers is a part of all."""


def safe_reasons(table: pd.DataFrame, rows: pd.DataFrame, profile: Profile) -> pd.Series:
    """The reasons of each row without small counts, persons rounded, and a word where rounding makes shares rough.

    Parameters
    ----------
    table : DataFrame
        The estimate table with counts rounded.
    rows : DataFrame
        What the register says of each row (`describe_rows`).
    profile : Profile
        The rules of the release.
    """
    about_persons = rows["numerator_persons"] | rows["denominator_persons"]
    keys = list(zip(table["reasons"], about_persons, strict=True))
    safe = {key: join(*(_safe(kind, values, key[1], profile) for kind, values in key[0].items())) for key in set(keys)}
    share = rows["formula"].isin(["percentage", "reach"]) & rows["numerator_persons"] & rows["denominator_persons"]
    rough = share & table["status"].isin(SHOWN) & (table["denominator"] < ROUGH_UNDER)
    word = Why.ROUGH(width=profile.width)
    kept = [join(safe[key], word) if is_rough else safe[key] for key, is_rough in zip(keys, rough, strict=True)]
    return pd.Series(kept, index=table.index, dtype=object)


def _safe(kind: Kind, values: dict, about_persons: bool, profile: Profile) -> Reasons:
    """One reason as it may be shown; blank for words of others, which could carry a count that no rule looks at."""
    if kind is Why.IN_OWN_WORDS:
        return NOTHING
    if kind is Why.KNOWN_OF_VISITS:
        known, whole = values["known"], values["all"]
        return NOTHING if _any_small(profile, known, whole, whole - known) else kind(**values)
    if about_persons and kind in PARTS_OF_A_WHOLE:
        name = PARTS_OF_A_WHOLE[kind]
        part, whole = values[name], values["all"]
        rest = [whole - part] if name == "known" else []
        if _any_small(profile, part, whole, *rest):
            return NOTHING
        shown = profile.round_persons(np.array([part, whole], float)).astype(int)
        return kind(**{name: shown[0], "all": shown[1]})
    return kind(**values)


def _any_small(profile: Profile, *counts: int) -> bool:
    return bool(small(np.array(counts), profile.smallest).any())
