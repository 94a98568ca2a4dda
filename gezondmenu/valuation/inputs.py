"""The inputs of every chain in every area, or the reason why a chain has no euros there."""

from __future__ import annotations

import math

import pandas as pd

from gezondmenu.described import parents_of
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why, carry
from gezondmenu.study.model import Study
from gezondmenu.valuation.chains import FOR_ALL, TAKEN_OUT, Chain, Inputs
from gezondmenu.valuation.course import Course, course_leaves
from gezondmenu.valuation.effects import SHOWN, measured_effects, nearest_effect, upwards
from gezondmenu.valuation.engine import Choices
from gezondmenu.valuation.heat import most_minutes
from gezondmenu.valuation.leaves import HEAT, WITH_COMPARISON, Leaf
from gezondmenu.vocabulary import ALL

COMPARISON_PEOPLE = "comparison_participants"
"""The indicator that counts people of the comparison among the participants."""

FIRST_YEAR, FOLLOW_UP = "first_year", "follow_up_years"
"""What must be assumed of a change that came about between waves, and what stands in its place where days are known."""


def comparison_areas(study: Study) -> dict[str, list[str]]:
    """For each area and total the comparison areas in it; a comparison area holds itself.

    They had no programme: neither what it changed nor what they cost themselves belongs in its value.
    """
    areas = study["areas"]
    parents = parents_of(areas)
    compared = set(areas.loc[areas["is_comparison"].fillna(False).astype(bool), "area"])
    held: dict[str, list[str]] = {}
    for area in sorted(compared):
        above = [place for place in upwards(parents.get(area, ALL), parents) if place not in compared]
        if compared & set(upwards(parents.get(area, ALL), parents)):
            above = []  # it lies in a comparison area, which is left out whole
        for place in [area, *above]:
            held.setdefault(place, []).append(area)
    return held


def head_count_areas(table: pd.DataFrame, period: str, parents: dict[str, str]) -> dict[str, list[str]]:
    """For each larger area and total the areas in it where heads were counted, so that nobody knows who was reached.

    Persons of a total leave them out already; their costs then have to be left out as well.
    """
    rows = table[(table["indicator"] == "participants") & (table["period"] == period) & (table["group"] == ALL)]
    heads = rows[carry(rows["reasons"], Why.ONLY_HEAD_COUNTS) & (rows["status"] == "no data")]
    larger = set(parents.values()) | {ALL}
    held: dict[str, list[str]] = {}
    for area in sorted(set(heads["area"]) - larger):
        for place in upwards(parents.get(area, ALL), parents):
            held.setdefault(place, []).append(area)
    return held


def area_inputs(
    chain: Chain,
    area: str,
    period: str,
    persons: dict,
    effects: dict[tuple[str, str], Leaf],
    parents: dict[str, str],
    without: list[str],
    course: Course,
    choices: Choices,
) -> Inputs | Reasons:
    """All inputs of a chain in an area, or the reason why there are not; persons in areas `without` are left out."""
    if chain.fault:
        return chain.fault
    if area in without:
        return Why.COMPARISON_AREA()
    leaves = dict(chain.leaves)
    if not chain.effect:
        nearest = nearest_effect(effects, chain.outcome, area, parents)
        if nearest is None:
            return Why.NO_EFFECT(outcome=chain.outcome)
        leaves["effect"] = nearest[0]
        if nearest[0].design in WITH_COMPARISON:
            for name, value in TAKEN_OUT.items():
                if name not in leaves or leaves[name].key.startswith(FOR_ALL):
                    words = Why.TAKEN_OUT()
                    leaves[name] = Leaf(value, unit="share", design=nearest[0].design, reasons=words)
        if chain.rises and (known := _course(chain, *nearest, course, choices)):
            leaves = {name: leaf for name, leaf in leaves.items() if name != FIRST_YEAR} | known
        absent = [name for name in TAKEN_OUT if name not in leaves]
        if chain.rises and not {FIRST_YEAR, FOLLOW_UP} & leaves.keys():
            absent.append(FIRST_YEAR)
        if absent:
            return Why.NOT_GIVEN(parameter=absent)
    if chain.method in HEAT and (refused := _too_active(HEAT[chain.method], leaves["effect"])):
        return refused
    counted = _persons(chain, area, period, persons, without)
    if isinstance(counted, Reasons):
        return join(Why.REACHED_UNKNOWN(), counted)
    if not chain.effect and leaves["effect"].design in WITH_COMPARISON:
        counted = _less_comparison_people(counted, chain, area, period, persons)
    return {**leaves, "persons": counted}


def _course(chain: Chain, effect: Leaf, place: str, course: Course, choices: Choices) -> Inputs:
    """How a measured effect came about: as the study says of the chain itself, else by the days of its waves."""
    given = chain.leaves.get(FIRST_YEAR)
    if given is not None and not given.key.startswith(FOR_ALL):
        return {}
    rate, horizon = choices.rate(chain), choices.horizon_years
    return course_leaves(course, effect, place, chain.outcome, rate, horizon) or {}


def _persons(chain: Chain, area: str, period: str, persons: dict, without: list[str]) -> Leaf | Reasons:
    """Who is reached in an area, less those in its comparison areas; or why that is not known."""
    counts = []
    for place in (area, *without):
        row = persons.get((place, chain.reached, chain.persons_group, period))
        row = row if row is not None else persons.get((place, chain.reached, chain.persons_group, ALL))
        if row is None or row.status not in SHOWN or math.isnan(row.value):
            return row.reasons if row is not None else NOTHING
        counts.append(row.value)
    words = join(
        Why.COUNTED(indicator=chain.reached),
        Why.LESS_COMPARISON_AREAS(areas=", ".join(without)) if without else NOTHING,
    )
    value = max(counts[0] - sum(counts[1:]), 0.0)
    return Leaf(value, unit="persons", design="count", reasons=words, n=value)


def _less_comparison_people(counted: Leaf, chain: Chain, area: str, period: str, persons: dict) -> Leaf:
    """Participants without people of the comparison, whose own change is on the other side of the difference.

    By the released row of their number. Where that is hidden, or those reached are a part of all participants, it is
    only said that they are among them.
    """
    row = persons.get((area, COMPARISON_PEOPLE, ALL, period))
    row = row if row is not None else persons.get((area, COMPARISON_PEOPLE, ALL, ALL))
    if chain.reached == "residents" or row is None or row.value == 0 or row.status == "no data":
        return counted
    if chain.reached != "participants" or chain.band or row.status not in SHOWN or math.isnan(row.value):
        return counted._replace(reasons=join(counted.reasons, Why.COMPARISON_PEOPLE_AMONG()))
    value = max(counted.value - row.value, 0.0)
    return counted._replace(value=value, n=value, reasons=join(counted.reasons, Why.LESS_COMPARISON_PEOPLE()))


def persons_rows(table: pd.DataFrame, chains: list[Chain]) -> dict[tuple[str, str, str, str], object]:
    """The rows that count who is reached, by area, indicator, group and period."""
    names = {COMPARISON_PEOPLE, *(chain.reached for chain in chains)}
    groups = {ALL, *(chain.persons_group for chain in chains)}
    rows = table[table["indicator"].isin(names) & table["group"].isin(groups) & (table["variant"] == "main")]
    return {(row.area, row.indicator, row.group, row.period): row for row in rows.itertuples()}


def inputs_of_areas(
    table: pd.DataFrame,
    areas: list[str],
    period: str,
    chains: list[Chain],
    without: dict[str, list[str]],
    parents: dict[str, str],
    course: Course,
    choices: Choices,
) -> dict[str, list[Inputs | Reasons]]:
    """For each area the inputs of each chain, or a reason, in the order of `chains`; see `comparison_areas`."""
    persons, effects = persons_rows(table, chains), measured_effects(table, course.waves)
    known = (period, persons, effects, parents)
    return {
        area: [area_inputs(c, area, *known, without.get(area, []), course, choices) for c in chains] for area in areas
    }


def _too_active(kind: str, effect: Leaf) -> Reasons:
    """That the minutes are more than HEAT counts, the only one of its rules that an effect can break; or no reason."""
    cap = most_minutes(kind)
    minutes = effect.high if effect.is_range else effect.value
    return NOTHING if minutes < cap else Why.TOO_ACTIVE_FOR_HEAT(cap=round(cap))
