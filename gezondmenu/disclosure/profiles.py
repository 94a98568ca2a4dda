"""The release profiles: which counts of persons are hidden, and how the others are rounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from gezondmenu.given import check_choice


def to_five(counts: np.ndarray) -> np.ndarray:
    """Round whole numbers to the nearest multiple of 5.

    Examples
    --------
    >>> to_five(np.array([0, 12, 13])).tolist()
    [0.0, 10.0, 15.0]
    """
    return 5 * np.floor((counts + 2) / 5)


def to_midpoint_six(counts: np.ndarray) -> np.ndarray:
    """Midpoint-6 rounding: 0 stays 0, 1-6 become 3, 7-12 become 9, and so on.

    References
    ----------
    OpenSAFELY documentation, statistical disclosure control (docs.opensafely.org).

    Examples
    --------
    >>> to_midpoint_six(np.array([0, 7, 342])).tolist()
    [0.0, 9.0, 339.0]
    """
    return np.where(counts > 0, 6 * np.ceil(counts / 6) - 3, counts)


def unchanged(counts: np.ndarray) -> np.ndarray:
    """No rounding."""
    return counts


@dataclass(frozen=True)
class Profile:
    """The rules of one release.

    Attributes
    ----------
    smallest : int
        Smallest count of persons that is shown (0 always is); also of visits.
    smallest_sensitive : int
        Smallest denominator of a percentage about a sensitive trait.
    largest_class : float
        A sensitive trait is hidden when more than this share is in one class.
    round_persons : callable
        How counts of persons are rounded; `width` is the size of its classes.
    """

    name: str
    smallest: int
    smallest_sensitive: int
    largest_class: float
    round_persons: Callable[[np.ndarray], np.ndarray]
    width: int

    @property
    def promise(self) -> int:
        """How many whole numbers a hidden count may be for others: all that are too small to be shown."""
        return self.smallest - 1

    @property
    def hides(self) -> bool:
        """Whether anything is hidden at all: if not, every page carries a watermark."""
        return self.smallest > 0


PROFILES = {
    profile.name: profile
    for profile in (
        Profile("standard", 10, 30, 0.9, to_five, 5),
        Profile("opensafely", 8, 31, 0.9, to_midpoint_six, 6),  # 30 would be alone in its class
        Profile("internal", 0, 0, 1.0, unchanged, 1),
    )
}


def profile_of(rule: str) -> Profile:
    """The profile of a name.

    Raises
    ------
    GezondmenuError
        With the names that exist.
    """
    return PROFILES[check_choice("rule", rule, PROFILES)]
