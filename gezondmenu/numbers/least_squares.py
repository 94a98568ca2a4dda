"""Columns of a regression made alike in size, so that euros, grams and years of birth are worked out equally well."""

from __future__ import annotations

import numpy as np

from gezondmenu.numbers.checks import alike

RANK_TOLERANCE = 1e-7
"""A direction this much shorter than the longest one adds nothing to the columns but rounding."""


def columns_alike(design: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The columns of a design around their means and of length 1, and what turns their coefficients back.

    Parameters
    ----------
    design : ndarray, shape (rows, columns)
        Any units and origins. Around their means only where one of the columns is a constant.
    weights : ndarray, shape (rows,)
        Weight of each row, 0 or more.

    Returns
    -------
    scaled : ndarray, shape (rows, columns)
        A column without any spread, other than the constant, is 0.
    back : ndarray, shape (columns, columns)
        Coefficients of the design are ``back @ coefficients``, and contrasts of the scaled ones ``contrasts @ back``.

    References
    ----------
    Golub and Van Loan (2013), Matrix Computations, 4th ed., section 5.3.10, for scaling the columns.

    Examples
    --------
    >>> scaled, back = columns_alike(np.array([[1.0, 1e9], [1.0, 1e9 + 4]]), np.ones(2))
    >>> scaled.round(3).tolist(), (back @ [0.0, 1.0])[1].round(3).tolist()
    ([[0.707, -0.707], [0.707, 0.707]], 0.354)
    """
    scaled, back = design.astype(float), np.eye(design.shape[1])
    constant = constant_column(design)
    if constant is not None:
        means = weights @ design / weights.sum()
        back[constant] -= means / design[0, constant]
        back[constant, constant] = 1.0
        scaled = np.where([alike(column) for column in design.T], 0.0, design - means)
        scaled[:, constant] = design[:, constant]
    largest = np.abs(scaled).max(axis=0)
    lengths = largest * np.sqrt(weights @ (scaled / np.where(largest > 0, largest, 1.0)) ** 2)
    lengths = np.where(lengths > 0, lengths, 1.0)
    return scaled / lengths, back / lengths


def constant_column(design: np.ndarray) -> int | None:
    """The place of the first column that is the same number, not 0, in every row."""
    places = np.flatnonzero((design == design[0]).all(axis=0) & (design[0] != 0))
    return int(places[0]) if len(places) else None


def independent_directions(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The singular value decomposition without the directions that only rounding sets apart from others.

    Returns
    -------
    left : ndarray, shape (rows, rank)
    sizes : ndarray, shape (rank,)
    right : ndarray, shape (columns, rank)
        ``matrix`` is ``left @ diag(sizes) @ right.T`` but for rounding.

    Examples
    --------
    >>> len(independent_directions(np.array([[1.0, 1.0, 0.0], [1.0, 0.0, 1.0], [1.0, 1.0, 0.0]]))[1])
    2
    """
    basis, triangle = np.linalg.qr(matrix)
    left, sizes, right = np.linalg.svd(triangle, full_matrices=False)
    kept = sizes > RANK_TOLERANCE * sizes.max(initial=0.0)
    return basis @ left[:, kept], sizes[kept], right[kept].T
