"""The register of scales: what each score is, which way is better, and where it comes from."""

from __future__ import annotations

import pandas as pd

from gezondmenu.reference import read_reference

_NUMBERS = ("low", "high", "minimal_important_difference")


def scale_table() -> pd.DataFrame:
    """The register of scales: use it to name, order and judge scores.

    Returns
    -------
    DataFrame
        A row for each outcome, and for each value set of ``eq5d`` and each version of ``loneliness``:

        - ``outcome``: the name in `score_survey`; ``scale``: the function; ``value_set``; ``version``;
        - ``nl``, ``en``: what readers call it; ``unit_nl``, ``unit_en``;
        - ``score``: the main column of the function; ``items``: its columns (``meaning_*``: any number of them);
        - ``low``, ``high``: the range of the score (float); ``better``: ``higher`` or ``lower``;
        - ``level``: ``score``, ``ordinal`` (a code: shares, no mean) or ``yes_no`` (1 or 0); ``measures``: ``utility``,
          ``life satisfaction``, ``score`` or ``share``, for a price that is put on it;
        - ``minimal_important_difference`` (float; NaN where no single figure is known), ``mid_source``,
          ``mid_how_sure``;
        - ``missing_rule``, ``missing_how_sure``, ``licence``, ``licence_how_sure``, ``source``, ``doi``, ``how_sure``.

        How sure is ``read`` (in the source named), ``computed`` (from read figures), ``from memory`` (not checked), or
        ``ours`` (no rule is published; we chose one).

    Examples
    --------
    >>> table = scale_table().set_index("outcome")
    >>> table.loc[["who5"], ["low", "high", "minimal_important_difference", "mid_how_sure"]].values.tolist()
    [[0.0, 100.0, 10.0, 'from memory']]
    """
    table = read_reference("scales")
    numbers = {column: pd.to_numeric(table[column].replace("", None)).astype("float64") for column in _NUMBERS}
    return table.assign(**numbers)
