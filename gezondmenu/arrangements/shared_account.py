"""A virtual budget: what several payers set aside and spend together on paper, and what each wins or loses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.arrangements.ledger import booked_until, bookings, budgets
from gezondmenu.arrangements.terms import term_of, terms_by_payer
from gezondmenu.indicators.population import residents_of_study
from gezondmenu.numbers.shared_budget import shared_result, spread_below_stop_loss, surplus_by_chance
from gezondmenu.reasons import Why
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL, GezondmenuError, group_label, year_of

Entry = dict[str, Any]

VIRTUAL = "virtual budget"
NINETEEN_OF_TWENTY = 1.959964


def shared_account_rows(study: Study) -> Iterator[Entry]:
    """For each virtual budget and year: the result, its parts by payer, programme costs, and what chance makes of it.

    The result is the budget less what was booked, of all areas as one and of each area apart. An arrangement is a
    virtual budget by its kind, or when a key is agreed (term share).
    """
    planned, booked = budgets(study), bookings(study)
    for _, about in study["arrangements"].iterrows():
        code = about["arrangement"]
        key = terms_by_payer(study, code, "share")
        if about["kind"] != VIRTUAL and key.empty:
            continue
        plan, spent = (table[table["arrangement"] == code] for table in (planned, booked))
        last = booked_until(study, code, spent)
        for year in sorted(set(plan["year"]) & set(spent["year"])):
            if last < f"{year}-12":
                reason = Why.YEAR_NOT_OVER(month=last)
                where = {"area": ALL, "period": year, "group": group_label(arrangement=code)}
                yield {**where, "indicator": "result", "status": "no data", "reasons": reason}
                continue
            yield from _year(study, code, year, plan[plan["year"] == year], spent[spent["year"] == year], key)


def _year(
    study: Study, code: str, year: str, plan: pd.DataFrame, spent: pd.DataFrame, key: pd.Series
) -> Iterator[Entry]:
    budget = plan.groupby("payer")["amount"].sum()
    most = term_of(study, code, "most_shared").value
    try:
        table = shared_result(
            budget.to_dict(),
            float(spent["amount"].sum()),
            programme_costs=programme_costs(study, code, year),
            key=key.to_dict() or None,
            most_shared=None if np.isnan(most) else float(most),
        )
    except GezondmenuError as fault:
        raise GezondmenuError("{arrangement}, {year}: {fault}", arrangement=code, year=year, fault=str(fault)) from None
    whole = {"area": ALL, "period": year, "group": group_label(arrangement=code)}
    yield {**whole, "indicator": "result", "value": round(float(budget.sum() - spent["amount"].sum()), 2)}
    yield {**whole, "indicator": "result_shared", "value": round(float(table["result"].sum()), 2)}
    yield {**whole, "indicator": "programme_cost", "value": round(float(table["programme_cost"].sum()), 2)}
    for _, row in table.iterrows():
        of_payer = {**whole, "group": group_label(arrangement=code, payer=row["payer"])}
        yield {**of_payer, "indicator": "share_of_result", "value": 100 * row["share"]}
        for indicator, column in (
            ("result_shared", "result"),
            ("programme_cost", "programme_cost"),
            ("result_net", "net"),
        ):
            yield {**of_payer, "indicator": indicator, "value": round(float(row[column]), 2)}
    areas = _areas(study, code)
    persons = residents_of_study(study).reindex(areas)
    yield from _chance(study, code, whole, float(budget.sum()), float(persons.sum(skipna=False)))
    for area in areas if plan["area"].notna().all() and spent["area"].notna().all() else []:
        own = float(plan.loc[plan["area"] == area, "amount"].sum())
        left = own - float(spent.loc[spent["area"] == area, "amount"].sum())
        apart = {**whole, "area": area}
        yield {**apart, "indicator": "result", "value": round(left, 2)}
        yield from _chance(study, code, apart, own, float(persons[area]))


def _chance(study: Study, code: str, where: Entry, budget: float, persons: float) -> Iterator[Entry]:
    """How far chance alone easily takes the result: the range of 19 of 20 years in which nothing changed."""
    entry = {**where, "indicator": "result_by_chance"}
    sd = term_of(study, code, "sd_per_person").value
    if np.isnan(sd) or not persons > 0:
        reason = Why.NO_TERM(term="sd_per_person") if np.isnan(sd) else Why.POPULATION_UNKNOWN()
        yield {**entry, "status": "no data", "reasons": reason}
        return
    limit = term_of(study, code, "stop_loss").value
    if not np.isnan(limit):
        _, sd = spread_below_stop_loss(budget / persons, sd, limit)
    reach = NINETEEN_OF_TWENTY * surplus_by_chance(persons, sd)
    most = term_of(study, code, "most_shared").value
    if not np.isnan(most):
        reach = min(reach, most * budget)
    yield {**entry, "value": 0.0, "lower": -round(reach, 2), "upper": round(reach, 2), "confidence": 0.95}


def programme_costs(study: Study, arrangement: str, year: str) -> dict[str, float]:
    """What each payer paid for the arrangement itself in a year, from table costs."""
    costs = study["costs"].dropna(subset=["amount_eur"])
    costs = costs[(costs["arrangement"] == arrangement) & (year_of(costs["date"]) == year)]
    return {str(payer): float(euros) for payer, euros in costs.groupby("payer")["amount_eur"].sum().items()}


def _areas(study: Study, arrangement: str) -> list[str]:
    members = study["arrangement_areas"]
    return members.loc[members["arrangement"] == arrangement, "area"].tolist()
