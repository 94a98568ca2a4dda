"""The parameters of a working notebook: a name or a value that is not there is an error with the nearest one."""

from __future__ import annotations

import ast
import difflib
import sys
from collections.abc import Iterable, Sequence

from gezondmenu.vocabulary import GezondmenuError

SHOWN = 20  # choices in an error
INJECTED = "# Parameters"
"""The first line of the cell in which Papermill puts what it was given."""


def check_choice(name: str, given: str, known: Iterable[str]) -> str:
    r"""A parameter as it was given, where it is one of the choices.

    Raises
    ------
    GezondmenuError
        With the nearest choice, and all of them.

    Examples
    --------
    >>> check_choice("trait", "gender", ["age_band", "gender"])
    'gender'
    >>> check_choice("trait", "gendre", ["age_band", "gender"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    gezondmenu.vocabulary.GezondmenuError: there is no trait 'gendre'; the nearest is 'gender'. It is one of age_band...
    """
    choices = list(known)
    if given in choices:
        return given
    raise GezondmenuError(
        "there is no {name} {given}; the nearest is {nearest}. It is one of {known}",
        name=name,
        given=repr(given),
        nearest=repr(nearest(given, choices)),
        known=", ".join(choices[:SHOWN]) + (", …" if len(choices) > SHOWN else ""),
    )


def nearest(given: str, known: Sequence[str]) -> str:
    """The one of several names that is most like a name; blank where there is none.

    Examples
    --------
    >>> nearest("aera", ["study", "area", "period"])
    'area'
    """
    lower = {name.lower(): name for name in reversed(known)}
    close = difflib.get_close_matches(given.lower(), lower, n=1, cutoff=0)
    return lower[close[0]] if close else ""


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
    gezondmenu.vocabulary.GezondmenuError: the notebook has no parameter aera; the nearest is area. It has area
    """
    own: list[str] = []
    for source in _cells_of_the_kernel() if cells is None else cells:
        if source.lstrip().startswith(INJECTED):
            unknown = [name for name in _assigned(source) if name not in own]
            if unknown:
                raise GezondmenuError(
                    "the notebook has no parameter {given}; the nearest is {nearest}. It has {known}",
                    given=unknown[0],
                    nearest=nearest(unknown[0], own),
                    known=", ".join(own),
                )
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
