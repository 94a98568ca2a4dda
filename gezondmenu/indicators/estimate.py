"""All indicators of all areas in one estimate table."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from gezondmenu.indicators.formulas import from_counts
from gezondmenu.indicators.records import Records, lay_out
from gezondmenu.indicators.register import Card, cards, function_of, named_indicators, shipped_cards
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import (
    ALL,
    ESTIMATE_COLUMNS,
    ESTIMATE_KEY,
    NUMBER_COLUMNS,
    GezondmenuError,
    join_notes,
    note,
)

FREE_COLUMNS = (
    "area",
    "period",
    "group",
    "indicator",
    "variant",
    "numerator",
    "denominator",
    "n",
    "reference",
)
GIVEN_COLUMNS = ("value", "lower", "upper", "unit", "method", "status", "note")


def estimate(study: Study, indicators: Iterable[str] | None = None, confidence: float = 0.95) -> pd.DataFrame:
    """Work out the indicators of every area, parent and the whole study.

    Parameters
    ----------
    study : Study
        From `read_study` or `simulate_study`.
    indicators : iterable of str, optional
        Ids of cards; all cards of the register when left out.
    confidence : float
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        The estimate table: one row per area, period, group, indicator and variant, unrounded and before release.
        Where something cannot be told there is a row with status ``no data`` and the reason in `note`.

    Raises
    ------
    GezondmenuError
        For an id that is not in the register, or an indicator of your own that returns other columns or two rows
        for one key.

    Examples
    --------
    >>> from gezondmenu.study.model import make_study
    >>> study = make_study({
    ...     "areas": pd.DataFrame({"area": ["A"], "name": ["Noord"], "population": [100]}),
    ...     "activities": pd.DataFrame({"activity": ["1"], "area": ["A"], "name": ["Wandelen"]}),
    ...     "sessions": pd.DataFrame({"activity": ["1"], "date": [pd.Timestamp("2025-03-01")], "visits": [12]}),
    ... })
    >>> table = estimate(study, ["visits"])
    >>> table.loc[table.period == "2025", ["area", "indicator", "value", "status"]].values.tolist()
    [['A', 'visits', 12.0, 'ok'], ['all', 'visits', 12.0, 'ok']]
    """
    chosen = _chosen(indicators)
    records = lay_out(study)
    parts = [_rows_of(card, records) for card in chosen]
    rows = pd.concat(parts, ignore_index=True)
    return _finish(rows, records, confidence)


def _chosen(indicators: Iterable[str] | None) -> list[Card]:
    register = cards()
    wanted = list(register) if indicators is None else list(indicators)
    unknown = [id for id in wanted if id not in register]
    if unknown:
        raise GezondmenuError(f"no card {', '.join(map(repr, unknown))} in the register; it has {', '.join(register)}")
    return [register[id] for id in wanted]


def _rows_of(card: Card, records: Records) -> pd.DataFrame:
    """The rows of one card, with a `no data` row for each area that it says nothing about."""
    missing = [need for need in card.tables if not any(records.study.has(t) for t in need.split("|"))]
    if missing:
        first = missing[0].split("|")
        words = (
            note("the study has no table {table}", table=first[0])
            if len(first) == 1
            else note("the study has no table {table} and {other}", table=first[0], other=first[1])
        )
        return pd.concat([_silent(records, name, records.targets, words) for name in card.indicators])
    rows = function_of(card.id)(records)
    if not isinstance(rows, pd.DataFrame) or not {"area", "period", "indicator"} <= set(rows):
        raise GezondmenuError(f"the function of card {card.id!r} must return a DataFrame with area, period, indicator")
    strange = set(rows) - set(FREE_COLUMNS) - set(GIVEN_COLUMNS) - {"residents", "left_out"}
    unknown = set(rows["indicator"]) - set(card.indicators)
    if strange or unknown:
        raise GezondmenuError(
            f"the function of card {card.id!r} returns what its card does not name: {sorted(strange | unknown)}"
        )
    if any("sessions" in need or "attendance" in need for need in card.tables):
        rows = _with_unobserved(rows, records)
    parts = [rows]
    for name in card.indicators:
        spoken = set(rows.loc[rows["indicator"] == name, "area"])
        silent = [area for area in records.targets if area not in spoken]
        if silent and card.id != "context":
            parts.append(_silent(records, name, silent, _silence(card)))
    return pd.concat(parts, ignore_index=True)


def _with_unobserved(rows: pd.DataFrame, records: Records) -> pd.DataFrame:
    """A reason on counts of a year or quarter that was not counted from beginning to end."""
    partly = [p for p in rows["period"].unique() if p != ALL and not records.fully_observed(p)]
    formulas = {name: entry.formula for name, (_, entry) in named_indicators().items()}
    counted = rows["period"].isin(partly) & rows["indicator"].map(formulas).isin(["count", "rate"])
    if "status" in rows:
        counted &= rows["status"].fillna("ok") == "ok"
    notes = rows["note"].fillna("") if "note" in rows else pd.Series("", index=rows.index)
    words = "period {period} is not fully observed"
    reasons = {period: note(words, period=period) for period in partly}
    told = [
        text if not short or reasons[period] in text else join_notes(text, reasons[period])
        for text, period, short in zip(notes, rows["period"], counted, strict=True)
    ]
    return rows.assign(note=pd.Series(told, index=rows.index, dtype="str"))


def _silence(card: Card) -> str:
    """Why a card says nothing of an area."""
    reasons = {"appreciation": "no answers", "composition": "the neighbourhood's share is unknown"}
    reasons |= {"reach": "the neighbourhood's share is unknown", "costs": "no costs are booked"}
    words = reasons.get(card.id, "no activities are listed for this area")
    return note(words if card.id in shipped_cards() else "the indicator says nothing of this area")


def _silent(records: Records, name: str, areas: list[str], reason: str) -> pd.DataFrame:
    return pd.DataFrame(
        {"area": areas, "period": ALL, "indicator": name, "status": "no data", "note": reason}, dtype="str"
    )


def _finish(rows: pd.DataFrame, records: Records, confidence: float) -> pd.DataFrame:
    """Values, intervals, words of the register, and the order of the table."""
    texts = ["area", "period", "group", "indicator", "variant", "unit", "method", "status", "note"]
    for column in (*FREE_COLUMNS, *GIVEN_COLUMNS):
        kind = "str" if column in texts else "float64"
        rows[column] = rows[column].astype(kind) if column in rows else pd.Series(index=rows.index, dtype=kind)
    rows = rows.reset_index(drop=True)
    register = named_indicators()
    names = rows["indicator"].unique()
    rows["group"] = rows["group"].fillna(ALL)
    rows["variant"] = rows["variant"].fillna("main")
    rows["status"] = rows["status"].fillna("ok")
    rows["note"] = rows["note"].fillna("")
    rows["unit"] = rows["unit"].fillna(rows["indicator"].map({n: register[n][1].unit for n in names}))
    rows["method"] = rows["method"].fillna(rows["indicator"].map({n: register[n][1].interval for n in names}))
    rows["design"] = rows["indicator"].map({n: register[n][1].design for n in names})
    rows["version"] = rows["indicator"].map({n: register[n][0].version for n in names})
    rows = from_counts(rows, confidence)
    unknown = ~rows["status"].isin(["ok", "unstable"])
    rows.loc[unknown, ["value", "lower", "upper", "confidence"]] = np.nan
    table = _ordered(rows, records)[list(ESTIMATE_COLUMNS)]
    texts = [column for column in table if column not in NUMBER_COLUMNS]
    table = table.astype({column: "str" for column in texts})
    doubled = table.duplicated(list(ESTIMATE_KEY))
    if doubled.any():
        key = table.loc[doubled, list(ESTIMATE_KEY)].iloc[0].tolist()
        raise GezondmenuError(f"two rows for one key of the estimate table: {key}")
    return table


def _ordered(rows: pd.DataFrame, records: Records) -> pd.DataFrame:
    """Areas in the order of the study, indicators in that of the register, periods and groups by name."""
    place = {area: position for position, area in enumerate(records.targets)}
    order = {name: position for position, name in enumerate(named_indicators())}
    keys = rows.assign(_area=rows["area"].map(place), _indicator=rows["indicator"].map(order))
    keys = keys.sort_values(["_area", "_indicator", "period", "group", "variant"], kind="stable")
    return keys.drop(columns=["_area", "_indicator"]).reset_index(drop=True)
