"""What a lesson says to an answer. A check holds the truth as a seal, so that who reads it does not read the answer."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

NOT_YET = "not yet: give your answer in the cell above"

_DIGITS = 12  # of a digest; enough to tell answers apart


def seal(truth: float | str, decimals: int = 0, tolerance: float = 0.0) -> str:
    """An answer that a check can recognise and a reader cannot read.

    Parameters
    ----------
    truth : number or str
    decimals : int
        To which the exercise asks a number to be rounded; an answer is rounded to it as well.
    tolerance : float
        How far off a rounded number may be and still be right.

    Returns
    -------
    str
        For `right_or_almost`: the decimals, and a digest of each answer that is right.

    Examples
    --------
    >>> right_or_almost(12.6, seal(12.604, decimals=1))
    'right'
    """
    if isinstance(truth, str):
        return f"text {_digest(_as_text(truth))}"
    step = 10**decimals
    first, last = math.ceil((truth - tolerance) * step), math.floor((truth + tolerance) * step)
    right = {round(truth * step), *range(first, last + 1)}
    return " ".join([str(decimals), *(_digest(_as_number(number / step, decimals)) for number in sorted(right))])


def right_or_almost(answer: Any, sealed: str, hint: str = "") -> str:
    """What a lesson says to an answer: right, almost with a hint, or not yet while there is no answer.

    Parameters
    ----------
    answer : number or str or None
        None while the student has not answered. Anything else, such as a list, a table or a missing value, is no
        right answer, and never an error.
    sealed : str
        Of `seal`.
    hint : str
        Where to look.

    Examples
    --------
    >>> right_or_almost(13, seal(12.604, decimals=1), "give one decimal")
    'almost: give one decimal'
    >>> right_or_almost([12.6], seal(12.604, decimals=1), "round to one decimal")
    'almost: give one number; round to one decimal'
    """
    if answer is None:
        return NOT_YET
    kind, *digests = sealed.split()
    if kind == "text":
        given = _as_text(str(answer))
    elif (number := _one_number(answer)) is None:
        return f"almost: give one number; {hint}" if hint else "almost: give one number"
    else:
        given = _as_number(number, int(kind))
    return "right" if _digest(given) in digests else f"almost: {hint}"


def defensible(choice: Any, reason: Any, choices: Sequence[str], names: str) -> str:
    """What a lesson says to a choice with a reason: the choice can be judged here, and the reason by people only.

    Parameters
    ----------
    choice : str or None
        None while the student has not chosen.
    reason : str
        Never judged; only whether there is any.
    choices : sequence of str
        Those that can be defended.
    names : str
        What a good reason names.

    Examples
    --------
    >>> defensible("share", "", ["share", "distribution"], "who looks at it")
    'defensible: now write your reason; a good one names who looks at it'
    >>> defensible("share", "word " * 10, ["share", "distribution"], "who looks at it")
    'defensible: no computer can judge your reason; compare it: a good one names who looks at it'
    """
    if choice is None:
        return NOT_YET
    if _as_text(str(choice)) not in {_as_text(each) for each in choices}:
        return f"almost: choose one of {', '.join(choices)}"
    if not str(reason or "").strip():
        return f"defensible: now write your reason; a good one names {names}"
    return f"defensible: no computer can judge your reason; compare it: a good one names {names}"


def _one_number(answer: Any) -> float | None:
    """The number that an answer is; None for a text, a list, a table, a missing or an endless value."""
    try:
        number = None if isinstance(answer, str | bytes) or np.ndim(answer) else float(answer)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if number is not None and math.isfinite(number) else None


def _as_text(answer: str) -> str:
    return answer.strip().lower()


def _as_number(number: float, decimals: int) -> str:
    return f"{round(number, decimals) + 0.0:.{decimals}f}"  # no minus before a zero


def _digest(answer: str) -> str:
    return hashlib.sha256(f"gezondmenu:{answer}".encode()).hexdigest()[:_DIGITS]
