"""Whether two groups can be compared: first scores, who was lost, who came although they were the comparison."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.effects.arms import Arms
from gezondmenu.effects.methods import BRACKET, LEE, LEE_AREAS
from gezondmenu.effects.models.groups import Difference, difference_of_groups, limited
from gezondmenu.effects.paired_change import unit_of_change
from gezondmenu.effects.survey import people_of
from gezondmenu.indicators.records import Records, once
from gezondmenu.numbers.attrition import Bound, lee_bounds, loss_beyond_boundary
from gezondmenu.numbers.weighting import standardised_mean_differences
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.strongest_claim import UNLIKE
from gezondmenu.study.arms import participants_of_comparison
from gezondmenu.study.row_keys import plain
from gezondmenu.verdicts import leaves_out

LEAST, MOST = "bound, least", "bound, most"
"""Variants of a difference: with those who left as low, and as high, as can be."""

PER_PROTOCOL = "per protocol"
"""Variant of a difference: without people of the comparison who came to the activities."""

FEWEST_CAME = 10
"""Persons: of fewer who came, the differences with and without them would together tell how they did."""


def standing(value: float, lower: float, reasons: Reasons) -> dict[str, Any]:
    """Status and reasons of a difference: without limits the number stands, as an uncertain one that claims nothing.

    Examples
    --------
    >>> standing(0.5, float("nan"), NOTHING)
    {'status': 'unstable', 'reasons': Reasons('too few areas or people for an interval')}
    """
    if limited(lower):
        return {"status": "ok", "reasons": reasons}
    return {"status": "too few" if np.isnan(value) else "unstable", "reasons": join(Why.FEW_FOR_INTERVAL(), reasons)}


def first_scores_unlike(arms: Arms) -> bool:
    """Whether the first scores of those who are compared differ by more than a tenth of a standard deviation."""
    people = arms.people.dropna(subset="change")
    if arms.persons or min(people["treated"].sum(), (~people["treated"]).sum()) < 2:
        return False
    apart = standardised_mean_differences(people["treated"], people[["first"]].to_numpy(float))[0]
    return bool(abs(apart) > UNLIKE)


def bracket(changes: Difference, ancova: Difference) -> Difference:
    """Two ways of comparing as one answer: from the lowest limit of both to the highest, with the larger p-value.

    Without an effect, the difference in changes is right where the groups differ for lasting reasons, and the
    difference at equal first scores where people were chosen for what they scored. Where one of them holds, the truth
    lies between the two in expectation, and the limits of both together hold it at least as often as promised.

    Notes
    -----
    `value` is the middle of the two, and no estimate: the two stand beside it as rows of their own.

    References
    ----------
    Ding and Li (2019), doi:10.1017/pan.2019.25.
    """
    ends = (changes, ancova)
    known = all(limited(end.lower) for end in ends)
    return Difference(
        value=(changes.value + ancova.value) / 2,
        lower=min(end.lower for end in ends) if known else np.nan,
        upper=max(end.upper for end in ends) if known else np.nan,
        p=max(end.p for end in ends) if known else np.nan,
        df=min(end.df for end in ends),
        treated=changes.treated,
        others=changes.others,
        areas=changes.areas,
        left_out=changes.left_out,
        method=BRACKET,
    )


def equal_first_scores(arms: Arms) -> pd.Series:
    """Later scores with what first scores tell of them taken out, by the slope inside each of the two groups."""
    people = arms.people.dropna(subset="change")
    inside = people[["first", "later"]] - people.groupby("treated")[["first", "later"]].transform("mean")
    spread = float((inside["first"] ** 2).sum())
    slope = float((inside["first"] * inside["later"]).sum()) / spread if spread > 0 else 0.0
    return arms.people["later"] - slope * arms.people["first"]


def before_start(arms: Arms, confidence: float) -> tuple[list[dict[str, Any]], Reasons]:
    """How unlike the groups changed before the start, where they were measured more than once by then."""
    people = arms.people.dropna(subset="change")
    if arms.persons or not arms.knows_earlier:
        return [], NOTHING
    moved = people.assign(before=people["earlier"] - people["first"])
    shared: dict[str, Any] = {"treated": "treated", "clusters": arms.clusters, "confidence": confidence}
    if moved.dropna(subset="before")["treated"].nunique() < 2:
        return [], NOTHING
    earlier = difference_of_groups(moved, outcome="before", **shared)
    if not limited(earlier.lower):
        return [], NOTHING
    factor = arms.outcome.factor
    values = {"value": factor * earlier.value, "lower": factor * earlier.lower, "upper": factor * earlier.upper}
    unit = unit_of_change(arms.outcome)
    row = arms.row("before_start", {"waves_before": "1"}, **values, unit=unit, method=earlier.method, **arms.counts())
    return [row], Why.APART_BEFORE() if leaves_out(earlier.lower, earlier.upper) else NOTHING


def who_came(arms: Arms, records: Records) -> np.ndarray:
    """Which people of the comparison came to the programme, up to their later answers where days are known.

    One for each row of `people`; nobody where areas and not persons are the rows, or where there are no lists.
    """
    persons = arms.people["person"]
    nobody = np.zeros(len(persons), bool)
    if arms.persons or not records.study.has("attendance"):
        return nobody
    visit, days = _first_visits(records).reindex(persons), _last_days(records)
    came = visit.notna()
    if arms.wave in days:
        came &= ~(visit > days[arms.wave].reindex(persons))
    return came.to_numpy() & ~arms.people["treated"].to_numpy(bool)


@once
def _first_visits(records: Records) -> pd.Series:
    """The day of the first visit to the programme of each person of the comparison who came to it."""
    study = records.study
    lists, people = study["attendance"], people_of(records).reset_index()
    comparison = str(study.choices["comparison_arm"])
    came = participants_of_comparison(people, lists, study["activities"], comparison)
    return plain(lists.loc[came, ["person", "date"]]).groupby("person")["date"].min()


@once
def _last_days(records: Records) -> pd.DataFrame:
    """The last day on which each person answered, a column for each wave."""
    survey = records.study["survey"].dropna(subset="date")
    return survey.groupby(["person", "wave"])["date"].max().unstack()


def without(arms: Arms, who: np.ndarray) -> Arms:
    """The same groups without some of their people."""
    return replace(arms, people=arms.people[~who])


def loss(arms: Arms, ways: tuple[pd.Series, ...], confidence: float) -> tuple[list[dict[str, Any]], Reasons]:
    """The share lost of each group, and, where that is beyond the boundary, the bounds and what they mean.

    `ways` has the scores that are compared, one for each way of comparing: the bounds are the outer ones of them.
    """
    if arms.persons:
        return [], NOTHING
    people = arms.people
    treated, known = people["treated"].to_numpy(bool), people["change"].notna().to_numpy()
    began = float(treated.sum()), float((~treated).sum())
    stayed = float((treated & known).sum()), float((~treated & known).sum())
    groups: tuple[dict[str, str], ...] = ({}, {"arm": arms.comparison})
    rows = [
        arms.row("lost_share", traits, numerator=all_of - here, denominator=all_of, n=all_of)
        for traits, all_of, here in zip(groups, began, stayed, strict=True)
    ]
    if not loss_beyond_boundary(began, stayed):
        return rows, NOTHING
    areas = people["area"].to_numpy() if arms.by_area else None
    bounds = [lee_bounds(way.to_numpy(float), treated, confidence, areas) for way in ways]
    least = min((pair[0] for pair in bounds), key=lambda end: end.value)
    most = max((pair[1] for pair in bounds), key=lambda end: end.value)
    rows += [_bound(arms, name, end) for name, end in ((LEAST, least), (MOST, most))]
    undone = not (limited(least.lower) and leaves_out(least.lower, most.upper))
    return rows, join(Why.LOSS_BEYOND(), Why.BOUNDS_HOLD_ZERO() if undone else NOTHING)


def _bound(arms: Arms, variant: str, end: Bound) -> dict[str, Any]:
    factor = arms.outcome.factor
    known = limited(end.lower)
    return arms.row(
        "mean_difference",
        variant=variant,
        value=factor * end.value,
        lower=factor * end.lower,
        upper=factor * end.upper,
        method=LEE_AREAS if arms.by_area else LEE,
        unit=unit_of_change(arms.outcome),
        reasons=Why.LOSS_BEYOND() if known else Why.FEW_FOR_INTERVAL(),
        status="ok" if known else "too few",
        **arms.counts(),
    )
