"""Room: the release rules."""

from gezondmenu.disclosure.release import release

__all__ = ["release"]
