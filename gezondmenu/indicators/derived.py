"""Rows that follow from other rows of the estimate table: trends, gradients over areas, comparisons, pooled shares.

They are worked out from the estimates, and again from the released rows, so that they never tell more than those.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.described import parents_of
from gezondmenu.indicators.comparison import areas_beside, comparisons
from gezondmenu.indicators.gradient import gradients
from gezondmenu.indicators.pooled_shares import is_pooled_share, pooled_rows
from gezondmenu.indicators.register import named_indicators
from gezondmenu.indicators.trend import Together, trends
from gezondmenu.vocabulary import ESTIMATE_KEY, split_variant

FOLLOWS = ("trend", "gradient")
"""Formulas of rows that follow from other rows."""

COLUMNS = [*ESTIMATE_KEY, "version", "value", "lower", "upper", "confidence", "unit", "n", "method", "design"]
COLUMNS += ["status", "reasons"]


def derive(
    table: pd.DataFrame,
    areas: pd.DataFrame,
    confidence: float = 0.95,
    together: Together | None = None,
    pooled: set[str] | None = None,
) -> pd.DataFrame:
    """Every row that follows from the rows of a table.

    Parameters
    ----------
    table : DataFrame
        Rows of the estimate table, before or after release.
    areas : DataFrame
        What describes the areas (`described.areas_of`): which one lies in which.
    confidence : float
        Of the intervals, between 0 and 1.
    together : dict, optional
        How persons come in several quarters (`trend.persons_together`), for the interval of a trend.
    pooled : set of str, optional
        The areas whose shares are pooled (`pooled_shares.areas_to_pool`); none where it is not given.

    Returns
    -------
    DataFrame
        Columns of the estimate table, without numerator and denominator.
    """
    table = table[table["variant"] == "main"]
    parts = [
        trends(table, confidence, together),
        gradients(table, parents_of(areas), confidence),
        comparisons(table, areas_beside(areas), confidence),
        pooled_rows(table, pooled or set(), confidence),
    ]
    rows = pd.concat([part for part in parts if len(part)] or [pd.DataFrame(columns=COLUMNS)], ignore_index=True)
    rows["confidence"] = rows["lower"].where(rows["lower"].isna(), confidence)
    register = named_indicators()
    entries = {name: register[name] for name in rows["indicator"].unique()}
    for column, words in (
        ("version", {name: card.version for name, (card, _) in entries.items()}),
        ("design", {name: entry.design for name, (_, entry) in entries.items()}),
        ("unit", {name: entry.unit for name, (_, entry) in entries.items()}),
        ("method", {name: entry.interval for name, (_, entry) in entries.items()}),
    ):
        given = rows[column] if column in rows else pd.Series(np.nan, index=rows.index)
        rows[column] = given.astype("object").where(given.notna(), rows["indicator"].map(words))
    return rows.reindex(columns=COLUMNS)


def is_derived(table: pd.DataFrame) -> pd.Series:
    """Which rows of a table follow from its other rows."""
    register = named_indicators()
    follows = {name for name, (_, entry) in register.items() if entry.formula in FOLLOWS}
    compared = table["variant"].map(
        {variant: split_variant(variant) is not None for variant in table["variant"].unique()}
    )
    return table["indicator"].isin(follows) | compared.astype(bool) | is_pooled_share(table)
