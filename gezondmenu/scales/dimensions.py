"""Positive Health: six dimensions, for conversation."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from gezondmenu.scales.answers import DIMENSION_MISSING, Codes, read_answers, score_table

DIMENSIONS = (
    "bodily_functions",
    "mental_wellbeing",
    "meaning",
    "quality_of_life",
    "participation",
    "daily_functioning",
)


def items_of(frame: pd.DataFrame) -> dict[str, list[str]]:
    """The item columns of each dimension, in order of their number.

    Examples
    --------
    >>> items_of(pd.DataFrame(columns=["meaning_10", "meaning_2", "meaning", "person"]))["meaning"]
    ['meaning_2', 'meaning_10']
    """
    items: dict[str, list[str]] = {dimension: [] for dimension in DIMENSIONS}
    for column in frame.columns:
        match = re.fullmatch(r"([a-z_]+)_([0-9]+)", column) if isinstance(column, str) else None
        if match and match[1] in items:
            items[match[1]].append(column)
    return {name: sorted(columns, key=lambda column: int(column.rsplit("_", 1)[1])) for name, columns in items.items()}


def positive_health(frame: pd.DataFrame) -> pd.DataFrame:
    """Means of the six dimensions of Positive Health: use them to describe and to talk, not to measure an effect.

    The tool (My Positive Health) was made for conversation, not for measurement. For a study of effects take a
    questionnaire that was made for that, such as PH-17 or PH22.

    Parameters
    ----------
    frame : DataFrame
        A row for each person, with the columns ``bodily_functions_1``, ``bodily_functions_2``, ... and likewise for
        ``mental_wellbeing``, ``meaning``, ``quality_of_life``, ``participation``, ``daily_functioning``; any number of
        items in each, 0-10.

    Returns
    -------
    DataFrame
        With the index of `frame`: the six dimensions by those names (0-10; higher is better), ``missing_items``,
        ``reason`` (where one of the six is missing).

    Raises
    ------
    GezondmenuError
        Where a dimension has no column or an answer is no code.

    Notes
    -----
    The mean of the items of a dimension, without weights (from memory). No rule for missing items is published: ours is
    that a dimension needs every item; the other dimensions stay.

    References
    ----------
    doi:10.1186/s41687-024-00718-8, on what the tool is for; Van Vliet et al. (2021), BMJ Open 11:e040816 (PH-17).

    Examples
    --------
    >>> frame = pd.DataFrame([[6, 8, 7, 5, 9, 7, 8]], columns=["bodily_functions_1", "bodily_functions_2"] +
    ...     [f"{dimension}_1" for dimension in DIMENSIONS[1:]])
    >>> positive_health(frame).iloc[0, :6].tolist()
    [7.0, 7.0, 5.0, 9.0, 7.0, 8.0]
    """
    columns = items_of(frame) if isinstance(frame, pd.DataFrame) else {}
    needed = [name for key in DIMENSIONS for name in columns.get(key) or [f"{key}_1"]]
    answers = read_answers(frame, "positive_health", needed, Codes(0, 10))
    ends = np.cumsum([len(columns[key]) for key in DIMENSIONS])
    parts = np.split(answers, ends[:-1], axis=1)
    means = {key: part.mean(axis=1) for key, part in zip(DIMENSIONS, parts, strict=True)}
    missing = np.isnan(answers).sum(axis=1)
    return score_table(frame, means, missing, [(missing > 0, DIMENSION_MISSING)])
