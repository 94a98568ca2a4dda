"""The cells of a column: a list of texts, or, of a large file, each different text once with the rows that hold it.

The second is a `pandas.Categorical`. Both are read by position (``cells[3]``); whatever looks at all cells looks at the
different ones, so that both are judged by the same code.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

Cells: TypeAlias = list[str] | pd.Categorical


@dataclass(frozen=True)
class Body:
    """What is kept of a large file below its header.

    Attributes
    ----------
    rows : array
        Place in the file of each filled row, from 0.
    cells : dict of Categorical
        By position of the column: those that the table knows.
    absent : dict of array
        By position: whether a row was too short to have this cell.
    filled : frozenset of int
        Positions of columns without a header in which something stands.
    uneven : dict
        By rule and number of cells, for rows with more or fewer cells than the header: the first of their places, and
        how many there are.
    examples : list of int
        Places of the rows that only show how the table is filled in; they are in nothing else.
    """

    rows: Any
    cells: dict[int, pd.Categorical]
    absent: dict[int, np.ndarray]
    filled: frozenset[int]
    uneven: dict[tuple[str, int], tuple[list[int], int]]
    examples: list[int]


def is_coded(cells: Cells) -> bool:
    """Whether each different text is kept once."""
    return isinstance(cells, pd.Categorical)


def distinct(cells: Cells) -> tuple[np.ndarray, list[str]]:
    """For each cell the number of its text, and the different texts, in the order in which they come.

    Examples
    --------
    >>> codes, texts = distinct(["b", "a", "b"])
    >>> codes.tolist(), texts
    ([0, 1, 0], ['b', 'a'])
    """
    if isinstance(cells, pd.Categorical):
        return cells.codes, cells.categories.tolist()
    codes, texts = pd.factorize(np.array(cells, dtype=object))
    return codes, texts.tolist()


def coded(codes: np.ndarray, texts: Sequence[str | None]) -> pd.Categorical:
    """Cells by the numbers of their texts; equal texts become one, and None is no text.

    Examples
    --------
    >>> cells = coded(np.array([0, 1, 2]), ["a", "b", "a"])
    >>> cells.codes.tolist(), list(cells.categories)
    ([0, 1, 0], ['a', 'b'])
    """
    places, different = pd.factorize(np.array(texts, dtype=object))
    if not np.array_equal(places, np.arange(len(places))):
        codes = np.append(places, -1).astype(np.min_scalar_type(-len(places) - 1))[codes]
    return pd.Categorical.from_codes(codes, categories=pd.Index(different, dtype="str"))


def replaced(cells: Cells, codes: np.ndarray, texts: Sequence[str]) -> Cells:
    """Cells with other texts for their numbers."""
    if isinstance(cells, pd.Categorical):
        return coded(codes, texts)
    return [texts[code] for code in codes.tolist()]


def joined_cells(parts: Sequence[Cells]) -> Cells:
    """The cells of several parts after each other."""
    if not any(map(is_coded, parts)):
        return [cell for part in parts for cell in part]
    known = [distinct(part) for part in parts]
    starts = np.cumsum([0, *(len(texts) for _, texts in known)])
    codes = [codes.astype("int32") + start for (codes, _), start in zip(known, starts[:-1], strict=True)]
    return coded(np.concatenate(codes), [text for _, texts in known for text in texts])


def is_filled(cells: Cells) -> np.ndarray:
    """Whether something stands in each cell."""
    codes, texts = distinct(cells)
    return np.array([text != "" for text in texts], dtype=bool)[codes]
