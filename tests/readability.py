"""How easy Dutch reads: sentences of a page, Douma's reading ease and LIX.

The package `textstat` has the same two, but it loads nltk, which takes seconds, and ends a sentence at the point in
1.003.
"""

from __future__ import annotations

import re
from functools import cache

import pyphen
from bs4 import BeautifulSoup

BLOCKS = ["p", "li", "h2", "h3", "th", "td", "dt", "dd", "summary", "caption", "figcaption"]
WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
LONG = 6
"""Letters; a longer word is a long one."""


def sentences_of(html: str) -> list[str]:
    """The sentences of HTML: none goes on from one block into another, and a heading is one too."""
    soup = BeautifulSoup(html, "html.parser")
    texts = [" ".join(tag.get_text(" ").split()) for tag in soup.find_all(BLOCKS) if not tag.find(BLOCKS)]
    return [sentence for text in texts for sentence in re.split(r"(?<=[.?!])\s+", text) if sentence]


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL")


def reading_ease(sentences: list[str]) -> float:
    """Flesch's reading ease with Douma's weights for Dutch: 206.84 - 0.93 words a sentence - 77 syllables a word."""
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    syllables = sum(len(_hyphens().positions(word)) + 1 for word in words)
    return 206.84 - 0.93 * len(words) / len(sentences) - 77 * syllables / len(words)


def lix(sentences: list[str]) -> float:
    """Words a sentence, and the percentage of words of more than six letters."""
    words = [word for sentence in sentences for word in WORD.findall(sentence)]
    return len(words) / len(sentences) + 100 * sum(len(word) > LONG for word in words) / len(words)
