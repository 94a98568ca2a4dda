"""What a working notebook may show to others: each output bears a mark, and rows get it only as they were released."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gezondmenu.language import translate
from gezondmenu.reasons import reasons_of
from gezondmenu.report import blocks
from gezondmenu.report.parts import html
from gezondmenu.report.parts.html import Block
from gezondmenu.report.parts.tables import interval_cell
from gezondmenu.report.parts.tables import table as html_table
from gezondmenu.report.publish.for_others import MARK
from gezondmenu.report.publish.prose import check_prose
from gezondmenu.report.rows.row import FIELDS, Row
from gezondmenu.report.words.amounts import cell, why_not
from gezondmenu.report.words.names import (
    indicator_name,
    level_name,
    period_name,
    short_name,
    statement_text,
    upper_first,
)
from gezondmenu.report.words.outcomes import outcome_name
from gezondmenu.report.words.payers import law_name, payer_and_law
from gezondmenu.vocabulary import ALL, ESTIMATE_COLUMNS, ESTIMATE_KEY, GezondmenuError, group_label, traits_of
from gezondmenu.working.opened import Opened


class Released(Block):
    """A piece of a page that everybody may see: its output bears the mark by which a run knows that."""

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, str]]:
        return {"text/html": str(self.html), "text/plain": repr(self)}, MARK


def block(here: Opened, name: str) -> Released:
    """A part of the report of an area, such as ``who_takes_part``: it shows released rows only.

    Parameters
    ----------
    here : Opened
    name : str
        Of `gezondmenu.report.blocks`.
    """
    made = getattr(blocks, name)(here.page)
    return Released(made.name, made.html)


def heading(here: Opened, words: str) -> Released:
    """The heading of a section of the page, in words of your own."""
    check_own_words(here, words)
    anchor = "".join(letter if letter.isalnum() else "-" for letter in words.lower()).strip("-")
    return Released("heading", html.heading(anchor, words))


def text(here: Opened, *sentences: str) -> Released:
    """A paragraph of the page in words of your own, without numbers: those stand in a table or figure."""
    check_own_words(here, *sentences)
    return Released("text", html.paragraph(*sentences))


def check_own_words(here: Opened, *words: str) -> None:
    """Stop where words of one's own hold a number, which nobody released, or claim a cause.

    Raises
    ------
    GezondmenuError
        With the words.
    """
    for sentence in words:
        rest = sentence.replace(here.area_name, "").replace(here.period, "")
        if any(letter.isdigit() for letter in rest):
            raise GezondmenuError(
                "a number in words of your own was not released: {words}. Show its row by working.table",
                words=repr(sentence),
            )
    check_prose(words)


def table(here: Opened, rows: pd.DataFrame, title: str = "") -> Released:
    """Released rows as a table: a line for each group, period or area, and a column for each indicator.

    Parameters
    ----------
    here : Opened
    rows : DataFrame
        Whole rows of ``here.published``, not changed.
    title : str
        Caption in words of your own; otherwise it says what varies least: indicator, area and period.

    Raises
    ------
    GezondmenuError
        When a row is not one of the published table, with its key: then it was not released.
    """
    check_released(here, rows)
    check_own_words(here, title)
    return Released("table", table_of(here, rows, title))


def table_of(here: Opened, rows: pd.DataFrame, title: str = "") -> str:
    """The HTML of released rows."""
    language, entries = here.language, rows_of(rows)
    caption = title or title_of(here, rows)
    if not entries:
        return html.paragraph(f"{caption}.", translate("There is no number to show.", language))
    if not any(entry.known or entry.hidden for entry in entries):
        words = translate("{what}: not known ({reason}).", language, what=caption, reason=why_not(entries[0], language))
        return html.paragraph(words)
    names = labels(here, rows)
    indicators = list(dict.fromkeys(entry.indicator for entry in entries))
    lines: dict[tuple[str, ...], dict[str, Row]] = {}
    for label, entry in zip(names, entries, strict=True):
        lines.setdefault((label, entry.area, entry.period, entry.group), {})[entry.indicator] = entry
    header = [translate("What", language)]
    for name in indicators:
        header += [upper_first(indicator_name(name, language))] + [translate("Interval", language)] * _sure(
            entries, name
        )
    body = []
    for (label, *_), of_line in lines.items():
        cells = [upper_first(label)]
        for name in indicators:
            entry = of_line.get(name, Row(area="", period="", group="", indicator=name))
            cells += [cell(entry, language)] + [interval_cell(entry, language)] * _sure(entries, name)
        body.append(cells)
    return html_table(caption, header, body)


def check_released(here: Opened, rows: pd.DataFrame) -> None:
    """Stop where a row differs from the row of the published table with its key, or there is none.

    Raises
    ------
    GezondmenuError
        With the key of the first such row.
    """
    lacking = [column for column in ESTIMATE_COLUMNS if column not in rows.columns]
    if lacking:
        raise GezondmenuError(
            "give whole rows of here.published: these lack the columns {columns}", columns=", ".join(lacking)
        )
    columns, key = list(ESTIMATE_COLUMNS), list(ESTIMATE_KEY)
    released = rows[key].merge(here.published[columns], on=key, how="left", indicator="_there")
    given = rows[columns].reset_index(drop=True)
    same = (given == released[columns]) | (given.isna() & released[columns].isna())
    wrong = given[~same.all(axis=1) | (released["_there"] != "both")]
    if len(wrong):
        raise GezondmenuError(
            "this row is not in the published table as it stands here, so it cannot be shown to others: {key}. "
            "Take the rows from here.published and change nothing in them",
            key=", ".join(f"{name} {wrong.iloc[0][name]!r}" for name in ESTIMATE_KEY),
        )
    if rows.duplicated(key).any():
        raise GezondmenuError("a row stands twice among the rows to show")
    if (rows["variant"] != "main").any():
        raise GezondmenuError(
            "rows beside another area or year have sentences of their own: show these by working.block, "
            "and here only rows with variant main"
        )


def rows_of(rows: pd.DataFrame) -> list[Row]:
    """Rows of the published table as pages see them."""
    return [Row(**entry) for entry in rows.assign(reasons=reasons_of(rows))[list(FIELDS)].to_dict("records")]


def labels(here: Opened, rows: pd.DataFrame) -> list[str]:
    """What tells each row from the others, in words: its area, period and group, else its indicator.

    Areas of one name have their codes behind it.
    """
    language, names = here.language, here.page.names
    words = {
        "area": rows["area"].map(lambda code: names.get(code, code)),
        "period": rows["period"].map(lambda label: period_name(label, language)),
        "group": pd.Series(_group_names(here, rows["group"]), index=rows.index, dtype="str"),
    }
    different = [_distinct(words[name], rows[name]) for name in words if rows[name].nunique() > 1]
    if different:
        return [" · ".join(parts) for parts in zip(*different, strict=True)]
    return [indicator_name(name, language) for name in rows["indicator"]]


def title_of(here: Opened, rows: pd.DataFrame) -> str:
    """What rows have in common: indicator, group, area and period."""
    language = here.language
    indicators = [short_name(name, language) for name in rows["indicator"].unique()]
    areas = [here.page.names.get(code, code) for code in rows["area"].unique() if code != ALL]
    periods = [period_name(label, language) for label in rows["period"].unique()]
    shared = _common_traits(rows["group"])
    groups = [_level(here, trait, shared) for trait in shared if trait != "arrangement"]
    places = [one[0] for one in (areas, periods) if len(one) == 1]
    return ", ".join([upper_first(", ".join(indicators)), *filter(None, groups), *places])


def _distinct(names: pd.Series, codes: pd.Series) -> pd.Series:
    """Names, with the code behind each that several codes have."""
    shared = codes.groupby(names).transform("nunique") > 1
    return names.where(~shared, names + " (" + codes + ")")


def _group_names(here: Opened, groups: pd.Series) -> list[str]:
    """Each group by the traits in which the groups differ; who has none of these is everybody."""
    common = _common_traits(groups)
    names = []
    for levels in traits_of(groups):
        own = {trait: level for trait, level in levels.items() if trait not in common}
        words = [_level(here, trait, own) for trait in own]
        names.append(", ".join(filter(None, words)) or translate("everybody", here.language))
    return names


def _common_traits(groups: pd.Series) -> dict[str, str]:
    """Traits that all groups have, with the same level."""
    levels = list(traits_of(groups))
    first = levels[0] if levels else {}
    return {trait: level for trait, level in first.items() if all(one.get(trait) == level for one in levels)}


def _level(here: Opened, trait: str, traits: dict[str, str]) -> str:
    """The name of a level; the law of a payer stands behind the name of the payer."""
    language, level = here.language, traits[trait]
    if trait == "payer":
        return payer_and_law(level, traits.get("law", ""), language)
    if trait == "law":
        return "" if "payer" in traits else law_name(level, language)
    if trait == "wave":
        return translate("wave {wave}", language, wave=level)
    if trait == "chain":
        return here.page.chain_name(level)
    if trait == "statement":
        return statement_text(level, language)
    return outcome_name(level, language) if trait == "outcome" else level_name(group_label(**{trait: level}), language)


def _sure(entries: list[Row], indicator: str) -> bool:
    """Whether any row of an indicator has an interval."""
    return any(entry.has_interval for entry in entries if entry.indicator == indicator)
