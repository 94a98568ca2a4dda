"""Answers in, as codes or in words, and a table of scores out: what every scale of this room does in the same way."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

import numpy as np
import pandas as pd

from gezondmenu.language import message
from gezondmenu.scales.answer_words import code_in_words, labels_of_scale, words_of_scale
from gezondmenu.vocabulary import GezondmenuError

REASONS = (
    message("an item is missing"),
    message("more than one item is missing"),
    message("days or minutes are missing"),
    message("over 16 hours of activity a day"),
    message("a dimension misses an item"),
)
"""Every reason why a score is missing, as it stands in the column ``reason``."""

ITEM_MISSING, ITEMS_MISSING, TIME_MISSING, TOO_LONG, DIMENSION_MISSING = REASONS

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]*)?")
LISTED = 11
"""So many codes are written out in an error; more are named as a range."""


@dataclass(frozen=True)
class Codes:
    """The answers that a column may hold: from `low` to `high`, whole numbers or any, or words of a scale for them.

    `words` names the scale of `words_of_scale` whose words are read, with its version.
    """

    low: int
    high: int
    whole: bool = True
    words: tuple[str, ...] = ()

    def allow(self, answers: np.ndarray) -> np.ndarray:
        """Whether each answer is allowed; blank ones (NaN) are."""
        inside = (answers >= self.low) & (answers <= self.high)
        if self.whole:
            inside &= answers == np.floor(answers)
        return inside | np.isnan(answers)

    def read(self, column: pd.Series) -> np.ndarray:
        """Cells as floats, words as their code: NaN where blank, infinite where a cell is neither number nor word."""
        if column.dtype.kind in "iuf":
            return column.to_numpy(dtype="float64", na_value=np.nan)
        cells = column.to_numpy(dtype=object)
        try:
            return np.fromiter((_remembered(cell, self.words) for cell in cells), float, len(cells))
        except TypeError:  # a cell that cannot be remembered, such as a list
            return np.fromiter((_number(cell, self.words) for cell in cells), float, len(cells))

    @property
    def with_words(self) -> str:
        """The codes, and behind them the words that are read as these."""
        labels = labels_of_scale(*self.words) if self.words else ""
        return f"{self} ({labels})" if labels else str(self)

    def __str__(self) -> str:
        if self.whole and self.high - self.low < LISTED:
            return ", ".join(str(code) for code in range(self.low, self.high + 1))
        return f"{self.low}–{self.high}"


def read_answers(frame: pd.DataFrame, scale: str, columns: Sequence[str], codes: Codes) -> np.ndarray:
    """The answers of a scale as floats, rows by `columns`, of shape (persons, items); blank cells are NaN.

    Parameters
    ----------
    frame : DataFrame
        A row for each person; cells are numbers, text of digits (``"3"``, ``"3.0"``, ``" 3 "``), or words that
        the scale has for its codes (``"ja"``).
    scale : str
        Name for the errors.
    columns : sequence of str
        The items.
    codes : Codes
        What a cell may hold.

    Raises
    ------
    GezondmenuError
        Where a column is not there or there twice, or a cell is not an allowed code. Yes and no (booleans) are no codes.

    Examples
    --------
    >>> frame = pd.DataFrame({"ucla1": ["1", " 3 ", None]}, index=["anna", "bob", "cem"])
    >>> read_answers(frame, "ucla3", ["ucla1"], Codes(1, 3)).ravel().tolist()
    [1.0, 3.0, nan]
    >>> read_answers(frame, "ucla3", ["ucla1"], Codes(1, 2))
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: ucla3, row bob, column ucla1: ' 3 ' is no code of this question; allowed are 1, 2, or blank (such cells: 1)
    """  # noqa: E501
    need_columns(frame, scale, columns)
    answers = np.empty((len(frame), len(columns)))
    for place, column in enumerate(columns):
        answers[:, place] = codes.read(frame[column])
    wrong = ~codes.allow(answers)
    if wrong.any():
        row, place = (int(number) for number in np.argwhere(wrong)[0])
        raise GezondmenuError(
            "{scale}, row {row}, column {column}: {value} is no code of this question; "
            "allowed are {allowed}, or blank (such cells: {cells})",
            scale=scale,
            row=frame.index[row],
            column=columns[place],
            value=_shown(frame[columns[place]].iloc[row]),
            allowed=str(codes),
            cells=int(wrong.sum()),
        )
    return answers


def need_columns(frame: pd.DataFrame, scale: str, columns: Sequence[str]) -> None:
    """Raise unless the frame has each of these columns once."""
    if not isinstance(frame, pd.DataFrame):
        raise GezondmenuError(
            "{scale} needs a DataFrame with a row for each person, not {given}", scale=scale, given=type(frame).__name__
        )
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise GezondmenuError(
            "{scale} needs the columns {needed}; not there: {missing}",
            scale=scale,
            needed=", ".join(columns),
            missing=", ".join(missing),
        )
    if not frame.columns.is_unique:
        twice = sorted(set(frame.columns[frame.columns.duplicated()]) & set(columns))
        if twice:
            raise GezondmenuError("{scale}: more than one column has the name {column}", scale=scale, column=twice[0])


def score_table(
    frame: pd.DataFrame,
    scores: Mapping[str, object],
    missing_items: np.ndarray,
    reasons: Iterable[tuple[np.ndarray, str]],
) -> pd.DataFrame:
    """The result of a scale: scores, the number of blank items, and the first reason that holds."""
    conditions, words = zip(*reasons, strict=True)
    reason = np.select(conditions, words, "")
    last = {"missing_items": missing_items.astype("int64"), "reason": pd.array(reason, dtype="str")}
    return pd.DataFrame({**scores, **last}, index=frame.index)


def yes_no(answer: np.ndarray, unknown: np.ndarray) -> pd.arrays.BooleanArray:
    """True and False, and NA where it is unknown."""
    return pd.arrays.BooleanArray(answer & ~unknown, unknown.copy())


def classes(score: np.ndarray, first: Sequence[float], names: Sequence[str]) -> pd.Categorical:
    """The class of each score, in order; `first` is the lowest score of each class but the first.

    Examples
    --------
    >>> classes(np.array([0.0, 3.0, np.nan]), [2, 5], ["not", "moderately", "severely"]).tolist()
    ['not', 'moderately', nan]
    """
    place = np.where(np.isnan(score), -1, np.searchsorted(first, score, side="right"))
    return pd.Categorical.from_codes(place, categories=list(names), ordered=True)


def _number(cell: object, words: tuple[str, ...]) -> float:
    if isinstance(cell, str):
        text = cell.strip()
        if not text:
            return np.nan
        if NUMBER.fullmatch(text):
            return float(text)
        code = code_in_words(text, words_of_scale(*words)) if words else None
        return np.inf if code is None else code
    if isinstance(cell, bool | np.bool_):
        return np.inf
    if isinstance(cell, Real | Decimal):
        return float(cell)
    return np.nan if pd.api.types.is_scalar(cell) and pd.isna(cell) else np.inf


_remembered = functools.lru_cache(maxsize=4096, typed=True)(_number)
"""Typed, since ``True == 1``."""


def _shown(cell: object) -> str:
    if isinstance(cell, float):
        return f"{float(cell):g}"
    return repr(cell) if isinstance(cell, str) else str(cell)
