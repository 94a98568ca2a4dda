"""What an effect that came about between measurements is worth, in years of its last size."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.numbers.economics import discounted_years


def rising_years(
    rate: float, drop_off: ArrayLike, years: int, *, start: ArrayLike = 0.0, end: ArrayLike = 0.0
) -> np.ndarray:
    """How many years of its last size an effect is worth that rises between two measurements, and fades after them.

    Parameters
    ----------
    rate : float
        Discount rate a year, as a share.
    drop_off : array-like
        Share of the effect lost each year after the year of the last measurement, 0-1.
    years : int
        Years that count from the first measurement, 0 or more; the first is not discounted.
    start, end : array-like
        Years from the first measurement to the one from which the effect rises, and to the last.

    Returns
    -------
    ndarray
        Years, of the broadcast shape: the area under a line that is 0 up to `start`, 1 at `end`, and stays 1 to the end
        of that year; from then on (1 - drop_off) of the year before.

    Raises
    ------
    GezondmenuError
        As `discounted_years`.

    Notes
    -----
    The area of each year is discounted by (1 + rate) to the number of the year. With start = end = 0 it is
    `discounted_years`. An effect that rises through several measurements is the sum of such lines.

    References
    ----------
    Manca, Hawkins and Sculpher (2005), doi:10.1002/hec.944: the area under the curve between measurements.

    Examples
    --------
    A change at month 11 is worth half of those eleven months and the whole of the twelfth:

    >>> round(float(rising_years(0.0, 0.0, 1, end=11 / 12)), 4)
    0.5417
    >>> float(rising_years(0.0, 0.5, 3, end=1)), float(rising_years(0.0, 0.5, 3))
    (1.25, 1.75)
    """
    discounted_years(rate, drop_off, years)  # the same rules
    lost, start, end = (np.asarray(given, dtype="float64") for given in (drop_off, start, end))
    measured = np.maximum(np.ceil(end), 1.0)
    total = np.zeros(np.broadcast_shapes(lost.shape, start.shape, end.shape))
    for year in range(years):
        area = _area_to(year + 1.0, start, end) - _area_to(float(year), start, end)
        total = total + area * (1.0 - lost) ** np.maximum(year - measured + 1.0, 0.0) / (1.0 + rate) ** year
    return total


def _area_to(moment: float, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """The area up to a moment under a line from 0 at `start` to 1 at `end`, and 1 after it."""
    rise = end - start
    on_the_way = np.clip(moment - start, 0.0, rise)
    with np.errstate(divide="ignore", invalid="ignore"):
        triangle = np.where(rise > 0, on_the_way**2 / (2.0 * rise), 0.0)
    return triangle + np.maximum(moment - end, 0.0)
