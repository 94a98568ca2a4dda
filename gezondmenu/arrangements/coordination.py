"""What it costs to work together: coordination as a block of its own, and the part that somebody else pays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gezondmenu.arrangements.terms import terms_by_payer
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL, group_label, year_of

Entry = dict[str, Any]


def coordination_rows(study: Study) -> Iterator[Entry]:
    """For each arrangement and year: the costs of coordination, what is reimbursed and by whom, and what is left.

    What is reimbursed is paid by somebody else, and is no benefit: it stands in no sum with what the help is worth.
    """
    costs = study["costs"].dropna(subset=["amount_eur", "arrangement"])
    costs = costs[costs["kind"] == "coordination"]
    costs = costs.assign(year=year_of(costs["date"]))
    for (code, year), euros in costs.groupby(["arrangement", "year"])["amount_eur"].sum().items():
        where = {"area": ALL, "period": year, "group": group_label(arrangement=code)}
        shares = terms_by_payer(study, code, "reimbursed_share")
        parts = {payer: round(float(euros * share), 2) for payer, share in shares.items()}
        yield {**where, "indicator": "coordination_cost", "value": round(float(euros), 2)}
        yield {**where, "indicator": "coordination_reimbursed", "value": round(sum(parts.values()), 2)}
        yield {**where, "indicator": "coordination_left", "value": round(float(euros) - sum(parts.values()), 2)}
        for payer, part in parts.items():
            group = group_label(arrangement=code, payer=payer)
            yield {**where, "group": group, "indicator": "coordination_reimbursed", "value": part}
