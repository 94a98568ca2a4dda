"""Persons measured twice: the two scores of everybody in an area, by outcome and later wave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.effects.survey import POINTS, YES_NO, Outcome, outcomes_of, people_of, scores_of, waves_in_order
from gezondmenu.indicators.records import Records, once, to_targets
from gezondmenu.reason import NOTHING, Reasons
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import ALL, age_band_start, group_label


@dataclass(frozen=True)
class Pairs:
    """Persons of one area, outcome and later wave: two scores each, NaN where one was not answered.

    `arm` is blank for the people of the programme (or of a comparison area as a whole); `homes` is the area of each
    person, blank where it is unknown.
    """

    area: str
    outcome: Outcome
    wave: str
    arm: str
    persons: np.ndarray
    homes: np.ndarray
    first: np.ndarray
    later: np.ndarray

    @property
    def began(self) -> np.ndarray:
        """Who gave a first score."""
        return ~np.isnan(self.first)

    @property
    def change(self) -> np.ndarray:
        """Later minus first of those who began; NaN for who left."""
        return (self.later - self.first)[self.began]

    @property
    def used(self) -> int:
        """Persons of whom the change is known."""
        return int((~np.isnan(self.change)).sum())

    @property
    def of_other_people(self) -> bool:
        """Whether the later answers are mostly those of other people: then means are compared, not persons."""
        return others_answered(self.first, self.later)

    @property
    def group(self) -> dict[str, str]:
        """The traits of the rows about these people."""
        arm = {"arm": self.arm} if self.arm else {}
        return {"outcome": self.outcome.name, "wave": self.wave, **arm}

    def row(self, indicator: str, **columns: Any) -> dict[str, Any]:
        """A row of the estimate table."""
        return {
            "area": self.area,
            "period": ALL,
            "group": group_label(**self.group),
            "indicator": indicator,
            **columns,
        }


@once
def outcomes_of_records(records: Records) -> dict[str, Outcome]:
    """Every outcome of the survey, by name."""
    return outcomes_of(records.study)


@once
def targets_of_scores(records: Records) -> pd.DataFrame:
    """The scores of the survey, each for every target that its area counts for; persons without area for ``all``."""
    return to_targets_or_all(scores_of(records.study), records)


def to_targets_or_all(rows: pd.DataFrame, records: Records) -> pd.DataFrame:
    """Rows for every target that their area counts for; those without an area for ``all`` only."""
    nowhere = rows[rows["area"].isna()].assign(area=ALL)
    return pd.concat([to_targets(rows[rows["area"].notna()], records), nowhere], ignore_index=True)


@once
def pairs_of(records: Records) -> list[Pairs]:
    """Every area, outcome and later wave: the people of the programme, and each arm where an area has several."""
    table = targets_of_scores(records)
    comparison = records.study.choices["comparison_arm"]
    outcomes, asked = outcomes_of_records(records), waves_of_outcomes(records)
    homes = people_of(records)["area"] if records.study.has("survey") else pd.Series(dtype="object")
    pairs = []
    for (area, name), rows in table.groupby(["area", "outcome"], sort=False):
        wide = rows.pivot(index="person", columns="wave", values="score")
        arms = rows.drop_duplicates("person").set_index("person")["arm"].reindex(wide.index)
        waves = asked[str(name)]
        wide = wide.reindex(columns=waves)
        groups = groups_of_arms(arms, comparison)
        for wave in waves[1:]:
            for arm, chosen in groups.items():
                both = wide.loc[chosen, [waves[0], wave]]
                scores = both.to_numpy(float)
                people, lived = both.index.to_numpy(), homes.reindex(both.index).fillna("").to_numpy()
                pairs.append(
                    Pairs(str(area), outcomes[str(name)], wave, arm, people, lived, scores[:, 0], scores[:, 1])
                )
    return pairs


@once
def waves_of_outcomes(records: Records) -> dict[str, list[str]]:
    """The waves in which each outcome has a score anywhere in the study, in order of time.

    From the last one before the start on, where study.toml says which that is: what changed is told from there.
    """
    scores = targets_of_scores(records).dropna(subset="score")
    order = waves_in_order(records)
    order = order[len(waves_before(records)) :]
    scored = scores.groupby("outcome")["wave"].unique()
    return {
        name: [wave for wave in order if wave in set(scored.get(name, []))] for name in outcomes_of_records(records)
    }


@once
def waves_before(records: Records) -> list[str]:
    """The waves before the last one before the start, in order of time; none where study.toml names no such wave."""
    order, last = waves_in_order(records), records.study.choices["started_after"]
    return order[: order.index(last)] if last in order else []


def others_answered(first: np.ndarray, later: np.ndarray) -> bool:
    """Whether mostly other people gave the later scores; see `are_others`."""
    persons = np.arange(len(first))
    return are_others(set(persons[~np.isnan(first)]), set(persons[~np.isnan(later)]))


def are_others(began: set[Any], came: set[Any]) -> bool:
    """Whether fewer than half of the later answers are of people who answered first, with two or more each time.

    Examples
    --------
    >>> are_others({"a", "b", "c"}, {"b", "d", "e"}), are_others({"a", "b", "c"}, {"a", "b"})
    (True, False)
    """
    return min(len(began), len(came)) >= 2 and 2 * len(began & came) < len(came)


def groups_of_arms(arms: pd.Series, comparison: str | None) -> dict[str, pd.Series]:
    """Which rows belong to the people of the programme (blank), and to each arm where there are several.

    Who has no arm is in neither where a comparison is named.

    Where there is one arm, everybody is the first group: an area of the comparison has its own people.
    """
    kinds = sorted(arms.dropna().unique())
    if len(kinds) < 2:
        return {"": pd.Series(True, index=arms.index)}
    named = comparison in kinds
    own = (arms.notna() & (arms != comparison)).astype(bool) if named else pd.Series(True, index=arms.index)
    named_arms = [comparison] if named and len(kinds) == 2 else kinds
    return {"": own} | {str(kind): (arms == kind).fillna(False) for kind in named_arms}


@once
def traits_of_people(records: Records) -> pd.DataFrame:
    """Traits of persons as numbers, those known of nobody left out."""
    people = records.study["people"].set_index("person")
    ages = {band: float(age_band_start(band)) for band in people["age_band"].dropna().unique()}
    traits = pd.DataFrame(
        {
            "age": people["age_band"].map(ages).astype("float64"),
            "female": (people["gender"] == "female").astype("float64").where(people["gender"].notna()),
            "low_income": people["low_income"].astype("float64"),
        },
        index=people.index,
    )
    return traits.loc[:, traits.notna().any()]


def unit_of_change(outcome: Outcome) -> str:
    """The unit in which a change of an outcome is told."""
    return "percentage points" if outcome.level == YES_NO else POINTS


def flow_reason(pairs: Pairs) -> Reasons:
    """How many of those who began are used."""
    return Why.KNOWN_OF_BEGAN(known=pairs.used, all=int(pairs.began.sum()))


def areas_reason(pairs: Pairs) -> Reasons:
    """That a mean over several areas is about these areas themselves; nothing where people live in one."""
    areas = len(np.unique(pairs.homes[pairs.began][~np.isnan(pairs.change)]))
    return Why.THESE_AREAS(areas=areas) if areas > 1 else NOTHING


def as_table(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows of the estimate table as a card returns them."""
    return pd.DataFrame(rows, columns=None if rows else ["area", "period", "indicator"])
