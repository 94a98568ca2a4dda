"""Where a report comes from: what is printed on pages, and the manifest that is not published."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGES = ("gezondmenu", "numpy", "pandas", "scipy", "statsmodels", "matplotlib", "papermill", "nbconvert")
SHOWN = ("pandas", "numpy", "statsmodels", "matplotlib", "papermill")
PRIVATE = "not_published"
MANIFEST = f"{PRIVATE}/manifest.json"


def versions_line() -> str:
    """The versions that a page names: this package, Python, and what its numbers rest on."""
    others = ", ".join(f"{name} {version(name)}" for name in SHOWN)
    return f"{version('gezondmenu')}; Python {platform.python_version()}, {others}"


def sha256(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_manifest(out: Path, entries: dict[str, Any], pages: list[Path]) -> Path:
    """Write what made this run: inputs with their hashes, choices, versions and the pages made.

    The hashes of people's files would let others check a guess about them, so this file stays with the makers.
    """
    path = out / MANIFEST
    path.parent.mkdir(parents=True, exist_ok=True)
    manifest = {
        **entries,
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "pages": {page.name: sha256(page) for page in sorted(pages)},
    }
    path.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def read_manifest(out: Path) -> dict[str, Any]:
    """The manifest of an earlier run in the same folder; empty when there is none."""
    path = out / MANIFEST
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
