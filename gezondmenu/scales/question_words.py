"""Questions in words: the item of a scale that a text asks, for scales whose words may be passed on."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType

from gezondmenu.reference import read_reference
from gezondmenu.scales.dimensions import DIMENSIONS
from gezondmenu.scales.register import scale_table

_MARKUP = re.compile(r"<[^>]*>|\*+")
_NUMBERED = re.compile(r"^(?:_\d{1,3}_|(?:[a-z]+ ?)?\d{1,3}\s*[.):-]\s*)", re.IGNORECASE)
_DIMENSION = re.compile(rf"(?:{'|'.join(DIMENSIONS)})_[0-9]+")


def plain_question(text: str) -> str:
    """A question without its number, its punctuation, markup, capitals and the lines that form programs put for spaces.

    Examples
    --------
    >>> plain_question("3. Hoe is over het algemeen <b>uw gezondheid</b>? *")
    'hoe is over het algemeen uw gezondheid'
    >>> plain_question("Ik_mis_mensen_om_me_heen")
    'ik mis mensen om me heen'
    """
    words = _NUMBERED.sub("", _MARKUP.sub("", text).strip())
    return " ".join(re.sub(r"[\W_]", " ", words.lower()).split())


@functools.cache
def item_names() -> frozenset[str]:
    """The name of every item of our scales, but those of Positive Health, which are numbered.

    Examples
    --------
    >>> sorted(item_names())[:3]
    ['activity_days', 'activity_minutes', 'anxiety']
    """
    return frozenset(item for items in scale_table()["items"] for item in items.split() if not item.endswith("*"))


@functools.cache
def _items_in_words() -> Mapping[str, str]:
    table = read_reference("question_words")
    return MappingProxyType(dict(zip(map(plain_question, table["words"]), table["item"], strict=True)))


def item_of_question(text: str) -> str | None:
    """The item of a scale that a name or a question stands for; None where it is no such item.

    Parameters
    ----------
    text : str
        The name of a column, or the words of a question. Capitals, punctuation and a number before it are of no matter.

    Notes
    -----
    The words are those of ``gezondmenu/reference/question_words.csv``: questions that are free to use, each with its
    source. Questions of EQ-5D, WHO-5, SWEMWBS, UCLA-3 and Positive Health may not be passed on; their items are
    recognised by name only.

    Examples
    --------
    >>> item_of_question("WHO1"), item_of_question("How is your health in general?"), item_of_question("age")
    ('who1', 'perceived_health', None)
    """
    name = text.strip().lower()
    if name in item_names() or _DIMENSION.fullmatch(name):
        return name
    return _items_in_words().get(plain_question(text))
