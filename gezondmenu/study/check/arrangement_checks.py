"""What is wrong or missing in the tables of arrangements: roles, terms, borrowed effects, and sums that cannot be."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gezondmenu.card import Card, shipped_cards
from gezondmenu.reference import read_reference
from gezondmenu.study.check.double_counts import overlapping_items
from gezondmenu.study.findings import Findings
from gezondmenu.study.read.files import closest_name
from gezondmenu.study.read.typed import TypedTable
from gezondmenu.study.schema import tables

Tables = dict[str, TypedTable]

SHARES = ("collective_share", "share", "most_shared", "reimbursed_share")
"""Terms that are a share, from 0 to 1; as are those that begin with less_if."""
LESS = "less_if_"
YEARLY, MUCH = ("growth", "indexation"), 0.25
"""Terms that grow by a share each year, and how much is seldom meant."""
TOLERANCE = 1e-6
LITTLE, LEAST_MONTHS = 0.25, 3
"""A last month with less than this part of the middle one may not be booked in full."""


def check_arrangements(known: Tables, findings: Findings) -> None:
    """Find what would keep an arrangement from its page, or make its sums say what is not so.

    Parameters
    ----------
    known : dict of TypedTable
        The tables that could be read.
    findings : Findings
        Gets the findings.
    """
    if "arrangements" in known:
        table = known["arrangements"]
        table.note(findings, "no_commissioner", np.flatnonzero(table.frame["commissioner"].isna()), "commissioner")
    if "agreements" in known:
        _check_terms(known["agreements"], findings)
    if "cash_flows" in known:
        _check_items(known["cash_flows"], known, findings)
    if "spending" in known:
        _check_bookings(known["spending"], known, findings)
    if "entitlements" in known:
        table = known["entitlements"]
        more = (table.frame["users"] > table.frame["entitled"]).fillna(False)
        table.note(findings, "more_users_than_entitled", np.flatnonzero(more), "users")


def _check_terms(agreements: TypedTable, findings: Findings) -> None:
    frame = agreements.frame
    less = [str(term).startswith(LESS) for term in frame["term"].fillna("")]
    share = frame["term"].isin(SHARES) | pd.Series(less, index=frame.index)
    for column in ("value", "low", "high"):
        wrong = share & ((frame[column] < 0) | (frame[column] > 1))
        agreements.note(findings, "term_no_share", np.flatnonzero(wrong), column)
    first = (frame["term"] == "growth_from_year") & ~frame["value"].isin([1, 2])
    agreements.note(findings, "growth_from_year_1_or_2", np.flatnonzero(first.fillna(False)), "value")
    dear = (frame["term"] == "collective_cost") & ((frame["value"] >= 1) | (frame["high"] >= 1) | (frame["low"] < 0))
    agreements.note(findings, "collective_not_cheaper", np.flatnonzero(dear.fillna(False)), "value")
    yearly = frame["term"].isin(YEARLY)
    for column in ("value", "low", "high"):
        agreements.note(findings, "term_in_percent", np.flatnonzero(yearly & (frame[column].abs() >= 1)), column)
        much = yearly & (frame[column].abs() >= MUCH) & (frame[column].abs() < 1)
        agreements.note(findings, "term_very_large", np.flatnonzero(much), column)
    turned = (frame["low"] > frame["value"]) | (frame["high"] < frame["value"]) | (frame["low"] > frame["high"])
    agreements.note(findings, "term_outside_range", np.flatnonzero(turned.fillna(False)), "value")
    keys = frame[frame["term"] == "share"]
    for arrangement, rows in keys.groupby("arrangement"):
        total = float(rows["value"].sum())
        if abs(total - 1) > TOLERANCE:
            position = int(frame.index.get_loc(rows.index[0]))
            agreements.note(
                findings, "key_not_one", [position], "value", arrangement=str(arrangement), sum=f"{total:g}"
            )


def _check_items(flows: TypedTable, known: Tables, findings: Findings) -> None:
    frame = flows.frame
    effects = known["borrowed_effects"].frame if "borrowed_effects" in known else tables()["borrowed_effects"].empty()
    there = set(read_reference("borrowed_effects")["effect"]) | set(effects["effect"].dropna())
    borrowed = frame["effect"].notna()
    flows.note(findings, "unknown_effect", np.flatnonzero(borrowed & ~frame["effect"].isin(there)), "effect")
    for column in ("baseline_eur", "transfer"):
        flows.note(findings, "borrowed_needs", np.flatnonzero(borrowed & frame[column].isna()), column, column=column)
    usable = frame[frame["effect"].isin(there)]
    for _, rows in usable.groupby("arrangement"):
        for place, other_place, fault in overlapping_items(rows, effects):
            item, other = str(rows.loc[place, "item"]), str(rows.loc[other_place, "item"])
            position = int(frame.index.get_loc(other_place))
            flows.note(findings, f"item_{fault}", [position], "effect", item=item, other=other)


def _check_bookings(spending: TypedTable, known: Tables, findings: Findings) -> None:
    """Organisations of which no room is known, and a last month that may not have been booked in full."""
    frame = spending.frame
    rooms = known["organisations"].frame if "organisations" in known else tables()["organisations"].empty()
    for arrangement, rows in frame.groupby("arrangement"):
        there = set(rooms.loc[rooms["arrangement"] == arrangement, "organisation"].dropna())
        for name, own in rows.dropna(subset="organisation").groupby("organisation") if there else ():
            if name not in there:
                nearest = closest_name(str(name), there)
                positions = [int(frame.index.get_loc(label)) for label in own.index]
                spending.note(findings, "organisation_without_room", positions, "organisation",
                              closest={str(name): nearest} if nearest else {})  # fmt: skip
        if not _says_until_when(known, str(arrangement)):
            _check_last_month(spending, rows.dropna(subset="date"), findings)


def _says_until_when(known: Tables, arrangement: str) -> bool:
    if "arrangements" not in known:
        return False
    table = known["arrangements"].frame
    return bool(table.loc[table["arrangement"] == arrangement, "booked_until"].notna().any())


def _check_last_month(spending: TypedTable, rows: pd.DataFrame, findings: Findings) -> None:
    months = rows["amount_eur"].groupby(rows["date"].dt.to_period("M")).sum().sort_index()
    if len(months) <= LEAST_MONTHS:
        return
    last, steps = months.index[-1], np.diff([month.ordinal for month in months.index])
    if steps[-1] > steps[:-1].max() or months.iloc[-1] < LITTLE * months.iloc[:-1].median():
        place = int(spending.frame.index.get_loc(rows.index[rows["date"].dt.to_period("M") == last][0]))
        spending.note(findings, "last_month_little", [place], "date", month=str(last))


def check_outcomes(known: Tables, own: Mapping[str, Card], findings: Findings) -> None:
    """Find outcomes of an arrangement that are no indicator and no measure that is followed.

    Parameters
    ----------
    known : dict of TypedTable
        The tables that could be read.
    own : mapping of Card
        The indicators of the user's own, by id.
    findings : Findings
        Gets the findings.
    """
    if "arrangements" not in known:
        return
    table = known["arrangements"]
    cards = [*shipped_cards().values(), *own.values()]
    measures = known["monitored"].frame["measure"].dropna() if "monitored" in known else ()
    names = [*(name for card in cards for name in card.indicators), *measures]
    for position, text in enumerate(table.frame["outcomes"].fillna("")):
        for outcome in filter(None, map(str.strip, text.split(","))):
            if outcome not in names:
                nearest = closest_name(outcome, names)
                closest = {table.place(position, "outcomes").value: nearest} if nearest else {}
                table.note(findings, "unknown_outcome", [position], "outcomes", closest=closest, outcome=outcome)
