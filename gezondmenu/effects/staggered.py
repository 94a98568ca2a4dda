"""A programme that begins in each area at its own moment: the difference in differences of a study."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.effects.pairs import outcomes_of_records, targets_of_scores, unit_of_change
from gezondmenu.effects.panel import difference_in_differences, event_study, placebo_starts
from gezondmenu.effects.survey import Outcome, wave_order
from gezondmenu.indicators.records import Records
from gezondmenu.notes import join_notes, note
from gezondmenu.vocabulary import ALL, GezondmenuError, group_label

Rows = list[dict[str, Any]]
PANEL: dict[str, Any] = {"outcome": "score", "area": "home", "period": "place", "start": "start"}


def staggered(records: Records) -> tuple[Rows, list[tuple[dict[str, Any], float]]]:
    """Rows of every outcome for each parent and the whole study, and the main rows with their p-values.

    The effect is that over all waves from the start on, so `wave` is the last one. Areas that had begun before the
    first wave say nothing of a before, and are left out and counted.
    """
    table = targets_of_scores(records)
    starts = _starts(records)
    outcomes = outcomes_of_records(records)
    homes = records.study["survey"].groupby("person")["area"].first()
    place = wave_order(records.study["survey"])
    rows: Rows = []
    found = []
    for (area, name), mine in table.groupby(["area", "outcome"], sort=False):
        outcome = outcomes[str(name)]
        if outcome.level == "ordinal":
            continue
        panel = mine.dropna(subset="score").assign(
            home=lambda rows: rows["person"].map(homes), place=lambda rows: rows["wave"].map(place)
        )
        panel = panel.assign(start=panel["home"].map(starts)).dropna(subset="home")
        early = panel["start"] == 0
        told = _told(str(area), outcome, panel[~early], panel.loc[early, "home"].nunique(), records.confidence)
        rows += told[0]
        found += told[1]
    return rows, found


def _starts(records: Records) -> pd.Series:
    """The place of the first wave at or after the start of each area; areas without a start are not in it."""
    programme = records.study.choices["programme"]
    table = records.study["arrangement_areas"]
    table = table[(table["arrangement"] == programme) & table["start"].notna()].set_index("area")
    if table.empty:
        raise GezondmenuError(
            "study.toml, programme: no area of {programme} has a start in arrangement_areas; add the first day there",
            programme=programme,
        )
    survey = records.study["survey"]
    days = survey.groupby("wave")["date"].median()
    if survey.empty or days.isna().any():
        return pd.Series(dtype="float64")
    order = wave_order(survey)
    moments = np.array([days[wave] for wave in sorted(order, key=lambda wave: order[wave])])
    return table["start"].map(lambda start: float(np.searchsorted(moments, np.datetime64(start))))


def _told(
    area: str, outcome: Outcome, panel: pd.DataFrame, early: int, confidence: float
) -> tuple[Rows, list[tuple[dict[str, Any], float]]]:
    begun = panel[panel["start"] <= panel["place"]]
    if begun.empty or panel["home"].nunique() < 3:
        return [], []
    wave = str(panel.loc[panel["place"].idxmax(), "wave"])
    group = group_label(outcome=outcome.name, wave=wave)
    try:
        did = difference_in_differences(panel, **PANEL, confidence=confidence).iloc[0]
    except GezondmenuError:  # no area left to compare with: the silence of the card says so
        return [], []
    treated = float(begun["person"].nunique())
    persons = float(panel["person"].nunique())
    counts = {"numerator": treated, "denominator": persons - treated, "n": persons}
    base = {"area": area, "period": ALL, "group": group, "design": "staggered", **counts}
    areas = note(
        "{areas} areas, {treated} of them with the programme", areas=did["areas"], treated=did["treated_areas"]
    )
    left = note("{areas} areas had begun before the first measurement and are left out", areas=early) if early else ""
    factor, unit = outcome.factor, unit_of_change(outcome)
    main: dict[str, Any] = {
        **base,
        "indicator": "mean_difference",
        "value": factor * did["value"],
        "lower": factor * did["lower"],
        "upper": factor * did["upper"],
        "unit": unit,
        "method": did["method"],
        "note": join_notes(areas, left, note("the groups were not drawn by lot")),
    }
    rows: Rows = [main]
    events = event_study(panel, **PANEL, confidence=confidence)
    for event in events[events["before"] & (events["relative"] < -1)].itertuples():
        values = {"value": factor * event.value, "lower": factor * event.lower, "upper": factor * event.upper}
        traits = group_label(outcome=outcome.name, wave=wave, waves_before=str(-event.relative - 1))
        rows.append({**base, "group": traits, "indicator": "before_start", **values, "unit": unit})
    return [*rows, *_placebo(panel, base)], [(main, float(did["p"]))]


def _placebo(panel: pd.DataFrame, base: dict[str, Any]) -> Rows:
    per_area = panel.groupby("home")["place"].nunique()
    whole = panel[panel["home"].isin(per_area.index[per_area == panel["place"].nunique()])]
    if whole.groupby("home")["start"].first().nunique(dropna=False) < 2:
        return []
    found = placebo_starts(whole, **PANEL)
    words = note("{count} ways to choose the areas", count=found.assignments)
    rows: Rows = [{**base, "indicator": "smallest_p", "value": found.smallest, "note": words}]
    if found.smallest > 0.05:
        few = note("too few areas to judge: no p-value under {smallest} is possible", smallest=f"{found.smallest:.3g}")
        return [*rows, {**base, "indicator": "placebo_p", "status": "too few", "note": few}]
    return [*rows, {**base, "indicator": "placebo_p", "value": found.p, "note": words}]
