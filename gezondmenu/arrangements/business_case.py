"""A business case: costs and benefits by year and payer, what they are worth now, and what would change the answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.arrangements.cash_flows import Item, items_of
from gezondmenu.arrangements.ledger import whole_study
from gezondmenu.arrangements.terms import term_of
from gezondmenu.numbers.investment import declining_factors, internal_rate_of_return, payback_years
from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.study.discount_rates import falling_rates, needed_rates
from gezondmenu.study.model import Study
from gezondmenu.vocabulary import ALL, group_label

Entry = dict[str, Any]

EVIDENCE = ("randomised", "comparison", "before-after", "borrowed", "assumed")
"""What a benefit may rest on, strong to weak."""
TAILS = (2.5, 97.5)


def business_case_rows(study: Study) -> Iterator[Entry]:
    """The rows of each arrangement with cash flows: year by year, by payer, and what all years are worth now."""
    for _, about in study["arrangements"].iterrows():
        code = about["arrangement"]
        if not (study["cash_flows"]["arrangement"] == code).any():
            continue
        where = {**whole_study(code), "period": ALL}
        missing = _missing(study, about)
        if missing != NOTHING:
            yield {**where, "indicator": "net_present_value", "status": "no data", "reasons": missing}
            continue
        years = int(about["years"] if pd.notna(about["years"]) else study.choices["horizon_years"])
        items = items_of(study, code, years)
        factors = _factors(study, years)
        yield from _by_year(code, about["start"].year, items)
        yield from _worth(code, items, factors)
        yield from _sensitivity(code, items, factors)
        yield from _corrected(study, code, items, factors)
        yield from _scaled(study, code, items)


def _missing(study: Study, about: pd.Series) -> Reasons:
    """What a business case cannot do without."""
    choices = study.choices
    rates = needed_rates(choices.get("discount_rates"))
    lacking = [name for name in rates if choices.get(name) is None and name != "discount_rate_effects"]
    if pd.isna(about["years"]) and choices.get("horizon_years") is None:
        lacking.append("horizon_years")
    reasons = [Why.NO_CHOICE(choice=name) for name in lacking]
    return join(*reasons, *([Why.NO_START()] if pd.isna(about["start"]) else []))


def _factors(study: Study, years: int) -> np.ndarray:
    """What a euro of each year is worth in the first; the first year is not discounted."""
    falling, _ = falling_rates(study.choices["discount_rates"]) if study.choices.get("discount_rates") else ({}, None)
    return declining_factors(falling or {0: float(study.choices["discount_rate_costs"])}, years)


def _flow(item: Item, amount: float | np.ndarray) -> np.ndarray:
    """Euros of an item in each year, shape (years,) or (years, draws)."""
    part = item.pattern if np.ndim(amount) == 0 else item.pattern[:, None]
    return item.sign * part * amount


def _counted(items: list[Item]) -> list[Item]:
    return [item for item in items if item.counted and not item.is_range]


def _total(items: list[Item], payer: str = "", sign: int = 0) -> np.ndarray:
    """Euros of each year of the items that are counted: of one payer, or costs or benefits alone, where asked."""
    wanted = [item for item in _counted(items) if payer in ("", item.payer) and sign in (0, item.sign)]
    flows = [_flow(item, item.full_year.value) for item in wanted]
    return np.sum(flows, axis=0) if flows else np.zeros(len(items[0].pattern))


def _by_year(code: str, first: int, items: list[Item]) -> Iterator[Entry]:
    """Costs, benefits and net of each year, and the net of each payer."""
    costs, benefits = (_total(items, sign=sign) for sign in (-1, 1))
    for place in range(len(items[0].pattern)):
        where = {**whole_study(code), "period": str(first + place)}
        parts = (("flow_costs", -costs), ("flow_benefits", benefits), ("flow_net", costs + benefits))
        for name, flows in parts:
            yield {**where, "indicator": name, "value": round(float(flows[place]), 2) + 0.0}
        for payer in _payers(items):
            net = round(float(_total(items, payer)[place]), 2)
            yield {**where, "group": group_label(arrangement=code, payer=payer), "indicator": "flow_net", "value": net}


def _payers(items: list[Item]) -> list[str]:
    return list(dict.fromkeys(item.payer for item in _counted(items)))


def _worth(code: str, items: list[Item], factors: np.ndarray) -> Iterator[Entry]:
    """What all years are worth now, in all and by payer, with the rate and the years in which it comes back."""
    where = {**whole_study(code), "period": ALL}
    flows = _total(items)
    ranges = [item.name for item in items if item.is_range]
    aside = [item.name for item in items if not item.counted]
    reasons = join(*([Why.RANGE_ONLY(inputs=ranges)] if ranges else []), *(Why.SHOWN_ONLY(item=name) for name in aside))
    worth = float(flows @ factors)
    yield {
        **where,
        "indicator": "net_present_value",
        "value": worth,
        "reasons": reasons,
        **_limits(code, items, factors),
    }
    yield {**where, "indicator": "net_sum", "value": float(flows.sum()), "reasons": reasons}
    for payer in _payers(items):
        group = group_label(arrangement=code, payer=payer)
        yield {
            **where,
            "group": group,
            "indicator": "net_present_value",
            "value": float(_total(items, payer) @ factors),
        }
    for name, value in (("internal_rate", 100 * internal_rate_of_return(flows)), ("payback", payback_years(flows))):
        known = {"value": value} if np.isfinite(value) else {"status": "no data", "reasons": Why.NEVER_EVEN()}
        yield {**where, "indicator": name, **known}
    benefits = sum(float(_flow(i, i.full_year.value) @ factors) for i in _counted(items) if i.sign > 0)
    costs = -sum(float(_flow(i, i.full_year.value) @ factors) for i in _counted(items) if i.sign < 0)
    if benefits > 0:
        yield {**where, "indicator": "break_even_share", "value": 100 * costs / benefits}
        for item in _counted(items):
            part = float(_flow(item, item.full_year.value) @ factors)
            group = group_label(arrangement=code, item=item.name)
            if item.sign > 0 and item.share.known and part > 0:
                needed = (costs - benefits + part) / part
                share = 100 * abs(item.share.value) * item.transfer * needed
                yield {**where, "group": group, "indicator": "break_even_effect", "value": max(share, 0.0)}
        for evidence in EVIDENCE:
            part = sum(
                float(_flow(i, i.full_year.value) @ factors)
                for i in _counted(items)
                if i.sign > 0 and i.evidence == evidence
            )
            group = group_label(arrangement=code, evidence=evidence)
            if part:
                yield {**where, "group": group, "indicator": "benefits_by_evidence", "value": 100 * part / benefits}


def _limits(code: str, items: list[Item], factors: np.ndarray) -> Entry:
    """Limits of 95 of 100 draws of all ranges together; nothing where all is sure."""
    counted = _counted(items)
    if all(item.full_year.sure for item in counted):
        return {}
    draws = sum(_flow(item, item.full_year.draws(f"{code}/{item.name}")).T @ factors for item in counted)
    low, high = np.percentile(draws, TAILS)
    return {"lower": float(low), "upper": float(high), "confidence": 0.95}


def _sensitivity(code: str, items: list[Item], factors: np.ndarray) -> Iterator[Entry]:
    """The net present value with one item at each end of its range, or with an item that is shown only added."""
    base = float(_total(items) @ factors)
    for item in items:
        amount = item.full_year
        own = float(_flow(item, amount.value) @ factors) if item in _counted(items) else 0.0
        if amount.sure and item.counted:
            continue
        low, high = (amount.value, amount.value) if amount.sure else (amount.low, amount.high)
        ends = sorted(base - own + float(_flow(item, end) @ factors) for end in (low, high))
        entry = {**whole_study(code), "period": ALL, "group": group_label(arrangement=code, item=item.name)}
        yield {
            **entry,
            "indicator": "net_present_value_if",
            "value": base,
            "lower": min(*ends, base),
            "upper": max(*ends, base),
            "confidence": 1.0,
        }


def _corrected(study: Study, code: str, items: list[Item], factors: np.ndarray) -> Iterator[Entry]:
    """The net present value with benefits corrected for optimism, where the study gives a correction."""
    less = {evidence: term_of(study, code, f"less_if_{evidence}").value for evidence in EVIDENCE}
    if np.isnan(list(less.values())).all():
        return
    flows = [
        _flow(item, item.full_year.value) * (1 - np.nan_to_num(less[item.evidence]) if item.sign > 0 else 1.0)
        for item in _counted(items)
    ]
    worth = float(np.sum(flows, axis=0) @ factors)
    yield {**whole_study(code), "period": ALL, "indicator": "net_present_value_corrected", "value": worth}


def _scaled(study: Study, code: str, items: list[Item]) -> Iterator[Entry]:
    """The net of all areas in each year of a path: each area goes through the years of the case from its own start."""
    path = study["scaling"]
    path = path[path["arrangement"] == code].sort_values("year")
    if path.empty:
        return
    flows = _total(items)
    years = path["year"].to_numpy(int)
    begun = np.diff(np.concatenate([[0], path["areas"].to_numpy(int)]))
    for year in years:
        ages = year - years
        net = sum(n * flows[min(age, len(flows) - 1)] for n, age in zip(begun, ages, strict=True) if age >= 0)
        yield {**whole_study(code), "period": str(year), "indicator": "scaled_net", "value": round(float(net), 2)}
