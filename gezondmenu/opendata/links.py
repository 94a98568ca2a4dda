"""The linking table of CBS: which old area lies in which new one, and with which share of its residents."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from gezondmenu.language import message
from gezondmenu.vocabulary import GezondmenuError

CODE = re.compile(r"(?:code|^(?:bu|wk|gm|buurt|wijk|gemeente)).*?((?:19|20)\d\d)", re.IGNORECASE)
SHARE = re.compile(r"aandeel|gewicht|share|weight", re.IGNORECASE)
PERSONS = re.compile(r"inwoners|personen|residents|persons|^aant", re.IGNORECASE)

_NO_CODES = message(
    "{file} is no linking table: it needs a column with codes of {year} and one with codes of {to_year} in its name."
)
_SPLIT = message(
    "{file} has no share or number of residents, and the old area {area} lies in several new ones ({others}): "
    "give the shares in a column “aandeel”."
)


def links_of_table(table: pd.DataFrame, areas: Iterable[str], year: int, to_year: int, file: str) -> pd.DataFrame:
    """Rows of table ``area_links`` from a linking table, for the areas of a study.

    Parameters
    ----------
    table : DataFrame
        Text: a column of codes of each year (its name holds ``code`` and the year), and a share, or a number of
        residents, of the old area in the new one. Without these an old area must lie in one new area.
    areas : iterable of str
        Codes of the study, of `to_year`.
    year, to_year : int
        Of the old and of the new boundaries.
    file : str
        Name of the file, for what is wrong with it.

    Returns
    -------
    DataFrame
        ``area, year, to_area, to_year, weight``; the weights of an old area are 1 together, or less where a part of
        it lies outside the study.

    Raises
    ------
    GezondmenuError
        When the columns cannot be recognised, or a split area has no shares.

    Examples
    --------
    >>> old = pd.DataFrame({"buurtcode2022": ["BU1", "BU1"], "buurtcode2024": ["BU8", "BU9"], "inwoners": ["30", "10"]})
    >>> links_of_table(old, ["BU8"], 2022, 2024, "x.csv")[["to_area", "weight"]].values.tolist()
    [['BU8', 0.75]]
    """
    years = {match[1]: column for column in table for match in [CODE.search(str(column))] if match}
    if str(year) not in years or str(to_year) not in years:
        raise GezondmenuError(_NO_CODES, file=file, year=year, to_year=to_year)
    rows = pd.DataFrame(
        {"area": table[years[str(year)]].str.strip(), "to_area": table[years[str(to_year)]].str.strip()}
    )
    size = next((name for pattern in (SHARE, PERSONS) for name in table if pattern.search(str(name))), None)
    if size is not None:
        rows["size"] = pd.to_numeric(table[size].str.replace(",", "."), errors="coerce")
    else:
        several = rows.drop_duplicates().groupby("area")["to_area"].agg(list)
        split = several[several.str.len() > 1]
        if len(split):
            raise GezondmenuError(_SPLIT, file=file, area=split.index[0], others=", ".join(split.iloc[0]))
        rows["size"] = 1.0
    rows = rows[(rows["area"] != "") & (rows["to_area"] != "")]
    rows = rows.groupby(["area", "to_area"], as_index=False, sort=False)["size"].sum()
    rows["weight"] = rows["size"] / rows.groupby("area")["size"].transform("sum")
    rows = rows[rows["to_area"].isin(set(areas)) & (rows["weight"] > 0)]
    return rows.assign(year=year, to_year=to_year)[["area", "year", "to_area", "to_year", "weight"]].reset_index(
        drop=True
    )
