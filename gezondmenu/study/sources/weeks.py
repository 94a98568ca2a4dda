"""Weeks in place of days, as ISO 8601 counts them."""

from __future__ import annotations

import datetime as dt
import re

LAST_WEEK = 53
_WEEK = re.compile(
    r"(?:wk|week|weeknr|weeknummer)[. _]*(\d{1,2})(?:[ ,_/-]+(20\d\d))?|(20\d\d)-?W(\d{1,2})", re.IGNORECASE
)


def is_week(text: str) -> bool:
    """Whether a text is the number of a week, with its year or without.

    Examples
    --------
    >>> [is_week(text) for text in ("wk 3", "Week 12 2025", "2025-W03", "week", "3", "weekend 2")]
    [True, True, True, False, False, False]
    """
    return _week(text) is not None


def week_lacks_year(text: str) -> bool:
    """Whether a text is the number of a week without its year; a plain number is one where weeks are expected.

    Examples
    --------
    >>> [week_lacks_year(text) for text in ("wk 3", "12", "2025-W03", "x")]
    [True, True, False, False]
    """
    week = _week(text) or _week(f"week {text}")
    return week is not None and not week[1]


def day_in_week(text: str, year: str, weekday: int) -> str:
    """The day of a week by its number, as ISO 8601 counts weeks; what is no week of the year as it is.

    Examples
    --------
    >>> day_in_week("wk 3", "2025", 1), day_in_week("2025-W01", "", 1), day_in_week("53", "2025", 1)
    ('2025-01-13', '2024-12-30', '53')
    """
    number, own = _week(text) or _week(f"week {text}") or (0, "")
    try:
        return dt.date.fromisocalendar(int(own or year or 0), number, weekday).isoformat()
    except ValueError:
        return text


def _week(text: str) -> tuple[int, str] | None:
    match = _WEEK.fullmatch(" ".join(text.split()))
    number, year = (int(match[1] or match[4]), match[2] or match[3] or "") if match else (0, "")
    return (number, year) if 1 <= number <= LAST_WEEK else None
