"""Words of the registers: fields of initiatives and alliances, and their sums."""

from __future__ import annotations

from collections.abc import Mapping

from gezondmenu.language import format_number, message, translate
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
CHALLENGE_FIELDS = {
    "area": message("Area"),
    "old_cost_eur": message("Costs now"),
    "proposal_cost_eur": message("Proposal of residents"),
    "volunteer_hours": message("Unpaid hours in the proposal"),
    "granted": message("Granted"),
}
EUROS, HOURS, ANSWERS = (
    ("amount_eur", "old_cost_eur", "proposal_cost_eur"),
    "volunteer_hours",
    ("granted", "residents_take_part"),
)


def field_words(entry: Mapping[str, str], name: str, language: str, names: Mapping[str, str]) -> str:
    """A field of a register in words; not known where it is blank."""
    value = entry[name]
    if not value:
        return translate("not known", language)
    if name in EUROS:
        return whole_euros(float(value), language)
    if name == "area":
        return names.get(value, value)
    if name == "law":
        return law_name(value, language)
    if name == "payer":
        return payer_name(value, language)
    if name == HOURS:
        return translate("{hours} hours", language, hours=format_number(float(value), language))
    if name in ANSWERS:
        return translate("yes", language) if value == "yes" else translate("no", language)
    return value
