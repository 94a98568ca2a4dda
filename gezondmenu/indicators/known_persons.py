"""Of how many visits it is known who came, and what is not told where that is too few."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.population import head_count_areas
from gezondmenu.indicators.records import AREA_PERIOD, Records, once, summed, to_periods, to_targets
from gezondmenu.reason import NOTHING, join
from gezondmenu.reasons import Why, carry

LEAST_LISTED = 0.5
"""Of fewer of the visits on attendance lists than this, nothing is told of how many came, or how often."""


def partly_listed(records: Records) -> pd.Series:
    """For each target and period: whether some visits are known from head counts only."""
    meetings = records.meetings[["area", "month", "visits", "listed"]]
    heads = meetings.assign(heads=(meetings["listed"] < meetings["visits"]).astype(int))

    def of_heads(meetings: pd.DataFrame) -> pd.Series:
        return to_periods(to_targets(meetings, records), records.kinds).groupby(AREA_PERIOD)["heads"].sum()

    return summed(heads, "month", of_heads) > 0


@once
def partly_known(records: Records) -> pd.DataFrame:
    """A reason where some of the activities of a target keep no attendance lists."""

    def lists(meetings: pd.DataFrame) -> pd.DataFrame:
        per = to_periods(meetings, records.kinds).groupby(["area", "period", "activity"], as_index=False)
        per = per[["visits", "listed"]].sum()
        per = to_targets(per[per["visits"] > 0].assign(known=per["listed"] > 0), records)
        return per.groupby(AREA_PERIOD)["known"].agg(["sum", "size"])

    meetings = records.meetings[["area", "activity", "month", "visits", "listed"]]
    sums = summed(meetings, "activity", lists).reset_index()
    part = sums[(sums["sum"] > 0) & (sums["sum"] < sums["size"])]
    reasons = [Why.KNOWN_AT_ACTIVITIES(known=a, all=b) for a, b in zip(part["sum"], part["size"], strict=True)]
    return part[AREA_PERIOD].assign(reason=pd.Series(reasons, index=part.index, dtype=object))


def only_head_counts(records: Records, rows: pd.DataFrame) -> pd.Series:
    """Rows whose target has nobody left of whom participation can be known."""
    hidden = head_count_areas(records, records.kinds)
    hidden = hidden[~hidden["area"].isin(records.study["areas"]["parent"].dropna())]
    pairs = pd.MultiIndex.from_frame(rows[AREA_PERIOD])
    alone = pd.Series(pairs.isin(pd.MultiIndex.from_frame(hidden)), index=rows.index)
    return alone | ((rows["left_out"] != "") & (rows["residents"] == 0))


def with_reasons(rows: pd.DataFrame, reasons: pd.DataFrame) -> pd.DataFrame:
    """Rows with the reason of their area and period behind those that they have; only where there is a number."""
    extra = rows.merge(reasons, on=AREA_PERIOD, how="left")["reason"].astype(object).fillna(NOTHING).to_numpy()
    ok = rows["status"] == "ok"
    joined = [join(a, b) if fine else a for a, b, fine in zip(rows["reasons"], extra, ok, strict=True)]
    return rows.assign(reasons=joined)


def shares_when_known(rows: pd.DataFrame, records: Records) -> pd.DataFrame:
    """Rows of how often people come, or of how many of a whole, without a number where most visits are not on lists.

    Parameters
    ----------
    rows : DataFrame
        ``area, period, numerator, status, reasons``, and `denominator` and `n` where they have them.
    """
    few = pd.MultiIndex.from_frame(rows[AREA_PERIOD]).isin(_mostly_unknown(records)) & (rows["status"] == "ok")
    rows = rows.assign(
        reasons=[join(Why.MOST_NOT_LISTED() if f else NOTHING, r) for f, r in zip(few, rows["reasons"], strict=True)]
    )
    return _without_number(rows, few)


def counts_when_known(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of counts of persons: nobody among the people of some of the lists is no zero, it is not known."""
    return _without_number(rows, carry(rows["reasons"], Why.KNOWN_AT_ACTIVITIES) & (rows["numerator"] == 0))


def _without_number(rows: pd.DataFrame, silent: pd.Series) -> pd.DataFrame:
    rows = rows.assign(status=rows["status"].mask(silent, "no data"))
    rows.loc[silent, [name for name in ("numerator", "denominator", "n") if name in rows]] = np.nan
    return rows


@once
def _mostly_unknown(records: Records) -> pd.MultiIndex:
    """The areas and periods with lists of less than half of their visits; areas with heads only are left out there."""
    heads = pd.MultiIndex.from_frame(head_count_areas(records, records.kinds)[AREA_PERIOD])

    def counts(meetings: pd.DataFrame) -> pd.DataFrame:
        counted = to_periods(meetings, records.kinds).groupby(AREA_PERIOD)[["visits", "listed"]].sum()
        counted = counted[~counted.index.isin(heads)].reset_index()
        return to_targets(counted, records).groupby(AREA_PERIOD)[["visits", "listed"]].sum()

    sums = summed(records.meetings[["area", "month", "visits", "listed"]], "month", counts)
    return sums.index[(sums["listed"] > 0) & (sums["listed"] < LEAST_LISTED * sums["visits"])]
