"""Scales of one question: life satisfaction, perceived health, limitations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.scales.answers import ITEM_MISSING, Codes, read_answers, score_table, yes_no

GOOD_UP_TO = 2
LIMITED_UP_TO = 2
LIFE_CODES = Codes(0, 10)
HEALTH_CODES, GALI_CODES = Codes(1, 5, words=("perceived_health",)), Codes(1, 3, words=("gali",))


def life_satisfaction(frame: pd.DataFrame) -> pd.DataFrame:
    """Satisfaction with life as a whole, 0-10: use it for well-being, and for nothing that was asked from 1 to 10.

    Parameters
    ----------
    frame : DataFrame
        A row for each person, with the column ``life_satisfaction``: 0 not at all ... 10 completely.

    Returns
    -------
    DataFrame
        With the index of `frame`: ``score`` (0-10; higher is better), ``missing_items``, ``reason``.

    Raises
    ------
    GezondmenuError
        Where the column is missing or an answer is no code.

    Notes
    -----
    The answer itself. CBS asks 1-10: such answers pass here unseen, but are on another scale and carry no WELLBY.

    References
    ----------
    OECD (2013), doi:10.1787/9789264191655-en.

    Examples
    --------
    >>> life_satisfaction(pd.DataFrame({"life_satisfaction": ["7", ""]}))["score"].tolist()
    [7.0, nan]
    """
    score, missing = _one_answer(frame, "life_satisfaction", LIFE_CODES)
    return score_table(frame, {"score": score}, missing, [(missing, ITEM_MISSING)])


def perceived_health(frame: pd.DataFrame) -> pd.DataFrame:
    """How people rate their own health: use the share that is ``good``, as CBS and the GGDs do.

    Parameters
    ----------
    frame : DataFrame
        A row for each person, with the column ``perceived_health``: 1 very good, 2 good, 3 fair, 4 bad, 5 very bad.

    Returns
    -------
    DataFrame
        With the index of `frame`: ``score`` (the code, 1-5; lower is better; an order, no amount), ``good`` (boolean:
        good or very good), ``missing_items``, ``reason``.

    Raises
    ------
    GezondmenuError
        Where the column is missing or an answer is no code.

    Notes
    -----
    From memory: the question of the Minimum European Health Module, as CBS codes it.

    Examples
    --------
    >>> perceived_health(pd.DataFrame({"perceived_health": [2, 3, None]}))["good"].tolist()
    [True, False, <NA>]
    """
    score, missing = _one_answer(frame, "perceived_health", HEALTH_CODES)
    good = yes_no(score <= GOOD_UP_TO, missing)
    return score_table(frame, {"score": score, "good": good}, missing, [(missing, ITEM_MISSING)])


def gali(frame: pd.DataFrame) -> pd.DataFrame:
    """Limitations for six months or more in what people usually do: use the share that is ``limited``.

    Parameters
    ----------
    frame : DataFrame
        A row for each person, with the column ``gali``: 1 severely limited, 2 limited but not severely, 3 not limited.

    Returns
    -------
    DataFrame
        With the index of `frame`: ``score`` (the code, 1-3; higher is better; an order, no amount), ``limited``
        (boolean: severely or not), ``missing_items``, ``reason``.

    Raises
    ------
    GezondmenuError
        Where the column is missing or an answer is no code.

    Notes
    -----
    From memory: the Global Activity Limitation Indicator of Eurostat.

    Examples
    --------
    >>> gali(pd.DataFrame({"gali": [1, 2, 3]}))["limited"].tolist()
    [True, True, False]
    """
    score, missing = _one_answer(frame, "gali", GALI_CODES)
    limited = yes_no(score <= LIMITED_UP_TO, missing)
    return score_table(frame, {"score": score, "limited": limited}, missing, [(missing, ITEM_MISSING)])


def _one_answer(frame: pd.DataFrame, name: str, codes: Codes) -> tuple[np.ndarray, np.ndarray]:
    answer = read_answers(frame, name, [name], codes)[:, 0]
    return answer, np.isnan(answer)
