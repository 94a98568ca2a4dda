"""A programme that begins in each area at its own moment: the difference in differences of a study."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.effects.arms import Tested
from gezondmenu.effects.comparability import standing
from gezondmenu.effects.models.group_time import group_time_averages
from gezondmenu.effects.models.groups import LARGEST_P
from gezondmenu.effects.models.panel import difference_in_differences, event_study, placebo_starts
from gezondmenu.effects.paired_change import others_answered, outcomes_of_records, targets_of_scores, unit_of_change
from gezondmenu.effects.staggered_loss import Lost, lost_by_start, rows_of_loss
from gezondmenu.effects.survey import Outcome, people_of, waves_in_order
from gezondmenu.indicators.records import Records
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.study.waves import middle_days
from gezondmenu.verdicts import leaves_out
from gezondmenu.vocabulary import ALL, GezondmenuError, group_label

Rows = list[dict[str, Any]]
PANEL: dict[str, Any] = {"outcome": "score", "area": "home", "period": "place", "start": "start"}


def staggered(records: Records) -> tuple[Rows, list[Tested]]:
    """Rows of every outcome for each parent and the whole study, and the main rows with their p-values.

    The effect is that over all waves from the start on, so `wave` is the last one. Areas that had begun before the
    first wave say nothing of a before, and are left out and counted.
    """
    table = targets_of_scores(records)
    starts = _starts(records)
    outcomes = outcomes_of_records(records)
    homes = people_of(records)["area"]
    place = {wave: number for number, wave in enumerate(waves_in_order(records))}
    rows: Rows = []
    p_values = []
    for (area, name), scores in table.groupby(["area", "outcome"], sort=False):
        outcome = outcomes[str(name)]
        if outcome.level == "ordinal":
            continue
        panel = scores.dropna(subset="score").assign(
            home=lambda rows: rows["person"].map(homes), place=lambda rows: rows["wave"].map(place)
        )
        panel = panel.assign(start=panel["home"].map(starts)).dropna(subset="home")
        early = panel["start"] == 0
        began = panel[~early]
        panel, words = _same_people(began, panel.loc[early, "home"].nunique())
        lost = None if Why.OTHER_PEOPLE in words else lost_by_start(began, records.confidence)
        if not records.study.choices["randomised"]:
            words = join(words, Why.NO_LOTS())
        result = _of_outcome(str(area), outcome, panel, lost, words, records.confidence)
        rows += result[0]
        p_values += result[1]
    return rows, p_values


def _same_people(panel: pd.DataFrame, early: int) -> tuple[pd.DataFrame, Reasons]:
    """Those who answered in every wave, so that no leaving counts as a change; all where others answered each time."""
    left = Why.AREAS_BEGAN_BEFORE(areas=early) if early else NOTHING
    if panel.empty:
        return panel, left
    wide = panel.pivot(index="person", columns="place", values="score").to_numpy(float)
    if others_answered(wide[:, 0], wide[:, -1]):
        return panel, join(left, Why.OTHER_PEOPLE())
    whole = panel.groupby("person")["place"].transform("nunique") == panel["place"].nunique()
    began = int((~np.isnan(wide[:, 0])).sum())
    kept = panel[whole]
    return kept, join(Why.KNOWN_OF_BEGAN(known=kept["person"].nunique(), all=began), left)


def _starts(records: Records) -> pd.Series:
    """The place of the first wave at or after the start of each area; areas without a start are not in it."""
    programme = records.study.choices["programme"]
    table = records.study["arrangement_areas"]
    table = table[(table["arrangement"] == programme) & table["start"].notna()]
    if table.empty:
        raise GezondmenuError(
            "study.toml, programme: no area of {programme} has a start in arrangement_areas; add the first day there",
            programme=programme,
        )
    survey = records.study["survey"]
    days = middle_days(survey)
    if survey.empty or days.isna().any():
        return pd.Series(dtype="float64")
    moments = np.array([days[wave] for wave in waves_in_order(records)])
    inside = records.membership.merge(table[["area", "start"]], left_on="target", right_on="area", suffixes=("", "_of"))
    begins = inside.groupby("area")["start"].min()  # a start of a city is that of the areas in it
    return begins.map(lambda start: float(np.searchsorted(moments, np.datetime64(start))))


def _of_outcome(
    area: str, outcome: Outcome, panel: pd.DataFrame, lost: Lost | None, words: Reasons, confidence: float
) -> tuple[Rows, list[Tested]]:
    begun = _begun(panel)
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
    areas = Why.AREAS_TREATED(areas=did["areas"], treated=did["treated_areas"])
    factor, unit = outcome.factor, unit_of_change(outcome)
    events, (placebo, few) = _before(panel, confidence), _placebo(panel, base)
    apart = any(leaves_out(event.lower, event.upper) for event in events.itertuples())
    doubts = (Why.APART_BEFORE() if apart else NOTHING, lost.reasons if lost else NOTHING)
    main: dict[str, Any] = {
        **base,
        "indicator": "mean_difference",
        "value": factor * did["value"],
        "lower": factor * did["lower"],
        "upper": factor * did["upper"],
        "unit": unit,
        "method": did["method"],
        **standing(did["value"], did["lower"], join(areas, words, few, *doubts)),
    }
    rows: Rows = [main, *_by_start_and_period(panel, main, factor, confidence)]
    if lost:
        rows += rows_of_loss(lost, base, {"outcome": outcome.name, "wave": wave}, factor, unit)
    for event in events.itertuples():
        values = {"value": factor * event.value, "lower": factor * event.lower, "upper": factor * event.upper}
        traits = group_label(outcome=outcome.name, wave=wave, waves_before=str(-event.relative - 1))
        rows.append({**base, "group": traits, "indicator": "before_start", **values, "unit": unit})
    return [*rows, *placebo], [(main, outcome.name, wave, float(did["p"]))]


def _by_start_and_period(panel: pd.DataFrame, main: dict[str, Any], factor: float, confidence: float) -> Rows:
    """The averages of Callaway and Sant'Anna beside the main difference, each under its own name."""
    try:
        averages = group_time_averages(panel, **PANEL, confidence=confidence)
    except GezondmenuError:  # a start lacks the wave just before it
        return []
    return [
        main
        | {
            "variant": f"start and wave, {average.aggregate}",
            "value": factor * average.value,
            "lower": factor * average.lower,
            "upper": factor * average.upper,
            "method": average.method,
            **standing(average.value, average.lower, main["reasons"].without(Why.FEW_FOR_INTERVAL)),
        }
        for average in averages.itertuples()
    ]


def _begun(panel: pd.DataFrame) -> pd.DataFrame:
    """Rows with the programme that have others to compare with: up to the last start where every area begins."""
    begun = panel[panel["start"] <= panel["place"]]
    if panel["start"].isna().any():
        return begun
    last = panel["start"].max()
    return begun[(begun["start"] < last) & (begun["place"] < last)]


def _before(panel: pd.DataFrame, confidence: float) -> pd.DataFrame:
    """The periods before the start that can be told with limits."""
    try:
        events = event_study(panel, **PANEL, confidence=confidence)
    except GezondmenuError:  # an area lacks the wave just before its start: its earlier course cannot be told
        return pd.DataFrame(columns=["relative", "value", "lower", "upper"])
    return events[events["before"] & (events["relative"] < -1) & events["lower"].notna()]


def _placebo(panel: pd.DataFrame, base: dict[str, Any]) -> tuple[Rows, Reasons]:
    """The place of the real starts among all ways to hand them out, and whether there are too few areas to judge."""
    per_area = panel.groupby("home")["place"].nunique()
    whole = panel[panel["home"].isin(per_area.index[per_area == panel["place"].nunique()])]
    begins = whole.groupby("home")["start"].first()
    begins = begins.where(begins <= panel["place"].max())
    if begins.nunique(dropna=False) < 2 or begins.notna().sum() < 1:
        return [], NOTHING
    placebo = placebo_starts(whole, **PANEL)
    words = Why.WAYS_TO_CHOOSE(count=placebo.assignments)
    rows: Rows = [{**base, "indicator": "smallest_p", "value": placebo.smallest, "reasons": words}]
    if placebo.smallest > LARGEST_P:
        few = Why.FEW_AREAS_TO_JUDGE(smallest=float(f"{placebo.smallest:.3g}"))
        return [*rows, {**base, "indicator": "placebo_p", "status": "too few", "reasons": few}], few
    return [*rows, {**base, "indicator": "placebo_p", "value": placebo.p, "reasons": words}], NOTHING
