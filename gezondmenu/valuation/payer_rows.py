"""What each payer pays and gains under all laws together, what is left, and its parts of the whole."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from gezondmenu.valuation.engine import Choices
from gezondmenu.valuation.payers import RESIDENTS, fair_shares
from gezondmenu.valuation.results import DETERMINISTIC, Costs, Counted, about_totals, amount, by_payer, in_cents
from gezondmenu.vocabulary import group_label

Entry = dict[str, Any]


def payer_rows(counted: Counted, costs: Costs, choices: Choices) -> Iterator[Entry]:
    """The rows of each payer, and what those who pay gain together; nothing where no chain has euros."""
    if not counted.chains:
        return
    gains, drawn = by_payer(counted)
    paid = in_cents(costs) if isinstance(costs, dict) else {}
    spent, worth = sum(paid.values()), sum(gains.values())
    shares = fair_shares(spent, gains) if counted.has_point and isinstance(costs, dict) else {}
    loses = any(gain < 0 for gain in gains.values())
    for payer in dict.fromkeys(payer for _, payer in [*gains, *paid]):
        shared = {**about_totals(counted, choices, payer), "group": group_label(payer=payer)}
        follows = {**shared, "method": DETERMINISTIC}
        pays = round(sum(euros for (_, who), euros in paid.items() if who == payer), 2)
        gain = sum(euros for (_, who), euros in gains.items() if who == payer)
        draws = sum((each for (_, who), each in drawn.items() if who == payer), np.zeros((2, 1)))
        if any(who == payer for _, who in paid):
            yield {**follows, "indicator": "payer_costs", "value": pays, "design": "count"}
        if any(who == payer for _, who in gains):
            yield {**shared, "indicator": "payer_benefits", **amount(draws, gain)}
        if isinstance(costs, dict):
            yield {**shared, "indicator": "payer_net_value", **amount(draws - pays * choices.costs_drawn, gain - pays)}
        if payer in shares:
            left = gain - shares[payer]
            yield {
                **shared,
                "indicator": "fair_share_difference",
                **amount(draws - shares[payer] * choices.costs_drawn, left),
            }
        of_costs = 100 * pays / spent if spent > 0 else math.nan
        of_worth = 100 * gain / worth if worth > 0 and not loses else math.nan
        for name, share in (
            ("payer_costs_share", of_costs),
            ("payer_benefits_share", of_worth),
            ("payer_share_difference", of_worth - of_costs),
        ):
            if not math.isnan(share):
                yield {**follows, "indicator": name, "value": share}
    paying = [key for key in gains if key[1] != RESIDENTS]
    if paying:
        draws = sum((drawn[key] for key in paying), np.zeros((2, 1)))
        shared = about_totals(counted, choices)
        yield {**shared, "indicator": "payers_benefits", **amount(draws, sum(gains[key] for key in paying))}
