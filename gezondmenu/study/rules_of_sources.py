"""The words of findings and questions about files of other makings, and about their entries in study.toml."""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.study.rules_of_files import Rule

_CHOOSE = message("Write the answer in study.toml instead of “?”: {options}.")

QUESTIONS = {
    "which_activity": Rule(
        "error",
        message("Which activity is this list about?"),
        message("Write its name in study.toml instead of “?”. Names that stand there: {options}."),
    ),
    "which_year": Rule(
        "error",
        message("Of which year are days like {day}?"),
        message("Write the year in study.toml instead of “?”, such as 2025."),
    ),
    "which_first_year": Rule(
        "error",
        message(
            "This list goes over a new year: from {first} to {later}. Of which year is {first}? "
            "From {later} on the days are of the year after."
        ),
        message("Write the year in study.toml instead of “?”; or write in the list the year of each day."),
    ),
    "which_weekday": Rule(
        "error",
        message("This list tells weeks, such as {week}, and no days: on which day of the week were the meetings?"),
        message("Write the day in study.toml instead of “?”: {options}. If the days differ, write them in the list."),
    ),
    "are_sheets_months": Rule(
        "error",
        message("The sheets are called by numbers, such as {sheet}: are these the months of a year?"),
        message(
            "If so, write {options} in study.toml instead of “?”; if not, write in the list the month of each day."
        ),
    ),
    "are_cells_of_several": Rule(
        "error",
        message(
            "In some cells several people seem to stand, with a comma, a break of line or the word and between them: "
            "is each part a person? (cells: {count})"
        ),
        message("Write in study.toml instead of “?”: person (each part is one) or none (the cell is one person)."),
    ),
    "counts_of_months": Rule(
        "error",
        message("This list tells how many people came in a month, and a study needs every meeting with its day."),
        message("Write skip = true in this entry to leave the list alone, or make a list of the meetings."),
    ),
    "which_payer": Rule(
        "error",
        message("This looks like a list of bookings: who pays these?"),
        _CHOOSE,
    ),
    "which_law": Rule(
        "error",
        message("Under which law are these bookings paid?"),
        _CHOOSE,
    ),
    "which_table": Rule(
        "error",
        message("Which table is this list?"),
        _CHOOSE,
    ),
    "what_mark_means": Rule(
        "error",
        message("Was somebody there with “{mark}” behind the name? (cells: {count})"),
        _CHOOSE,
    ),
    "what_remarks_mean": Rule(
        "error",
        message("Behind some names stands a text instead of a mark: was somebody there then? (cells: {count})"),
        message("Write the answer in study.toml instead of “?”: {options}. If they differ, put a mark in those cells."),
    ),
    "what_numbers_mean": Rule(
        "error",
        message("What are the numbers behind the names: hours that somebody was there, or only a sign of being there?"),
        _CHOOSE,
    ),
    "which_of_two_counts": Rule(
        "error",
        message("Cells like {cell} hold two numbers: which of them is the number of people who came? (cells: {count})"),
        _CHOOSE,
    ),
    "count_became_date": Rule(
        "error",
        message(
            "A number of people became a date: a spreadsheet turns 3-4 into 3 April, and here stands {cell}. "
            "Which number of it is the number of people? (cells: {count})"
        ),
        message("Write the answer in study.toml instead of “?”: {options}. If it is neither, correct the cells."),
    ),
    "mark_among_counts": Rule(
        "error",
        message("What does “{mark}” say among the numbers: no meeting, or nobody came? (cells: {count})"),
        message("Write in study.toml instead of “?”: none (there was no meeting) or 0 (nobody came)."),
    ),
    "what_stands_across": Rule(
        "error",
        message("Are these columns activities, with under each the number of people who came: {headers}?"),
        message("If so, write {options} in study.toml instead of “?”; if not, write skip = true in this entry."),
    ),
    "is_it_a_total": Rule(
        "error",
        message(
            "The numbers in the row “{label}” are the sums of the rows above it: is it a total? If so, answer none."
        ),
        message("Write in study.toml instead of “?” what it is: {options} (the first when it is a total)."),
    ),
    "is_column_a_total": Rule(
        "error",
        message(
            "The numbers under “{label}” are the sums of the columns beside it: is it a total? If so, answer none."
        ),
        message("Write in study.toml instead of “?” what it is: {options} (the first when it is a total)."),
    ),
    "open_answer": Rule(
        "error",
        message("This is not answered yet."),
        message("Write the answer in study.toml instead of “?”."),
    ),
}

SOURCE_RULES = {
    **QUESTIONS,
    "rows_above_header": Rule(
        "note",
        message("These rows stand above the header and were set aside: {rows}."),
        message("Look whether they are no data; then nothing needs repair."),
    ),
    "total_rows": Rule(
        "note",
        message("These rows hold totals of other rows and were set aside: {rows}."),
        message("Look whether they are totals; then nothing needs repair."),
    ),
    "header_again": Rule(
        "note",
        message("These rows repeat the header and were set aside: {rows}."),
        message("Nothing needs repair."),
    ),
    "notes_below": Rule(
        "note",
        message("These rows hold one text beside the list and were set aside: {rows}."),
        message("Look whether they are notes; then nothing needs repair."),
    ),
    "rows_under_a_text": Rule(
        "warning",
        message("These rows hold one text with other rows below it, which were read like the rows above it: {rows}."),
        message("Are those below something else, such as volunteers? Then give them a list of their own."),
    ),
    "role_headings": Rule(
        "note",
        message("These rows say what role the people below them have, and were read so: {rows}."),
        message("Nothing needs repair."),
    ),
    "counted_without_names": Rule(
        "warning",
        message("These rows count people without a name, and are not read beside the names: {rows}."),
        message("Nothing needs repair; to count them too, make a list of the meetings with how many came."),
    ),
    "row_not_read": Rule(
        "warning",
        message("This row is not read, since the entry does not say what it counts."),
        message("Name it in down, in the entry of this file in study.toml. What stands there: {known}."),
    ),
    "unknown_answer": Rule(
        "error",
        message("This is no answer to the question above it."),
        message("Use one of: {kinds}."),
    ),
    "unknown_source_key": Rule(
        "error",
        message("An entry of sources has no such key."),
        message("Use one of: {keys}."),
    ),
    "source_without_file": Rule(
        "error",
        message("This entry names no file."),
        message('Add a line such as file = "januari.csv".'),
    ),
    "no_such_file": Rule(
        "error",
        message("The study folder has no such file."),
        message("Correct the name, or take the entry out when the file is gone."),
    ),
    "source_without_table": Rule(
        "error",
        message("This entry does not say which table the file is."),
        message("Add a line with table = and one of: {tables}; or skip = true to leave the file alone."),
    ),
    "unknown_table": Rule(
        "error",
        message("There is no such table."),
        message("Use one of: {tables}."),
    ),
    "unknown_source_column": Rule(
        "error",
        message("The table {table} has no such column."),
        message("Use one of: {columns}."),
    ),
    "across_without_names": Rule(
        "error",
        message("Where headers are values, names and values say which columns get the header and the cell under it."),
        message('Add both, such as names = "date" and values = "visits".'),
    ),
    "unknown_across": Rule(
        "error",
        message("This is no way to say which headers are values."),
        message("Write dates (headers that are days), others (all that columns does not name), or a table of headers."),
    ),
    "unknown_importer": Rule(
        "error",
        message("There is no importer of this name."),
        message("Use one of: {kinds}."),
    ),
    "not_of_its_kind": Rule(
        "error",
        message("The file {file} cannot be read as this."),
        message("Write another read_as, or take the entry out: gezondmenu check then proposes how to read the file."),
    ),
    "no_such_sheet": Rule(
        "error",
        message("The file {file} has no such sheet with a list."),
        message("Use one of: {sheets}."),
    ),
    "sheet_not_named": Rule(
        "error",
        message("The file {file} has several sheets, and this entry names none."),
        message("Add a line with sheet = and one or more of: {sheets}."),
    ),
    "no_such_header": Rule(
        "error",
        message("There is no such header in {place}."),
        message("Use one of: {headers}."),
    ),
    "source_lacks_column": Rule(
        "error",
        message("The table {table} needs the column {column}, and this entry does not say where it stands."),
        message("Name it in columns (with the header in the file), in fixed (with its value), or in names."),
    ),
    "unknown_mark": Rule(
        "error",
        message("It is not known whether somebody was there with this mark."),
        message('Say it in study.toml, in the entry of this file: codes.present."{mark}" = "yes" or "no".'),
    ),
    "two_people_of_one_name": Rule(
        "warning",
        message("This name stands in {count} rows of the list; these were read as one person."),
        message("If they are two people, tell their names apart, such as with a letter."),
    ),
    "rows_left_out": Rule(
        "note",
        message("These rows were left out, as study.toml says: {rows}."),
        message("Look whether they are still the same rows, since rows move when others are added."),
    ),
    "columns_not_read": Rule(
        "note",
        message("These columns are not read: {headers}."),
        message("Nothing needs repair; to read one, name it in columns, in the entry of this file in study.toml."),
    ),
    "source_read": Rule(
        "note",
        message("Read as {table}: {rows} rows."),
        message("Look in study.toml, under sources, how it was read."),
    ),
}
