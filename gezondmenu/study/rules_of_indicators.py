"""The words of findings about indicators.toml, the indicators of the user's own."""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.study.rules_of_files import Rule

INDICATOR_RULES = {
    "bad_indicators_toml": Rule(
        "error",
        message("The file cannot be read: {reason}."),
        message(
            "Write each field on one line of its own, without a new line between braces, "
            'and texts between quotation marks, as in: nl = "Samen koken"'
        ),
        "bad_toml",
    ),
    "two_indicator_files": Rule(
        "error",
        message("Indicators of your own are in {first} already."),
        message("Put them in one file."),
    ),
    "bad_name": Rule(
        "error",
        message("A name has small letters, digits and underscores, and begins with a letter."),
        message("Choose a name such as {example}."),
    ),
    "name_taken": Rule(
        "error",
        message("An indicator of the package has this name already."),
        message("Choose another one; the command gezondmenu indicators lists those of the package."),
    ),
    "name_twice": Rule(
        "error",
        message("Two indicators in this file have this name."),
        message("Give each a name of its own."),
    ),
    "not_a_table": Rule(
        "error",
        message("This must be a table with fields."),
        message("Write it as in: {example}"),
        "wrong_type",
    ),
    "not_a_list": Rule(
        "error",
        message("This must be a list of values."),
        message("Write it as in: {example}"),
        "wrong_type",
    ),
    "unknown_field": Rule(
        "error",
        message("There is no such field here."),
        message("The fields are: {fields}."),
    ),
    "missing_field": Rule(
        "error",
        message("{field} is missing."),
        message("Write it as in: {example}"),
    ),
    "field_not_allowed": Rule(
        "error",
        message("This must be one of: {allowed}."),
        message("Choose one of these."),
        "not_allowed",
    ),
    "field_not_with": Rule(
        "error",
        message("The formula {formula} has no {field}."),
        message("Leave {field} out, or choose another formula."),
    ),
    "table_without_place": Rule(
        "error",
        message("The table {table} has no area, activity or person, so its rows belong to no area."),
        message("Count the rows of one of: {tables}."),
    ),
    "table_not_counted": Rule(
        "error",
        message("The rows of the table {table} cannot be counted in an indicator of your own."),
        message("Count the rows of one of: {tables}."),
    ),
    "unknown_row_column": Rule(
        "error",
        message("The table {table} has no such column."),
        message("The columns, with those of its activities and people, are: {columns}."),
    ),
    "row_column_not_in_file": Rule(
        "error",
        message("The file of the table {table} has no column {column}, so no row can be chosen by it."),
        message("Add the column to the table, or take this indicator out."),
    ),
    "row_column_of_person": Rule(
        "error",
        message("An indicator is not about named persons."),
        message("Choose rows by a trait, such as age_band."),
    ),
    "row_column_kind": Rule(
        "error",
        message("Rows cannot be chosen by a column of the type {type}."),
        message("Choose by one of the columns: {columns}."),
    ),
    "value_not_in_table": Rule(
        "warning",
        message("No row of the table {table} has this in {column}; it has: {values}."),
        message("Correct it, or leave it as it is when such rows are still to come."),
    ),
    "counts_something_else": Rule(
        "error",
        message("What is counted here is not {given} but: {words}."),
        message("Write the right word, or count other rows; the word decides how small numbers are protected."),
    ),
    "no_interval_here": Rule(
        "error",
        message("Wilson's interval needs a percentage of rows that stand on their own; {what} do not."),
        message('Write: interval = "none: complete count"'),
    ),
    "card_refused": Rule(
        "error",
        message("The card is not complete: {reason}."),
        message("Complete the card as in the indicators.toml of the example study."),
    ),
}
