"""Names in scripts that run from right to left: each is isolated, so that no number beside it changes places."""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Iterable

import markupsafe

ISOLATE, END = "\u2068", "\u2069"
"""Around a text whose first letter decides its direction (Unicode Annex 9); for where no element can stand."""

TURNING = frozenset(("R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "RLI", "LRI", "FSI"))
"""Classes of characters, in that annex, that change the direction of what stands around them."""

_PARTS = re.compile(r"(<!--.*?-->|<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>)", re.DOTALL | re.IGNORECASE)
_VALUE = re.compile(r'"[^"]*"')
_NAME = re.compile(r"<(/?)(\w+)")
_NO_ELEMENT_IN = frozenset(("svg", "title", "option", "textarea"))


def turns(text: str) -> bool:
    """Whether a text holds a character that runs from right to left, or sets a direction.

    Examples
    --------
    >>> turns("Noord 2"), turns("حي الشمال")
    (False, True)
    """
    return not text.isascii() and any(unicodedata.bidirectional(letter) in TURNING for letter in text)


def isolate(page: str, texts: Iterable[str]) -> str:
    """A page on which every text of the user that turns stands apart, in a ``bdi`` or between marks.

    Parameters
    ----------
    page : str
        HTML. Without a letter that turns it comes back as it is.
    texts : iterable of str
        Names and words of the user, as they were given.

    Returns
    -------
    str
        HTML: in running text each of these texts in a ``bdi``; in drawings, titles and attributes between the marks
        of Unicode. Where only a part of a text is shown, that part from its first to its last letter that turns.

    Examples
    --------
    >>> isolate("<p>حي 3: 83%</p>", ["حي 3"]) == "<p><bdi>حي 3</bdi>: 83%</p>"
    True
    """
    if not turns(page):
        return page
    pattern = _pattern(frozenset(text for text in texts if turns(text)))
    depth = dict.fromkeys(_NO_ELEMENT_IN, 0)
    parts = []
    for part in parts_of(page):
        name = _NAME.match(part)
        if name and name[2].lower() in depth and not part.endswith("/>"):
            depth[name[2].lower()] += -1 if name[1] else 1
        if part.startswith("<"):
            is_tag = name is not None and name[2].lower() not in ("style", "script")
            parts.append(_VALUE.sub(lambda value: _marked(value[0], pattern), part) if is_tag else part)
        elif any(depth.values()):
            parts.append(_marked(part, pattern))
        else:
            parts.append(pattern.sub(r"<bdi>\g<0></bdi>", part))
    return "".join(parts)


def parts_of(page: str) -> list[str]:
    """The tags of a page, whole scripts and styles, and the texts between them, in their order.

    Examples
    --------
    >>> parts_of("<p>a</p>")
    ['', '<p>', 'a', '</p>', '']
    """
    return _PARTS.split(page)


def _marked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(rf"{ISOLATE}\g<0>{END}", text) if turns(text) else text


@functools.lru_cache(maxsize=8)
def _pattern(texts: frozenset[str]) -> re.Pattern[str]:
    """The texts in each way in which they are escaped, the longest first; then any stretch of letters that turn."""
    spelled = {way(each) for text in texts for each in (text, text[:1].swapcase() + text[1:]) for way in ESCAPES}
    turning = f"[{_letters_that_turn()}]"
    stretch = rf"{turning}(?:[^<>&\"\n{ISOLATE}{END}]*{turning})?"
    return re.compile("|".join([*map(re.escape, sorted(spelled, key=len, reverse=True)), stretch]))


def _quotes_kept(text: str) -> str:
    return html.escape(text, quote=False)


ESCAPES = (_quotes_kept, html.escape, lambda text: str(markupsafe.escape(text)))
"""Ways in which a text is spelled in HTML."""


@functools.cache
def _letters_that_turn() -> str:
    """Ranges of a regular expression."""
    codes = {code for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in TURNING}
    first = sorted(code for code in codes if code - 1 not in codes)
    last = sorted(code for code in codes if code + 1 not in codes)
    return "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in zip(first, last, strict=True))
