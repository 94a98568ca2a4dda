"""The strongest sentence that a comparison can still carry, by how it was made and what went wrong.

`designs` says what a design allows at all. Here the facts that a row carries as reasons (who was lost, whose first
scores differed, who moved apart before) take that down. Pages, value and the table in `METHODS.md` ask this function.
"""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import pandas as pd

from gezondmenu.reason import NOTHING, Kind, Reasons, join
from gezondmenu.reasons import Why
from gezondmenu.verdicts import Verdict

UNLIKE = 0.1
"""Standard deviations: groups whose first scores differ by more are unlike (Austin 2009, doi:10.1002/sim.3697)."""

STEPS = ("effect", "likely effect", "difference", "change")
"""From strong to weak: what lots allow, what a comparison allows, that two groups changed unlike, that people did."""

FLAWS: dict[str, Kind] = {
    "too few areas to judge": Why.FEW_AREAS_TO_JUDGE,
    "loss beyond the boundary": Why.LOSS_BEYOND,
    "zero within the bounds for those who left": Why.BOUNDS_HOLD_ZERO,
    "first scores unlike": Why.FIRST_SCORES_APART,
    "moved apart before the start": Why.APART_BEFORE,
    "people of the comparison came too": Why.COMPARISON_CAME,
}
"""What may be wrong with a comparison, and the reason of a row of `mean_difference` that says so."""

OF_ARMS = {"first scores unlike", "people of the comparison came too"}
"""Flaws that are looked for where persons have an arm, and not where areas begin one by one."""

FACTS = tuple(FLAWS.values())
"""The reasons that a claim depends on."""


class Claim(NamedTuple):
    """What remains of a comparison.

    `step` is one of `STEPS`. `design` is that of a comparison without flaws that may say as much: with it an effect
    goes into euros. `bracket` says that two ways of comparing count, and only what both of them say may be said;
    `lost` that limits for those who left stand in the same sentence; `as_allocated` that the groups mixed.
    """

    step: str
    design: str
    bracket: bool = False
    lost: bool = False
    as_allocated: bool = False

    @property
    def kind(self) -> str:
        """The kind of claim, as `designs.KINDS` has them."""
        return "effect" if self.step == "likely effect" else self.step


def strongest_claim(design: str, reasons: Reasons = NOTHING, verdict: Verdict = "clear") -> Claim:
    """The strongest claim of a row of `mean_difference` or `mean_change`.

    Parameters
    ----------
    design : str
        Of the row: ``randomised``, ``comparison``, ``staggered`` or ``before-after``.
    reasons : Reasons
        Of the row; those of `FACTS` count.
    verdict : str
        Of `verdicts.of_comparison`. What may be chance is a difference at most; it stays in euros with its interval.

    Notes
    -----
    - Too few areas to judge: a difference.
    - Groups that moved apart before the start, where lots did not make them so by chance: a difference.
    - Loss beyond the boundary: where lots were drawn one step down, since a trial that lost so many is read as a
      comparison without lots (What Works Clearinghouse, Standards Handbook 4.1, chapter II), and a difference where
      first scores differ too. With or without lots, where zero lies within the bounds for those who left (Lee 2009,
      doi:10.1111/j.1467-937X.2009.00536.x): a difference.
    - First scores unlike without lots: the difference in changes and that at equal first scores are a bracket (Ding
      and Li 2019, doi:10.1017/pan.2019.25). Lots make them unlike by chance only, which ANCOVA allows for.
    - People of the comparison who came too make the difference smaller, not larger: no step, but it is told as
      allocated.

    Examples
    --------
    >>> strongest_claim("randomised").step, strongest_claim("randomised", Why.LOSS_BEYOND()).step
    ('effect', 'likely effect')
    >>> strongest_claim("comparison", Why.FIRST_SCORES_APART())
    Claim(step='likely effect', design='comparison', bracket=True, lost=False, as_allocated=False)
    >>> strongest_claim("comparison", join(Why.LOSS_BEYOND(), Why.BOUNDS_HOLD_ZERO())).design
    'before-after'
    """
    if design == "before-after":
        return Claim("change", design)
    lots, lost, apart = design == "randomised", Why.LOSS_BEYOND in reasons, Why.FIRST_SCORES_APART in reasons
    drawn = lots and not lost
    step = 0 if drawn else 1
    only_difference = Why.FEW_AREAS_TO_JUDGE in reasons or (Why.APART_BEFORE in reasons and not drawn)
    only_difference |= lost and (Why.BOUNDS_HOLD_ZERO in reasons or (lots and apart))
    step = 2 if only_difference else step
    remaining = {0: design, 1: "comparison" if lots else design, 2: "before-after"}[step]
    step = step if verdict == "clear" else 2
    return Claim(STEPS[step], remaining, apart and not lots, lost, Why.COMPARISON_CAME in reasons)


def claims_table() -> pd.DataFrame:
    """The strongest claim of each design without flaws, with each flaw, and with each pair of them."""
    rows = []
    for design in ("randomised", "comparison", "staggered"):
        named = [(), *((flaw,) for flaw in FLAWS), *combinations(FLAWS, 2)]
        for flaws in named:
            if "zero within the bounds for those who left" in flaws and "loss beyond the boundary" not in flaws:
                continue  # the bounds are worked out where the loss is beyond the boundary
            if design == "staggered" and set(flaws) & OF_ARMS:
                continue
            reasons = join(*(_reason(FLAWS[flaw]) for flaw in flaws))
            claim = strongest_claim(design, reasons)
            beside = {
                "both ends of a bracket": claim.bracket,
                "bounds for those who left": claim.lost,
                "as allocated": claim.as_allocated,
            }
            rows.append(
                {
                    "design": design,
                    "what went wrong": " and ".join(flaws) or "nothing known",
                    "strongest claim": claim.step,
                    "said with": ", ".join(name for name, said in beside.items() if said),
                    "in euros as": claim.design,
                }
            )
    return pd.DataFrame(rows)


def _reason(kind: Kind) -> Reasons:
    return kind(smallest=0.1) if kind is Why.FEW_AREAS_TO_JUDGE else kind()
