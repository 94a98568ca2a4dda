"""The rubric of the lessons, made from the notebooks: points, what earns them, and the answer that stands there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

_SOLUTION = re.compile(r"### BEGIN SOLUTION[^\n]*\n(.*?)\n[^\n]*### END SOLUTION", re.DOTALL)
_POINT = re.compile(r"^(?:- |# )(\d+) points?: (.+)$", re.MULTILINE)
_HEADING = re.compile(r"^### (Exercise \d.*)$", re.MULTILINE)
_MARK = re.compile(r"<!-- as made: (\w+) -->\n$")

CHECKED, WEIGHED = "check cell", "reader"
"""Who gives the points: the check cell and its hidden tests, or a person with the lines of the rubric."""

OPENING = """# Rubric of the lessons

Made from the notebooks, where every point stands in the metadata of a cell (those of nbgrader) and every line in a
solution. Change it there. For teachers: it holds the answers.

Where *check cell* gives the points, they are all or none: the cell after the answer says *right*. Another road to the
same number is as good. Where a *reader* gives them, each line earns its own points; another answer that does what the
line asks is as good as ours, and length earns nothing.
"""


def exercises(notebook: str | Path) -> pd.DataFrame:
    """The exercises of a lesson, with their points and what earns them.

    Parameters
    ----------
    notebook : path
        A lesson with its solutions.

    Returns
    -------
    DataFrame
        One row per exercise: lesson, exercise, grade_id, points, graded_by, earns (pairs of points and words), answer.

    Examples
    --------
    >>> from gezondmenu.lessons.lessons import lessons
    >>> exercises(lessons()[0])[["exercise", "points", "graded_by"]].head(1).values.tolist()
    [['Exercise 1: another year', 2, 'check cell']]
    """
    path = Path(notebook)
    rows: list[dict[str, Any]] = []
    heading, solution = "", ""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown" and (headings := _HEADING.findall(cell.source)):
            heading, solution = headings[-1], ""
        solution = "\n".join([solution, *_SOLUTION.findall(cell.source)]).strip("\n")
        graded = cell.metadata.get("nbgrader", {})
        if graded.get("grade"):
            earns = [(int(points), words) for points, words in _POINT.findall(solution)]
            rows.append(
                {
                    "lesson": path.stem,
                    "exercise": heading,
                    "grade_id": graded["grade_id"],
                    "points": graded["points"],
                    "graded_by": WEIGHED if graded["solution"] else CHECKED,
                    "earns": earns or [(graded["points"], "the check says *right*")],
                    "answer": _POINT.sub("", solution).strip(),
                    "is_code": cell.cell_type == "code",
                }
            )
    return pd.DataFrame(rows)


def rubric(notebooks: Iterable[str | Path]) -> str:
    """The rubric of these lessons, as a page in Markdown."""
    parts = [OPENING]
    for notebook in notebooks:
        table = exercises(notebook)
        if table.empty:
            continue
        parts.append(f"## {Path(notebook).stem}: {table['points'].sum()} points\n")
        parts += [_part(exercise) for _, exercise in table.iterrows()]
    text = "\n".join(parts)
    return f"{text}\n<!-- as made: {_digest(text)} -->\n"


def _part(exercise: pd.Series) -> str:
    lines = [f"- [ ] {points} point{'s' * (points > 1)}: {words}" for points, words in exercise["earns"]]
    answer = f"```python\n{exercise['answer']}\n```" if exercise["is_code"] else exercise["answer"]
    title = f"### {exercise['exercise']} ({exercise['points']} points, by {exercise['graded_by']})"
    return "\n".join([title, "", *lines, "", answer, ""])


def is_as_written(page: bytes) -> bool:
    """Whether nobody changed this page since it was made."""
    text = page.decode("utf-8", errors="replace")
    mark = _MARK.search(text)
    return mark is not None and mark[1] == _digest(text[: mark.start() - 1])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
