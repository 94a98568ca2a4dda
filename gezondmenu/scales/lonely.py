"""Loneliness: the scale of De Jong Gierveld, and the three items of UCLA."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.scales.answers import ITEM_MISSING, ITEMS_MISSING, Codes, classes, read_answers, score_table
from gezondmenu.vocabulary import GezondmenuError

EMOTIONAL = {6: ("dj3", "dj9", "dj10"), 11: ("dj2", "dj3", "dj5", "dj6", "dj9", "dj10")}
SOCIAL = {6: ("dj4", "dj7", "dj8"), 11: ("dj1", "dj4", "dj7", "dj8", "dj11")}
CATEGORIES = {
    6: ([2, 5], ("not lonely", "moderately lonely", "severely lonely")),
    11: ([3, 9, 11], ("not lonely", "moderately lonely", "severely lonely", "very severely lonely")),
}
"""The lowest total of each class but the first, and the classes."""

MAY_MISS = 1
UCLA = ("ucla1", "ucla2", "ucla3")
LONELY_CODES, UCLA_CODES = Codes(1, 3, words=("loneliness",)), Codes(1, 3, words=("ucla3",))


def loneliness(frame: pd.DataFrame, items: int = 6) -> pd.DataFrame:
    """Loneliness on the scale of De Jong Gierveld: use it for emotional, social and overall loneliness.

    Parameters
    ----------
    frame : DataFrame
        A row for each person, with the columns ``dj1`` to ``dj11``, numbered as in the scale of 11 items; for 6 items
        only ``dj3``, ``dj4``, ``dj7``, ``dj8``, ``dj9``, ``dj10``. 1 no, 2 more or less, 3 yes.
    items : int
        6 or 11. Totals of the two are not comparable.

    Returns
    -------
    DataFrame
        With the index of `frame`: ``total`` (0-6 or 0-11; higher is lonelier), ``emotional`` (0-3 or 0-6), ``social``
        (0-3 or 0-5), ``category`` (ordered: not, moderately, severely lonely; with 11 items also very severely lonely),
        ``missing_items``, ``reason`` (of a missing total).

    Raises
    ------
    GezondmenuError
        Where `items` is another number, a column is missing, or an answer is no code.

    Notes
    -----
    A point for each lonely answer, "more or less" included: 2 or 3 on an emotional item, 1 or 2 on a social one. 6 items:
    2-4 is moderately, 5-6 severely lonely. 11 items: 3-8 moderately, 9-10 severely, 11 very severely. One item may be
    missing: the total then counts the points of the others, and is not raised to make up for it. With more missing there
    is no total; a subscale needs all its items.

    References
    ----------
    De Jong Gierveld and Kamphuis (1985), doi:10.1177/014662168500900307; De Jong Gierveld and van Tilburg (2006),
    doi:10.1177/0164027506289723, and their manual, whose syntax of the 6 items is followed. Which of the 11 items are
    emotional is from memory.

    Examples
    --------
    >>> frame = pd.DataFrame([[1] * 6, [2] * 6, [3, 3, 3, None, 1, 1]], columns=["dj3", "dj4", "dj7", "dj8", "dj9", "dj10"])
    >>> loneliness(frame)[["total", "emotional", "social", "category", "missing_items"]]
       total  emotional  social           category  missing_items
    0    3.0        0.0     3.0  moderately lonely              0
    1    6.0        3.0     3.0    severely lonely              0
    2    1.0        1.0     NaN         not lonely              1
    """  # noqa: E501
    if items not in EMOTIONAL:
        raise GezondmenuError("loneliness: items is 6 or 11, not {given}", given=items)
    columns = sorted(EMOTIONAL[items] + SOCIAL[items], key=lambda name: int(name.removeprefix("dj")))
    answers = read_answers(frame, "loneliness", columns, LONELY_CODES)
    of_emotional = np.isin(columns, EMOTIONAL[items])
    blank = np.isnan(answers)
    points = np.where(of_emotional, answers >= 2, answers <= 2) & ~blank
    missing = blank.sum(axis=1)
    total = np.where(missing > MAY_MISS, np.nan, points.sum(axis=1))
    subscales = {
        name: np.where(blank[:, part].any(axis=1), np.nan, points[:, part].sum(axis=1))
        for name, part in (("emotional", of_emotional), ("social", ~of_emotional))
    }
    category = classes(total, *CATEGORIES[items])
    scores = {"total": total, **subscales, "category": category}
    return score_table(frame, scores, missing, [(missing > MAY_MISS, ITEMS_MISSING)])


def ucla3(frame: pd.DataFrame) -> pd.DataFrame:
    """Loneliness in three items: use it where a questionnaire must be short.

    Parameters
    ----------
    frame : DataFrame
        A row for each person, with the columns ``ucla1``, ``ucla2``, ``ucla3``: 1 hardly ever or never, 2 some of the
        time, 3 often.

    Returns
    -------
    DataFrame
        With the index of `frame`: ``score`` (3-9; higher is lonelier), ``missing_items``, ``reason``.

    Raises
    ------
    GezondmenuError
        Where a column is missing or an answer is no code.

    Notes
    -----
    The sum of the three; an item missing: no score.

    References
    ----------
    Hughes, Waite, Hawkley and Cacioppo (2004), doi:10.1177/0164027504268574.

    Examples
    --------
    >>> ucla3(pd.DataFrame({"ucla1": [1, 3], "ucla2": [2, 3], "ucla3": [1, None]}))["score"].tolist()
    [4.0, nan]
    """
    answers = read_answers(frame, "ucla3", UCLA, UCLA_CODES)
    missing = np.isnan(answers).sum(axis=1)
    return score_table(frame, {"score": answers.sum(axis=1)}, missing, [(missing > 0, ITEM_MISSING)])
