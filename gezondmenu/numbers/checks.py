"""What every function of this room asks of its arguments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from gezondmenu.vocabulary import GezondmenuError

if TYPE_CHECKING:
    import pandas as pd


def check_confidence(confidence: float) -> None:
    """Raise unless confidence is a proportion, such as 0.95.

    Examples
    --------
    >>> check_confidence(95)
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: confidence is a proportion between 0 and 1, such as 0.95, not 95
    """
    if not 0 < confidence < 1:
        raise GezondmenuError(f"confidence is a proportion between 0 and 1, such as 0.95, not {confidence}")


def not_negative(name: str, values: ArrayLike) -> np.ndarray:
    """The values as floats; raise where one is negative or infinite. Missing values (NaN) pass.

    Examples
    --------
    >>> not_negative("persons", [3, -1])
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: persons cannot be negative: -1.0
    """
    array = np.array(values, float)
    if np.any(array < 0):
        raise GezondmenuError(f"{name} cannot be negative: {array[array < 0].flat[0]}")
    if np.any(np.isinf(array)):
        raise GezondmenuError(f"{name} cannot be infinite; leave an unknown value missing (NaN)")
    return array


def same_length(**columns: ArrayLike) -> list[np.ndarray]:
    """The columns as one-dimensional float arrays of one length; raise where they differ or are empty.

    Examples
    --------
    >>> same_length(events=[1, 2], persons=[10])
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: events, persons need the same number of values, not 2, 1
    """
    arrays = [np.array(values, float) for values in columns.values()]
    if any(array.ndim != 1 for array in arrays):
        raise GezondmenuError(f"{', '.join(columns)} must each be one list of values, not a single value or a table")
    if len({len(array) for array in arrays}) > 1:
        lengths = ", ".join(str(len(array)) for array in arrays)
        raise GezondmenuError(f"{', '.join(columns)} need the same number of values, not {lengths}")
    return arrays


ROUNDING = 64 * float(np.finfo(float).eps)
"""Numbers that differ this little, beside their size, differ by rounding only."""


def alike(values: ArrayLike) -> bool:
    """Whether all values are the same number, but for rounding, whatever their unit; no value may be missing.

    Examples
    --------
    >>> alike([0.1 + 0.2, 0.3]), alike([1e9, 1e9 + 1]), alike([])
    (True, False, True)
    """
    array = np.asarray(values, float)
    return not array.size or bool(np.ptp(array) <= ROUNDING * np.abs(array).max())


def cluster_names(clusters: Iterable) -> pd.Series:
    """The clusters as they are, text, numbers or tuples; raise where one is missing.

    Examples
    --------
    >>> cluster_names(["anna", None])
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: a row has no cluster: give who has no name their own, or leave the row out
    """
    import pandas as pd

    names = pd.Series(list(clusters), dtype=object)
    if names.isna().any():
        raise GezondmenuError("a row has no cluster: give who has no name their own, or leave the row out")
    return names
