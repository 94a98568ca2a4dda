"""Files that are there whole, or not at all."""

from __future__ import annotations

from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write whole or not at all."""
    scratch = path.with_name(scratch_name(path.name))
    scratch.write_text(text, encoding="utf-8", newline="")
    scratch.replace(path)


def scratch_name(name: str) -> str:
    """Under which name a file is written before it is there."""
    return f".{name}.part"
