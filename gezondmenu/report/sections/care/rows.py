"""Which rows the section on looking after each other shows."""

from __future__ import annotations

HELP = ("requests", "solved_share", "solved_by_community", "open_share", "days_to_solved")
FUNNEL = ("funnel_asked", "funnel_attended", "funnel_referred")
EMPLOYERS = ("employers", "employers_share")
CARDS = {"help": ("help",), "funnel": ("funnel",), "employers": ("employers",)}
