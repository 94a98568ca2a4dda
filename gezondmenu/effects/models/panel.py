"""Areas that begin at different moments: differences in differences, event study, and placebo starts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gezondmenu.effects.methods import ONE_AREA, STAGGERED
from gezondmenu.effects.models.terms import need_columns
from gezondmenu.numbers.cluster_regression import cluster_regression
from gezondmenu.numbers.placebo import Placebo, placebo_test
from gezondmenu.vocabulary import GezondmenuError

NEVER = np.inf


@dataclass(frozen=True)
class _Cells:
    """Rows of a panel with numbered periods; `begin` is the place of the first period with the programme."""

    y: np.ndarray
    area: np.ndarray
    period: np.ndarray
    begin: np.ndarray
    labels: list
    names: pd.Series


def difference_in_differences(
    frame: pd.DataFrame, *, outcome: str, area: str, period: str, start: str, confidence: float = 0.95
) -> pd.DataFrame:
    """What the programme did on average, where areas began at the same or at different moments.

    Parameters
    ----------
    frame : DataFrame
        A row for each person or area in each period. Not changed.
    outcome, area, period : str
        Columns: a number; the area; anything that can be ordered (waves, years).
    start : str
        Column with the first period in which the area has the programme; blank for areas that never do.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    DataFrame
        One row: value, lower, upper, p, df, n (rows), areas, treated_areas, periods, left_out, method.

    Raises
    ------
    GezondmenuError
        Where no area is left to compare with, or the periods before the start are missing.

    Notes
    -----
    Least squares with a level for each area and each period, and an effect of its own for each starting group in
    each later period (so a group that began early is never the comparison for one that began late); `value` is the
    mean of those effects over the treated rows. With equal numbers it is the imputation estimator of Borusyak,
    Jaravel and Spiess, and with one starting moment and two periods the plain difference in differences. Where every
    area begins sooner or later, the last to begin is the comparison, and periods from its start are left out. The
    intervals are CR2 by area with Satterthwaite's degrees of freedom. It is right where areas would have moved alike
    without the programme; `event_study` shows whether they did before it began. Where a start, or the comparison, has
    one area, nothing tells how areas like it vary, and there are no limits: use `placebo_starts`.

    References
    ----------
    Wooldridge (2021), doi:10.2139/ssrn.3906345; Borusyak, Jaravel and Spiess (2024), doi:10.1093/restud/rdae007.

    Examples
    --------
    Three areas; A began in period 2 and gained 1 more than the others.

    >>> rows = [(area, t, level + t + (area == "A") * (t >= 2)) for area, level in [("A", 5), ("B", 3), ("C", 9)]
    ...         for t in (0, 1, 2)]
    >>> frame = pd.DataFrame(rows, columns=["area", "wave", "score"])
    >>> frame["start"] = frame["area"].map({"A": 2})
    >>> effects = difference_in_differences(frame, outcome="score", area="area", period="wave", start="start")
    >>> effects[["value", "treated_areas", "areas"]].round(6).values.tolist()
    [[1.0, 1.0, 3.0]]
    """
    cells = _cells(frame, outcome, area, period, start)
    treated = cells.period >= cells.begin
    if not treated.any():
        raise GezondmenuError("no area has the programme in a period that was measured")
    effects, counts = _dummies(cells, treated)
    levels = _levels(cells)
    design = np.hstack([levels, effects])
    asked = np.concatenate([np.zeros(levels.shape[1]), counts / counts.sum()])
    fit = cluster_regression(cells.y, design, asked, cells.names, confidence=confidence)
    alone = _stands_alone(cells)
    row = {
        "value": fit.coefficient[0],
        "lower": np.nan if alone else fit.lower[0],
        "upper": np.nan if alone else fit.upper[0],
        "p": np.nan if alone else fit.p[0],
        "df": np.nan if alone else fit.df[0],
        "n": len(cells.y),
        "areas": fit.clusters,
        "treated_areas": len(np.unique(cells.area[treated])),
        "periods": len(cells.labels),
        "left_out": len(frame) - len(cells.y),
        "method": ONE_AREA if alone else STAGGERED,
    }
    return pd.DataFrame([row])


def event_study(
    frame: pd.DataFrame, *, outcome: str, area: str, period: str, start: str, confidence: float = 0.95
) -> pd.DataFrame:
    """Difference with other areas period by period, also before the start: use it to see whether they moved alike.

    Parameters
    ----------
    frame, outcome, area, period, start, confidence
        As in `difference_in_differences`.

    Returns
    -------
    DataFrame
        A row for each number of periods since the start: relative (-1 is the period just before, and 0 by
        definition), value, lower, upper, p, df, areas (that began), and ``before`` (true for the check of trends).

    Raises
    ------
    GezondmenuError
        As in `difference_in_differences`.

    Notes
    -----
    An effect for each starting group and period since its start, -1 left out, averaged over groups by their rows
    (Sun and Abraham). Values before the start are no effects: where their limits leave out 0, the areas did not move
    alike, and what comes after cannot be laid at the programme's door. Limits that hold 0 prove nothing either: look
    how wide they are.

    References
    ----------
    Sun and Abraham (2021), doi:10.1016/j.jeconom.2020.09.006; Roth (2022), doi:10.1257/aeri.20210236.

    Examples
    --------
    >>> rows = [(area, t, level + t + (area == "A") * (t >= 2)) for area, level in [("A", 5), ("B", 3), ("C", 9)]
    ...         for t in (0, 1, 2)]
    >>> frame = pd.DataFrame(rows, columns=["area", "wave", "score"])
    >>> frame["start"] = frame["area"].map({"A": 2})
    >>> events = event_study(frame, outcome="score", area="area", period="wave", start="start")
    >>> events.relative.tolist(), (events.value.round(6) + 0.0).tolist()
    ([-2, -1, 0], [0.0, 0.0, 1.0])
    """
    cells = _cells(frame, outcome, area, period, start)
    since = np.where(np.isfinite(cells.begin), cells.period - cells.begin, -1.0)
    kept = since != -1
    effects, counts = _dummies(cells, kept)
    keys, levels = _ordered_keys(cells, kept), _levels(cells)
    times = sorted({int(time) for _, time in keys})
    contrasts = []
    for time in times:
        cells_of_time = np.array([float(key[1] == time) for key in keys]) * counts
        contrasts.append(np.concatenate([np.zeros(levels.shape[1]), cells_of_time / cells_of_time.sum()]))
    fit = cluster_regression(
        cells.y, np.hstack([levels, effects]), np.array(contrasts), cells.names, confidence=confidence
    )
    limits = np.array([fit.lower, fit.upper, fit.p, fit.df])
    limits = np.full_like(limits, np.nan) if _stands_alone(cells) else limits
    rows = [
        {
            "relative": time,
            "value": fit.coefficient[place],
            **dict(zip(("lower", "upper", "p", "df"), limits[:, place], strict=True)),
            "areas": len(np.unique(cells.area[since == time])),
            "before": time < 0,
        }
        for place, time in enumerate(times)
    ]
    base = {"relative": -1, "value": 0.0, "before": True}
    return pd.DataFrame([*rows, base]).sort_values("relative", ignore_index=True)


def placebo_starts(frame: pd.DataFrame, *, outcome: str, area: str, period: str, start: str, seed: int = 1) -> Placebo:
    """Whether the real starts stand out among all ways to hand the same starts to the areas.

    Parameters
    ----------
    frame, outcome, area, period, start
        As in `difference_in_differences`; each area must be measured in each period.
    seed : int
        Of the drawn assignments, where there are too many to look at all.

    Returns
    -------
    Placebo

    Raises
    ------
    GezondmenuError
        Where an area lacks a period.

    Notes
    -----
    The statistic is the mean, over treated areas and periods, of the change since the period before the start minus
    that of the areas that had not begun yet (Callaway and Sant'Anna, not-yet-treated comparison).

    References
    ----------
    Callaway and Sant'Anna (2021), doi:10.1016/j.jeconom.2020.12.001.

    Examples
    --------
    >>> rows = [(area, t, float(area == "A") * (t >= 1)) for area in "ABCDE" for t in (0, 1)]
    >>> frame = pd.DataFrame(rows, columns=["area", "wave", "score"])
    >>> frame["start"] = frame["area"].map({"A": 1})
    >>> placebo_starts(frame, outcome="score", area="area", period="wave", start="start").p
    0.2
    """
    cells = _cells(frame, outcome, area, period, start)
    means = pd.Series(cells.y).groupby([cells.area, cells.period]).mean().unstack()
    if means.isna().any(axis=None):
        raise GezondmenuError("placebo starts need every area in every period: leave out areas or periods with gaps")
    begin = pd.Series(cells.begin).groupby(cells.area).first().to_numpy()
    return placebo_test(means.to_numpy(), begin, _not_yet_treated, seed)


def _not_yet_treated(means: np.ndarray, begins: np.ndarray) -> np.ndarray:
    total, cells = np.zeros(len(begins)), np.zeros(len(begins))
    for begin in np.unique(begins[np.isfinite(begins)]).astype(int):
        for later in range(begin, means.shape[1]):
            moved = means[:, later] - means[:, begin - 1]
            beginning, waiting = begins == begin, begins > later
            count = waiting.sum(axis=1)
            with np.errstate(invalid="ignore", divide="ignore"):
                others = np.where(count > 0, waiting @ moved / count, np.nan)
            usable = ~np.isnan(others)
            total += np.where(usable, beginning @ moved - beginning.sum(axis=1) * np.where(usable, others, 0), 0)
            cells += np.where(usable, beginning.sum(axis=1), 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(cells > 0, total / cells, np.nan)


def _cells(frame: pd.DataFrame, outcome: str, area: str, period: str, start: str) -> _Cells:
    need_columns(frame, (outcome, area, period, start))
    known = frame.dropna(subset=[outcome, area, period])
    labels = sorted(known[period].unique())
    place = {label: number for number, label in enumerate(labels)}
    begin = known[start].map(place, na_action="ignore").astype("float64").to_numpy()
    begin = np.where(known[start].isna(), NEVER, begin)
    late = known[start].notna() & np.isnan(begin)
    begin = np.where(late, [_first_from(labels, value) for value in known[start]], begin)
    if known.groupby(area)[start].nunique().gt(1).any():
        raise GezondmenuError("an area has two starts in {name}; give each area one", name=start)
    if (begin == 0).any():
        names = ", ".join(sorted(known.loc[begin == 0, area].astype(str).unique()))
        raise GezondmenuError(
            "no measurement before the start in {areas}: leave these areas out, or measure before", areas=names
        )
    now = known[period].map(place).to_numpy(float)
    if np.isfinite(begin).all():  # without an area that never begins, the last to begin is the comparison until then
        last = begin.max()
        begin, comparable = np.where(begin == last, NEVER, begin), now < last
        if not np.isfinite(begin[comparable]).any():
            raise GezondmenuError("all areas begin at the same moment: nothing is left to compare with")
        known, begin, now = known[comparable], begin[comparable], now[comparable]
        labels = labels[: int(last)]
    return _Cells(known[outcome].to_numpy(float), known[area].factorize()[0], now, begin, labels, known[area])


def _first_from(labels: list, value: object) -> float:
    """The place of the first period at or after a start that was not measured itself; never when none follows."""
    if pd.isna(value):
        return NEVER
    return next((float(place) for place, label in enumerate(labels) if label >= value), NEVER)


def _stands_alone(cells: _Cells) -> bool:
    """Whether a start, or the comparison, has one area: then nothing tells how areas like it vary."""
    begins = pd.Series(cells.begin).groupby(cells.area).first()
    return bool(begins.value_counts().min() < 2)


def _levels(cells: _Cells) -> np.ndarray:
    """A column for each area and for each period but the first."""
    areas = (cells.area[:, None] == np.arange(cells.area.max() + 1)).astype(float)
    periods = (cells.period[:, None] == np.arange(1, len(cells.labels))).astype(float)
    return np.hstack([areas, periods])


def _ordered_keys(cells: _Cells, chosen: np.ndarray) -> list[tuple[float, float]]:
    pairs = zip(cells.begin[chosen], (cells.period - cells.begin)[chosen], strict=True)
    return sorted({(float(begin), float(since)) for begin, since in pairs})


def _dummies(cells: _Cells, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A column for each starting group and period since its start, and its number of rows."""
    keys = _ordered_keys(cells, chosen)
    since = np.where(np.isfinite(cells.begin), cells.period - np.where(np.isfinite(cells.begin), cells.begin, 0), 0)
    columns = [(cells.begin == begin) & chosen & (since == time) for begin, time in keys]
    effects = np.column_stack(columns).astype(float)
    return effects, effects.sum(axis=0)
