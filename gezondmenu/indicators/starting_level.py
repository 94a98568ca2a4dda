"""Participants by the level at which they started, for the bands that the value of an outcome depends on."""

from __future__ import annotations

import pandas as pd

from gezondmenu.indicators.records import AREA_PERIOD, Records, to_targets
from gezondmenu.reason import NOTHING, join
from gezondmenu.reasons import Why
from gezondmenu.study.row_keys import plain
from gezondmenu.vocabulary import ALL, group_label, period_kind

TRAIT = "started_level"


def level_band(low: float, high: float) -> str:
    """The label of a band of starting levels; an end that is blank is open.

    Examples
    --------
    >>> level_band(1, 5), level_band(float("nan"), 5.5)
    ('1-5', '-5.5')
    """
    return "-".join("" if pd.isna(end) else f"{end:g}" for end in (low, high))


def by_starting_level(records: Records, who: pd.DataFrame, everyone: pd.DataFrame) -> pd.DataFrame:
    """Counts of participants whose level at the start lies in each band that table chains names.

    Parameters
    ----------
    records : Records
    who : DataFrame
        ``person, area, period``, once each.
    everyone : DataFrame
        Rows of all participants, with ``area, period, numerator, status, reasons``.

    Returns
    -------
    DataFrame
        ``area, period, group, numerator, n, status, reasons`` for years and the whole study; both ends of a band belong
        to it. Who has no known level is in no band, and `reasons` count them.
    """
    chains, people = records.study["chains"], records.study["people"]
    bands = chains[["level_from", "level_to"]].dropna(how="all").drop_duplicates()
    if bands.empty or people["started_level"].isna().all():
        return pd.DataFrame(columns=[*AREA_PERIOD, "group", "numerator", "n", "status", "reasons"])
    kinds = who["period"].map({p: period_kind(p) in ("year", ALL) for p in who["period"].unique()})
    levels = plain(who[kinds.astype(bool)]).assign(level=lambda w: w["person"].map(people.set_index("person")[TRAIT]))
    placed = to_targets(levels, records)
    known = everyone[everyone["period"].isin(placed["period"].unique()) & (everyone["status"] == "ok")]
    known = known[[*AREA_PERIOD, "numerator", "status", "reasons"]].rename(columns={"numerator": "all"})
    unknown = placed[placed["level"].isna()].groupby(AREA_PERIOD).size().rename("unknown")
    known = known.join(unknown, on=AREA_PERIOD).fillna({"unknown": 0})
    known["reasons"] = [
        join(before, Why.UNKNOWN_OF(unknown=int(blank), all=int(count)) if blank else NOTHING)
        for before, blank, count in zip(known["reasons"], known["unknown"], known["all"], strict=True)
    ]
    parts = []
    for low, high in bands.itertuples(index=False):
        inside = placed["level"].notna() & ~(placed["level"] < low) & ~(placed["level"] > high)  # a blank end is open
        counts = placed[inside].groupby(AREA_PERIOD).size().rename("numerator")
        rows = known.join(counts, on=AREA_PERIOD).fillna({"numerator": 0.0})
        parts.append(rows.assign(group=group_label(**{TRAIT: level_band(low, high)}), n=rows["numerator"]))
    return pd.concat(parts, ignore_index=True).drop(columns=["all", "unknown"])
