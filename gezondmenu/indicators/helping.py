"""What people ask for and reach: requests for help, steps that they chose themselves, and funnels of invitations."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.records import AREA_PERIOD, Records, concat, to_periods, to_targets, whole_years
from gezondmenu.indicators.register import of_card
from gezondmenu.indicators.shares import clustered_share
from gezondmenu.numbers import median_time
from gezondmenu.reason import NOTHING, join
from gezondmenu.reasons import Why, by_case
from gezondmenu.vocabulary import ALL, group_label, month_of

PERIODS = ("year", ALL)
WITHIN_COMMUNITY = ("community", "volunteer")
FUNNEL = {
    "funnel_asked": ("eligible", "asked"),
    "funnel_attended": ("asked", "attended"),
    "funnel_referred": ("attended", "referred"),
    "referral_rate": ("eligible", "referred"),
}
"""Each step of a funnel: out of how many, how many."""


@of_card("help")
def help_requests(records: Records) -> pd.DataFrame:
    """Requests for help: how many, who solved them, how long it took, and what stays open.

    Notes
    -----
    A request belongs to the period in which it was asked. Solved within the community is solved by neighbours or
    volunteers. The median of days is that of Kaplan and Meier: a request that is open on the last day known counts
    as waiting at least so long. By kind only the number and the share that is still open are told.
    """
    asked = _requests(records)
    rows = to_targets(asked, records)
    all_kinds = _requests_by(records, rows.assign(group=ALL))
    named = rows.dropna(subset="kind")
    by_kind = _requests_by(records, named.assign(group=[group_label(kind=kind) for kind in named["kind"]]))
    return concat(all_kinds, by_kind[by_kind["indicator"].isin(["requests", "open_share"])])


def _requests(records: Records) -> pd.DataFrame:
    """``area, period, kind, days, solved`` and who solved it, each request under its year and ``all``."""
    table = records.study["requests"]
    solved = table["solved_by"].fillna("open") != "open"
    solved |= table["solved_by"].isna() & table["solved_on"].notna()  # by somebody, we do not know whom
    last = pd.concat([table["date"], table["solved_on"]]).max()
    last = max(last, records.last) if pd.notna(records.last) else last
    until = table["solved_on"].where(solved, last)
    flat = table[["area", "kind"]].assign(
        month=month_of(table["date"]),
        days=(until - table["date"]).dt.days.astype("float64"),
        solved=solved,
        within=table["solved_by"].isin(WITHIN_COMMUNITY),
    )
    return to_periods(flat, PERIODS)


def _requests_by(records: Records, rows: pd.DataFrame) -> pd.DataFrame:
    by = [*AREA_PERIOD, "group"]
    counted = rows.groupby(by).agg(all=("solved", "size"), solved=("solved", "sum"), within=("within", "sum"))
    counted = counted.astype("float64").reset_index()
    counted["n"] = counted["all"]
    parts = [counted.assign(indicator="requests", numerator=counted["all"])]
    shares = {"solved_share": "solved", "solved_by_community": "within", "open_share": "open"}
    counted["open"] = counted["all"] - counted["solved"]
    for name, column in shares.items():
        parts.append(counted.assign(indicator=name, numerator=counted[column], denominator=counted["all"]))
    if (rows["group"] == ALL).all():
        parts.append(_median_days(records, rows).assign(indicator="days_to_solved"))
    return concat(*parts).drop(columns=["all", "solved", "within", "open"])


def _median_days(records: Records, rows: pd.DataFrame) -> pd.DataFrame:
    medians = []
    for key, part in rows.groupby([*AREA_PERIOD, "group"]):
        dated = part.dropna(subset="days")
        lost = len(part) - len(dated)
        reason = Why.UNKNOWN_OF(unknown=lost, all=len(part)) if lost else NOTHING
        value, lower, upper = median_time(dated["days"].to_numpy(), dated["solved"].to_numpy(), records.confidence)
        status = "ok"
        if np.isnan(value):
            half_open = Why.HALF_OPEN()
            no_days = Why.DAYS_UNKNOWN()
            status, reason = "too few", no_days if lost and not dated["solved"].any() else join(half_open, reason)
        medians.append((*key, len(dated), value, lower, upper, status, reason))
    columns = [*AREA_PERIOD, "group", "n", "value", "lower", "upper", "status", "reasons"]
    return pd.DataFrame(medians, columns=columns)


@of_card("steps")
def steps(records: Records) -> pd.DataFrame:
    """Share of the steps that people chose themselves which they reached, with persons as clusters."""
    table = records.study["goals"].reset_index(drop=True)
    alone = pd.Series([f"step {place}" for place in range(len(table))], dtype="str")
    each = table[["area"]].assign(
        month=month_of(table["date"]),
        voice=table["person"].fillna(alone),
        known=table["reached"].notna(),
        reached=table["reached"].fillna(False).astype(bool),
    )
    each = to_targets(to_periods(each, PERIODS), records)
    rows = clustered_share(each[each["known"]].assign(x=lambda rows: rows["reached"]), AREA_PERIOD, records.confidence)
    whole = each.groupby(AREA_PERIOD)["known"].agg(["size", "sum"]).reset_index()
    rows = whole.merge(rows, on=AREA_PERIOD, how="left").assign(indicator="steps_reached", status="ok", reasons=NOTHING)
    unknown = rows["size"] - rows["sum"]
    rows.loc[unknown > 0, "reasons"] = [
        Why.UNKNOWN_OF(unknown=lost, all=every)
        for lost, every in zip(unknown[unknown > 0], rows.loc[unknown > 0, "size"], strict=True)
    ]
    rows.loc[rows["sum"] == 0, ["status", "reasons"]] = ["no data", Why.NOT_YET_KNOWN()]
    return rows.drop(columns=["size", "sum"])


@of_card("funnel")
def funnel(records: Records) -> pd.DataFrame:
    """From who could be asked to who was referred, each step out of the one before.

    Notes
    -----
    Each step is told of the areas and periods in which both of its counts were written down.
    """
    table = records.study["invitations"]
    table = table[~table["measure"].isin(["appreciation", "survey"])]  # those have a response of their own
    table = table.assign(period=table["period"].astype("str"), group=[group_label(measure=m) for m in table["measure"]])
    parts = []
    for name, (whole, part) in FUNNEL.items():
        both = table.dropna(subset=[whole, part])
        both = both[[*AREA_PERIOD, "group"]].assign(
            numerator=both[part].astype("float64"), denominator=both[whole].astype("float64")
        )
        parts.append(to_targets(whole_years(both, ["area", "group"]), records).assign(indicator=name))
    by = [*AREA_PERIOD, "group", "indicator"]
    rows = concat(*parts).groupby(by, as_index=False)[["numerator", "denominator"]].sum()
    more = rows["numerator"] > rows["denominator"]
    rows = rows.assign(n=rows["denominator"], status=np.where(more, "no data", "ok"))
    rows["reasons"] = by_case([more], [Why.MORE_IN_A_STEP()])
    rows.loc[more, ["numerator", "denominator", "n"]] = np.nan
    return rows[rows["denominator"] != 0]
