"""Who could be asked, who was, who answered and who is used; and how well the questions of a scale hang together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.effects.paired_change import as_table, outcomes_of_records, pairs_of, to_targets_or_all
from gezondmenu.effects.survey import own_items, people_of, waves_in_order, wide_answers
from gezondmenu.indicators.records import AREA_PERIOD, Records, to_targets
from gezondmenu.indicators.register import of_card
from gezondmenu.numbers.paired import cronbach_alpha
from gezondmenu.reasons import Why
from gezondmenu.study.waves import middle_days
from gezondmenu.vocabulary import ALL, group_label, period_bounds

FEWEST_FOR_ALPHA = 30
STEPS = {"eligible": "survey_eligible", "asked": "survey_asked"}


@of_card("survey_flow")
def survey_flow(records: Records) -> pd.DataFrame:
    """Persons at each step, by wave: eligible and asked from `invitations`, answered and used from the survey.

    A period of the invitations with measure ``survey`` belongs to the wave whose middle day lies in it.
    """
    survey = records.study["survey"]
    if survey.empty:
        return pd.DataFrame(columns=["area", "period", "indicator"])
    return pd.concat([_asked(records), _answered(records), _used(records)], ignore_index=True)


def _asked(records: Records) -> pd.DataFrame:
    table = records.study["invitations"]
    table = table[table["measure"] == "survey"].astype({"eligible": "float64", "asked": "float64"})
    periods = _waves_of_periods(sorted(table["period"].dropna().unique()), records)
    rows = to_targets(table.assign(wave=table["period"].map(periods)).dropna(subset="wave"), records)
    parts = []
    for column, name in STEPS.items():
        sums = rows.groupby(["area", "wave"])[column].sum(min_count=1).dropna()
        counts = sums.rename("numerator").reset_index()
        parts.append(counts.assign(indicator=name, n=counts["numerator"]))
    return _by_wave(pd.concat(parts, ignore_index=True))


def _waves_of_periods(periods: list[str], records: Records) -> dict[str, str]:
    """The wave of each period: the one whose middle day lies in it; by rank where no days are known."""
    waves, days = waves_in_order(records), middle_days(records.study["survey"])
    if days.isna().all():
        return dict(zip(periods, waves, strict=True)) if len(periods) == len(waves) else {}
    by_period = {}
    for period in periods:
        first, last = period_bounds(period)
        inside = [wave for wave in waves if first <= days[wave] <= last + pd.Timedelta(days=1)]
        if len(inside) == 1:
            by_period[period] = inside[0]
    return by_period


def _answered(records: Records) -> pd.DataFrame:
    """Persons with at least one answer in each wave, and the share of those of the first wave who came back."""
    survey = records.study["survey"].dropna(subset="answer")
    homes = people_of(records)["area"]
    persons = survey[["person", "wave"]].drop_duplicates()
    persons = persons.assign(area=persons["person"].map(homes))
    rows = to_targets_or_all(persons, records)
    counts = rows.groupby(["area", "wave"]).size().rename("numerator").astype("float64").reset_index()
    answered = counts.assign(indicator="survey_answered", n=counts["numerator"])
    waves = waves_in_order(records)
    first = rows[rows["wave"] == waves[0]][["area", "person"]]
    began = first.groupby("area").size().rename("denominator").astype("float64")
    later = rows[rows["wave"] != waves[0]].merge(first, on=["area", "person"])
    back = later.groupby(["area", "wave"]).size().rename("numerator").astype("float64").reset_index()
    followed = back.join(began, on="area").assign(indicator="followed_share")
    followed["n"] = followed["denominator"]
    return _by_wave(pd.concat([answered, followed], ignore_index=True))


def _used(records: Records) -> pd.DataFrame:
    rows = []
    for pairs in pairs_of(records):
        if not pairs.of_other_people:
            rows.append(pairs.row("survey_used", numerator=float(pairs.used), n=float(pairs.used)))
    return as_table(rows)


def _by_wave(frame: pd.DataFrame) -> pd.DataFrame:
    groups = [group_label(wave=wave) for wave in frame["wave"]]
    return frame.drop(columns="wave").assign(group=groups, period=ALL)


@of_card("reliability")
def reliability(records: Records) -> pd.DataFrame:
    """Cronbach's alpha of the study's own scales at the first wave, for each arm and for everybody."""
    table = records.study["questions"].set_index("question")
    own = {name: outcome for name, outcome in outcomes_of_records(records).items() if len(outcome.items) > 1}
    own = {name: outcome for name, outcome in own.items() if set(outcome.items) <= set(table.index)}
    if not own:
        return pd.DataFrame(columns=[*AREA_PERIOD, "indicator"])
    survey = records.study["survey"]
    first = survey[survey["wave"] == waves_in_order(records)[0]]
    wide = wide_answers(first).reset_index("wave", drop=True)
    traits = first.groupby("person")[["area", "arm"]].first()
    people = to_targets(traits.reset_index().dropna(subset="area"), records)
    rows = []
    for name, outcome in own.items():
        items = own_items(wide, table.loc[list(outcome.items)])
        for area, persons in people.groupby("area"):
            arms = sorted(persons["arm"].dropna().unique())
            for arm in ("", *(arms if len(arms) > 1 else [])):
                chosen = persons if not arm else persons[persons["arm"] == arm]
                alpha, n = cronbach_alpha(items.reindex(chosen["person"]).to_numpy(float))
                traits_of = {"outcome": name, **({"arm": arm} if arm else {})}
                base = {"area": area, "period": ALL, "group": group_label(**traits_of), "indicator": "scale_alpha"}
                if n < FEWEST_FOR_ALPHA or np.isnan(alpha):
                    words = Why.FEW_ANSWERED_ALL(needed=FEWEST_FOR_ALPHA)
                    rows.append({**base, "status": "too few", "reasons": words})
                else:
                    rows.append({**base, "value": alpha, "n": float(n)})
    return pd.DataFrame(rows)
