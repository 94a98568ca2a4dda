"""How much worse those who left a programme must have done, before nothing is left of the difference."""

from __future__ import annotations

from typing import Any

import numpy as np

from gezondmenu.effects.arms import Arms
from gezondmenu.effects.methods import DELTA_OF_DIFFERENCE
from gezondmenu.effects.models.groups import Difference, limited
from gezondmenu.effects.paired_change import unit_of_change
from gezondmenu.reasons import Why

INDICATOR = "treated_dropout_to_zero"


def treated_dropout_to_zero(arms: Arms, difference: Difference) -> list[dict[str, Any]]:
    """The tipping point of a pattern mixture: those who left the comparison did as those who stayed in it.

    Parameters
    ----------
    arms : Arms
        No row where areas with their means, or other people each time, are compared: then nobody is known to have left.
    difference : Difference
        The main one.

    Notes
    -----
    With a share p of the people with the programme lost, who did δ worse than those who stayed, the difference of all
    who began is that of those who stayed minus p · δ. The row has the δ at which its limit nearest to zero is zero.

    References
    ----------
    White, Carpenter and Horton (2018), doi:10.5705/ss.202016.0308.
    """
    if arms.persons or not limited(difference.lower):
        return []
    of_programme = arms.people.loc[arms.people["treated"], "change"]
    gone, began = float(of_programme.isna().sum()), float(len(of_programme))
    unit = unit_of_change(arms.outcome)
    nearest = difference.lower if difference.value > 0 else -difference.upper
    worse = nearest * began / gone if gone else np.nan
    why = (
        Why.NOBODY_LEFT()
        if not gone
        else Why.DIFFERENCE_NOT_CLEAR()
        if not nearest > 0
        else Why.SCALE_TOO_SHORT()
        if worse > arms.outcome.high - arms.outcome.low
        else None
    )
    if why is not None:
        return [arms.row(INDICATOR, status="no data", reasons=why, unit=unit)]
    counts: dict[str, Any] = {"numerator": gone, "denominator": began, "n": float(of_programme.notna().sum())}
    value = arms.outcome.factor * worse
    return [arms.row(INDICATOR, value=value, method=DELTA_OF_DIFFERENCE, unit=unit, **counts)]
