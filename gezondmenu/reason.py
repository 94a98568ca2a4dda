"""One reason is a code with named values; the reasons of a row are one object, and words only for people.

`reasons` has the catalogue. A row of the estimate table carries its reasons in the column `reasons`; `note` is made of
them where a table leaves the package, and nothing reads it.
"""

from __future__ import annotations

import enum
import functools
import json
import string
from collections.abc import Iterable
from typing import Any

import numpy as np


class Kind(enum.Enum):
    """A kind of reason: its name is the code, its value the message that `locale/` has the Dutch of."""

    def __call__(self, **values: object) -> Reasons:
        """A reason of the kind, with its values: numbers, texts, and lists of texts."""
        if values.keys() != fields_of(self):
            raise TypeError(f"{self.name} has the values {sorted(fields_of(self))}, not {sorted(values)}")
        return Reasons.of([(self, {name: _plain(value) for name, value in values.items()})])


class Reasons:
    """The reasons of one row, in order, each with its values. There is one object for the same reasons.

    It is no sequence, so that a cell of a DataFrame holds it as one value. Blank (false) where there is no reason.
    """

    __slots__ = ("_parts",)
    _all: dict[str, Reasons] = {}  # noqa: RUF012
    _parts: tuple[tuple[Kind, dict[str, Any]], ...]

    @classmethod
    def of(cls, parts: Iterable[tuple[Kind, dict[str, Any]]]) -> Reasons:
        """The one object for these reasons."""
        parts = tuple(parts)
        text = _as_json(parts)
        if text not in cls._all:
            made = object.__new__(cls)
            made._parts = parts
            cls._all[text] = made
        return cls._all[text]

    @classmethod
    def met_before(cls, text: str) -> Reasons | None:
        """The object whose JSON this is, where there is one already: nothing needs to be read then."""
        return cls._all.get(text)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The codes, in order."""
        return tuple(kind for kind, _ in self._parts)

    @property
    def words(self) -> str:
        """All reasons in English, with ``; `` between them."""
        return "; ".join(fill(kind.value, values) for kind, values in self._parts)

    @property
    def each(self) -> tuple[Reasons, ...]:
        """Each reason by itself."""
        return tuple(Reasons.of([part]) for part in self._parts)

    @property
    def first(self) -> Reasons:
        """The first reason alone; no reason where there is none."""
        return Reasons.of(self._parts[:1])

    def get(self, kind: Kind) -> dict[str, Any] | None:
        """The values of the first reason of a kind; None where there is none."""
        return next((dict(values) for part, values in self._parts if part is kind), None)

    def only(self, *kinds: Kind) -> Reasons:
        """The reasons of these kinds."""
        return Reasons.of(part for part in self._parts if part[0] in kinds)

    def without(self, *kinds: Kind) -> Reasons:
        """The reasons of other kinds."""
        return Reasons.of(part for part in self._parts if part[0] not in kinds)

    def items(self) -> tuple[tuple[Kind, dict[str, Any]], ...]:
        """Each reason as its kind and its values."""
        return tuple((kind, dict(values)) for kind, values in self._parts)

    def __contains__(self, kind: Kind) -> bool:
        return any(part is kind for part, _ in self._parts)

    def __bool__(self) -> bool:
        return bool(self._parts)

    def __str__(self) -> str:
        return _as_json(self._parts) if self._parts else ""

    def __repr__(self) -> str:
        return f"Reasons({self.words!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Reasons.of, (self._parts,)


def join(*reasons: Reasons) -> Reasons:
    """Several reasons of one row, without the blank ones and each once.

    Examples
    --------
    >>> from gezondmenu.reasons import Why
    >>> join(Why.NO_ANSWERS(), NOTHING, Why.NO_ANSWERS()).words
    'no answers'
    """
    parts: list[tuple[Kind, dict[str, Any]]] = []
    for reason in reasons:
        parts += [part for part in reason.items() if part not in parts]
    return Reasons.of(parts)


def fill(text: str, values: dict[str, Any], comma: str = ".") -> str:
    """A message with its values; numbers that are not whole have at most six digits, with `comma` between.

    Examples
    --------
    >>> fill("at least {least} points", {"least": 0.25}, ",")
    'at least 0,25 points'
    """
    return text.format(**{name: _shown(value, comma) for name, value in values.items()})


def _shown(value: Any, comma: str) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return f"{value:g}".replace(".", comma) if isinstance(value, float) else str(value)


@functools.cache
def fields_of(kind: Kind) -> set[str]:
    """The names of the values that a reason has.

    Examples
    --------
    >>> from gezondmenu.reasons import Why
    >>> sorted(fields_of(Why.UNKNOWN_OF))
    ['all', 'unknown']
    """
    return {name for _, name, _, _ in string.Formatter().parse(kind.value) if name}


def _plain(value: object) -> object:
    """A value as JSON keeps it: a whole number, a number, a text, or a list of texts."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (list, tuple)):
        return [str(each) for each in value]
    return value if isinstance(value, (int, float)) else str(value)


def _as_json(parts: Iterable[tuple[Kind, dict[str, Any]]]) -> str:
    return json.dumps([{"code": kind.name, **values} for kind, values in parts], ensure_ascii=False)


NOTHING = Reasons.of(())
"""No reason."""
