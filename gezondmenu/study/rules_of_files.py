"""The words of findings about files, headers and study.toml: the rule, and the way out."""

from __future__ import annotations

from typing import NamedTuple

from gezondmenu.language import message


class Rule(NamedTuple):
    """What a finding says; `code` is given where two wordings share one code."""

    severity: str
    rule: str
    what_to_do: str
    code: str = ""


SEVERITIES = ("error", "warning", "note")
DID_YOU_MEAN = message("Did you mean “{closest}”?")

FILE_RULES = {
    "no_folder": Rule(
        "error",
        message("There is no folder {folder}."),
        message("Check the path; a study is one folder with at least a table areas in it."),
    ),
    "not_a_folder": Rule(
        "error",
        message("{folder} is a file; a study is a folder."),
        message("Name the folder that holds the tables."),
    ),
    "empty_folder": Rule(
        "error",
        message("The folder holds no table of a study."),
        message("Put at least a table areas in it: areas.csv, areas.xlsx, areas.ods or areas.parquet."),
    ),
    "missing_table": Rule(
        "error",
        message("The table {table} is missing."),
        message("Add a file or a sheet named {table} with the columns {columns}."),
    ),
    "missing_referred_table": Rule(
        "error",
        message("Column {column} refers to the table {table}, which is missing or has no rows."),
        message("Add a file or a sheet named {table} with the columns {columns}."),
        "missing_table",
    ),
    "start_here": Rule(
        "error",
        message("This study is still empty: everything is ready to be filled in."),
        message(
            "Begin with the sheet “{areas}”: a row for each neighbourhood. Then {others}. Leave out what you do not "
            "know, save the file, and ask again."
        ),
    ),
    "areas_not_filled": Rule(
        "error",
        message("This table has no rows yet, and a study cannot do without it."),
        message("Write one row for each neighbourhood: a code that you choose, such as W1, and its name."),
    ),
    "example_row": Rule(
        "note",
        message("This row is an example and is not read."),
        message("Nothing to do; you may also delete the row."),
    ),
    "unknown_file": Rule(
        "warning",
        message("No table of a study has this name, so the file is not read."),
        message(
            "Name the file after its table, or take it out of the folder; if it is a list or an export, "
            "the command gezondmenu check may propose how to read it. Does it propose nothing? Then put one row of "
            "headers above the list: Name and the days, such as 6-1-2025, or Date and Number."
        ),
    ),
    "unknown_sheet": Rule(
        "warning",
        message("No table of a study has the name of this sheet, so the sheet is not read."),
        message("Name the sheet after its table, or leave it as it is when it is no table."),
    ),
    "folder_not_read": Rule(
        "note",
        message("Folders inside the study folder are not read."),
        message("Move tables of the study to the study folder itself."),
    ),
    "file_kind": Rule(
        "error",
        message("Files of this kind ({kind}) are not read."),
        message("Save the table as .xlsx, .ods, .csv or .parquet."),
    ),
    "which_sheet": Rule(
        "error",
        message("This file has several sheets with data and none is named after a table: {sheets}."),
        message("Give the sheet of this table the name {table}, or keep one sheet in the file."),
    ),
    "double_table": Rule(
        "error",
        message("The table {table} is there twice: {first} was found before this one."),
        message("Keep one of the two."),
    ),
    "unreadable_file": Rule(
        "error",
        message("The file cannot be opened: {reason}."),
        message("Check that you may read the file and that no other program keeps it locked."),
    ),
    "broken_file": Rule(
        "error",
        message("This is not a sound {kind} file: {reason}."),
        message("Open it in the program that made it, without a password, and save it again."),
    ),
    "protected_file": Rule(
        "error",
        message("The file is protected by a password."),
        message("Save a copy without a password in the study folder."),
    ),
    "no_ordinary_file": Rule(
        "error",
        message("This is a pipe, a device or a socket, and no file that can be read to its end."),
        message("Put the table itself in the folder, as an ordinary file."),
    ),
    "file_too_large": Rule(
        "error",
        message("The file has {size}; files of at most {largest} are read."),
        message("Leave out the columns and years that the study does not need, or save the table as .parquet."),
    ),
    "unpacks_too_large": Rule(
        "error",
        message("Unpacked, this workbook is larger than the {largest} that are read."),
        message("Copy the cells of the table to a new workbook, or save its sheet as CSV UTF-8."),
        "file_too_large",
    ),
    "too_many_cells": Rule(
        "error",
        message(
            "Between its first and its last cell the table has more than the {most} cells that are read. "
            "Last cell: {cell}."
        ),
        message(
            "Often one stray cell lies far away: go to it (Ctrl+End), delete its row and its column, and save the "
            "file. Is the table so large? Then leave out what the study does not need."
        ),
        "file_too_large",
    ),
    "too_many_rows": Rule(
        "error",
        message("The file has more than the {most} rows that are read of such a table."),
        message("Leave out the years that the study does not need, or rows that are no rows of this table."),
        "file_too_large",
    ),
    "too_many_different_cells": Rule(
        "error",
        message("Columns of the study hold more than {most} different words in this file."),
        message("Leave out the columns and years that the study does not need."),
        "file_too_large",
    ),
    "many_more": Rule(
        "error",
        message("{count} rows more have such a finding as those that are listed here."),
        message("Often one cause is behind all: mend the rows that are listed, and check again."),
    ),
    "beyond_the_sheet": Rule(
        "error",
        message("Cell {cell} of the sheet {sheet_name} lies beyond the last row or column of a spreadsheet."),
        message("The file was damaged, or made by a faulty program: open it in a spreadsheet and save it again."),
        "broken_file",
    ),
    "file_too_demanding": Rule(
        "error",
        message("Reading this file takes more than {memory} of memory or {seconds} seconds, so it was stopped."),
        message("Copy the cells of the table (only their values) to a new workbook, or save its sheet as CSV UTF-8."),
        "file_too_large",
    ),
    "empty_file": Rule(
        "error",
        message("The file is empty."),
        message("Fill it, or take it out of the folder."),
    ),
    "header_only": Rule(
        "warning",
        message("The table has a header and no rows."),
        message("Add rows, or take the file out of the folder; it now counts as a table you do not have."),
    ),
    "not_text": Rule(
        "error",
        message("The file is not a text file in UTF-8, UTF-16 with a byte order mark, or Windows-1252."),
        message("Save it again as CSV UTF-8."),
    ),
    "encoding_cp1252": Rule(
        "note",
        message("The file is not UTF-8 and was read as Windows-1252 (cp1252)."),
        message("Look whether letters with accents are right; saving as CSV UTF-8 makes this sure."),
    ),
    "two_code_pages": Rule(
        "warning",
        message(
            "Rows of this file are written in several code pages ({pages}), as when parts of files are put together; "
            "each was read as it was written. In {page}: {rows}."
        ),
        message("Look whether letters with accents are right in these rows, and save the file as CSV UTF-8."),
    ),
    "hidden_rows": Rule(
        "warning",
        message(
            "{count} rows are hidden in the spreadsheet, by a filter or by hand, and were read all the same: {rows}."
        ),
        message("Show them, and delete those that should not count."),
    ),
    "bad_quotes": Rule(
        "error",
        message("From this row on the file cannot be read as CSV: {reason}."),
        message("Look for a quotation mark that is opened and not closed; two of them stand for one."),
    ),
    "no_header": Rule(
        "error",
        message("No row among the first ten holds the column names of the table {table}."),
        message("Make the first row the header; it needs at least: {columns}."),
    ),
    "header_not_first": Rule(
        "error",
        message("The header seems to be in row {header_row}, not in row {first_row}."),
        message("Remove the rows above the header; only then is the rest of this table checked."),
    ),
    "double_column": Rule(
        "error",
        message("The columns {headers} are the same column of this table: {name}."),
        message("Keep one of them."),
    ),
    "unknown_column": Rule(
        "warning",
        message("The table {table} has no such column, so it is not read."),
        message("Leave it as it is, or give it the name of one of: {columns}."),
    ),
    "nameless_column": Rule(
        "warning",
        message("Column number {number} has cells and no name, so it is not read."),
        message("Give the column a name, or empty it."),
    ),
    "presence_column": Rule(
        "error",
        message("This column says who was there; read without it, everybody on the list would count as a participant."),
        message("The command gezondmenu check writes in study.toml how to read it, so that only those present count."),
    ),
    "personal_name_of_file": Rule(
        "error",
        message("The name of this file or sheet holds {kind}; it would come in study.toml and in what is passed on."),
        message("Give it another name, such as a code. Look at the names of the other files and sheets too."),
        "personal_data",
    ),
    "perhaps_personal_name_of_file": Rule(
        "warning",
        message("The name of this file or sheet may hold the name of a person; it is masked here and in the intake."),
        message("If it does, give it another name. If it does not, nothing needs repair."),
        "personal_data",
    ),
    "personal_column": Rule(
        "warning",
        message("The name of this column points to personal data, which a study does not need."),
        message("Remove the column from the file; it is not read, but the file can still be passed on."),
        "personal_data",
    ),
    "missing_column": Rule(
        "error",
        message("The column {name} is required in the table {table}."),
        message("Add the column; its name may also be: {others}."),
    ),
    "missing_one_of": Rule(
        "error",
        message("The table {table} needs at least one of the columns {columns}."),
        message("Add the column you know."),
        "missing_column",
    ),
    "row_too_long": Rule(
        "error",
        message("The row has {cells} cells and the header has {columns}."),
        message("Put quotation marks around a cell that holds the separator, or remove the extra cells."),
    ),
    "row_too_short": Rule(
        "error",
        message("The row has {cells} cells and the header has {columns}."),
        message("Complete the row; leave a cell empty between separators where nothing is known."),
    ),
}
