"""Growth per quarter with the season taken out, and how the same persons come in several quarters."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.comparison import left_out
from gezondmenu.indicators.nothing import nothing
from gezondmenu.indicators.population import head_count_areas
from gezondmenu.indicators.records import Records, to_targets
from gezondmenu.indicators.register import named_indicators
from gezondmenu.numbers import quarterly_growth
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why, by_case, carry
from gezondmenu.study.row_keys import blocks, plain
from gezondmenu.vocabulary import ALL, quarter_of

QUARTERS_NEEDED = 8
Together = dict[str, dict[str, pd.DataFrame]]


def trends(table: pd.DataFrame, confidence: float, together: Together | None = None) -> pd.DataFrame:
    """Growth per quarter with the season taken out, from the quarters that were counted to their end.

    Where `together` says how persons come in several quarters, the interval takes persons as clusters.
    """
    register = named_indicators()
    parts = []
    for name, (_, entry) in register.items():
        if entry.formula != "trend":
            continue
        base = table[(table["indicator"] == entry.reference) & (table["group"] == ALL)]
        if base.empty:
            continue
        quarters = base[base["period"].str.contains("-Q") & ~carry(base["reasons"], Why.NOT_FULLY_OBSERVED)]
        areas_left_out = quarters["reasons"].map({each: left_out(each) for each in quarters["reasons"].unique()})
        last = areas_left_out.groupby(quarters["area"]).transform("last")
        quarters = quarters[areas_left_out == last]  # a total keeps the quarters in which it counts the same areas
        if quarters.empty:
            parts.append(nothing(base.drop_duplicates("area"), name))
            continue
        labels = pd.PeriodIndex(quarters["period"].str.replace("-Q", "Q"), freq="Q")
        wide = pd.pivot_table(
            quarters.assign(quarter=labels), index="area", columns="quarter", values="value", dropna=False
        )
        wide = wide.reindex(columns=pd.period_range(labels.min(), labels.max(), freq="Q"))
        enough = wide.notna().sum(axis=1) >= QUARTERS_NEEDED
        names = [f"{quarter.year}-Q{quarter.quarter}" for quarter in wide.columns]
        persons = (together or {}).get(entry.reference, {})
        grown = [
            quarterly_growth(counts, confidence, together=_products(persons.get(area), names))
            if fits
            else (np.nan,) * 3
            for area, counts, fits in zip(wide.index, wide.to_numpy(float), enough, strict=True)
        ]
        rows = pd.DataFrame(grown, columns=["value", "lower", "upper"]).astype("float64").assign(area=wide.index)
        few = rows["value"].isna()
        silent = base[base["status"] == "no data"].drop_duplicates("area").set_index("area")["reasons"]
        never = few & (wide.notna().sum(axis=1) == 0).to_numpy()
        rows["status"] = np.select([never, few], ["no data", "too few"], "ok")
        reason = Why.FEW_QUARTERS(needed=QUARTERS_NEEDED)
        rows["reasons"] = by_case([never, few], [rows["area"].map(silent).astype(object).fillna(NOTHING), reason])
        parts.append(rows.assign(indicator=name, period=ALL, group=ALL, variant="main"))
    return (
        pd.concat(parts, ignore_index=True)
        if parts
        else pd.DataFrame(columns=["indicator", "variant", "value", "lower"])
    )


def persons_together(records: Records) -> Together:
    """How persons come in several quarters, for visits and for participants of each target.

    Returns
    -------
    dict
        By indicator and area: for each two quarters the sum over persons of the product of their visits (or of 1 where
        they came) in the one and in the other. Visits of targets where some only counted heads are left out.
    """
    heads = records.meetings.assign(heads=records.meetings["listed"] < records.meetings["visits"])
    partly = set(to_targets(plain(heads.loc[heads["heads"], ["area"]].drop_duplicates()), records)["area"])
    place = "home" if records.study.has("people") else "area"
    hidden = head_count_areas(records, ("quarter",)) if records.study.has("people") else None
    together: Together = {"visits": {}, "participants": {}}
    for part in blocks(records.presence[["person", "area", "home", "month", "visits"]], "person"):
        presence = part.assign(quarter=quarter_of(part["month"]))
        by_activity = presence[~presence["area"].isin(partly)][["person", "area", "quarter", "visits"]]
        visits = {k: v for k, v in _by_target(records, by_activity).items() if k not in partly}
        came = presence[["person", place, "quarter"]].rename(columns={place: "area"}).drop_duplicates().assign(visits=1)
        if hidden is not None:
            came = came[~pd.MultiIndex.from_frame(came[["area", "quarter"]]).isin(pd.MultiIndex.from_frame(hidden))]
        for name, tables in (("visits", visits), ("participants", _by_target(records, came, once_each=True))):
            for area, table in tables.items():
                before = together[name].get(area)
                together[name][area] = table if before is None else before.add(table, fill_value=0.0).fillna(0.0)
    return together


def _by_target(records: Records, counts: pd.DataFrame, once_each: bool = False) -> dict[str, pd.DataFrame]:
    """For each target the sums over persons of the products of their counts in each two quarters."""
    spread = to_targets(counts, records)
    wide = spread.pivot_table("visits", ["area", "person"], "quarter", "sum", fill_value=0)
    if wide.empty:
        return {}
    values = wide.to_numpy(float)
    values = np.minimum(values, 1.0) if once_each else values
    areas, names = pd.factorize(wide.index.get_level_values("area"))
    size = len(wide.columns)
    products = np.zeros((len(names), size, size))
    for one in range(size):
        for other in range(one, size):
            sums = np.bincount(areas, values[:, one] * values[:, other], len(names))
            products[:, one, other] = products[:, other, one] = sums
    return {
        str(area): pd.DataFrame(table, index=wide.columns, columns=wide.columns)
        for area, table in zip(names, products, strict=True)
    }


def _products(table: pd.DataFrame | None, quarters: list[str]) -> np.ndarray | None:
    return None if table is None else table.reindex(index=quarters, columns=quarters, fill_value=0.0).to_numpy(float)
