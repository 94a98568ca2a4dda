"""Where a report comes from: what is printed on pages, and the manifest that is not published.

The manifest is written before the first page is made, and again with the hashes of the pages. So a run that is broken
off leaves no page that a later run takes for its own.
"""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from gezondmenu.whole_files import write_whole

PACKAGES = ("gezondmenu", "numpy", "pandas", "scipy", "statsmodels", "matplotlib", "papermill", "nbconvert")
SHOWN = ("pandas", "numpy", "statsmodels", "matplotlib", "papermill")
PRIVATE = "not_published"
MANIFEST = f"{PRIVATE}/manifest.json"


def versions_line() -> str:
    """The versions that a page names: this package, Python, and what its numbers rest on."""
    others = ", ".join(f"{name} {version(name)}" for name in SHOWN)
    return f"{version('gezondmenu')}; Python {platform.python_version()}, {others}"


def versions() -> dict[str, str]:
    """The version of Python and of each package that a page rests on."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def write_manifest(out: Path, entries: dict[str, Any], pages: dict[str, str]) -> Path:
    """Write what made this run: inputs with their hashes, choices, versions and the pages.

    The hashes of people's files would let others check a guess about them, so this file stays with the makers.

    Parameters
    ----------
    out : Path
    entries : dict
        Inputs, choices and parameters.
    pages : dict
        SHA-256 of each page by its file name; blank for a page that is still to be made.
    """
    path = out / MANIFEST
    path.parent.mkdir(parents=True, exist_ok=True)
    manifest = {**entries, "versions": versions(), "pages": dict(sorted(pages.items()))}
    write_whole(path, json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    return path


def read_manifest(out: Path) -> dict[str, Any]:
    """The manifest of an earlier run in the same folder; empty when there is none that can be read."""
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return manifest if isinstance(manifest, dict) else {}
