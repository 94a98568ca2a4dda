"""A fixed budget over its years beside a need that grows: the gap, and what would close it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.arrangements.ledger import budgets, whole_study
from gezondmenu.arrangements.terms import Term, term_of
from gezondmenu.numbers.year_budget import need_paths
from gezondmenu.reasons import Why
from gezondmenu.study.model import Study

Entry = dict[str, Any]

INDICATOR_OF = {
    "need": "need",
    "budget": "budget_indexed",
    "gap": "budget_gap",
    "cumulative_gap": "cumulative_gap",
    "share_to_shift": "share_to_shift",
}
"""The indicator of each column of `budget_and_need`."""
TAILS = (2.5, 97.5)
LEAST_YEARS = 2


def horizon_rows(study: Study) -> Iterator[Entry]:
    """Each year of an arrangement with a budget: need, gap, gaps together, and the share of volume that must move.

    The years are those of table arrangements, otherwise those of its budget. Where a term has a range, the limits hold
    95 of 100 draws of all ranges together.
    """
    planned = budgets(study)
    for _, about in study["arrangements"].iterrows():
        arrangement = about["arrangement"]
        years = planned[planned["arrangement"] == arrangement].groupby("year")["amount"].sum()
        if years.empty:
            continue
        first, count = int(years.index[0]), len(years) if pd.isna(about["years"]) else int(about["years"])
        where = whole_study(arrangement)
        growth = term_of(study, arrangement, "growth")
        if not growth.known or count < LEAST_YEARS:
            for name in INDICATOR_OF.values():
                reason = Why.NO_TERM(term="growth") if not growth.known else Why.ONE_YEAR_ONLY()
                yield {**where, "period": years.index[0], "indicator": name, "status": "no data", "reasons": reason}
            continue
        yield from _years(study, where, arrangement, years, growth, first, count)


def _years(
    study: Study, where: Entry, arrangement: str, planned: pd.Series, growth: Term, first: int, count: int
) -> Iterator[Entry]:
    named = {name: term_of(study, arrangement, name) for name in ("need", "collective_cost", "collective_share")}
    named |= {"growth": growth, "indexation": term_of(study, arrangement, "indexation", default=0.0)}
    budget = float(planned.iloc[0])
    given = planned.reindex([str(first + year) for year in range(count)]).to_numpy(float)
    differs = not np.allclose(given[~np.isnan(given)], budget)
    begins = int(term_of(study, arrangement, "growth_from_year", default=2.0).value)
    chosen = {"need": Term(budget), "collective_share": Term(0.0)}
    terms = {name: term if term.known else chosen.get(name, term) for name, term in named.items()}
    drawn: dict[str, Any] = {name: term.draws(f"{arrangement}/{name}") for name, term in terms.items()}
    size = max(len(draws) for draws in drawn.values())
    fixed: dict[str, Any] = {"years": count, "grows_from_year": begins, "given": given if differs else None}
    values: dict[str, Any] = {name: term.value for name, term in terms.items()}
    point = need_paths(budget, **fixed, **values)
    ends = need_paths(budget, **fixed, **drawn) if size > 1 else {}
    for name, indicator in INDICATOR_OF.items():
        for year in range(count):
            entry = {**where, "period": str(first + year), "indicator": indicator}
            value = float(point[name][year])
            scale = 100.0 if name == "share_to_shift" else 1.0
            drawn_ends = ends[name][year] if ends else np.array([value])
            if np.isnan(value) and np.isnan(drawn_ends).all():
                reason = (
                    Why.NO_TERM(term="collective_cost") if not terms["collective_cost"].known else Why.MORE_THAN_ALL()
                )
                yield {**entry, "status": "no data", "reasons": reason}
                continue
            limits = {}
            if ends and np.ptp(ends[name][year]) > 0:
                low, high = np.nanpercentile(ends[name][year], TAILS)
                limits = {"lower": scale * low, "upper": scale * high, "confidence": 0.95}
            yield {**entry, "value": scale * value, **limits}
