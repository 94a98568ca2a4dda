"""Columns of a table as terms of a regression: numbers as they are, words as one term per level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gezondmenu.given import not_there
from gezondmenu.language import message
from gezondmenu.numbers.least_squares import independent_directions
from gezondmenu.vocabulary import GezondmenuError

INTERCEPT = "intercept"
"""The term that holds where every number is 0 and every word is at its reference."""


@dataclass(frozen=True)
class Design:
    """Terms of a regression.

    Attributes
    ----------
    matrix : ndarray, shape (rows, terms)
        The first column is 1.
    terms : tuple of str
        ``intercept``, then a column's name, or ``column=level``.
    reference : tuple of str
        The level that a term is compared with; blank for a number.
    """

    matrix: np.ndarray
    terms: tuple[str, ...]
    reference: tuple[str, ...]


def need_columns(frame: pd.DataFrame, columns: Iterable[str]) -> None:
    """Raise where the table lacks a column.

    Examples
    --------
    >>> need_columns(pd.DataFrame({"visits": [1]}), ["persons"])
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: the table has no column persons; it has visits
    """
    for column in columns:
        if column not in frame.columns:
            template = message("the table has no column {column}; it has {known}")
            raise not_there(template, [column], frame.columns, column=column)


def list_of_columns(name: str, columns: object) -> list[str]:
    """The names as a list; raise where one name was given without brackets, none, or one twice.

    Examples
    --------
    >>> list_of_columns("traits", "imd")
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: traits is a list of one or more columns, such as ['imd'], not 'imd'
    """
    names = list(columns) if isinstance(columns, Iterable) and not isinstance(columns, str) else []
    if not names or len(set(names)) < len(names):
        raise GezondmenuError(
            "{argument} is a list of one or more columns, such as ['imd'], not {given}",
            argument=name,
            given=repr(columns),
        )
    return names


def numbers_in(frame: pd.DataFrame, column: str) -> np.ndarray:
    """A column as floats, NaN where it is blank; raise where it holds words or an infinite number.

    Examples
    --------
    >>> numbers_in(pd.DataFrame({"visits": ["3", "ca. 20"]}), "visits")
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: column visits, row 1: 'ca. 20' is no number; correct it or make it blank
    """
    values = pd.to_numeric(frame[column], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    wrong = (np.isnan(values) & frame[column].notna().to_numpy()) | np.isinf(values)
    if wrong.any():
        place = int(np.argmax(wrong))
        raise GezondmenuError(
            "column {column}, row {row}: {value} is no number; correct it or make it blank",
            column=column,
            row=frame.index[place],
            value=shown(frame[column].iloc[place]),
        )
    return values


def shown(value: object) -> str:
    """A value as an error shows it: words between quotes, numbers bare.

    Examples
    --------
    >>> shown("north"), shown(np.int64(3))
    ("'north'", '3')
    """
    return repr(value) if isinstance(value, str) else str(value)


def complete_rows(frame: pd.DataFrame, columns: Sequence[str]) -> np.ndarray:
    """Whether a row has a value in each of the columns."""
    return frame[list(columns)].notna().all(axis=1).to_numpy()


def make_design(frame: pd.DataFrame, columns: Sequence[str]) -> Design:
    """The terms of complete rows; raise where a column has one value only, or follows from the others.

    Numbers are one term. Words, categories and yes/no are one term per level, each against one level: of ordered
    categories and of yes/no the first, of others the one with most rows (of equals the first in the alphabet).

    Examples
    --------
    >>> table = pd.DataFrame({"km": [1.0, 2.0, 3.0, 5.0], "place": ["town", "village", "town", "city"]})
    >>> made = make_design(table, ["km", "place"])
    >>> made.terms, made.reference
    (('intercept', 'km', 'place=city', 'place=village'), ('', '', 'town', 'town'))
    """
    parts, terms, references = [np.ones(len(frame))], [INTERCEPT], [""]
    for column in columns:
        values = frame[column].infer_objects()
        if values.nunique() < 2:
            raise GezondmenuError(
                "column {column} is {value} in all {n} rows, so nothing can be said about it; leave it out",
                column=column,
                value=shown(values.iloc[0]) if len(values) else "blank",
                n=len(values),
            )
        if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
            parts.append(numbers_in(frame, column))
            terms.append(column)
            references.append("")
            continue
        levels, reference = _levels(values, column)
        for level in levels:
            if level != reference:
                parts.append((values == level).to_numpy(dtype=float))
                terms.append(f"{column}={level}")
                references.append(str(reference))
    matrix = np.column_stack(parts)
    _check_each_term_adds_something(matrix, terms)
    return Design(matrix, tuple(terms), tuple(references))


def _levels(values: pd.Series, column: str) -> tuple[list, object]:
    """The levels that occur, and the one the others are compared with."""
    if pd.api.types.is_datetime64_any_dtype(values) or pd.api.types.is_timedelta64_dtype(values):
        raise GezondmenuError(
            "column {column} holds dates; give a number instead, such as years since the start", column=column
        )
    if isinstance(values.dtype, pd.CategoricalDtype):
        levels = list(values.cat.remove_unused_categories().cat.categories)
        ordered = bool(values.cat.ordered)
    else:
        levels = sorted(values.unique(), key=str)
        ordered = pd.api.types.is_bool_dtype(values)
    counts = values.value_counts()
    return levels, levels[0] if ordered else max(levels, key=lambda level: counts[level])


def _check_each_term_adds_something(matrix: np.ndarray, terms: list[str]) -> None:
    scaled = standardised(matrix)[0]
    if rank(scaled) == matrix.shape[1]:
        return
    for place in range(1, matrix.shape[1]):
        if rank(scaled[:, : place + 1]) <= place:
            raise GezondmenuError(
                "{term} follows from the terms before it ({others}), so they cannot be told apart: leave one out, or "
                "give more rows",
                term=terms[place],
                others=", ".join(terms[:place]),
            )


def rank(scaled: np.ndarray) -> int:
    """How many of the columns, all of one size, tell something that the others do not.

    Examples
    --------
    >>> rank(np.array([[1.0, -1.0, 1 + 1e-9], [1.0, 1.0, 1 - 1e-9]]))
    2
    """
    return len(independent_directions(scaled)[1])


def standardised(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The design with mean 0 and sd 1 in each column but the first, and what turns its coefficients back.

    Coefficients of the matrix itself are ``back @ coefficients``: kilometres or persons per km² then do not decide
    whether a search for the best fit succeeds.

    Examples
    --------
    >>> scaled, back = standardised(np.array([[1.0, 10.0], [1.0, 30.0]]))
    >>> scaled.tolist(), (back @ [5.0, 2.0]).tolist()
    ([[1.0, -1.0], [1.0, 1.0]], [1.0, 0.2])
    """
    mean, sd = matrix.mean(axis=0), matrix.std(axis=0)
    mean[0], sd[0] = 0.0, 1.0
    sd = np.where(sd > 0, sd, 1.0)
    back = np.diag(1 / sd)
    back[0, 1:] = -mean[1:] / sd[1:]
    return (matrix - mean) / sd, back
