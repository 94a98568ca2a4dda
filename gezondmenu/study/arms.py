"""The arms of a survey and the lists of activities: who of the comparison came to the programme."""

from __future__ import annotations

import pandas as pd

from gezondmenu.study.row_keys import fill_words
from gezondmenu.vocabulary import ROLES

MOSTLY = 0.9
"""Share: an area where so many of those who were asked are of the comparison has no programme of its own."""


def participants_of_comparison(
    survey: pd.DataFrame, attendance: pd.DataFrame, activities: pd.DataFrame, comparison: str
) -> pd.Series:
    """Which rows of attendance are people of the comparison at an activity of the programme, as participants.

    Parameters
    ----------
    survey : DataFrame
        ``person, arm, area``.
    attendance : DataFrame
        ``activity, person`` and, where it is known, ``role``.
    activities : DataFrame
        ``activity, area``.
    comparison : str
        The arm that is the comparison.

    Returns
    -------
    Series of bool
        With the index of `attendance`.

    Examples
    --------
    >>> arms = ["with", "without", "without"]
    >>> survey = pd.DataFrame({"person": ["a", "b", "c"], "arm": arms, "area": ["N", "N", "Z"]})
    >>> attendance = pd.DataFrame({"activity": ["walk", "walk", "cook", "walk"], "person": ["a", "b", "c", "c"]})
    >>> activities = pd.DataFrame({"activity": ["walk", "cook"], "area": ["N", "Z"]})
    >>> participants_of_comparison(survey, attendance, activities, "without").tolist()
    [False, True, False, True]
    """
    people = survey.dropna(subset=["person", "arm"]).drop_duplicates("person")
    share = (people["arm"] == comparison).groupby(people["area"]).mean()
    elsewhere = set(share.index[share >= MOSTLY])
    place = activities.drop_duplicates("activity").set_index("activity")["area"]
    of_programme = ~attendance["activity"].map(place).isin(elsewhere)
    of_comparison = attendance["person"].isin(people.loc[people["arm"] == comparison, "person"])
    role = attendance["role"] if "role" in attendance else pd.Series(None, index=attendance.index, dtype="str")
    return of_programme & of_comparison & (fill_words(role, ROLES[0]) == ROLES[0])
