"""The inputs of every chain in every area, or the reason why a chain has no euros there."""

from __future__ import annotations

import math

import pandas as pd

from gezondmenu.indicators.hierarchy import parents_of
from gezondmenu.notes import join_notes, note
from gezondmenu.study.model import Study
from gezondmenu.valuation.chains import FOR_ALL, TAKEN_OUT, Chain, Inputs
from gezondmenu.valuation.effects import SHOWN, measured_effects, nearest_effect, upwards
from gezondmenu.valuation.heat import heat_applicability
from gezondmenu.valuation.leaves import HEAT, WITH_COMPARISON, Leaf
from gezondmenu.vocabulary import ALL


def comparison_areas(study: Study, table: pd.DataFrame) -> dict[str, list[str]]:
    """For each area and total the comparison areas in it; a comparison area holds itself.

    They had no programme: neither what it changed nor what they cost themselves belongs in its value.
    """
    parents = parents_of(table)
    areas = study["areas"]
    compared = set(areas.loc[areas["is_comparison"].fillna(False).astype(bool), "area"])
    held: dict[str, list[str]] = {}
    for area in sorted(compared):
        above = [place for place in upwards(parents.get(area, ALL), parents) if place not in compared]
        if compared & set(upwards(parents.get(area, ALL), parents)):
            above = []  # it lies in a comparison area, which is left out whole
        for place in [area, *above]:
            held.setdefault(place, []).append(area)
    return held


def head_count_areas(table: pd.DataFrame, period: str) -> dict[str, list[str]]:
    """For each larger area and total the areas in it where heads were counted, so that nobody knows who was reached.

    Persons of a total leave them out already; their costs then have to be left out as well.
    """
    parents = parents_of(table)
    rows = table[(table["indicator"] == "participants") & (table["period"] == period) & (table["group"] == ALL)]
    heads = rows[rows["note"].str.contains("only head counts", regex=False) & (rows["status"] == "no data")]
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
) -> Inputs | str:
    """All inputs of a chain in an area, or the reason why there are not; persons in areas `without` are left out."""
    if chain.fault:
        return chain.fault
    if area in without:
        return note("an area to compare with is not valued")
    leaves = dict(chain.leaves)
    if not chain.effect:
        found = nearest_effect(effects, chain.outcome, area, parents)
        if found is None:
            return note("no effect on {outcome} is measured", outcome=chain.outcome)
        leaves["effect"] = found[0]
        if found[0].design in WITH_COMPARISON:
            for name, value in TAKEN_OUT.items():
                if name not in leaves or leaves[name].key.startswith(FOR_ALL):
                    words = note("taken out by the comparison already")
                    leaves[name] = Leaf(value, unit="share", design=found[0].design, note=words)
        absent = [name for name in TAKEN_OUT if name not in leaves]
        if absent:
            return note("no {parameter} is given", parameter=", ".join(absent))
    if chain.method in HEAT and (refused := _not_for_heat(chain.method, leaves)):
        return note("HEAT does not hold here: {rule}", rule=refused)
    counted = _persons(chain, area, period, persons, without)
    if isinstance(counted, str):
        return join_notes(note("who was reached is not known"), counted)
    return {**leaves, "persons": counted}


def _persons(chain: Chain, area: str, period: str, persons: dict, without: list[str]) -> Leaf | str:
    """Who is reached in an area, less those in its comparison areas; or why that is not known."""
    counts = []
    for place in (area, *without):
        row = persons.get((place, chain.reached, chain.persons_group, period))
        row = row if row is not None else persons.get((place, chain.reached, chain.persons_group, ALL))
        if row is None or row.status not in SHOWN or math.isnan(row.value):
            return str(row.note) if row is not None else ""
        counts.append(row.value)
    words = join_notes(
        note("counted: {indicator}", indicator=chain.reached),
        note("less those in areas to compare with: {areas}", areas=", ".join(without)) if without else "",
    )
    value = max(counts[0] - sum(counts[1:]), 0.0)
    return Leaf(value, unit="persons", design="count", note=words, n=value)


def persons_rows(table: pd.DataFrame, chains: list[Chain]) -> dict[tuple[str, str, str, str], object]:
    """The rows that count who is reached, by area, indicator, group and period."""
    names, groups = {chain.reached for chain in chains}, {chain.persons_group for chain in chains}
    rows = table[table["indicator"].isin(names) & table["group"].isin(groups) & (table["variant"] == "main")]
    return {(row.area, row.indicator, row.group, row.period): row for row in rows.itertuples()}


def inputs_of_areas(
    table: pd.DataFrame, areas: list[str], period: str, chains: list[Chain], without: dict[str, list[str]]
) -> dict[str, list[Inputs | str]]:
    """For each area the inputs of each chain, or a reason, in the order of `chains`; see `comparison_areas`."""
    persons, effects, parents = persons_rows(table, chains), measured_effects(table), parents_of(table)
    return {
        area: [area_inputs(c, area, period, persons, effects, parents, without.get(area, [])) for c in chains]
        for area in areas
    }


def _not_for_heat(method: str, leaves: Inputs) -> str:
    """The rule of HEAT that the minutes break, in words; blank where they break none."""
    effect = leaves["effect"]
    minutes = effect.high if effect.is_range else effect.value
    rules = heat_applicability(method.removeprefix("heat "), minutes=minutes)
    broken = rules[(rules["met"] == False).fillna(False)]  # noqa: E712
    return "" if broken.empty else str(broken["reason"].iloc[0])
