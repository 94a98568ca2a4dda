"""Moving: the short IPAQ and the Dutch activity guideline of 2017."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.scales.answers import (
    ITEM_MISSING,
    TIME_MISSING,
    TOO_LONG,
    Codes,
    need_columns,
    read_answers,
    score_table,
    yes_no,
)

KINDS = ("vigorous", "moderate", "walking")
DAYS = tuple(f"{kind}_days" for kind in KINDS)
MINUTES = tuple(f"{kind}_minutes" for kind in KINDS)
METS = np.array([8.0, 4.0, 3.3])  # of each of KINDS
SHORTEST, LONGEST, WAKING = 10, 180, 960  # minutes a day
LEVELS = ("low", "moderate", "high")

A_WEEK = Codes(0, 7)  # days
A_DAY = Codes(0, 1440, whole=False)  # minutes
MINUTES_A_WEEK = Codes(0, 7 * 1440, whole=False)

ENOUGH_MINUTES, SEVERAL_DAYS, STRENGTHENING_DAYS = 150, 2, 2  # a week, adults


def ipaq_short(frame: pd.DataFrame) -> pd.DataFrame:
    """Physical activity of the last seven days in MET-minutes: use it for what people say they do in all.

    Parameters
    ----------
    frame : DataFrame
        A row for each person, with the columns ``vigorous_days``, ``moderate_days``, ``walking_days`` (0-7) and
        ``vigorous_minutes``, ``moderate_minutes``, ``walking_minutes`` (a day, on such days; 0-1440).

    Returns
    -------
    DataFrame
        With the index of `frame`: ``met_minutes`` (a week, 0-19,278), ``category`` (ordered: low, moderate, high),
        ``missing_items``, ``reason``.

    Raises
    ------
    GezondmenuError
        Where a column is missing or an answer is out of range ("don't know" must be blank).

    Notes
    -----
    In this order:

    1. Where days is 0 the questionnaire skips the minutes: they count as 0, blank or not. Any other blank: no score.
    2. Over 960 minutes a day in all: no score.
    3. Under 10 minutes a day: that kind counts as 0 minutes on 0 days. Over 180: 180.
    4. MET-minutes: days times minutes, times 8.0 (vigorous), 4.0 (moderate), 3.3 (walking).
    5. High: 3 days or more of vigorous activity with 1,500 MET-minutes of it, or 7 days or more with 3,000 MET-minutes
       of any kind. Moderate: 3 days or more with 20 minutes of vigorous activity, or 5 days or more with 30 minutes of
       moderate activity or walking, or 5 days or more with 600 MET-minutes of any kind. Days of the kinds are added
       up, so that there can be more than 7.

    Steps 1 to 3 are from memory but for the 180 minutes. The protocol can also be read as 1,500 MET-minutes of all
    kinds on top of 3 vigorous days; ours asks them of the vigorous activity. Beware of code that adds minutes where
    days are meant.

    References
    ----------
    Guidelines for data processing and analysis of the IPAQ (November 2005); Craig et al. (2003),
    doi:10.1249/01.MSS.0000078924.61453.FB.

    Examples
    --------
    >>> frame = pd.DataFrame({name: [0.0, 3.0] for name in DAYS} | {name: [0.0, 60.0] for name in MINUTES})
    >>> frame[["walking_days", "walking_minutes"]] = [[5, 30], [4, 20]]
    >>> ipaq_short(frame)[["met_minutes", "category"]]
       met_minutes  category
    0        495.0  moderate
    1       2424.0  moderate
    """
    need_columns(frame, "ipaq_short", [name for pair in zip(DAYS, MINUTES, strict=True) for name in pair])
    days = read_answers(frame, "ipaq_short", DAYS, A_WEEK)
    minutes = np.where(days == 0, 0, read_answers(frame, "ipaq_short", MINUTES, A_DAY))
    missing = np.isnan(days).sum(axis=1) + np.isnan(minutes).sum(axis=1)
    too_long = minutes.sum(axis=1) > WAKING
    known = (missing == 0) & ~too_long

    done = known[:, None] & (minutes >= SHORTEST)
    days, minutes = np.where(done, days, 0), np.where(done, np.minimum(minutes, LONGEST), 0)
    mets = METS * days * minutes
    total, all_days = mets.sum(axis=1), days.sum(axis=1)
    half_hours = np.where(minutes >= 30, days, 0)[:, 1:].sum(axis=1)
    vigorous = days[:, 0] >= 3
    high = (vigorous & (mets[:, 0] >= 1500)) | ((all_days >= 7) & (total >= 3000))
    moderate = (vigorous & (minutes[:, 0] >= 20)) | (half_hours >= 5) | ((all_days >= 5) & (total >= 600))
    level = np.select([~known, high, moderate], [-1, 2, 1], 0)
    scores = {
        "met_minutes": np.where(known, total, np.nan),
        "category": pd.Categorical.from_codes(level, categories=list(LEVELS), ordered=True),
    }
    return score_table(frame, scores, missing, [(missing > 0, TIME_MISSING), (too_long, TOO_LONG)])


def activity_guideline_2017(frame: pd.DataFrame) -> pd.DataFrame:
    """Whether an adult moves as much as the Gezondheidsraad advises: use the share that ``meets``.

    Parameters
    ----------
    frame : DataFrame
        A row for each person of 18 or older, with the columns ``activity_minutes`` (a week, of moderate or higher
        intensity; 0-10,080), ``activity_days`` (on how many days, 0-7) and ``strengthening_days`` (0-7;
        muscles and bones).

    Returns
    -------
    DataFrame
        With the index of `frame`: ``meets``, ``meets_activity``, ``meets_strengthening`` (boolean), ``missing_items``,
        ``reason`` (of a missing ``meets``).

    Raises
    ------
    GezondmenuError
        Where a column is missing or an answer is out of range.

    Notes
    -----
    150 minutes or more a week over several days, and strengthening on 2 days or more; both parts make ``meets``.
    "Several days" is 2 or more: our reading. Balance exercises of older people and long sitting are not in it, and
    children have another guideline. Each part needs its own items and ``meets`` needs all three, also where one part is
    known to fail: otherwise only failures would be counted among incomplete answers. National figures rest on another
    questionnaire (SQUASH).

    References
    ----------
    Gezondheidsraad, Beweegrichtlijnen 2017; cbs.nl 2020/17.

    Examples
    --------
    >>> frame = pd.DataFrame({"activity_minutes": [150, 300], "activity_days": [2, 1], "strengthening_days": [2, 2]})
    >>> activity_guideline_2017(frame)["meets"].tolist()
    [True, False]
    """
    need_columns(frame, "activity_guideline_2017", ["activity_minutes", "activity_days", "strengthening_days"])
    minutes = read_answers(frame, "activity_guideline_2017", ["activity_minutes"], MINUTES_A_WEEK)[:, 0]
    days = read_answers(frame, "activity_guideline_2017", ["activity_days", "strengthening_days"], A_WEEK)
    active = (minutes >= ENOUGH_MINUTES) & (days[:, 0] >= SEVERAL_DAYS)
    strong = days[:, 1] >= STRENGTHENING_DAYS
    active_unknown, strong_unknown = np.isnan(minutes) | np.isnan(days[:, 0]), np.isnan(days[:, 1])
    missing = np.isnan(minutes) + np.isnan(days).sum(axis=1)
    scores = {
        "meets": yes_no(active & strong, missing > 0),
        "meets_activity": yes_no(active, active_unknown),
        "meets_strengthening": yes_no(strong, strong_unknown),
    }
    return score_table(frame, scores, missing, [(missing > 0, ITEM_MISSING)])
