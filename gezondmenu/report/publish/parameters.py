"""What a run tells the notebook of an area: the period, the area and what it stands beside, and the words around it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from gezondmenu.card import Card, Indicator
from gezondmenu.indicators.periods import report_period
from gezondmenu.indicators.records import covers, observed_span
from gezondmenu.reasons import reasons_of
from gezondmenu.report.publish.provenance import versions_line
from gezondmenu.report.rows.published import own_cards_of
from gezondmenu.report.rows.readers import EVERYBODY
from gezondmenu.study.model import Study, in_language
from gezondmenu.vocabulary import ALL, is_year, today, traits_of


def is_complete(study: Study, period: str) -> bool:
    """Whether the whole period was counted; nothing is missing where the study counts nothing at all."""
    first, last = observed_span(study)
    nothing = pd.isna(first) or pd.isna(last) or not is_year(period)
    return bool(nothing or covers((first, last), period))


def shared_parameters(
    study: Study,
    published: pd.DataFrame,
    place: Path,
    *,
    language: str,
    rule: str,
    notebook: str,
    reader: str = EVERYBODY,
) -> dict[str, Any]:
    """What every page of a run says: the period, the study, who made it and for whom it is.

    `place` is the file of `published`.
    """
    choices, period = study.choices, report_period(study, published)
    texts = ("made_by", "paid_by", "contact", "licence", "accessibility_statement")
    return {
        "published": str(place.resolve()),
        "period": period,
        "complete": is_complete(study, period),
        "language": language,
        "rule": rule,
        "study_name": in_language(study, "name", language) or Path(study.folder or ".").resolve().name,
        "subject": in_language(study, "subject", language),
        "synthetic": bool(choices.get("synthetic")),
        "seed": -1 if choices.get("seed") is None else int(choices["seed"]),
        "date": today().isoformat(),
        "package_version": versions_line(),
        "notebook": notebook,
        "reader": reader,
        **{name: choices.get(name) or "" for name in texts},
    }


def area_parameters(study: Study, area: str) -> dict[str, Any]:
    """What a page says of its area: its name, and the larger area that it stands beside."""
    table = study["areas"].set_index("area")
    parent = table.loc[area, "parent"]
    several_roots = table["parent"].isna().sum() > 1
    if pd.notna(parent):
        beside, beside_name = parent, table.loc[parent, "name"]
    else:
        beside, beside_name = (ALL, "") if several_roots else ("", "")
    comparison = table.loc[area, "is_comparison"]
    return {
        "area": area,
        "area_name": str(table.loc[area, "name"]),
        "beside": str(beside),
        "beside_name": str(beside_name),
        "is_comparison": bool(pd.notna(comparison) and comparison),
    }


def texts_of_the_user(given: dict[str, Any], rows: pd.DataFrame) -> list[str]:
    """Names and words that the study gave: parameters, levels of groups, and what is filled in in reasons."""
    levels = [level for traits in traits_of(rows["group"].drop_duplicates()) for level in traits.values()]
    reasons = {part for reasons in reasons_of(rows).unique() for part in reasons.each}
    filled = [str(value) for reason in reasons for _, values in reason.items() for value in values.values()]
    cards = own_cards_of(rows).values()
    card_texts = [text for card in cards for text in _texts(card)]
    card_texts += [text for card in cards for entry in card.indicators.values() for text in _texts(entry)]
    return [*(value for value in given.values() if isinstance(value, str)), *levels, *filled, *card_texts]


def sentences_of_the_user(given: dict[str, Any], rows: pd.DataFrame) -> list[str]:
    """Sentences of the user that blocks show: name and subject of the study, and what the cards of the study tell.

    Names of areas, groups and statements are not among them: residents may agree with any statement.
    """
    sentences = [str(given["study_name"]), str(given["subject"])]
    for card in own_cards_of(rows).values():
        sentences += [card.nl, card.en, card.why_nl, card.why_en, card.caveat_nl, card.caveat_en]
        sentences += [text for entry in card.indicators.values() for text in (entry.nl, entry.en)]
    return sentences


def _texts(part: Card | Indicator) -> list[str]:
    """The words of a card or of one of its indicators."""
    return [value for value in vars(part).values() if isinstance(value, str)]
