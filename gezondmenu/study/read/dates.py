"""Days and times of day as people write them: which readings a column allows, and the one that is meant.

What a cell says is read by itself (`one_day`); whether ``3/4/2025`` has the day or the month first is seen from the
whole column (`order_of`), said in study.toml (``date_order``), or asked (`study/check/date_checks.py`).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names

DAY_FIRST, MONTH_FIRST, BOTH = "day_first", "month_first", "both"
HALF_IN_EXCEL = "month_first_in_excel"
FIRST_SERIAL, LAST_SERIAL = 25569, 55152  # 1970 and 2050: what a spreadsheet counts from 1900 for a day
DAYS_TO_1904 = 1462  # how much later the calendar of 1904 begins

_CLOCK = r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?)?"
_ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK} ?(?:[+-]\d{{2}}:?\d{{2}}|Z)?", re.I | re.A)
_UTC = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)? ?(?:Z|[+-]00:?00)", re.I | re.A)
_NUMBERS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_CLOCK}", re.I | re.A)
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:e|de|ste|st|nd|rd|th)?[-/. ]+([^\W\d_]+)\.?,?[-/. ]+(\d{{4}}|\d{{2}}){_CLOCK}", re.I
)
_MONTH_DAY = re.compile(rf"([^\W\d_]+)\.?[-/. ]+(\d{{1,2}})(?:st|nd|rd|th)?,?[-/. ]+(\d{{4}}){_CLOCK}", re.I)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", re.A)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.A)
_WEEKDAY = re.compile(r"([^\W\d_]+)\.?,? +(?=\S)")
_TIME = re.compile(
    r"(\d{1,2})(?:[:.]|[uU]|h)(\d{2})(?::\d{2}(?:\.\d+)?)? ?(?:uur|u|h)?"
    r"|(\d{1,2}) ?(?:uur|u|h)"
    r"|([01]\d|2[0-3])([0-5]\d)",
    re.A,
)
_TWELVE = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})? ?([ap])\.?m\.?", re.I | re.A)


class Day(NamedTuple):
    """How a cell can be read as a day; `swapped` is the other reading of a cell that allows two."""

    day: dt.date | None
    swapped: dt.date | None = None
    fault: str = ""
    is_ordered: bool = True


def _names(names: object) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for language in ("nl", "en"):
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, word in names(width, context=context, locale=language).items():  # type: ignore[operator]
                    numbers[word.lower().rstrip(".")] = number
    return numbers


MONTHS = {**_names(get_month_names), "sept": 9, "mrt": 3, "mar": 3}
WEEKDAYS = frozenset(_names(get_day_names))


def one_day(text: str, order: str = DAY_FIRST) -> Day:
    """One cell as a day; ``3/4/2025`` by `order`.

    Examples
    --------
    >>> one_day("ma 6-jan-2025").day, one_day("3/4/2025").swapped
    (datetime.date(2025, 1, 6), datetime.date(2025, 3, 4))
    """
    text = " ".join(text.replace("\u00a0", " ").split())
    if (match := _WEEKDAY.match(text)) and match[1].lower() in WEEKDAYS:
        text = text[match.end() :]
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _day(match[1], match[2], match[3])
    if match := _NUMBERS.fullmatch(text):
        first, _, second, year = match.groups()
        ways = (_day(year, second, first), _day(year, first, second))
        day, other = ways if order != MONTH_FIRST else ways[::-1]
        return day._replace(swapped=other.day, is_ordered=False)
    if (match := _DAY_MONTH.fullmatch(text)) and match[2].lower() in MONTHS:
        return _day(match[3], MONTHS[match[2].lower()], match[1])
    if (match := _MONTH_DAY.fullmatch(text)) and match[1].lower() in MONTHS:
        return _day(match[3], MONTHS[match[1].lower()], match[2])
    return Day(None, fault="not_a_date")


def _day(year: str, month: str | int, day: str) -> Day:
    if len(year) == 2:
        return Day(None, fault="two_digit_year")
    try:
        return Day(dt.date(int(year), int(month), int(day)))
    except ValueError:
        return Day(None, fault="not_a_date")


def of_serial(text: str, since_1904: bool = False) -> dt.date | None:
    """The day of a number that a spreadsheet shows for a date without its format; None when it can be none.

    Examples
    --------
    >>> of_serial("45663"), of_serial("12")
    (datetime.date(2025, 1, 6), None)
    """
    match = _SERIAL.fullmatch(text)
    number = int(match[1]) + DAYS_TO_1904 * since_1904 if match else 0
    return dt.date(1899, 12, 30) + dt.timedelta(days=number) if FIRST_SERIAL <= number <= LAST_SERIAL else None


def of_utc(text: str, zone: str) -> dt.date | None:
    """The day in a time zone of a moment that is written in UTC; None for any other text.

    Examples
    --------
    >>> of_utc("2025-01-06T23:30:00Z", "Europe/Amsterdam"), of_utc("2025-06-30T22:30:00Z", "Europe/Amsterdam")
    (datetime.date(2025, 1, 7), datetime.date(2025, 7, 1))
    """
    match = _UTC.fullmatch(text.strip())
    if not match:
        return None
    try:
        clock = dt.time.fromisoformat(match[2].zfill(len(match[2]) if match[2][1] != ":" else len(match[2]) + 1))
        day = one_day(match[1]).day
        return dt.datetime.combine(day, clock, dt.UTC).astimezone(ZoneInfo(zone)).date() if day else None
    except ValueError:
        return None


def order_of(cells: list[str]) -> str | None:
    """The order that the cells of a column show beyond doubt (which may be both); None when they show none.

    Examples
    --------
    >>> order_of(["1/3/2025", "1/13/2025"]), order_of(["1/3/2025"])
    ('month_first', None)
    """
    seen = set()
    for cell in cells:
        reading = one_day(cell)
        if not reading.is_ordered and (reading.day is None) != (reading.swapped is None):
            seen.add(MONTH_FIRST if reading.day is None else DAY_FIRST)
    return seen.pop() if len(seen) == 1 else BOTH if seen else None


def time_of_day(text: str) -> str | None:
    """A time of day as ``19:00``; None when it is none.

    Examples
    --------
    >>> time_of_day("7:00 PM"), time_of_day("19u00"), time_of_day("1900"), time_of_day("25:00")
    ('19:00', '19:00', '19:00', None)
    """
    if match := _TWELVE.fullmatch(text):
        hours, minutes = int(match[1]), int(match[2] or 0)
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + 12 * (match[3].lower() == "p")
    elif match := _TIME.fullmatch(text):
        hours, minutes = int(match[1] or match[3] or match[4]), int(match[2] or match[5] or 0)
    else:
        return None
    return f"{hours:02d}:{minutes:02d}" if hours < 24 and minutes < 60 else None
