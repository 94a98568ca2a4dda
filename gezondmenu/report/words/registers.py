"""Words of the registers: fields of initiatives and alliances, and their sums."""

from __future__ import annotations

from collections.abc import Mapping

from gezondmenu.language import message, translate
from gezondmenu.report.words.payers import law_name, payer_name
from gezondmenu.report.words.sentences_budget import whole_euros

STATUSES = {"realised": message("Realised"), "promising": message("Promising")}
INITIATIVE_FIELDS = {
    "area": message("Area"),
    "law": message("Law"),
    "amount_eur": message("Amount"),
    "commissioner": message("Who commissions"),
    "employer": message("Who employs"),
    "payer": message("Who pays"),
    "beneficiary": message("Who benefits"),
}
ALLIANCE_FIELDS = {
    "area": message("Area"),
    "start": message("Since"),
    "partners": message("Partners"),
    "residents_take_part": message("Residents decide too"),
    "agreement": message("What was agreed"),
    "agenda": message("What it works on"),
    "amount_eur": message("Money set aside"),
    "coordinator": message("Who coordinates"),
}


def field_words(entry: Mapping[str, str], name: str, language: str, names: Mapping[str, str]) -> str:
    """A field of a register in words; not known where it is blank."""
    value = entry[name]
    if not value:
        return translate("not known", language)
    if name == "amount_eur":
        return whole_euros(float(value), language)
    if name == "area":
        return names.get(value, value)
    if name == "law":
        return law_name(value, language)
    if name == "payer":
        return payer_name(value, language)
    if name == "residents_take_part":
        return translate("yes", language) if value == "yes" else translate("no", language)
    return value
