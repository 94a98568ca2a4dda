"""Ground floor: array functions that each cite a formula."""

from gezondmenu.numbers.counts import byar
from gezondmenu.numbers.proportions import wilson

__all__ = ["byar", "wilson"]
