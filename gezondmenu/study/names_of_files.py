"""Who is named in the name of a file or a sheet: what is surely personal is refused, what may be is asked about.

Such a name comes in `study.toml`, in findings and in the intake, so that nobody may be named in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from gezondmenu.study.names_of_people import BETWEEN, FIRST_NAMES, SHORTEST, TITLES, mask_name
from gezondmenu.study.personal_data import kind_of_personal_data, mask
from gezondmenu.study.read.dates import MONTHS

_LETTER = r"[^\W\d_]"
_FIRST_OR_TITLE = {*FIRST_NAMES, *TITLES}
_PERSON = re.compile(
    rf"(?<!{_LETTER})(?P<first>(?i:{'|'.join(sorted(_FIRST_OR_TITLE, key=len, reverse=True))}))(?!{_LETTER})"
    rf"(?:\.?(?P<between>(?:[ _]+(?i:{'|'.join(BETWEEN)}))*)[ _]+(?P<last>{_LETTER}{{{SHORTEST},}})"
    rf"(?:[ _]+[A-Z]{_LETTER}+)*)?"
)
_INITIALS = re.compile(
    rf"(?<![^\W_])(?P<letters>(?:[A-Z]\. ?)+)(?P<between>(?:(?i:{'|'.join(BETWEEN)}) )*)[A-Z]{_LETTER}{{2,}}"
)
_FAMILIES = ("fam", "familie", "mr", "ms")
_PLACES = re.compile(
    r"(?:straat|laan|weg|plein|kade|park|hof|huis|school|buurt|wijk|dijk|gracht|singel|zaal|centrum|court|plantsoen"
    r"|dreef|pad|steeg|brug|hal|kerk|toren|tuin|college|flat|kwartier|arena|stichting|club|groep)\b",
    re.IGNORECASE,
)
NAMED, PERHAPS_NAMED = "personal_name_of_file", "perhaps_personal_name_of_file"
"""Rules about names of files and sheets."""


def kind_in_name(text: str) -> str | None:
    """The kind of personal data that the name of a file or a sheet surely holds; None for none.

    Somebody is named by a first name or a title with a surname, or by initials with one; a street or a building that
    is called after somebody is not, and neither is a month.

    Examples
    --------
    >>> [kind_in_name(text) for text in ("presentie Fatima Yilmaz", "Jan de Vries", "J. de Vries", "mw Wit")]
    ['name', 'name', 'name', 'name']
    >>> [kind_in_name(text) for text in ("Jan van Galenstraat", "Jan Koffie", "Wandelgroep De Dijk", "06-98765432")]
    [None, None, None, 'phone']
    """
    return kind_of_personal_data(text) or ("name" if names_somebody(text) else None)


def names_somebody(text: str) -> bool:
    """Whether a person is named in a text by more than a first name, and no street or building after somebody.

    Examples
    --------
    >>> names_somebody("boodschappen voor Fatima Yilmaz"), names_somebody("koffie in het Anne Frank Huis")
    (True, False)
    """
    return any(is_whole for _, _, is_whole in _people_in(text)) and not _PLACES.search(text)


def may_name_somebody(text: str, others: Sequence[str] = ()) -> bool:
    """Whether a first name stands in the name of a file or a sheet; `others` are the sheets beside it.

    Examples
    --------
    >>> may_name_somebody("lijst Fatima"), may_name_somebody("Jan"), may_name_somebody("Koffie")
    (True, False, False)
    >>> may_name_somebody("Jan Koffie"), may_name_somebody("Jan Koffie", ["Feb Koffie"])
    (True, False)
    """
    are_months = any(_holds_month(other) for other in others if other != text)
    people = [text[start:end] for start, end, _ in _people_in(text)]
    return any(not (are_months and _holds_month(one)) for one in people)


def mask_in_name(text: str) -> str:
    """The name of a file or a sheet in which nobody can be read.

    Examples
    --------
    >>> mask_in_name("presentie Fatima Yilmaz.xlsx"), mask_in_name("lijst_Fatima 2025")
    ('presentie F*** Y***.xlsx', 'lijst_F*** 2025')
    """
    for start, end, _ in reversed(_people_in(text)):
        text = text[:start] + mask_name(text[start:end]) + text[end:]
    return mask(text)


def masks_of(noted: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """What is shown in the place of names of files and sheets, by the rule, file and sheet of each finding."""
    masks: dict[str, str] = {}
    for rule, file, sheet in noted:
        if rule in (NAMED, PERHAPS_NAMED):
            name = sheet or file
            masks[name] = mask_in_name(name)
    return dict(sorted(masks.items(), key=lambda item: -len(item[0])))


def with_masks(text: str, masks: Mapping[str, str]) -> str:
    """A text in which these names of files and sheets are masked.

    Examples
    --------
    >>> with_masks("Use one of: Fatima, jan.", {"Fatima": "F***"})
    'Use one of: F***, jan.'
    """
    for name, masked in masks.items():
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", masked.replace("\\", r"\\"), text)
    return text


def _people_in(text: str) -> list[tuple[int, int, bool]]:
    """Start and end of every person in a text, and whether more than a first name stands there."""
    if "." not in text and not _FIRST_OR_TITLE & set(re.findall(rf"{_LETTER}+", text.lower())):
        return []
    people = [
        (*match.span(), bool(match["between"]) or match["letters"].count(".") > 1) for match in _INITIALS.finditer(text)
    ]
    for match in _PERSON.finditer(text):
        first, last = match["first"], match["last"] or ""
        has_surname = last[:1].isupper() and last.lower() not in MONTHS
        is_month = first.lower() in MONTHS
        if first.lower() in TITLES:
            is_named, is_whole = has_surname, has_surname and first.lower() not in _FAMILIES
        else:
            is_named = (first[0].isupper() or len(first) > SHORTEST) and (has_surname or not is_month)
            is_whole = has_surname and first[0].isupper() and not (is_month and not match["between"])
        if is_named and not any(start <= match.start() < end for start, end, _ in people):
            people.append((match.start(), match.end() if has_surname else match.end("first"), is_whole))
    return sorted(people)


def _holds_month(text: str) -> bool:
    return any(word.lower() in MONTHS for word in re.findall(f"{_LETTER}+", text))
