"""One budget of several payers: the result under an agreed key, programme costs, and who has room to deliver."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import stats

from gezondmenu.numbers.economics import split_to_the_cent
from gezondmenu.vocabulary import GezondmenuError

TOLERANCE = 1e-9


def shared_result(
    budgets: Mapping[str, float],
    realised: float,
    *,
    programme_costs: Mapping[str, float] | None = None,
    key: Mapping[str, float] | None = None,
    most_shared: float | None = None,
) -> pd.DataFrame:
    """What each payer wins or loses when budgets are put together on paper.

    Parameters
    ----------
    budgets : mapping of float
        Budget of each payer, in EUR.
    realised : float
        What was spent of all budgets together, in EUR.
    programme_costs : mapping of float, optional
        What a payer paid for the programme itself, in EUR; on top of what was realised.
    key : mapping of float, optional
        Share of the result of each payer, 1 together; otherwise as their budgets.
    most_shared : float, optional
        A cap: of a surplus or deficit at most this share of the budgets (0 to 1) is shared; the rest is nobody's yet.

    Returns
    -------
    DataFrame
        A row a payer: ``payer, budget, share, result, programme_cost, net`` in EUR. The results are the shared
        surplus (or deficit) together, to the cent.

    Raises
    ------
    GezondmenuError
        For a key or programme cost of somebody without a budget, or a key that is not 1 together.

    Notes
    -----
    A payer may pay for the programme while another wins by it (the wrong pocket): `result` and `programme_cost` stand
    apart, so that it is seen.

    References
    ----------
    The virtual budget of Maastricht: a municipality and an insurer for four neighbourhoods, put together on paper.

    Examples
    --------
    >>> table = shared_result(
    ...     {"municipality": 4e6, "insurer": 16e6}, 19.6e6, programme_costs={"municipality": 225_000}
    ... )
    >>> table.net.tolist()
    [-145000.0, 320000.0]
    """
    payers = list(budgets)
    unknown = (set(programme_costs or {}) | set(key or {})) - set(payers)
    if unknown:
        raise GezondmenuError(
            "{unknown} has no budget here; budgets are of {payers}",
            unknown=", ".join(sorted(unknown)),
            payers=", ".join(payers),
        )
    amounts = np.array([budgets[payer] for payer in payers], dtype=float)
    total = float(amounts.sum())
    shares = amounts / total if key is None else np.array([key.get(payer, 0.0) for payer in payers], dtype=float)
    if abs(shares.sum() - 1) > TOLERANCE or (shares < 0).any():
        raise GezondmenuError(
            "the shares of a key are 1 together, none of them negative; these are {sum}", sum=shares.sum()
        )
    surplus = total - realised
    if most_shared is not None:
        surplus = float(np.clip(surplus, -most_shared * total, most_shared * total))
    result = split_to_the_cent(surplus, shares)
    paid = np.array([(programme_costs or {}).get(payer, 0.0) for payer in payers], dtype=float)
    return pd.DataFrame(
        {
            "payer": payers,
            "budget": amounts,
            "share": shares,
            "result": result,
            "programme_cost": paid,
            "net": np.round(result - paid, 2),
        }
    )


def surplus_by_chance(persons: float, sd_per_person: float) -> float:
    """How large a surplus or deficit chance alone easily makes (one standard deviation), in EUR.

    Parameters
    ----------
    persons : float
        Residents whose costs are in the budget.
    sd_per_person : float
        Standard deviation of a year's costs of a person, in EUR, as the payer knows it; with a stop-loss that of costs
        up to that limit.

    Returns
    -------
    float

    Raises
    ------
    GezondmenuError
        For a negative number.

    Notes
    -----
    √persons · standard deviation: costs of persons are taken to be independent, so that an epidemic is not in it.

    References
    ----------
    The variance of a sum of independent amounts (Bienaymé).

    Examples
    --------
    >>> surplus_by_chance(10_000, 8_000)
    800000.0
    """
    if persons < 0 or sd_per_person < 0:
        raise GezondmenuError("persons and their standard deviation are 0 or more")
    return float(np.sqrt(persons) * sd_per_person)


def spread_below_stop_loss(mean: float, sd: float, stop_loss: float) -> tuple[float, float]:
    """Mean and standard deviation of a year's costs of a person where costs above a limit do not count.

    Parameters
    ----------
    mean, sd : float
        Of the costs of a person in a year without a limit, in EUR, above 0.
    stop_loss : float
        The limit for a person in a year, in EUR, above 0.

    Returns
    -------
    mean, sd : float
        Of the smaller of the costs and the limit.

    Raises
    ------
    GezondmenuError
        For a number that is not above 0.

    Notes
    -----
    Costs are taken to be lognormal, which few persons with high costs resemble roughly; who has the costs themselves
    gives the standard deviation below the limit instead.

    References
    ----------
    Limited expected value of a lognormal: Klugman, Panjer, Willmot (2012), Loss Models, appendix A,
    doi:10.1002/9781118787106.

    Examples
    --------
    >>> mean, sd = spread_below_stop_loss(3_000, 9_000, 50_000)
    >>> round(mean), round(sd)
    (2814, 5796)
    """
    if not min(mean, sd, stop_loss) > 0:
        raise GezondmenuError("mean, standard deviation and stop-loss of costs per person are above 0")
    width = np.sqrt(np.log1p((sd / mean) ** 2))
    middle = np.log(mean) - width**2 / 2
    z = (np.log(stop_loss) - middle) / width
    above = stats.norm.sf(z)
    first = mean * stats.norm.cdf(z - width) + stop_loss * above
    second = (mean**2 + sd**2) * stats.norm.cdf(z - 2 * width) + stop_loss**2 * above
    return float(first), float(np.sqrt(second - first**2))


def who_delivers(room: Mapping[str, float], able: Mapping[str, bool], need: float) -> list[str]:
    """Which organisations can deliver this help and have room for it; none: the managers consult.

    Nobody is assigned: with more than one the professionals and the resident choose.

    Parameters
    ----------
    room : mapping of float
        What each organisation has left, in EUR.
    able : mapping of bool
        Whether it can deliver this kind of help.
    need : float
        What the help costs, in EUR.

    Returns
    -------
    list of str
        Those with most room first.

    Raises
    ------
    GezondmenuError
        For a negative need.

    Notes
    -----
    Who has no room is not asked, also where it is the only one that can: the rule is that managers then consult.

    References
    ----------
    The way of working of Oss: any partner may deliver, from its own room.

    Examples
    --------
    >>> who_delivers({"A": 10_000, "B": 5_000, "C": 0}, {"A": True, "B": True}, 6_000)
    ['A']
    >>> who_delivers({"A": 10_000, "B": 5_000, "C": 0}, {"C": True}, 6_000)
    []
    """
    if need < 0:
        raise GezondmenuError("what the help costs is 0 or more")
    fitting = [name for name, left in room.items() if able.get(name, False) and left >= need]
    return sorted(fitting, key=lambda name: (-room[name], name))
