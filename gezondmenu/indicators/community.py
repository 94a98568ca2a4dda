"""Who carries it: hours by role, volunteers, employers, and the forms that activities take."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.context import figures_of_areas
from gezondmenu.indicators.population import residents_of_targets
from gezondmenu.indicators.records import AREA_PERIOD, HOURS, Records, concat, grid, summed, to_periods, to_targets
from gezondmenu.indicators.register import of_card
from gezondmenu.indicators.shares import clustered_share
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why, by_case
from gezondmenu.study.row_keys import plain
from gezondmenu.vocabulary import ALL, group_label, month_of

YEARS = ("year", ALL)
RATE = "collective_visits_rate"
EMPLOYERS = "employers"
"""The measure of table context that says how many employers an area has."""


@of_card("hours")
def hours(records: Records) -> pd.DataFrame:
    """Hours by role at the activities of each area, as hours; unpaid hours are those of volunteers and students."""
    meetings = records.meetings
    unpaid = meetings[["volunteer_hours", "student_hours"]].sum(axis=1, min_count=1)
    meetings = meetings.assign(unpaid_hours=unpaid)
    parts = [_volunteers(records)] if records.study.has("attendance") else []
    for name in (*HOURS.values(), "unpaid_hours"):
        sessions = meetings[["area", "month"]].assign(hours=meetings[name], written=meetings[name].notna())

        def counts(rows: pd.DataFrame) -> pd.DataFrame:
            counted = to_periods(to_targets(rows, records), records.kinds).groupby(AREA_PERIOD)
            return counted.agg(numerator=("hours", "sum"), known=("written", "sum"), all=("written", "size"))

        sums = summed(sessions, "month", counts)
        rows = grid(records, records.kinds).join(sums, on=AREA_PERIOD)
        ever = set(rows.loc[rows["known"] > 0, "area"])
        none_met = rows["all"].isna() & rows["area"].isin(ever)
        rows["numerator"] = rows["numerator"].where(rows["known"] > 0, np.where(none_met, 0.0, np.nan))
        missing = rows["numerator"].isna()
        rows["status"] = np.where(missing, "no data", "ok")
        rows["reasons"] = by_case([missing], [Why.NO_HOURS()])
        part = ~missing & (rows["known"] < rows["all"])
        rows.loc[part, "reasons"] = [
            Why.HOURS_KNOWN_AT(known=int(known), all=int(whole))
            for known, whole in zip(rows.loc[part, "known"], rows.loc[part, "all"], strict=True)
        ]
        parts.append(rows.drop(columns=["known", "all"]).assign(indicator=name))
    return concat(*parts)


def _volunteers(records: Records) -> pd.DataFrame:
    """Different persons with the role volunteer at the activities of each target."""
    lists = records.study["attendance"]
    areas = records.study["activities"].set_index("activity")["area"]
    helpers = lists.loc[lists["role"] == "volunteer", ["person", "activity", "date"]]

    def persons(rows: pd.DataFrame) -> pd.Series:
        flat = rows[["person"]].assign(area=rows["activity"].map(areas), month=month_of(rows["date"]))
        each = to_periods(to_targets(flat.drop_duplicates(), records), records.kinds).drop_duplicates()
        return each.groupby(AREA_PERIOD).size()

    counted = summed(helpers, "person", persons).rename("numerator").astype("float64")
    rows = grid(records, records.kinds).join(counted, on=AREA_PERIOD)
    ever = rows["area"].isin(counted.index.get_level_values("area"))
    rows["numerator"] = rows["numerator"].fillna(0).where(ever)
    reason = Why.NO_VOLUNTEERS_LISTED()
    return rows.assign(
        indicator="volunteers",
        n=rows["numerator"],
        status=np.where(ever, "ok", "no data"),
        reasons=by_case([~ever], [reason]),
    )


@of_card("forms")
def forms(records: Records) -> pd.DataFrame:
    """Share of activities and of visits by form, and visits to collective activities per 1,000 residents.

    Notes
    -----
    In a year activities that met count. The interval of a share of visits takes activities as clusters, since
    all visits to one activity have the same form. Activities of unknown form are left out, and counted in the reasons.
    """
    listed = records.study["activities"][["activity", "area", "form"]]
    by_month = records.meetings.groupby(["activity", "month"], as_index=False)["visits"].sum()
    met = to_periods(plain(by_month), YEARS)
    met = met.groupby(["activity", "period"], as_index=False)["visits"].sum()
    here = to_targets(listed.merge(met, on="activity"), records)
    known = here.dropna(subset="form")
    counted = here.groupby(AREA_PERIOD)["form"].agg(["size", "count"])
    parts = []
    for form in sorted(known["form"].unique()):
        of_form = known.assign(x=known["form"] == form, voice=known["activity"])
        activities = clustered_share(of_form, AREA_PERIOD, records.confidence).assign(indicator="form_share")
        visited = of_form[of_form["visits"] > 0].assign(weight=lambda rows: rows["visits"])
        visited = clustered_share(visited, AREA_PERIOD, records.confidence)
        shares = (activities, visited.assign(indicator="form_visits_share", n=np.nan))
        parts += [rows.assign(group=group_label(form=form)) for rows in shares]
    rows = concat(*parts) if parts else pd.DataFrame(columns=[*AREA_PERIOD, "indicator", "numerator"])
    collective = known[known["form"] == "collective"].groupby(AREA_PERIOD)["visits"].sum().rename("numerator")
    per = known[AREA_PERIOD].drop_duplicates().join(collective, on=AREA_PERIOD).fillna({"numerator": 0.0})
    per = per.assign(indicator=RATE, denominator=per["area"].map(residents_of_targets(records)))
    rows = concat(rows, per).join(counted, on=AREA_PERIOD)
    lost = (rows["size"] - rows["count"]).astype(int)
    rows["reasons"] = [
        Why.UNKNOWN_OF(unknown=gone, all=int(whole)) if gone and name != RATE else NOTHING
        for gone, whole, name in zip(lost, rows["size"], rows["indicator"], strict=True)
    ]
    unknown = (rows["indicator"] == RATE) & ~(rows["denominator"] > 0)
    rows["status"] = np.where(unknown, "no data", "ok")
    rows.loc[unknown, "reasons"] = Why.POPULATION_UNKNOWN()
    return rows.drop(columns=["size", "count"])


@of_card("employers")
def employers(records: Records) -> pd.DataFrame:
    """Employers that take part in activities, and their share of the employers of the area where that is known."""
    study = records.study
    named = study["activities"].dropna(subset="employer")[["activity", "area", "employer"]]
    met = to_periods(plain(records.meetings[["activity", "month"]].drop_duplicates()), ["year"]).drop_duplicates()
    by_period = concat(named.assign(period=ALL), named.merge(met, on="activity"))
    each = to_targets(by_period, records).drop_duplicates([*AREA_PERIOD, "employer"])
    rows = each.groupby(AREA_PERIOD).size().rename("numerator").astype("float64").reset_index()
    known = figures_of_areas(records)[0].query("measure == @EMPLOYERS")
    known = known[["area", "value"]].assign(period=known["year"].astype("str")).dropna()
    last = known.sort_values("period").drop_duplicates("area", keep="last").assign(period=ALL)
    whole = concat(known, last).set_index(AREA_PERIOD)["value"].rename("denominator")
    share = rows.join(whole, on=AREA_PERIOD).assign(indicator="employers_share", status="ok", reasons=NOTHING)
    unknown = ~(share["denominator"] > 0)
    share.loc[unknown, ["status", "reasons"]] = ["no data", Why.EMPLOYERS_UNKNOWN()]
    more = share["numerator"] > share["denominator"]
    share.loc[more, ["status", "reasons"]] = ["no data", Why.MORE_EMPLOYERS_THAN_AREA()]
    return concat(rows.assign(indicator="employers"), share)
