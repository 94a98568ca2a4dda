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


@of_card("context")
def context(records: Records) -> pd.DataFrame:
    """A row for each area, year and measure; figures on other boundaries only through `area_links`.

    Notes
    -----
    A figure of year y is on the boundaries of y. Onto the boundaries of the study it goes through the rows of
    `area_links` from y, as the mean of the old areas' figures weighted by `weight`.
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
    moved = moved.assign(part=moved["value"] * moved["weight"])
    sums = moved.groupby(["to_area", "year", "measure"], as_index=False).agg(
        part=("part", "sum"), weight=("weight", "sum"), source=("source", "first")
    )
    sums = sums.assign(value=sums["part"] / sums["weight"], way="linked").rename(columns={"to_area": "area"})
    has_link = pd.MultiIndex.from_frame(other[["area", "year"]]).isin(pd.MultiIndex.from_frame(links[["area", "year"]]))
    lost = other[~has_link].assign(value=float("nan"), way="lost")
    columns = ["area", "year", "measure", "value", "source", "way"]
    return pd.concat([same[columns], sums[columns], lost[columns]], ignore_index=True)


def _reason(source: str, year: int, to_year: int | None, way: str) -> Reasons:
    if way == "lost":
        return Why.NO_AREA_LINKS(year=year, to_year=to_year)
    named = Why.SOURCE(source=source) if source else NOTHING
    return join(named, Why.THROUGH_AREA_LINKS(year=year, to_year=to_year) if way == "linked" else NOTHING)
