"""What tables say of each other: ids that refer to nothing, areas, boundaries and persons that do not fit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.reference import read_reference
from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.read.files import closest_name
from gezondmenu.study.read.typed import TypedTable
from gezondmenu.study.row_keys import stand_in
from gezondmenu.study.schema import Column, column_words, table_words, tables
from gezondmenu.vocabulary import ALL, age_band_start

Tables = dict[str, TypedTable]

PARTS_MAY_DIFFER = 0.05  # share by which areas together may differ from the area they lie in
WEIGHTS_MAY_EXCEED = 1.0001  # leaves room for rounded weights
_HINTS_UNTIL = 2000  # known values up to which a closest one is looked for
_CALLED_BY_NAME = ("areas", "activities")
_UNKNOWN_RULES = {
    "areas.area": "unknown_area",
    "people.person": "unknown_person",
    "activities.activity": "unknown_activity",
}


def check_references(known: Tables, unusable: set[str], findings: Findings) -> None:
    """Find values that should stand in another table and do not.

    Parameters
    ----------
    known : dict of TypedTable
        The tables that could be read.
    unusable : set of str
        Tables that are there and could not be read: nothing is said of values that refer to them.
    findings : Findings
        Gets the findings.
    """
    for typed in known.values():
        for name, column in typed.table.columns.items():
            if column.refers and typed.has(name) and not column.linked:
                _check_reference(typed, column, known, unusable, findings)


def _check_reference(typed: TypedTable, column: Column, known: Tables, unusable: set[str], findings: Findings) -> None:
    table, other = str(column.refers).split(".")
    values = typed.frame[column.name]
    filled = values.notna().to_numpy()
    if table in unusable or not filled.any():
        return
    if table not in known or not len(known[table].frame):
        # A study may know persons from attendance alone; a missing areas table has its own finding.
        if table not in ("areas", "people"):
            rule = "missing_referred_table" if column.required else "unchecked_reference"
            needed = column_words(table, *tables()[table].required)
            own = column_words(typed.table.name, column.name)
            place = typed.place(column=column.name)
            findings.add(rule, place, column=own, table=table_words(table), columns=needed)
        return
    if not known[table].has(other):
        return
    referred = known[table].frame[other].dropna().unique()
    positions = np.flatnonzero(filled & ~stand_in(values, referred))
    if other != "person":
        repairs = {value: code for value in values.iloc[positions].unique() if (code := _padded(value, referred))}
        _repair(typed, column.name, positions, repairs, "lost_zeros", findings)
    if table in _CALLED_BY_NAME and known[table].has("name"):
        positions = np.flatnonzero(filled & ~typed.frame[column.name].isin(referred).to_numpy())
        _repair(typed, column.name, positions, _codes_of_names(known[table]), "name_for_code", findings)
    if table == "areas" and "area_links" in known:
        moved = _moved(known["area_links"], set(referred))
        _repair(typed, column.name, positions, moved, "old_area", findings)
    values = typed.frame[column.name]
    positions = np.flatnonzero(filled & ~stand_in(values, referred))
    closest = _closest(values.iloc[positions].unique(), referred, alike=other != "person")
    rule = _UNKNOWN_RULES.get(str(column.refers), "refers_to_nothing")
    names = table_words(table), column_words(table, other)
    typed.note(findings, rule, positions, column.name, closest=closest, table=names[0], column=names[1])


def _padded(value: str, known: Any) -> str | None:
    """The one known code that is this number with zeros before it; None when none or more fit."""
    fitting = [code for code in known if code != value and code.lstrip("0") == value] if value.isdecimal() else []
    return fitting[0] if len(fitting) == 1 else None


def _codes_of_names(table: TypedTable) -> dict[str, str]:
    """The code of each name that one row alone has."""
    frame = table.frame[["name", table.table.key[0]]].dropna()
    one_of_all = frame[~frame["name"].duplicated(keep=False)]
    return dict(zip(one_of_all["name"], one_of_all[table.table.key[0]], strict=True))


def _moved(links: TypedTable, known: set[str]) -> dict[str, str]:
    """The new code of each old area that went to one new area as a whole."""
    frame = links.frame.dropna(subset=["area", "to_area", "weight"])
    whole = frame[~frame.duplicated("area", keep=False) & (frame.weight == 1) & frame.to_area.isin(known)]
    return dict(zip(whole.area, whole.to_area, strict=True))


def _repair(
    typed: TypedTable, column: str, positions: np.ndarray, repairs: dict[str, str], rule: str, findings: Findings
) -> None:
    """Read codes as the only ones that they can be, and say so."""
    for value, code in repairs.items():
        alike = positions[(typed.frame[column].iloc[positions] == value).to_numpy(dtype=bool)]
        typed.note(findings, rule, alike, column, repair=code)
        typed.write(column, alike, code)


def _closest(values: Any, known: Any, alike: bool = True) -> dict[str, str]:
    """What each value may have meant: the same code without its zeros, else one that looks alike.

    Pseudonyms all look alike: following such a hint would move visits to another person.
    """
    if len(known) > _HINTS_UNTIL or len(values) > _HINTS_UNTIL // 10:
        return {}
    without_zeros = {str(name).lstrip("0").lower(): str(name) for name in sorted(known)}
    hints = {
        str(value): without_zeros.get(str(value).lstrip("0").lower())
        or (closest_name(str(value), known) if alike else None)
        for value in values
    }
    return {value: hint for value, hint in hints.items() if hint}


def check_areas(known: Tables, findings: Findings) -> None:
    """Codes that are kept, circles of areas, more than one year, and parts that do not make the whole."""
    areas = known.get("areas")
    if areas is None or not areas.has("area"):
        return
    reserved = areas.frame.area.str.lower() == ALL
    areas.note(findings, "reserved_area", np.flatnonzero(reserved.fillna(False)), "area", code=ALL)
    _check_one_year(areas, findings)
    if areas.has("parent"):
        _check_circles(areas, findings)
        if areas.has("population"):
            _check_parts(areas, findings)


def _check_one_year(areas: TypedTable, findings: Findings) -> None:
    years = areas.frame.year.dropna()
    for other in years.unique()[1:]:
        position = int(years.index[years == other][0])
        first = areas.row_beside(int(years.index[0]), position)
        areas.note(findings, "more_than_one_year", [position], "year", first=first, year=years.iloc[0])


def _check_circles(areas: TypedTable, findings: Findings) -> None:
    pairs = areas.frame[["area", "parent"]].dropna()
    parents = dict(zip(pairs.area, pairs.parent, strict=True))
    done: set[str] = set()
    for position, start in zip(pairs.index, pairs.area, strict=True):
        path: list[str] = []
        area: str | None = start
        while area is not None and area not in done and area not in path:
            path.append(area)
            area = parents.get(area)
        if area in path:
            circle = " → ".join([*path[path.index(area) :], area])
            areas.note(findings, "area_circle", [position], "parent", circle=circle)
        done.update(path)


def _check_parts(areas: TypedTable, findings: Findings) -> None:
    frame = areas.frame
    known = frame.drop_duplicates("area").dropna(subset=["area", "population"])
    whole = dict(zip(known.area, known.population.astype(int), strict=True))
    parts = frame[frame.parent.notna()].groupby("parent").population
    together = parts.sum(min_count=1)[parts.count() == parts.size()]
    for area, sum_of_parts in zip(map(str, together.index), together.astype(int), strict=True):
        if area in whole and abs(sum_of_parts - whole[area]) > PARTS_MAY_DIFFER * whole[area]:
            position = int(frame.index[frame.area == area][0])
            words: dict[str, Any] = {"area": area, "parts": sum_of_parts, "whole": whole[area]}
            areas.note(findings, "parts_differ_from_whole", [position], "population", **words)


def check_boundaries(known: Tables, findings: Findings) -> None:
    """Figures on other boundaries need links; areas of context that are not of this study are left out."""
    links = known.get("area_links")
    if links is not None and links.has("area", "year", "to_year", "weight"):
        _check_weights(links, findings)
    context, areas = known.get("context"), known.get("areas")
    if context is None or areas is None or not context.has("area", "year") or not areas.has("area"):
        return
    linked = links.frame[["area", "year"]] if links is not None else pd.DataFrame({"area": [], "year": []})
    _check_linked_years(context, areas, set(linked.year.dropna()), findings)
    if links is not None:
        _check_kinds_of_measures(context, links.frame, findings)
    _leave_out_unknown_areas(context, areas, set(zip(linked.area, linked.year, strict=True)), findings)


def _check_weights(links: TypedTable, findings: Findings) -> None:
    sums = links.frame.groupby(["area", "year", "to_year"]).weight.sum()
    for row in sums[sums > WEIGHTS_MAY_EXCEED].reset_index().itertuples():
        frame = links.frame
        same = (frame.area == row.area) & (frame.year == row.year) & (frame.to_year == row.to_year)
        position = int(np.flatnonzero(same.fillna(False))[0])
        words: dict[str, Any] = {"area": row.area, "year": row.year, "to_year": row.to_year}
        words["sum"] = f"{row.weight:g}"
        links.note(findings, "weights_over_one", [position], "weight", **words)


def _check_linked_years(context: TypedTable, areas: TypedTable, linked_years: set[int], findings: Findings) -> None:
    years = areas.frame.year.dropna().unique()
    if len(years) != 1:
        return
    own = context.frame.year[context.frame.area.isin(areas.frame.area)].dropna()
    for year in own.drop_duplicates():
        if year != years[0] and year not in linked_years:
            position = int(own.index[own == year][0])
            words: dict[str, Any] = {"year": year, "areas_year": years[0]}
            context.note(findings, "no_area_link", [position], "year", **words)


def _check_kinds_of_measures(context: TypedTable, links: pd.DataFrame, findings: Findings) -> None:
    """Measures that are joined or divided on new boundaries, of which nothing tells whether they add up."""
    frame = context.frame
    joined = links.duplicated(["to_area", "year"], keep=False) | (links.weight < 1)
    linked = set(zip(links.area[joined], links.year[joined], strict=True))
    pairs = pd.Series(list(zip(frame.area, frame.year, strict=True)), index=frame.index, dtype=object)
    known = [*read_reference("context_measures")["measure"], "residents", "AantalInwoners_5"]
    unknown = frame[pairs.isin(linked) & ~frame.measure.isin(known) & frame.adds_up.isna()].dropna(subset="measure")
    for measure, rows in unknown.groupby("measure", sort=False):
        context.note(findings, "measure_of_unknown_kind", [rows.index[0]], "measure", measure=measure)


def _leave_out_unknown_areas(
    context: TypedTable, areas: TypedTable, linked: set[tuple[str, int]], findings: Findings
) -> None:
    frame = context.frame
    pairs = pd.Series(list(zip(frame.area, frame.year, strict=True)), index=frame.index, dtype=object)
    unknown = frame.area.notna() & ~frame.area.isin(areas.frame.area) & ~pairs.isin(linked)
    for area, rows in frame[unknown].groupby("area", sort=False):
        hints = _closest([area], areas.frame.area.dropna().unique())
        words: dict[str, Any] = {"year": rows.year.iloc[0], "count": len(rows)}
        context.note(findings, "unknown_area_in_context", [rows.index[0]], "area", closest=hints, **words)
    context.frame = frame[~unknown].reset_index(drop=True)


def check_age_bands(known: Tables, findings: Findings) -> None:
    """Age bands of people that the table population does not have: one finding a band."""
    people, population = known.get("people"), known.get("population")
    if people is None or population is None or not people.has("age_band"):
        return
    bands = sorted(population.frame.age_band.dropna().unique(), key=age_band_start)
    other = people.frame.age_band[~people.frame.age_band.isin(bands)].dropna()
    for band in other.unique() if bands else ():
        positions = other.index[other == band]
        words: dict[str, Any] = {"count": len(positions), "bands": ", ".join(bands)}
        people.note(findings, "age_band_not_in_population", [positions[0]], "age_band", **words)


def check_arm(known: Tables, chosen: dict[str, Any], findings: Findings) -> None:
    """The comparison arm that study.toml names must be an arm of the survey."""
    survey, arm = known.get("survey"), chosen["comparison_arm"]
    if arm is None or survey is None or not survey.has("arm"):
        return
    arms = sorted(survey.frame.arm.dropna().unique())
    if arm not in arms:
        place = Place("study.toml", "", None, "comparison_arm", arm)
        findings.add("arm_not_in_survey", place, closest=closest_name(arm, arms), arms=", ".join(arms))


def check_deprivation(known: Tables, unusable: set[str], chosen: dict[str, Any], findings: Findings) -> None:
    """The measure of deprivation that study.toml names must be a measure of context."""
    context, measure = known.get("context"), chosen["deprivation_measure"]
    if measure is None or "context" in unusable or (context is not None and not context.has("measure")):
        return
    place = Place("study.toml", "", None, "deprivation_measure", measure)
    measures = sorted(context.frame.measure.dropna().unique()) if context is not None else []
    if not measures:
        findings.add("deprivation_without_context", place)
    elif measure not in measures:
        closest = closest_name(measure, measures)
        findings.add("deprivation_not_in_context", place, closest=closest, measures=", ".join(measures))


def check_scales(known: Tables, findings: Findings) -> None:
    """One statement is answered on one scale: 1-5, or yes and no."""
    answers = known.get("appreciation")
    if answers is None or not (answers.has("statement") and answers.has("answer")):
        return
    frame = answers.frame.dropna(subset=["statement", "answer"])
    in_words = frame["answer"].isin(["yes", "no"])
    scales = in_words.groupby(frame["statement"]).nunique()
    for statement in scales.index[scales > 1]:
        words = in_words[frame["statement"] == statement]
        first = words.index[words != words.iloc[0]][0]
        findings.add("two_scales", answers.place(first, "answer"), statement=statement)
