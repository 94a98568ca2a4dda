"""What a table is about besides its numbers: areas, chains, waves, arrangements and registers.

They go along with the estimate table in `attrs`, and stand as files of their own beside a published table. pandas
keeps `attrs` when rows are chosen or columns added, and loses it where tables that differ in it are put together.
"""

from __future__ import annotations

import functools
import io

import pandas as pd

from gezondmenu.vocabulary import GezondmenuError, traits_of

COLUMNS_OF = {
    "areas": ("area", "name", "parent", "level", "year", "is_comparison"),
    "chains": ("chain", "name", "name_en", "payer", "law"),
    "waves": ("wave", "month"),
    "initiatives": (
        "initiative",
        "status",
        "area",
        "law",
        "amount_eur",
        "commissioner",
        "employer",
        "payer",
        "beneficiary",
    ),
    "alliances": (
        "alliance",
        "area",
        "start",
        "partners",
        "residents_take_part",
        "agreement",
        "agenda",
        "amount_eur",
        "coordinator",
    ),
    "agreements": ("arrangement", "term", "payer", "value", "low", "high", "reason"),
    "challenges": ("challenge", "area", "old_cost_eur", "proposal_cost_eur", "volunteer_hours", "granted"),
    "arrangements": (
        "arrangement",
        "kind",
        "name",
        "start",
        "years",
        "commissioner",
        "employer",
        "payers",
        "beneficiary",
        "embedded",
        "daily_steering",
        "outcomes",
        "areas",
        "home",
    ),
}


def describe(table: pd.DataFrame, **described: pd.DataFrame) -> pd.DataFrame:
    """The table with what describes it: `areas`, `chains` and `waves`, those that it had before where one is not given.

    Examples
    --------
    >>> areas = pd.DataFrame({"area": ["G", "A"], "name": ["Stad", "Noord"], "parent": [None, "G"]})
    >>> table = describe(pd.DataFrame({"area": ["A"], "value": [3.0]}), areas=areas)
    >>> parents_of(areas_of(table[table["value"] > 2]))
    {'A': 'G'}
    """
    return describe_as(table, **{name: as_text(frame, name) for name, frame in described.items()})


def describe_as(table: pd.DataFrame, **texts: str) -> pd.DataFrame:
    """The table with what describes it as the texts of files, such as those that stand beside a published table."""
    table = table.copy(deep=False)
    table.attrs = {**table.attrs, **texts}
    return table


def as_text(frame: pd.DataFrame, name: str) -> str:
    """A description as the text of its CSV file: the columns of `COLUMNS_OF`, blank where one is not known."""
    return frame.reindex(columns=list(COLUMNS_OF[name])).to_csv(index=False, lineterminator="\n")


def areas_of(table: pd.DataFrame) -> pd.DataFrame:
    """What describes the areas of a table, as text: area, name, parent, level, year of the boundaries, is_comparison.

    Raises
    ------
    GezondmenuError
        Where the description was lost on the way.
    """
    return _description(table, "areas")


def chains_of(table: pd.DataFrame) -> pd.DataFrame:
    """What describes the chains of a table, as text: chain, name, name_en, and the payer and law that gain.

    Raises
    ------
    GezondmenuError
        Where the description was lost on the way.
    """
    return _description(table, "chains")


def of_arrangements(table: pd.DataFrame) -> pd.Series:
    """Which rows are about an arrangement: its years are those of its budget, and not those that were counted."""
    return codes_of_arrangements(table) != ""


def codes_of_arrangements(table: pd.DataFrame) -> pd.Series:
    """The code of the arrangement that each row is about; blank where it is about none.

    Examples
    --------
    >>> codes_of_arrangements(pd.DataFrame({"group": ["all", "arrangement=W1;law=Wmo"]})).tolist()
    ['', 'W1']
    """
    groups = table["group"].drop_duplicates()
    codes = [traits.get("arrangement", "") for traits in traits_of(groups)]
    return table["group"].map(dict(zip(groups, codes, strict=True))).astype("str")


def arrangements_of(table: pd.DataFrame) -> pd.DataFrame:
    """What describes the arrangements of a table, as text; without rows where it has none."""
    if "arrangements" not in table.attrs:
        return pd.DataFrame(columns=list(COLUMNS_OF["arrangements"]), dtype="str")
    return _description(table, "arrangements")


def register_of(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """A register that goes along with a table, initiatives or alliances, as text; without rows where it has none."""
    if name not in table.attrs:
        return pd.DataFrame(columns=list(COLUMNS_OF[name]), dtype="str")
    return _description(table, name)


def months_of_waves(table: pd.DataFrame) -> dict[str, str]:
    """The waves of the survey behind a table in order of time, each with the month of its middle day, or blank.

    Raises
    ------
    GezondmenuError
        Where the description was lost on the way.
    """
    waves = _description(table, "waves")
    return dict(zip(waves["wave"], waves["month"], strict=True))


def _description(table: pd.DataFrame, name: str) -> pd.DataFrame:
    if name not in table.attrs:
        raise GezondmenuError(
            "this table has lost what describes its {name}: take it as gm.estimate or gm.value gives it, or read it "
            "with gm.read_published while the file that ends with _{name}.csv stands beside it; "
            "put tables together last",
            name=name,
        )
    return read_text(table.attrs[name]).copy()


@functools.lru_cache(maxsize=32)
def read_text(text: str) -> pd.DataFrame:
    """A description from the text of its CSV file; every cell is text."""
    return pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)


def parents_of(areas: pd.DataFrame) -> dict[str, str]:
    """The area in which each area lies."""
    return _known(areas, "parent")


def names_of(areas: pd.DataFrame) -> dict[str, str]:
    """The name of each area."""
    return _known(areas, "name")


def _known(areas: pd.DataFrame, column: str) -> dict[str, str]:
    known = areas[["area", column]].dropna()
    return {str(area): str(word) for area, word in known.itertuples(index=False) if word}
