"""What a published table tells of each number of persons or visits, before anything is added up."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gezondmenu.disclosure.counted import VARIABLE, counted_cells
from gezondmenu.disclosure.profiles import Profile
from gezondmenu.disclosure.reasons_kept import SHOWN
from gezondmenu.disclosure.relations import Relation, Variable
from gezondmenu.disclosure.rows import describe_rows
from gezondmenu.reasons import Why, carry, reasons_of


def cells_known(released: pd.DataFrame, profile: Profile) -> pd.DataFrame:
    """The smallest and largest whole number that can stand behind each cell.

    Parameters
    ----------
    released : DataFrame
        The table as it may be shown.
    profile : Profile
        Its rules, which are public.

    Returns
    -------
    DataFrame
        The lines of `counted_cells` with ``low`` and ``high``: of a shown count its class, of a hidden count of less
        than may be shown 1 and one less than that limit, of other hidden ones 0 and infinity.
    """
    cells = counted_cells(released)
    at, shown = released.index.get_indexer(cells["row"]), cells["value"].to_numpy(float)
    status = released["status"].to_numpy()[at]
    is_shown = np.isin(status, SHOWN) & ~np.isnan(shown)
    exact = cells["exact"].to_numpy(dtype=bool)
    low, high = class_of(np.where(is_shown, shown, 0.0), profile)
    low, high = np.where(exact, shown, low), np.where(exact, shown, high)
    formula = describe_rows(released)["formula"].to_numpy()[at]
    few = carry(reasons_of(released), Why.HIDDEN_FEW).to_numpy()[at] & (status == "suppressed") & (formula == "count")
    few |= np.isin(status, SHOWN) & np.isnan(shown) & (cells["column"] == "n").to_numpy() & (formula != "mean")
    few &= (cells["column"] != "n").to_numpy() | np.isin(status, SHOWN)
    low = np.where(is_shown, low, np.where(few, 1.0, 0.0))
    high = np.where(is_shown, high, np.where(few, profile.smallest - 1.0, np.inf))
    return cells.assign(low=low, high=high, shown=is_shown)


def class_of(shown: np.ndarray, profile: Profile) -> tuple[np.ndarray, np.ndarray]:
    """The smallest and largest count of persons that would have been published as each of these.

    Examples
    --------
    >>> from gezondmenu.disclosure.profiles import profile_of
    >>> class_of(np.array([0.0, 10.0, 15.0]), profile_of("standard"))
    (array([ 0., 10., 13.]), array([ 0., 12., 17.]))
    >>> class_of(np.array([9.0, 15.0]), profile_of("opensafely"))
    (array([ 8., 13.]), array([12., 18.]))
    """
    around = np.asarray(shown, float)[:, None] + np.arange(-profile.width, profile.width + 1)
    same = (profile.round_persons(around) == np.asarray(shown)[:, None]) & (around >= profile.smallest)
    same |= (around == 0) & (np.asarray(shown)[:, None] == 0)
    return (
        np.where(same, around, np.inf).min(axis=1, initial=np.inf),
        np.where(same, around, -np.inf).max(axis=1, initial=-np.inf),
    )


def variables_known(cells: pd.DataFrame) -> pd.DataFrame:
    """What all cells of a variable together tell of it: ``low``, ``high`` and ``shown``, by `VARIABLE`."""
    return cells.groupby(VARIABLE).agg(low=("low", "max"), high=("high", "min"), shown=("shown", "any"))


def shares_known(released: pd.DataFrame, cells: pd.DataFrame) -> list[tuple[object, Relation]]:
    """Of shown shares of which a small rest would be hidden: where the two counts read the same, they are the same."""
    facts = describe_rows(released)
    shares = facts["formula"].isin(["percentage", "reach"]) & facts["complement"] & facts["numerator_persons"]
    whole = shares & released["status"].isin(SHOWN) & (released["numerator"] == released["denominator"])
    variables: dict[tuple[object, str], Variable] = {
        (row, column): tuple(rest) for row, column, *rest in cells[["row", "column", *VARIABLE]].itertuples(index=False)
    }
    relations: list[tuple[object, Relation]] = []
    for row in released.index[whole]:
        part, everybody = variables.get((row, "numerator")), variables.get((row, "denominator"))
        if part and everybody and part != everybody:
            relations.append((row, ("=", {part: 1, everybody: -1})))
    return relations
