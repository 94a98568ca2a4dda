"""The words of every finding: how serious it is, what the rule is, and the way out."""

from __future__ import annotations

from gezondmenu.language import message
from gezondmenu.study.rules_of_arrangements import ARRANGEMENT_RULES
from gezondmenu.study.rules_of_choices import CHOICE_RULES
from gezondmenu.study.rules_of_dates import DATE_RULES
from gezondmenu.study.rules_of_files import FILE_RULES, Rule
from gezondmenu.study.rules_of_forms import FORM_RULES
from gezondmenu.study.rules_of_indicators import INDICATOR_RULES
from gezondmenu.study.rules_of_sources import SOURCE_RULES
from gezondmenu.study.rules_of_value import VALUE_RULES

CELL_RULES = {
    "error_cell": Rule(
        "error",
        message("The cell holds an error of the spreadsheet."),
        message("Mend the formula, or empty the cell."),
    ),
    "formula_without_result": Rule(
        "error",
        message("The cell holds a formula without its result."),
        message("Open the file in a spreadsheet and save it, or paste the values."),
    ),
    "required_blank": Rule(
        "error",
        message("This column may not be empty."),
        message("Fill the cell, or remove the row."),
    ),
    "not_a_number": Rule(
        "error",
        message("This must be a number."),
        message(
            "Write only the number, such as 4,50 or 4.50, without a currency sign or words. "
            "Is it unknown, and may the cell be blank? Then empty it."
        ),
    ),
    "secret_figure": Rule(
        "note",
        message("An x stands for a figure that is kept secret: it is missing for that reason."),
        message("Leave it as it is; what rests on it is not told."),
    ),
    "nil_figure": Rule(
        "note",
        message("A dash stands for nil and was read as 0."),
        message("Empty the cell if the number is not known."),
    ),
    "provisional_figure": Rule(
        "note",
        message("The star marks a provisional figure; it was read as it is."),
        message("Look for the final figure when it appears."),
    ),
    "read_as_range": Rule(
        "warning",
        message("This is about a number and was read as {read} (between {low} and {high})."),
        message("Write the number itself when it is known."),
    ),
    "ambiguous_number": Rule(
        "error",
        message("This can be {whole} or {longer}: nothing in the file tells whether thousands are meant."),
        message("Write it as {whole}, or with one more decimal as {longer}."),
    ),
    "ambiguous_count": Rule(
        "error",
        message("This can be {whole} or {small}: nothing in the file tells whether thousands are meant."),
        message("Write it without a point or comma: {whole} or {small}."),
    ),
    "not_whole": Rule(
        "error",
        message("This must be a whole number: it is a count."),
        message("Count in whole numbers; leave the cell empty when the count is not known."),
    ),
    "negative": Rule(
        "error",
        message("This must be 0 or more."),
        message("Look up the right number; leave the cell empty when it is not known."),
    ),
    "impossible_count": Rule(
        "error",
        message("This count is not possible: it must lie between {low} and {high}."),
        message("Look up the right number; leave the cell empty when it is not known."),
    ),
    "out_of_range": Rule(
        "error",
        message("This must lie between {low} and {high}."),
        message("Look up the right number and check the unit ({unit})."),
    ),
    "not_a_date": Rule(
        "error",
        message("This is no date."),
        message("Write dates as 2025-09-30 or 30-9-2025 (day first)."),
    ),
    "two_digit_year": Rule(
        "error",
        message("The year of this date has two digits."),
        message("Write the year in full, as in 30-9-2025."),
    ),
    "impossible_year": Rule(
        "error",
        message("The year must lie between 1900 and 2100."),
        message("Look up the right year."),
    ),
    "future_date": Rule(
        "error",
        message("This lies in the future, and the column tells what has been (today is {today})."),
        message("Look up the right date, or add the row when it has happened."),
    ),
    "not_a_time": Rule(
        "error",
        message("This is no time of day."),
        message("Write times as 09:30."),
    ),
    "not_a_year": Rule(
        "error",
        message("This is no year."),
        message("Write years with four digits, as in 2025."),
    ),
    "not_a_period": Rule(
        "error",
        message("This is no period."),
        message("Write a year, quarter or month as 2025, 2025-Q3 or 2025-09, as text in a spreadsheet."),
    ),
    "not_yes_or_no": Rule(
        "error",
        message("This must be yes or no."),
        message("Write yes or no; leave the cell empty when it is not known."),
    ),
    "not_an_age_band": Rule(
        "error",
        message("This is no age band."),
        message("Write age bands as 18-34 or 75+, as text in a spreadsheet."),
    ),
    "two_scales": Rule(
        "error",
        message("The statement {statement} is answered both with 1-5 and with yes or no."),
        message("Use one scale for one statement, or give the second scale a statement of its own."),
    ),
    "no_code_of_question": Rule(
        "error",
        message("This is no answer to the question {question}; allowed are {allowed}."),
        message("Mend the code; leave the cell empty when the question was not answered (9 or 99 is a number, too)."),
    ),
    "like_three_levels": Rule(
        "warning",
        message(
            "{count} persons answered EQ-5D, and nobody chose a level above 3, while the value set {value_set} is of "
            "five levels. Where these are answers of the 3L, every utility is too high."
        ),
        message("Look which EQ-5D was asked; with the 3L choose a value set of the 3L in study.toml."),
    ),
    "name_of_our_scale": Rule(
        "error",
        message("This name is taken by a scale of ours."),
        message("Choose another name for your own question or scale."),
    ),
    "yes_no_is_0_1": Rule(
        "error",
        message("A question with yes or no goes from 0 to 1."),
        message("Write 0 as lowest and 1 as highest, and yes and no (or 1 and 0) in the survey."),
    ),
    "no_arm": Rule(
        "warning",
        message("This person has no arm and is in neither group (people without an arm: {count})."),
        message("Fill in the arm in one row of each person, or leave comparison_arm out of study.toml."),
    ),
    "comparison_on_lists": Rule(
        "warning",
        message(
            "{count} people of the comparison stand on lists of the programme's activities as participants. "
            "The difference gets smaller by it, and they count among those who were reached."
        ),
        message("Mend the arm or the lists if one is wrong; the difference is also told without these people."),
    ),
    "question_not_used": Rule(
        "warning",
        message("Nothing is known of this question, so its answers are not used (rows: {count})."),
        message("Name it as our scales do, or describe it in the table questions."),
    ),
    "not_allowed": Rule(
        "error",
        message("This must be one of: {allowed}."),
        message("Choose one of these; leave the cell empty when it is not known and the column allows it."),
    ),
}

TABLE_RULES = {
    "double_row": Rule(
        "error",
        message("The table has one row for each {key}; this row doubles row {first}."),
        message("Remove one of the two rows, or correct what tells them apart."),
    ),
    "one_of_blank": Rule(
        "error",
        message("At least one of {columns} must be filled."),
        message("Fill the one you know, or remove the row."),
    ),
    "before_other": Rule(
        "error",
        message("This may not be before {other}, which is {other_value}."),
        message("Correct one of the two dates."),
    ),
    "below_other": Rule(
        "error",
        message("This may not be below {other}, which is {other_value}."),
        message("Correct one of the two numbers."),
    ),
    "unknown_area": Rule(
        "error",
        message("This area is not in the table areas."),
        message("Correct the code, or add the area to areas; codes are text and keep their zeros (01)."),
    ),
    "lost_zeros": Rule(
        "warning",
        message("This code lost its zeros in a spreadsheet: it was read as {repair}, the only code that fits."),
        message("Write it as {repair}, with the column as text; nothing else needs repair."),
    ),
    "name_for_code": Rule(
        "note",
        message("This is a name, which the code {repair} alone has, so it was read as that code."),
        message("Nothing needs repair."),
    ),
    "old_area": Rule(
        "warning",
        message("This is an old code; by area_links the whole of that area became {repair}, so it was read as that."),
        message("Write {repair}, or correct area_links if this is another area."),
    ),
    "unknown_area_in_context": Rule(
        "warning",
        message("This area is not in the table areas, nor in area_links for {year}: {count} rows left out."),
        message("Leave it as it is when the figures are of elsewhere; otherwise correct the code."),
        "unknown_area",
    ),
    "unknown_person": Rule(
        "error",
        message("This person is not in the table people."),
        message("Correct the pseudonym, or add the person to people."),
    ),
    "unknown_activity": Rule(
        "error",
        message("This activity is not in the table activities."),
        message("Correct the code, or add the activity to activities."),
    ),
    "refers_to_nothing": Rule(
        "error",
        message("This value is not in column {column} of the table {table}."),
        message("Correct the value, or add it to {table}."),
    ),
    "unchecked_reference": Rule(
        "warning",
        message("Column {column} refers to the table {table}, which is missing or has no rows."),
        message("Add a file or a sheet named {table} with the columns {columns}."),
        "missing_table",
    ),
    "half_a_point": Rule(
        "error",
        message("A point on the map has a latitude and a longitude; here the {other} is blank."),
        message("Fill the {other} too, or leave both empty."),
    ),
    "swapped_point": Rule(
        "warning",
        message(
            "Latitude and longitude seem to be swapped: in the Netherlands they lie in {latitude} and {longitude}."
        ),
        message("Swap them; leave them as they are when the place is elsewhere."),
    ),
    "reserved_area": Rule(
        "error",
        message("The code {code} is kept for the whole study."),
        message("Give the area another code."),
    ),
    "area_circle": Rule(
        "error",
        message("The areas lie in each other in a circle: {circle}."),
        message("Correct the column parent; an area that lies in no other has an empty cell."),
    ),
    "more_than_one_year": Rule(
        "error",
        message("A study has the boundaries of one year; row {first} says {year}."),
        message("Use areas of one year; figures of other boundaries go in context with area_links."),
    ),
    "parts_differ_from_whole": Rule(
        "warning",
        message("The areas in {area} have {parts} residents together, and {area} itself has {whole}."),
        message("Look whether areas are missing or counted twice; this is right when only some are listed."),
    ),
    "sessions_contradict_attendance": Rule(
        "error",
        message("Sessions counts {visits} visits here, and attendance lists {persons} participants."),
        message("Correct the count in sessions, or the list of that meeting in attendance (row {first})."),
    ),
    "attendance_incomplete": Rule(
        "warning",
        message("Attendance lists fewer participants than sessions counts; meetings: {count}."),
        message("Complete the lists if you can; persons are then counted too low, visits are not."),
    ),
    "meeting_not_in_sessions": Rule(
        "warning",
        message("Attendance lists this meeting, and sessions has other meetings of the activity but not it."),
        message("Add the meeting to sessions, or correct the date or the start."),
    ),
    "age_band_not_in_population": Rule(
        "warning",
        message("The table population has no such age band: {count} people cannot be compared with it."),
        message("Use the bands of population ({bands}), or give the year of birth."),
    ),
    "without_area": Rule(
        "note",
        message("{count} rows lie in no area: they count for the whole study, and are on no page of an area."),
        message("Fill in the area, or leave it so when they are about the whole study."),
    ),
    "no_area_link": Rule(
        "warning",
        message("Figures of {year} stand on boundaries of {year}; areas has those of {areas_year}."),
        message("Add area_links for {year}, or these figures are not used."),
    ),
    "measure_of_unknown_kind": Rule(
        "warning",
        message("Nothing tells whether {measure} is a count or a share; on the new boundaries it is averaged."),
        message("Fill in adds_up: yes for a count, such as shops (they add up), no for a share or a mean."),
    ),
    "weights_over_one": Rule(
        "error",
        message("The weights of {area} from {year} to {to_year} add up to {sum}, more than 1."),
        message("Weights are shares of the old area's residents: correct them."),
    ),
    "personal_data": Rule(
        "error",
        message("This looks like {kind}; a pseudonym may not be personal data."),
        message("Replace it by a code that says nothing, the same one in every table."),
    ),
    "personal_data_in_text": Rule(
        "error",
        message("This looks like {kind}."),
        message(
            "Remove it from the text: a study does not need personal data. Or write in study.toml "
            'personal_data = "drop": then such a text is left out each time.'
        ),
        "personal_data",
    ),
    "personal_data_dropped": Rule(
        "note",
        message("This looks like {kind}; the text was left out, as study.toml says."),
        message("Nothing is needed; the file itself still holds it, so do not pass it on."),
        "personal_data",
    ),
    "name_on_pages": Rule(
        "warning",
        message("This text seems to hold the name of a person, and it comes on pages."),
        message("Write it without that name, unless that person wants to be named there."),
        "personal_data",
    ),
    "no_pseudonym_key": Rule(
        "error",
        message("There is no key {key} on this computer by which names become pseudonyms."),
        message("Ask who made the study for its file {key}.key, or take pseudonyms out of study.toml and use codes."),
    ),
}

RULES = {
    **FILE_RULES,
    **SOURCE_RULES,
    **CELL_RULES,
    **TABLE_RULES,
    **DATE_RULES,
    **CHOICE_RULES,
    **INDICATOR_RULES,
    **VALUE_RULES,
    **ARRANGEMENT_RULES,
    **FORM_RULES,
}
