"""Who takes part against who lives here: shares of groups and the reach ratio."""

from __future__ import annotations

import pandas as pd

from gezondmenu.indicators.context import figures_of_areas
from gezondmenu.indicators.participation import persons_by_period, unique_participants
from gezondmenu.indicators.population import TRAITS, head_count_areas, residents_by_trait
from gezondmenu.indicators.records import AREA_PERIOD, Records, concat, grid, once, to_targets
from gezondmenu.indicators.register import of_card
from gezondmenu.reason import NOTHING, join
from gezondmenu.reasons import Why
from gezondmenu.study.model import Study
from gezondmenu.study.row_keys import blocks
from gezondmenu.vocabulary import ALL, age_band_start, band_of_age, group_label


@of_card("reach")
def reach(records: Records) -> pd.DataFrame:
    """Share among participants divided by the share in the neighbourhood, for each level of each trait."""
    here = participant_shares(records)
    there = population_shares(records).set_index([*AREA_PERIOD, "group"])
    share = 100 * there["numerator"] / there["denominator"]
    rows = here.join(share.rename("reference"), on=[*AREA_PERIOD, "group"])
    unknown = (rows["status"] == "ok") & ~(rows["reference"] > 0)
    rows.loc[unknown, ["status", "reasons"]] = ["no data", Why.SHARE_OF_AREA_UNKNOWN()]
    return rows.assign(indicator="reach_ratio")


@of_card("composition")
def composition(records: Records) -> pd.DataFrame:
    """Shares of groups among participants and among residents, side by side."""
    return concat(participant_shares(records), population_shares(records))


@once
def participant_shares(records: Records) -> pd.DataFrame:
    """Share of each level of each trait among participants whose trait is known."""
    kinds = ("year", ALL)
    everybody = persons_by_period(records)
    long = [period for period in everybody["period"].unique() if len(period) < 7]
    who = everybody[everybody["period"].isin(long)]
    base = unique_participants(records).query("period.str.len() < 7", engine="python")
    parts = []
    for trait in [trait for trait in TRAITS if levels(records.study, trait)] or TRAITS[:1]:
        known = levels(records.study, trait)
        counts = _counts_of_levels(records, who, trait)
        cells = counts[counts.index.get_level_values("level").notna()].rename("numerator")
        totals = pd.concat(
            {"count": cells.groupby(AREA_PERIOD).sum(), "size": counts.groupby(AREA_PERIOD).sum()}, axis=1
        ).fillna(0)
        rows = grid(records, kinds).merge(pd.DataFrame({"level": known}, dtype="str"), how="cross")
        rows = rows.join(cells, on=[*AREA_PERIOD, "level"]).join(totals, on=AREA_PERIOD)
        rows["numerator"] = rows["numerator"].fillna(0).astype("float64")
        rows["denominator"] = rows["count"].fillna(0).astype("float64")
        rows = rows.merge(base[[*AREA_PERIOD, "status", "reasons"]], on=AREA_PERIOD)
        missing = (rows["size"] - rows["count"]).fillna(0).astype(int)
        some = (rows["status"] == "ok") & (missing > 0)
        rows.loc[some, "reasons"] = [
            join(before, Why.UNKNOWN_OF(unknown=lost, all=int(whole)))
            for before, lost, whole in zip(
                rows.loc[some, "reasons"], missing[some], rows.loc[some, "size"], strict=True
            )
        ]
        nobody = (rows["status"] == "ok") & (rows["denominator"] == 0)
        reason = Why.TRAIT_UNKNOWN()
        rows.loc[nobody, ["status", "reasons"]] = ["no data", reason]
        rows.loc[rows["status"] != "ok", ["numerator", "denominator"]] = float("nan")
        rows["group"] = [group_label(**{trait: level}) for level in rows["level"]]
        parts.append(rows.drop(columns=["count", "size", "level"]))
    shares = concat(*parts)
    return shares.assign(indicator="participant_share", n=shares["denominator"])


def _counts_of_levels(records: Records, who: pd.DataFrame, trait: str) -> pd.Series:
    """Participants of each target, period and level, those of an unknown level too."""
    by = [*AREA_PERIOD, "level"]
    parts = [
        to_targets(part.assign(level=trait_of(records, part, trait)), records).groupby(by, dropna=False).size()
        for part in blocks(who, "person")
    ]
    return pd.concat(parts).groupby(level=by, dropna=False).sum()


@of_card("gradient")
def deprivation(records: Records) -> pd.DataFrame:
    """The measure of `context` by which areas are ordered from most to least deprived, where the study names one.

    Notes
    -----
    study.toml names it (``deprivation_measure``, and ``deprivation_high = false`` where a lower value means more
    deprivation); the last year known counts, on the boundaries of the study. Areas with other areas inside them are
    left out. Without a measure the share of low incomes among residents orders the areas.
    """
    study, measure = records.study, records.study.choices.get("deprivation_measure")
    if not measure:
        reason = Why.ORDERED_BY_LOW_INCOME()
        return pd.DataFrame(
            {"area": [ALL], "period": ALL, "indicator": "deprivation", "status": "no data", "reasons": reason}
        )
    figures = figures_of_areas(records)[0].query("measure == @measure").dropna(subset="value").sort_values("year")
    rows = figures.drop_duplicates("area", keep="last")[["area", "value", "source"]]
    rows = rows[~rows["area"].isin(study["areas"]["parent"].dropna())]
    turned = Why.LOWER_IS_MORE_DEPRIVED() if study.choices.get("deprivation_high") is False else NOTHING
    words = [join(Why.SOURCE(source=source) if source else NOTHING, turned) for source in rows["source"]]
    return rows[["area", "value"]].assign(period=ALL, indicator="deprivation", status="ok", reasons=words)


@once
def population_shares(records: Records) -> pd.DataFrame:
    """Share of each level of each trait among the residents whose taking part can be known.

    An area's own margin comes first. A total without one, or with areas of which persons are not known, is the sum
    of the areas in it, if each of those has a margin.
    """
    kinds = ("year", ALL)
    areas = records.study["areas"]
    periods = pd.DataFrame({"period": records.periods_of(kinds)}, dtype="str")
    leaves = areas.loc[~areas["area"].isin(areas["parent"].dropna()), ["area"]].merge(periods, how="cross")
    hidden = head_count_areas(records, kinds).assign(hidden=True)
    leaves = leaves.merge(hidden, on=AREA_PERIOD, how="left")
    reached = leaves[leaves["hidden"].isna()][AREA_PERIOD]
    needed = to_targets(reached, records).groupby(AREA_PERIOD).size()
    all_reached = needed == to_targets(leaves[AREA_PERIOD], records).groupby(AREA_PERIOD).size().reindex(needed.index)
    parts = []
    population = records.study["population"]
    for trait in [trait for trait in TRAITS if population[trait].notna().any()] or TRAITS[:1]:
        margin = residents_by_trait(records, trait)
        own = margin.merge(periods, how="cross")
        single = own["area"].isin(leaves["area"])
        whole = pd.Series(pd.MultiIndex.from_frame(own[AREA_PERIOD]).map(all_reached), index=own.index)
        own = own[single | (whole == True)]  # noqa: E712
        summed = to_targets(margin.merge(reached, on="area"), records)
        given = summed.groupby(AREA_PERIOD)["level"].size() / summed.groupby(AREA_PERIOD)["level"].nunique()
        complete = given[given == needed.reindex(given.index)].index
        already = pd.MultiIndex.from_frame(own[AREA_PERIOD])
        keys = pd.MultiIndex.from_frame(summed[AREA_PERIOD])
        summed = summed[keys.isin(complete) & ~keys.isin(already)]
        rows = concat(own, summed).groupby([*AREA_PERIOD, "level"], as_index=False)[["persons", "total"]].sum()
        rows["group"] = [group_label(**{trait: _level_word(level)}) for level in rows["level"]]
        parts.append(rows.rename(columns={"persons": "numerator", "total": "denominator"}))
    shares = concat(*parts).drop(columns="level").astype({"numerator": "float64", "denominator": "float64"})
    return shares.assign(indicator="population_share", n=shares["denominator"])


def trait_of(records: Records, who: pd.DataFrame, trait: str) -> pd.Series:
    """The level of a trait of each person, as a word; missing where it is unknown."""
    return level_of(records.study, who, trait, records.last)


def level_of(study: Study, who: pd.DataFrame, trait: str, last: pd.Timestamp) -> pd.Series:
    """The same without records; `who` has ``person, period``, and `last` is the last day counted."""
    people = study["people"].set_index("person")
    if trait != "age_band":
        return who["person"].map(people[trait].astype("object").map(_level_word, na_action="ignore")).astype("str")
    bands = levels(study, trait)
    given = who["person"].map(people["age_band"])
    year = who["period"].where(who["period"] != ALL, str(last.year)).astype("float64")
    ages = year - who["person"].map(people["birth_year"].astype("float64"))
    worked_out = band_of_age(ages, bands) if bands else pd.Series(index=who.index, dtype="object")
    return given.where(given.isin(bands)).fillna(worked_out).astype("str")


def levels(study: Study, trait: str) -> list[str]:
    """The levels that a trait has among residents, else among people."""
    for table in ("population", "people"):
        known = study[table][trait].dropna().map(_level_word).unique().tolist()
        if known:
            return sorted(known, key=age_band_start) if trait == "age_band" else sorted(known, reverse=True)
    return []


def _level_word(level: object) -> str:
    return {"True": "yes", "False": "no"}.get(str(level), str(level))
