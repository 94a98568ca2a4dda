"""Mental health and well-being: MHI-5, WHO-5 and the short Warwick-Edinburgh scale."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd

from gezondmenu.reference import read_reference
from gezondmenu.scales.answers import ITEM_MISSING, Codes, read_answers, score_table, yes_no

MHI = ("nervous", "dumps", "calm", "down", "happy")
POSITIVE = ("calm", "happy")
UNHEALTHY = 60
WHO = ("who1", "who2", "who3", "who4", "who5")
SW = ("sw1", "sw2", "sw3", "sw4", "sw5", "sw6", "sw7")
MHI_CODES, WHO_CODES = Codes(1, 6, words=("mhi5",)), Codes(0, 5, words=("who5",))
SW_CODES = Codes(1, 5, words=("swemwbs",))
TO_HUNDRED = 4
"""Five items of 0-5 points make 0-25; times four, 0-100."""


def mhi5(frame: pd.DataFrame) -> pd.DataFrame:
    """Mental health over the last four weeks: use it beside figures of CBS and the GGDs.

    Parameters
    ----------
    frame : DataFrame
        A row for each person, with the columns ``nervous``, ``dumps``, ``calm``, ``down``, ``happy`` (the order of the
        questions differs between surveys, so columns have names): 1 all of the time ... 6 never.

    Returns
    -------
    DataFrame
        With the index of `frame`: ``score`` (0-100, multiples of 4; higher is healthier), ``below_60`` (boolean:
        mentally unhealthy as CBS counts in its health survey), ``at_most_60`` (as the Gezondheidsmonitor of GGDs, CBS
        and RIVM counts), ``missing_items``, ``reason``.

    Raises
    ------
    GezondmenuError
        Where a column is missing or an answer is no code.

    Notes
    -----
    Points: code - 1 for nervous, dumps and down, 6 - code for calm and happy; the sum times 4. The two cut-offs differ
    for those who score exactly 60: take the one of the figure you compare with. An item missing: no score (CBS states
    no rule; the SF-36 convention would allow half of them).

    References
    ----------
    CBS 2022/50 and 2021/09; vzinfo.nl, mentale gezondheid, verantwoording.

    Examples
    --------
    >>> mhi5(pd.DataFrame([[4, 4, 3, 4, 3]], columns=MHI))[["score", "below_60", "at_most_60"]]
       score  below_60  at_most_60
    0   60.0     False        True
    """
    answers = read_answers(frame, "mhi5", MHI, MHI_CODES)
    points = np.where(np.isin(MHI, POSITIVE), 6 - answers, answers - 1)
    score = TO_HUNDRED * points.sum(axis=1)
    missing = np.isnan(answers).sum(axis=1)
    scores = {
        "score": score,
        "below_60": yes_no(score < UNHEALTHY, missing > 0),
        "at_most_60": yes_no(score <= UNHEALTHY, missing > 0),
    }
    return score_table(frame, scores, missing, [(missing > 0, ITEM_MISSING)])


def who5(frame: pd.DataFrame) -> pd.DataFrame:
    """Well-being over the last two weeks: use it for change, also in people without complaints.

    Parameters
    ----------
    frame : DataFrame
        A row for each person, with the columns ``who1`` to ``who5``: 0 at no time ... 5 all of the time.

    Returns
    -------
    DataFrame
        With the index of `frame`: ``score`` (0-100, multiples of 4; higher is better), ``missing_items``, ``reason``.

    Raises
    ------
    GezondmenuError
        Where a column is missing or an answer is no code.

    Notes
    -----
    The sum times 4; an item missing: no score. From memory: 50 or lower is low well-being, a change of 10 matters.

    References
    ----------
    Topp, Østergaard, Søndergaard and Bech (2015), doi:10.1159/000376585.

    Examples
    --------
    >>> who5(pd.DataFrame([[3, 3, 2, 4, 3]], columns=WHO))["score"].tolist()
    [60.0]
    """
    answers = read_answers(frame, "who5", WHO, WHO_CODES)
    missing = np.isnan(answers).sum(axis=1)
    return score_table(frame, {"score": TO_HUNDRED * answers.sum(axis=1)}, missing, [(missing > 0, ITEM_MISSING)])


def swemwbs(frame: pd.DataFrame) -> pd.DataFrame:
    """Mental well-being on the short Warwick-Edinburgh scale: use ``metric`` for means and changes.

    Parameters
    ----------
    frame : DataFrame
        A row for each person, with the columns ``sw1`` to ``sw7``: 1 none of the time ... 5 all of the time.

    Returns
    -------
    DataFrame
        With the index of `frame`: ``raw`` (the sum, 7-35), ``metric`` (converted, 7.00-35.00; higher is better),
        ``missing_items``, ``reason``.

    Raises
    ------
    GezondmenuError
        Where a column is missing or an answer is no code.

    Notes
    -----
    The conversion makes steps of equal size, as parametric statistics need; it stands in
    ``gezondmenu/reference/swemwbs.csv``. An item missing: neither score.

    References
    ----------
    Stewart-Brown, Tennant, Tennant, Platt, Parkinson and Weich (2009), doi:10.1186/1477-7525-7-15.

    Examples
    --------
    >>> swemwbs(pd.DataFrame([[3, 4, 3, 3, 4, 3, 4]], columns=SW))[["raw", "metric"]]
        raw  metric
    0  24.0   21.54
    """
    answers = read_answers(frame, "swemwbs", SW, SW_CODES)
    raw = answers.sum(axis=1)
    missing = np.isnan(answers).sum(axis=1)
    lowest, metric = _conversion()
    converted = np.where(missing > 0, np.nan, metric[np.where(missing > 0, 0, raw - lowest).astype(int)])
    return score_table(frame, {"raw": raw, "metric": converted}, missing, [(missing > 0, ITEM_MISSING)])


@functools.cache
def _conversion() -> tuple[int, np.ndarray]:
    """The lowest raw score, and the metric score of each raw score from there on."""
    table = read_reference("swemwbs")
    return int(table["raw"].iloc[0]), table["metric"].astype("float64").to_numpy()
