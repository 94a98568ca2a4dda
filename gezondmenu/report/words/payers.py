"""Who pays or gains, and under which law."""

from __future__ import annotations

from collections.abc import Sequence

from gezondmenu.language import message, translate

PAYERS = {
    "municipality": message("the municipality"),
    "insurer": message("the health insurer"),
    "care office": message("the care office"),
    "employer": message("employers"),
    "fund": message("the fund"),
    "other": message("others"),
    "residents": message("the residents"),
}
"""Who pays or gains, in a sentence and in the order of a table."""

PLURAL_PAYERS = ("employer", "other", "residents")
"""Payers that take a verb in the plural."""

LAWS = {
    "Wmo": message("Wmo: Social Support Act"),
    "Zvw": message("Zvw: Health Insurance Act"),
    "Wlz": message("Wlz: Long-term Care Act"),
    "Jeugdwet": message("Jeugdwet: Youth Act"),
    "Participatiewet": message("Participatiewet: Participation Act"),
}


def payer_name(payer: str, language: str) -> str:
    """A payer with its article; one that we do not know as it is.

    Examples
    --------
    >>> payer_name("municipality", "nl"), payer_name("employer", "en")
    ('de gemeente', 'employers')
    """
    return translate(PAYERS[payer], language) if payer in PAYERS else payer


def payer_and_law(payer: str, law: str, language: str) -> str:
    """A payer, with the law where there is one."""
    name = payer_name(payer, language)
    return name if law in ("", "none") else f"{name} ({law})"


def laws_in_full(laws: Sequence[str], language: str) -> str:
    """What the short names of laws stand for."""
    return "; ".join(translate(LAWS[law], language) for law in dict.fromkeys(laws) if law in LAWS)


def law_name(law: str, language: str) -> str:
    """The short name of a law; words where it is none."""
    return translate("under no law", language) if law in ("", "none") else law
