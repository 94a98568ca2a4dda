"""The others made like the people of the programme: by weights and by standardisation, with balance and overlap."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gezondmenu.effects.arms import Arms
from gezondmenu.effects.comparability import standing
from gezondmenu.effects.methods import WEIGHTS
from gezondmenu.effects.models.groups import difference_of_groups
from gezondmenu.effects.paired_change import unit_of_change
from gezondmenu.numbers.checks import alike
from gezondmenu.numbers.weighting import Weighted, standardised_mean_differences, weighted_difference
from gezondmenu.reason import NOTHING, join
from gezondmenu.reasons import Why

SAME_CHANCE = 1e-9
"""Chances this near to each other are those of people with the same traits, but for rounding."""


def made_alike(arms: Arms, traits: pd.DataFrame, confidence: float) -> list[dict[str, Any]]:
    """Rows of the weighted and the standardised difference, of balance before and after, and of overlap.

    Alike on the first score and on the traits of the table people; somebody with an unknown trait gets the mean.
    """
    people = arms.people.dropna(subset="change")
    known = people.join(traits, on="person") if len(traits) else people
    names = ["first", *(name for name in traits if name in known and not alike(known[name].dropna()))]
    known = known.assign(**{name: known[name].fillna(known[name].mean()) for name in names})
    weighted = weighted_difference(known["change"], known["treated"], known[names].to_numpy(float), confidence)
    if weighted.why:
        words = Why.FEW_FOR_WEIGHTS()
        unit = unit_of_change(arms.outcome)
        return [arms.row("mean_difference", variant="weighted", status="too few", reasons=words, unit=unit)]
    return [*_differences(arms, known, names, weighted, confidence), *_likeness(arms, known, names, weighted)]


def _differences(
    arms: Arms, known: pd.DataFrame, names: list[str], weighted: Weighted, confidence: float
) -> list[dict[str, Any]]:
    shared: dict[str, Any] = {"treated": "treated", "clusters": arms.clusters, "confidence": confidence}
    limits = (weighted.value, weighted.lower, weighted.upper, WEIGHTS)
    weighed = known.assign(weight=weighted.weight)
    if arms.by_area:
        by_area = difference_of_groups(weighed, outcome="change", weights="weight", **shared)
        limits = (by_area.value, by_area.lower, by_area.upper, by_area.method)
    standard = difference_of_groups(weighed, outcome="change", adjust=names, weights="weight", interact=True, **shared)
    differences = {
        "weighted": limits,
        "standardised": (standard.value, standard.lower, standard.upper, standard.method),
        **_of_everybody(arms, known, names, confidence),
    }
    factor = arms.outcome.factor
    lots = NOTHING if arms.randomised else Why.NO_LOTS()
    words = join(Why.MADE_ALIKE(traits=names), lots)
    return [
        arms.row(
            "mean_difference",
            variant=variant,
            value=factor * value,
            lower=factor * lower,
            upper=factor * upper,
            method=method,
            unit=unit_of_change(arms.outcome),
            **standing(value, lower, words),
            **arms.counts(),
        )
        for variant, (value, lower, upper, method) in differences.items()
    ]


def _of_everybody(
    arms: Arms, known: pd.DataFrame, names: list[str], confidence: float
) -> dict[str, tuple[float, float, float, str]]:
    """Both roads for everybody together: had all of them had the programme, against none of them."""
    shared: dict[str, Any] = {"treated": "treated", "clusters": arms.clusters, "confidence": confidence}
    values = known[names].to_numpy(float)
    weighted = weighted_difference(known["change"], known["treated"], values, confidence, everybody=True)
    limits = (weighted.value, weighted.lower, weighted.upper, WEIGHTS)
    weighed = known.assign(weight=weighted.weight)
    if arms.by_area:
        by_area = difference_of_groups(weighed, outcome="change", weights="weight", **shared)
        limits = (by_area.value, by_area.lower, by_area.upper, by_area.method)
    shared |= {"adjust": names, "weights": "weight", "interact": True, "everybody": True}
    standard = difference_of_groups(weighed, outcome="change", **shared)
    return {
        "weighted, everybody": limits,
        "standardised, everybody": (standard.value, standard.lower, standard.upper, standard.method),
    }


def _likeness(arms: Arms, known: pd.DataFrame, names: list[str], weighted: Weighted) -> list[dict[str, Any]]:
    treated, values, rows = known["treated"].to_numpy(bool), known[names].to_numpy(float), []
    for variant, weight in {"main": None, "weighted": weighted.weight}.items():
        unlike = standardised_mean_differences(treated, values, weight)
        for name, value in zip(names, unlike, strict=True):
            rows.append(arms.row("balance", {"trait": name}, variant=variant, value=value, **arms.counts()))
    chances, others = weighted.chance[treated], weighted.chance[~treated]
    inside = (chances >= others.min() - SAME_CHANCE) & (chances <= others.max() + SAME_CHANCE)
    counts: dict[str, Any] = {
        "numerator": float(inside.sum()),
        "denominator": float(len(inside)),
        "n": float(len(inside)),
    }
    return [*rows, arms.row("overlap", **counts)]
