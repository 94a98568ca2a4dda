"""What a valuation refuses, with the words of the check at the door: what counts twice, and prices that do not fit."""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.study.check.double_counts import double_counts
from gezondmenu.study.check.price_fits import TABLES, misfits
from gezondmenu.study.model import Study
from gezondmenu.study.rules_of_value import DOUBLE_COUNTS, MISFITS
from gezondmenu.study.valued import text_of
from gezondmenu.vocabulary import GezondmenuError

PLACE = message("{file}, row {row}, column {column}, value {value}:")
ROW_OF_A_HEADER = 1


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


def check_price_fits(study: Study) -> None:
    """Stop where a price is put on an outcome that is not in its unit.

    Raises
    ------
    GezondmenuError
        With the file, row, column and value, the rule that is broken, and the way out.
    """
    for misfit in misfits({name: study[name] for name in TABLES}):
        rule, read = MISFITS[misfit.rule], study.origin_of(misfit.table, misfit.position)
        row = read[1] if read else misfit.position + 1 + ROW_OF_A_HEADER
        value = text_of(study[misfit.table][misfit.column].iloc[misfit.position])
        place = {"file": read[0].file if read else misfit.table, "row": row, "column": misfit.column, "value": value}
        raise GezondmenuError(PLACE, rule.rule, rule.what_to_do, **place, **misfit.words)
