"""Open data of Vektis: what the health insurance act (Zvw) paid, by municipality, age and sex."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pandas as pd

from gezondmenu.language import message
from gezondmenu.opendata.statline import Fetched
from gezondmenu.vocabulary import GezondmenuError

SOURCE = "Vektis, Open Databestand Zorgverzekeringswet"
LICENCE = "Vektis: personal use and research, with the source; no resale"
PLACE, YEARS, COSTS = "gemeentenaam", "aantal_verzekerdejaren", "kosten_"
MEASURE = "zvw_costs_per_insured_year"

_NOT_VEKTIS = message("{file} is no file of Vektis by municipality: it needs the columns {columns}.")


def read_vektis(content: bytes, name: str) -> pd.DataFrame:
    """The rows of a file of Vektis by municipality, those without municipality too.

    Parameters
    ----------
    content : bytes
        A CSV file with ``;``, in UTF-8 or Latin-1.
    name : str
        Name of the file, for what is wrong with it.

    Returns
    -------
    DataFrame
        The municipality (blank: the rest, that belongs to no municipality), ``insured_years`` and ``costs`` in EUR a
        row: all columns of costs together, of people of one sex and class of age.

    Raises
    ------
    GezondmenuError
        When the file is no such file.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    table = pd.read_csv(io.StringIO(text), sep=";", dtype="str", keep_default_na=False)
    table.columns = [str(column).strip().lower() for column in table.columns]
    costs = [column for column in table if column.startswith(COSTS)]
    if not {PLACE, YEARS} <= set(table.columns) or not costs:
        raise GezondmenuError(_NOT_VEKTIS, file=name, columns=f"{PLACE}, {YEARS}, {COSTS}…")
    amounts = table[costs].apply(lambda column: pd.to_numeric(column.str.replace(",", "."), errors="coerce"))
    return pd.DataFrame(
        {
            "municipality": table[PLACE].str.strip(),
            "insured_years": pd.to_numeric(table[YEARS].str.replace(",", "."), errors="coerce"),
            "costs": amounts.sum(axis=1),
        }
    )


def municipality_name(name: str) -> str:
    """A name in the spelling of Vektis: capitals, without accents and apostrophes.

    Examples
    --------
    >>> municipality_name("'s-Gravenhage"), municipality_name("Súdwest-Fryslân"), municipality_name("Hengelo (O.)")
    ('S GRAVENHAGE', 'SUDWEST FRYSLAN', 'HENGELO O')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^A-Za-z0-9]+", " ", plain.replace("'", " ")).upper().split())


def vektis_figures(rows: pd.DataFrame, areas: Mapping[str, str], year: int, file: str, day: dt.date) -> Fetched:
    """Costs per insured year of the municipalities of a study, as rows of table ``context``.

    Parameters
    ----------
    rows : DataFrame
        What `read_vektis` gives.
    areas : mapping of str
        Name by code, of the areas of the study.
    year : int
        Of the file.
    file : str
        Its name.
    day : date
        The day of fetching.
    """
    totals = rows.assign(name=rows["municipality"].map(municipality_name)).groupby("name")[["costs", "insured_years"]]
    summed = totals.sum()
    parts: list[dict[str, Any]] = []
    for code, name in areas.items():
        plain = municipality_name(name)
        if plain in summed.index and summed.loc[plain, "insured_years"] > 0:
            value = summed.loc[plain, "costs"] / summed.loc[plain, "insured_years"]
            parts.append({"area": code, "year": year, "measure": MEASURE, "value": f"{value:.2f}", "adds_up": "no"})
    frame = pd.DataFrame(parts, columns=["area", "year", "measure", "value", "adds_up"])
    about: dict[str, Any] = {"table": f"vektis-{year}", "title": file, "source": SOURCE, "licence": LICENCE}
    about |= {
        "modified": "",
        "address": file,
        "fetched_on": day.isoformat(),
        "where": {},
        "units": {MEASURE: "EUR per insured year"},
    }
    return Fetched(frame.assign(source=f"{SOURCE} {year}", fetched_on=day.isoformat()), about)
