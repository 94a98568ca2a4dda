"""The terms of arrangements: what was agreed or is assumed, as values with a range, and draws of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gezondmenu.study.model import Study
from gezondmenu.valuation.draws import drawn
from gezondmenu.valuation.leaves import Leaf

NAN = float("nan")
DRAWS, SEED = 10_000, 1


@dataclass(frozen=True)
class Term:
    """A value with, where it is not sure, the lowest and the highest that it may be; NaN where it is not given."""

    value: float = NAN
    low: float = NAN
    high: float = NAN
    reason: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a value or a range."""
        return not (np.isnan(self.value) and np.isnan(self.low))

    @property
    def sure(self) -> bool:
        """Whether it has no range."""
        return bool(np.isnan(self.low) or self.low == self.high)

    def draws(self, name: str) -> np.ndarray:
        """Draws of the value within its range (PERT; evenly over a range without a value); one where it is sure."""
        if self.sure:
            return np.array([self.value])
        shape = "uniform" if np.isnan(self.value) else "pert"
        leaf = Leaf(self.value, low=self.low, high=self.high, distribution=shape, key=name)
        return drawn(leaf, seed=SEED, draws=DRAWS)


def term_of(study: Study, arrangement: str, term: str, payer: str = "", default: float = NAN) -> Term:
    """One term of an arrangement; that of `default` where the study does not give it."""
    table = study["agreements"]
    own = table[(table["arrangement"] == arrangement) & (table["term"] == term)]
    own = own[own["payer"].fillna("") == payer]
    if own.empty:
        return Term(default)
    row = own.iloc[0]
    return Term(float(row["value"]), float(row["low"]), float(row["high"]), str(row["reason"]))


def terms_by_payer(study: Study, arrangement: str, term: str) -> pd.Series:
    """The values of a term by payer; empty where none is given."""
    table = study["agreements"]
    rows = table[(table["arrangement"] == arrangement) & (table["term"] == term) & table["payer"].notna()]
    return rows.set_index("payer")["value"]
