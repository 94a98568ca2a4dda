"""Protection of the whole: what no single rule hides, but all published numbers together would give back.

The rules of `release` look at one row at a time. Here all rows are looked at as others see them: every small number
that is hidden must keep as many possible values as its rule promises, whatever is added up or subtracted. Where it
does not, rows are hidden that hold it in place, those first that a reader misses least, until it has room again.
"""

from __future__ import annotations

import zlib
from collections.abc import Hashable

import numpy as np
import pandas as pd

from gezondmenu.disclosure.bounds import SLACK, Polytope, blocks_of, whole_numbers_in
from gezondmenu.disclosure.counted import VARIABLE, counted_cells
from gezondmenu.disclosure.known import cells_known, shares_known, variables_known
from gezondmenu.disclosure.profiles import Profile
from gezondmenu.disclosure.reasons_kept import SHOWN
from gezondmenu.disclosure.relations import NO_LEVELS, Relation, Variable, holding, relations_between
from gezondmenu.reason import NOTHING
from gezondmenu.reasons import Why
from gezondmenu.vocabulary import ALL, period_kind, split_group


def true_numbers(estimates: pd.DataFrame) -> dict[Variable, float]:
    """The number behind each variable of an estimate table that was not released."""
    return counted_cells(estimates).dropna(subset="value").groupby(VARIABLE)["value"].first().to_dict()


def hidden_with_sums(
    estimates: pd.DataFrame, table: pd.DataFrame, reasons: pd.Series, areas: pd.DataFrame, profile: Profile
) -> pd.Series:
    """Hide the rows that together with others would tell a hidden number.

    Parameters
    ----------
    estimates : DataFrame
        The rows with their true counts.
    table : DataFrame
        The same rows with their counts rounded.
    reasons : Series
        Why each row is hidden so far; blank where it is not.
    areas : DataFrame
        What describes the areas.
    profile : Profile

    Returns
    -------
    Series
        Reasons with more rows hidden; a reason that would itself tell too much says less.
    """
    hidden = (reasons != NOTHING).to_numpy()
    silent = hidden | ~table["status"].isin(SHOWN).to_numpy()
    released = table.assign(reasons=reasons.where(hidden, table["reasons"]))
    released["status"] = released["status"].mask(hidden, "suppressed")
    released.loc[silent, ["numerator", "denominator", "n"]] = np.nan
    more = Whole(released, true_numbers(estimates), areas, profile).protect()
    return reasons.mask(reasons.index.isin(more), Why.HIDDEN_IN_SUM(limit=profile.smallest))


class Whole:
    """All that is published, as others see it; `protect` hides more of it.

    A class, because each row that is hidden changes what others know, and the next question goes on from there.

    Parameters
    ----------
    released : DataFrame
        The table as it may be shown by the rules of each row.
    true : dict
        The number behind each variable.
    areas : DataFrame
        What describes the areas.
    profile : Profile
        Its rules, which are public.
    """

    def __init__(
        self, released: pd.DataFrame, true: dict[Variable, float], areas: pd.DataFrame, profile: Profile
    ) -> None:
        self.true, self.profile = true, profile
        cells = cells_known(released, profile)
        self.cells = cells[pd.MultiIndex.from_frame(cells[VARIABLE]).isin(list(true))].reset_index(drop=True)
        self.known = variables_known(self.cells)
        shares = shares_known(released, self.cells) if self.targets() else []
        self.share_of_row = {row: each for row, each in shares}
        self.cost: dict[Hashable, float] = cost_of(released).to_dict()
        self.row_of: list[Hashable] = self.cells["row"].to_list()
        self.low, self.high = self.cells["low"].to_numpy(float).copy(), self.cells["high"].to_numpy(float).copy()
        self.variables: list[Variable] = list(self.cells[VARIABLE].itertuples(index=False, name=None))
        self.of_row = self.cells.groupby("row").indices
        self.of_variable = self.cells.groupby(VARIABLE).indices
        self.hidden: dict[Hashable, None] = {}
        self.costs: dict[Variable, float] = {}
        self.polytopes = self._polytopes(areas) if self.targets() else {}

    def _polytopes(self, areas: pd.DataFrame) -> dict[Variable, Polytope]:
        """The polytope of each block in which something must stay unknown, by variable."""
        relations = [*holding(relations_between(self.known.index, areas), self.true), *self.share_of_row.values()]
        variables: list[Variable] = list(self.known.index)
        block = dict(zip(variables, blocks_of(variables, relations), strict=True))
        inside: dict[int, list[Relation]] = {}
        for relation in relations:
            inside.setdefault(block[next(iter(relation[1]))], []).append(relation)
        made: dict[Variable, Polytope] = {}
        numbers = pd.Series(block, dtype=int)
        for number in dict.fromkeys(block[variable] for variable in self.targets()):
            of_block = (numbers == number).to_numpy()
            polytope = Polytope(self.known[of_block], inside.get(number, []))
            made |= dict.fromkeys(polytope.variables, polytope)
        return made

    def targets(self) -> list[Variable]:
        """The small numbers that no row tells: they must stay unknown."""
        hidden = self.known.index[~self.known["shown"]]
        return [variable for variable in hidden if 0 < self.true[variable] < self.profile.smallest]

    def room(self, variable: Variable) -> float:
        """How many whole numbers a number can be, at least: what was seen on the way is enough where that is room."""
        seen = self._seen(variable)
        return seen if seen >= self.profile.promise else whole_numbers_in(*self.polytopes[variable].range_of(variable))

    def _seen(self, variable: Variable) -> float:
        return whole_numbers_in(*self.polytopes[variable].seen(variable))

    def protect(self) -> list[Hashable]:
        """Hide rows until every small number has room, and give those rows.

        Raises
        ------
        ArithmeticError
            When a number has no room although nothing is shown that holds it in place.
        """
        by_block: dict[int, list[Variable]] = {}
        for variable in self.targets():
            by_block.setdefault(id(self.polytopes[variable]), []).append(variable)
        for variables in by_block.values():
            self.polytopes[variables[0]].look_around(variables, LOOKS)
        for variable in self.targets():
            if self._seen(variable) >= self.profile.promise:
                continue
            limits = self.polytopes[variable].range_of(variable)
            while whole_numbers_in(*limits) < self.profile.promise:
                self._give_room(variable, *limits)
                limits = self.polytopes[variable].range_of(variable)
        return list(self.hidden)

    def _give_room(self, variable: Variable, low: float, high: float) -> None:
        """Hide the rows that keep a number from being as large, or as small, as promised: those missed least."""
        polytope, promise = self.polytopes[variable], self.profile.promise
        wanted = (np.ceil(low - SLACK) + promise - 1, np.floor(high + SLACK) - promise + 1)
        least, most = polytope.known_of(variable)
        cost = np.array([self._cost_of_telling(other) for other in polytope.variables])
        choices = [polytope.in_the_way(variable, value, cost) for value in wanted if least <= value <= most]
        if choices:
            _, places = min(choices, key=lambda choice: choice[0])
        else:
            places = np.array([polytope.place[variable]])
        rows = [row for at in places for row in self._rows_telling(polytope.variables[at])]
        if not rows:
            raise ArithmeticError(f"nothing that is shown holds {variable} in place")
        for row in dict.fromkeys(rows):
            self._hide(row)

    def _cost_of_telling(self, variable: Variable) -> float:
        """What a reader misses when nothing tells a number; a little apart for each, so that one choice is best."""
        if variable in self.costs:
            return self.costs[variable]
        rows = self._rows_telling(variable)
        apart = zlib.crc32(repr(variable).encode()) / 2**32
        self.costs[variable] = (1 + APART * apart) * sum(self.cost[row] for row in rows) if rows else np.inf
        return self.costs[variable]

    def _rows_telling(self, variable: Variable) -> list[Hashable]:
        cells = self.of_variable[variable]
        tells = (self.low[cells] > 0) | np.isfinite(self.high[cells])
        return [self.row_of[cell] for cell in cells[tells]]

    def _hide(self, row: Hashable) -> None:
        self.hidden[row] = None
        self.low[self.of_row[row]], self.high[self.of_row[row]] = 0.0, np.inf
        for variable in {self.variables[cell] for cell in self.of_row[row]} & self.polytopes.keys():
            self.costs.pop(variable, None)
            same = self.of_variable[variable]
            self.polytopes[variable].tell(variable, self.low[same].max(), self.high[same].min())
        share = self.share_of_row.get(row)
        polytope = self.polytopes.get(next(iter(share[1]))) if share else None
        if share and polytope:
            polytope.drop(share)


LOOKS = 6
"""Pairs of looks at a whole block before numbers are asked for one by one; more of them leave few more out."""

APART = 0.1
"""Choices that cost the same are told apart by this much, whatever solver or processor finds them."""

PERIOD_COST = {ALL: 4.0, "year": 3.0, "quarter": 1.0, "month": 0.5}
COST_OF_A_WORD = 0.01
"""A hidden row from which others only learn less: its reason gets vaguer."""


def cost_of(table: pd.DataFrame) -> pd.Series:
    """How much a reader misses each row: totals more than parts, years more than quarters.

    Examples
    --------
    >>> table = pd.DataFrame({"group": ["all", "gender=f"], "period": ["2025", "2025-Q1"], "status": "ok"})
    >>> cost_of(table).tolist()
    [30.0, 1.0]
    """
    parts = {group: len(split_group(str(group)).keys() - set(NO_LEVELS)) for group in table["group"].unique()}
    traits = table["group"].map(parts)
    kinds = {period: PERIOD_COST[period_kind(str(period))] for period in table["period"].unique()}
    cost = table["period"].map(kinds) * np.where(traits == 0, 10.0, np.where(traits == 1, 1.0, 0.5))
    return cost.where(table["status"].isin(SHOWN), COST_OF_A_WORD)
