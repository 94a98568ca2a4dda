"""Room: participation, low threshold, appreciation, community; the register with a card for each."""

from gezondmenu.indicators import (
    appreciation,
    community,
    composition,
    context,
    costs,
    helping,
    monitored,
    participation,
    personal_budgets,
    threshold,
    visiting,
    weights,
)
from gezondmenu.indicators.estimate import estimate

__all__ = [
    "appreciation",
    "community",
    "composition",
    "context",
    "costs",
    "estimate",
    "helping",
    "monitored",
    "participation",
    "personal_budgets",
    "threshold",
    "visiting",
    "weights",
]
