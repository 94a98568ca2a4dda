"""Nothing counts twice: a valuation refuses with the words of the check at the door."""

from __future__ import annotations

from gezondmenu.study.check.double_counts import double_counts
from gezondmenu.study.model import Study
from gezondmenu.study.rules_of_value import DOUBLE_COUNTS
from gezondmenu.vocabulary import GezondmenuError


def check_double_counts(study: Study) -> None:
    """Stop where something would be counted twice.

    Raises
    ------
    GezondmenuError
        With the chains, why it is the same thing twice, and the way out.
    """
    for double in double_counts(study["chains"], study["borrowed_effects"], study["prices"], study["costs"]):
        rule = DOUBLE_COUNTS[double.rule]
        template = " ".join((rule.rule, rule.what_to_do))
        raise GezondmenuError(template, **double.words)
