"""The items of a business case year by year: amounts, or borrowed shares of a cost, with their ranges as draws."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from gezondmenu.arrangements.terms import Term
from gezondmenu.reference import read_reference
from gezondmenu.study.check.double_counts import overlapping_items
from gezondmenu.study.model import Study
from gezondmenu.study.rules_of_value import DOUBLE_COUNTS
from gezondmenu.vocabulary import GezondmenuError

NAN = float("nan")


class Item(NamedTuple):
    """A cost (sign -1) or benefit (sign 1): the amount of a full year, and the part of it in each year.

    `share` is the borrowed effect that the amount is a part of the baseline by; NaN where the amount was given.
    """

    name: str
    sign: int
    payer: str
    law: str
    evidence: str
    amount: Term
    share: Term
    baseline: float
    transfer: float
    pattern: np.ndarray
    counted: bool
    reason: str

    @property
    def full_year(self) -> Term:
        """The amount of a full year, with its range."""
        if not self.share.known:
            return self.amount
        value, low, high = (
            -self.baseline * self.transfer * end for end in (self.share.value, self.share.high, self.share.low)
        )
        return Term(value, low, high, self.reason)

    @property
    def is_range(self) -> bool:
        """Whether only a range is known, which never becomes a point."""
        return bool(np.isnan(self.full_year.value))


def items_of(study: Study, arrangement: str, years: int) -> list[Item]:
    """The items of the business case of an arrangement over its years.

    Raises
    ------
    GezondmenuError
        For an effect that is not there, one without baseline or transfer, or two of the total that overlap.
    """
    table = study["cash_flows"]
    own = table[table["arrangement"] == arrangement]
    items = [_item(study, row, years) for _, row in own.iterrows()]
    for place, other_place, fault in overlapping_items(own, study["borrowed_effects"]):
        one, other = own.loc[place], own.loc[other_place]
        words = {"effect": one["effect"], "overlap": other["effect"], "other_effect": other["effect"]}
        template = " ".join((DOUBLE_COUNTS[fault].rule, DOUBLE_COUNTS[fault].what_to_do))
        raise GezondmenuError(template, **words, chain=str(one["item"]), other=str(other["item"]))
    return items


def _item(study: Study, row: pd.Series, years: int) -> Item:
    given = {name: None if pd.isna(value) else value for name, value in row.items()}
    share = _share(study, given) if given["effect"] else Term()
    evidence = given["evidence"] or ("borrowed" if given["effect"] else "assumed")
    return Item(
        name=str(given["item"]),
        sign=1 if given["counts_as"] == "benefit" else -1,
        payer=str(given["payer"]),
        law=str(given["law"]),
        evidence=str(evidence),
        amount=Term(_number(given["amount_eur"]), _number(given["low_eur"]), _number(given["high_eur"])),
        share=share,
        baseline=_number(given["baseline_eur"]),
        transfer=_number(given["transfer"]),
        pattern=_pattern(given, years),
        counted=given["in_total"] is None or bool(given["in_total"]),
        reason=str(given["reason"] or ""),
    )


def _share(study: Study, given: dict[str, Any]) -> Term:
    """A borrowed effect as a share of a cost; less of it is below 0."""
    effects = pd.concat([study["borrowed_effects"], read_reference("borrowed_effects")])
    known = effects[effects["effect"] == given["effect"]]
    if known.empty:
        raise GezondmenuError(
            "item {item}: there is no borrowed effect {effect}; it has {known}",
            item=given["item"],
            effect=given["effect"],
            known=", ".join(sorted(set(effects["effect"].dropna()))),
        )
    if given["baseline_eur"] is None or given["transfer"] is None:
        raise GezondmenuError(
            "item {item}: a borrowed effect needs baseline_eur (what the cost is without the arrangement) and transfer "
            "(which share of the effect holds here, 0 to 1)",
            item=given["item"],
        )
    row = known.iloc[0]
    return Term(_number(row["value"]), _number(row["low"]), _number(row["high"]), str(row["source"]))


def _pattern(given: dict[str, Any], years: int) -> np.ndarray:
    """The part of a full year in each year: nothing before it begins, then evenly up to a full year."""
    first, last = int(given["from_year"] or 1), int(given["to_year"] or years)
    ramp = int(given["ramp_up_years"] or 0)
    year = np.arange(1, years + 1)
    part = np.minimum((year - first + 1) / ramp, 1.0) if ramp else np.ones(years)
    return np.where((year >= first) & (year <= last), part, 0.0)


def _number(value: Any) -> float:
    return NAN if value is None or value == "" or pd.isna(value) else float(value)
