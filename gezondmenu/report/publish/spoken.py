"""The language of parts: words of the study, and sources of prices, on a page in another language (WCAG 3.1.2).

The language travels as data: `study.toml` says in which language the study writes, a column ``name_en`` is English, and
the tables of facts of this package name their sources in English. What a page shows of these texts gets ``lang``.
Names of areas, people and organisations have none, nor text in attributes and drawings, where no element can stand.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from gezondmenu.language import translations
from gezondmenu.reference import read_reference
from gezondmenu.report.publish.directions import ESCAPES, parts_of
from gezondmenu.study.model import Study

OF_THE_STUDY = {
    "activities": ("name", "theme", "kind", "renewal"),
    "population": ("origin", "education", "household"),
    "appreciation": ("statement",),
    "survey": ("question", "wave", "arm"),
    "questions": ("name", "source"),
    "requests": ("kind",),
    "offers": ("kind",),
    "arrangements": ("beneficiary", "outcomes"),
    "agreements": ("reason",),
    "organisations": ("helps_with",),
    "cash_flows": ("item", "reason"),
    "challenges": ("challenge",),
    "alliances": ("agreement", "agenda"),
    "monitored": ("measure",),
    "initiatives": ("initiative", "beneficiary"),
    "borrowed_effects": ("outcome", "setting", "design", "source", "unit"),
    "chains": ("name", "outcome", "different_because"),
    "assumptions": ("reason",),
    "prices": ("name", "unit", "source"),
    "points": ("statement",),
    "best_worst": ("statement",),
    "context": ("source",),
}
"""Columns with words of the study's own that a page may show; no names of areas, people and organisations."""
OF_REFERENCE = {
    "prices": ("source",),
    "heat": ("source", "description"),
    "cpi": ("source",),
    "discount_rates": ("source",),
    "borrowed_effects": ("outcome", "setting", "design", "source"),
}
"""Columns of tables of facts that are in English only."""
TITLES = (
    "Kostenhandleiding",
    "Kosteneffectiviteit in de praktijk",
    "Meetstandaard Social Impact",
    "werkwijzer MKBA sociaal domein",
)
"""Dutch titles in sources that are English for the rest."""
LETTERS = re.compile(r"[^\W\d_]{3,}")
NEVER_IN = frozenset(("svg", "title", "option", "textarea", "code", "script", "style"))
_NAME = re.compile(r"<(/?)(\w+)")


def languages_of_words(study: Study) -> dict[str, str]:
    """Each text of the study, and of the facts of this package, with the language in which it is written.

    Examples
    --------
    >>> from gezondmenu.study.model import make_study
    >>> requests = pd.DataFrame({"request": ["1"], "kind": ["gezelschap"]})
    >>> languages_of_words(make_study({"requests": requests}, language="nl"))["gezelschap"]
    'nl'
    """
    words = dict.fromkeys(TITLES, "nl")
    for table, columns in OF_REFERENCE.items():
        words |= dict.fromkeys(_texts(read_reference(table), columns), "en")
    own = str(study.choices.get("language") or "")
    if own:
        for table, columns in OF_THE_STUDY.items():
            words |= dict.fromkeys(_texts(study[table], columns), own)
        names = (study.choices.get(name) for name in ("name", "subject"))
        words |= dict.fromkeys((str(name) for name in names if name), own)
    for table in ("questions", "chains", "prices"):
        words |= dict.fromkeys(_texts(study[table], ("name_en",)), "en")
    names = (study.choices.get(f"{name}_en") for name in ("name", "subject"))
    return words | dict.fromkeys((str(name) for name in names if name), "en")


def _texts(table: pd.DataFrame, columns: tuple[str, ...]) -> list[str]:
    present = [column for column in columns if column in table]
    texts = [str(text).strip() for column in present for text in table[column].dropna().unique()]
    return [text for text in texts if LETTERS.search(text)]


def with_languages(page: str, language: str, words: Mapping[str, str]) -> str:
    """A page on which each of these texts that is in another language than the page says so.

    A text of words that the page has of its own (``sport`` is English and Dutch) is left as it is.

    Parameters
    ----------
    page : str
        HTML.
    language : str
        That of the page.
    words : mapping of str to str
        Texts with their language.

    Returns
    -------
    str
        HTML, with a ``span`` around each text.

    Examples
    --------
    >>> with_languages("<p>Kind: Gezelschap; visits</p>", "en", {"gezelschap": "nl", "visits": "nl"})
    '<p>Kind: <span lang="nl">Gezelschap</span>; visits</p>'
    """
    own = own_words(language)
    strange = {
        way(spelled): tongue
        for text, tongue in words.items()
        if tongue != language and not {word.lower() for word in LETTERS.findall(text)} <= own
        for spelled in (text, text[:1].swapcase() + text[1:])
        for way in ESCAPES
    }
    there = [text for text in strange if text in page]
    if not there:
        return page
    titles = re.compile("|".join(map(re.escape, TITLES)))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(there, key=len, reverse=True)))})(?!\w)")

    def spoken(text: re.Match[str]) -> str:
        tongue = strange[text[0]]
        inside = titles.sub(r'<span lang="nl">\g<0></span>', text[0]) if tongue == "en" else text[0]
        return f'<span lang="{tongue}">{inside}</span>'

    depth, parts = dict.fromkeys(NEVER_IN, 0), []
    for part in parts_of(page):
        name = _NAME.match(part)
        if name and name[2].lower() in depth and not part.endswith("/>") and "</" not in part[1:]:
            depth[name[2].lower()] += -1 if name[1] else 1
        parts.append(part if part.startswith("<") or any(depth.values()) else pattern.sub(spoken, part))
    return "".join(parts)


@functools.cache
def own_words(language: str) -> frozenset[str]:
    """Every word of this package's own sentences in a language."""
    catalogue: dict[Any, str] = vars(translations("nl"))["_catalog"]
    ids = [key[0] if isinstance(key, tuple) else key for key in catalogue]
    texts = list(catalogue.values()) if language == "nl" else [key.rpartition("\x04")[2] for key in ids]
    return frozenset(word.lower() for text in texts for word in LETTERS.findall(text))
