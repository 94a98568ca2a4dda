"""Two groups beside each other: the difference, adjusted or weighted, with intervals that allow for few areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from gezondmenu.effects.methods import BY_AREA, BY_PERSON, FALSE_DISCOVERY, HOLM, OF_AREA_MEANS, TOO_FEW_AREAS
from gezondmenu.effects.models.terms import need_columns
from gezondmenu.numbers.checks import alike
from gezondmenu.numbers.cluster_regression import cluster_regression
from gezondmenu.numbers.least_squares import RANK_TOLERANCE, columns_alike
from gezondmenu.vocabulary import GezondmenuError

FEWEST_DF = 4 - 1e-6
"""Below four degrees of freedom, but for rounding, Satterthwaite's approximation is not to be trusted."""


LARGEST_P = 0.05
"""Where no p-value under this is possible, there are too few areas to judge."""


@dataclass(frozen=True)
class Difference:
    """The difference of two groups.

    Attributes
    ----------
    value, lower, upper, p : float
        In the unit of the outcome, above 0 where the treated are higher; limits and p are NaN where there are too
        few areas.
    df : float
        Degrees of freedom behind the limits.
    treated, others : int
        Persons (rows) used on each side.
    areas : int
        Clusters, or 0 where rows are independent.
    left_out : int
        Rows with a missing value.
    method : str
        How the interval was made.
    """

    value: float
    lower: float
    upper: float
    p: float
    df: float
    treated: int
    others: int
    areas: int
    left_out: int
    method: str


def difference_of_groups(
    frame: pd.DataFrame,
    *,
    outcome: str,
    treated: str,
    adjust: Sequence[str] = (),
    clusters: str | None = None,
    weights: str | None = None,
    interact: bool = False,
    everybody: bool = False,
    confidence: float = 0.95,
) -> Difference:
    """How much the treated differ from the others on an outcome.

    Parameters
    ----------
    frame : DataFrame
        A row a person (or any unit). Not changed.
    outcome : str
        Column with numbers, in any unit.
    treated : str
        Column with true or false (1 or 0).
    adjust : sequence of str
        Columns with numbers to hold equal. With the first measurement here and the later one as outcome this is
        ANCOVA; with the change as outcome and nothing here, a difference in differences.
    clusters : str, optional
        Column with the area of each row, where areas and not persons got the programme.
    weights : str, optional
        Column with weights, 0 or more.
    interact : bool
        Let what is adjusted for work differently in the two groups, and tell the difference for people like the
        treated (standardisation).
    everybody : bool
        With `interact`: for people like all of them together, and not like the treated.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    Difference

    Raises
    ------
    GezondmenuError
        For a column that is not there, or when one of the groups has no complete rows.

    Notes
    -----
    Least squares on a constant, the group and what is adjusted for. Persons on their own: HC2 errors with degrees of
    freedom of Bell and McCaffrey. Areas: CR2 errors with Satterthwaite's degrees of freedom. Where these are under
    four (two treated areas of eight have 1.7) that approximation is poor, and where one side has a single area CR2
    cannot see how areas on that side vary at all. Nor can it where one area has nearly all people of a side, so the
    degrees of freedom are worked out for people of an area who are all alike as well. Then the means of areas are
    compared with a pooled variance and areas - 2 degrees of freedom, what is adjusted for being taken out within areas
    first (Donald and Lang). That takes areas with and without the programme as equally variable; `placebo_test` does
    not. With `interact` there are no limits in those cases.

    References
    ----------
    Pustejovsky and Tipton (2018), doi:10.1080/07350015.2016.1247004; Donald and Lang (2007),
    doi:10.1162/rest.89.2.221; Vickers and Altman (2001), doi:10.1136/bmj.323.7321.1123.

    Examples
    --------
    >>> people = pd.DataFrame({"change": [1.0, 2.0, 3.0, 0.0, 1.0, 2.0], "treated": [1, 1, 1, 0, 0, 0]})
    >>> difference = difference_of_groups(people, outcome="change", treated="treated")
    >>> round(difference.value, 2), round(difference.lower, 2), round(difference.upper, 2), round(difference.df, 1)
    (1.0, -1.27, 3.27, 4.0)
    """
    named = [outcome, treated, *adjust, *(name for name in (clusters, weights) if name)]
    need_columns(frame, named)
    known = frame[named].dropna()
    group = known[treated].astype("float64").to_numpy()
    if not ((group > 0).any() and (group == 0).any()):
        raise GezondmenuError(
            "{name} must hold both people with and without the programme, with a known {outcome}",
            name=treated,
            outcome=outcome,
        )
    y, x = known[outcome].to_numpy(float), known[list(adjust)].to_numpy(float)
    w = known[weights].to_numpy(float) if weights else np.ones(len(known))
    about = np.ones(len(group), bool) if everybody else group > 0
    around = np.average(x[about], axis=0, weights=w[about]) if len(adjust) else np.zeros(0)
    x = np.where([alike(column) for column in x.T], 0.0, x - around)
    columns = [np.ones(len(y)), group, *x.T]
    if interact:
        columns += list((group[:, None] * x).T)
    design = np.column_stack(columns)
    asked = np.zeros(design.shape[1])
    asked[1] = 1
    names = known[clusters] if clusters else None
    fit = cluster_regression(y, design, asked, names, w if weights else None, confidence)
    value, df = float(fit.coefficient[0]), float(fit.df[0])
    lower, upper, p = float(fit.lower[0]), float(fit.upper[0]), float(fit.p[0])
    method = BY_PERSON if names is None else BY_AREA
    if names is not None:
        few = not min(df, _freedom_of_areas(names, group, w)) >= FEWEST_DF
        if interact and few:
            lower, upper, p, method = np.nan, np.nan, np.nan, TOO_FEW_AREAS
        elif few:
            value, lower, upper, p, df, method = _of_area_means(y, x, group, w, names, confidence)
    return Difference(
        value,
        lower,
        upper,
        p,
        df,
        int((group > 0).sum()),
        int((group == 0).sum()),
        0 if names is None else fit.clusters,
        len(frame) - len(known),
        method,
    )


def limited(lower: float) -> bool:
    """Whether a difference has limits: without them nothing may be claimed of it."""
    return not np.isnan(lower)


def _freedom_of_areas(names: pd.Series, group: np.ndarray, w: np.ndarray) -> float:
    """Degrees of freedom (Satterthwaite) if persons of an area were all alike: how many areas each mean rests on.

    A side on which one area has nearly all people rests on that area alone, however many others there are.
    """
    codes, areas = pd.factorize(names)
    sides = [(codes[side], w[side]) for side in (group > 0, group == 0)]
    there = np.array([np.bincount(code, minlength=len(areas)) > 0 for code, _ in sides])
    if there.all(axis=0).any():  # compared within areas, so that areas need not be alike
        return np.inf if there.sum(axis=1).min() > 1 else 0.0
    sums = [np.bincount(code, weight) for code, weight in sides]
    effective = np.array([part.sum() ** 2 / (part**2).sum() for part in sums])
    if (effective <= 1 + 1e-9).any():
        return 0.0
    return float((1 / effective).sum() ** 2 / ((1 / effective) ** 2 / (effective - 1)).sum())


def _of_area_means(
    y: np.ndarray, x: np.ndarray, group: np.ndarray, w: np.ndarray, names: pd.Series, confidence: float
) -> tuple[float, float, float, float, float, str]:
    """Means of areas, what is adjusted for taken out within areas, compared with a pooled variance."""
    from scipy.stats import t

    codes = names.factorize()[0]
    if x.shape[1]:
        inside = np.column_stack([y, x])
        sums = np.stack([np.bincount(codes, w * column) for column in inside.T], axis=1)
        inside = inside - (sums / np.bincount(codes, w)[:, None])[codes]
        scaled, back = columns_alike(inside[:, 1:], w)
        root = np.sqrt(w)
        slopes = np.linalg.lstsq(scaled * root[:, None], inside[:, 0] * root, rcond=RANK_TOLERANCE)[0]
        y = y - x @ (back @ slopes)
    weight = np.bincount(codes, w)
    means = np.bincount(codes, w * y) / weight
    share = np.bincount(codes, group) / np.bincount(codes)
    if not np.isin(share, (0, 1)).all():
        raise GezondmenuError("an area holds people with and without the programme, so areas cannot be compared")
    one, other = means[share == 1], means[share == 0]
    value, df = float(one.mean() - other.mean()), float(len(means) - 2)
    if len(means) < 4:
        return value, np.nan, np.nan, np.nan, df, TOO_FEW_AREAS
    squares = ((one - one.mean()) ** 2).sum() + ((other - other.mean()) ** 2).sum()
    error = float(np.sqrt(squares / df * (1 / len(one) + 1 / len(other))))
    half = float(t.ppf(0.5 + confidence / 2, df)) * error
    p = np.nan if alike(one) and alike(other) else float(2 * t.sf(abs(value) / error, df))
    return value, value - half, value + half, p, df, OF_AREA_MEANS


MOSTLY = 0.9
"""Areas got the programme as a whole where at least so many people of every area have the same arm."""


def allocated_by_area(area: pd.Series, treated: pd.Series) -> tuple[bool, pd.Series]:
    """Whether whole areas are with or without the programme, and which people then count.

    A stray person of the other arm, or one without an area, does not make persons of areas: they are left out.
    """
    share = treated.astype("float64").groupby(area).mean()
    clear = len(share) > 1 and (np.maximum(share, 1 - share) >= MOSTLY).all() and (share > 0.5).nunique() == 2
    if not clear:
        return False, pd.Series(True, index=area.index)
    return True, area.notna() & (treated == (area.map(share) > 0.5))


def corrected(p: ArrayLike, primary: ArrayLike | None = None) -> tuple[np.ndarray, str]:
    """P-values of several outcomes, corrected for there being several.

    Parameters
    ----------
    p : array-like, shape (outcomes,)
        NaN where there is none.
    primary : array-like of bool, optional
        Which were chosen beforehand. Those are corrected among themselves by Holm; others are NaN. When nothing was
        chosen, all are told by Benjamini and Hochberg: the share of false discoveries among those at least as clear.

    Returns
    -------
    corrected : ndarray
    method : str

    References
    ----------
    Holm (1979), Scandinavian Journal of Statistics 6, 65-70; Benjamini and Hochberg (1995),
    doi:10.1111/j.2517-6161.1995.tb02031.x.

    Examples
    --------
    >>> corrected([0.01, 0.04, 0.30], [True, True, False])[0].round(2).tolist()
    [0.02, 0.04, nan]
    """
    from statsmodels.stats.multitest import multipletests

    values = np.asarray(p, float)
    chosen = np.zeros(len(values), bool) if primary is None else np.asarray(primary, bool)
    several = bool(chosen.any())
    used = ~np.isnan(values) & (chosen if several else True)
    adjusted = np.full(len(values), np.nan)
    if used.any():
        adjusted[used] = multipletests(values[used], method="holm" if several else "fdr_bh")[1]
    return adjusted, (HOLM if several else FALSE_DISCOVERY).format(n=int(used.sum()))
