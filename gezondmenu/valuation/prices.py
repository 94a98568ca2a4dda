"""The price list, the study's own prices, and euros of one year in prices of another."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from importlib.metadata import version

import pandas as pd

from gezondmenu.reference import read_reference
from gezondmenu.study.check.value_checks import CPI
from gezondmenu.study.model import Study
from gezondmenu.study.valued import valued_prices
from gezondmenu.vocabulary import GezondmenuError

COLUMNS = (
    "id", "nl", "en", "value", "low", "high", "range_meaning", "distribution", "unit", "currency", "price_year",
    "indexed", "payer", "law", "counts_as", "values", "category", "source", "url", "found_how", "confidence",
    "review_by", "origin",
)  # fmt: skip
NUMBERS = ("value", "low", "high")


def price_list(study: Study | None = None) -> pd.DataFrame:
    """The prices that a chain can name: those that come with the package, and the study's own.

    Parameters
    ----------
    study : Study, optional
        Its table prices adds to the list; an id of the list itself replaces that row whole.

    Returns
    -------
    DataFrame
        A row per price, by id. `value` is in `currency` for one `unit`, in prices of `price_year` (missing: unknown);
        `low` and `high` are there only where they are a spread of the price itself. `indexed` says whether it follows
        the consumer price index; `values` what one unit is worth something for (`study/valued.py`). `found_how` and
        `confidence` say how sure it is, `origin` whose it is (gezondmenu or study).

    Notes
    -----
    `payer` and `law` of the shipped list are ours: the Dutch costing manual names no payer.

    Examples
    --------
    >>> prices = price_list().set_index("id")
    >>> float(prices.loc["gp_consult", "value"]), int(prices.loc["gp_consult", "price_year"])
    (30.87, 2022)
    >>> prices.loc["gp_consult", ["payer", "law", "origin"]].tolist()
    ['insurer', 'Zvw', 'gezondmenu']
    """
    shipped, own = _shipped(), _own(study)
    own = own[~own["id"].str.fullmatch(CPI)]
    if own.empty:
        return shipped.copy()
    valued = valued_prices(study["prices"])  # type: ignore[index]
    own = _typed(own.assign(values=[valued[id].values for id in own["id"]]))
    parts = [part for part in (shipped[~shipped["id"].isin(own["id"])], own) if len(part)]
    return pd.concat(parts, ignore_index=True).sort_values("id", ignore_index=True)


@functools.cache
def _shipped() -> pd.DataFrame:
    """The prices that come with the package, by id; not to be changed."""
    shipped = read_reference("prices").assign(origin="gezondmenu", distribution="")
    shipped["indexed"] = shipped["indexed"] == "yes"
    return _typed(shipped).sort_values("id", ignore_index=True)


def cpi_factors(study: Study | None = None) -> dict[int, float]:
    """Consumer price index factors by the year from which each goes to the next.

    Parameters
    ----------
    study : Study, optional
        A row ``cpi_factor_2024_2025`` of its table prices adds a year, or replaces one.

    Returns
    -------
    dict of int to float
        Annual factors: {2022: 1.038} says that what cost 1 euro in 2022 cost 1.038 in 2023.

    Raises
    ------
    GezondmenuError
        Where a factor of the study does not go to the next year, or is not above 0.

    Examples
    --------
    >>> cpi_factors()[2022]
    1.038
    """
    shipped = read_reference("cpi")
    factors = {int(row.from_year): float(row.factor) for row in shipped.itertuples()}
    own = _own(study)
    for id, value in zip(own["id"], pd.to_numeric(own["value"]), strict=True):
        years = CPI.fullmatch(id)
        if not years:
            continue
        first, last = map(int, years.groups())
        if last != first + 1 or not value > 0:
            raise GezondmenuError(
                "prices: {id} is a factor above 0 from one year to the next, such as 1.033 for cpi_factor_2023_2024",
                id=id,
            )
        factors[first] = float(value)
    return dict(sorted(factors.items()))


def index_factor(from_year: int, to_year: int, factors: Mapping[int, float]) -> float:
    """What a euro of one year is in prices of another: the annual factors between them, chained.

    Parameters
    ----------
    from_year, to_year : int
        Back in time divides.
    factors : mapping of int to float
        As `cpi_factors` gives them.

    Raises
    ------
    GezondmenuError
        Where a year in between has no factor.

    Examples
    --------
    >>> factors = cpi_factors()
    >>> round(index_factor(2022, 2024, factors), 6), round(index_factor(2024, 2022, factors), 6)
    (1.072254, 0.932615)
    """
    factor = 1.0
    for year in range(min(from_year, to_year), max(from_year, to_year)):
        if year not in factors:
            raise GezondmenuError(
                "there is no consumer price index from {year} to {next}: give it in table prices as"
                " cpi_factor_{year}_{next}, or choose a price year from {first} to {last}",
                year=year,
                next=year + 1,
                first=min(factors, default=from_year),
                last=max(factors, default=from_year) + 1,
            )
        factor *= factors[year]
    return factor if to_year >= from_year else 1 / factor


def prices_version(prices: pd.DataFrame, factors: Mapping[int, float] | None = None) -> str:
    """Which price list it is, to print beside what rests on it.

    Parameters
    ----------
    prices : DataFrame
        As `price_list` gives it.
    factors : mapping, optional
        The price index factors used with it.

    Returns
    -------
    str
        The package and its version, how many prices are the study's own, and the first eight characters of a hash of
        all that the list holds: equal lists have equal ones, in whatever order their rows are.

    Examples
    --------
    >>> prices = price_list()
    >>> prices_version(prices) == prices_version(prices[::-1])
    True
    """
    whole = prices.sort_values("id").to_csv(index=False, columns=list(COLUMNS), date_format="%Y-%m-%d")
    whole += "".join(f"{year},{factor!r}\n" for year, factor in sorted((factors or {}).items()))
    own = int((prices["origin"] == "study").sum())
    return f"gezondmenu {version('gezondmenu')} + {own} ({hashlib.sha256(whole.encode()).hexdigest()[:8]})"


def _own(study: Study | None) -> pd.DataFrame:
    """The study's table prices with the columns of the list, its price index factors among them."""
    table = None if study is None else study.tables.get("prices")
    if table is None or table.empty:
        return pd.DataFrame(columns=list(COLUMNS), dtype=object)
    own = table.rename(columns={"price": "id", "name": "nl", "name_en": "en"}).reindex(columns=list(COLUMNS))
    own["en"] = own["en"].where(own["en"].notna() & (own["en"] != ""), own["nl"])
    blank = {"currency": "EUR", "indexed": True, "found_how": "given by the study", "origin": "study"}
    for column, value in blank.items():
        own[column] = own[column].astype(object).where(own[column].notna(), value)
    return own.assign(id=own["id"].astype(str))


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    """Numbers as numbers, yes or no as such, days as days, everything else as text without missing cells."""
    out = pd.DataFrame(index=table.index)
    for column in COLUMNS:
        cells = table[column]
        if column in NUMBERS:
            out[column] = pd.to_numeric(cells.replace("", None)).astype("float64")
        elif column == "price_year":
            out[column] = pd.to_numeric(cells.replace("", None)).astype("Int64")
        elif column == "indexed":
            out[column] = cells.astype(bool)
        elif column == "review_by":
            out[column] = pd.to_datetime(cells.replace("", None))
        else:
            out[column] = cells.astype(object).where(cells.notna(), "").astype("str")
    return out
