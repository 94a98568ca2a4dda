"""The columns of a form export as text, and what each may be: who, where, when, a statement, an item, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from gezondmenu.reference import read_reference
from gezondmenu.scales.question_words import item_of_question, plain_question
from gezondmenu.study.names_of_people import names_among
from gezondmenu.study.personal_data import PERSONAL_NAMES, kind_of_personal_data
from gezondmenu.study.read.file_formats import Sheet, cell_text, header_name
from gezondmenu.study.read.files import column_names
from gezondmenu.study.read.parse import NO, YES

MOST_ANSWERS = 25  # different answers to a closed question
LONGEST_ANSWER = 80  # characters of an answer to a closed question
LONGEST_NUMBER = 6  # digits; a telephone number has more

_NUMBER = re.compile(rf"-?\d{{1,{LONGEST_NUMBER}}}(?:[.,]\d+)?", re.ASCII)
_AGAIN = re.compile(r" \(\d+\)$")
_ROW_OF_GRID = re.compile(r"(.*?)\s*\[([^\[\]]+)\]\s*", re.DOTALL)
_PERSONAL = re.compile(
    r"\b(?:e-?mail\w*|telefoon\w*|phone\w*|mobiel\w*|adres\w*|address|postcode|zip ?code|postal code|iban|bsn|"
    r"geboortedatum|date of birth|birth ?date|gps|lati?tude|longitude|altitude|geolocation|device ?id|deviceid|"
    r"ip ?addr\w*|(?:voor|achter|bij|for|sur|first|last|full|your|uw|je|jouw|enum|enumerator)?[ _]?na(?:am|me))\b",
    re.IGNORECASE,
)
_NOUNS = {
    "activity": r"activiteit(?:en)?|activity",
    "area": r"wijk|buurt|gebied|neighbou?rhood|district|area",
    "wave": r"meting|meetmoment|golf|wave|measurement",
    "person": r"pseudoniem|pseudonym|deelnemerscode|deelnemersnummer|participant code|code",
}
_ASKS = {
    role: re.compile(
        rf"(?:(?:in|aan|bij|van|over|about|at|of|op) )?(?:welke?|which|what) (?:\w+ )?(?:{noun})\b"
        rf"|(?:wat is|what is) (?:uw|je|jouw|de|your|the) (?:{noun})\b"
    )
    for role, noun in _NOUNS.items()
}
_WISH = re.compile(r"\b(?:mist?|vindt?|vond|miss|think|zou|wilt?|would|like)\b")
_NAMES = {
    "pseudoniem": "person",
    "pseudonym": "person",
    "code": "person",
    "deelnemerscode": "person",
    "deelnemersnummer": "person",
    "participant_code": "person",
    "person_code": "person",
    "persoonscode": "person",
    "activiteit": "activity",
    "activiteitcode": "activity",
    "activity": "activity",
    "site": "area",
    "neighbourhood": "area",
    "neighborhood": "area",
    "district": "area",
    "meetmoment": "wave",
}
ROLES = ("person", "area", "wave", "activity", "arm")


def text_columns(sheet: Sheet) -> pd.DataFrame:
    """The cells below the header in the first row as text; the index holds the rows as a spreadsheet counts them.

    A header that is there twice gets a number behind it, and a column with cells and no header the number of its place.
    """
    header = [cell_text(cell) for cell in sheet.rows[0]] if sheet.rows else []
    width = max([len(header), *(len(row) for row in sheet.rows)])
    cells = [[*map(cell_text, row), *[""] * (width - len(row))] for row in sheet.rows[1:]]
    names: list[str] = []
    for place in range(width):
        name = header[place] if place < len(header) else ""
        if not name and not any(row[place] for row in cells):
            continue
        name = name or f"({place + 1})"
        number = sum(re.fullmatch(rf"{re.escape(name)}(?: \(\d+\))?", other) is not None for other in names)
        names.append(f"{name} ({number + 1})" if number else name)
    filled = [
        place for place in range(width) if (place < len(header) and header[place]) or any(row[place] for row in cells)
    ]
    kept = [[row[place] for place in filled] for row in cells]
    return pd.DataFrame(kept, columns=names, index=range(2, len(kept) + 2), dtype="str")


def sheet_of_columns(columns: pd.DataFrame, sheet: Sheet, name: str) -> Sheet:
    """Columns as a sheet again, each row at its place in the user's sheet."""
    rows: list[list[str]] = [list(map(str, columns.columns)), *columns.to_numpy(dtype=object).tolist()]
    return Sheet(sheet.file, name, rows)


def texts_of_question(name: str, words: str) -> list[str]:
    """What a column may be recognised by: its name and its words, and of a row of a grid the words of that row.

    Examples
    --------
    >>> texts_of_question("dj[dj3]", "Does it apply? [I miss people]")
    ['dj[dj3]', 'dj3', 'Does it apply? [I miss people]', 'I miss people']
    """
    texts = []
    for text in filter(None, (_AGAIN.sub("", name), words)):
        texts.append(text)
        if match := _ROW_OF_GRID.fullmatch(text):
            texts.append(match[2])
    return texts


def statement_of(texts: Iterable[str]) -> str | None:
    """The statement of appreciation that one of the texts is; None where none is.

    Examples
    --------
    >>> statement_of(["Het maakt mij blij."]), statement_of(["my_health"]), statement_of(["age"])
    ('my_happiness', 'my_health', None)
    """
    table = read_reference("statements")
    known = {row.statement: row.statement for row in table.itertuples()}
    known |= {plain_question(words): row.statement for row in table.itertuples() for words in (row.nl, row.en)}
    return next((known[key] for text in texts for key in (text.lower(), plain_question(text)) if key in known), None)


def item_of(texts: Iterable[str]) -> str | None:
    """The item of a scale that one of the texts is; None where none is."""
    return next((item for text in texts if (item := item_of_question(text))), None)


def role_of(name: str, words: str) -> str | None:
    """Whether a column says who, where, which wave, which activity or which arm; None where it says none of these.

    A question that only speaks of a neighbourhood does not say in which one somebody lives: it must ask for it.

    Examples
    --------
    >>> role_of("wijk", ""), role_of("q3", "In welke wijk woont u?"), role_of("q4", "Wat mist u in uw wijk?")
    ('area', 'area', None)
    """
    known = {**_NAMES, **{alias: column for alias, column in column_names("survey").items() if column in ROLES}}
    for text in (name, words):
        if role := known.get(header_name(text)):
            return role
    for text in (plain_question(words), plain_question(name)):
        for role, asks in _ASKS.items():
            if asks.match(text) and not _WISH.search(text):
                return role
    return None


def is_personal(name: str, words: str, cells: Iterable[str], *, may_be_names: bool) -> bool:
    """Whether a column asks for personal data, or holds it.

    Parameters
    ----------
    name, words : str
        Name and words of the question.
    cells : iterable of str
        The answers.
    may_be_names : bool
        Whether names of people are looked for in the answers; not where the form lists the answers.

    Examples
    --------
    >>> is_personal("q1", "What is your e-mail?", [], may_be_names=True)
    True
    >>> is_personal("q1", "Fruit", ["apple", "bel 06-12345678"], may_be_names=False)
    True
    """
    known = {cell for cell in cells if cell}
    if header_name(name) in PERSONAL_NAMES or _PERSONAL.search(name.replace("_", " ")) or _PERSONAL.search(words):
        return True
    return any(map(kind_of_personal_data, known)) or (may_be_names and bool(names_among(known)))


def is_closed(cells: Iterable[str]) -> bool:
    """Whether answers look like those of a closed question: numbers, or a few short answers that each come back.

    Examples
    --------
    >>> is_closed(["ja", "nee", "ja", "nee"]), is_closed(["7", "8"]), is_closed(["ja", "ik kom graag"])
    (True, True, False)
    """
    given = [cell for cell in cells if cell]
    if all(_NUMBER.fullmatch(cell) or cell.lower() in YES | NO for cell in given):
        return True
    times = pd.Series(given, dtype="str").value_counts()
    return len(times) <= MOST_ANSWERS and bool((times > 1).all()) and max(map(len, given)) <= LONGEST_ANSWER


def one_of_each(headers: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Headers by what they stand for, the first of each; and those that come after, with the one before them."""
    first: dict[str, str] = {}
    again: dict[str, str] = {}
    for header, meaning in headers.items():
        if meaning in first:
            again[header] = first[meaning]
        else:
            first[meaning] = header
    return {header: meaning for meaning, header in first.items()}, again
