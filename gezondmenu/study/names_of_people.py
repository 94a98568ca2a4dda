"""Names of people, recognised by what stands in the cells: common first names, capital letters and spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import resources

from gezondmenu.study.read.dates import MONTHS

FIRST_NAMES = frozenset(resources.files("gezondmenu.study").joinpath("first_names.txt").read_text("utf-8").split())
"""Common first names in the Netherlands, written down by hand: enough of a list holds one of them to know it."""

_WORDS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_INITIALS = re.compile(r"(?:[^\W\d_]\. ?)+(?:[^\W\d_].{0,60})?|[^\W\d_].{0,60}, ?(?:[^\W\d_]\. ?)+")
TITLES = frozenset(("mevr", "mevrouw", "mw", "dhr", "meneer", "mijnheer", "fam", "familie", "mr", "mrs", "ms"))
BETWEEN = frozenset(("van", "de", "der", "den", "het", "ten", "ter", "te", "el", "al", "in", "'t", "op"))
LEAST_SHARE = 0.2
SHORTEST = 3  # letters up to which a word in small letters is taken for no name
FEWEST = 2


def is_name(text: str) -> bool:
    """Whether a text looks like the name of a person.

    Examples
    --------
    >>> is_name("Fatima el Amrani"), is_name("jan"), is_name("Xaviera de Wit"), is_name("p017"), is_name("Team Noord 2")
    (True, True, True, False, False)
    >>> is_name("X. de Wit"), is_name("Wit, X."), is_name("XAVIERA WIT"), is_name("mw Wit"), is_name("Groep B")
    (True, True, True, True, False)
    """
    words = _WORDS.findall(text)
    if not words or re.search(r"\d", text) or len(words) > 6:
        return False
    if any(word.lower() in FIRST_NAMES for word in words) or _INITIALS.fullmatch(text.strip()):
        return True
    large = [word for word in words if word.lower() not in BETWEEN]
    if len(words) > 1 and words[0].lower() in TITLES:
        return True
    return len(large) >= 2 and all(
        len(word) > 1 and (word.istitle() or (word.isupper() and len(word) >= SHORTEST)) for word in large
    )


def holds_first_name(text: str) -> bool:
    """Whether a common first name stands in a text that may hold other words; a month is none.

    Examples
    --------
    >>> [holds_first_name(text) for text in ("Wandelen met Fatima", "lijst_fatima", "jan 2025", "Jan Jansen", "Dijk")]
    [True, True, False, True, False]
    """
    words = _WORDS.findall(text.replace("_", " "))
    return any(
        word.lower() in FIRST_NAMES
        and (word[0].isupper() or len(word) > SHORTEST)
        and (word.lower() not in MONTHS or (after and after[0].isupper() and after.lower() not in MONTHS))
        for word, after in zip(words, [*words, ""][1:], strict=True)
    )


def names_among(cells: Iterable[str]) -> set[str]:
    """The names in a column of pseudonyms; none where so few look like one that it may be chance.

    Examples
    --------
    >>> sorted(names_among(["Jan Jansen", "Xaviera Wit"])), sorted(names_among(["jan", "p1", "p2", "p3", "p4", "p5"]))
    (['Jan Jansen', 'Xaviera Wit'], [])
    """
    known = {cell for cell in cells if cell}
    names = {cell for cell in known if is_name(cell)}
    return names if len(names) >= max(FEWEST, LEAST_SHARE * len(known)) else set()


def mask_name(text: str) -> str:
    """A name of which only the first letters can be read.

    Examples
    --------
    >>> mask_name("Jan van Dijk")
    'J*** v*** D***'
    """
    return _WORDS.sub(lambda match: f"{match[0][0]}***", text)
