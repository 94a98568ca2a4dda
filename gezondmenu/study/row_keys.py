"""Rows compared by whole numbers instead of words: little memory where a table has tens of millions of rows."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

from gezondmenu.study.read.cells import coded

LARGEST_KEY = 2**62
ROWS_OF_A_BLOCK = 300_000


def are_codes(words: pd.Series) -> bool:
    """Whether a column of words keeps each different word once, as attendance of a large file does."""
    return isinstance(words.dtype, pd.CategoricalDtype)


def fill_words(words: pd.Series, word: str) -> pd.Series:
    """A column of words with a word where it is blank.

    Examples
    --------
    >>> fill_words(pd.Series(["a", None], dtype="category"), "b").tolist()
    ['a', 'b']
    """
    if are_codes(words) and word not in words.cat.categories:
        words = words.cat.add_categories([word])
    return words.fillna(word)


def renamed(words: pd.Series, names: Mapping[str, str]) -> pd.Series:
    """Other words for those of a column; missing where a word has none.

    Examples
    --------
    >>> renamed(pd.Series(["a", "b"], dtype="category"), {"a": "x", "b": "x"}).tolist()
    ['x', 'x']
    """
    if not are_codes(words):
        return words.map(names).astype("str")
    texts = [names.get(word) for word in words.cat.categories]
    return pd.Series(coded(words.cat.codes.to_numpy(), texts), index=words.index, copy=False)


def plain(frame: pd.DataFrame) -> pd.DataFrame:
    """A table with words in the place of codes and whole numbers of the usual size: for a part that is not large."""
    words = {name: "str" for name in frame if are_codes(frame[name])}
    numbers = {name: "int64" for name in frame if frame[name].dtype.kind == "i" and frame[name].dtype.itemsize < 8}
    return frame.astype(words | numbers) if words or numbers else frame.copy(deep=False)


def stacked(parts: Iterable[pd.DataFrame], *words: str) -> pd.DataFrame:
    """Rows of several tables under each other, with a fresh index; of more than one, these columns become codes."""
    waiting = iter(parts)
    first = next(waiting)
    rest = [_apart(part, words) for part in waiting]
    if not rest:
        return first.reset_index(drop=True)
    columns = [_apart(first, words), *rest]
    whole = {}
    for name in first:
        alike = [column.pop(name) for column in columns]
        whole[name] = union_categoricals(alike) if name in words else pd.concat(alike, ignore_index=True)
    give_back()
    return pd.DataFrame(whole, copy=False)


def _apart(part: pd.DataFrame, words: Sequence[str]) -> dict[Any, pd.Series]:
    """The columns of a table, each with memory of its own."""
    return {name: part[name].astype("category") if name in words else part[name].copy() for name in part}


def small(frame: pd.DataFrame) -> pd.DataFrame:
    """A table of which whole numbers take as few bytes as they need, to be kept; `blocks` makes them usual again.

    Nothing is worked out with such numbers: a square of one may not fit.
    """
    whole = [name for name in frame if frame[name].dtype.kind == "i" and len(frame)]
    return frame.astype({name: np.min_scalar_type(-int(frame[name].abs().max()) - 1) for name in whole})


def blocks(frame: pd.DataFrame, column: str) -> Iterator[pd.DataFrame]:
    """A table in parts of some hundred thousands of rows, each with all rows of some of the values of a column.

    The rows of a part keep their order and index, and its words are no codes. A table that is not large is its only
    part.

    Examples
    --------
    >>> [part["a"].tolist() for part in blocks(pd.DataFrame({"a": [1, 2, 1]}), "a")]
    [[1, 2, 1]]
    """
    if len(frame) <= ROWS_OF_A_BLOCK:
        yield plain(frame)
        return
    numbers, count = _codes_of(frame[column])
    sizes = np.zeros(count, dtype="int64")
    starts = range(0, len(numbers), ROWS_OF_A_BLOCK)
    for start in starts:  # NumPy makes places of eight bytes of numbers that it counts or looks up
        sizes += np.bincount(numbers[start : start + ROWS_OF_A_BLOCK] + 1, minlength=count)
    block_of = np.cumsum(sizes) // ROWS_OF_A_BLOCK
    for block in np.unique(block_of):
        flags = np.roll(block_of == block, -1)  # a blank has number -1, and stands last
        here = [np.flatnonzero(flags[numbers[start : start + ROWS_OF_A_BLOCK]]) + start for start in starts]
        if len(positions := np.concatenate(here)):
            yield plain(frame.iloc[positions])
            give_back()


def _codes_of(values: pd.Series) -> tuple[np.ndarray, int]:
    """A number for each value of a column, -1 for a blank one, and how many numbers there are."""
    if are_codes(values):
        return values.cat.codes.to_numpy(), len(values.cat.categories) + 1
    numbers, count = numbers_of(values)
    numbers = numbers.astype(np.min_scalar_type(-count - 1))
    numbers -= 1
    return numbers, count


def numbers_of(values: pd.Series) -> tuple[np.ndarray, int]:
    """A number for each value of a column, 0 for a blank one, and how many numbers there are."""
    if are_codes(values):
        numbers = values.cat.codes.to_numpy().astype("int32")
        numbers += 1
        return numbers, len(values.cat.categories) + 1
    if (
        isinstance(values.dtype, np.dtype)
        and values.dtype.kind == "M"
        and (days := _days(values.to_numpy())) is not None
    ):
        return days, int(days.max(initial=0)) + 1
    codes, different = pd.factorize(values)
    codes += 1
    return codes, len(different) + 1


def _days(values: np.ndarray) -> np.ndarray | None:
    """The number of each day from the first on, 0 for a blank one; None where a value is more than a day."""
    days = np.zeros(len(values), dtype="int32")
    first = pd.Series(values, copy=False).min()
    if pd.isna(first):
        return days
    for start in range(0, len(values), ROWS_OF_A_BLOCK):
        part = values[start : start + ROWS_OF_A_BLOCK]
        whole = part.astype("datetime64[D]")
        known = ~np.isnat(part)
        if (whole[known] != part[known]).any():
            return None
        since = (whole - first.to_datetime64().astype("datetime64[D]")).astype("int64") + 1
        days[start : start + len(part)] = np.where(known, since, 0)
    return days


def stand_in(words: pd.Series, known: Sequence[str]) -> np.ndarray:
    """Whether each word is one of the known ones, all different; looked up once for each different word.

    Examples
    --------
    >>> stand_in(pd.Series(["a", "b", None]), ["b", "c"]).tolist()
    [False, True, False]
    """
    if are_codes(words):
        codes, different = words.cat.codes.to_numpy(), words.cat.categories
    else:
        codes, different = pd.factorize(words)
    there = pd.Index(known).get_indexer(pd.Index(different)) >= 0
    return np.append(there, False)[codes]


def give_back() -> None:
    """Give memory that is no longer needed back to the machine, of which Arrow and the C library keep much."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    with contextlib.suppress(AttributeError, OSError, TypeError):  # only the C library of GNU has this
        ctypes.CDLL(None).malloc_trim(0)


def key_of_rows(frame: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """A whole number for each row, the same where all these columns are the same; blank counts as a value.

    Examples
    --------
    >>> rows = pd.DataFrame({"a": ["x", "y", "x"], "b": [None, 1.0, None]})
    >>> key_of_rows(rows, ["a", "b"]).tolist()
    [2, 5, 2]
    """
    key, largest = np.zeros(len(frame), dtype="int64"), 1
    for column in columns:
        numbers, count = numbers_of(frame[column])
        if largest * count > LARGEST_KEY:
            key, different = pd.factorize(key)
            largest = len(different)
        key *= count
        key += numbers
        largest *= count
    return key


def repeats(frame: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """The positions of rows that are the same as an earlier one in these columns, in their order.

    Examples
    --------
    >>> repeats(pd.DataFrame({"a": ["x", "y", "x"]}), ["a"]).tolist()
    [2]
    """
    key = key_of_rows(frame, columns)
    key.sort()
    if not (key[1:] == key[:-1]).any():
        return np.zeros(0, dtype="int64")
    return np.flatnonzero(pd.Series(key_of_rows(frame, columns), copy=False).duplicated().to_numpy())


def firsts(key: np.ndarray, positions: np.ndarray) -> np.ndarray:
    """For keys at some positions: where each of them stands first.

    Examples
    --------
    >>> firsts(np.array([5, 7, 5, 7]), np.array([2, 3])).tolist()
    [0, 1]
    """
    wanted = np.flatnonzero(np.isin(key, np.unique(key[positions])))
    first = pd.Series(wanted, index=key[wanted])
    first = first[~first.index.duplicated()]
    return first.reindex(key[positions]).to_numpy()
