"""A study opened for one area and period: its rows, its estimates, and what was released of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from gezondmenu.given import check_choice
from gezondmenu.indicators.register import named_indicators
from gezondmenu.language import message, translate
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import FIELDS, Row
from gezondmenu.report.words.amounts import why_not
from gezondmenu.report.words.names import indicator_name, period_name, upper_first
from gezondmenu.study.model import Study, check_column_names, check_table_name
from gezondmenu.study.schema import tables
from gezondmenu.vocabulary import ALL
from gezondmenu.working import persons

EVERY = "every"


@dataclass(frozen=True, repr=False)
class Opened:
    """A study opened for one area and period.

    Attributes
    ----------
    study : Study
        Its tables hold rows of persons: what is shown of them stays in your notebook.
    estimates : DataFrame
        The estimate table, before release.
    published : DataFrame
        The published table: what others may see.
    page : Page
        Area, period, language and released rows, as the blocks of a report take them.
    """

    study: Study
    estimates: pd.DataFrame
    published: pd.DataFrame
    page: Page

    def __repr__(self) -> str:
        return f"Opened({self.page.study_name or 'unnamed'}: {self.area_name} ({self.area}), {self.period})"

    @property
    def area(self) -> str:
        """Code of the area."""
        return self.page.area

    @property
    def area_name(self) -> str:
        """Name of the area."""
        return self.page.area_name

    @property
    def period(self) -> str:
        """The year, or ``all``."""
        return self.page.period

    @property
    def language(self) -> str:
        """``nl`` or ``en``."""
        return self.page.language

    @property
    def inside(self) -> list[str]:
        """The area and all areas that lie in it, since who lives there counts for it."""
        return persons.inside(self.study["areas"], self.area)

    @property
    def only_heads(self) -> list[str]:
        """Those of these areas of which only heads were counted, so no resident of theirs is counted as a person."""
        return persons.only_heads_in(self.study, self.inside, self.period)

    def in_period(self, dates: pd.Series) -> pd.Series:
        """Whether each day lies in the period."""
        return persons.in_period(dates, self.period)

    def groups(self, who: Collection[str], trait: str) -> pd.Series:
        """The group of each of these persons by one trait, such as ``gender=female``; missing where not known."""
        return persons.groups_of(self.study, who, trait, self.period)

    def has(self, *names: str) -> bool:
        """Whether all of this is there; where it is not, a sentence says what is missing.

        Parameters
        ----------
        *names : str
            A table, such as ``people``; a column, such as ``people.gender``; or an indicator of the area and period,
            such as ``participants``.

        Raises
        ------
        GezondmenuError
            For a name that is none of these, with the nearest.
        """
        missing = next((words for name in names if (words := self._missing(name))), "")
        if missing:
            from IPython.display import display

            from gezondmenu.report.parts.html import paragraph
            from gezondmenu.working.released import Released

            display(Released(missing, paragraph(missing)))
        return not missing

    def number(self, indicator: str, group: str = ALL, *, area: str = "", period: str = "") -> pd.Series:
        """One row of the estimates, before release: of the area and period, unless others are named.

        A row that is not there has no value and the status ``absent``.
        """
        rows = self.of_area(indicator, area=area, period=period)
        rows = rows[rows["group"] == group]
        if len(rows):
            return rows.iloc[0]
        absent = {column: float("nan") for column in self.estimates}
        return pd.Series({**absent, "group": group, "indicator": indicator, "status": "absent", "note": ""})

    def of_area(
        self, *indicators: str, published: bool = False, area: str = "", period: str = "", group: str = ""
    ) -> pd.DataFrame:
        """Rows of indicators as estimated, or as published, of the area and period unless others are named.

        An indicator of the whole study only, such as a change of health, has no year: its rows have the period ``all``.

        Parameters
        ----------
        *indicators : str
        published : bool
            Whether to take them as others may see them.
        area : str
            Another area; ``every`` is all areas.
        period : str
            Another period; ``every`` is all periods.
        group : str
            One group, such as ``all``; every group when left out.
        """
        for name in indicators:
            check_choice("indicator", name, named_indicators())
        rows = self.published if published else self.estimates
        asked = {"area": area or self.area, "variant": "main", "group": group or EVERY}
        parts = []
        for indicator in indicators:
            part = rows[rows["indicator"] == indicator]
            own = ALL if set(part["period"]) == {ALL} else self.period
            for name, value in {**asked, "period": period or own}.items():
                part = part if value == EVERY else part[part[name] == value]
            parts.append(part)
        return pd.concat(parts)

    def beside(
        self, by_hand: Mapping[str, float] | pd.Series, indicator: str = "", *, period: str = ""
    ) -> pd.DataFrame:
        """Numbers by hand beside those of the library, before release.

        Parameters
        ----------
        by_hand : mapping
            A number for each group of one indicator, or for each indicator where none is named.
        indicator : str
            Blank where the keys of `by_hand` are indicators.
        period : str
            Another period.

        Returns
        -------
        DataFrame
            ``what, by_hand, library, note``.
        """
        own = pd.Series(by_hand, dtype="float64")
        keys = [(indicator, key) if indicator else (key,) for key in own.index]
        rows = [self.number(*key, period=period) for key in keys]
        library = [row["value"] for row in rows]
        return pd.DataFrame(
            {"what": own.index, "by_hand": own.to_numpy(), "library": library, "note": [row["note"] for row in rows]}
        )

    def say(self, text: str, **values: object) -> str:
        """A text in the language of the page; one that the package has no Dutch of stays as it is."""
        return translate(text, self.language, **{"area": self.area_name, "period": self.period, **values})

    def _missing(self, name: str) -> str:
        """What is missing, in one sentence; blank where it is there."""
        table, dot, column = name.partition(".")
        if dot:
            check_table_name(table)
            check_column_names(table, [column])
        language = self.language
        if table in tables():
            if not self.study.has(table):
                words = message("This study has no table {table}: what rests on it is left out here.")
                return translate(words, language, table=table)
            if column and not self.study[table][column].notna().any():
                return translate(
                    "In the table {table} the column {column} is blank: what rests on it is left out here.",
                    language,
                    table=table,
                    column=column,
                )
            return ""
        check_choice("table or indicator", name, [*tables(), *named_indicators()])
        rows = self.of_area(name)
        if rows["value"].notna().any():
            return ""
        row = rows.iloc[0] if len(rows) else self.number(name)
        known = {field: row[field] for field in FIELDS if field in row and field != "reasons"}
        return translate(
            "{what} is not known in {area}, {period}: {reason}.",
            language,
            what=upper_first(indicator_name(name, language)),
            area=self.area_name,
            period=period_name(self.period, language),
            reason=why_not(Row(**known), language),
        )
