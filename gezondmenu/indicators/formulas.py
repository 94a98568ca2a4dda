"""How a value and its interval follow from counts: used for estimates and again after release."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.card import T_INTERVALS, WILSONS
from gezondmenu.indicators.register import named_indicators
from gezondmenu.numbers import wilson
from gezondmenu.vocabulary import GezondmenuError

PER = 1_000  # residents, for every rate


def from_counts(frame: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Fill `value`, `lower`, `upper`, `confidence` of rows that are functions of counts.

    Parameters
    ----------
    frame : DataFrame
        ``indicator, numerator, denominator, n, reference`` (the share in %, for a reach ratio) and ``effective``
        (how many independent answers a share is worth; missing is `n`). Rows of the formulas ``mean`` and
        ``borrowed`` keep `value`, `lower` and `upper`; those with a t interval keep their limits, in proportion.
    confidence : float
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        A copy with the four columns filled, and with ``effective``: how many independent answers each interval of
        Wilson rests on. A denominator of 0 gives NaN.

    Notes
    -----
    percentage ``100 a/b``; rate ``1000 a/b``; quotient ``a/b``; growth ``100 (a/b - 1)``; reach
    ``(100 a/b) / reference``, with the reference taken as fixed. Intervals are Wilson's. Where people gave several
    answers, it is that of as many independent answers as those are worth (`numbers.effective_size`).

    Raises
    ------
    GezondmenuError
        For an indicator that is not in the register.
    """
    register = named_indicators()
    unknown = set(frame["indicator"]) - set(register)
    if unknown:
        raise GezondmenuError(f"not in the register of indicators: {', '.join(sorted(unknown))}")
    entries = {name: register[name][1] for name in frame["indicator"].unique()}
    formula = frame["indicator"].map({name: entry.formula for name, entry in entries.items()})
    intervals = frame["indicator"].map({name: entry.interval for name, entry in entries.items()}).astype("str")
    has_interval = intervals.isin(WILSONS).to_numpy(bool)
    has_limits = intervals.isin(T_INTERVALS).to_numpy(bool)

    a, b = frame["numerator"].to_numpy(float), frame["denominator"].to_numpy(float)
    reference = frame["reference"].to_numpy(float) / 100
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = np.where(b > 0, a / b, np.nan)
        values = {
            "count": a,
            "percentage": 100 * quotient,
            "rate": PER * quotient,
            "quotient": quotient,
            "growth": 100 * (quotient - 1),
            "reach": np.where(reference > 0, quotient / reference, np.nan),
        }
        value = frame["value"].to_numpy(float).copy()
        for name, numbers in values.items():
            value = np.where(formula == name, numbers, value)
        n = frame["n"].to_numpy(float)
        effective = frame["effective"].to_numpy(float) if "effective" in frame else np.full(len(frame), np.nan)
        persons = np.where(~np.isnan(effective), effective, np.where(np.isnan(n), b, n))
        voices = np.where(has_interval & (b > 0), persons, np.nan)
        low, high = wilson(np.where(np.isnan(voices), np.nan, np.minimum(quotient, 1) * voices), voices, confidence)
        scale = np.select([formula == "percentage", formula == "reach"], [100.0, 1 / reference], np.nan)
        scale = np.where(np.isfinite(scale), scale, np.nan)
        before = frame["value"].to_numpy(float)
        moved = np.where(has_limits & (before > 0), value / before, 1.0)
    given = formula.isin(["mean", "borrowed"]).to_numpy() | has_limits
    lower = np.where(has_interval, low * scale, np.where(given, moved * frame["lower"].to_numpy(float), np.nan))
    upper = np.where(has_interval, high * scale, np.where(given, moved * frame["upper"].to_numpy(float), np.nan))
    known = ~np.isnan(lower)
    return frame.assign(
        value=value,
        lower=lower,
        upper=upper,
        confidence=np.where(known, confidence, np.nan),
        effective=voices,
    )
