"""Answers in words: the labels that questionnaires print beside their codes, and the code that each stands for."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType

from gezondmenu.reference import read_reference

_CODE_FIRST = re.compile(r"([0-9]+)\s*[-–=:.)(]\s*(\D.*?)\)?")
_CODE_LAST = re.compile(r"(\D.*?)\s*\(([0-9]+)\)")


@functools.cache
def words_of_scale(scale: str, version: str = "") -> Mapping[str, int]:
    """The words that a scale takes as answers, each with its code; the first of a code and language is its label.

    Parameters
    ----------
    scale : str
        As in `scale_table`.
    version : str
        The instrument, where codes of one scale differ by it (EQ-5D: ``3L``, ``5L``).

    Notes
    -----
    From ``gezondmenu/reference/answer_words.csv``: Dutch and English names of levels, how often, yes and no. They hold
    no text of any question, since many questionnaires need a licence.

    Examples
    --------
    >>> dict(words_of_scale("loneliness"))
    {'nee': 1, 'min of meer': 2, 'ja': 3, 'no': 1, 'more or less': 2, 'yes': 3}
    """
    table = read_reference("answer_words")
    rows = table[(table["scale"] == scale) & (table["version"] == version)]
    return MappingProxyType(dict(zip(rows["words"], rows["code"].astype(int), strict=True)))


@functools.cache
def labels_of_scale(scale: str, version: str = "") -> str:
    """The labels of a scale for a finding: in Dutch and in English, in the order of the codes; empty where it has none.

    Examples
    --------
    >>> labels_of_scale("loneliness")
    'nee, min of meer, ja / no, more or less, yes'
    """
    table = read_reference("answer_words")
    rows = table[(table["scale"] == scale) & (table["version"] == version)]
    first = rows.drop_duplicates(["language", "code"])
    return " / ".join(", ".join(labels["words"]) for _, labels in first.groupby("language", sort=False))


def code_in_words(text: str, words: Mapping[str, int]) -> int | None:
    """The code of an answer in words, also beside the code itself (``2 = good``, ``good (2)``); None where none fits.

    Parameters
    ----------
    text : str
        What the cell holds. Capitals, commas and spaces are of no matter.
    words : mapping
        What `words_of_scale` gives.

    Examples
    --------
    >>> health = words_of_scale("perceived_health")
    >>> [code_in_words(text, health) for text in ("Zeer  goed", "2 = good", "3 = good", "good (2)", "excellent")]
    [1, 2, None, 2, None]
    """
    plain = _plain(text)
    if plain in words:
        return words[plain]
    if match := _CODE_FIRST.fullmatch(plain):
        number, word = match.groups()
    elif match := _CODE_LAST.fullmatch(plain):
        word, number = match.groups()
    else:
        return None
    return words[word] if words.get(word) == int(number) else None


def _plain(text: str) -> str:
    return " ".join(text.lower().replace(",", " ").split()).rstrip(".")
