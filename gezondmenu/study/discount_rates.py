"""Discount rates that fall with time, as study.toml says them."""

from __future__ import annotations

from typing import Any

HIGHEST = 0.2
"""As for one rate."""

Fault = tuple[str, dict[str, Any]]


def falling_rates(text: str) -> tuple[dict[int, float], Fault | None]:
    """The rate a year by the year from which it holds, or what is wrong with the text.

    Parameters
    ----------
    text : str
        Years with their rates, with commas between: ``0: 0.035, 30: 0.03``. The first year is 0, years rise and rates
        fall, from 0.2 at most to 0 at least.

    Returns
    -------
    dict of int to float, and (str, dict) or None
        The rates, and the code and the words of the fault.

    Examples
    --------
    >>> falling_rates("0: 0.035, 30: 0.03")
    ({0: 0.035, 30: 0.03}, None)
    >>> falling_rates("0: 0,035")[1]
    ('rates_unreadable', {'part': '035'})
    >>> falling_rates("0: 0.03, 30: 0.035")[1]
    ('rates_do_not_fall', {'year': 30, 'before': 0})
    """
    rates: dict[int, float] = {}
    for part in text.split(","):
        year, _, rate = (piece.strip() for piece in part.partition(":"))
        try:
            number = float(rate)
        except ValueError:
            number = -1.0
        if not (year.isdecimal() and 0 <= number <= HIGHEST):
            return {}, ("rates_unreadable", {"part": part.strip()})
        if not rates and int(year) != 0:
            return {}, ("rates_without_start", {"year": int(year)})
        if rates and not (int(year) > max(rates) and number < rates[max(rates)]):
            return {}, ("rates_do_not_fall", {"year": int(year), "before": max(rates)})
        rates[int(year)] = number
    return rates, None


def needed_rates(discount_rates: str | None) -> tuple[str, ...]:
    """The choices of one rate that a valuation needs: none where the study gives rates that fall with time.

    Examples
    --------
    >>> needed_rates(None), needed_rates("0: 0.03, 30: 0.025")
    (('discount_rate_costs', 'discount_rate_effects'), ())
    """
    return () if discount_rates is not None else ("discount_rate_costs", "discount_rate_effects")
