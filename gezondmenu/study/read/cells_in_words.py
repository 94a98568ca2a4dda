"""Numbers as statistics offices and people write them: secret, unknown, provisional, about, between, and in euros."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

SECRET, UNKNOWN, NIL = "x", ".", "-"
"""How CBS writes a figure that is kept secret, one that is not known, and one that is nil or rounds to it."""

_PROVISIONAL = re.compile(r"(.*\d)\s*\*{1,2}")
_EUROS = re.compile(r"(?:€|eur|euro)?\s*(-?[\d.,\s]*\d)(?:,-{1,2}|,--)?\s*(?:€|eur|euro)?", re.IGNORECASE)
_ABOUT = re.compile(r"(?:ca\.?|circa|ongeveer|plm\.?|±|\+/-|~|approx\.?|about|around)\s*(\d+)", re.IGNORECASE)
_BETWEEN = re.compile(r"(\d+)\s*(?:à|a|tot|t/m|to|–|-)\s*(\d+)", re.IGNORECASE)


class Remark(NamedTuple):
    """A cell that was read (or is missing for a reason), and the rule of the finding that says so."""

    value: Any
    rule: str
    words: dict[str, Any]


def plain_euros(text: str) -> str:
    """An amount without its sign; any other text as it is.

    Examples
    --------
    >>> plain_euros("€ 34,50"), plain_euros("€ 5,-"), plain_euros("5 euro"), plain_euros("5 uur")
    ('34,50', '5', '5', '5 uur')
    """
    match = _EUROS.fullmatch(text)
    return match[1].strip() if match else text


def without_mark(text: str) -> str | None:
    """A figure without the star of a provisional one; None when it has none.

    Examples
    --------
    >>> without_mark("4390*"), without_mark("4390")
    ('4390', None)
    """
    match = _PROVISIONAL.fullmatch(text)
    return match[1] if match else None


def about(text: str) -> tuple[int, int] | None:
    """The lowest and highest number of ``ca. 20`` and ``8 à 10``; None for any other text.

    Examples
    --------
    >>> about("ca. 20"), about("8 à 10"), about("10 à 8")
    ((20, 20), (8, 10), None)
    """
    if match := _ABOUT.fullmatch(text):
        return int(match[1]), int(match[1])
    match = _BETWEEN.fullmatch(text)
    return (int(match[1]), int(match[2])) if match and int(match[1]) < int(match[2]) else None
