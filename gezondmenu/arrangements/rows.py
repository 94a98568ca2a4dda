"""Everything that the arrangements of a study show, as rows of the estimate table."""

from __future__ import annotations

import pandas as pd

from gezondmenu.arrangements.budget_horizon import horizon_rows
from gezondmenu.arrangements.budget_year import budget_year_rows
from gezondmenu.arrangements.business_case import business_case_rows
from gezondmenu.arrangements.coordination import coordination_rows
from gezondmenu.arrangements.described import described_arrangements, registers
from gezondmenu.arrangements.organisation_room import room_rows
from gezondmenu.arrangements.per_head import care_cost_rows, local_rows, policy_rows
from gezondmenu.arrangements.shared_account import shared_account_rows
from gezondmenu.card import shipped_cards
from gezondmenu.described import describe
from gezondmenu.study.model import Study, check_is_study
from gezondmenu.valuation.laid_out import as_table
from gezondmenu.vocabulary import ALL

CARDS = {
    "budget_year": budget_year_rows,
    "budget_horizon": horizon_rows,
    "organisation_room": room_rows,
    "shared_account": shared_account_rows,
    "coordination": coordination_rows,
    "policy": policy_rows,
    "local_spend": local_rows,
    "care_cost": care_cost_rows,
    "business_case": business_case_rows,
}
"""The cards of this room, each with what makes its rows."""


def arrangement_indicators() -> list[str]:
    """The names of all indicators that `arrangement_rows` gives."""
    return [name for id in CARDS for name in shipped_cards()[id].indicators]


def _has_tables(study: Study, id: str) -> bool:
    """Whether the study has the tables that a card cannot do without."""
    return all(any(study.has(table) for table in need.split("|")) for need in shipped_cards()[id].tables)


def arrangement_rows(study: Study) -> pd.DataFrame:
    """What arrangements show: budgets, bookings and forecasts, as rows of the estimate table.

    Parameters
    ----------
    study : Study
        With table arrangements, and the tables that each part needs: budget and spending, agreements, organisations.

    Returns
    -------
    DataFrame
        Rows of the estimate table, unrounded, with ``arrangement=CODE`` in `group` and ``all`` as area: an arrangement
        may be for several areas. Amounts in EUR count no persons, so that they need no release. `attrs` describes the
        arrangements. Without arrangements there are no rows.

    Examples
    --------
    >>> from gezondmenu.study.model import make_study
    >>> study = make_study({
    ...     "arrangements": pd.DataFrame({"arrangement": ["W"], "kind": ["neighbourhood budget"]}),
    ...     "budget": pd.DataFrame({"arrangement": ["W"], "year": [2025], "law": ["Wmo"], "payer": ["municipality"],
    ...         "amount_eur": [12_000.0]}),
    ...     "spending": pd.DataFrame({"arrangement": ["W"], "date": [pd.Timestamp("2025-01-31")], "law": ["Wmo"],
    ...         "payer": ["municipality"], "amount_eur": [1_500.0]}),
    ... })
    >>> table = arrangement_rows(study)
    >>> table.loc[table.indicator == "year_end", ["period", "group", "value"]].values.tolist()
    [['2025-01', 'arrangement=W', 18000.0], ['2025', 'arrangement=W', 18000.0]]
    """
    check_is_study("gm.arrangement_rows", study)
    areas = [*study["areas"]["area"], ALL]
    entries = [entry for id, part in CARDS.items() if _has_tables(study, id) for entry in part(study)]
    table = as_table(entries, areas, list(CARDS), (), 0.95)
    described = registers(study)
    if study.has("arrangements"):
        described["arrangements"] = described_arrangements(study)
    if study.has("agreements"):
        described["agreements"] = study["agreements"]
    return describe(table, **described)
