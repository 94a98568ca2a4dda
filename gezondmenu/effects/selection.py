"""People chosen because of their first score: as the study says it, or as the scores show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gezondmenu.effects.methods import RETURN_BY_OTHERS, RETURN_TO_MEAN
from gezondmenu.effects.paired_change import Pairs
from gezondmenu.numbers.selection import Expected, cut_off, return_by_others, return_to_mean
from gezondmenu.reason import Reasons
from gezondmenu.reasons import Why

CLEARLY = 10.83
"""Twice the difference in log-likelihood (chi-square, p 0.001) from which on scores are cut off and not only few."""

SAME_STEP = 1e-3
"""Steps that differ by less, as parts of a step, are equal: large scores have few digits behind the point."""

FEWEST_SEEN = 36
"""Persons: fewer scores show no shape."""

SHARE_BEYOND, RARELY_BY_CHANCE = 0.1, 0.01
"""Where a tenth or more of the comparison lies beyond everybody else, and chance would seldom make that so."""


@dataclass(frozen=True)
class Selection:
    """That people were chosen for a low (or a high) first score.

    `bound` is the score up to which they were chosen, NaN where it is not known; `seen` that the study does not say so
    and the scores show it.
    """

    bound: float
    low: bool
    seen: bool

    @property
    def reason(self) -> Reasons:
        """The reason that rows about these people carry."""
        if np.isnan(self.bound):
            return Why.CHOSEN_FOR_SCORE()
        if self.seen:
            return Why.SEEM_CHOSEN_LOW(bound=self.bound) if self.low else Why.SEEM_CHOSEN_HIGH(bound=self.bound)
        return Why.CHOSEN_LOW(bound=self.bound) if self.low else Why.CHOSEN_HIGH(bound=self.bound)


def selection_of(pairs: Pairs, others: Pairs | None, choices: dict[str, Any]) -> Selection | None:
    """Whether, and how, the people of the programme were chosen for their first score; None where not.

    What `selected_on` in study.toml says counts. Without it, two things show it. The people of the comparison go
    beyond: a tenth of them or more score better than any of the others. Or the scores are whole numbers that stop in
    the worse half of the scale, as those of a bell shape that is cut off do.
    """
    outcome = pairs.outcome
    if choices["selected_on"]:
        if choices["selected_on"] != outcome.name:
            return None
        below, above = choices["selected_below"], choices["selected_above"]
        if below is not None:
            return Selection(float(below), True, False)
        return Selection(float("nan") if above is None else float(above), above is None, False)
    side = outcome.towards_better
    first = pairs.first[pairs.began] * side
    if len(first) == 0 or outcome.better == "neutral":
        return None
    best, scale = first.max(), sorted((outcome.low * side, outcome.high * side))
    low = side > 0
    if others is not None and len(beyond := others.first[others.began] * side):
        share = float((beyond > best).mean())
        if share >= SHARE_BEYOND and (1 - share) ** len(first) < RARELY_BY_CHANCE:
            return Selection(float(best * side), low, True)
    steps = _in_steps(first - scale[0])
    if steps is not None and best <= sum(scale) / 2 and cut_off(steps, 0.0) > CLEARLY:
        return Selection(float(best * side), low, True)
    return None


def _in_steps(score: np.ndarray) -> np.ndarray | None:
    """Scores from the lower end of the scale in steps of the smallest gap; None for few, or where steps are not equal.

    Examples
    --------
    >>> _in_steps(np.array([0.0, 0.5, 1.5] * 12))[:3].tolist(), _in_steps(np.array([0.0, 0.5, 0.7] * 12))
    ([0.0, 1.0, 3.0], None)
    """
    values = np.unique(score)
    if len(score) < FEWEST_SEEN or len(values) < 2:
        return None
    steps = score / np.diff(values).min()
    whole = np.rint(steps)
    return whole if np.allclose(steps, whole, rtol=0, atol=SAME_STEP) else None


def return_of_chosen(
    part: np.ndarray, others: Pairs | None, choices: dict[str, Any], confidence: float
) -> tuple[Expected, str] | None:
    """What people with these first scores would have gained anyway, and how that is known; None where it is not.

    By the people of the comparison, or towards `selected_from_mean` of study.toml by `test_retest`.
    """
    if others is not None and (by_others := return_by_others(part, others.first, others.later, confidence)):
        return by_others, RETURN_BY_OTHERS
    mean, test_retest = choices["selected_from_mean"], choices["test_retest"]
    if mean is None or test_retest is None:
        return None
    return return_to_mean(part, float(mean), float(test_retest)), RETURN_TO_MEAN
