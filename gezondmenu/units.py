"""What a unit says: in euros or not, a share or not, and for each of what. A unit is taken apart here and nowhere else.

Units of our own are words of the cards; those of a price or of a user's own indicator are as somebody wrote them.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

A_YEAR = "a year"
"""The unit of a rate for each year: a share."""

_EUROS = re.compile(r"EUR|€|\beuros?\b", re.IGNORECASE)
_PER = re.compile(r"(?P<of>.*?)(?:/|(?:^| )per )(?P<per>.+)")


class Unit(NamedTuple):
    """The parts of a unit.

    `in_euros` is an amount of ours, to be written as such; `about_euros` names euros anywhere, in whatever words.
    """

    of: str
    per: str
    in_euros: bool
    about_euros: bool
    is_share: bool


@functools.lru_cache(maxsize=2**12)
def split_unit(unit: str) -> Unit:
    """The parts of a unit, each read once.

    Examples
    --------
    >>> split_unit("EUR/consult")[:3], split_unit("per EUR 1,000")[1:4]
    (('EUR', 'consult', True), ('EUR 1,000', False, True))
    >>> split_unit("visits per session")[:2], split_unit("share of persons").is_share, split_unit("km")[:2]
    (('visits', 'session'), True, ('km', ''))
    """
    match = _PER.fullmatch(unit)
    of, per = (match["of"], match["per"]) if match else (unit, "")
    return Unit(
        of=of,
        per=per,
        in_euros=unit.startswith("EUR"),
        about_euros=bool(_EUROS.search(unit)),
        is_share=unit in ("share", A_YEAR) or unit.startswith("share of "),
    )
