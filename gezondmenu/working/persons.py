"""Rows of persons as a working notebook counts them: by period, by area, and by the level of a trait."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from gezondmenu.indicators.composition import level_of
from gezondmenu.indicators.records import observed_span
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL, group_label, period_bounds


def in_period(dates: pd.Series, period: str) -> pd.Series:
    """Whether each day lies in a period; every known day does in ``all``.

    Examples
    --------
    >>> in_period(pd.Series(pd.to_datetime(["2024-12-31", "2025-01-01", None])), "2025").tolist()
    [False, True, False]
    """
    return dates.notna() if period == ALL else dates.between(*period_bounds(period))


def inside(areas: pd.DataFrame, area: str) -> list[str]:
    """An area and all areas that lie in it.

    Examples
    --------
    >>> inside(pd.DataFrame({"area": ["city", "A", "B"], "parent": [None, "city", "A"]}), "city")
    ['city', 'A', 'B']
    """
    codes, parents = [area], areas.set_index("area")["parent"]
    for code in codes:
        codes += parents.index[parents == code].tolist()
    return codes


def only_heads_in(study: Study, codes: Collection[str], period: str) -> list[str]:
    """Of some areas those of which visits were counted in the period, and no list of persons was kept."""
    place = study["activities"].set_index("activity")["area"]
    held, lists = (study[name][in_period(study[name]["date"], period)] for name in ("sessions", "attendance"))
    heads = set(held.loc[held["visits"] > 0, "activity"].map(place))
    listed = {*lists.loc[lists["role"] == "participant", "activity"].map(place), *study["areas"]["parent"].dropna()}
    return [code for code in codes if code in heads - listed]


def groups_of(study: Study, persons: Collection[str], trait: str, period: str) -> pd.Series:
    """The group of each person by one trait, such as ``gender=female``; missing where it is not known.

    An age band follows from the year of birth where the table people has no band.
    """
    who = pd.DataFrame({"person": list(persons), "period": period})
    words = level_of(study, who, trait, observed_span(study)[1])
    labels = words.map(lambda level: group_label(**{trait: level}), na_action="ignore")
    return labels.set_axis(pd.Index(who["person"], name="person"))
