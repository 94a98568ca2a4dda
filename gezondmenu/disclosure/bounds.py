"""What others can work out: the smallest and largest value that each number can have, given all that is published.

A linear program of the counts that are not told exactly, under every relation between them, solved by HiGHS. Fractions
are allowed for, so that a range can be wider than the true one where whole numbers alone would not fit; sums of tables
have next to none of those. Only this module knows the solver.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import highspy
import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array, hstack
from scipy.sparse.csgraph import connected_components

from gezondmenu.disclosure.relations import Relation, Variable

PRIMAL = 4
"""The simplex method that goes on from the last answer when only the objective changes."""

SLACK = 1e-6
"""The solver is right to seven digits; a limit this near to a whole number is that number."""


class Polytope:
    """All values that the numbers of a table can have together.

    A class, because the solver goes on from its last answer: hiding one more number changes two bounds, and the next
    range takes milliseconds.

    Parameters
    ----------
    known : DataFrame
        ``low`` and ``high`` of each variable, as `known.variables_known` gives them.
    relations : list of Relation

    Examples
    --------
    >>> known = pd.DataFrame({"low": [13.0, 8.0, 0.0], "high": [17.0, 12.0, np.inf]}, index=["all", "women", "men"])
    >>> Polytope(known, [("=", {"women": 1, "men": 1, "all": -1})]).range_of("men")
    (1.0, 9.0)
    """

    def __init__(self, known: pd.DataFrame, relations: Sequence[Relation]) -> None:
        self.variables: list[Variable] = list(known.index)
        self.relations = list(relations)
        self.place = {variable: at for at, variable in enumerate(self.variables)}
        self.low, self.high = known["low"].to_numpy(float).copy(), known["high"].to_numpy(float).copy()
        self.lowest_seen, self.highest_seen = np.full((2, len(known)), np.nan)
        self.matrix = self._matrix()
        self.solver = self._solver(self.matrix, self.low, self.high)
        self.elastic: highspy.Highs | None = None

    def _matrix(self) -> csr_array:
        rows = enumerate(terms for _, terms in self.relations)
        entries = [(at, self.place[variable], value) for at, terms in rows for variable, value in terms.items()]
        row, column, value = np.array(entries, dtype=int).reshape(-1, 3).T
        return csr_array((value.astype(float), (row, column)), shape=(len(self.relations), len(self.variables)))

    def _solver(self, matrix: csr_array, low: np.ndarray, high: np.ndarray) -> highspy.Highs:
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = matrix.shape
        model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros(matrix.shape[1]), low, high
        model.row_lower_ = np.array([0.0 if sign == "=" else -np.inf for sign, _ in self.relations])
        model.row_upper_ = np.zeros(matrix.shape[0])
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
        model.a_matrix_.value_ = matrix.data
        solver = highspy.Highs()
        for option, value in (("output_flag", False), ("threads", 1), ("simplex_strategy", PRIMAL)):
            solver.setOptionValue(option, value)
        solver.passModel(model)
        return solver

    def range_of(self, variable: Variable) -> tuple[float, float]:
        """The smallest and largest value of a number.

        Raises
        ------
        ArithmeticError
            When nothing fits: what was told contradicts itself.
        """
        return self._end(variable, 1), self._end(variable, -1)

    def _end(self, variable: Variable, sign: int) -> float:
        point = self._look({variable: sign})
        return -sign * np.inf if point is None else float(point[self.place[variable]])

    def look_around(self, variables: Sequence[Variable], times: int) -> None:
        """See many numbers large and small at once, so that few are left to ask for one by one."""
        signs = np.random.default_rng(len(variables))
        for _ in range(times):
            weights = dict(zip(variables, signs.choice((-1, 1), len(variables)).tolist(), strict=True))
            self._look(weights)
            self._look({variable: -weight for variable, weight in weights.items()})

    def _look(self, weights: Mapping[Variable, int]) -> np.ndarray | None:
        cost = np.zeros(len(self.variables))
        cost[[self.place[variable] for variable in weights]] = list(weights.values())
        point = _solved(self.solver, cost)
        if point is not None:
            self.lowest_seen = np.fmin(self.lowest_seen, point)
            self.highest_seen = np.fmax(self.highest_seen, point)
        return point

    def known_of(self, variable: Variable) -> tuple[float, float]:
        """What the rows of a number themselves tell of it."""
        at = self.place[variable]
        return float(self.low[at]), float(self.high[at])

    def seen(self, variable: Variable) -> tuple[float, float]:
        """The smallest and largest value that a number had in any answer so far; NaN before the first."""
        at = self.place[variable]
        return float(self.lowest_seen[at]), float(self.highest_seen[at])

    def tell(self, variable: Variable, low: float, high: float) -> None:
        """From here on others know this of a number, and no more."""
        at = self.place[variable]
        self.low[at], self.high[at] = low, high
        for solver in (self.solver, self.elastic):
            if solver is not None:
                solver.changeColBounds(at, low, high)

    def drop(self, relation: Relation) -> None:
        """From here on others do not know one of the relations."""
        at = self.relations.index(relation)
        for solver in (self.solver, self.elastic):
            if solver is not None:
                solver.changeRowBounds(at, -np.inf, np.inf)

    def in_the_way(self, variable: Variable, value: float, cost: np.ndarray) -> tuple[float, np.ndarray]:
        """Which bounds must give way for a number to have a value, so that what they give costs least in all.

        Parameters
        ----------
        variable : tuple
        value : float
            The value that it shall be able to have.
        cost : ndarray, shape (variables,)
            What it costs to move the bound of each variable by one; infinite where there is nothing to move.

        Returns
        -------
        total : float
            What that costs in all.
        places : ndarray of int
            The variables whose bounds give way.
        """
        size, at = len(self.variables), self.place[variable]
        if self.elastic is None:
            zero = np.zeros(2 * size)
            wide = hstack([self.matrix, self.matrix, -self.matrix]).tocsr()
            self.elastic = self._solver(wide, np.r_[self.low, zero], np.r_[self.high, zero])
        moves = np.isfinite(cost)
        self.elastic.changeColsBounds(
            2 * size,
            np.arange(size, 3 * size, dtype=np.int32),
            np.zeros(2 * size),
            np.tile(np.where(moves, np.inf, 0.0), 2),
        )
        self.elastic.changeColBounds(at, value, value)
        price = np.r_[np.zeros(size), np.tile(np.where(moves, cost, 0.0), 2)]
        point = _solved(self.elastic, price)
        self.elastic.changeColBounds(at, self.low[at], self.high[at])
        if point is None:
            return np.inf, np.array([], dtype=int)
        given = point[size : 2 * size] + point[2 * size :]
        return float(point @ price), np.flatnonzero(given > SLACK)


def _solved(solver: highspy.Highs, cost: np.ndarray) -> np.ndarray | None:
    """The point where a sum is least; None where it has no least value."""
    solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
    solver.run()
    status = solver.getModelStatus()
    if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
        return None
    if status != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"no numbers fit what is told: {status}")
    return np.array(solver.getSolution().col_value)


def blocks_of(variables: Sequence[Variable], relations: Sequence[Relation]) -> np.ndarray:
    """The number of the block of each variable: no relation, however long the chain, reaches from one into another.

    Examples
    --------
    >>> blocks_of(["a", "b", "c"], [("=", {"a": 1, "c": -1})]).tolist()
    [0, 1, 0]
    """
    place = {variable: at for at, variable in enumerate(variables)}
    pairs = [(place[first], place[other]) for first, *others in (terms for _, terms in relations) for other in others]
    ends = np.array(pairs, dtype=int).reshape(-1, 2).T
    graph = coo_array((np.ones(ends.shape[1]), tuple(ends)), shape=(len(place), len(place)))
    return np.asarray(connected_components(graph, directed=False)[1])


def whole_numbers_in(low: float, high: float) -> float:
    """How many whole numbers lie in a range.

    Examples
    --------
    >>> whole_numbers_in(1.0, 9.0), whole_numbers_in(0.5, 2.9999999)
    (9.0, 3.0)
    """
    return float(np.floor(high + SLACK) - np.ceil(low - SLACK) + 1)
