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


def fitting(values: np.ndarray, digits: np.ndarray | int, candidates: np.ndarray) -> np.ndarray:
    """How many n of `candidates` can give each rounded mean, when the sum behind it is a whole number.

    Parameters
    ----------
    values : ndarray, shape (rows,)
        Rounded means.
    digits : ndarray or int
        Significant digits they were rounded to.
    candidates : ndarray, shape (rows, width)
        The whole numbers that a published n may stand for.

    Examples
    --------
    >>> fitting(np.array([3.46]), 3, np.array([[13, 14, 15, 16, 17]])).tolist()  # 45/13 alone
    [1]
    """
    half = unit_of(values, digits)[:, None] / 2
    low = np.ceil((values[:, None] - half) * candidates - 1e-9)
    high = np.floor((values[:, None] + half) * candidates + 1e-9)
    return ((high >= low) & (candidates > 0)).sum(axis=1)


def coarsen(values: np.ndarray, candidates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Round means until at least three n of their class fit.

    Returns
    -------
    rounded : ndarray
    digits : ndarray
        Significant digits kept, from 3 down; 0 where no rounding was coarse enough.
    """
    digits = np.full(len(values), DIGITS)
    rounded = round_significant(values, digits)
    for _ in range(DIGITS):
        coarse = np.isfinite(values) & (digits > 0) & (fitting(rounded, digits, candidates) < ENOUGH)
        if not coarse.any():
            break
        digits = np.where(coarse, digits - 1, digits)
        rounded = np.where(coarse, round_significant(values, digits), rounded)
    return rounded, digits
