"""Which effect a chain rests on: measured in this study, or borrowed and named. There is no other."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pandas as pd

from gezondmenu.numbers import standard_error
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.reference import read_reference
from gezondmenu.study.model import Study
from gezondmenu.valuation.leaves import Leaf
from gezondmenu.vocabulary import ALL, today, traits_of

STRENGTH = {"randomised": 0, "comparison": 1, "staggered": 1, "before-after": 2}
MEASURES = ("mean_difference", "mean_change")
ASSUMED_DESIGNS = ("assumed", "assumption", "aanname", "scenario")
SHOWN = ("ok", "unstable")


def measured_effects(table: pd.DataFrame) -> dict[tuple[str, str], Leaf]:
    """The strongest measured effect on each outcome, of each area where one was measured.

    Parameters
    ----------
    table : DataFrame
        An estimate table, released or not.

    Returns
    -------
    dict of (area, outcome) to Leaf
        Of the last wave. A share of persons is a share (0.07), not percentage points.

    Notes
    -----
    A comparison goes before a change before and after. The draws are normal, with the standard error that the
    interval shows; an effect without an interval stays at its value, and its reasons say so.
    """
    wanted = table[table["indicator"].isin(MEASURES) & (table["variant"] == "main") & table["status"].isin(SHOWN)]
    best: dict[tuple[str, str], tuple[tuple[int, float], Leaf]] = {}
    wanted = wanted[wanted["value"].notna()]
    for row, traits in zip(wanted.itertuples(), traits_of(wanted["group"]), strict=True):
        if set(traits) - {"wave"} != {"outcome"} or row.design not in STRENGTH:
            continue
        order = (STRENGTH[row.design], -_number(traits.get("wave", "0")))
        key = (str(row.area), traits["outcome"])
        if key not in best or order < best[key][0]:
            best[key] = (order, _measured(row, traits["outcome"]))
    return {key: leaf for key, (_, leaf) in best.items()}


def nearest_effect(
    effects: dict[tuple[str, str], Leaf], outcome: str, area: str, parents: dict[str, str]
) -> tuple[Leaf, str] | None:
    """The effect that holds for an area, and the area where it was measured.

    The strongest design goes first, then the smallest area around: a comparison in the whole city says more about a
    neighbourhood than its own change before and after.
    """
    places = list(upwards(area, parents))
    candidates = [(STRENGTH[leaf.design], step, place) for step, place in enumerate(places)
                  if (leaf := effects.get((place, outcome)))]  # fmt: skip
    if not candidates:
        return None
    place = min(candidates)[2]
    return effects[place, outcome], place


def upwards(area: str, parents: dict[str, str]) -> Iterator[str]:
    """An area, the areas in which it lies, and the whole study."""
    seen: set[str] = set()
    while area and area not in seen:
        seen.add(area)
        yield area
        area = parents.get(area, "")
    if ALL not in seen:
        yield ALL


def _number(wave: str) -> float:
    try:
        return float(wave)
    except ValueError:
        return 0.0


def _measured(row: object, outcome: str) -> Leaf:
    scale = 0.01 if row.unit == "percentage points" else 1.0  # type: ignore[attr-defined]
    value, lower, upper = (scale * getattr(row, name) for name in ("value", "lower", "upper"))
    known = not (math.isnan(lower) or math.isnan(upper))
    area = row.area  # type: ignore[attr-defined]
    se = standard_error(lower, upper, row.confidence) if known else 0.0  # type: ignore[attr-defined]
    z = 1.959963984540054
    return Leaf(
        value=value,
        low=value - z * se if known else math.nan,
        high=value + z * se if known else math.nan,
        distribution="normal" if known and se > 0 else "fixed",
        unit="share of persons" if scale < 1 else row.unit,  # type: ignore[attr-defined]
        design=row.design,  # type: ignore[attr-defined]
        reasons=join(
            Why.MEASURED_IN_ALL() if area == ALL else Why.MEASURED_IN(area=area),
            NOTHING if known else Why.NO_INTERVAL(),
        ),
        key=f"measured/{area}/{outcome}",
        model=f"survey/{area}",
        n=row.n,  # type: ignore[attr-defined]
    )


def borrowed_effects(study: Study) -> dict[str, Leaf | Reasons]:
    """Every borrowed effect that may be named, by id: a Leaf, or the reason why it may not be used.

    The study's own table goes before `reference/borrowed_effects.csv`. A value alone has no interval, and is drawn
    without one; a range alone has no point. A range around a value is drawn as PERT, an interval as normal.
    """
    shipped = read_reference("borrowed_effects").assign(origin="gezondmenu")
    for column in ("value", "low", "high"):
        shipped[column] = pd.to_numeric(shipped[column], errors="coerce")
    shipped["expires"] = pd.to_datetime(shipped["expires"].replace("", None))
    own = study["borrowed_effects"].assign(origin="study", found_how="")
    every = {row["effect"]: row for part in (shipped, own) for row in part.to_dict("records")}
    return {str(id): _borrowed(str(id), row) for id, row in every.items()}


def _borrowed(id: str, row: dict) -> Leaf | Reasons:
    if pd.notna(row["expires"]) and row["expires"].date() < today():
        return Why.EFFECT_EXPIRED(effect=id, day=row["expires"].date())
    value, low, high = (float(row[name]) if pd.notna(row[name]) else math.nan for name in ("value", "low", "high"))
    alone = math.isnan(low) or math.isnan(high)
    if math.isnan(value) and alone:
        return Why.EFFECT_WITHOUT_VALUE(effect=id)
    words = _text(row, "design").lower()
    interval = _text(row, "range_meaning") == "interval"
    how = _text(row, "found_how")
    return Leaf(
        value=value,
        low=math.nan if alone else low,
        high=math.nan if alone else high,
        distribution="fixed" if alone else "normal" if interval else "range" if math.isnan(value) else "pert",
        unit=_text(row, "unit") or _text(row, "outcome"),
        design="scenario" if words in ASSUMED_DESIGNS else "borrowed",
        reasons=join(
            Why.FOUND_IN(setting=_text(row, "setting")),
            Why.DESIGN(design=_text(row, "design")),
            Why.SOURCE(source=_text(row, "source")),
            Why.NO_INTERVAL() if alone else NOTHING,
            Why.FROM_MEMORY() if "memory" in how else NOTHING,
            Why.NO_SOURCE() if how == "not found" else NOTHING,
        ),
        key=f"borrowed/{id}",
        model=f"borrowed/{_text(row, 'model')}" if _text(row, "model") else "",
    )


def _text(row: dict, name: str) -> str:
    value = row.get(name)
    return "" if value is None or pd.isna(value) else str(value)
