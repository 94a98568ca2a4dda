"""Counts of participants by starting level: beside the count of all they are shares of something private."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.disclosure.profiles import Profile
from gezondmenu.disclosure.rows import small
from gezondmenu.indicators.starting_level import TRAIT
from gezondmenu.reason import NOTHING, Reasons
from gezondmenu.reasons import Why, by_case
from gezondmenu.vocabulary import ALL, traits_of

KEY = ["area", "period", "indicator", "variant"]


def telling_bands(table: pd.DataFrame, profile: Profile) -> pd.Series:
    """Why a count by starting level is hidden; blank where it is not, and for all other rows.

    The same rules as for shares about something sensitive, out of the participants whose level is known: the true
    counts and the rounded ones both keep to them.

    Parameters
    ----------
    table : DataFrame
        The estimate table, before rounding.
    profile : Profile
        The rules of the release.

    Examples
    --------
    >>> from gezondmenu.disclosure.profiles import profile_of
    >>> same = {"area": "A", "period": "2025", "indicator": "participants", "variant": "main", "reasons": NOTHING}
    >>> counts = [("all", 40.0), ("started_level=-5", 40.0), ("started_level=-4", 20.0)]
    >>> table = pd.DataFrame([{**same, "group": group, "numerator": count} for group, count in counts])
    >>> [each.words for each in telling_bands(table, profile_of("standard"))]
    ['', 'hidden: over 90% in one class', '']
    """
    reasons = pd.Series(NOTHING, index=table.index, dtype="object")
    bands = traits_of(table["group"]).map(lambda traits: TRAIT in traits).astype(bool)
    if not (profile.hides and bands.any()):
        return reasons
    whole = table[table["group"] == ALL].drop_duplicates(KEY).set_index(KEY)["numerator"]
    part = table[bands & table["numerator"].notna()]
    everyone = whole.reindex(pd.MultiIndex.from_frame(part[KEY])).to_numpy(float)
    inside, unknown = part["numerator"].to_numpy(float), part["reasons"].map(_unknown).to_numpy(float)
    rounded = [profile.round_persons(counts) for counts in (inside, everyone, unknown)]
    few, rest, one_class = (np.zeros(len(part), dtype=bool) for _ in range(3))
    for count, of, blank in ((inside, everyone, unknown), rounded):
        known = of - blank
        few |= (known < profile.smallest_sensitive) & (count > 0)
        rest |= small(known - count, profile.smallest)
        with np.errstate(divide="ignore", invalid="ignore"):
            one_class |= ~(np.maximum(count / known, 1 - count / known) <= profile.largest_class)
    words = [
        Why.HIDDEN_DENOMINATOR(limit=profile.smallest_sensitive),
        Why.HIDDEN_FEW(limit=profile.smallest),
        Why.HIDDEN_CLASS(share=round(100 * profile.largest_class)),
    ]
    reasons.loc[part.index] = by_case([few, rest, one_class], words)
    return reasons


def _unknown(reasons: Reasons) -> float:
    """How many participants have no known level, as the row says."""
    return float((reasons.get(Why.UNKNOWN_OF) or {"unknown": 0})["unknown"])
