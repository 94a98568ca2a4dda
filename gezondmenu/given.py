"""What a caller gives: the nearest name where there is none of that name, and one clear error for another kind."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from gezondmenu.language import message
from gezondmenu.vocabulary import ESTIMATE_KEY, NUMBER_COLUMNS, GezondmenuError

DID_YOU_MEAN = message("(did you mean {closest}?)")
OF_ESTIMATES = "gm.estimate(study)"
ROW_COLUMNS = (*ESTIMATE_KEY, *NUMBER_COLUMNS, "status")
"""Columns without which a table is no estimate table."""
MOST_BESIDE_NEAREST = 12
"""Names that an error lists where it knows the nearest one."""
LONGEST_SHOWN = 60
"""Characters of what was given that an error repeats."""


def closest_name(name: str, names: Iterable[object]) -> str | None:
    """What the user may have meant, or None.

    Examples
    --------
    >>> closest_name("sesions", ["areas", "sessions"]), closest_name("Sessions ", ["areas", "sessions"])
    ('sessions', 'sessions')
    """
    known = sorted(map(str, names))
    plain = name.strip().lower().replace(" ", "_").replace("-", "_")
    close = [each for each in known if each.lower() == plain] or difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    return close[0] if close else None


def not_there(
    template: str, given: Iterable[object], known: Iterable[object], near: Iterable[object] = (), **values: object
) -> GezondmenuError:
    """The error for names that are not there, with the nearest one that is.

    Parameters
    ----------
    template : str
        A message with ``{given}`` and perhaps ``{known}``.
    given : iterable
        The names that are not there.
    known : iterable
        All names that are.
    near : iterable, optional
        Further names that may be meant, and are not listed.
    **values
        What else the message fills in.

    Examples
    --------
    >>> str(not_there("no area {given}; there are {known}", ["WK1O"], ["WK10", "all"]))
    "no area 'WK1O'; there are WK10, all (did you mean WK10?)"
    """
    names, wrong = list(dict.fromkeys(map(str, known))), list(given)
    meant = [*names, *near]
    close = dict.fromkeys(nearest for one in wrong if (nearest := closest_name(str(one), meant)))
    most = MOST_BESIDE_NEAREST if close else len(names)
    listed = ", ".join([*names[:most], *(["…"] if len(names) > most else [])]) or "-"
    filled = {"given": ", ".join(map(shown, wrong)), "known": listed, "closest": ", ".join(close), **values}
    return GezondmenuError(*([template, DID_YOU_MEAN] if close else [template]), **filled)


def shown(given: object) -> str:
    """What was given, as an error repeats it: a text or a number itself, of anything else its kind.

    Examples
    --------
    >>> shown("folder"), shown(None), shown([1, 2]), shown(pd.DataFrame())
    ("'folder'", 'None', 'list', 'DataFrame')
    """
    if isinstance(given, Path):
        given = str(given)
    if given is None or isinstance(given, str | int | float):
        words = repr(given)
        return words if len(words) <= LONGEST_SHOWN else f"{words[: LONGEST_SHOWN - 1]}…"
    return type(given).__name__


def check_choice(name: str, given: object, known: Iterable[str]) -> str:
    """The word itself, where it is one of those known.

    Parameters
    ----------
    name : str
        What it is, for the error.
    given : str
    known : iterable of str

    Raises
    ------
    GezondmenuError
        With the nearest word that is known.

    Examples
    --------
    >>> check_choice("reader", "insurers", ["all", "insurer"])
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: reader must be one of all, insurer, not 'insurers' (did you mean insurer?)
    """
    allowed = list(known)
    if isinstance(given, str) and given in allowed:
        return given
    raise not_there(message("{name} must be one of {known}, not {given}"), [given], allowed, name=name)


def check_number(name: str, given: Any, *, whole: bool = False) -> None:
    """Raise unless it is a number, or a whole one; True and False are none.

    Examples
    --------
    >>> check_number("draws", "many", whole=True)
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: draws must be a whole number, not 'many'
    """
    kind = getattr(getattr(given, "dtype", None), "kind", "")
    is_scalar = not hasattr(given, "__len__") and not isinstance(given, bool)
    if whole and not (is_scalar and (isinstance(given, int) or (kind in "iu" and kind))):
        raise GezondmenuError("{name} must be a whole number, not {given}", name=name, given=shown(given))
    if not (is_scalar and (isinstance(given, int | float) or (kind in "iuf" and kind))):
        raise GezondmenuError("{name} must be a number, not {given}", name=name, given=shown(given))


def check_text(name: str, given: object) -> None:
    """Raise unless it is a text.

    Examples
    --------
    >>> check_text("area", 7)
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: area must be a text, not 7
    """
    if not isinstance(given, str):
        raise GezondmenuError("{name} must be a text, not {given}", name=name, given=shown(given))


def check_path(name: str, given: object) -> Path:
    """The path of a file or folder.

    Examples
    --------
    >>> check_path("folder", None)
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: folder must be the path of a file or folder, not None
    """
    if isinstance(given, str | Path):
        return Path(given)
    raise GezondmenuError("{name} must be the path of a file or folder, not {given}", name=name, given=shown(given))


def check_texts(name: str, given: object) -> list[str]:
    """The texts of a list; one text counts as a list of one.

    Examples
    --------
    >>> check_texts("indicators", "visits"), check_texts("indicators", ("visits", "costs"))
    (['visits'], ['visits', 'costs'])
    """
    if isinstance(given, str):
        return [given]
    if isinstance(given, Iterable) and not isinstance(given, pd.DataFrame):
        texts = list(given)
        if all(isinstance(each, str) for each in texts):
            return texts
    raise GezondmenuError("{name} must be a list of texts, not {given}", name=name, given=shown(given))


def check_frame(name: str, given: object) -> None:
    """Raise unless it is a DataFrame.

    Examples
    --------
    >>> check_frame("areas", [1])
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: table areas must be a DataFrame, not list
    """
    if not isinstance(given, pd.DataFrame):
        raise GezondmenuError("table {name} must be a DataFrame, not {given}", name=name, given=shown(given))


def check_table(function: str, given: object, source: str, columns: Iterable[str]) -> None:
    """Raise unless it is a table with these columns, as `source` gives it.

    Examples
    --------
    >>> check_table("gm.release", "folder", "gm.estimate(study)", ["area"])
    Traceback (most recent call last):
        ...
    gezondmenu.vocabulary.GezondmenuError: gm.release needs the table that gm.estimate(study) gives, not 'folder'
    """
    words = {"function": function, "source": source}
    if not isinstance(given, pd.DataFrame):
        raise GezondmenuError(
            "{function} needs the table that {source} gives, not {given}", given=shown(given), **words
        )
    missing = [column for column in columns if column not in given]
    if missing:
        raise GezondmenuError(
            "{function} needs the table that {source} gives; this one lacks the columns {columns}",
            columns=", ".join(missing),
            **words,
        )


def check_rows(function: str, given: object, source: str = OF_ESTIMATES) -> None:
    """Raise unless it is an estimate table."""
    check_table(function, given, source, ROW_COLUMNS)
