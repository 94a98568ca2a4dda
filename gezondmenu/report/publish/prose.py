"""Free prose of a report: sentences that claim a cause, found by the patterns of ``reference/claim_patterns.csv``.

The patterns are data, a row each: what it looks for, how many words before it a "not" or a "may" may stand to excuse
it, and an example. Kinds of row: ``words`` (a list of words, written ``<name>`` in other patterns), ``claim``, and
three kinds of excuse: ``near`` (a few words before the claim, in the same clause), ``before`` (anywhere before it) and
``sentence``. Excuses do not reach over "but". How well they sort is measured in `tests/test_claim_guard.py`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from gezondmenu.language import LANGUAGES
from gezondmenu.reference import read_reference
from gezondmenu.vocabulary import GezondmenuError

ABBREVIATIONS = (
    r"\b(?:bijv|bv|ca|dhr|dr|drs|enz|evt|i\.p\.v|incl|m\.n|mevr|min|nr|o\.a|prof|resp|t\.o\.v|vgl|vs|"
    r"e\.g|i\.e|mr|mrs|st)\.$"
)
CLAUSE = re.compile(r"[,;:()–—]|\s-\s")
BUT = re.compile(r"[;]|,?\s\b(?:maar|but|toch|yet)\b\s", re.IGNORECASE)


@dataclass(frozen=True)
class Rules:
    """The patterns of one language, compiled."""

    claims: tuple[tuple[str, re.Pattern[str], int], ...]
    common: re.Pattern[str]
    near: re.Pattern[str]
    before: re.Pattern[str]
    sentence: re.Pattern[str]


def find_overclaims(text: str, language: str | None = None) -> list[tuple[str, str]]:
    """Sentences of a text that claim a cause, with the words that do so.

    Parameters
    ----------
    text : str
        Plain text, or lines of it: a blank line ends a sentence.
    language : {"nl", "en"}, optional
        Whose patterns. When left out, those of the language that each sentence is in, since a Dutch page may hold
        English words.

    Returns
    -------
    list of (sentence, words)

    Examples
    --------
    >>> find_overclaims("Dankzij de wandelgroep slapen bewoners beter. Dit is geen effect.", "nl")
    [('Dankzij de wandelgroep slapen bewoners beter.', 'Dankzij')]
    """
    claims = []
    for sentence in split_sentences(text):
        for one in (language,) if language else _languages_of(sentence):
            if words := _claim_in(sentence, _rules(one)):
                claims.append((sentence, words))
                break
    return claims


def check_prose(texts: Iterable[str]) -> None:
    """Stop where free prose claims a cause: no design stands behind it.

    Raises
    ------
    GezondmenuError
        With each sentence, the words found in it, the rule and the way out.
    """
    claims = [claim for text in texts for claim in find_overclaims(text)]
    if claims:
        raise GezondmenuError(
            "a text of your own claims a cause:\n{claims}\nA count, an opinion or a change does not show what caused "
            "it. Say what changed (“between the first and the last measurement, … went up by …”), or leave the "
            "sentence to a block: it is made from a row whose design allows it.",
            claims="\n".join(f"- “{sentence}” ({words})" for sentence, words in dict.fromkeys(claims)),
        )


def split_sentences(text: str) -> list[str]:
    """A text in sentences; a blank line, and an end mark before a capital or a digit, end one.

    Examples
    --------
    >>> split_sentences("Samen eten, o.a. soep. Wie kwamen er? 40 mensen.")
    ['Samen eten, o.a. soep.', 'Wie kwamen er?', '40 mensen.']
    """
    sentences = []
    for part in re.split(r"\n\s*\n", text):
        whole = re.sub(r"\s+", " ", part).strip()
        start = 0
        for end in re.finditer(r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(]*[A-ZÀ-Þ0-9])", whole):
            if not re.search(ABBREVIATIONS, whole[start : end.start()], re.IGNORECASE):
                sentences.append(whole[start : end.start()] + end.group().rstrip())
                start = end.end()
        sentences.append(whole[start:])
    return [sentence for sentence in sentences if sentence]


def _languages_of(sentence: str) -> tuple[str, ...]:
    """The language whose small words stand in the sentence most; both where neither wins."""
    counts = {language: len(_rules(language).common.findall(sentence)) for language in LANGUAGES}
    return tuple(language for language in LANGUAGES if counts[language] == max(counts.values()))


def _claim_in(sentence: str, rules: Rules) -> str:
    """The words of the first claim that nothing excuses; empty where there is none."""
    plain = sentence.replace("’", "'").replace("‘", "'")
    for part in _parts(plain):
        if rules.sentence.search(part):
            continue
        for _, pattern, reach in rules.claims:
            for match in pattern.finditer(part):
                group = 1 if pattern.groups and match[1] else 0
                start = match.start(group)
                if not _excused(part, start, match.end(group), reach, rules):
                    return match[group]
    return ""


def _parts(sentence: str) -> Iterable[str]:
    """What stands on either side of a "but", so that an excuse does not reach over it."""
    return (part for part in BUT.split(sentence) if part and part.strip())


def _excused(part: str, start: int, end: int, reach: int, rules: Rules) -> bool:
    before = part[:start]
    if rules.before.search(before):
        return True
    clause = CLAUSE.split(before)[-1]
    words = [*clause.split()[-reach:], *part[start:end].split()]
    return bool(rules.near.search(" ".join(words)))


@functools.cache
def _rules(language: str) -> Rules:
    table = read_reference("claim_patterns")
    rows = table[table["language"] == language]
    words = dict(rows.loc[rows["kind"] == "words", ["name", "pattern"]].itertuples(index=False))

    def compiled(pattern: str) -> re.Pattern[str]:
        for _ in range(2):  # a list of words may name another
            pattern = re.sub(r"<(\w+)>", lambda slot: f"(?:{words[slot[1]]})" if slot[1] in words else slot[0], pattern)
        return re.compile(pattern, re.IGNORECASE)

    def any_of(kind: str, bounded: bool = False) -> re.Pattern[str]:
        patterns = rows.loc[rows["kind"] == kind, "pattern"]
        joined = "|".join(f"(?:{pattern})" for pattern in patterns)
        return compiled(rf"\b(?:{joined})\b" if bounded else joined)

    claims = rows[rows["kind"] == "claim"]
    return Rules(
        claims=tuple(
            (str(name), compiled(str(pattern)), int(reach))
            for name, pattern, reach in claims[["name", "pattern", "reach"]].itertuples(index=False)
        ),
        common=re.compile(rf"\b(?:{words['common']})\b", re.IGNORECASE),
        near=any_of("near", bounded=True),
        before=any_of("before"),
        sentence=any_of("sentence"),
    )
