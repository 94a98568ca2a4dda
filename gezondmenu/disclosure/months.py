"""Months beside their quarter: what is hidden in one of them must not come back from the others."""

from __future__ import annotations

import pandas as pd

from gezondmenu.disclosure.profiles import Profile
from gezondmenu.indicators.rows_behind import GROWTH
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import period_kind, previous_period, quarter_of

KEY = ["area", "group", "indicator", "variant"]


def hidden_with_months(table: pd.DataFrame, formulas: pd.Series, reasons: pd.Series, profile: Profile) -> pd.Series:
    """Hide the months of a quarter where one of them is hidden, or the quarter itself.

    The quarter less the months that are shown would be the hidden one. Months without a row of their quarter have no
    total to be subtracted from, and are left alone. A growth holds the count of the month before too: it is hidden
    where its count is, in this month or the one before.

    Parameters
    ----------
    table : DataFrame
        The estimate table.
    formulas : Series
        The formula of each row.
    reasons : Series
        Why each row is hidden so far; blank where it is not.
    profile : Profile
        The rules of the release.

    Examples
    --------
    >>> from gezondmenu.disclosure.profiles import profile_of
    >>> same = {"area": "A", "group": "all", "indicator": "visits", "variant": "main", "status": "ok"}
    >>> table = pd.DataFrame([{**same, "period": period} for period in ("2025-Q1", "2025-01", "2025-02", "2025-04")])
    >>> reasons = pd.Series([NOTHING, Why.HIDDEN_FEW(limit=10), NOTHING, NOTHING])
    >>> hidden = hidden_with_months(table, pd.Series("count", index=table.index), reasons, profile_of("standard"))
    >>> [each.words for each in hidden]
    ['', 'hidden: fewer than 10', 'hidden: a cell of the distribution is under 10', '']
    """
    kinds = table["period"].map({period: period_kind(period) for period in table["period"].unique()})
    if not (kinds == "month").any():
        return reasons
    months, quarters = table[kinds == "month"], table[kinds == "quarter"]
    before = months["period"].map({month: previous_period(month) for month in months["period"].unique()})
    growth = (formulas[months.index] == "growth").to_numpy()
    wholes, parts = _keys(quarters, quarters["period"]), _keys(months, months["period"])
    beside = growth | parts.isin(wholes)
    broken = parts[beside & (reasons[months.index] != NOTHING).to_numpy()]
    broken = broken.union(wholes[(reasons[quarters.index] != NOTHING).to_numpy()])
    hidden = beside & parts.isin(broken)
    counted = months.assign(indicator=months["indicator"].str.removesuffix(GROWTH))
    for rows, periods in ((counted, months["period"]), (counted, before), (months, before)):
        hidden |= growth & _keys(rows, periods).isin(broken)
    hidden &= months["status"].isin(["ok", "unstable"]).to_numpy()
    words = Why.HIDDEN_CELL(limit=profile.smallest)
    hidden_months = pd.Series(hidden, index=months.index).reindex(table.index, fill_value=False)
    return reasons.mask(hidden_months & (reasons == NOTHING), words)


def _keys(rows: pd.DataFrame, periods: pd.Series) -> pd.MultiIndex:
    """What each row is about, with its quarter in the place of a month."""
    kinds = {period: period_kind(period) for period in periods.unique()}
    months = periods[periods.map(kinds) == "month"]
    return pd.MultiIndex.from_frame(rows[KEY].assign(quarter=quarter_of(months).reindex(periods.index).fillna(periods)))
