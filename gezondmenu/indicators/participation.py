"""Who comes and how often: visits, participants, regular participants and growth."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.known_persons import (
    counts_when_known,
    only_head_counts,
    partly_known,
    partly_listed,
    shares_when_known,
    with_reasons,
)
from gezondmenu.indicators.population import head_count_areas, reachable_residents, residents_of_targets
from gezondmenu.indicators.records import (
    AREA_PERIOD,
    KINDS,
    Records,
    concat,
    grid,
    once,
    summed,
    to_periods,
    to_targets,
    with_activities,
)
from gezondmenu.indicators.register import of_card
from gezondmenu.indicators.starting_level import by_starting_level
from gezondmenu.reason import NOTHING, join
from gezondmenu.reasons import Why
from gezondmenu.study.row_keys import blocks, stacked
from gezondmenu.vocabulary import ALL, is_year, period_kind, previous_period, quarter_of


@of_card("visits")
@once
def visits(records: Records) -> pd.DataFrame:
    """Visits to the activities of each area; an area without activities has no data, not zero."""

    def visits_of(meetings: pd.DataFrame) -> pd.Series:
        return to_periods(to_targets(meetings, records), records.kinds).groupby(AREA_PERIOD)["visits"].sum()

    def visitors(presence: pd.DataFrame) -> pd.Series:
        return to_periods(to_targets(presence, records), records.kinds).drop_duplicates().groupby(AREA_PERIOD).size()

    rows = grid(records, records.kinds)
    rows = rows.join(summed(records.meetings[["area", "month", "visits"]], "month", visits_of), on=AREA_PERIOD)
    rows = rows.join(
        summed(records.presence[["person", "area", "month"]], "person", visitors).rename("n"), on=AREA_PERIOD
    )
    complete = ~partly_listed(records)
    rows["n"] = rows["n"].where(complete.reindex(pd.MultiIndex.from_frame(rows[AREA_PERIOD])).to_numpy() == True)  # noqa: E712
    listed = with_activities(records)
    rows["numerator"] = rows.pop("visits").fillna(0).where(rows["area"].isin(listed))
    return _no_activities(rows).assign(indicator="visits")


@of_card("participants")
def participants(records: Records) -> pd.DataFrame:
    """Residents who came anywhere, each once, also by starting level, and their number per 1,000 residents."""
    counted = unique_participants(records)
    if not records.study.has("people"):
        reason = Why.NO_TABLE(table="people")
        rate = counted.assign(numerator=float("nan"), n=float("nan"), status="no data", reasons=reason)
        return concat(counted.assign(indicator="participants"), rate.assign(indicator="participation_rate"))
    rate = counted.rename(columns={"residents": "denominator"}).assign(indicator="participation_rate")
    unknown = (rate["status"] == "ok") & ~(rate["denominator"] > 0)
    rate.loc[unknown, ["status", "reasons"]] = ["no data", Why.POPULATION_UNKNOWN()]
    rate["returning"] = _returning(records, rate)
    rate = shares_when_known(rate, records)
    bands = by_starting_level(records, persons_by_period(records), counted)
    return concat(counted.assign(indicator="participants"), bands.assign(indicator="participants"), rate)


@once
def unique_participants(records: Records, regular: bool = False) -> pd.DataFrame:
    """Number of participants of each target and period, with what makes it incomplete.

    Returns
    -------
    DataFrame
        ``area, period, numerator, n, residents, status, reasons``. Without a table people: persons at the activities
        of the area.
    """
    kinds = KINDS if regular else records.kinds

    def persons(who: pd.DataFrame) -> pd.Series:
        each = to_targets(who, records)
        if not records.study.has("people"):  # somebody may come in two areas of one target; everybody lives in one
            each = each.drop_duplicates()
        return each.groupby(AREA_PERIOD).size().rename("numerator")

    counted = summed(persons_by_period(records, regular), "person", persons)
    rows = grid(records, kinds).join(counted, on=AREA_PERIOD)
    rows = rows.merge(reachable_residents(records, kinds), on=AREA_PERIOD, how="left")
    rows["numerator"] = rows["numerator"].fillna(0).astype("float64")
    rows = rows.assign(status="ok", reasons=NOTHING)
    if not records.study.has("people"):
        rows["reasons"] = Why.PERSONS_AT_ACTIVITIES()
        nothing = ~rows["area"].isin(with_activities(records))
        rows.loc[nothing, ["status", "reasons"]] = ["no data", Why.NO_ACTIVITIES_LISTED()]
    rows = with_reasons(rows, partly_known(records))
    some_left_out = rows["left_out"] != ""
    if records.study.has("people"):
        rows.loc[some_left_out, "reasons"] = [
            join(before, Why.WITHOUT_HEAD_COUNT_AREAS(areas=names))
            for before, names in zip(
                rows.loc[some_left_out, "reasons"], rows.loc[some_left_out, "left_out"], strict=True
            )
        ]
    only_heads = only_head_counts(records, rows)
    rows.loc[only_heads, ["status", "reasons"]] = ["no data", Why.ONLY_HEAD_COUNTS()]
    rows["numerator"] = rows["numerator"].where(rows["status"] == "ok")
    return rows.assign(n=rows["numerator"])


@of_card("regular")
def regular(records: Records) -> pd.DataFrame:
    """Participants with enough visits in at least one quarter, and their share of all participants."""
    often = unique_participants(records, True)
    everyone = unique_participants(records)
    everyone = everyone[everyone["period"].isin(often["period"])].reset_index(drop=True)  # nobody is regular in a month
    often = counts_when_known(shares_when_known(often, records))
    share = often.assign(indicator="regular_share", denominator=everyone["numerator"], n=everyone["numerator"])
    share.loc[share["status"] != "ok", ["denominator", "n"]] = float("nan")
    nobody = (share["status"] == "ok") & (share["denominator"] == 0)
    share.loc[nobody, ["status", "reasons"]] = ["no data", Why.NO_PARTICIPANTS()]
    return concat(often.assign(indicator="regular_participants"), share)


@of_card("residents")
def residents_row(records: Records) -> pd.DataFrame:
    """Residents of each area and total."""
    rows = residents_of_targets(records).rename("numerator").rename_axis("area").reset_index()
    rows = rows.assign(period=ALL, indicator="residents", n=rows["numerator"], status="ok", reasons=NOTHING)
    unknown = rows["numerator"].isna()
    rows.loc[unknown, ["status", "reasons"]] = ["no data", Why.POPULATION_UNKNOWN()]
    return rows


@of_card("growth")
def growth(records: Records) -> pd.DataFrame:
    """Change of participants and of visits against the period before, where both were fully observed."""
    parts = []
    people = unique_participants(records) if records.study.has("attendance") else None
    for name, rows in (("participants_growth", people), ("visits_growth", visits(records))):
        if rows is None:
            continue
        now = rows[rows["period"] != ALL].copy()
        now["before"] = now["period"].map({period: previous_period(period) for period in now["period"].unique()})
        earlier = rows.rename(columns={"numerator": "denominator", "left_out": "left_out_before"})
        columns = [name for name in ("denominator", "left_out_before") if name in earlier]
        now = now.join(earlier.set_index(AREA_PERIOD)[columns], on=["area", "before"])
        kinds = now["period"].map({period: period_kind(period) for period in now["period"].unique()})
        first = set(now.groupby(kinds)["period"].min())
        now = now[(kinds == "year") | ~now["period"].isin(first)]
        ok = now["status"] == "ok"
        now.loc[ok & now["period"].isin(first), ["status", "reasons"]] = ["no data", Why.NO_EARLIER_PERIOD()]
        for period in now["period"].unique():
            short = next((p for p in (period, previous_period(period)) if p and not records.fully_observed(p)), None)
            if short and period not in first:
                rule = (now["period"] == period) & ok
                reason = Why.NOT_FULLY_OBSERVED(period=short)
                now.loc[rule, ["status", "reasons"]] = ["no data", reason]
        unknown = (now["status"] == "ok") & now["denominator"].isna()
        now.loc[unknown, ["status", "reasons"]] = ["no data", Why.ONLY_HEAD_COUNTS()]
        if "left_out" in now:
            other_people = (now["status"] == "ok") & (now["left_out"] != now["left_out_before"].fillna(""))
            reason = Why.OTHER_AREAS_THEN()
            now.loc[other_people, ["status", "reasons"]] = ["no data", reason]
        nothing = (now["status"] == "ok") & (now["denominator"] == 0)
        now.loc[nothing, ["status", "reasons"]] = ["no data", Why.NOTHING_EARLIER()]
        now["n"] = now["numerator"] if name == "participants_growth" else float("nan")
        parts.append(now.assign(indicator=name).drop(columns=["before", "left_out_before"], errors="ignore"))
    return concat(*parts)


@once
def persons_by_period(records: Records, regular: bool = False) -> pd.DataFrame:
    """``person, area, period`` once each: the area of residence, or of the activity without a table people."""
    place = "home" if records.study.has("people") else "area"
    kinds = KINDS if regular else records.kinds

    def who_came(presence: pd.DataFrame) -> pd.DataFrame:
        if regular:
            often = presence.groupby(["person", quarter_of(presence["month"])])["visits"].transform("sum")
            presence = presence[often >= records.study.choices["regular_visits"]]
        who = to_periods(presence[["person", place, "month"]].rename(columns={place: "area"}), kinds)
        return where_persons_are_known(who.drop_duplicates(), records, kinds)

    presence = records.presence[["person", place, "month", "visits"]]
    return stacked(map(who_came, blocks(presence, "person")), "person", *AREA_PERIOD)


def where_persons_are_known(rows: pd.DataFrame, records: Records, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Rows without the areas and periods of which only head counts are known."""
    if not records.study.has("people"):
        return rows
    hidden = head_count_areas(records, kinds)
    if hidden.empty:
        return rows
    return rows[~pd.MultiIndex.from_frame(rows[AREA_PERIOD]).isin(pd.MultiIndex.from_frame(hidden))]


def _returning(records: Records, counted: pd.DataFrame) -> np.ndarray:
    """Persons of both a year and the year before, divided by the mean of the two counts; NaN where one is unknown."""

    def of_both(who: pd.DataFrame) -> pd.Series:
        who = to_targets(who[who["period"].map({p: is_year(p) for p in who["period"].unique()}).astype(bool)], records)
        before = who.assign(period=(who["period"].astype(int) + 1).astype("str"))
        return who.merge(before, on=["area", "person", "period"]).groupby(AREA_PERIOD).size().rename("both")

    both = summed(persons_by_period(records), "person", of_both)
    sizes = counted.set_index(AREA_PERIOD)["numerator"]
    earlier = [(area, previous_period(period) if is_year(period) else "") for area, period in sizes.index]
    middle = (sizes.to_numpy(float) + sizes.reindex(earlier).to_numpy(float)) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return both.reindex(sizes.index).fillna(0).to_numpy(float) / np.where(middle > 0, middle, np.nan)


def _no_activities(rows: pd.DataFrame) -> pd.DataFrame:
    unknown = rows["numerator"].isna()
    reason = Why.NO_ACTIVITIES_LISTED()
    return rows.assign(
        status=pd.Series("ok", index=rows.index).mask(unknown, "no data"),
        reasons=pd.Series(NOTHING, index=rows.index).mask(unknown, reason),
    )
