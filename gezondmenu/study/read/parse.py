"""Text to numbers, dates and words: every reading of a cell that is not certain becomes a fault, never a guess."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from gezondmenu.study.read.cells import Cells, coded, distinct
from gezondmenu.study.read.cells_in_words import NIL, SECRET, UNKNOWN, Remark, about, plain_euros, without_mark
from gezondmenu.study.read.dates import one_day, time_of_day
from gezondmenu.study.read.spreadsheet_errors import SPREADSHEET_ERRORS
from gezondmenu.study.schema import DTYPES, Column
from gezondmenu.vocabulary import age_band

BLANK = frozenset(("", ".", "na", "n/a", "nan", "nvt", "n.v.t.", "onbekend", "unknown"))
"""What stands for an unknown value, in columns that hold no free text ("." is how CBS writes it)."""

YES = frozenset(("yes", "ja", "true", "1", "waar", "j", "y"))
NO = frozenset(("no", "nee", "false", "0", "onwaar", "n"))
FIRST_YEAR, LAST_YEAR = 1900, 2100
LARGEST_COUNT = 10**9
SMALLEST_THOUSANDS = 1000

_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_ONE_MARK = re.compile(r"([+-]?)(\d*)([.,])(\d+)", re.ASCII)
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*(?:([.,])\d+)?", re.ASCII)
_SMALL = re.compile(r"[+-]?\d+(?:([.,])\d+)?[eE]-\d+", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_PERIOD = re.compile(r"(\d{4})(?:[- ]?[QK]([1-4])|-(\d{1,2}))?", re.IGNORECASE | re.ASCII)


class Fault(NamedTuple):
    """Why a cell cannot be read: the name of a rule and what its words need."""

    rule: str
    words: dict[str, Any]


class CellFaults(NamedTuple):
    """The rows (positions, not row numbers) that share a fault, or something that is told of cells that were read."""

    fault: Fault
    positions: np.ndarray
    is_read: bool = False


class Parsed(NamedTuple):
    """A column of the right type; a cell with a fault is missing in it."""

    values: pd.Series
    faults: list[CellFaults]


def parse_column(
    text: Cells,
    column: Column,
    native: np.ndarray | None = None,
    mark: str | None = None,
    keeps_codes: bool = False,
) -> Parsed:
    """Read the cells of one column.

    Parameters
    ----------
    text : Cells
        The cells, stripped.
    column : Column
        Says the type and the allowed values.
    native : array of bool, optional
        Which cells came as numbers from a spreadsheet or Parquet.
    mark : {",", "."}, optional
        The decimal mark of the file, where it is certain.
    keeps_codes : bool
        Words become categories instead of texts.

    Examples
    --------
    >>> from gezondmenu.study.schema import tables
    >>> parse_column(["12,5", "."], tables()["activities"].columns["price_eur"]).values.tolist()
    [12.5, nan]
    """
    if native is not None and native.any():
        keys = [f"\0{cell}" if known else cell for cell, known in zip(text, native, strict=True)]
        codes, unique = distinct(keys)
    else:
        codes, unique = distinct(text)
    reader = _READERS[column.type]
    results = [_read(str(key), reader, column, mark) for key in unique]
    values = [None if isinstance(r, Fault) else r.value if isinstance(r, Remark) else r for r in results]
    faults: dict[str, tuple[Fault, list[int], bool]] = {}
    for code, result in enumerate(results):
        if isinstance(result, Fault | Remark):
            fault = Fault(result.rule, result.words)
            faults.setdefault(repr(fault), (fault, [], isinstance(result, Remark)))[1].append(code)
    return Parsed(
        _spread(values, codes, column, keeps_codes),
        [
            CellFaults(fault, np.flatnonzero(_are(which, len(unique))[codes]), is_read)
            for fault, which, is_read in faults.values()
        ],
    )


def _spread(values: list[Any], codes: np.ndarray, column: Column, keeps_codes: bool) -> pd.Series:
    """A column by the values of its different cells."""
    if keeps_codes and DTYPES[column.type] == "str":
        return pd.Series(coded(codes, values), copy=False)
    return pd.Series(pd.array(values, dtype=DTYPES[column.type]).take(codes), copy=False)


def _are(which: list[int], count: int) -> np.ndarray:
    flags = np.zeros(count, dtype=bool)
    flags[which] = True
    return flags


def blank_column(column: Column, size: int, keeps_codes: bool = False) -> pd.Series:
    """A column in which nothing stands."""
    if keeps_codes and DTYPES[column.type] == "str":
        return pd.Series(coded(np.full(size, -1, dtype="int8"), []), copy=False)
    if keeps_codes and DTYPES[column.type] == "float64":
        return pd.Series(np.broadcast_to(np.nan, size), copy=False)  # one number in memory for all rows
    return pd.Series(index=range(size), dtype=DTYPES[column.type])


def decimal_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark that the numbers of a file show; None when they show none, or both.

    Examples
    --------
    >>> decimal_mark(["1.234", "4,50"]), decimal_mark(["1.234"])
    (',', None)
    """
    seen = {mark for text in texts if (mark := _shown_mark(_plain(text)))}
    return seen.pop() if len(seen) == 1 else None


def _shown_mark(text: str) -> str | None:
    if match := _ONE_MARK.fullmatch(text):
        return None if _is_ambiguous(match) else match[3]
    if match := _SMALL.fullmatch(text):
        return match[1]
    if match := _GROUPS.fullmatch(text):
        if match[1] == match[2]:
            return None
        return match[2] or {".": ",", ",": "."}.get(match[1])
    return None


def _is_ambiguous(match: re.Match[str]) -> bool:
    """Whether ``1.234`` is meant as 1234 or as 1 and 234 thousandths cannot be seen."""
    return len(match[4]) == 3 and bool(re.fullmatch(r"[1-9]\d{0,2}", match[2]))


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-").strip()


def _read(key: str, reader: Callable, column: Column, mark: str | None) -> Any:
    native = key.startswith("\0")
    text = key[1:] if native else key
    if text.upper() in SPREADSHEET_ERRORS or re.fullmatch(r"Err:\d{3}", text):
        return Fault("error_cell", {})
    if text.startswith("=") and len(text) > 1:
        return Fault("formula_without_result", {})
    if not text:
        return None
    # A word that is allowed in a choice ("none") or in free text is not read as blank.
    if column.type in ("id", "text", "choice"):
        return reader(text, native, column, mark)
    if column.type in ("number", "count"):
        return _read_figure(text, native, reader, column, mark)
    return None if text.lower() in BLANK else reader(text, native, column, mark)


def _read_figure(text: str, native: bool, reader: Callable, column: Column, mark: str | None) -> Any:
    """A number, or what a statistics office or a person writes for one; what is more than a number is told."""
    if text == UNKNOWN:
        return None
    if text.lower() == SECRET:
        return Remark(None, "secret_figure", {})
    if text == NIL and column.type == "count":
        return Remark(0, "nil_figure", {})
    if text.lower() in BLANK:
        return None
    if (plain := without_mark(text)) is not None:
        number = reader(plain, native, column, mark)
        return number if isinstance(number, Fault) else Remark(number, "provisional_figure", {})
    if column.type == "count" and (ends := about(text)):
        low, high = ends
        return Remark((low + high) // 2, "read_as_range", {"low": low, "high": high, "read": (low + high) // 2})
    return reader(plain_euros(text) if column.unit.startswith("EUR") else text, native, column, mark)


def _read_text(text: str, native: bool, column: Column, mark: str | None) -> str:
    return _canonical(text, column.values_alias) or text


def _canonical(text: str, values: dict[str, list[str]] | None) -> str | None:
    if not values:
        return None
    plain = _bare(text)
    for value, aliases in values.items():
        if plain in map(_bare, (value, *aliases)):
            return value
    return None


def _bare(text: str) -> str:
    """A word without capitals and accents, with spaces for underscores and no full stop."""
    letters = unicodedata.normalize("NFKD", text.lower().replace("_", " "))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).rstrip(".").split())


def _read_choice(text: str, native: bool, column: Column, mark: str | None) -> str | None:
    word = _canonical(text, column.values)
    return word or (None if text.lower() in BLANK else text)


def _read_number(text: str, native: bool, column: Column, mark: str | None) -> float | Fault:
    text = _plain(text)
    if native or _WHOLE.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else Fault("not_a_number", {})
    if match := _ONE_MARK.fullmatch(text):
        if _is_ambiguous(match) and column.max is not None and column.max < SMALLEST_THOUSANDS:
            mark = match[3]  # no thousands are possible in this column, so only decimals can be meant
        if mark is None and _is_ambiguous(match):
            sign, whole, separator, fraction = match.groups()
            words = {
                "whole": f"{sign}{whole}{fraction}",
                "longer": f"{sign}{whole}{separator}{fraction}0",
            }
            return Fault("ambiguous_number", words)
        if mark is not None and _is_ambiguous(match) and match[3] != mark:
            return float(match[1] + match[2] + match[4])
        return float(f"{match[1]}{match[2] or 0}.{match[4]}")
    if _SMALL.fullmatch(text):
        return float(text.replace(",", "."))
    if (match := _GROUPS.fullmatch(text)) and match[1] != match[2]:
        plain = text.replace(match[1], "")
        return float(plain.replace(match[2], ".") if match[2] else plain)
    return Fault("not_a_number", {})


def _read_count(text: str, native: bool, column: Column, mark: str | None) -> int | Fault:
    if not native and mark is None and (match := _ONE_MARK.fullmatch(text)) and _is_ambiguous(match):
        whole, small = match[1] + match[2] + match[4], match[1] + match[2]
        if match[4] == "000":  # some programs write 12 as 12.000
            return Fault("ambiguous_count", {"whole": whole, "small": small})
        text = whole  # a count has no decimals, so only thousands can be meant
    number = _read_number(text, native, column, mark)
    if isinstance(number, Fault):
        return number
    if not number.is_integer():
        return Fault("not_whole", {})
    if abs(number) > LARGEST_COUNT:
        high = column.max or LARGEST_COUNT
        return Fault("impossible_count", {"low": f"{column.min or 0:g}", "high": f"{high:.0f}"})
    return int(number)


def _read_date(text: str, native: bool, column: Column, mark: str | None) -> dt.datetime | Fault:
    reading = one_day(text)
    if reading.day is None:
        return Fault(reading.fault, {})
    if not FIRST_YEAR <= reading.day.year <= LAST_YEAR:
        return Fault("impossible_year", {})
    return dt.datetime.combine(reading.day, dt.time(0))


def _read_time(text: str, native: bool, column: Column, mark: str | None) -> str | Fault:
    if native and 0 <= float(text) < 1:
        minutes = round(float(text) * 24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes < 1440 else Fault("not_a_time", {})
    return time_of_day(text) or Fault("not_a_time", {})


def _read_year(text: str, native: bool, column: Column, mark: str | None) -> int | Fault:
    if not _YEAR.fullmatch(text):
        return Fault("not_a_year", {})
    return int(text) if FIRST_YEAR <= int(text) <= LAST_YEAR else Fault("impossible_year", {})


def _read_period(text: str, native: bool, column: Column, mark: str | None) -> str | Fault:
    match = _PERIOD.fullmatch(text)
    if not match or (match[3] and not 1 <= int(match[3]) <= 12):
        return Fault("not_a_period", {})
    year, quarter, month = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return Fault("impossible_year", {})
    return f"{year}-Q{quarter}" if quarter else f"{year}-{int(month):02d}" if month else year


def _read_yes_no(text: str, native: bool, column: Column, mark: str | None) -> bool | Fault:
    if text.lower() in YES:
        return True
    return False if text.lower() in NO else Fault("not_yes_or_no", {})


def _read_age_band(text: str, native: bool, column: Column, mark: str | None) -> str | Fault:
    return age_band(text) or Fault("not_an_age_band", {})


_READERS: dict[str, Callable[[str, bool, Column, str | None], Any]] = {
    "id": _read_text,
    "text": _read_text,
    "choice": _read_choice,
    "number": _read_number,
    "count": _read_count,
    "date": _read_date,
    "time": _read_time,
    "year": _read_year,
    "period": _read_period,
    "yes_no": _read_yes_no,
    "age_band": _read_age_band,
}
