"""Shares of answers that came from the same person, or of visits to the same activity."""

from __future__ import annotations

import pandas as pd

from gezondmenu.numbers import effective_size


def clustered_share(each: pd.DataFrame, by: list[str], confidence: float) -> pd.DataFrame:
    """Share of answers with `x` true, and how many independent answers it is worth.

    Parameters
    ----------
    each : DataFrame
        A row for each answer: the columns of `by`, ``voice`` (the person or other cluster) and ``x`` (bool);
        ``weight``, where a row is more than one (visits to an activity).

    Returns
    -------
    DataFrame
        The columns of `by`, ``numerator, denominator, n`` (clusters) and ``effective``.
    """
    size = each["weight"].astype("float64") if "weight" in each else 1.0
    measured = each[[*by, "voice"]].assign(size=size, sum=each["x"].astype("float64") * size)
    voices = measured.groupby([*by, "voice"])[["sum", "size"]].sum()
    voices = voices.assign(xx=voices["sum"] ** 2, xm=voices["sum"] * voices["size"], mm=voices["size"] ** 2)
    sums = voices.groupby(by).sum().assign(n=voices.groupby(by).size().astype("float64"))
    share = sums["sum"] / sums["size"]
    squares = (sums["xx"] - 2 * share * sums["xm"] + share**2 * sums["mm"]).clip(lower=0)
    x, answers = sums["sum"].to_numpy(), sums["size"].to_numpy()
    alike = (sums["size"] ** 2 / sums["mm"]).to_numpy()  # fewer than the clusters where some weigh far more (Kish)
    effective = effective_size(x, answers, alike, squares.to_numpy(), confidence)
    rows = sums.rename(columns={"sum": "numerator", "size": "denominator"})[["numerator", "denominator", "n"]]
    return rows.assign(effective=effective).reset_index()
