"""Reasons written as the English words of a note, so that tests read as a user does. Only tests take words apart."""

from __future__ import annotations

import re

from gezondmenu.reason import NOTHING, Reasons, join
from gezondmenu.reasons import Why


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(text)))


PATTERNS = {kind: _pattern(kind.value) for kind in Why if kind is not Why.IN_OWN_WORDS}


def in_words(note: str) -> Reasons:
    """The reasons that a note says; whole numbers become numbers, and what is no reason of ours the user's words."""
    return join(*(_reason(words) for words in note.split("; ") if words)) if note else NOTHING


def _reason(words: str) -> Reasons:
    found = [(kind, match.groupdict()) for kind, pattern in PATTERNS.items() if (match := pattern.fullmatch(words))]
    if not found:
        return Why.IN_OWN_WORDS(words=words)
    kind, values = max(found, key=lambda pair: len(pair[0].value))
    numbers = {name: _number(text) for name, text in values.items()}
    if kind is Why.RANGE_ONLY:
        numbers["inputs"] = values["inputs"].split(", ")
    return kind(**numbers)


def _number(text: str) -> int | float | str:
    if re.fullmatch("[0-9]+", text):
        return int(text)
    return float(text) if re.fullmatch(r"[0-9]+\.[0-9]+", text) else text


def with_reasons(row: dict) -> dict:
    """A row given with `note` as a row with `reasons`."""
    return row | {"reasons": in_words(row["note"])} if row.get("note") and not row.get("reasons") else row
