"""The words of findings about dates: each shows the readings that are possible, and how to say which is meant."""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.study.rules_of_files import Rule

_MONTH_FIRST = message(
    "Write the dates as 2025-09-30; or, if the month stands first in all files of the study, write in study.toml: "
    'date_order = "month_first"; and if this reading is the wrong one: date_order = "day_first"'
)
_TURNED = message(
    "Open the file again from its source with the right setting; or write in study.toml: date_order = "
    '"month_first_in_excel" (then day and month change places again in such columns); or, if the dates are right as '
    'they are: date_order = "day_first"'
)

DATE_RULES = {
    "dates_month_first": Rule(
        "error",
        message(
            "The dates of this column have the month first, as {sure} shows ({count} cells): "
            "this one is {second}, and not {first}."
        ),
        _MONTH_FIRST,
    ),
    "dates_by_weekday": Rule(
        "error",
        message(
            "No date of this column tells whether day or month comes first ({count} cells). This one is {first} or "
            "{second}; with the month first each activity keeps to one weekday, with the day first it does not."
        ),
        _MONTH_FIRST,
    ),
    "dates_turned_by_weekday": Rule(
        "error",
        message(
            "Day and month seem to have changed places ({count} cells), as when a spreadsheet reads American dates. "
            "This one is {first} or {second}; only with {second} does each activity keep to one weekday."
        ),
        _TURNED,
    ),
    "dates_half_text": Rule(
        "error",
        message(
            "Half of this column are dates and half is text such as {sure}: an American file was opened in a Dutch "
            "spreadsheet, and in the cells that became dates day and month changed places."
        ),
        _TURNED,
    ),
    "dates_without_day_over_12": Rule(
        "error",
        message(
            "No date of this column tells whether day or month comes first ({count} cells): this one "
            "can be {first} or {second}, and meetings fall on scattered weekdays when the day is read first."
        ),
        _MONTH_FIRST,
    ),
    "utc_dates": Rule(
        "error",
        message(
            "The moments of this column are in UTC, and {count} of them fall on another day in the Netherlands: "
            "this one on {home}, and not on {written}."
        ),
        message(
            'Write in study.toml: time_zone = "Europe/Amsterdam"; or, if the days are right as they stand: '
            'time_zone = "UTC"'
        ),
    ),
    "serial_dates": Rule(
        "note",
        message("This number was read as the day that a spreadsheet counts with it: {day} (cells: {count})."),
        message("Look whether the day is right; giving the cells the format of a date makes this sure."),
    ),
    "mistyped_year": Rule(
        "error",
        message(
            "This date lies {years} years from all others of the column ({others} of them, from {first} to {last}); "
            "the study would get years in which nothing happened."
        ),
        message("Correct the year; or, if it is right, write in study.toml: {choice} = {date}"),
    ),
    "booking_twice": Rule(
        "warning",
        message("This booking is the same in every column as row {first} (rows that double another: {count})."),
        message("Remove the second if it was entered twice; both count now."),
    ),
    "meeting_twice": Rule(
        "error",
        message("This meeting began minutes after that of row {first}, of the same activity, and tells the same."),
        message("Remove one of the two: a meeting that was sent in twice counts twice. Or correct the start."),
    ),
    "form_twice": Rule(
        "note",
        message("This form without a name has the answers of the form before it, from row {first} (forms: {count})."),
        message("Look whether one form was sent in twice, and remove the second."),
    ),
}
