"""The one formula: from a change per person to euros of today."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from gezondmenu.numbers import declining_factors, discounted_years, mortality_reduction, rising_years
from gezondmenu.valuation.leaves import HEAT

Number = float | np.ndarray
Rate = float | Mapping[int, float]
"""A discount rate a year, or the rates by the year from which each holds."""
FACTORS = ("units", "price", "price_index", "attribution")
REMAINDERS = ("deadweight", "displacement")


def benefit(
    inputs: Mapping[str, Number], *, rate: Rate, horizon: int, counts_as: str, method: str = "linear"
) -> np.ndarray:
    """What a change is worth, in euros of today.

    Parameters
    ----------
    inputs : mapping of float or array
        By name, of shapes that broadcast: ``effect`` (change per person a year), ``transfer`` (share of it that
        holds here, 0-1), ``persons``, ``persons_factor`` where their number is not sure (around 1),
        ``units`` (units of the price per point of the change), ``price`` (euros), ``price_index``, ``attribution``,
        ``deadweight``, ``displacement`` and ``drop_off`` (shares, 0-1). A HEAT
        chain has minutes a week as its effect and also ``heat_share`` (share of the persons for whom HEAT is meant),
        ``relative_risk``, ``reference_minutes``, ``cap``, ``mortality`` (deaths per 100,000 a year) and
        ``buildup_years``. One whose change came about between waves has ``follow_up_years`` (to the wave of the
        effect), with waves between them ``rise_from_years`` (to the one before it) and ``earlier`` (what the waves
        between are worth, in change times years); or ``first_year``, the share of the first year that counts.
    rate : float or mapping of int to float
        Discount rate a year, as a share; or rates by the year from which each holds.
    horizon : int
        Years that count; the first is not discounted.
    counts_as : {"cost", "benefit"}
        Of the price: less of a cost is a gain, more of a benefit is.
    method : {"linear", "heat walking", "heat cycling"}

    Returns
    -------
    array
        Euros, of the broadcast shape.

    Notes
    -----
    effect x transfer x persons x units x price x index x attribution x (1 - deadweight) x (1 - displacement) x
    the sum over years t of ((1 - drop_off) / (1 + rate)) ** t; with the sign turned for a cost. With rates that fall,
    each year has its factor of `numbers.declining_factors`. A change that came about between waves counts for the area
    under its curve instead: effect x `numbers.rising_years` + earlier.

    Examples
    --------
    >>> whole = {"transfer": 1, "units": 1, "price_index": 1, "attribution": 1, "deadweight": 0, "displacement": 0}
    >>> given = {**whole, "effect": -0.09, "persons": 1200, "price": 3000, "drop_off": 0}
    >>> float(benefit(given, rate=0.03, horizon=1, counts_as="cost"))
    324000.0
    """
    inputs = {name: np.asarray(given) for name, given in inputs.items()}
    sign = 1.0 if method in HEAT or counts_as == "benefit" else -1.0
    kept = sign * years_that_count(inputs, rate, horizon, method)
    if "earlier" in inputs:
        kept = kept * inputs["effect"] + sign * inputs["earlier"]
    # in a fixed order, so that no last digit depends on the other areas; what differs by area comes last
    factors = [inputs[name] for name in FACTORS] + [1.0 - inputs[name] for name in REMAINDERS]
    if method in HEAT:
        factors.append(deaths_per_person(inputs))
    else:
        factors += [inputs[name] for name in ("effect", "transfer") if name != "effect" or "earlier" not in inputs]
    factors += [inputs[name] for name in ("persons_factor", "persons") if name in inputs]
    product: Number = kept
    for factor in factors:
        product = _multiplied(product, factor)
    return np.asarray(product)


def _multiplied(product: Number, factor: Number) -> Number:
    """The product in place where the shapes allow it."""
    grows = np.broadcast_shapes(np.shape(product), np.shape(factor)) != np.shape(product)
    if grows or not np.ndim(product):
        return product * factor
    product *= factor
    return product


def deaths_per_person(inputs: Mapping[str, Number]) -> Number:
    """Deaths averted per person reached a year by walking or cycling more, once the whole effect is there (HEAT)."""
    minutes = inputs["effect"] * inputs["transfer"]
    reduction = mortality_reduction(minutes, inputs["relative_risk"], inputs["reference_minutes"], inputs["cap"])
    return inputs["heat_share"] * inputs["mortality"] / 100_000 * reduction


def each_year_discounted(worth: Callable[[float, int], np.ndarray], rate: Rate, horizon: int) -> np.ndarray:
    """What `worth` gives for a rate and a horizon; with rates that fall, its years one by one at the factor of each.

    Examples
    --------
    >>> each_year_discounted(lambda rate, years: discounted_years(rate, 0.0, years), {0: 0.25, 1: 0.0}, 3).tolist()
    2.6
    """
    if not isinstance(rate, Mapping):
        return worth(rate, horizon)
    ends = [worth(0.0, years) for years in range(1, horizon + 1)]
    years = np.diff(np.stack(ends), axis=0, prepend=0.0)
    return np.asarray(np.tensordot(declining_factors(rate, horizon), years, axes=1))


def years_that_count(inputs: Mapping[str, Number], rate: Rate, horizon: int, method: str) -> np.ndarray:
    """How many years of the first year's worth the horizon holds: fading, discounted and, for HEAT, built up."""
    return each_year_discounted(lambda one, years: _years_at(inputs, one, years, method), rate, horizon)


def _years_at(inputs: Mapping[str, Number], rate: float, horizon: int, method: str) -> np.ndarray:
    drop_off = np.asarray(inputs["drop_off"], dtype="float64")
    if method not in HEAT and "follow_up_years" in inputs:
        start, end = (np.asarray(inputs.get(name, 0.0)) for name in ("rise_from_years", "follow_up_years"))
        return rising_years(rate, drop_off, horizon, start=start, end=end)
    if method not in HEAT:
        years = np.array(discounted_years(rate, drop_off, horizon), dtype="float64")
        return years + np.asarray(inputs["first_year"]) - 1.0 if "first_year" in inputs else years
    buildup = float(np.max(inputs["buildup_years"]))
    ratio = (1.0 - drop_off) / (1.0 + rate)
    years = np.zeros(drop_off.shape)
    for year in range(horizon):
        years = years + min((year + 1) / buildup, 1.0) * ratio**year
    return years
