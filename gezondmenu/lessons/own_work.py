"""What the last lesson says to work of one's own, of which nobody knows the answer: a card, and a page."""

from __future__ import annotations

import json
import shutil
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
from bs4 import BeautifulSoup

from gezondmenu.effects import estimate
from gezondmenu.language import LANGUAGES, translate
from gezondmenu.lessons.answers import NOT_YET
from gezondmenu.report.parts.section import AREA_REPORT
from gezondmenu.report.publish.earlier import PUBLISHED
from gezondmenu.report.rows.published import cards_beside, description_beside
from gezondmenu.study.reading import check_study, read_study


def card_or_almost(card: Any, folder: str | Path, example: str = "") -> str:
    """What a lesson says to a card: whether it is sound, new, and gives numbers that differ.

    Parameters
    ----------
    card : str or None
        The text of indicators.toml.
    folder : path
        Of the study, which stays as it is.
    example : str
        The card of the lesson, which is nobody's own.
    """
    if card is None:
        return NOT_YET
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "study"
        shutil.copytree(folder, copy)
        (copy / "indicators.toml").write_text(str(card), encoding="utf-8")
        findings = check_study(copy, "en")
        errors = findings[findings["severity"] == "error"]
        if len(errors):
            return f"almost: {' '.join(errors[['rule', 'what_to_do']].iloc[0])}"
        own = [name for name in tomllib.loads(str(card)) if name not in tomllib.loads(example)]
        if not own:
            return "almost: this is the card of the lesson; ask a question of your own, under another name"
        values = estimate(read_study(copy), own)["value"].dropna()
    if values.empty:
        return "almost: no number comes out; which rows does `where` leave?"
    if values.nunique() == 1:
        return "almost: every number is the same, so nobody learns from it; what does `where` leave out?"
    return "right"


def page_or_almost(page: Any, place: str) -> str:
    """What a lesson says to a page: whether it is of an own area, with an own indicator and by an own notebook.

    Parameters
    ----------
    page : path or None
        Of an area, beside the tables of its run.
    place : str
        Name of the area of the lesson, which is nobody's own.
    """
    if page is None:
        return NOT_YET
    path = Path(str(page))
    described = description_beside(path.with_name(PUBLISHED), "areas")
    if path.suffix != ".html" or not path.is_file() or not described.is_file():
        return "almost: give the path of the page of your area, in the folder that `gm.render` filled"
    areas = pd.read_csv(described, dtype="str").set_index("area")["name"]
    if path.stem not in areas.index:
        return "almost: this is not the page of an area"
    text = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text(" ")
    if areas[path.stem] == place:
        return "almost: this is the area of the lesson; give yours a name, and a seed of its own"
    if not any(translate("Made-up data", language) in text for language in LANGUAGES):
        return "almost: the page does not say that it is made up; `synthetic` must be true"
    if AREA_REPORT in text:
        return "almost: this is the report of the project; name your own notebook in `gm.render`"
    if not any(label.lower() in text.lower() for label in _own_labels(cards_beside(path.with_name(PUBLISHED)))):
        return "almost: no indicator of your own is on the page"
    return "right"


def _own_labels(path: Path) -> list[str]:
    cards = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return [
        named[language] for card in cards.values() for named in card["indicators"].values() for language in LANGUAGES
    ]
