"""Robust errors of a regression of counts: HC3, and CR3 with clusters."""

from __future__ import annotations

import numpy as np

FULL_LEVERAGE = 1 - 1e-8
"""From this leverage on an area, or cluster, is taken to be all that is known of a term."""


def robust_errors(
    scaled: np.ndarray, residual: np.ndarray, weight: np.ndarray, codes: np.ndarray | None, back: np.ndarray
) -> np.ndarray:
    """Robust errors of the coefficients; NaN for one that cannot be estimated without some one area or cluster.

    Parameters
    ----------
    scaled : ndarray, shape (areas, terms)
        The design, of mean 0 and sd 1 but for the constant.
    residual : ndarray, shape (areas,)
        Count less expectation, as it weighs in the scores.
    weight : ndarray, shape (areas,)
        Information of an area: its expectation, divided by variance ÷ Poisson variance.
    codes : ndarray of int, shape (areas,), optional
        The cluster of each area, from 0 on; each is its own when None.
    back : ndarray, shape (terms, terms)
        Turns coefficients of `scaled` into those of the terms as given.

    Returns
    -------
    ndarray, shape (terms,)

    Notes
    -----
    In the terms q = W^½ X L, with LL' the inverse information, areas add up to q'q = I, and a cluster's share of what
    is known is K = q_g'q_g. Its scores are divided by I - K, which is what the fit to its own counts took from them.
    """
    root = np.linalg.cholesky(np.linalg.inv(scaled.T @ (scaled * weight[:, None])))
    scores, shares = (scaled * residual[:, None]) @ root, (scaled * np.sqrt(weight)[:, None]) @ root
    if codes is None:
        share = (shares**2).sum(axis=1)
        alone = share > FULL_LEVERAGE
        adjusted = scores / np.where(alone, np.inf, 1 - share)[:, None]
        directions, factor = shares[alone] / np.sqrt(share[alone])[:, None], 1.0
    else:
        groups = int(codes.max()) + 1
        scores = np.column_stack([np.bincount(codes, column, groups) for column in scores.T])
        known = [shares[rows].T @ shares[rows] for rows in _rows_of(codes)]
        values, vectors = np.linalg.eigh(np.stack(known))
        alone = values > FULL_LEVERAGE
        turned = np.einsum("gij,gi->gj", vectors, scores) / np.where(alone, np.inf, 1 - values)
        adjusted = np.einsum("gij,gj->gi", vectors, turned)
        directions, factor = vectors.transpose(0, 2, 1)[alone], (groups - 1) / groups
    turn = back @ root
    variance = factor * ((turn @ adjusted.T) ** 2).sum(axis=1)
    rests_on_one = (np.abs(turn @ directions.T) > 1e-6 * np.linalg.norm(turn, axis=1)[:, None]).any(axis=1)
    return np.sqrt(np.where(rests_on_one, np.nan, variance))


def _rows_of(codes: np.ndarray) -> list[np.ndarray]:
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.searchsorted(codes[order], np.arange(1, codes.max() + 1)))
