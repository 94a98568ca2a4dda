"""People with the programme and people without it: who they are, by area, outcome and later wave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gezondmenu.effects.models.groups import MOSTLY, allocated_by_area
from gezondmenu.effects.paired_change import (
    others_answered,
    outcomes_of_records,
    targets_of_scores,
    waves_before,
    waves_of_outcomes,
)
from gezondmenu.effects.survey import Outcome, people_of
from gezondmenu.indicators.records import Records
from gezondmenu.vocabulary import ALL, group_label

Tested = tuple[dict[str, Any], str, str, float]
"""The row of a main difference, its outcome and wave, and its p-value."""


@dataclass(frozen=True)
class Arms:
    """Persons of one target, outcome and later wave, with and without the programme: one row each.

    `people` has person, area, first, later, change, treated (bool), and earlier: the mean of the scores before the
    first one, where there was more than one wave before the start; `by_area` says that areas got the programme. Where
    other people answered each time, its rows are areas with their means, or the persons of both waves where persons
    got the programme, and `persons` counts the people with and without it. `began` counts everybody with a first score,
    also who is in no area, or in an area of the other kind, and so is left out where areas got the programme.
    `comparison` is the name of the arm of those without the programme; `arm` that of those with it, where it is one of
    several, and blank where all of them are together.
    """

    area: str
    outcome: Outcome
    wave: str
    people: pd.DataFrame
    by_area: bool
    randomised: bool
    began: int
    comparison: str = ""
    persons: tuple[float, float] | None = None
    arm: str = ""

    @property
    def design(self) -> str:
        """The design label of the rows."""
        return "randomised" if self.randomised else "comparison"

    @property
    def cross_sections(self) -> bool:
        """Whether other people answered each time, and persons and not areas got the programme."""
        return self.persons is not None and not self.by_area

    @property
    def knows_earlier(self) -> bool:
        """Whether nearly everybody of whom the change is known was measured more than once before the start."""
        used = self.people.dropna(subset="change")
        return "earlier" in used and bool(used["earlier"].notna().mean() >= MOSTLY)

    @property
    def clusters(self) -> str | None:
        """The column of clusters."""
        return "area" if self.by_area else None

    def row(self, indicator: str, traits: dict[str, str] | None = None, **columns: Any) -> dict[str, Any]:
        """A row of the estimate table."""
        own = {"arm": self.arm} if self.arm else {}
        group = group_label(outcome=self.outcome.name, wave=self.wave, **(own | (traits or {})))
        base = {"area": self.area, "period": ALL, "group": group, "indicator": indicator, "design": self.design}
        return {**base, **columns}

    def counts(self) -> dict[str, Any]:
        """Persons of whom the change is known: with the programme, without, and together."""
        treated = self.people.dropna(subset="change")["treated"]
        with_it, without = self.persons or (float(treated.sum()), float((~treated).sum()))
        return {"numerator": with_it, "denominator": without, "n": with_it + without}


def arms_of(records: Records) -> Iterator[Arms]:
    """Every target with people with and without the programme, by outcome and later wave.

    Where there are several arms beside the comparison, all of them together, and then each of them.
    """
    choices = records.study.choices
    comparison = choices["comparison_arm"]
    if comparison is None:
        return
    table = targets_of_scores(records)
    outcomes = outcomes_of_records(records)
    homes, asked = people_of(records)["area"], waves_of_outcomes(records)
    for (area, name), rows in table.dropna(subset="arm").groupby(["area", "outcome"], sort=False):
        if outcomes[str(name)].level == "ordinal" or rows["arm"].nunique() < 2 or comparison not in set(rows["arm"]):
            continue
        wide = rows.pivot(index="person", columns="wave", values="score")
        waves = asked[str(name)]
        earlier = wide.reindex(columns=waves_before(records)).mean(axis=1)
        wide = wide.reindex(columns=waves)
        arm_of = rows.drop_duplicates("person").set_index("person")["arm"].reindex(wide.index)
        scores = pd.DataFrame(
            {
                "person": wide.index,
                "area": homes.reindex(wide.index).to_numpy(),
                "first": wide[waves[0]].to_numpy(float),
                "arm": arm_of.to_numpy(),
                "treated": (arm_of != comparison).to_numpy(),
                "earlier": earlier.to_numpy(float),
            }
        )
        for wave in waves[1:]:
            people = scores.assign(later=wide[wave].to_numpy(float))
            whole = {"area": str(area), "outcome": outcomes[str(name)], "wave": wave, "comparison": str(comparison)}
            whole |= {"randomised": bool(choices["randomised"])}
            yield from _compared(people, whole)
            own = sorted(people.loc[people["treated"], "arm"].unique())
            for arm in own if len(own) > 1 else []:
                yield from _compared(people[people["arm"].isin([arm, comparison])], whole | {"arm": str(arm)})


def _compared(people: pd.DataFrame, whole: dict[str, Any]) -> Iterator[Arms]:
    """The people of both groups, where there are any to compare."""
    others = others_answered(people["first"].to_numpy(float), people["later"].to_numpy(float))
    by_area, of_arms = allocated_by_area(people["area"], people["treated"])
    began = int(people["first"].notna().sum())
    people, persons = people[of_arms], None
    if others and by_area:
        people, persons = _means_of_areas(people)
    elif others:
        people, persons = _who_answered(people), _counts(people)
    if persons is None or by_area:
        people = people[people["first"].notna()]
    people = people.assign(change=people["later"] - people["first"])
    if _are_compared(people, others and not by_area):
        yield Arms(people=people, by_area=by_area, began=began, persons=persons, **whole)


def _who_answered(people: pd.DataFrame) -> pd.DataFrame:
    return people[people["first"].notna() | people["later"].notna()]


def _counts(people: pd.DataFrame) -> tuple[float, float]:
    """Persons with and without the programme who answered at either wave."""
    treated = _who_answered(people)["treated"]
    return float(treated.sum()), float((~treated).sum())


def _are_compared(people: pd.DataFrame, cross_sections: bool) -> bool:
    """Whether there are people of both groups: measured twice, or two or more of each group at each wave."""
    if not cross_sections:
        return people.dropna(subset="change")["treated"].nunique() == 2
    answered = people.groupby("treated")[["first", "later"]].count().to_numpy()
    return answered.shape == (2, 2) and bool((answered >= 2).all())


def _means_of_areas(people: pd.DataFrame) -> tuple[pd.DataFrame, tuple[float, float]]:
    """A row for each area, with its mean at both waves, and the persons with and without the programme."""
    means = people.groupby("area").agg(first=("first", "mean"), later=("later", "mean"), treated=("treated", "first"))
    means = means.reset_index()
    counts = float(people["treated"].sum()), float((~people["treated"]).sum())
    return means.assign(person=means["area"]), counts
