"""Rounding of numbers that are not functions of counts, until they no longer give their n away."""

from __future__ import annotations

import numpy as np

DIGITS = 3
ENOUGH = 3
"""How many n of a class must fit a published row."""


def round_significant(values: np.ndarray, digits: np.ndarray | int) -> np.ndarray:
    """Round to a number of significant digits; 0 and NaN stay as they are.

    Examples
    --------
    >>> round_significant(np.array([1234.5, 0.012345]), 3).tolist()
    [1230.0, 0.0123]
    """
    values = np.asarray(values, float)
    unit = unit_of(values, digits)
    places = np.clip(-np.log10(unit), -300, 300).round().astype(int)
    rounded = np.round(values / unit) * unit
    return np.array([round(v, p) if np.isfinite(v) else v for v, p in zip(rounded, places, strict=True)])


def unit_of(values: np.ndarray, digits: np.ndarray | int) -> np.ndarray:
    """Size of the last digit kept."""
    size = np.where(np.isfinite(values) & (values != 0), np.abs(values), 1.0)
    return 10.0 ** (np.floor(np.log10(size)) - np.asarray(digits) + 1)


def fitting(
    values: np.ndarray, digits: np.ndarray | int, candidates: np.ndarray, step: np.ndarray | float = 1.0
) -> np.ndarray:
    """How many n of `candidates` can give each rounded mean, when the sum behind it is a whole number of steps.

    Parameters
    ----------
    values : ndarray, shape (rows,)
        Rounded means.
    digits : ndarray or int
        Significant digits they were rounded to.
    candidates : ndarray, shape (rows, width)
        The whole numbers that a published n may stand for.
    step : ndarray, shape (rows,), or float
        What one person more adds at least: 1 for scores in whole points, 100 for a yes or no in percent.

    Examples
    --------
    >>> fitting(np.array([3.46]), 3, np.array([[13, 14, 15, 16, 17]])).tolist()  # 45/13 alone
    [1]
    """
    half = unit_of(values, digits)[:, None] / 2
    steps = np.broadcast_to(np.asarray(step, float), len(values))[:, None]
    low = np.ceil((values[:, None] - half) * candidates / steps - 1e-9)
    high = np.floor((values[:, None] + half) * candidates / steps + 1e-9)
    return ((high >= low) & (candidates > 0)).sum(axis=1)


def outward(
    values: np.ndarray, lower: np.ndarray, upper: np.ndarray, digits: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Limits rounded outward to the step of their value, so that rounding never makes an interval narrower.

    The step is that of the value, or of the larger limit where that is coarser.

    Examples
    --------
    >>> lower, upper = outward(np.array([0.727]), np.array([0.249]), np.array([1.205]), np.array([1]))
    >>> lower.tolist(), upper.tolist()
    ([0.2], [1.3])
    """
    largest = np.fmax(np.abs(lower), np.abs(upper))
    step = np.fmax(unit_of(values, digits), unit_of(np.where(np.isnan(largest), 0.0, largest), DIGITS))
    places = np.clip(-np.log10(step), -300, 300).round().astype(int)
    ends = (np.floor(lower / step + 1e-9) * step, np.ceil(upper / step - 1e-9) * step)
    return tuple(  # type: ignore[return-value]
        np.array([round(v, p) + 0.0 if np.isfinite(v) else v for v, p in zip(end, places, strict=True)]) for end in ends
    )


def coarsen(
    values: np.ndarray, candidates: np.ndarray, step: np.ndarray | float = 1.0, whole: np.ndarray | bool = True
) -> tuple[np.ndarray, np.ndarray]:
    """Round means until at least three n of their class fit.

    Rows that are not `whole` (no sum of whole steps is behind them) keep three digits.

    Returns
    -------
    rounded : ndarray
    digits : ndarray
        Significant digits kept, from 3 down; 0 where no rounding was coarse enough.
    """
    digits = np.full(len(values), DIGITS)
    rounded = round_significant(values, digits)
    for _ in range(DIGITS):
        coarse = np.isfinite(values) & (digits > 0) & whole & (fitting(rounded, digits, candidates, step) < ENOUGH)
        if not coarse.any():
            break
        digits = np.where(coarse, digits - 1, digits)
        rounded = np.where(coarse, round_significant(values, digits), rounded)
    return rounded, digits
