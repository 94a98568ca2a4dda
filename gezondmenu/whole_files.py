"""Files that are there whole, or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Write whole or not at all; who may read the file stays as it was.

    Raises
    ------
    OSError
        With the name of the file, also where the system does not give it (a full disk).
    """
    scratch = path.with_name(scratch_name(path.name))
    try:
        scratch.write_text(text, encoding="utf-8", newline="")
        if path.exists():
            shutil.copymode(path, scratch)
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        error.filename = str(path)
        raise


def scratch_name(name: str) -> str:
    """Under which name a file is written before it is there."""
    return f".{name}.part"
