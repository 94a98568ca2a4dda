"""How intervals of this room are made, in the words of the column `method`."""

from __future__ import annotations

import re

from gezondmenu.numbers.paired import EXACT, NONE, WITHIN, T

WEIGHTED = "weighted by one over the chance to stay"
DELTA = "limit of the mean change divided by the share that left"
DELTA_OF_DIFFERENCE = "limit of the difference divided by the share of the programme that left"
POOLED = "Fay-Herriot, adjusted likelihood of Li and Lahiri"
BY_PERSON = "regression, robust errors (HC2)"
BY_AREA = "regression, areas as clusters (CR2, Satterthwaite)"
OF_AREA_MEANS = "means of areas, as variable with the programme as without (t, areas - 2)"
TOO_FEW_AREAS = "none: too few areas"
ONE_AREA = "none: a start or the comparison has one area"
WEIGHTS = "inverse probability weights, leaving out each person in turn"
HOLM = "Holm, over {n} primary outcomes"
FALSE_DISCOVERY = "false discovery rate (Benjamini-Hochberg), {n} outcomes"
BRACKET = "both ways of comparing, from the lowest limit to the highest"
LEE = "bounds for those who left (Lee)"
LEE_AREAS = "bounds for those who left (Lee), leaving out each area in turn"
RETURN_BY_OTHERS = "line of later on first scores of the comparison"
RETURN_TO_MEAN = "towards the mean of those from whom people were chosen"
GROUP_TIME = "effects by start and period (Callaway and Sant'Anna), leaving out each area in turn"
STAGGERED = "difference in differences, an effect for each start and period (CR2, Satterthwaite)"

METHODS = (
    T,
    WITHIN,
    EXACT,
    NONE,
    WEIGHTED,
    DELTA,
    DELTA_OF_DIFFERENCE,
    POOLED,
    BY_PERSON,
    BY_AREA,
    OF_AREA_MEANS,
    TOO_FEW_AREAS,
    WEIGHTS,
    STAGGERED,
    GROUP_TIME,
    ONE_AREA,
    BRACKET,
    RETURN_BY_OTHERS,
    RETURN_TO_MEAN,
    LEE,
    LEE_AREAS,
)


def is_over_primary(method: str) -> bool:
    """Whether a p-value was corrected among the outcomes that the study named beforehand.

    Examples
    --------
    >>> is_over_primary(HOLM.format(n=3)), is_over_primary(FALSE_DISCOVERY.format(n=3))
    (True, False)
    """
    return method in {HOLM.format(n=number) for number in re.findall("[0-9]+", method)}
