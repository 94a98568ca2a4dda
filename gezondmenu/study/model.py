"""The Study: a folder of tables, read and checked, that every later room works from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from gezondmenu.card import Card
from gezondmenu.given import check_frame, not_there, shown
from gezondmenu.language import message
from gezondmenu.study.places import in_the_only_area
from gezondmenu.study.schema import DTYPES, choices, tables
from gezondmenu.vocabulary import GezondmenuError


@dataclass(frozen=True)
class Origin:
    """Where rows of a table come from: the file, its sheet (blank for a text file), and the number of each row."""

    file: str
    sheet: str
    rows: np.ndarray


@dataclass(frozen=True)
class Study:
    """Checked tables and the choices of one study.

    Attributes
    ----------
    tables : dict of DataFrame
        The tables that the study has; `study["sessions"]` gives an empty table when there is none.
    choices : dict
        What study.toml says, with the defaults filled in (None where there is no default).
    folder : Path or None
        Where it was read from.
    findings : DataFrame
        Warnings and notes of the check (a study with errors is never made).
    truth : dict
        For a simulated study: the values that the simulation used.
    own_indicators : dict of Card
        The indicators of the user's own that indicators.toml describes, by id.
    origins : dict of tuple of Origin
        For each table that was read from files: where its first rows stand, where the next, and so on.
    """

    tables: dict[str, pd.DataFrame]
    choices: dict[str, Any]
    folder: Path | None = None
    findings: pd.DataFrame = field(default_factory=pd.DataFrame)
    truth: dict[str, Any] = field(default_factory=dict)
    own_indicators: dict[str, Card] = field(default_factory=dict)
    origins: dict[str, tuple[Origin, ...]] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, name: str) -> pd.DataFrame:
        check_table_name(name)
        return self.tables[name] if name in self.tables else tables()[name].empty()

    def _ipython_key_completions_(self) -> list[str]:
        return list(tables())

    def has(self, *names: str) -> bool:
        """Whether the study has each of these tables, with at least one row."""
        return all(name in self.tables and len(self.tables[name]) > 0 for name in names)

    def origin_of(self, name: str, position: int) -> tuple[Origin, int] | None:
        """The origin of a row of a table, and its row there as a spreadsheet shows it; None when it was not read."""
        for origin in self.origins.get(name, ()):
            if position < len(origin.rows):
                return origin, int(origin.rows[position])
            position -= len(origin.rows)
        return None

    def _repr_html_(self) -> str:
        from gezondmenu.study.shown import show_study

        return show_study(self)._repr_html_()

    def __repr__(self) -> str:
        rows = ", ".join(f"{name} {len(table):,}" for name, table in self.tables.items())
        return f"Study({self.choices.get('name') or 'unnamed'}: {rows})"


def make_study(
    frames: Mapping[str, pd.DataFrame],
    truth: dict | None = None,
    own_indicators: Mapping[str, Card] | None = None,
    **chosen: Any,
) -> Study:
    """A study from DataFrames that are in order already, for examples, tests and simulations.

    Column types are set as reading would set them, and in a study of one area rows without an area lie there; nothing
    is checked. Use `read_study` for people's files.

    Parameters
    ----------
    frames : mapping of DataFrame
        Tables by name, with the columns of `describe_tables`; columns left out are blank.
    truth : dict, optional
        What a simulation knows.
    own_indicators : mapping of Card, optional
        Cards by id, such as `own_indicators.make_own_indicators` makes them.
    **chosen
        Choices of study.toml, such as ``regular_visits=8``.

    Examples
    --------
    >>> study = make_study({"areas": pd.DataFrame({"area": ["01"], "name": ["Noord"]})})
    >>> study["areas"].area.tolist(), study.choices["regular_visits"]
    (['01'], 8)
    """
    if not isinstance(frames, Mapping):
        raise GezondmenuError(
            'gm.make_study needs DataFrames by name, such as {{"areas": areas}}, not {given}', given=shown(frames)
        )
    typed = {name: _typed(name, frame) for name, frame in frames.items()}
    unknown = sorted(set(chosen) - set(choices()))
    if unknown:
        raise not_there(message("study.toml has no choice {given}"), unknown, choices())
    defaults = {name: rules.default for name, rules in choices().items()}
    return Study(
        tables=in_the_only_area(typed),
        choices={**defaults, **chosen},
        truth=truth or {},
        own_indicators=dict(own_indicators or {}),
    )


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with all columns of its table, each of its own type."""
    check_table_name(name)
    check_frame(name, frame)
    check_column_names(name, frame.columns)
    columns = {}
    for column, rules in tables()[name].columns.items():
        kind = DTYPES[rules.type]
        cells = frame[column] if column in frame else pd.Series(index=frame.index, dtype=kind)
        try:
            columns[column] = cells.astype(kind)
        except (ValueError, TypeError, OverflowError):  # that of pyarrow is a ValueError
            raise GezondmenuError(
                "column {column} of table {name} holds what is no {kind}, such as {given}",
                column=column,
                name=name,
                kind=rules.type,
                given=shown(_first_that_fails(cells, kind)),
            ) from None
    return pd.DataFrame(columns).reset_index(drop=True)


def _first_that_fails(cells: pd.Series, kind: str) -> object:
    """The first cell that is not of a type."""
    for cell in cells:
        try:
            pd.Series([cell]).astype(kind)
        except (ValueError, TypeError, OverflowError):
            return cell
    return None


def check_table_name(name: object) -> None:
    """Raise unless a study may have a table of this name."""
    if not isinstance(name, str) or name not in tables():
        raise not_there(message("there is no table {given}; the tables are {known}"), [name], tables())


def check_column_names(table: str, names: Iterable[object]) -> None:
    """Raise unless a table may have columns of these names."""
    known = tables()[table].columns
    unknown = sorted(set(map(str, names)) - set(known))
    if unknown:
        raise not_there(message("table {name} has no column {given}; it has {known}"), unknown, known, name=table)


def check_is_study(function: str, study: object) -> None:
    """Raise unless a function was given a study.

    Examples
    --------
    >>> check_is_study("gm.estimate", "data/example")
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: gm.estimate needs a study, as gm.read_study(folder) gives, not 'data/example'
    """
    if not isinstance(study, Study):
        raise GezondmenuError(
            "{function} needs a study, as gm.read_study(folder) gives, not {given}",
            function=function,
            given=shown(study),
        )


def in_language(study: Study, choice: str, language: str) -> str:
    """A text of study.toml, in English where an English page is made and the study gives it; blank when not given.

    Examples
    --------
    >>> study = make_study({}, subject="leefstijl in de buurt", subject_en="neighbourhood lifestyle")
    >>> in_language(study, "subject", "en"), in_language(study, "subject", "nl"), in_language(study, "name", "nl")
    ('neighbourhood lifestyle', 'leefstijl in de buurt', '')
    """
    english = study.choices.get(f"{choice}_en") if language == "en" else None
    return english or study.choices.get(choice) or ""


def file_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a study folder, by name: for the manifest that is not published."""
    return {path.name: sha256(path) for path in sorted(folder.iterdir()) if path.is_file()}


def sha256(path: Path) -> str:
    """SHA-256 of a file, which may be larger than memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
