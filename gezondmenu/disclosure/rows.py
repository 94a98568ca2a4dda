"""What a row counts, and whether it is about a sensitive trait: what the release rules ask of each row."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.card import Card, Indicator
from gezondmenu.indicators.register import cards_of_files, named_indicators
from gezondmenu.vocabulary import PERSONS, SENSITIVE_TRAITS, GezondmenuError, split_group


def describe_rows(estimates: pd.DataFrame) -> pd.DataFrame:
    """What the register says of each row.

    Parameters
    ----------
    estimates : DataFrame
        The estimate table.

    Returns
    -------
    DataFrame
        With the index of `estimates`: ``formula``; ``numerator_persons``, ``denominator_persons``,
        ``numerator_visits``, ``denominator_visits``, ``complement``, ``sensitive``, ``open`` (all bool);
        ``distribution``, the trait whose cells are one distribution, or blank; ``interval``, its method;
        ``reference``, the indicator that a ratio is divided by, or blank.

    Raises
    ------
    GezondmenuError
        For an indicator that is not in the register: nothing is released of which the rules are unknown.
    """
    register = named_indicators()
    names = estimates["indicator"].unique()
    unknown = sorted(set(names) - set(register))
    if unknown:
        raise GezondmenuError(f"not in the register of indicators, so not released: {', '.join(unknown)}")
    entries = {name: register[name][1] for name in names}
    _refuse_other_cards(estimates, register)
    facts = pd.DataFrame.from_dict(
        {
            name: {
                "formula": entry.formula,
                "numerator_persons": entry.numerator in PERSONS,
                "denominator_persons": entry.denominator in PERSONS,
                "numerator_visits": entry.numerator == "visits",
                "denominator_visits": entry.denominator == "visits",
                "complement": entry.complement,
                "distribution": entry.distribution,
                "interval": entry.interval,
                "reference": entry.reference,
                "sensitive": entry.sensitive,
                "open": entry.open,
            }
            for name, entry in entries.items()
        },
        orient="index",
    )
    rows = facts.loc[estimates["indicator"]].set_axis(estimates.index)
    for column in facts.columns.difference(["formula", "distribution", "interval", "reference"]):
        rows[column] = rows[column].astype(bool)
    traits = {group: set(split_group(group)) for group in estimates["group"].unique()}
    about = {group: bool(names_of_group & set(SENSITIVE_TRAITS)) for group, names_of_group in traits.items()}
    rows["sensitive"] |= estimates["group"].map(about).to_numpy(bool)
    return rows


def _refuse_other_cards(estimates: pd.DataFrame, register: dict[str, tuple[Card, Indicator]]) -> None:
    """Rows of a study's own card, when another study of this session defined the same name otherwise since."""
    from_files = {name for card in cards_of_files().values() for name in card.indicators}
    rows = estimates[estimates["indicator"].isin(from_files) & (estimates["variant"] == "main")]
    for name, unit, version in rows[["indicator", "unit", "version"]].drop_duplicates().itertuples(index=False):
        card, entry = register[name]
        if (unit, version) != (entry.unit, card.version):
            raise GezondmenuError(
                "{name} was estimated with another card than the register has now; estimate again before release",
                name=name,
            )


def distribution_key(estimates: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """One label for all cells of one distribution; missing for other rows."""
    is_cell = rows["distribution"] != ""
    cells = estimates[is_cell]
    labels = []
    for group, trait in zip(cells["group"], rows.loc[is_cell, "distribution"], strict=True):
        labels.append(";".join(f"{t}={level}" for t, level in split_group(group).items() if t != trait))
    key = cells["area"] + "|" + cells["period"] + "|" + cells["indicator"] + "|" + cells["variant"] + "|"
    return (key + pd.Series(labels, index=cells.index, dtype="str")).reindex(estimates.index)


def small(counts: np.ndarray, limit: int) -> np.ndarray:
    """Counts from 1 up to `limit` (not included)."""
    return (counts > 0) & (counts < limit)
