"""Where a number comes from: its chain of inputs, each with source and kind, read off the rows themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from gezondmenu.described import chains_of
from gezondmenu.reasons import Why, reasons_of
from gezondmenu.valuation.leaf_rows import CHOICES, PARAMETERS, VOLUNTEERS
from gezondmenu.valuation.leaves import evidence_of
from gezondmenu.valuation.valuing import Valuation, value_indicators
from gezondmenu.vocabulary import ALL, GezondmenuError, group_label, split_group, traits_of

OF_THEIR_GROUP = (
    "value_benefits",
    "value_costs",
    "costs_outside",
    "net_value",
    "payer_benefits",
    "payer_costs",
    "payer_net_value",
    "health_gain",
    "value_input",
)
"""Indicators whose group says which chains or which payer they rest on; all others rest on everything that counts."""
ONLY_COSTS = ("value_costs", "costs_outside", "all_costs", "payer_costs", "payer_costs_share")
COSTS_OF = {"costs_outside": ("costs_outside",), "all_costs": ("value_costs", "costs_outside")}
"""Rows with the costs that a number rests on; of all others, `value_costs`."""
WITHOUT_COSTS = (
    "value_benefits",
    "payer_benefits",
    "payer_benefits_share",
    "payers_benefits",
    "health_gain",
    "care_cost_per_person",
    "value_by_evidence",
    "value_input",
    "volunteer_value",
)
COLUMNS = ("part", "name", "parameter", "value", "lower", "upper", "unit", "distribution", "kind", "source")


def trace_value(
    table: pd.DataFrame | Valuation, area: str, indicator: str = "net_value", group: str = ALL
) -> pd.DataFrame:
    """The inputs that a number of a valuation rests on.

    Parameters
    ----------
    table : DataFrame or Valuation
        Of `value`, or a published table such as ``published.csv`` that has its rows.
    area : str
    indicator : str
        Of `value`, such as ``net_value`` or ``value_benefits``.
    group : str
        ``all``, a payer (``law=Zvw;payer=insurer``, ``payer=insurer``) or a chain (``chain=gp``).

    Returns
    -------
    DataFrame
        A row per input: ``part`` (id of the chain, ``costs`` or ``choices``), ``name`` of the chain, ``parameter``,
        ``value, lower, upper, unit, distribution``, ``kind`` (measured with comparison, measured before-after,
        borrowed, assumed, counted) and ``source``. The row ``years`` of a chain follows from its drop-off, rate and
        horizon; the benefit of a chain is the product that `gezondmenu.valuation.formula.benefit` says.

    Raises
    ------
    GezondmenuError
        When there is no such number.

    Examples
    --------
    >>> import gezondmenu as gm
    >>> published = gm.read_published("data/example_published.csv")
    >>> leaves = trace_value(published, "all", "value_costs")
    >>> sorted(set(leaves["part"]))
    ['choices', 'costs']
    """
    rows = table.rows if isinstance(table, Valuation) else table
    of_area = rows[rows["area"] == area]
    of_area = of_area.assign(reasons=reasons_of(of_area))
    rows_of_number = of_area[(of_area["indicator"] == indicator) & (of_area["group"] == group)]
    if indicator not in value_indicators() or rows_of_number.empty:
        known = sorted(of_area.loc[of_area["indicator"] == indicator, "group"].unique())
        raise GezondmenuError(
            "there is no {indicator} with group {group} in {area}; groups there: {known}",
            indicator=indicator,
            group=repr(group),
            area=repr(area),
            known=", ".join(known) or "-",
        )
    parts = []
    wanted = split_group(group) if indicator in OF_THEIR_GROUP else {}
    if indicator == "volunteer_value":
        parts.append(_of_chain(of_area, (VOLUNTEERS, "")))
    elif indicator not in ONLY_COSTS:
        parts += [_of_chain(of_area, chain) for chain in _chains(of_area, chains_of(rows), wanted)]
    if indicator not in WITHOUT_COSTS:
        parts.append(_of_costs(of_area, wanted, COSTS_OF.get(indicator, ("value_costs",))))
    inputs = of_area[of_area["indicator"] == "value_input"]
    parts.append(_leaves(inputs, "all", CHOICES, "choices", ""))
    return pd.concat([part for part in parts if len(part)], ignore_index=True)[list(COLUMNS)]


def _chains(of_area: pd.DataFrame, described: pd.DataFrame, wanted: Mapping[str, str]) -> list[tuple[str, str]]:
    """Id and name of the chains behind a number: one, those of a payer, or all that are in the total."""
    rows = of_area[(of_area["indicator"] == "value_benefits") & (of_area["status"] == "ok")]
    chains = []
    about = described.set_index("chain")
    for traits, reasons in zip(traits_of(rows["group"]), rows["reasons"], strict=True):
        if "chain" not in traits:
            continue
        id = traits["chain"]
        whose = about.loc[id, ["law", "payer"]].to_dict()
        alone = wanted.get("chain") == id
        payer = {key: level for key, level in wanted.items() if key in ("law", "payer")}
        counts = not {Why.NOT_IN_TOTAL, Why.OUTSIDE_PERSPECTIVE} & set(reasons.kinds)
        if alone or ("chain" not in wanted and counts and payer.items() <= whose.items()):
            chains.append((id, str(about.loc[id, "name"])))
    return chains


def _of_chain(of_area: pd.DataFrame, chain: tuple[str, str]) -> pd.DataFrame:
    return _leaves(of_area[of_area["indicator"] == "value_input"], chain[0], (*PARAMETERS, "payer"), *chain)


def _leaves(inputs: pd.DataFrame, chain: str, order: Iterable[str], part: str, name: str) -> pd.DataFrame:
    wanted = {group_label(chain=chain, parameter=parameter): parameter for parameter in order}
    rows = inputs[inputs["group"].isin(wanted)].assign(parameter=inputs["group"].map(wanted), part=part, name=name)
    place = {parameter: position for position, parameter in enumerate(wanted.values())}
    rows = rows.sort_values("parameter", key=lambda names: names.map(place))
    rows["kind"] = rows["design"].map(evidence_of)
    rows["source"] = [reasons.words for reasons in rows["reasons"]]
    return rows.rename(columns={"method": "distribution"})


def _of_costs(of_area: pd.DataFrame, wanted: Mapping[str, str], indicators: tuple[str, ...]) -> pd.DataFrame:
    rows = of_area[of_area["indicator"].isin(indicators) & (of_area["group"] != ALL)]
    payer = {key: level for key, level in wanted.items() if key in ("law", "payer")}
    paid = [payer.items() <= traits.items() for traits in traits_of(rows["group"])]
    rows = rows[np.array(paid, dtype=bool)]  # a list without items would choose columns
    return rows.assign(
        part="costs",
        name="",
        parameter=rows["group"],
        distribution="fixed",
        kind="counted",
        source="costs of the study",
    )
