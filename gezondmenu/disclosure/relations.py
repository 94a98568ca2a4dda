"""How the numbers of a table add up: areas in parents, periods in longer ones, levels in traits, parts in wholes.

Made from the variables of `counted`, from the areas of the study and from `sets.toml`; never by hand. A relation says
of a few variables that their sum with coefficients is zero (``=``) or not above zero (``<=``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pandas as pd

from gezondmenu.disclosure.counted import ANY, how_it_adds
from gezondmenu.vocabulary import ALL, group_label, period_kind, quarter_of, split_group

NO_LEVELS = ("arrangement", "measure", "outcome", "statement", "trait", "wave")
"""Traits that say which number it is: what they add up to counts the same persons several times."""

Variable = tuple[str, str, str, str]
Relation = tuple[str, dict[Variable, int]]


def relations_between(variables: Iterable[Variable], areas: pd.DataFrame) -> list[Relation]:
    """All relations between the variables of a table.

    Parameters
    ----------
    variables : iterable of (set, area, period, group)
    areas : DataFrame
        The columns ``area``, ``parent`` and ``is_comparison`` of `gezondmenu.described.areas_of`.

    Returns
    -------
    list of (sign, {variable: coefficient})

    Examples
    --------
    >>> areas = pd.DataFrame({"area": ["C", "N1", "N2"], "parent": ["", "C", "C"], "is_comparison": "no"})
    >>> visits = [("visits", area, "2025", "all") for area in ("C", "N1", "N2")]
    >>> relations_between(visits, areas)[0][1]
    {('visits', 'N1', '2025', 'all'): 1, ('visits', 'N2', '2025', 'all'): 1, ('visits', 'C', '2025', 'all'): -1}
    """
    there = dict.fromkeys(variables)
    relations = [*_over_areas(there, areas), *_over_periods(there), *_over_levels(there), *_over_sets(there)]
    return [(sign, terms) for sign, terms in relations if len(terms) > 1]


def holding(relations: list[Relation], true: Mapping[Variable, float]) -> list[Relation]:
    """The relations that hold in the true numbers; with an equality that does not, its parts are still no larger.

    Somebody who knows a neighbourhood may know that nobody is counted twice, or that nobody's age is missing: whether
    an equality holds is taken for known.
    """
    kept: list[Relation] = []
    for sign, terms in relations:
        total = sum(coefficient * true[variable] for variable, coefficient in terms.items())
        if total == 0:
            kept.append(("=", terms))
        elif total < 0:
            kept.append(("<=", terms))
        elif sign == "=":
            kept.append(("<=", {variable: -coefficient for variable, coefficient in terms.items()}))
    return kept


def _whole_and_parts(whole: Variable, parts: list[Variable], adds: str, complete: bool) -> Iterator[Relation]:
    if adds == "sum" and complete:
        yield "=", {**dict.fromkeys(parts, 1), whole: -1}
        return
    if adds == "sum":
        yield "<=", {**dict.fromkeys(parts, 1), whole: -1}
        return
    yield from (("<=", {part: 1, whole: -1}) for part in parts)
    if complete:
        yield "<=", {whole: 1, **dict.fromkeys(parts, -1)}


def _over_areas(there: Mapping[Variable, None], areas: pd.DataFrame) -> Iterator[Relation]:
    inside: dict[str, list[str]] = defaultdict(list)
    for area, parent in zip(areas["area"], areas["parent"].fillna(""), strict=True):
        inside[parent or ALL].append(area)
    for whole in there:
        name, area, period, group = whole
        parts = [(name, part, period, group) for part in inside.get(area, []) if (name, part, period, group) in there]
        yield from _whole_and_parts(whole, parts, how_it_adds(name).areas, len(parts) == len(inside.get(area, [])))


def _over_periods(there: Mapping[Variable, None]) -> Iterator[Relation]:
    inside: dict[Variable, list[Variable]] = defaultdict(list)
    for variable in there:
        name, area, period, group = variable
        if (longer := _longer(period)) is not None and (name, area, longer, group) in there:
            inside[name, area, longer, group].append(variable)
    for whole, parts in inside.items():
        complete = whole[2] == ALL or len(parts) == {"year": 4, "quarter": 3}[period_kind(whole[2])]
        yield from _whole_and_parts(whole, parts, how_it_adds(whole[0]).periods, complete)


def _longer(period: str) -> str | None:
    """The shortest longer period of the table in which a period lies."""
    match period_kind(period):
        case "month":
            return str(quarter_of(pd.Series([period])).iloc[0])
        case "quarter":
            return period[:4]
        case "year":
            return ALL
    return None


def _over_levels(there: Mapping[Variable, None]) -> Iterator[Relation]:
    """Levels of one trait in all whose level is known, and those in all; the other traits stay as they are."""
    levels: dict[tuple[Variable, str], list[Variable]] = defaultdict(list)
    for variable in there:
        name, area, period, group = variable
        traits = split_group(group)
        for trait, level in traits.items():
            if trait in NO_LEVELS:
                continue
            rest = {other: value for other, value in traits.items() if other != trait}
            if level != ANY:
                levels[(name, area, period, group_label(**rest) if rest else ALL), trait].append(variable)
            elif (whole := (name, area, period, group_label(**rest) if rest else ALL)) in there:
                yield "=", {variable: 1, whole: -1}
    for (whole, trait), parts in levels.items():
        name, area, period, group = whole
        known = (name, area, period, group_label(**{**split_group(group), trait: ANY}))
        for total in (known, whole):
            if total in there:
                yield "=", {**dict.fromkeys(parts, 1), total: -1}


def _over_sets(there: Mapping[Variable, None]) -> Iterator[Relation]:
    for variable in there:
        name, area, period, group = variable
        adds = how_it_adds(name)
        if adds.part_of and (whole := (adds.part_of, area, period, group)) in there:
            yield "<=", {variable: 1, whole: -1}
        parts = []
        for part in adds.made_of:
            other, _, level = part.partition(";")
            label = group_label(**{**split_group(group), **split_group(level)}) if level else group
            parts.append((other, area, period, label))
        if parts and all(part in there for part in parts):
            yield "=", {**dict.fromkeys(parts, 1), variable: -1}
