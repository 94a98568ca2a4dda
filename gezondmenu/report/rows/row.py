"""One row of the published table, as a page sees it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from gezondmenu.reason import NOTHING, Kind, Reasons
from gezondmenu.vocabulary import Other, split_group, split_variant

NAN = float("nan")


@dataclass(frozen=True)
class Row:
    """One row of the published table, or the knowledge that there is none."""

    area: str
    period: str
    group: str
    indicator: str
    value: float = NAN
    lower: float = NAN
    upper: float = NAN
    unit: str = ""
    numerator: float = NAN
    denominator: float = NAN
    n: float = NAN
    design: str = ""
    status: str = "absent"
    reasons: Reasons = NOTHING
    variant: str = "main"
    method: str = ""

    @property
    def known(self) -> bool:
        """Whether there is a number to show."""
        return self.status in ("ok", "unstable") and not math.isnan(self.value)

    @property
    def hidden(self) -> bool:
        """Whether the number was hidden to protect people."""
        return self.status == "suppressed"

    @property
    def has_interval(self) -> bool:
        """Whether it can be said how sure the number is."""
        return self.known and not math.isnan(self.lower) and not math.isnan(self.upper)

    @property
    def traits(self) -> Mapping[str, str]:
        """The traits and levels of the group that the row is about; empty for a total."""
        return split_group(self.group)

    @property
    def other(self) -> Other | None:
        """The area or the period that the row stands beside, where it is a comparison."""
        return split_variant(self.variant)

    def reason(self, kind: Kind) -> dict[str, Any] | None:
        """The values of one reason, when the row carries it."""
        return self.reasons.get(kind)


FIELDS = tuple(field.name for field in fields(Row))
