"""Ground floor: facts as CSV files, each row with its source, and the files that the package ships."""

from __future__ import annotations

import functools
from importlib import resources
from pathlib import Path

import pandas as pd

from gezondmenu.given import check_path
from gezondmenu.vocabulary import GezondmenuError


@functools.cache
def _table(name: str) -> pd.DataFrame:
    path = resources.files("gezondmenu.reference").joinpath(f"{name}.csv")
    with path.open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype="str", keep_default_na=False)


def read_reference(name: str) -> pd.DataFrame:
    """A table of facts, all cells as text.

    Parameters
    ----------
    name : str
        Name of a CSV file of this room, such as ``statements``.

    Examples
    --------
    >>> read_reference("statements").statement.tolist()
    ['my_health', 'my_neighbourhood', 'my_happiness', 'my_relations']
    """
    return _table(name).copy()


def shipped(path: str) -> Path:
    """Where a notebook or an example file is, in an installed package or in the source tree.

    Parameters
    ----------
    path : str
        Such as ``notebooks/area_report.ipynb`` or ``data/example``.

    Raises
    ------
    GezondmenuError
        When the package does not ship it.
    """
    check_path("path", path)
    package = Path(__file__).parents[1]
    for root in (package / "shipped", package.parent):
        if (root / path).exists():
            return root / path
    raise GezondmenuError(f"{path} does not come with gezondmenu")
