"""One cell of a source: a mark of presence, a count that is more than a number, a day without its year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from gezondmenu.study.names_of_people import FIRST_NAMES, holds_first_name, is_name
from gezondmenu.study.personal_data import kind_of_personal_data
from gezondmenu.study.read.dates import MONTHS
from gezondmenu.study.sources.answers import word_of
from gezondmenu.study.sources.words import is_present

FRACTION, TURNED, ANY_NUMBER, ANY_REMARK = "#/#", "#-#", "#", "…"
"""What stands in `codes` for all cells like ``12/15``, for all numbers that a spreadsheet made a date of, for every
number above 0, and for every text where a mark is expected."""

LONGEST_MARK = 15  # letters of a mark; what is longer is a text about somebody
MOST_DIGITS = 5

_BETWEEN = re.compile(r"[,;\n]|\s(?:en|and|&)\s")
_TOGETHER = re.compile(r"[;\n]|\s(?:en|and|&|\+)\s", re.IGNORECASE)
_COUPLE = re.compile(r"(?:^|[,;\n])\s*[^\W\d_]+ (?:en|and|&) [^\W\d_]+ [^\W\d_]")
"""A first name, and after the word and a whole name: two people of one last name, or not."""
_FRACTION = re.compile(r"(\d{1,3}) ?/ ?(\d{1,3})", re.ASCII)
_TURNED = re.compile(r"(\d{1,2})-([a-z]{3})\.?", re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"(?:ca\.? ?|± ?)?\d{1,6}(?:[.,]\d+)?", re.ASCII | re.IGNORECASE)


def is_remark(text: str) -> bool:
    """Whether a text where a mark is expected may tell of a person, so that it is passed on nowhere.

    Examples
    --------
    >>> [is_remark(text) for text in ("z", "vm+nm", "ziek", "vervangen door Kees", "06-12345678", "X. de Wit")]
    [False, False, False, True, True, True]
    """
    return (
        len(text) > LONGEST_MARK
        or sum(character.isdigit() for character in text) > MOST_DIGITS
        or kind_of_personal_data(text) is not None
        or is_name(text)
        or holds_first_name(text)
    )


def parted(text: str) -> list[str]:
    """The values of a cell that holds several: with commas, semicolons, line breaks or the word and between them.

    Examples
    --------
    >>> parted("Jan, Piet en Fatima"), parted("Jan")
    (['Jan', 'Piet', 'Fatima'], ['Jan'])
    """
    return [value.strip() for value in _BETWEEN.split(text) if value.strip()]


def are_names_together(cells: Sequence[str]) -> bool:
    """Whether cells hold names of several people: each of a first name or more words than one, and no numbers.

    Examples
    --------
    >>> are_names_together(["Jan, Piet en Fatima", "Jan"]), are_names_together(["Jansen, Jan", "Bakker, Piet"])
    (True, False)
    >>> are_names_together(["Jan, Piet + 3 anderen"]), are_names_together(["Jan", "Piet"])
    (False, False)
    >>> are_names_together(["Piet en Els Bakker"])  # is this Piet Bakker?
    False
    """
    values = [parted(cell) for cell in cells if cell]
    names = [value for cell in values for value in cell]
    if any(map(_COUPLE.search, cells)):
        return False
    return any(len(cell) > 1 for cell in values) and all(
        is_name(name) and (name.lower() in FIRST_NAMES or " " in name) for name in names
    )


def seem_several(text: str) -> bool:
    """Whether several people may stand in a cell that holds one, mostly.

    Examples
    --------
    >>> [seem_several(text) for text in ("Piet en Els Bakker", "Jan + 3 anderen", "Jansen, Jan", "Jan, Piet, Els")]
    [True, True, False, True]
    """
    return bool(_TOGETHER.search(text)) or text.count(",") > 1


def is_number(text: str) -> bool:
    """Whether a cell is a plain number, or about one.

    Examples
    --------
    >>> is_number("12"), is_number("ca. 20"), is_number("1,5"), is_number("x")
    (True, True, True, False)
    """
    return bool(_NUMBER.fullmatch(text))


def two_numbers(text: str) -> tuple[str, str] | None:
    """The numbers of a cell like ``12/15``; None for any other cell.

    Examples
    --------
    >>> two_numbers("12/15"), two_numbers("12")
    (('12', '15'), None)
    """
    match = _FRACTION.fullmatch(text)
    return (match[1], match[2]) if match else None


def turned(text: str) -> tuple[str, str] | None:
    """Day and month of a number that a spreadsheet made a date of; None for any other cell.

    Examples
    --------
    >>> turned("2025-04-03"), turned("3-apr"), turned("3")
    (('3', '4'), ('3', '4'), None)
    """
    try:
        day = dt.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is not None:
        return str(day.day), str(day.month)
    match = _TURNED.fullmatch(text)
    return (match[1], str(MONTHS[match[2].lower()])) if match and match[2].lower() in MONTHS else None


def count_of(text: str, codes: Mapping[str, str]) -> str | None:
    """The count that a cell stands for, as text; None where the codes say that it is none.

    Parameters
    ----------
    text : str
        The cell.
    codes : mapping of str
        Of the column: what stands in a cell, and what is meant.

    Examples
    --------
    >>> count_of("12/15", {"#/#": "eerste"}), count_of("2025-04-03", {"#-#": "dag"}), count_of("-", {"-": "geen"})
    ('12', '3', None)
    """
    if text in codes:
        return None if word_of(codes[text]) in ("none", "") else codes[text]
    if (pair := two_numbers(text)) and FRACTION in codes:
        return pair[word_of(codes[FRACTION]) == "second"]
    if (pair := turned(text)) and TURNED in codes:
        return pair[word_of(codes[TURNED]) == "month"]
    return text


def was_present(text: str, codes: Mapping[str, str]) -> bool | None:
    """Whether a mark says that somebody was there; None where neither the codes nor the mark itself tell.

    Examples
    --------
    >>> was_present("x", {}), was_present("z", {"z": "nee"}), was_present("2", {"#": "yes"}), was_present("?", {})
    (True, False, True, None)
    >>> was_present("vervangen door Kees", {"…": "nee"})
    False
    """
    known = {cell.strip().lower(): word_of(meant) for cell, meant in codes.items()}
    if (meant := known.get(text.lower())) in ("yes", "no"):
        return meant == "yes"
    if ANY_NUMBER in known and is_number(text):
        return bool(re.search(r"[1-9]", text))
    if known.get(ANY_REMARK) in ("yes", "no") and is_present(text) is None and is_remark(text):
        return known[ANY_REMARK] == "yes"
    return is_present(text)
