"""Months, years and days as lists by hand write them: in a title, in the name of a sheet, above a column."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from gezondmenu.study.read.dates import MONTHS, WEEKDAYS, of_serial, one_day
from gezondmenu.study.sources.weeks import day_in_week, is_week, week_lacks_year

SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LAST_DAY = 31
HALF_A_YEAR = 6

_WORDS = re.compile(r"[^\W\d_]+")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_DATE = re.compile(
    rf"(?<!\d)(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}(?:[-/.]\d{{2,4}})?"
    rf"|\d{{1,2}}[-. _](?=(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![^\W\d_])))(?!\d)",
    re.IGNORECASE,
)
_MONTH_OF_YEAR = re.compile(r"20\d\d[-_ /](0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])[-_ /]20\d\d", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})\.?", re.ASCII)
_DAY_MONTH = re.compile(r"(\d{1,2})(?:e|de|ste)?[-/. ]*([^\W\d_]+)\.?")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.?[-/. ]*(\d{1,2})")
_MONTH_NUMBER = re.compile(r"0?[1-9]|1[0-2]", re.ASCII)
_TWO_DIGITS = re.compile(r"(.*\D)(\d{2})")


def months_in(text: str) -> list[int]:
    """The months that a text names.

    Examples
    --------
    >>> months_in("Bijeenkomsten jan 2025"), months_in("bijeenkomsten_januari"), months_in("Wandelgroep")
    ([1], [1], [])
    >>> months_in("2025-01"), months_in("02-2025"), months_in("2025-01-06")
    ([1], [2], [])
    """
    if match := _MONTH_OF_YEAR.fullmatch(text.strip()):
        return [int(match[1] or match[2])]
    return [MONTHS[word.lower()] for word in _WORDS.findall(text) if word.lower() in MONTHS]


def year_in(*texts: str) -> str:
    """The one year that texts name, the first of them that names a year first; blank when none, or several.

    Examples
    --------
    >>> year_in("jan", "Presentie 2025"), year_in("2024 en 2025"), year_in("lijst 20250106")
    ('2025', '', '')
    """
    for text in texts:
        years = set(_YEAR.findall(text))
        if years:
            return years.pop() if len(years) == 1 else ""
    return ""


def names_time(text: str) -> bool:
    """Whether a name has a day, a month or a year in it.

    Examples
    --------
    >>> [names_time(text) for text in ("jan", "presentie 6-1-2025", "Koffie 2025", "Koffie 2")]
    [True, True, True, False]
    """
    return bool(months_in(text) or _DATE.search(text) or _YEAR.search(text))


def is_month(text: str) -> bool:
    """Whether a text is a month, with its year or without.

    Examples
    --------
    >>> [is_month(text) for text in ("jan", "Februari 2025", "6 jan", "Januari: koffie")]
    [True, True, False, False]
    """
    return len(months_in(text)) == 1 and not without_time(text) and not re.search(r"\d", _YEAR.sub("", text))


def without_time(text: str) -> str:
    """A name without its day, month and year: what the sheets of a year have in common.

    Examples
    --------
    >>> without_time("Bijeenkomsten jan 2025"), without_time("presentie_6-1-2025"), without_time("Koffie 6 januari")
    ('Bijeenkomsten', 'presentie', 'Koffie')
    """
    if _MONTH_OF_YEAR.fullmatch(text.strip()):
        return ""
    text = _YEAR.sub(" ", _DATE.sub(" ", text))
    kept = _WORDS.sub(lambda match: " " if match[0].lower() in MONTHS else match[0], text)
    return re.sub(r"[\s_-]+", " ", kept).strip(" .,'()")


@functools.lru_cache(maxsize=4096)
def is_day(text: str) -> bool:
    """Whether a text is a day, with its year or without.

    Examples
    --------
    >>> [is_day(text) for text in ("6-1-2025", "ma 6 jan", "13/1", "45663", "6-1-25", "12", "Jan", "12.5.1")]
    [True, True, True, True, True, False, False, False]
    """
    reading = one_day(text)
    if reading.day or reading.swapped or reading.fault == "two_digit_year":
        return True
    return of_serial(text) is not None or lacks_year(text)


def lacks_year(text: str) -> bool:
    """Whether a text is a day and a month without a year, or with two digits of it.

    Examples
    --------
    >>> [lacks_year(text) for text in ("6-1", "wo 8 jan.", "jan 8", "6-1-25", "6-1-2025", "6-13", "31-13", "12.5")]
    [True, True, True, True, False, True, False, False]
    """
    text = _without_weekday(text)
    if match := _NUMBERS.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        return "." not in text.rstrip(".") and 1 <= min(first, second) <= 12 and max(first, second) <= LAST_DAY
    if (match := _DAY_MONTH.fullmatch(text)) and match[2].lower() in MONTHS:
        return 1 <= int(match[1]) <= LAST_DAY
    if (match := _MONTH_DAY.fullmatch(text)) and match[1].lower() in MONTHS:
        return 1 <= int(match[2]) <= LAST_DAY
    return one_day(text).fault == "two_digit_year"


@functools.lru_cache(maxsize=4096)
def with_year(text: str, year: str) -> str:
    """A day to which its year is added where it has none; any other text as it is.

    Examples
    --------
    >>> with_year("6-1", "2025"), with_year("wo 8 jan.", "2025"), with_year("6-1-25", "2025"), with_year("x", "2025")
    ('6-1-2025', '8 jan 2025', '6-1-2025', 'x')
    """
    if not year or not lacks_year(text):
        return text
    text = _without_weekday(text)
    if match := _NUMBERS.fullmatch(text):
        return f"{match[1]}-{match[2]}-{year}"
    if (match := _DAY_MONTH.fullmatch(text)) and match[2].lower() in MONTHS:
        return f"{match[1]} {match[2]} {year}"
    if match := _MONTH_DAY.fullmatch(text):
        return f"{match[2]} {match[1]} {year}"
    short = _TWO_DIGITS.fullmatch(text)
    return f"{short[1]}{year}" if short and year.endswith(short[2]) else text


def years_of(days: Iterable[str], year: str) -> dict[str, str]:
    """The year of each day without one, in the order of a list: from December to January the next year begins.

    A list of which the months fall back more than once has one order no more; all its days are then of one year.

    Examples
    --------
    >>> years_of(["16-12", "6 jan", "13-1", "6-1-2025"], "2024"), years_of(["6-1", "16-12"], "2024")
    ({'16-12': '2024', '6 jan': '2025', '13-1': '2025'}, {'6-1': '2024', '16-12': '2024'})
    """
    known = [day for day in dict.fromkeys(days) if lacks_year(day) or (is_week(day) and week_lacks_year(day))]
    written = [day_in_week(day, "2024", 4) if is_week(day) else with_year(day, "2024") for day in known]
    months = [read.month if (read := one_day(day).day) else 0 for day in written]
    turns = falls_back(months)
    later = len(turns) == 1
    return {day: str(int(year) + (later and place >= turns[0])) for place, day in enumerate(known)}


def falls_back(months: Sequence[int]) -> list[int]:
    """Where in a list of months another year seems to begin: more than half a year earlier than the month before.

    Examples
    --------
    >>> falls_back([11, 12, 1, 2]), falls_back([1, 5, 3])
    ([2], [])
    """
    return [place for place in range(1, len(months)) if months[place - 1] - months[place] > HALF_A_YEAR]


def turn_of_sheets(sheets: Sequence[str]) -> dict[str, str]:
    """The first sheet, and that with which another year begins, of sheets of months; nothing where none does.

    Examples
    --------
    >>> turn_of_sheets(["nov", "dec", "jan"]), turn_of_sheets(["jan", "feb"])
    ({'first': 'nov', 'later': 'jan'}, {})
    """
    months = list(map(month_of_sheet, sheets))
    turns = falls_back(months) if all(months) else []
    return {"first": sheets[0], "later": sheets[turns[0]]} if len(turns) == 1 else {}


def month_of_sheet(name: str) -> int:
    """The month of a sheet that is called by its name or its number; 0 for none.

    Examples
    --------
    >>> month_of_sheet("mei"), month_of_sheet("05"), month_of_sheet("Blad1"), month_of_sheet("13")
    (5, 5, 0, 0)
    """
    months = months_in(name)
    return months[0] if months else int(name) if _MONTH_NUMBER.fullmatch(name) else 0


def is_newest_first(sheets: Sequence[str]) -> bool:
    """Whether sheets of months run backwards over a new year.

    Examples
    --------
    >>> is_newest_first(["feb", "jan", "dec", "nov"]), is_newest_first(["nov", "dec", "jan"])
    (True, False)
    >>> is_newest_first(["jan", "dec"])  # as well two meetings of one year
    False
    """
    months = list(map(month_of_sheet, reversed(sheets)))
    turns = falls_back(months) if all(months) and len(months) > 2 else []
    parts = [months[: turns[0]], months[turns[0] :]] if len(turns) == 1 else []
    return bool(parts) and all(part == sorted(set(part)) for part in parts)


def in_month(text: str, month: int | None) -> str:
    """A number of a day, with the month that stands in the name of its sheet; any other text as it is.

    Examples
    --------
    >>> in_month("6", 1), in_month("ma 6", 1), in_month("6-1", 1), in_month("6", None)
    ('6 jan', '6 jan', '6-1', '6')
    """
    day = _without_weekday(text)
    if month is None or not re.fullmatch(r"\d{1,2}", day, re.ASCII) or not 1 <= int(day) <= LAST_DAY:
        return text
    return f"{int(day)} {SHORT_MONTHS[month - 1]}"


def _without_weekday(text: str) -> str:
    text = " ".join(text.replace("\u00a0", " ").split())
    first, _, rest = text.partition(" ")
    return rest if rest and first.rstrip(".,").lower() in WEEKDAYS else text
