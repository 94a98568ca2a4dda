"""Health and costs beside each other: two outcomes, and what a QALY would have to be worth."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gezondmenu.numbers import acceptability, evpi
from gezondmenu.reasons import Why
from gezondmenu.study.valued import QALY
from gezondmenu.valuation.engine import Choices
from gezondmenu.valuation.results import DETERMINISTIC, Costs, Counted, Entry, about_totals, amount, euros_per_unit
from gezondmenu.vocabulary import group_label

THRESHOLDS = tuple(range(0, 100_001, 10_000))
"""Euros per QALY; the Dutch reference values are 20,000, 50,000 and 80,000."""


def health_and_cost_rows(counted: Counted, costs: Costs, choices: Choices) -> Iterator[Entry]:
    """Change in costs per person reached, and the choice between doing this and doing nothing where QALYs are gained.

    Notes
    -----
    Costs per person: of the whole horizon, below 0 where money is saved. The choice compares the QALYs with the costs
    minus what is saved on care and work; a ratio alone hides which of the two moved, so none stands alone.
    """
    shared = about_totals(counted, choices)
    saves = counted.saves_money
    persons = np.array([inputs["persons"].value for inputs in counted.inputs])
    if saves.any() and (persons[saves] > 0).all():
        drawn = [choices.persons_drawn(inputs) for inputs, saved in zip(counted.inputs, saves, strict=True) if saved]
        reached = np.stack([np.broadcast_to(each, (choices.draws,)) for each in drawn])
        each = -(counted.draws[:, saves] / reached).sum(axis=1)
        point = -float((counted.point[saves] / persons[saves]).sum())
        yield {**shared, "indicator": "care_cost_per_person", **amount(each[::-1], point)}
    gained = [
        i
        for i, chain in enumerate(counted.chains)
        if i in counted.amounts and chain.values == QALY
        if euros_per_unit(counted.inputs[i]) > 0
    ]
    if not gained or not counted.has_point or not isinstance(costs, dict):
        return
    paid = sum(costs.values())
    qalys = np.sum([counted.amounts[i][0] for i in gained], axis=0)
    spent = paid * choices.costs_drawn - counted.draws[0][saves].sum(axis=0)
    nothing = np.zeros_like(qalys)
    effects, euros = np.column_stack([nothing, qalys]), np.column_stack([nothing, nothing + spent])
    accepted, information = acceptability(effects, euros, THRESHOLDS), evpi(effects, euros, THRESHOLDS)
    for i, threshold in enumerate(THRESHOLDS):
        group = group_label(threshold=threshold)
        yield {**shared, "indicator": "acceptability", "group": group, "value": 100 * accepted[i, 1]}
        yield {**shared, "indicator": "evpi", "group": group, "value": information[i]}
    gain = sum(counted.point[i] / euros_per_unit(counted.inputs[i]) for i in gained)
    net_cost = float(paid - counted.point[saves].sum())
    entry = {**shared, "indicator": "icer", "method": DETERMINISTIC}
    if gain <= 0:
        yield {**entry, "status": "no data", "reasons": Why.NO_HEALTH_GAINED()}
    elif net_cost <= 0:
        words = Why.GAINED_AND_SAVED()
        yield {**entry, "status": "no data", "reasons": words}
    else:
        yield {**entry, "value": net_cost / gain}
