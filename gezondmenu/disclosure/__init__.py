"""Room: the release rules, and the trace of a number through them."""

from gezondmenu.disclosure.release import release
from gezondmenu.disclosure.trace import trace

__all__ = ["release", "trace"]
