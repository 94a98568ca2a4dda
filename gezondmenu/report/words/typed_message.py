"""What a typed message is: a sentence with the kind of claim that it makes."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True)
class TypedMessage:
    """A message, the kind of claim it makes, and the designs it is for (empty: every design that allows the kind).

    `heading` is the same as a heading, without a full stop; blank where none asks for it.
    """

    kind: str
    text: str
    designs: tuple[str, ...] = ()
    heading: str = ""

    @property
    def values(self) -> list[str]:
        """The names that must be filled in."""
        return sorted({name for _, name, _, _ in Formatter().parse(self.text) if name})
