"""How a value and its interval follow from counts: used for estimates and again after release."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.indicators.register import named_indicators
from gezondmenu.numbers import wilson
from gezondmenu.vocabulary import GezondmenuError

PER = 1_000  # residents, for every rate


def from_counts(frame: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Fill `value`, `lower`, `upper`, `confidence` of rows that are functions of counts.

    Parameters
    ----------
    frame : DataFrame
        ``indicator, numerator, denominator, n, reference`` (the share in %, for a reach ratio), with `value`,
        `lower` and `upper` for rows of the formulas ``mean`` and ``borrowed``, which are left as they are.
    confidence : float
        Of the intervals, between 0 and 1.

    Returns
    -------
    DataFrame
        A copy with the four columns filled. A denominator of 0 gives NaN.

    Notes
    -----
    percentage ``100 a/b``; rate ``1000 a/b``; quotient ``a/b``; growth ``100 (a/b - 1)``; reach
    ``(100 a/b) / reference``, with the reference taken as fixed. Intervals are Wilson's with `n` persons: where
    people gave several answers, each person has one voice.

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
    has_interval = frame["indicator"].map({name: entry.interval == "Wilson" for name, entry in entries.items()})

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
        persons = np.where(np.isnan(frame["n"].to_numpy(float)), b, frame["n"].to_numpy(float))
        voices = np.where(has_interval & (b > 0), persons, np.nan)
        low, high = wilson(np.where(np.isnan(voices), np.nan, np.minimum(quotient, 1) * voices), voices, confidence)
        scale = np.select([formula == "percentage", formula == "reach"], [100.0, 1 / reference], np.nan)
        scale = np.where(np.isfinite(scale), scale, np.nan)
    given = formula.isin(["mean", "borrowed"]).to_numpy()
    lower = np.where(has_interval, low * scale, np.where(given, frame["lower"].to_numpy(float), np.nan))
    upper = np.where(has_interval, high * scale, np.where(given, frame["upper"].to_numpy(float), np.nan))
    known = ~np.isnan(lower)
    return frame.assign(
        value=value,
        lower=lower,
        upper=upper,
        confidence=np.where(known, confidence, np.nan),
    )
