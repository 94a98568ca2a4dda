"""The words of the findings about the choices of study.toml, and about the order of waves."""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.study.rules_of_files import Rule

WAVE_ORDERS = {
    "waves_unlike_choice": Rule(
        "error",
        message("The choice waves of study.toml is {chosen}, and the survey has the waves {waves}."),
        message("Name each wave of the survey once, the first one first, with commas between."),
        "refers_to_nothing",
    ),
    "waves_without_order": Rule(
        "error",
        message("Nothing tells the order of the waves {waves}: not all of them have days, and their names no numbers."),
        message('Give each answer its date, or say it in study.toml, the first one first, as in: waves = "{waves}"'),
    ),
    "waves_contradict": Rule(
        "error",
        message("By the days of the answers the waves were {by_day}; by the numbers in their names {by_number}."),
        message('Mend the dates or the names, or say the order in study.toml, as in: waves = "{by_number}"'),
    ),
}
"""Said by the check at the door, and by every function that needs the order of a study that did not come through it."""

CHOICE_RULES = {
    **WAVE_ORDERS,
    "bad_toml": Rule(
        "error",
        message("study.toml cannot be read: {reason}."),
        message('Write each choice on a line of its own, as in: name = "My study"'),
    ),
    "unknown_choice": Rule(
        "error",
        message("study.toml has no such choice."),
        message("The choices are: {choices}."),
    ),
    "wrong_type": Rule(
        "error",
        message("This must be {kind}."),
        message("Write it as in: {example}"),
    ),
    "deprivation_without_context": Rule(
        "error",
        message("The table context, in which this measure should be, is missing or has no rows."),
        message("Add the measure to context, or leave the choice out: then the share of low incomes is used."),
        "missing_table",
    ),
    "deprivation_not_in_context": Rule(
        "error",
        message("No row of the table context has this measure; the measures are: {measures}."),
        message("Name one of these measures, or leave the choice out: then the share of low incomes is used."),
        "refers_to_nothing",
    ),
    "arm_not_in_survey": Rule(
        "error",
        message("No row of the table survey has this arm; the arms are: {arms}."),
        message("Name one of these arms, or leave the choice out."),
        "refers_to_nothing",
    ),
    "no_such_outcome": Rule(
        "error",
        message("The survey has no such outcome; the outcomes are: {outcomes}."),
        message("Name one of these, with commas between, or leave the choice out."),
        "refers_to_nothing",
    ),
    "no_such_wave": Rule(
        "error",
        message("The survey has no such wave with another after it; the waves are: {waves}."),
        message("Name the last wave before the programme began, or leave the choice out."),
        "refers_to_nothing",
    ),
    "selected_without_outcome": Rule(
        "error",
        message("This says by which score people were chosen, and not on which outcome."),
        message("Name the outcome with selected_on, or leave this choice out."),
        "refers_to_nothing",
    ),
    "programme_without_start": Rule(
        "error",
        message("No area of this arrangement has a start in arrangement_areas; those that have are: {known}."),
        message("Add the first day of each area there, or leave the choice out."),
        "refers_to_nothing",
    ),
}
