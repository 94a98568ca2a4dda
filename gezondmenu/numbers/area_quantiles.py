"""Areas in fifths or tenths of deprivation."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import same_length
from gezondmenu.vocabulary import GezondmenuError


def quantile_of(value: ArrayLike, quantiles: int = 5, *, first: Literal["lowest", "highest"]) -> np.ndarray:
    """Quantile of each area: use it to make fifths of deprivation out of scores.

    Parameters
    ----------
    value : array-like
        Score of each area.
    quantiles : int
        Number of quantiles, 2 or more.
    first : {"lowest", "highest"}
        Which scores come in quantile 1. There is no default: for income the most deprived are the lowest, for a
        deprivation score the highest.

    Returns
    -------
    ndarray
        Quantile of each area, 1 to `quantiles`, as floats; NaN where the score is missing.

    Raises
    ------
    GezondmenuError
        Where first is neither, quantiles is below 2, or value is no list.

    Notes
    -----
    ``⌊(rank - 1) · quantiles / n⌋ + 1``, where areas with equal scores have the rank of the first of them and so share
    a quantile. All NaN where fewer areas are known than there are quantiles.

    References
    ----------
    The rule of `phe_quantile` of the R package PHEindicatormethods.

    Examples
    --------
    >>> quantile_of([10, 20, 20, 20, None, 50], quantiles=2, first="lowest").tolist()
    [1.0, 1.0, 1.0, 1.0, nan, 2.0]
    >>> quantile_of([10, 20, 20, 20, None, 50], quantiles=2, first="highest").tolist()
    [2.0, 1.0, 1.0, 1.0, nan, 1.0]
    """
    if first not in ("lowest", "highest"):
        raise GezondmenuError(f"first is 'lowest' or 'highest' (which scores come in quantile 1), not {first!r}")
    if quantiles < 2 or quantiles != int(quantiles):
        raise GezondmenuError(f"quantiles is a whole number of 2 or more, not {quantiles}")
    (score,) = same_length(value=value)
    score = score if first == "lowest" else -score
    known = np.sort(score[~np.isnan(score)])
    if len(known) < quantiles:
        return np.full(len(score), np.nan)
    before = np.searchsorted(known, score)
    return np.where(np.isnan(score), np.nan, before * int(quantiles) // len(known) + 1.0)
