"""Rates of groups of another age or sex, made comparable."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.checks import check_confidence, not_negative, same_length
from gezondmenu.numbers.counts import exact_or_byar
from gezondmenu.vocabulary import GezondmenuError


def directly_standardised_rate(
    events: ArrayLike,
    persons: ArrayLike,
    standard: ArrayLike,
    per: float = 100_000,
    confidence: float = 0.95,
    *,
    squares: ArrayLike | None = None,
) -> tuple[float, float, float]:
    """The rate an area would have with the age mix of the standard: use it for rates of areas side by side.

    Parameters
    ----------
    events : array-like
        Events in each stratum (such as age band by sex), 0 or more.
    persons : array-like
        Persons (or person-years) in each stratum, above 0.
    standard : array-like
        Persons of the standard population in each stratum, 0 or more; only their shares matter.
    per : float
        The rate is per so many persons.
    confidence : float
        Between 0 and 1.
    squares : array-like, optional
        For each stratum the sum over its persons of the square of their number of events, when one person can have
        several (visits): 3 persons who came 1, 1 and 4 times have 6 events and squares 18. Without it every event
        counts as independent of the others, as if nobody came twice.

    Returns
    -------
    value, lower, upper : float
        Events per `per` persons.

    Raises
    ------
    GezondmenuError
        Where a number is negative, lengths differ, a stratum has events and no persons, the standard is empty, squares
        cannot belong to the events, or confidence is not between 0 and 1.

    Notes
    -----
    With O the events and w = standard / (sum of standard) / persons of a stratum: value ``ΣwO`` and Dobson's limits
    ``value + √(Σw²s / C) · (L - C)``, with L the limit of a count C: exact where C is below 10, Byar's from 10 on.
    Independent events have s = O and C = ΣO. With squares, s = squares and C = (ΣO)²/Σs, the number of persons who
    would carry as much information. No events: value and lower limit are 0 and the upper limit is that of a count of 0
    in the stratum with the largest w, which is cautious. A missing number in a stratum that counts, or a stratum that
    counts without persons, makes all three NaN: the total is then unknown. A stratum whose standard is 0 does not
    count.

    References
    ----------
    Dobson, Kuulasmaa, Eberle, Scherer (1991), doi:10.1002/sim.4780100317. Fay and Feuer (1997) for the largest weight,
    doi:10.1002/(SICI)1097-0258(19970415)16:7<791::AID-SIM500>3.0.CO;2-#.

    Examples
    --------
    >>> rate = directly_standardised_rate([10, 40], [1000, 500], [3, 1], per=1000)
    >>> [round(number, 1) for number in rate]
    [27.5, 20.3, 36.4]
    >>> rate = directly_standardised_rate([10, 40], [1000, 500], [3, 1], per=1000, squares=[30, 160])
    >>> [round(number, 1) for number in rate]
    [27.5, 14.8, 46.8]
    """
    check_confidence(confidence)
    columns = {"events": events, "persons": persons, "standard": standard}
    columns["squares"] = events if squares is None else squares
    same_length(**columns)
    count, people, weight, square = (not_negative(name, values) for name, values in columns.items())
    if np.any((people == 0) & (count > 0)):
        raise GezondmenuError("a stratum has events and no persons: use strata in which the events have their persons")
    if squares is not None and np.any((square < count * (1 - 1e-9)) | (square > count**2 * (1 + 1e-9) + 1e-9)):
        raise GezondmenuError(
            "squares lie between the events of a stratum (nobody twice) and their square (one person)"
        )
    if not np.nansum(weight) > 0:
        raise GezondmenuError("the standard population is empty")
    counts = ~(weight == 0)
    count, people, weight, square = count[counts], people[counts], weight[counts], square[counts]
    w = weight / weight.sum() / np.where(people > 0, people, np.nan)
    total, value = count.sum(), float((w * count).sum())
    if np.isnan([value, square.sum()]).any():
        return np.nan, np.nan, np.nan
    if total == 0:
        upper = float(exact_or_byar(0, confidence)[1] * w.max())
        return 0.0, 0.0, per * upper
    carried = total if squares is None else total**2 / square.sum()
    unit = np.sqrt((w**2 * square).sum() / carried)
    lower, upper = (float(value + unit * (limit - carried)) for limit in exact_or_byar(carried, confidence))
    return per * value, per * max(lower, 0.0), per * upper


def indirectly_standardised_ratio(
    events: ArrayLike, persons: ArrayLike, reference_rate: ArrayLike, confidence: float = 0.95
) -> tuple[float, float, float]:
    """Events as a multiple of what the rates of the reference would give: use it where strata are small.

    Parameters
    ----------
    events : array-like
        Independent events in each stratum, or their total as one number; 0 or more.
    persons : array-like
        Persons (or person-years) in each stratum, 0 or more.
    reference_rate : array-like
        Events per person of the reference in each stratum, 0 or more.
    confidence : float
        Between 0 and 1.

    Returns
    -------
    value, lower, upper : float
        1 = as many as expected.

    Raises
    ------
    GezondmenuError
        Where a number is negative, lengths differ, no events are expected, or confidence is not between 0 and 1.

    Notes
    -----
    ``O/E`` with O the events and E = Σ persons · reference_rate; limits of O divided by E, exact where O is below 10,
    Byar's from 10 on. The reference rates are taken as known. Zero events give value and lower limit 0. A missing
    number makes all three NaN. Ratios of two areas with another age mix are not comparable with each other, only
    with 1.

    References
    ----------
    Breslow and Day (1987), Statistical Methods in Cancer Research II, IARC, p. 65-72.

    Examples
    --------
    >>> ratio = indirectly_standardised_ratio([8, 16], [1000, 500], [0.01, 0.02])
    >>> [round(number, 2) for number in ratio]
    [1.2, 0.77, 1.79]
    """
    check_confidence(confidence)
    people, rate = same_length(persons=persons, reference_rate=reference_rate)
    people, rate = not_negative("persons", people), not_negative("reference_rate", rate)
    count = not_negative("events", events)
    if count.ndim and count.shape != people.shape:
        raise GezondmenuError("events are one total, or as many numbers as there are strata")
    total, expected = float(count.sum()), float((people * rate).sum())
    if expected == 0:
        raise GezondmenuError("no events are expected: all persons or reference rates are 0")
    lower, upper = exact_or_byar(total, confidence)
    return total / expected, float(lower) / expected, float(upper) / expected
