"""Room: how a notebook shows what the library gives. The tables themselves stay plain DataFrames."""

from gezondmenu.display.show import show

__all__ = ["show"]
