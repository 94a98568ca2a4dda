"""Which effect a chain rests on: measured in this study, or borrowed and named. There is no other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from gezondmenu.numbers import standard_error
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.reference import read_reference
from gezondmenu.strongest_claim import FACTS, Claim, strongest_claim
from gezondmenu.study.model import Study
from gezondmenu.valuation.leaves import Leaf
from gezondmenu.vocabulary import ALL, GezondmenuError, today, traits_of

STRENGTH = {"randomised": 0, "comparison": 1, "staggered": 1, "before-after": 2}
MEASURES = ("mean_difference", "mean_change")
ASSUMED_DESIGNS = ("assumed", "assumption", "aanname", "scenario")
SHOWN = ("ok", "unstable")


def measured_effects(table: pd.DataFrame, waves: Sequence[str]) -> dict[tuple[str, str], Leaf]:
    """The strongest measured effect on each outcome, of each area where one was measured.

    Parameters
    ----------
    table : DataFrame
        An estimate table, released or not.
    waves : sequence of str
        The waves of the survey in order of time.

    Returns
    -------
    dict of (area, outcome) to Leaf
        Of the last wave at which it was measured, also where that is hidden: then there is none, and an earlier wave
        does not stand in for it. A share of persons is a share (0.07), not percentage points.

    Raises
    ------
    GezondmenuError
        For a row of a wave that is not among them.

    Notes
    -----
    A comparison goes before a change before and after. Its design is that which `strongest_claim` leaves it: what a
    comparison may not call an effect counts as measured before and after, and nothing is taken out of it. The draws
    are normal, with the standard error that the interval shows. A comparison without an interval claims nothing, and is
    left out; a change without one stays at its value, and its reasons say so. Two ways of comparing that bracket the
    truth are a range without a point, from the lowest limit of both to the highest.
    """
    place = {wave: number for number, wave in enumerate(waves)}
    wanted = table[table["indicator"].isin(MEASURES) & (table["variant"] == "main") & table["design"].isin(STRENGTH)]
    last: dict[tuple[str, str, str], tuple[int, Any]] = {}
    for row, traits in zip(wanted.itertuples(), traits_of(wanted["group"]), strict=True):
        if set(traits) == {"outcome", "wave"}:
            if traits["wave"] not in place:
                raise GezondmenuError(
                    "the estimates have a wave {wave}, and it is not known when it was among the waves {waves}: "
                    "value the table as gm.estimate gives it",
                    wave=traits["wave"],
                    waves=", ".join(waves) or "–",
                )
            key = (str(row.area), traits["outcome"], str(row.design))
            last[key] = max(last.get(key, (-1, None)), (place[traits["wave"]], row), key=lambda entry: entry[0])
    effects: dict[tuple[str, str], Leaf] = {}
    for (area, outcome, _), (_, row) in sorted(last.items(), key=lambda entry: -STRENGTH[entry[0][2]]):
        claims = not math.isnan(row.lower) or row.design == "before-after"
        if row.status in SHOWN and not math.isnan(row.value) and claims:
            effects[area, outcome] = _measured(row, outcome, strongest_claim(row.design, _reasons(row)))
    return effects


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


def _reasons(row: Any) -> Reasons:
    """The reasons of a row; none for a table without them."""
    return row.reasons if isinstance(getattr(row, "reasons", None), Reasons) else NOTHING


def _measured(row: object, outcome: str, claim: Claim) -> Leaf:
    scale = 0.01 if row.unit == "percentage points" else 1.0  # type: ignore[attr-defined]
    value, lower, upper = (scale * getattr(row, name) for name in ("value", "lower", "upper"))
    known = not (math.isnan(lower) or math.isnan(upper))
    area = row.area  # type: ignore[attr-defined]
    se = standard_error(lower, upper, row.confidence) if known else 0.0  # type: ignore[attr-defined]
    z = 1.959963984540054
    low, high = (value - z * se, value + z * se) if known else (math.nan, math.nan)
    drawn = {"value": value, "low": low, "high": high}
    if claim.bracket and known:
        drawn = {"low": lower, "high": upper}
    return Leaf(
        **drawn,
        distribution="range" if "value" not in drawn else "normal" if known and se > 0 else "fixed",
        unit="share of persons" if scale < 1 else row.unit,  # type: ignore[attr-defined]
        design=claim.design,
        reasons=join(
            Why.MEASURED_IN_ALL() if area == ALL else Why.MEASURED_IN(area=area),
            NOTHING if known else Why.NO_INTERVAL(),
            _reasons(row).only(*FACTS, Why.LIKE_3L),
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
