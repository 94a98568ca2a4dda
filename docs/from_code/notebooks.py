"""The notebooks as pages: outputs as they are committed, solutions folded away."""

from __future__ import annotations

import json
import re
from typing import Any

from from_code.texts import ROOT, with_links

MARKS = ("### BEGIN SOLUTION", "### END SOLUTION", "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")
WRITTEN = re.compile(r"<!-- ### BEGIN SOLUTION -->\n(.*?)\n<!-- ### END SOLUTION -->", re.DOTALL)
NOT_READ = ("_report", "_page")  # ends of the names of notebooks whose page is made for an area


def pages() -> dict[str, str]:
    """The lessons and the working notebooks, by the name of their page."""
    made = {}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        is_lesson = path.name[:2].isdigit()
        if is_lesson or not path.stem.endswith(NOT_READ):
            folder = "tutorials" if is_lesson else "notebooks"
            notebook = json.loads(path.read_text(encoding="utf-8"))
            for cell in notebook["cells"]:
                _for_the_site(cell, path.name)
            made[f"{folder}/{path.name}"] = json.dumps(notebook, ensure_ascii=False, indent=1)
    return made


def _for_the_site(cell: dict[str, Any], name: str) -> None:
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        cell["source"] = with_links(WRITTEN.sub(r":::{dropdown} A solution\n\1\n:::", source), f"notebooks/{name}")
    elif any(mark in source for mark in MARKS):
        cell["source"] = "\n".join(line for line in source.splitlines() if line.strip() not in MARKS)
        cell["metadata"].setdefault("tags", []).append("hide-input")
        cell["metadata"]["mystnb"] = {"code_prompt_show": "Show a solution", "code_prompt_hide": "Hide the solution"}
