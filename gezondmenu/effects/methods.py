"""How intervals of this room are made, in the words of the column `method`."""

from __future__ import annotations

from gezondmenu.numbers.paired import EXACT, NONE, T

WEIGHTED = "weighted by one over the chance to stay"
DELTA = "limit of the mean change divided by the share that left"
POOLED = "Fay-Herriot, REML, mean squared error of Datta and Lahiri"
BY_PERSON = "regression, robust errors (HC2)"
BY_AREA = "regression, areas as clusters (CR2, Satterthwaite)"
OF_AREA_MEANS = "means of areas, as variable with the programme as without (t, areas - 2)"
TOO_FEW_AREAS = "none: too few areas"
ONE_AREA = "none: a start or the comparison has one area"
WEIGHTS = "inverse probability weights, joint estimating equations"
BRACKET = "both ways of comparing, from the lowest limit to the highest"
LEE = "bounds for those who left (Lee)"
LEE_AREAS = "bounds for those who left (Lee), leaving out each area in turn"
RETURN_BY_OTHERS = "line of later on first scores of the comparison"
RETURN_TO_MEAN = "towards the mean of those from whom people were chosen"
STAGGERED = "difference in differences, an effect for each start and period (CR2, Satterthwaite)"

METHODS = (
    T,
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
    BRACKET,
    RETURN_BY_OTHERS,
    RETURN_TO_MEAN,
    LEE,
    LEE_AREAS,
)
