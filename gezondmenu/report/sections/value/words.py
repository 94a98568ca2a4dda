"""Words of the valuation: whose costs count, how likely it is, what value rests on, and amounts per person."""

from __future__ import annotations

from collections.abc import Sequence

from gezondmenu.language import behind_sign, format_euro, format_number, message, sign_of, translate
from gezondmenu.numbers.rounding import decimals_of_amount, decimals_of_gain, tenths_between
from gezondmenu.report.words.payers import PAYERS
from gezondmenu.report.words.scores import signed
from gezondmenu.verdicts_of_value import how_likely

PERSPECTIVES = {"health care": message("the health care sector"), "municipality": PAYERS["municipality"]}
"""Whose costs count, where not those of everybody."""

RESTS_ON = {
    "measured with comparison": message("on a comparison in this study"),
    "measured before-after": message("on a change measured here, without comparison"),
    "borrowed": message("on figures from elsewhere"),
    "assumed": message("on assumptions"),
}


def chance_words(percent: float, language: str) -> str:
    """A chance as words.

    Examples
    --------
    >>> [chance_words(p, "nl") for p in (79.4, 3, 97)]
    ['ongeveer 8 op de 10', 'kleiner dan 1 op de 20', 'groter dan 19 op de 20']
    """
    chance = how_likely(percent)
    if chance == "rarely":
        return translate("smaller than 1 in 20", language)
    if chance == "nearly always":
        return translate("larger than 19 in 20", language)
    return translate("about {tenths} in 10", language, tenths=tenths_between(percent))


def listed(parts: Sequence[str], language: str) -> str:
    """Parts of a sentence with an "and" before the last.

    Examples
    --------
    >>> listed(["a", "b", "c"], "en"), listed(["a"], "nl")
    ('a, b and c', 'a')
    """
    if len(parts) < 2:
        return "".join(parts)
    return translate("{first} and {last}", language, first=", ".join(parts[:-1]), last=parts[-1])


def per_person(value: float, language: str, *, sign: bool = True) -> str:
    r"""An amount per person: cents only where it is small.

    Examples
    --------
    >>> per_person(-40.2, "nl"), per_person(3.5, "nl"), per_person(3.5, "nl", sign=False)
    ('−\u2060€\xa040', '€\xa03,50', '3,50')
    """
    return euros(value, language, decimals_of_amount(value), sign=sign)


def more_per_person(value: float, language: str) -> str:
    r"""How much more an amount per person is, with a plus, or a minus where it is less.

    Examples
    --------
    >>> more_per_person(40.2, "en"), more_per_person(-40.2, "en"), more_per_person(0.004, "en")
    ('+\u2060€40', '−\u2060€40', '€0.00')
    """
    plus = sign_of(value, decimals_of_amount(value)).replace("-", "")
    return behind_sign(plus, per_person(value, language))


def signed_gain(value: float, language: str) -> str:
    """A change in health under a figure, with its sign: two decimals where it is under one, else one."""
    return signed(value, decimals_of_gain(value), language)


def euros(value: float, language: str, decimals: int = 0, *, sign: bool = True) -> str:
    r"""An amount that is already rounded, with a minus that no line breaks behind.

    Without `sign` it has no sign of the euro, for a cell under a heading that names the unit.

    Examples
    --------
    >>> euros(-20_000, "nl"), euros(1_230_000, "en"), euros(float("nan"), "nl"), euros(-20_000, "nl", sign=False)
    ('−\u2060€\xa020.000', '€1,230,000', '–', '−20.000')
    """
    amount = (format_euro if sign else format_number)(abs(value), language, decimals)
    minus = "−" if sign_of(value, decimals) == "-" else ""
    return behind_sign(minus, amount) if sign else minus + amount
