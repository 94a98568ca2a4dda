"""What a page is about: its parameters, and the rows of the area and of the one beside it."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from gezondmenu.described import (
    areas_of,
    arrangements_of,
    chains_of,
    months_of_waves,
    names_of,
    parents_of,
    register_of,
)
from gezondmenu.language import translate, translations
from gezondmenu.reasons import reasons_of
from gezondmenu.report.rows.published import find_published, inside, page_rows, read_published, take_own_cards
from gezondmenu.report.rows.readers import EVERYBODY, check_reader, rows_for
from gezondmenu.report.rows.row import FIELDS, Row
from gezondmenu.report.rows.years import years_of
from gezondmenu.vocabulary import ALL, GezondmenuError, Other, previous_period, traits_of

PARENT = "parent"


@dataclass(frozen=True)
class Page:
    """What a page is about: the parameters of the notebook and the rows of the area and the one beside it."""

    rows: pd.DataFrame
    area: str
    area_name: str
    period: str
    beside: str = ""
    beside_name: str = ""
    language: str = "nl"
    rule: str = "standard"
    study_name: str = ""
    subject: str = ""
    synthetic: bool = False
    is_comparison: bool = False
    part_of: str = ""
    described_chains: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)
    described_arrangements: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)
    names: dict[str, str] = field(default_factory=dict, compare=False)
    region: str = ""
    initiatives: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)
    alliances: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)
    challenges: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)
    agreements: pd.DataFrame = field(default_factory=pd.DataFrame, compare=False)
    inside: tuple[str, ...] = ()
    arrangement: str = ""
    month: str = ""
    waves: dict[str, str] = field(default_factory=dict)
    seed: int = -1
    made_by: str = ""
    paid_by: str = ""
    contact: str = ""
    licence: str = ""
    accessibility_statement: str = ""
    date: str = ""
    package_version: str = ""
    notebook: str = "area_report.ipynb"
    complete: bool = True
    reader: str = EVERYBODY
    earlier: str = ""

    def __post_init__(self) -> None:
        if self.beside == ALL and not self.beside_name:
            object.__setattr__(self, "beside_name", translate("the whole study", self.language))
        object.__setattr__(self, "rows", rows_for(check_reader(self.reader), self.rows))

    @property
    def before(self) -> str:
        """The period to compare with; empty where there is none."""
        return previous_period(self.period) or ""

    @property
    def when(self) -> str:
        """The period in a sentence: a year, or the whole study."""
        return translate("the whole study", self.language) if self.period == ALL else self.period

    @functools.cached_property
    def chains_by_id(self) -> dict[str, dict[str, str]]:
        """Name, payer and law of each chain."""
        return {row["chain"]: row for row in self.described_chains.to_dict("records")}

    def chain_name(self, chain: str) -> str:
        """The name of a chain, as the study gives it in the language of the page or else in another; or its id."""
        about = self.chains_by_id.get(chain, {})
        return (about.get("name_en") if self.language == "en" else "") or about.get("name") or chain

    @functools.cached_property
    def arrangements(self) -> list[dict[str, str]]:
        """What describes the arrangement that the page is about, or each arrangement that is for its area."""
        every = self.described_arrangements.to_dict("records")
        if self.arrangement:
            return [row for row in every if row["arrangement"] == self.arrangement]
        return [row for row in every if self.area in row["areas"].split(";")]

    @functools.cached_property
    def every(self) -> list[Row]:
        """All rows, in the order of the table, each made once."""
        return [Row(**entry) for entry in self.rows[list(FIELDS)].to_dict("records")]

    @functools.cached_property
    def entries(self) -> dict[tuple[str, str], list[Row]]:
        """The main rows by area and indicator, in the order of the table."""
        return _by_indicator(entry for entry in self.every if entry.variant == "main")

    @functools.cached_property
    def by_group(self) -> dict[tuple[str, str, str, str], Row]:
        """The main rows by area, indicator, period and group."""
        index: dict[tuple[str, str, str, str], Row] = {}
        for (area, indicator), entries in self.entries.items():
            for entry in entries:
                index.setdefault((area, indicator, entry.period, entry.group), entry)
        return index

    @functools.cached_property
    def by_traits(self) -> dict[tuple[str, str, frozenset[str]], list[Row]]:
        """The main rows of the period by area, indicator and the traits that their group names."""
        index: dict[tuple[str, str, frozenset[str]], list[Row]] = {}
        for (area, indicator), entries in self.entries.items():
            for entry in entries:
                if entry.period == self.period:
                    index.setdefault((area, indicator, frozenset(entry.traits)), []).append(entry)
        return index

    @functools.cached_property
    def by_level(self) -> dict[tuple[str, str, str], list[Row]]:
        """The main rows of the area and the period by indicator and each trait and level of their group."""
        index: dict[tuple[str, str, str], list[Row]] = {}
        for (area, indicator), entries in self.entries.items():
            for entry in entries if area == self.area else ():
                for trait, level in entry.traits.items() if entry.period == self.period else ():
                    index.setdefault((indicator, trait, level), []).append(entry)
        return index

    @functools.cached_property
    def comparisons(self) -> dict[tuple[str, str, Other], Row]:
        """The rows of the area and period beside another area or year, by indicator, group and what that is."""
        here = (entry for entry in self.every if (entry.area, entry.period) == (self.area, self.period))
        return {(entry.indicator, entry.group, entry.other): entry for entry in here if entry.other}

    @functools.cached_property
    def survey(self) -> dict[tuple[str, str], list[Row]]:
        """The rows of the whole study, of every variant, by area and indicator: what a survey says has no year."""
        return _by_indicator(entry for entry in self.every if entry.period == ALL)

    @property
    def others(self) -> list[tuple[str, str]]:
        """What the area is put beside: the code and the name of the other area, and the year before."""
        city = [(self.beside, self.beside_name)] if self.beside else []
        return city + ([(self.before, self.before)] if self.before else [])

    @property
    def made_on(self) -> dt.date | None:
        """The date of the page."""
        return dt.date.fromisoformat(self.date) if self.date else None


def _by_indicator(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """Rows by area and indicator, in their order."""
    index: dict[tuple[str, str], list[Row]] = {}
    for entry in rows:
        index.setdefault((entry.area, entry.indicator), []).append(entry)
    return index


def read_page(
    published: str | Path,
    *,
    area: str,
    period: str = "",
    beside: str = "",
    language: str = "nl",
    **words: object,
) -> Page:
    """Choose the rows of one area, and check the parameters before anything is drawn.

    Parameters
    ----------
    published : path
        CSV file of the published table.
    area, beside : str
        Codes of the area and of the one to put beside it: ``"parent"`` is the area in which it lies, ``""`` none.
    period : str
        A year; ``""`` is the last year of the table. A table without any year has the period ``all`` only.
    language : str
        ``nl`` or ``en``.
    **words
        The other parameters of the notebook, named as in `Page`; a blank name is that of the study.

    Raises
    ------
    GezondmenuError
        When the area, the period, the language or the reader is not there.
    """
    table = read_published(published)
    take_own_cards(find_published(published))
    areas, described = table["area"].unique().tolist(), areas_of(table)
    names, parents = names_of(described), parents_of(described)
    named = {trait for traits in traits_of(table["group"].drop_duplicates()) for trait in traits}
    beside = parents.get(area, "") if beside == PARENT else beside
    for name, code in (("area_name", area), ("beside_name", beside)):
        words[name] = words.get(name) or names.get(code, code if name == "area_name" else "")
    for code in (area, beside):
        if code and code not in areas:
            raise GezondmenuError(
                "area {area} is not in {path}; it has {known}",
                area=repr(code),
                path=Path(published).name,
                known=", ".join(areas),
            )
    translations(language)
    period = str(period)  # `papermill -p period 2025` gives a number
    arrangement, region = (str(words.get(name) or "") for name in ("arrangement", "region"))
    years = years_of(table, arrangement)
    if period and period not in years:
        raise GezondmenuError(
            "period must be one of {known}, not {period}", known=", ".join(years), period=repr(period)
        )
    return Page(
        rows=page_rows(table.assign(reasons=reasons_of(table)), area, beside, arrangement=arrangement, region=region),
        area=area,
        part_of=parents.get(area, ""),
        described_chains=chains_of(table) if "chain" in named else pd.DataFrame(),
        described_arrangements=arrangements_of(table),
        names=names,
        inside=tuple(inside(table, region)) if region else (),
        initiatives=register_of(table, "initiatives"),
        alliances=register_of(table, "alliances"),
        challenges=register_of(table, "challenges"),
        agreements=register_of(table, "agreements"),
        waves=months_of_waves(table) if "wave" in named else {},
        period=period or years[-1],
        beside="" if beside == area else beside,
        language=language,
        **words,  # type: ignore[arg-type]
    )
