"""The command `gezondmenu`: a module for each command with options of its own, all of them in `commands`."""

from gezondmenu.cli.commands import main

__all__ = ["main"]
