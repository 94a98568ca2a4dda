"""Random draws of uncertain inputs: the same for the same seed and name, whatever else is in the study."""

from __future__ import annotations

import functools
import hashlib

import numpy as np
from scipy.special import ndtr, ndtri

from gezondmenu.numbers import quantiles
from gezondmenu.valuation.leaves import Leaf


@functools.lru_cache(maxsize=512)
def uniforms(seed: int, name: str, draws: int) -> np.ndarray:
    """Uniform numbers between 0 and 1 of the stream `name`.

    Parameters
    ----------
    seed : int
    name : str
        Of the input, such as ``price/gp_consult``. The numbers depend on seed and name only.
    draws : int

    Returns
    -------
    array of shape (draws,)
        Not to be written in.

    Examples
    --------
    >>> bool((uniforms(1, "price/a", 4) == uniforms(1, "price/a", 4)).all())
    True
    >>> bool((uniforms(1, "price/a", 4) == uniforms(1, "price/b", 4)).any())
    False
    """
    words = np.frombuffer(hashlib.sha256(name.encode()).digest(), dtype=np.uint32)
    stream = np.random.default_rng([seed, *words.tolist()]).random(draws)
    stream.flags.writeable = False
    return stream


def drawn(leaf: Leaf, *, seed: int, draws: int, correlation: float = 1.0, direction: float = 1.0) -> np.ndarray:
    """The draws of one input.

    Parameters
    ----------
    leaf : Leaf
        With a point; a range without one cannot be drawn.
    seed, draws : int
    correlation : float
        Between the normal scores of inputs with the same `model`, 0-1 (a Gaussian copula).
    direction : {1, -1}
        Whether more of this input is a gain, so that inputs of one model gain and lose together.

    Returns
    -------
    array of shape (draws,), or of shape () where the input is fixed.
    """
    if leaf.is_fixed:
        return np.asarray(leaf.value)
    uniform = uniforms(seed, leaf.key, draws)
    if leaf.model:
        shared = direction * ndtri(uniforms(seed, f"model/{leaf.model}", draws))
        uniform = ndtr(np.sqrt(correlation) * shared + np.sqrt(1 - correlation) * ndtri(uniform))
    value = leaf.value
    if leaf.distribution == "pert":  # the mode whose mean is the value, as near to it as the range allows
        value = float(np.clip((6 * leaf.value - leaf.low - leaf.high) / 4, leaf.low, leaf.high))
    return quantiles(uniform, leaf.distribution, value, leaf.low, leaf.high)
