"""The pages of the site that nobody writes: made from the code, the notebooks and the texts of the source tree.

`conf.py` calls `write_pages` before every build; what it writes is ignored by git.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from from_code import cards, facts, functions, notebooks, study_tables, texts

MADE = ("tutorials", "notebooks", "reference", "methods", "project")
"""Folders of `docs/` in which every file is made."""


def write_pages(docs: Path) -> None:
    """Write all pages; one that did not change is left alone, so that Sphinx need not read it again."""
    pages = {
        **cards.pages(),
        **study_tables.pages(),
        **facts.pages(),
        **functions.pages(),
        **notebooks.pages(),
        **texts.pages(),
    }
    for folder in MADE:
        for path in (docs / folder).rglob("*"):
            if path.is_file() and path.relative_to(docs).as_posix() not in pages:
                path.unlink()
    for name, text in pages.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
    shutil.copy(texts.ROOT / texts.PICTURE, docs / "project")
