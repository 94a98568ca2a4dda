"""Offers of help for requests: an example of a best match, for who brings people together; no indicator rests on it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.given import check_number
from gezondmenu.study.model import Study, check_is_study

IMPOSSIBLE = 1e9


def match_offers(study: Study, days: int = 30) -> pd.DataFrame:
    """Which offer would suit which open request: as many requests as can be, and of those ways the shortest wait.

    An offer suits a request of the same area and kind, when it lies at most so many days from it and has hours enough
    (unknown hours are enough). Each is used once. Rows are those of single people's requests: for the researcher and
    the matchmaker, never for a page. Nobody is assigned: people choose.

    Parameters
    ----------
    study : Study
        With the tables requests and offers.
    days : int
        How far the two may lie apart.

    Returns
    -------
    DataFrame
        ``request, offer, area, kind, days``: a row a pair; `days` from the request to the offer.

    References
    ----------
    Crouse (2016), rectangular assignment, doi:10.1109/TAES.2016.140952, as in scipy.optimize.linear_sum_assignment.

    Examples
    --------
    >>> from gezondmenu.study.model import make_study
    >>> day = pd.Timestamp("2025-03-01")
    >>> asked = pd.DataFrame({"request": ["r1", "r2"], "area": "A", "date": day, "kind": "shopping"})
    >>> offered = pd.DataFrame({"offer": ["o1"], "area": "A", "date": day + pd.Timedelta(days=2), "kind": "shopping"})
    >>> study = make_study({"requests": asked, "offers": offered})
    >>> match_offers(study)[["request", "offer", "days"]].values.tolist()
    [['r1', 'o1', 2]]
    """
    from scipy.optimize import linear_sum_assignment

    check_is_study("gm.match_offers", study)
    check_number("days", days)
    asked = study["requests"]
    asked = asked[(asked["solved_by"].fillna("open") == "open") & asked["solved_on"].isna()]
    offered = study["offers"]
    pairs = []
    for (area, kind), wanted in asked.dropna(subset="kind").groupby(["area", "kind"]):
        given = offered[(offered["area"] == area) & (offered["kind"] == kind)]
        if given.empty:
            continue
        apart = (given["date"].to_numpy()[None, :] - wanted["date"].to_numpy()[:, None]) / np.timedelta64(1, "D")
        hours = given["hours"].fillna(np.inf).to_numpy()[None, :] >= wanted["hours"].fillna(0).to_numpy()[:, None]
        cost = np.where(hours & (np.abs(apart) <= days), np.abs(apart), IMPOSSIBLE)
        for row, column in zip(*linear_sum_assignment(cost), strict=True):
            if cost[row, column] < IMPOSSIBLE:
                names = {"request": wanted["request"].iloc[row], "offer": given["offer"].iloc[column]}
                pairs.append({**names, "area": area, "kind": kind, "days": int(apart[row, column])})
    return pd.DataFrame(pairs, columns=["request", "offer", "area", "kind", "days"])
