"""Change by the number of visits: dose is chosen, not given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.effects.baseline import FEWEST_SELECTED
from gezondmenu.effects.doubts import with_doubts
from gezondmenu.effects.paired_change import Pairs, as_table, pairs_of, unit_of_change
from gezondmenu.effects.survey import waves_in_order
from gezondmenu.indicators.records import Records
from gezondmenu.indicators.register import of_card
from gezondmenu.numbers.checks import alike
from gezondmenu.numbers.steep_regression import leverage_slope
from gezondmenu.reasons import Why
from gezondmenu.study.row_keys import plain

PER_VISITS = 10


@of_card("dose")
@with_doubts
def dose(records: Records) -> pd.DataFrame:
    """Points of change for ten visits more between the two measurements, at the same first score.

    Visits after the first measurement up to the later one count where the survey has days, else all visits.
    """
    rows = []
    if records.study.has("attendance"):
        windows, chosen = _days_of_waves(records), [p for p in pairs_of(records) if not p.arm]
        visits = {wave: _visits(records, windows, wave) for wave in {pairs.wave for pairs in chosen}}
        for pairs in chosen:
            if pairs.outcome.level != "ordinal":
                rows += _slope(pairs, visits[pairs.wave], records.confidence)
    return as_table(rows)


def _days_of_waves(records: Records) -> pd.DataFrame | None:
    """The day of each person's answers in each wave, in the order of the waves; None where days are unknown."""
    survey = records.study["survey"]
    if survey.empty or survey["date"].isna().all():
        return None
    return survey.groupby(["person", "wave"])["date"].min().unstack()[waves_in_order(records)]


def _visits(records: Records, windows: pd.DataFrame | None, wave: str) -> pd.Series:
    everybody = records.study["attendance"]
    asked = everybody["person"].isin(records.study["survey"]["person"].dropna().unique())
    every = plain(everybody.loc[asked, ["person", "date", "role"]])
    lists = every[every["role"].fillna("participant") == "participant"]
    if windows is not None:
        first, later = (lists["person"].map(windows[name]) for name in (windows.columns[0], wave))
        lists = lists[(lists["date"] > first) & (lists["date"] <= later)]
        dated = windows.index[windows[[windows.columns[0], wave]].notna().all(axis=1)]
        return lists.groupby("person").size().reindex(dated).fillna(0)
    return lists.groupby("person").size().reindex(every["person"].unique()).fillna(0)


def _slope(pairs: Pairs, visits: pd.Series, confidence: float) -> list[dict[str, Any]]:
    known = ~np.isnan(pairs.change)
    came = visits.reindex(pairs.persons[pairs.began]).to_numpy(float)
    known &= ~np.isnan(came)  # somebody without days, or on no list, has no known number of visits
    came, first, moved = came[known], pairs.first[pairs.began][known], pairs.change[known]
    if known.sum() < FEWEST_SELECTED or came.std() == 0:
        return []
    columns = [np.ones(len(came)), came / PER_VISITS, *([] if alike(first) else [first])]
    design = np.column_stack(columns)
    slope = leverage_slope(moved, design, [0, 1, *([0] * (design.shape[1] - 2))], confidence)
    factor = pairs.outcome.factor
    row = pairs.row(
        "dose_slope",
        value=factor * slope.value,
        lower=factor * slope.lower,
        upper=factor * slope.upper,
        n=float(known.sum()),
        unit=f"{unit_of_change(pairs.outcome)} per {PER_VISITS} visits",
        reasons=Why.OWN_CHOICE(),
    )
    return [row]
