"""What each table of a study is, read from `tables.toml`: the checks, the documentation and a new study."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any, NamedTuple

import pandas as pd

from gezondmenu.language import check_language, message, translate, translate_of

DTYPES = {
    "id": "str",
    "text": "str",
    "choice": "str",
    "period": "str",
    "time": "str",
    "age_band": "str",
    "count": "Int64",
    "year": "Int64",
    "number": "float64",
    "date": "datetime64[ns]",
    "yes_no": "boolean",
}
"""The pandas type of each type of column; a missing value is the missing value of that type."""

HEADS = (
    message("column"),
    message("required"),
    message("type"),
    message("unit"),
    message("allowed"),
    message("also accepted"),
    message("meaning"),
)
"""Of the tables in the documentation."""


class Named(NamedTuple):
    """A word or list of words that findings and pages say in the language of their reader."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        """The words in ``nl`` or ``en``."""
        return self.nl if language == "nl" else self.en


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, its rules, and what it means."""

    name: str
    type: str
    meaning: str
    required: bool = False
    blank: bool = False
    unit: str = ""
    min: float | None = None
    max: float | None = None
    values: dict[str, list[str]] | None = None
    values_alias: dict[str, list[str]] | None = None
    refers: str | None = None
    linked: bool = False
    past: bool = False
    not_before: str | None = None
    not_below: str | None = None
    default: Any = None
    alias: tuple[str, ...] = ()

    @property
    def may_be_blank(self) -> bool:
        """Whether a cell may be empty: it may unless the column is required."""
        return self.blank or not self.required


@dataclass(frozen=True)
class Table:
    """One table of a study: its grain and its columns."""

    name: str
    meaning: str
    alias: tuple[str, ...]
    key: tuple[str, ...]
    columns: dict[str, Column]
    one_of: tuple[tuple[str, ...], ...] = ()
    key_needs: str | None = None

    @property
    def required(self) -> list[str]:
        """Names of the columns that must be there."""
        return [column.name for column in self.columns.values() if column.required]

    def empty(self) -> pd.DataFrame:
        """The table without rows, each column of its own type."""
        return self._without_rows.copy()

    @functools.cached_property
    def _without_rows(self) -> pd.DataFrame:
        return pd.DataFrame({name: pd.Series(dtype=DTYPES[c.type]) for name, c in self.columns.items()})


@functools.cache
def _sheet() -> dict[str, Table]:
    return read_sheet(resources.files("gezondmenu.study").joinpath("tables.toml").read_text(encoding="utf-8"))


def read_sheet(text: str) -> dict[str, Table]:
    """The tables that a text such as `tables.toml` describes, by name."""
    sheet = {}
    for name, entry in tomllib.loads(text).items():
        columns = {
            column: Column(name=column, **{**rules, "alias": tuple(rules.get("alias", ()))})
            for column, rules in entry["columns"].items()
        }
        sheet[name] = Table(
            name=name,
            meaning=entry["meaning"],
            alias=tuple(entry.get("alias", ())),
            key=tuple(entry.get("key", ())),
            columns=columns,
            one_of=tuple(tuple(names) for names in entry.get("one_of", ())),
            key_needs=entry.get("key_needs"),
        )
    return sheet


def tables() -> dict[str, Table]:
    """Every table of a study by name, from areas to area_links.

    Examples
    --------
    >>> tables()["sessions"].key
    ('activity', 'date', 'start')
    """
    return {name: table for name, table in _sheet().items() if name != "study"}


def choices() -> dict[str, Column]:
    """The choices that `study.toml` may hold, by name.

    Examples
    --------
    >>> choices()["regular_visits"].default
    8
    """
    return _sheet()["study"].columns


def table_words(*names: str) -> Named:
    """Names of tables, as a file or sheet may be called.

    Examples
    --------
    >>> table_words("sessions", "people").nl, table_words("sessions", "people").en
    ('bijeenkomsten, personen', 'sessions, people')
    """
    dutch = [next(iter(tables()[name].alias), name) if name in tables() else name for name in names]
    return Named(", ".join(dutch), ", ".join(names))


def column_words(table: str, *names: str) -> Named:
    """Names of columns of a table, as a header may be.

    Examples
    --------
    >>> column_words("sessions", "date", "visits").nl
    'datum, bezoeken'
    """
    columns = tables()[table].columns if table in tables() else {}
    dutch = [next(iter(columns[name].alias), name) if name in columns else name for name in names]
    return Named(", ".join(dutch), ", ".join(names))


def describe_tables(language: str = "nl") -> str:
    """The documentation of all tables and of study.toml, as Markdown.

    Parameters
    ----------
    language : {"nl", "en"}

    Returns
    -------
    str
        A heading, a sentence and a Markdown table for each table of a study.
    """
    check_language(language)
    lines = []
    for table in _sheet().values():
        title = "study.toml" if table.name == "study" else table.name
        lines += [f"## {title}", "", f"{translate_of(table.name, table.meaning, language).capitalize()}."]
        if table.alias:
            names = ", ".join(f"`{name}`" for name in table.alias)
            lines += ["", translate("File or sheet may also be called {names}.", language, names=names)]
        if table.key:
            grain = translate("Grain", language)
            lines += ["", f"{grain}: {', '.join(f'`{name}`' for name in table.key)}."]
        lines += ["", "| " + " | ".join(translate(head, language) for head in HEADS) + " |"]
        lines += ["|" + "---|" * len(HEADS)]
        lines += [_documented(column, language) for column in table.columns.values()]
        lines.append("")
    return "\n".join(lines)


def allowed_words(column: Column) -> Named:
    """The words that a choice takes: in English each with its first Dutch word behind it, in Dutch the other way.

    Examples
    --------
    >>> words = allowed_words(tables()["activities"].columns["organiser"])
    >>> words.en
    'residents (bewoners), mixed (gemengd), professional (professionals)'
    >>> words.nl
    'bewoners (residents), gemengd (mixed), professionals (professional)'
    """
    pairs = [
        (value, next((alias for alias in aliases if alias != value), ""))
        for value, aliases in (column.values or column.values_alias or {}).items()
    ]
    dutch = [f"{other} ({value})" if other else value for value, other in pairs]
    return Named(", ".join(dutch), ", ".join(f"{value} ({other})" if other else value for value, other in pairs))


def _documented(column: Column, language: str) -> str:
    allowed = allowed_words(column).en
    if column.refers:
        allowed = translate("a value of {column}", language, column=f"`{column.refers}`")
    elif column.min is not None or column.max is not None:
        low, high = ("" if bound is None else f"{bound:.15g}" for bound in (column.min, column.max))
        allowed = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"
    cells = (
        f"`{column.name}`",
        translate("yes", language) if column.required else "",
        column.type,
        column.unit,
        allowed,
        ", ".join(column.alias),
        translate_of(column.name, column.meaning, language),
    )
    return "| " + " | ".join(cells) + " |"
