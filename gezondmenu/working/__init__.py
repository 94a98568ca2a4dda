"""Room: notebooks on a study of one's own: open it, count by hand, show others what was released."""

from __future__ import annotations

from gezondmenu.given import check_choice
from gezondmenu.working.figures import figure
from gezondmenu.working.opened import Opened
from gezondmenu.working.opening import open_study
from gezondmenu.working.released import block, heading, table, text

__all__ = ["Opened", "block", "check_choice", "figure", "heading", "open_study", "table", "text"]
