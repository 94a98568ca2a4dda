"""Effects by start and period after Callaway and Sant'Anna, and the four ways in which they make one number of them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.effects.methods import GROUP_TIME, ONE_AREA
from gezondmenu.effects.models.panel import _Cells, _cells, _stands_alone
from gezondmenu.numbers.checks import check_confidence
from gezondmenu.vocabulary import GezondmenuError

AGGREGATES = ("simple", "by start", "by time since the start", "by period")
"""What `aggte` of the R package did calls simple, group, dynamic and calendar."""


def group_time_effects(frame: pd.DataFrame, *, outcome: str, area: str, period: str, start: str) -> pd.DataFrame:
    """The effect of each start in each period from then on, beside areas that never begin.

    Parameters
    ----------
    frame : DataFrame
        A row for each person or area in each period. Not changed.
    outcome, area, period, start : str
        Columns, as in `difference_in_differences`.

    Returns
    -------
    DataFrame
        A row for each start and period: start, period, since (periods since the start), value, n (rows of the start in
        that period).

    Raises
    ------
    GezondmenuError
        As `difference_in_differences`, and where the period before a start was not measured.

    Notes
    -----
    The change since the period just before the start, minus that of areas that never begin; where all begin sooner or
    later, the last to begin until it does. Nothing else is used, so that trends need to be alike only from there on:
    `difference_in_differences` uses all earlier periods, and is surer where trends are alike in all of them.

    References
    ----------
    Callaway and Sant'Anna (2021), doi:10.1016/j.jeconom.2020.12.001.

    Examples
    --------
    Area A began in period 1 and gained 1, then 2, more than C; B began in period 2 and gained 5.

    >>> gained = {"A": [0, 1, 2], "B": [0, 0, 5], "C": [0, 0, 0]}
    >>> rows = [(area, t, 10 + t + more) for area, each in gained.items() for t, more in enumerate(each)]
    >>> frame = pd.DataFrame(rows, columns=["area", "wave", "score"])
    >>> frame["start"] = frame["area"].map({"A": 1, "B": 2})
    >>> effects = group_time_effects(frame, outcome="score", area="area", period="wave", start="start")
    >>> effects[["start", "period", "value"]].round(6).values.tolist()
    [[1.0, 1.0, 1.0], [1.0, 2.0, 2.0], [2.0, 2.0, 5.0]]
    """
    cells = _cells(frame, outcome, area, period, start)
    begins, sums, counts = _by_area(cells)
    begin, place, value, n = _effects(begins, sums, counts).T
    labels = np.array(cells.labels)
    return pd.DataFrame(
        {
            "start": labels[begin.astype(int)],
            "period": labels[place.astype(int)],
            "since": (place - begin).astype(int),
            "value": value,
            "n": n,
        }
    )


def group_time_average(effects: pd.DataFrame, aggregate: str) -> float:
    """One number of effects by start and period.

    Parameters
    ----------
    effects : DataFrame
        Columns start, period, since, value and n, as of `group_time_effects`.
    aggregate : {"simple", "by start", "by time since the start", "by period"}
        ``simple``: the mean over starts and periods, by their rows. The others first take that mean for each start,
        each time since it or each period, and then the mean of those: over starts by their rows, else plain.

    Returns
    -------
    float

    Raises
    ------
    GezondmenuError
        For another aggregate.

    References
    ----------
    Callaway and Sant'Anna (2021), doi:10.1016/j.jeconom.2020.12.001, section 3.

    Examples
    --------
    >>> effects = pd.DataFrame({"start": [1, 1, 2], "period": [1, 2, 2], "value": [1.0, 2, 5], "n": [10, 10, 30]})
    >>> effects["since"] = effects["period"] - effects["start"]
    >>> [group_time_average(effects, aggregate) for aggregate in AGGREGATES]
    [3.6, 4.125, 3.0, 2.625]
    """
    if aggregate not in AGGREGATES:
        raise GezondmenuError(f"an aggregate is one of {', '.join(AGGREGATES)}, not {aggregate!r}")
    labels = {"simple": "start", "by start": "start", "by time since the start": "since", "by period": "period"}
    label = effects[labels[aggregate]].to_numpy()
    return _average(label, effects["value"].to_numpy(float), effects["n"].to_numpy(float), aggregate)


def group_time_averages(
    frame: pd.DataFrame, *, outcome: str, area: str, period: str, start: str, confidence: float = 0.95
) -> pd.DataFrame:
    """The four averages of effects by start and period, with limits that allow for few areas.

    Parameters
    ----------
    frame, outcome, area, period, start, confidence
        As in `difference_in_differences`.

    Returns
    -------
    DataFrame
        A row for each of `AGGREGATES`: aggregate, value, lower, upper, method.

    Raises
    ------
    GezondmenuError
        As `group_time_effects`.

    Notes
    -----
    Errors are those of leaving out each area in turn, and limits t limits with as many degrees of freedom as there are
    areas, less the starts and the comparison. Where a start, or the comparison, has one area there are no limits.

    References
    ----------
    Callaway and Sant'Anna (2021), doi:10.1016/j.jeconom.2020.12.001; Efron and Stein (1981),
    doi:10.1214/aos/1176345462, for leaving out.

    Examples
    --------
    >>> rows = [(area, t, float(area in "AB") * (t >= 1)) for area in "ABCDE" for t in (0, 1)]
    >>> frame = pd.DataFrame(rows, columns=["area", "wave", "score"])
    >>> frame["start"] = frame["area"].map({"A": 1, "B": 1})
    >>> averages = group_time_averages(frame, outcome="score", area="area", period="wave", start="start")
    >>> averages[["value", "lower", "upper"]].iloc[0].tolist()
    [1.0, 1.0, 1.0]
    """
    from scipy.stats import t

    check_confidence(confidence)
    cells = _cells(frame, outcome, area, period, start)
    begins, sums, counts = _by_area(cells)
    averages = _averages(begins, sums, counts)
    half, areas = np.full(len(AGGREGATES), np.nan), len(begins)
    alone = _stands_alone(cells)
    freedom = areas - len(np.unique(begins))
    if not alone:
        kept = ~np.eye(areas, dtype=bool)
        left_out = np.array([_averages(begins[rows], sums[rows], counts[rows]) for rows in kept])
        squares = ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0)
        half = float(t.ppf(0.5 + confidence / 2, freedom)) * np.sqrt(squares * (1 - 1 / areas))
    return pd.DataFrame(
        {
            "aggregate": AGGREGATES,
            "value": averages,
            "lower": averages - half,
            "upper": averages + half,
            "method": ONE_AREA if alone else GROUP_TIME,
        }
    )


def _by_area(cells: _Cells) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The start of each area, and the sums and numbers of its rows in each period."""
    shape = (int(cells.area.max()) + 1, len(cells.labels))
    sums, counts = np.zeros(shape), np.zeros(shape)
    place = (cells.area, cells.period.astype(int))
    np.add.at(sums, place, cells.y - cells.y.mean())  # around their mean, so that an origin takes no digits
    np.add.at(counts, place, 1.0)
    begins = np.full(shape[0], np.inf)
    begins[cells.area] = cells.begin
    return begins, sums, counts


def _effects(begins: np.ndarray, sums: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """A row for each start and period from then on: start, period, value, rows."""
    never = np.isinf(begins)
    others, rows = _means(sums[never], counts[never]), []
    for begin in np.unique(begins[~never]).astype(int):
        group = begins == begin
        own = _means(sums[group], counts[group])
        for place in range(begin, sums.shape[1]):
            value = own[place] - own[begin - 1] - (others[place] - others[begin - 1])
            rows.append((begin, place, value, counts[group, place].sum()))
    if not rows:
        raise GezondmenuError("no area has the programme in a period that was measured")
    effects = np.array(rows, float)
    if np.isnan(effects[:, 2]).any():
        raise GezondmenuError("a start or the comparison has no rows in a period that it needs")
    return effects


def _means(sums: np.ndarray, counts: np.ndarray) -> np.ndarray:
    number = counts.sum(axis=0)
    return np.where(number > 0, sums.sum(axis=0) / np.maximum(number, 1), np.nan)


def _average(label: np.ndarray, value: np.ndarray, n: np.ndarray, aggregate: str) -> float:
    if aggregate == "simple":
        return float(value @ n / n.sum())
    place = np.unique(label, return_inverse=True)[1]
    rows = np.bincount(place, n)
    means = np.bincount(place, value * n) / rows
    return float(np.average(means, weights=rows / np.bincount(place)) if aggregate == "by start" else means.mean())


def _averages(begins: np.ndarray, sums: np.ndarray, counts: np.ndarray) -> np.ndarray:
    start, period, value, n = _effects(begins, sums, counts).T
    labels = (start, start, period - start, period)
    return np.array([_average(label, value, n, name) for name, label in zip(AGGREGATES, labels, strict=True)])
