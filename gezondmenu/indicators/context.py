"""Figures from open sources, passed through with their source: borrowed, not measured here."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.records import Records
from gezondmenu.indicators.register import of_card
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.reference import read_reference
from gezondmenu.vocabulary import group_label

RESIDENTS = ("residents", "AantalInwoners_5")
"""Measures of `context` that count the residents of an area."""


@of_card("context")
def context(records: Records) -> pd.DataFrame:
    """A row for each area, year and measure; figures on other boundaries only through `area_links`.

    Notes
    -----
    A figure of year y is on the boundaries of y. Onto the boundaries of the study it goes through the rows of
    `area_links` from y: a count (`context.adds_up`, else a measure that the list of measures calls a count) as the
    sum of the parts that moved, and nothing where one of them is not known; a share or mean as the mean of the old
    areas' figures, weighted by the residents that moved where `context` has them, else by `weight` alone.
    """
    rows, to_year = figures_of_areas(records)
    units = read_reference("context_measures").set_index("measure")["unit"]
    return pd.DataFrame(
        {
            "area": rows["area"],
            "period": rows["year"].astype("str"),
            "group": [group_label(measure=measure) for measure in rows["measure"]],
            "indicator": "context",
            "value": rows["value"],
            "unit": rows["measure"].map(units).fillna(""),
            "status": np.where(rows["value"].isna(), "no data", "ok"),
            "reasons": [
                _reason(source, year, to_year, way)
                for source, year, way in zip(rows["source"], rows["year"], rows["way"], strict=True)
            ],
        }
    )


def figures_of_areas(records: Records) -> tuple[pd.DataFrame, int | None]:
    """Figures on the boundaries of the study: ``area, year, measure, value, source, way``; and the year of those."""
    study = records.study
    figures = study["context"]
    figures = figures.assign(source=figures["source"].fillna(figures["measure"].map(_sources())).fillna(""))
    boundaries = study["areas"]["year"].dropna().unique()
    to_year = int(boundaries[0]) if len(boundaries) else None
    rows = _on_boundaries(figures, study["area_links"], to_year)
    return rows[rows["area"].isin(study["areas"]["area"])].drop_duplicates(["area", "year", "measure"]), to_year


def _sources() -> pd.Series:
    return read_reference("context_measures").set_index("measure")["source"]


def _on_boundaries(figures: pd.DataFrame, links: pd.DataFrame, to_year: int | None) -> pd.DataFrame:
    """Figures on the boundaries of the study, and the `way` they came there: same, linked or lost."""
    if to_year is None:
        return figures.assign(way="same")
    same = figures[figures["year"] == to_year].assign(way="same")
    other = figures[figures["year"] != to_year]
    links = links[links["to_year"] == to_year][["area", "year", "to_area", "weight"]]
    moved = other.merge(links, on=["area", "year"]).dropna(subset="value")
    moved = _with_residents(moved.assign(counted=are_counts(moved)), figures)
    moved["part"] = moved["value"] * moved["weight"].where(moved["counted"], moved["residents"])
    sums = moved.groupby(["to_area", "year", "measure"], as_index=False).agg(
        part=("part", "sum"),
        residents=("residents", "sum"),
        areas=("area", "nunique"),
        counted=("counted", "first"),
        source=("source", "first"),
    )
    needed = links[links["weight"] > 0].groupby(["to_area", "year"])["area"].nunique().rename("needed")
    sums = sums.merge(needed.reset_index(), on=["to_area", "year"], how="left")
    mean = sums["part"] / sums["residents"]
    whole = sums["part"].where(sums["areas"] >= sums["needed"])
    sums = sums.assign(value=mean.where(~sums["counted"], whole), way="linked").rename(columns={"to_area": "area"})
    sums.loc[sums["value"].isna(), "way"] = "in part"
    has_link = pd.MultiIndex.from_frame(other[["area", "year"]]).isin(pd.MultiIndex.from_frame(links[["area", "year"]]))
    lost = other[~has_link].assign(value=float("nan"), way="lost")
    columns = ["area", "year", "measure", "value", "source", "way"]
    return pd.concat([same[columns], sums[columns], lost[columns]], ignore_index=True)


def are_counts(figures: pd.DataFrame) -> pd.Series:
    """Whether each figure is a count, which adds up over areas: as `adds_up` says, else the list of measures."""
    listed = read_reference("context_measures").set_index("measure")["unit"]
    counts = figures["measure"].isin([*listed[listed.fillna("") == ""].index, *RESIDENTS])
    kinds = figures["adds_up"].astype("object")
    return counts.where(kinds.isna(), kinds == True)  # noqa: E712


def _with_residents(moved: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The residents that moved with each row, where those of all its old areas are known; else its weight."""
    known = figures[figures["measure"].isin(RESIDENTS)].drop_duplicates(["area", "year"])
    if moved.empty:
        return moved.assign(residents=moved["weight"])
    people = moved[["area", "year"]].merge(
        known[["area", "year", "value"]].rename(columns={"value": "people"}), on=["area", "year"], how="left"
    )["people"]
    all_known = people.notna().groupby([moved["to_area"], moved["year"], moved["measure"]]).transform("all")
    return moved.assign(residents=moved["weight"] * people.where(all_known, 1.0))


def _reason(source: str, year: int, to_year: int | None, way: str) -> Reasons:
    if way == "lost":
        return Why.NO_AREA_LINKS(year=year, to_year=to_year)
    if way == "in part":
        return Why.PART_OF_AREA_UNKNOWN(year=year, to_year=to_year)
    named = Why.SOURCE(source=source) if source else NOTHING
    return join(named, Why.THROUGH_AREA_LINKS(year=year, to_year=to_year) if way == "linked" else NOTHING)
