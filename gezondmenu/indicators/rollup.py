"""Rolling up: the rows of several areas, perhaps of several studies, as one region; refused where they do not match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from gezondmenu.card import WILSON_OF_ACTIVITIES
from gezondmenu.described import areas_of, describe, parents_of
from gezondmenu.given import check_rows, check_table, check_text, check_texts, not_there
from gezondmenu.indicators.derived import is_derived
from gezondmenu.indicators.formulas import from_counts
from gezondmenu.indicators.register import named_indicators
from gezondmenu.language import message
from gezondmenu.reason import join
from gezondmenu.reasons import Why, by_case, reasons_of, with_notes
from gezondmenu.vocabulary import ESTIMATE_COLUMNS, INTERNAL_COLUMNS, NUMBER_COLUMNS, GezondmenuError

KEY = ["period", "group", "indicator"]
TOLERANCE = 1e-6
ADDED = ("count", "percentage", "rate", "quotient")
"""Formulas whose counts can be added up."""


def roll_up(
    table: pd.DataFrame,
    areas: Sequence[str],
    into: str,
    described: pd.DataFrame | None = None,
    links: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Add up the rows of areas that were counted in the same way, as one region.

    Parameters
    ----------
    table : DataFrame
        Rows of the estimate table or of published tables, of one study or of several put under each other.
    areas : sequence of str
        Codes of the areas that make up the region; none of them may lie in another.
    into : str
        Code of the region.
    described : DataFrame, optional
        What describes the areas (columns area, parent and year), where the table was put together from several; else
        the table has it, as `estimate` gives it or `read_published` reads it.
    links : DataFrame, optional
        Table area_links (``area, year, to_area, to_year, weight``), where areas have boundaries of different years. An
        area of an earlier year counts for the share of its residents that the links give to `into`, or to areas of the
        last year that are among `areas`; its residents themselves only for what the links give to `into`, since the
        areas of the last year count the others.

    Returns
    -------
    DataFrame
        Rows of the estimate table for `into`. Visits, sessions, activities, answers, requests, hours, euros and
        residents are added up. Counts of persons and employers are not, since they may count in several areas: they are
        rows with status ``no data``, and so is every row that one of the areas lacks. Of estimates before release the
        columns that only `release` needs come along.

    Raises
    ------
    GezondmenuError
        When an area is not in the table or lies in another, when two areas have an indicator in different versions,
        or when their boundaries are of different years and no link leads from the earlier to the last one.

    Notes
    -----
    Through links every count of an area, and not only its residents, is taken to be spread as its residents are. Every
    row that they were used for says so, with the shares.

    Examples
    --------
    >>> parts = pd.DataFrame([dict.fromkeys(ESTIMATE_COLUMNS, np.nan)] * 4).astype(object)
    >>> parts[["area", "numerator", "value"]] = [["A", 30, 30], ["B", 12, 12], ["A", 500, 500], ["B", 900, 900]]
    >>> parts["indicator"] = ["visits", "visits", "residents", "residents"]
    >>> parts[["period", "group", "variant", "version", "status", "reasons"]] = ["all", "all", "main", "1", "ok", ""]
    >>> areas = pd.DataFrame({"area": ["A", "B"], "parent": ["", ""], "year": ["2024", "2024"]})
    >>> roll_up(parts, ["A", "B"], "region", areas)[["area", "indicator", "value"]].values.tolist()
    [['region', 'visits', 42.0], ['region', 'residents', 1400.0]]
    """
    check_rows("gm.roll_up", table)
    check_text("into", into)
    if isinstance(areas, str) or len(set(check_texts("areas", areas))) != len(areas) or into in set(table["area"]):
        raise GezondmenuError(
            "roll-up refused: give a list of different areas, and a new code for the region, not {into}",
            into=repr(into),
        )
    table = table.assign(reasons=reasons_of(table))
    rows = table[table["area"].isin(list(areas)) & (table["variant"] == "main") & ~is_derived(table)]
    register = named_indicators()
    unknown = sorted(set(rows["indicator"]) - set(register))
    if unknown:
        raise GezondmenuError("roll-up refused: not in the register: {names}", names=", ".join(unknown))
    if described is not None:
        check_table("gm.roll_up", described, 'study["areas"]', ("area", "parent", "year"))
    described = areas_of(table) if described is None else described
    if links is not None:
        check_table("gm.roll_up", links, 'study["area_links"]', ("area", "year", "to_area", "to_year", "weight"))
    _check(rows, described, list(areas), table["area"].unique())
    shares, of_residents, year = _shares(described, list(areas), into, links)
    names = rows["indicator"].unique()
    formulas = {name: register[name][1].formula for name in names}
    rows = rows[rows["indicator"].map(formulas).isin(ADDED)].astype({column: "float64" for column in NUMBER_COLUMNS})
    residents = {name: _is_of_residents(name) for name in names}
    over_residents = {name: residents[name] or register[name][1].of_residents for name in names}
    weights = rows["area"].map(shares).fillna(1.0)
    weights_of_residents = rows["area"].map(of_residents).fillna(1.0)
    for count, which in (("numerator", residents), ("n", residents), ("denominator", over_residents)):
        rows[count] *= weights_of_residents.where(rows["indicator"].map(which).astype(bool), weights)
    usable = rows["status"].isin(["ok", "unstable"])
    sums = (
        rows.assign(known=usable)
        .groupby(KEY, sort=False, as_index=False)
        .agg(
            numerator=("numerator", lambda counts: counts.sum(min_count=1)),
            denominator=("denominator", lambda counts: counts.sum(min_count=1)),
            n=("n", lambda counts: counts.sum(skipna=False)),
            known=("known", "sum"),
            version=("version", "first"),
        )
    )
    sums = sums.assign(area=into, variant="main", value=np.nan, lower=np.nan, upper=np.nan, reference=np.nan)
    levels = rows["confidence"].dropna()
    filled = from_counts(sums, levels.iloc[0] if len(levels) else 0.95)
    complete = filled["known"] == len(areas)
    of_persons = filled["indicator"].map({name: _counts_persons(name) for name in names}).astype(bool)
    filled["status"] = np.where(complete & ~of_persons, "ok", "no data")
    some = [Why.AREAS_KNOWN(known=int(known), all=len(areas)) for known in filled["known"]]
    persons = Why.PERSONS_NOT_ADDED()
    spread = Why.COUNTS_BY_LINKS(shares=_listed(shares))
    only = Why.RESIDENTS_BY_LINKS(shares=_listed(of_residents))
    linked = np.full(len(filled), bool(shares))
    of_people, over_people = (filled["indicator"].map(which).astype(bool) for which in (residents, over_residents))
    filled["reasons"] = by_case(
        [of_persons, ~complete, linked & of_people, linked & over_people, linked],
        [persons, some, only, join(spread, only), spread],
    )
    has_value = filled["status"] == "ok"
    visits = filled["indicator"].map({name: register[name][1].numerator == "visits" for name in names}).astype(bool)
    filled.loc[visits, "n"] = np.nan  # the same person may have come in several areas
    filled.loc[~has_value, list(NUMBER_COLUMNS)] = np.nan
    clusters = filled["indicator"].map({name: register[name][1].interval == WILSON_OF_ACTIVITIES for name in names})
    unknown = ["lower", "upper", "confidence", "effective"]  # the clusters are not in the rows
    filled.loc[clusters.astype(bool), unknown] = np.nan
    for column, field in (("unit", "unit"), ("method", "interval"), ("design", "design")):
        filled[column] = filled["indicator"].map({name: getattr(register[name][1], field) for name in names})
    region = pd.DataFrame({"area": [into], "year": [year]})
    internal = [column for column in INTERNAL_COLUMNS if column in table]
    table = with_notes(filled).reindex(columns=[*ESTIMATE_COLUMNS, *internal]).reset_index(drop=True)
    return describe(table, areas=region)


def _is_of_residents(name: str) -> bool:
    """Whether a row counts all residents of an area, or those in a group."""
    entry = named_indicators()[name][1]
    return name == "residents" or (entry.open and entry.of_residents)


def _listed(shares: dict[str, float]) -> str:
    return ", ".join(f"{area} {share:g}" for area, share in shares.items())


def _counts_persons(name: str) -> bool:
    """Whether a row rests on different persons or employers, who may count in several areas; residents live in one."""
    entry = named_indicators()[name][1]
    counted = {entry.numerator, "" if entry.of_residents else entry.denominator}
    return name != "residents" and not entry.open and bool(counted & {"persons", "employers"})


def _check(rows: pd.DataFrame, described: pd.DataFrame, areas: list[str], known: Iterable[str]) -> None:
    unknown = [area for area in areas if area not in set(rows["area"])]
    if unknown:
        template = message("roll-up refused: there are no rows of area {given}; areas there: {known}")
        raise not_there(template, unknown, known)
    for area in areas:
        if area not in set(described["area"]):
            raise GezondmenuError(
                "roll-up refused: nothing describes {area}, so it is not known in what area it lies", area=area
            )
    if rows.duplicated(["area", *KEY]).any():
        area = rows.loc[rows.duplicated(["area", *KEY]), "area"].iloc[0]
        raise GezondmenuError("roll-up refused: the rows of {area} are there twice", area=area)
    parents = parents_of(described)
    for area in areas:
        above = parents.get(area)
        while above:
            if above in areas:
                raise GezondmenuError(
                    "roll-up refused: {area} lies in {other}, and would count twice; leave one out",
                    area=area,
                    other=above,
                )
            above = parents.get(above)
    versions = rows.drop_duplicates(["indicator", "version"])
    for indicator, part in versions.groupby("indicator"):
        one, other = part.iloc[0], part.iloc[-1]
        if one["version"] != other["version"]:
            raise GezondmenuError(
                "roll-up refused: {indicator} is version {version} in {area} and version {other_version} in {other}; "
                "estimate both with the same version of the package",
                indicator=indicator,
                version=one["version"],
                area=one["area"],
                other_version=other["version"],
                other=other["area"],
            )


def _shares(
    described: pd.DataFrame, areas: list[str], into: str, links: pd.DataFrame | None
) -> tuple[dict[str, float], dict[str, float], str]:
    """The share with which each area of an earlier year counts, that of its residents, and the last year.

    The areas of the last year count the residents that links give to them.
    """
    years = {area: year for area, year in _years(described.set_index("area")["year"]).items() if area in areas}
    last = max(years.values())
    if len(set(years.values())) == 1:
        return {}, {}, last
    listed = ", ".join(f"{area} {years[area] or '?'}" for area in areas)
    if links is None:
        raise GezondmenuError(
            "roll-up refused: the boundaries are of different years ({years}); give the table area_links as links, or "
            "put the areas on one year first",
            years=listed,
        )
    leads = links.assign(year=_years(links["year"]))[_years(links["to_year"]) == last]
    shares, of_residents = {}, {}
    for area in (area for area in areas if years[area] != last):
        own = leads[(leads["area"] == area) & (leads["year"] == years[area])].set_index("to_area")["weight"]
        own = own.astype("float64")
        of_residents[area] = float(own[own.index == into].sum())
        shares[area] = of_residents[area] + float(own[[years.get(goal) == last for goal in own.index]].sum())
        if not 0 < shares[area] <= 1 + TOLERANCE:
            raise GezondmenuError(
                "roll-up refused: the boundaries are of different years ({years}), and the links from {area} to {into} "
                "or its areas of {year} have weights that add up to {weight}: a share above 0 and up to 1 is needed",
                years=listed,
                area=area,
                into=into,
                year=last,
                weight=f"{shares[area]:g}",
            )
    return {area: min(share, 1.0) for area, share in shares.items()}, of_residents, last


def _years(years: pd.Series) -> pd.Series:
    """Years as text, whatever their type; blank where there is none."""
    return years.astype("str").where(years.notna(), "").str.removesuffix(".0")
