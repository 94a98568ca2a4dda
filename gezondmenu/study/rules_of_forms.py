"""The words of findings about exports of forms: columns that go nowhere, and what only the user can tell."""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.study.rules_of_files import Rule

FORM_RULES = {
    "column_of_the_program": Rule(
        "note",
        message("Made by the form program itself; not read."),
        message("Nothing to do."),
    ),
    "column_with_personal_data": Rule(
        "warning",
        message("This column holds personal data, or asks for it; it is not read and not passed on."),
        message("Remove the column from the file before you pass the file on, and the question from the form."),
        "personal_data",
    ),
    "column_with_free_text": Rule(
        "warning",
        message("The answers look like free text; free text is not read and not passed on."),
        message(
            "Nothing to do. Was it a closed question? Then add the column to across of this file in study.toml, or put "
            "the XLSForm in the same folder."
        ),
    ),
    "column_that_is_split": Rule(
        "note",
        message("Each of these answers has a column of its own, and those are read."),
        message("Nothing to do."),
    ),
    "column_with_several_answers": Rule(
        "warning",
        message("Cells of this column may hold one answer or several: that cannot be seen, so it is not read."),
        message(
            "Export again with a column for each answer, or put the XLSForm in the same folder; then it is clear what "
            "the answers are."
        ),
    ),
    "column_without_answers": Rule(
        "note",
        message("Nobody answered this; not read."),
        message("Nothing to do."),
    ),
    "column_not_needed": Rule(
        "note",
        message("Nothing that is read from this sheet needs this; not read."),
        message("Nothing to do. Do you need it? Then add the column to columns or across of this file in study.toml."),
    ),
    "question_asked_twice": Rule(
        "warning",
        message("This column asks the same as the column “{first}”, which is read; this one is not."),
        message("Was it asked about another moment? Give each moment a row of its own, with its wave."),
    ),
    "wave_of_form": Rule(
        "error",
        message("Which measurement is this? Nothing in the file tells."),
        message("Write 0 for the measurement before the start, 1 for the first one after it, and so on."),
    ),
    "activity_of_statements": Rule(
        "error",
        message("About which activity are the statements? Nothing in the file tells."),
        message("Write the code of the activity, as in the table activities."),
    ),
    "period_of_statements": Rule(
        "error",
        message("From which period are the answers? The file has no date that can be read in one way."),
        message("Write a year, a quarter or a month: 2025, 2025-Q3 or 2025-09."),
    ),
    "column_of_form": Rule(
        "error",
        message("Several columns may say this: {columns}."),
        message("Write the name of the column that is meant."),
    ),
    "rows_share_a_code": Rule(
        "error",
        message(
            "{count} rows have a code in “{column}” that another row has too, as when one form tells of several people."
        ),
        message(
            "Is each row one person? Then write _row in study.toml instead of “?”: each row gets a code of its own. "
            "Otherwise write the name of the column that tells people apart, or skip = true to leave the sheet alone."
        ),
    ),
    "submissions_set_aside": Rule(
        "error",
        message("{count} forms were not finished, or were rejected in the form program: they are set aside."),
        message(
            "Leave them out, as is usual? Then write skip = true in this entry. Do they count? Then write {column} in "
            "study.toml instead of “?”."
        ),
    ),
    "no_question_recognised": Rule(
        "error",
        message("No column of this sheet is recognised as a question of a scale, a statement or a closed question."),
        message(
            "Write skip = true in this entry to leave the sheet alone; or write in across which column is which "
            "question, and in columns which one tells people apart."
        ),
    ),
    "not_a_zip": Rule(
        "error",
        message("This is not a sound zip file: {reason}."),
        message("Download the export again, and leave the file as it is."),
        "broken_file",
    ),
    "name_in_zip": Rule(
        "error",
        message("A file in this zip would be unpacked outside its folder ({name}); no form program makes such a zip."),
        message("Do not unpack it. Download the export again from the form program itself."),
        "broken_file",
    ),
    "too_many_in_zip": Rule(
        "error",
        message("The zip holds {count} files; at most {most} are read."),
        message("Make an export without the photographs and other attachments."),
        "file_too_large",
    ),
}
