"""The published table as a file, and beside it the cards that do not come with the package."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path

import pandas as pd

from gezondmenu.arrangements import arrangement_rows
from gezondmenu.card import Card, make_card
from gezondmenu.described import COLUMNS_OF, areas_of, arrangements_of, codes_of_arrangements, describe_as, parents_of
from gezondmenu.disclosure import release
from gezondmenu.effects import estimate
from gezondmenu.given import check_path
from gezondmenu.indicators.register import cards, register_own, shipped_cards
from gezondmenu.reasons import reasons_of
from gezondmenu.reference import shipped
from gezondmenu.report.rows.readers import EVERYBODY, rows_for
from gezondmenu.study.model import Study
from gezondmenu.valuation import value
from gezondmenu.vocabulary import ALL, ESTIMATE_COLUMNS, ESTIMATE_KEY, NUMBER_COLUMNS, GezondmenuError
from gezondmenu.whole_files import write_whole

OWN = "{table}_indicators.json"
DIGITS = 12  # significant, of each published number: the last of a float's 17 differ from processor to processor

COST_PER_HEAD = ("care_cost_per_head", "care_cost_standardised", "care_cost_ratio")
"""What the page of an arrangement shows of each of its areas."""


def read_published(path: str | Path) -> pd.DataFrame:
    """The published table from its CSV file, with what the files beside it say of its areas and chains.

    Raises
    ------
    GezondmenuError
        When the file is not there, lacks columns of the estimate table, or has reasons that cannot be read.
    """
    place = find_published(check_path("path", path))
    numbers = list(NUMBER_COLUMNS)
    try:
        header = pd.read_csv(place, nrows=0).columns
        missing = [column for column in ESTIMATE_COLUMNS if column not in header]
        if missing:
            raise GezondmenuError(
                "{path} is no published table: it lacks the columns {columns}",
                path=place.name,
                columns=", ".join(missing),
            )
        table = pd.read_csv(
            place,
            dtype={column: "float64" if column in numbers else "str" for column in ESTIMATE_COLUMNS},
            keep_default_na=False,
            na_values={column: [""] for column in numbers},
        )[list(ESTIMATE_COLUMNS)]
    except (ValueError, OSError) as error:  # pandas' own errors of parsing are ValueErrors
        raise GezondmenuError(
            "{path} is no published table: it cannot be read as CSV ({reason})",
            path=place.name,
            reason=getattr(error, "strerror", None) or str(error).strip(),
        ) from None
    try:
        reasons_of(table)
    except ValueError as error:
        raise GezondmenuError(
            "{path} is no published table: its column reasons holds {given}; make the report again",
            path=place.name,
            given=error.args[-1],
        ) from None
    beside = {name: description_beside(place, name) for name in COLUMNS_OF}
    return describe_as(
        table, **{name: file.read_text(encoding="utf-8") for name, file in beside.items() if file.exists()}
    )


def description_beside(path: Path, name: str) -> Path:
    """Where a published table has what describes its areas or its chains.

    Examples
    --------
    >>> description_beside(Path("reports/published.csv"), "areas").name
    'published_areas.csv'
    """
    return path.with_name(f"{path.stem}_{name}.csv")


def published_table(study: Study, rule: str) -> pd.DataFrame:
    """All that is published of a study: its estimates as released, and what they are worth."""
    return as_published(study, estimate(study), rule)


def as_published(study: Study, estimates: pd.DataFrame, rule: str) -> pd.DataFrame:
    """What is published of a study whose estimates are there already."""
    released = release(estimates, rule)
    worth, arranged = value(study, released).rows, arrangement_rows(study)
    table = pd.concat([part for part in (released, worth, arranged) if len(part)], ignore_index=True)
    table.attrs = {**worth.attrs, **arranged.attrs}
    return table


def write_table(table: pd.DataFrame, path: Path) -> list[Path]:
    """Write a published table with what describes its areas and chains; gives the files beside it."""
    write_whole(path, table_text(table))
    texts = {description_beside(path, name): table.attrs[name] for name in COLUMNS_OF if name in table.attrs}
    for place, text in texts.items():
        write_whole(place, text)
    return list(texts)


def table_text(table: pd.DataFrame, separator: str = ",", decimal: str = ".", newline: str = "\n") -> str:
    r"""A published table as the text of its CSV file, with numbers of as many digits as every processor agrees on.

    Examples
    --------
    >>> table_text(pd.DataFrame({"area": ["A", "B"], "value": [100 / 3, 250.0]}))
    'area,value\nA,33.3333333333\nB,250\n'
    """
    return table.to_csv(
        index=False, sep=separator, decimal=decimal, lineterminator=newline, float_format=f"%.{DIGITS}g"
    )


def page_rows(
    table: pd.DataFrame,
    area: str,
    beside: str = "",
    reader: str = EVERYBODY,
    arrangement: str = "",
    region: str = "",
) -> pd.DataFrame:
    """The rows of the published table that the page of an area or of an arrangement rests on, for this reader.

    Those of the arrangements that are for the area are among them, or of the one that the page is about. Where people
    of neither area were compared with others, but those of the whole study were, what that says of the whole is too. Of
    a region the rows of all areas that lie in it are there; the region ``all`` holds every area.
    """
    codes = codes_of_arrangements(table)
    areas = [area, beside, *(inside(table, region) if region else [])]
    selection = table["area"].isin(areas) & (codes == "")
    selection |= codes.isin([arrangement] if arrangement else _of_area(table, area))
    if arrangement:
        selection |= table["area"].isin(areas_for(table, arrangement)) & table["indicator"].isin(COST_PER_HEAD)
    compared = table["indicator"].eq("mean_difference") & table["status"].ne("no data")
    if not (compared & selection).any() and (compared & table["area"].eq(ALL)).any():
        selection |= table["area"].eq(ALL) & table["period"].eq(ALL) & (codes == "")
    return rows_for(reader, table[selection].reset_index(drop=True))


def inside(table: pd.DataFrame, region: str) -> list[str]:
    """The areas that lie in a region, in the order of the study; the smallest ones only."""
    described = areas_of(table)
    parents = parents_of(described)
    codes = described["area"].tolist()
    holders = set(parents.values())

    def lies_in(area: str) -> bool:
        above = parents.get(area, "")
        return above == region or (bool(above) and lies_in(above))

    return [area for area in codes if area not in holders and (region == ALL or lies_in(area))]


def areas_for(table: pd.DataFrame, arrangement: str) -> list[str]:
    """The areas that an arrangement is for."""
    described = arrangements_of(table)
    return [
        area for text in described.loc[described["arrangement"] == arrangement, "areas"] for area in text.split(";")
    ]


def _of_area(table: pd.DataFrame, area: str) -> list[str]:
    described = arrangements_of(table)
    return [
        code
        for code, areas in zip(described["arrangement"], described["areas"], strict=True)
        if area in areas.split(";")
    ]


def rows_hash(rows: pd.DataFrame) -> str:
    """SHA-256 of published rows, as CSV in the order of their key."""
    ordered = rows.sort_values(list(ESTIMATE_KEY), kind="stable")
    return hashlib.sha256(table_text(ordered).encode()).hexdigest()


def find_published(path: str | Path) -> Path:
    """The file itself, or the one of that name that comes with the package."""
    return Path(path) if Path(path).exists() else shipped(str(path))


def cards_beside(path: Path) -> Path:
    """Where the cards stand that do not come with the package.

    Examples
    --------
    >>> cards_beside(Path("reports/published.csv")).name
    'published_indicators.json'
    """
    return path.with_name(OWN.format(table=path.stem))


def own_cards_of(table: pd.DataFrame) -> dict[str, Card]:
    """The cards of the user's own, from a notebook or from the study's file, whose rows are in the table."""
    shown = set(table["indicator"].unique())
    return {id: card for id, card in cards().items() if id not in shipped_cards() and shown & set(card.indicators)}


def write_own_cards(table: pd.DataFrame, path: Path) -> Path | None:
    """Write the user's own cards beside the published table, so that a page can tell what they count.

    A page is made in another process, which has not heard of them. Without own cards there is no file, and that of
    an earlier run is removed.
    """
    place, own = cards_beside(path), own_cards_of(table)
    if not own:
        place.unlink(missing_ok=True)
        return None
    entries = {id: dataclasses.asdict(card) for id, card in own.items()}
    write_whole(place, json.dumps(entries, indent=2, ensure_ascii=False) + "\n")
    return place


def take_own_cards(path: Path) -> None:
    """Put the cards beside a published table in the register, and leave it as it is where there are none.

    Raises
    ------
    GezondmenuError
        When the file cannot be read as cards.
    """
    place = cards_beside(path)
    if not place.exists():
        return
    try:
        entries = json.loads(place.read_text(encoding="utf-8"))
        made = {id: make_card(id, entry) for id, entry in entries.items()}
    except (ValueError, AttributeError, TypeError):
        raise GezondmenuError("{path} holds no cards of indicators; make the report again", path=place.name) from None
    register_own({id: card for id, card in made.items() if cards().get(id) != card}, {})
