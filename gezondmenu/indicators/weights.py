"""What residents find important: points that they divided, and what they chose as best and worst."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.records import Records, concat, to_targets
from gezondmenu.indicators.register import of_card
from gezondmenu.numbers import t_interval
from gezondmenu.vocabulary import ALL, group_label

COLUMNS = ["area", "period", "group", "indicator", "value", "lower", "upper", "n"]


@of_card("weights")
def weights(records: Records) -> pd.DataFrame:
    """Share of the points and best-worst score of each statement, over the residents of an area who took part.

    Notes
    -----
    A resident's points are turned into shares of what that resident gave in all, so that everybody weighs the same;
    a statement that got nothing counts as 0. The best-worst score of a resident is (times best - times worst) out of
    the times that a statement was shown: between -1 and 1. Both are means over residents with a t interval.

    References
    ----------
    Flynn et al. (2007), doi:10.1016/j.jhealeco.2006.04.002 (best-worst scaling by counts).
    """
    parts = [
        _means(records, _shares_of_points(records.study["points"]), (0.0, 100.0)).assign(indicator="points_share"),
        _means(records, _scores(records.study["best_worst"]), (-1.0, 1.0)).assign(indicator="best_worst_score"),
    ]
    return concat(*(part for part in parts if len(part))) if any(map(len, parts)) else pd.DataFrame(columns=COLUMNS)


def _shares_of_points(points: pd.DataFrame) -> pd.DataFrame:
    """``person, statement, x``: percent of a person's own points, for every statement that somebody got to see."""
    given = points.dropna(subset=["person", "statement", "points"])
    wide = given.pivot_table(index="person", columns="statement", values="points", aggfunc="sum", fill_value=0.0)
    total = wide.sum(axis=1)
    shares = 100 * wide[total > 0].div(total[total > 0], axis=0)
    return shares.rename_axis(columns="statement").stack().rename("x").reset_index()


def _scores(shown: pd.DataFrame) -> pd.DataFrame:
    """``person, statement, x``: the best-worst score of each statement that a person saw."""
    seen = shown.dropna(subset=["person", "statement"])
    score = (seen["choice"] == "best").astype("float64") - (seen["choice"] == "worst").astype("float64")
    return seen.assign(x=score).groupby(["person", "statement"], as_index=False)["x"].mean()


def _means(records: Records, values: pd.DataFrame, bounds: tuple[float, float]) -> pd.DataFrame:
    """Mean and t interval of each statement in each area of residence, larger area and the whole study."""
    if values.empty:
        return pd.DataFrame(columns=COLUMNS)
    people = records.study["people"].set_index("person")["area"]
    home = values.assign(area=values["person"].map(people)).dropna(subset="area")
    placed = to_targets(home, records)
    rows = concat(placed[placed["area"] != ALL], values.assign(area=ALL))
    sums = rows.groupby(["area", "statement"])["x"].agg(["mean", "std", "size"]).reset_index()
    sums = sums[sums["area"].isin(records.targets)]
    sums["mean"] = sums["mean"].round(12) + 0.0  # thirds that balance leave -1e-17, not 0: released with more digits
    several = sums["size"] > 1
    lower, upper = t_interval(sums["mean"], sums["std"].fillna(0.0), sums["size"], records.confidence)
    return pd.DataFrame(
        {
            "area": sums["area"],
            "period": ALL,
            "group": [group_label(statement=statement) for statement in sums["statement"]],
            "value": sums["mean"],
            "lower": np.where(several, np.clip(lower, *bounds), np.nan),
            "upper": np.where(several, np.clip(upper, *bounds), np.nan),
            "n": sums["size"].astype("float64"),
        }
    )
