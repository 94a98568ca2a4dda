"""How intervals of this room are made, in the words of the column `method`."""

from __future__ import annotations

from gezondmenu.numbers.paired import EXACT, NONE, WITHIN, T

WEIGHTED = "weighted by one over the chance to stay"
DELTA = "limit of the mean change divided by the share that left"
POOLED = "Fay-Herriot, adjusted likelihood of Li and Lahiri"
BY_PERSON = "regression, robust errors (HC2)"
BY_AREA = "regression, areas as clusters (CR2, Satterthwaite)"
OF_AREA_MEANS = "means of areas, as variable with the programme as without (t, areas - 2)"
TOO_FEW_AREAS = "none: too few areas"
ONE_AREA = "none: a start or the comparison has one area"
WEIGHTS = "inverse probability weights, joint estimating equations"
STAGGERED = "difference in differences, an effect for each start and period (CR2, Satterthwaite)"

METHODS = (
    T,
    WITHIN,
    EXACT,
    NONE,
    WEIGHTED,
    DELTA,
    POOLED,
    BY_PERSON,
    BY_AREA,
    OF_AREA_MEANS,
    TOO_FEW_AREAS,
    WEIGHTS,
    STAGGERED,
    ONE_AREA,
)
