"""Tables of an arrangement: by law, payer, organisation and form, month by month, room, years, and roles."""

from __future__ import annotations

from gezondmenu.language import UNKNOWN, format_month, format_percent, message, translate
from gezondmenu.report.parts.tables import table
from gezondmenu.report.rows.arrangements import Described, of_arrangement, parts_of, rows_over_time, year_shown
from gezondmenu.report.rows.page import Page
from gezondmenu.report.rows.row import Row
from gezondmenu.report.words.names import level_name, upper_first
from gezondmenu.report.words.payers import law_name, payer_name
from gezondmenu.report.words.sentences_budget import chance_words, whole_euros
from gezondmenu.vocabulary import group_label

PARTS = {
    "law": message("Law"),
    "payer": message("Payer"),
    "organisation": message("Organisation"),
    "form": message("Form of help"),
}
FORMS_OF_HELP = {"individual": message("Individual help"), "collective": message("Collective help")}
"""What money is spent on; of activities the forms are alone and together."""
ROLES = {
    "commissioner": message("Who commissions"),
    "employer": message("Who employs"),
    "payers": message("Who pays"),
    "beneficiary": message("Who benefits"),
}


def euros_of(entry: Row, language: str) -> str:
    """A cell with whole euros."""
    return whole_euros(entry.value, language) if entry.known else UNKNOWN


def parts_table(page: Page, about: Described, trait: str) -> str:
    """Budget, booked and left by the levels of one trait; budget and left where the budget names that trait."""
    language, year = page.language, year_shown(page, about)
    booked = parts_of(page, about, "booked", year, trait)
    planned = parts_of(page, about, "budgeted", year, trait)
    levels = dict.fromkeys(entry.traits[trait] for entry in [*planned, *booked])
    if not levels:
        return ""
    names = ("budgeted", "booked", "budget_left") if planned else ("booked",)
    heads = {"budgeted": message("Budget"), "booked": message("Booked"), "budget_left": message("Left")}
    body = [
        [
            part_name(trait, level, language),
            *(euros_of(of_arrangement(page, about, name, year, **{trait: level}), language) for name in names),
        ]
        for level in levels
    ]
    caption = translate("{what}, {year}, in euros", language, what=translate(PARTS[trait], language), year=year)
    return table(caption, [translate(PARTS[trait], language), *(translate(heads[n], language) for n in names)], body)


def part_name(trait: str, level: str, language: str) -> str:
    """The name of a law, payer, organisation or form."""
    if trait == "payer":
        return upper_first(payer_name(level, language))
    if trait == "law":
        return law_name(level, language)
    if trait == "form" and level in FORMS_OF_HELP:
        return translate(FORMS_OF_HELP[level], language)
    return upper_first(level_name(group_label(**{trait: level}), language))


def months_table(page: Page, about: Described) -> str:
    """Month by month: booked, booked so far, the even line, and the forecast with its range."""
    language, year = page.language, year_shown(page, about)
    heads = (
        message("Month"),
        message("Booked"),
        message("Booked so far"),
        message("Even line"),
        message("Forecast of the year"),
        message("Chance that it is not enough"),
    )
    body = []
    for so_far in rows_over_time(page, about, "booked_so_far", "month"):
        if so_far.period[:4] != year:
            continue
        names = ("booked", "booked_so_far", "straight_line", "year_end")
        cells = [euros_of(of_arrangement(page, about, name, so_far.period), language) for name in names]
        chance = of_arrangement(page, about, "overspending_chance", so_far.period)
        cells.append(chance_words(chance, language) if chance.known else UNKNOWN)
        body.append([upper_first(format_month(so_far.period, language)), *cells])
    return table(translate("Month by month, in euros", language), [translate(h, language) for h in heads], body)


def room_table(page: Page, about: Described) -> str:
    """What each organisation may still spend."""
    language, year = page.language, year_shown(page, about)
    rooms = parts_of(page, about, "room_left", year, "organisation")
    body = [[entry.traits["organisation"], euros_of(entry, language)] for entry in rooms]
    header = [translate("Organisation", language), translate("Room left", language)]
    return (
        table(translate("Room of each organisation, {year}, in euros", language, year=year), header, body)
        if body
        else ""
    )


def years_table(page: Page, about: Described) -> str:
    """Need beside budget in each year, with the gap, the gaps together, and the share that must move."""
    language = page.language
    heads = (
        message("Year"),
        message("Need"),
        message("Budget"),
        message("Gap"),
        message("Gaps together"),
        message("To collective forms"),
    )
    body = []
    for need in rows_over_time(page, about, "need", "year"):
        names = ("need", "budget_indexed", "budget_gap", "cumulative_gap")
        cells = [euros_of(of_arrangement(page, about, name, need.period), language) for name in names]
        shift = of_arrangement(page, about, "share_to_shift", need.period)
        cells.append(format_percent(shift.value, language, 1) if shift.known else UNKNOWN)
        body.append([need.period, *cells])
    return table(translate("Need and budget, in euros", language), [translate(h, language) for h in heads], body)


def roles_table(page: Page, about: Described) -> str:
    """Who commissions, employs, pays and benefits; not known where nobody says it."""
    language = page.language
    body = []
    for role, words in ROLES.items():
        names = about[role]
        if role == "payers" and names:
            names = ", ".join(payer_name(payer, language) for payer in names.split(";"))
        body.append([translate(words, language), names or translate("not known", language)])
    areas = [page.names.get(area, area) for area in about["areas"].split(";") if area]
    body.append([translate("For which areas", language), ", ".join(areas) or translate("not known", language)])
    header = [translate("Role", language), translate("Who", language)]
    return table(translate("Who has which role", language), header, body, texts=(1,))
