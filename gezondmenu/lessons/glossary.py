"""The glossary of the course: the words of all lessons, and those of the field that none of them explains."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import nbformat
import pandas as pd

from gezondmenu.lessons.lessons import lessons

FIELD_WORDS = Path(__file__).with_name("field_words.csv")

_ROW = re.compile(r"^\|([^|]+)\|([^|]+)\|([^|]+)\|$", re.MULTILINE)


@cache
def glossary() -> pd.DataFrame:
    """Every word once, in the order of the Dutch.

    Returns
    -------
    DataFrame
        english, dutch, meaning (as the first lesson has it), and in which lessons it stands.

    Examples
    --------
    >>> glossary().set_index("dutch").loc["wethouder", "meaning"]
    'member of the executive of a municipality'
    """
    parts = [_of_lesson(path) for path in lessons()]
    words = pd.concat([*parts, pd.read_csv(FIELD_WORDS).assign(lessons="")], ignore_index=True)
    lessons_of = words.groupby(["dutch", "english"])["lessons"].agg(lambda names: ", ".join(filter(None, names)))
    once = words.drop_duplicates(["dutch", "english"]).set_index(["dutch", "english"]).assign(lessons=lessons_of)
    once = once.reset_index().sort_values(["dutch", "english"], key=lambda column: column.str.lower(), kind="stable")
    return once[["english", "dutch", "meaning", "lessons"]].reset_index(drop=True)


def _of_lesson(path: Path) -> pd.DataFrame:
    cells = nbformat.read(path, as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    section = text.partition("\n## Glossary\n")[2].partition("\n## ")[0]
    rows = [[part.strip() for part in row] for row in _ROW.findall(section)[2:]]
    return pd.DataFrame(rows, columns=["english", "dutch", "meaning"]).assign(lessons=path.stem[:2])
