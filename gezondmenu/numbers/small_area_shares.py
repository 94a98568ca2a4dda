"""Small areas: the share of each pulled towards what all of them say together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, same_length
from gezondmenu.numbers.small_areas import fay_herriot
from gezondmenu.vocabulary import GezondmenuError


@dataclass(frozen=True)
class PooledShares:
    """An array element for each area.

    Attributes
    ----------
    value, lower, upper : ndarray
        The pooled share and its limits, 0-1.
    weight : ndarray
        Between 0 and 1: how much of the area's own share is in it, on the scale of the arcsine.
    """

    value: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    weight: np.ndarray


def pooled_shares(positive: ArrayLike, persons: ArrayLike, confidence: float = 0.95) -> PooledShares:
    """Partial pooling of the shares of areas, so that an area with few answers is not believed too much.

    Parameters
    ----------
    positive : array-like, shape (areas,)
        Persons for whom it is so, 0 to `persons`; need not be whole, so that it may be an effective number.
    persons : array-like, shape (areas,)
        Persons of whom it is known, above 0 (or their effective number, where answers come in clusters).
    confidence : float
        Between 0 and 1.

    Returns
    -------
    PooledShares

    Raises
    ------
    GezondmenuError
        With fewer than four areas, or a count that is missing or impossible.

    Notes
    -----
    Fay and Herriot's model of Anscombe's arcsin √((x + 3/8) ÷ (n + 3/4)), whose sampling variance is near 1/(4 n + 2)
    whatever the share, also of few persons, with the adjusted likelihood of `fay_herriot`; value and limits are taken
    back by sin², the limits cut off at 0 and 1. Taken back the value is a median rather than a mean.

    References
    ----------
    Anscombe (1948), Biometrika 35, 246-254; Kreutzmann et al. (2019), doi:10.18637/jss.v091.i07, section 2 (arcsine
    transformation); Li and Lahiri (2010), doi:10.1016/j.jmva.2009.10.009.

    Examples
    --------
    Six areas; the last, with four of five, goes most of the way to the others.

    >>> made = pooled_shares([20, 24, 28, 22, 26, 4], [40, 40, 40, 40, 40, 5])
    >>> made.value.round(2).tolist()
    [0.53, 0.6, 0.67, 0.57, 0.64, 0.65]
    """
    from scipy.stats import norm

    check_confidence(confidence)
    yes, known = same_length(positive=positive, persons=persons)
    if not (np.isfinite(yes).all() and np.isfinite(known).all() and (known > 0).all()):
        raise GezondmenuError("pooling shares needs areas of which both counts are known, with persons above 0")
    if ((yes < 0) | (yes > known)).any():
        raise GezondmenuError("of the persons of an area 0 to all may be positive")
    angle = np.arcsin(np.sqrt((yes + 3 / 8) / (known + 3 / 4)))
    made = fay_herriot(angle, 1 / (4 * known + 2), method="adjusted")
    half = float(norm.ppf(0.5 + confidence / 2)) * np.sqrt(made.mse)
    value, lower, upper = (
        np.sin(np.clip(angle, 0, np.pi / 2)) ** 2 for angle in (made.value, made.value - half, made.value + half)
    )
    return PooledShares(value, lower, upper, made.weight)
