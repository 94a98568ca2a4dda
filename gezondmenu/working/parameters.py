"""The parameters of a working notebook: one that it does not have is an error with the nearest."""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence

from gezondmenu.given import not_there
from gezondmenu.language import message

INJECTED = "# Parameters"
"""The first line of the cell in which Papermill puts what it was given."""


def check_injected(cells: Sequence[str] | None = None) -> None:
    r"""Stop where Papermill was given a parameter that the notebook does not have: itself it would only warn.

    Parameters
    ----------
    cells : sequence of str, optional
        What was run until now, in its order; that of this kernel when left out, and nothing outside one.

    Raises
    ------
    GezondmenuError
        With the nearest parameter.

    Examples
    --------
    >>> check_injected(['area: str = "A"  # code', '# Parameters\narea = "B"'])
    >>> check_injected(['area: str = "A"  # code', '# Parameters\naera = "B"'])
    Traceback (most recent call last):
    gezondmenu.vocabulary.GezondmenuError: the notebook has no parameter 'aera'; it has area (did you mean area?)
    """
    own: list[str] = []
    for source in _cells_of_the_kernel() if cells is None else cells:
        if source.lstrip().startswith(INJECTED):
            unknown = [name for name in _assigned(source) if name not in own]
            if unknown:
                raise not_there(message("the notebook has no parameter {given}; it has {known}"), unknown, own)
        own += _declared(source)


def _cells_of_the_kernel() -> list[str]:
    """What this kernel ran, as IPython keeps it; nothing outside a notebook."""
    return list(getattr(sys.modules.get("__main__"), "In", []))


def _declared(source: str) -> list[str]:
    """Names with a type behind them: the parameters of a notebook."""
    return [node.target.id for node in _statements(source)
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)]  # fmt: skip


def _assigned(source: str) -> list[str]:
    return [target.id for node in _statements(source) if isinstance(node, ast.Assign)
            for target in node.targets if isinstance(target, ast.Name)]  # fmt: skip


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError:  # a command of IPython
        return []
