"""Several options beside each other: which are never the best buy, what each step costs, and how sure the choice is."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.economics import acceptability
from gezondmenu.vocabulary import GezondmenuError

ON_FRONTIER, DOMINATED, EXTENDEDLY_DOMINATED = "on the frontier", "dominated", "extendedly dominated"


@dataclass(frozen=True)
class Frontier:
    """An array element for each option, in the order given.

    Attributes
    ----------
    status : ndarray of str
        ``on the frontier``; ``dominated``: another one has at least the effect for at most the costs (of equal ones the
        first stays); ``extendedly dominated``: a mix of two others does.
    icer : ndarray
        On the frontier the extra costs for each unit of extra effect against the option before it; NaN for the
        cheapest one and for those that are not on the frontier.
    before : ndarray of int
        The place of the option that it is compared with; -1 where `icer` is NaN.
    """

    status: np.ndarray
    icer: np.ndarray
    before: np.ndarray


def efficiency_frontier(effects: ArrayLike, costs: ArrayLike) -> Frontier:
    """Which of several options can be the best buy, and what each step up costs: use it where more than two compete.

    Parameters
    ----------
    effects, costs : array-like of shape (options,)
        Mean effect (such as QALYs) and mean cost (euros) of each option, doing nothing among them where it is one.

    Returns
    -------
    Frontier

    Raises
    ------
    GezondmenuError
        Where the two differ in length, there is no option, or a number is missing.

    Notes
    -----
    From the cheapest option on: what costs more and has no more effect is dominated. Of those left, one whose step
    costs more for each unit than the step after it is extendedly dominated, and the steps are taken anew. An option on
    the line between two others is kept. Steps that are all against doing nothing would hide both.

    References
    ----------
    Drummond et al. (2015), Methods for the Economic Evaluation of Health Care Programmes, 4th edition, Oxford, chapter
    4. Cantor (1994), doi:10.1177/0272989X9401400309.

    Examples
    --------
    >>> made = efficiency_frontier([0, 2, 3, 2.5], [0, 10, 40, 50])
    >>> made.status.tolist(), made.icer.tolist()
    (['on the frontier', 'on the frontier', 'on the frontier', 'dominated'], [nan, 5.0, 30.0, nan])
    """
    effect, cost = np.asarray(effects, float), np.asarray(costs, float)
    if effect.ndim != 1 or effect.shape != cost.shape or not effect.size:
        raise GezondmenuError(
            "effects and costs are lists of one length, a number for each option, not {effects} and {costs}",
            effects=effect.shape,
            costs=cost.shape,
        )
    if not (np.isfinite(effect).all() and np.isfinite(cost).all()):
        raise GezondmenuError("an effect or cost is missing: options can only be compared on the same draws")
    status = np.full(len(effect), DOMINATED, dtype=object)
    kept: list[int] = []
    for place in np.lexsort((-effect, cost)):
        if kept and effect[place] <= max(effect[other] for other in kept):
            continue
        kept.append(int(place))
    status[kept] = EXTENDEDLY_DOMINATED
    steps: list[int] = []
    for place in kept:
        while len(steps) > 1 and _step(effect, cost, steps[-2], steps[-1]) > _step(effect, cost, steps[-1], place):
            steps.pop()
        steps.append(place)
    status[steps] = ON_FRONTIER
    icer, before = np.full(len(effect), np.nan), np.full(len(effect), -1)
    for last, place in itertools.pairwise(steps):
        icer[place], before[place] = _step(effect, cost, last, place), last
    return Frontier(status.astype(str), icer, before)


def acceptability_frontier(
    effects: ArrayLike, costs: ArrayLike, thresholds: ArrayLike
) -> tuple[np.ndarray, np.ndarray]:
    """The best buy at every amount that a unit of effect may cost, and the chance that it is the right one.

    Parameters
    ----------
    effects, costs, thresholds : array-like
        As for `acceptability`: (draws, options), and euros.

    Returns
    -------
    option, chance : ndarray of shape (thresholds,)
        The place of the option with the highest mean net benefit (the first of those that tie), and the share of draws
        in which it is the best.

    Raises
    ------
    GezondmenuError
        As `acceptability`.

    Notes
    -----
    Who cares for the mean chooses the option with the highest mean net benefit, which need not be the one that is best
    most often: then the frontier lies below the highest acceptability curve.

    References
    ----------
    Barton, Briggs and Fenwick (2008), doi:10.1111/j.1524-4733.2008.00358.x; Fenwick, Claxton and Sculpher (2001),
    doi:10.1002/hec.635.

    Examples
    --------
    In two of three draws the second option is a little better, in the third far worse: the first is chosen.

    >>> option, chance = acceptability_frontier([[0, 1], [0, 1], [0, -5]], [[0, 0], [0, 0], [0, 0]], [10])
    >>> option.tolist(), chance.round(3).tolist()
    ([0], [0.333])
    """
    shares = acceptability(effects, costs, thresholds)
    means = np.mean(np.asarray(effects, float), axis=0), np.mean(np.asarray(costs, float), axis=0)
    each = np.atleast_1d(np.asarray(thresholds, float))
    option = np.argmax(each[:, None] * means[0] - means[1], axis=1)
    return option, shares[np.arange(len(each)), option]


def _step(effect: np.ndarray, cost: np.ndarray, last: int, place: int) -> float:
    return float((cost[place] - cost[last]) / (effect[place] - effect[last]))
