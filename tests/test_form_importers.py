"""Exports of forms: small files as each program writes them (made up), and what is read, asked or left unread."""

import datetime as dt
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from gezondmenu.study.findings import Findings
from gezondmenu.study.read.file_formats import read_text_sheet, read_workbook
from gezondmenu.study.read.limits import Refusal
from gezondmenu.study.rules import RULES
from gezondmenu.study.sources.forms import from_google, from_microsoft
from gezondmenu.study.sources.kobo import from_kobo
from gezondmenu.study.sources.limesurvey import from_limesurvey
from gezondmenu.study.sources.odk import from_odk
from gezondmenu.study.sources.xlsform import from_xlsform

IMPORTERS = (from_xlsform, from_kobo, from_odk, from_limesurvey, from_microsoft, from_google)


# --------------------------------------------------------------------------------------------- reading in a test


def text_file(folder: Path, text: str, name: str = "export.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, sheets: dict, name: str = "export.xlsx") -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(folder / name)
    return folder / name


def sheets_of(path: Path) -> list:
    findings = Findings()
    if path.suffix == ".zip":
        return []
    sheets = read_workbook(path, findings) if path.suffix == ".xlsx" else [read_text_sheet(path, set(), findings)]
    assert not findings.has_errors
    return sheets


def source(path: Path):
    """What the one importer that knows the file makes of it; every rule that it names is there."""
    known = [made for made in (importer(path, sheets_of(path)) for importer in IMPORTERS) if made]
    assert len(known) <= 1
    for reading in known[0].readings if known else ():
        assert {*reading.unread.values(), *(question.rule for question in reading.questions)} <= set(RULES)
        headers = set(next(sheet for sheet in known[0].sheets if sheet.sheet == reading.sheet).rows[0])
        assert {*reading.columns.values(), *reading.across, *reading.unread} - {"?"} <= headers
        places = {"columns": reading.columns, "fixed": reading.fixed}
        open_keys = {f"{part}.{name}" for part in places for name, value in places[part].items() if value == "?"}
        assert open_keys == {question.key for question in reading.questions}
        assert not {*reading.columns.values(), *reading.across} & set(reading.unread)
    return known[0] if known else None


def rows(made, table: str, *, aside: bool = False) -> set:
    """Rows of a table as the readings say: (person, name of the question, answer), answers that are blank left out."""
    read = set()
    for reading in made.readings:
        is_aside = "submissions_set_aside" in {question.rule for question in reading.questions}
        if reading.table != table or (is_aside and not aside):
            continue
        person = reading.questions[0].words["column"] if is_aside else reading.columns["person"]
        sheet = next(sheet for sheet in made.sheets if sheet.sheet == reading.sheet)
        header, *cells = sheet.rows
        for row in cells:
            cell = dict(zip(header, row, strict=True))
            for column, name in reading.across.items():
                if cell[column]:
                    read.add((cell[person], name, cell[column]))
    return read


def questions(made) -> dict:
    return {question.key: question for reading in made.readings for question in reading.questions}


def unread(made) -> dict:
    return {header: why for reading in made.readings for header, why in reading.unread.items()}


def cells(made) -> set:
    return {cell for sheet in made.sheets for row in sheet.rows for cell in row}


# ------------------------------------------------------------------------------------------------- KoboToolbox

KOBO = "_id;_uuid;_submission_time;_validation_status;_index"


def kobo(folder, header, *lines, mark=";", name="export.csv", **how):
    """An export with the columns that Kobo adds; the header and lines are those of the questions."""
    made = [
        mark.join([line, str(number), f"uu{number}", f"2025-01-0{number}T10:00:00", "", str(number)])
        for number, line in enumerate(lines, start=1)
    ]
    text = "\n".join([mark.join([header, *KOBO.split(";")]), *made]) + "\n"
    return text_file(folder, text, name, **how)


@pytest.mark.parametrize("mark", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_kobo_with_names_in_groups(tmp_path, mark, encoding):
    header = mark.join(["wijk", "meting", "gezond/perceived_health", "gezond/who1"])
    made = source(
        kobo(
            tmp_path,
            header,
            mark.join(["W1", "0", "2", "4"]),
            mark.join(["W1", "0", "3", "5"]),
            mark=mark,
            encoding=encoding,
        )
    )
    assert made.kind == "kobo"
    assert rows(made, "survey") == {
        ("uu1", "perceived_health", "2"),
        ("uu1", "who1", "4"),
        ("uu2", "perceived_health", "3"),
        ("uu2", "who1", "5"),
    }
    assert made.readings[0].columns == {"person": "_uuid", "area": "wijk", "wave": "meting", "date": "_submission_time"}
    assert questions(made) == {}


def test_kobo_says_that_the_moment_of_the_server_is_in_utc(tmp_path):
    """The server notes 23:30 of the last day of January; at home that is the first of February."""
    text = f"code;my_health;activiteit;{KOBO}\nP1;5;A1;1;uu1;2025-01-31T23:30:00;;1\n"
    made = source(text_file(tmp_path, text))
    assert "2025-01-31T23:30:00Z" in cells(made)
    assert "2025-02" in cells(made)


def test_kobo_takes_the_day_that_the_telephone_knows_first(tmp_path):
    made = source(
        kobo(
            tmp_path,
            "today;start;end;who1;meting",
            "2025-03-01;2025-03-01T20:00:00.000+01:00;2025-03-01T20:09:00.000+01:00;3;0",
        )
    )
    assert made.readings[0].columns["date"] == "today"


def test_kobo_takes_the_next_best_moment_where_the_first_is_blank(tmp_path):
    made = source(kobo(tmp_path, "today;who1;meting", "2025-03-01;3;0", ";4;0"))
    column = made.readings[0].columns["date"]
    header, *lines = made.sheets[0].rows
    assert [line[header.index(column)] for line in lines] == ["2025-03-01", "2025-01-02T10:00:00Z"]


def test_kobo_asks_for_the_wave_when_nothing_tells(tmp_path):
    made = source(kobo(tmp_path, "who1", "3"))
    assert {key: question.rule for key, question in questions(made).items()} == {"fixed.wave": "wave_of_form"}


def test_kobo_with_labels_as_headers_and_quoted_line_breaks(tmp_path):
    header = '"Hoe is over het algemeen\nuw gezondheid?";"Het is goed voor mijn buurt"'
    header += ';"Welke meting is dit?";"In welke wijk woont u?"'
    made = source(kobo(tmp_path, header, "zeer goed;mee eens;0;W1", '"gaat wel";"mee oneens";0;W1'))
    assert rows(made, "survey") == {("uu1", "perceived_health", "zeer goed"), ("uu2", "perceived_health", "gaat wel")}
    assert rows(made, "appreciation") == {
        ("uu1", "my_neighbourhood", "mee eens"),
        ("uu2", "my_neighbourhood", "mee oneens"),
    }
    assert made.readings[0].columns["area"] == "In welke wijk woont u?"
    assert set(questions(made)) == {"fixed.activity"}


def test_kobo_never_passes_on_names_places_or_free_text(tmp_path):
    header = "voornaam;telefoon;plek;_plek_latitude;opmerking;username;who1;meting"
    made = source(
        kobo(
            tmp_path,
            header,
            "Fatima;06-12345678;52.1 5.1 0 0;52.1;De vrijwilliger was vriendelijk;fatima85;3;0",
            "Jan;06-87654321;52.2 5.2 0 0;52.2;Mijn buurvrouw is ziek;jan90;4;0",
        )
    )
    assert rows(made, "survey") == {("uu1", "who1", "3"), ("uu2", "who1", "4")}
    assert (
        unread(made)["voornaam"] == unread(made)["telefoon"] == unread(made)["username"] == "column_with_personal_data"
    )
    assert unread(made)["_plek_latitude"] == "column_with_personal_data"
    assert unread(made)["opmerking"] == "column_with_free_text"
    assert not {"Fatima", "06-12345678", "fatima85", "52.1"} & cells(made)


def test_kobo_select_multiple_in_one_column_needs_the_form(tmp_path):
    """ "wandel" is another answer than "wandelgroep"."""
    path = kobo(tmp_path, "doet;meting", "wandel wandelgroep;0", "wandel;0", "wandelgroep tuin;0", "tuin;0")
    assert unread(source(path))["doet"] == "column_with_several_answers"
    text_file(tmp_path, "type;name;label\nselect_multiple d;doet;Wat doet u?\ntext;meting;Meting\n", "survey.csv")
    text_file(
        tmp_path, "list_name;name;label\nd;wandel;Wandelen\nd;wandelgroep;Wandelgroep\nd;tuin;Tuin\n", "choices.csv"
    )
    made = source(path)
    assert unread(made)["doet"] == "column_that_is_split"
    assert {row for row in rows(made, "survey") if row[0] == "uu1"} == {
        ("uu1", "doet/wandel", "1"),
        ("uu1", "doet/wandelgroep", "1"),
        ("uu1", "doet/tuin", "0"),
    }


@pytest.mark.parametrize("both", [False, True])
def test_kobo_select_multiple_in_a_column_for_each_answer(tmp_path, both):
    header = ("doet;" if both else "") + "doet/wandel;doet/tuin;meting"
    line = ("wandel tuin;" if both else "") + "1;1;0"
    made = source(kobo(tmp_path, header, line, line))
    assert {row[1:] for row in rows(made, "survey")} == {("doet/wandel", "1"), ("doet/tuin", "1")}
    assert unread(made).get("doet") == ("column_that_is_split" if both else None)


def test_kobo_sets_rejected_forms_aside_and_asks(tmp_path):
    text = (
        f"who1;meting;{KOBO}\n3;0;1;uu1;2025-01-01T10:00:00;Not approved;1\n4;0;2;uu2;2025-01-02T10:00:00;Approved;2\n"
    )
    made = source(text_file(tmp_path, text))
    assert rows(made, "survey") == {("uu2", "who1", "4")}
    ask = questions(made)["columns.person"]
    assert (ask.rule, ask.words) == ("submissions_set_aside", {"count": 1, "column": "_uuid"})
    assert rows(made, "survey", aside=True) == {("uu1", "who1", "3"), ("uu2", "who1", "4")}


def test_kobo_rows_keep_their_place_in_the_file_of_the_user(tmp_path):
    text = f"who1;meting;{KOBO}\n3;0;1;uu1;2025-01-01T10:00:00;Not approved;1\n4;0;2;uu2;2025-01-02T10:00:00;;2\n"
    made = source(text_file(tmp_path, text))
    assert [row[0] for row in made.sheets[0].rows] == ["who1", "", "4"]


def test_kobo_repeats_know_their_submission(tmp_path):
    """A repeat about activities: person, moment and wave are those of the form in which it stands."""
    path = workbook(
        tmp_path,
        {
            "form": [
                ["wijk", "meting", "who1", "_id", "_uuid", "_submission_time", "_index"],
                ["W1", "0", 3, 11, "uu1", dt.datetime(2025, 1, 6, 10), 1],
                ["W2", "0", 4, 12, "uu2", dt.datetime(2025, 1, 7, 10), 2],
            ],
            "act": [
                [
                    "act/activiteit",
                    "act/my_health",
                    "_index",
                    "_parent_table_name",
                    "_parent_index",
                    "_submission__uuid",
                ],
                ["A1", 5, 1, "form", 1, "uu1"],
                ["A2", 4, 2, "form", 1, "uu1"],
                ["A1", 2, 3, "form", 2, "uu2"],
            ],
        },
    )
    made = source(path)
    assert rows(made, "survey") == {("uu1", "who1", "3"), ("uu2", "who1", "4")}
    assert rows(made, "appreciation") == {
        ("uu1", "my_health", "5"),
        ("uu1", "my_health", "4"),
        ("uu2", "my_health", "2"),
    }
    reading = next(reading for reading in made.readings if reading.table == "appreciation")
    assert reading.columns["activity"] == "act/activiteit"
    assert questions(made) == {}


def test_kobo_asks_whether_rows_that_share_a_code_are_persons(tmp_path):
    text = "KEY,Sex,meting\nuuid:a,F,0\nuuid:a,M,0\nuuid:b,F,0\nuuid:c,M,0\n"
    made = source(text_file(tmp_path, text))
    ask = questions(made)["columns.person"]
    assert (ask.rule, ask.options, ask.words) == ("rows_share_a_code", ("_row",), {"count": 2, "column": "KEY"})
    header, *lines = made.sheets[0].rows
    assert [line[header.index("_row")] for line in lines] == ["uuid:a/1", "uuid:a/2", "uuid:b/1", "uuid:c/1"]


def test_kobo_codes_of_the_form_become_the_words_of_the_scale(tmp_path):
    """In this form 1 is very bad: the label counts, and not the number that the form happened to give."""
    text_file(tmp_path, "type;name;label\nselect_one h;g1;How is your health in general?\n", "survey.csv")
    text_file(tmp_path, "list_name;name;label\nh;1;Very bad\nh;5;Very good\n", "choices.csv")
    made = source(kobo(tmp_path, "g1;wave", "1;0", "5;0"))
    assert rows(made, "survey") == {("uu1", "perceived_health", "Very bad"), ("uu2", "perceived_health", "Very good")}


def test_kobo_one_question_in_two_columns_is_read_once_and_said(tmp_path):
    made = source(kobo(tmp_path, "a/who1;b/who1;meting", "3;4;0"))
    assert rows(made, "survey") == {("uu1", "who1", "3")}
    assert unread(made)["b/who1"] == "question_asked_twice"


def test_kobo_names_as_pseudonyms_are_not_taken(tmp_path):
    made = source(kobo(tmp_path, "code;who1;meting", "Fatima de Boer;3;0", "Jan Smit;4;0"))
    assert rows(made, "survey") == {("uu1", "who1", "3"), ("uu2", "who1", "4")}
    assert "Fatima de Boer" not in cells(made)


def test_kobo_a_pseudonym_goes_before_the_code_of_the_form(tmp_path):
    made = source(kobo(tmp_path, "pseudoniem;who1;meting", "P7;3;0", ";4;0"))
    assert rows(made, "survey") == {("P7", "who1", "3"), ("uu2", "who1", "4")}


def test_kobo_two_columns_for_one_thing_are_asked(tmp_path):
    made = source(kobo(tmp_path, "wijk;buurt;who1;meting", "W1;B1;3;0", "W1;B2;4;0"))
    ask = questions(made)["columns.area"]
    assert (ask.rule, ask.options) == ("column_of_form", ("wijk", "buurt"))


def test_kobo_without_a_question_that_is_known(tmp_path):
    made = source(kobo(tmp_path, "opmerking", "mooi weer", "erg gezellig"))
    assert {question.rule for question in questions(made).values()} == {"no_question_recognised"}
    assert unread(made)["opmerking"] == "column_with_free_text"


def test_an_xlsform_is_known_for_what_it_is(tmp_path):
    form = {
        "survey": [["type", "name", "label"], ["text", "a", "A"]],
        "choices": [["list_name", "name", "label"], ["x", "1", "X"]],
    }
    made = source(workbook(tmp_path, form))
    assert (made.kind, made.readings) == ("xlsform", ())


def test_kobo_reads_the_workbook_of_the_form_beside_the_export(tmp_path):
    workbook(
        tmp_path,
        {
            "survey": [
                ["type", "name", "label::Nederlands (nl)", "label::English (en)"],
                ["text", "lief", "Wie is lief?", "Who is?"],
            ],
            "choices": [["list_name", "name", "label::Nederlands (nl)"], ["x", "1", "X"]],
            "settings": [["form_title"], ["Vragen"]],
        },
        "form.xlsx",
    )
    made = source(kobo(tmp_path, "lief;who1;meting", "oma;3;0", "oma;4;0"))
    assert unread(made)["lief"] == "column_with_free_text"


# ---------------------------------------------------------------------------------------------------------- ODK

ODK = "SubmissionDate,wijk,meting,gezond-who1,meta-instanceID,KEY,SubmitterName,ReviewState"


def archive(folder, files: dict, name="form.zip") -> Path:
    with zipfile.ZipFile(folder / name, "w") as made:
        for inside, content in files.items():
            made.writestr(inside, content)
    return folder / name


def test_odk_zip_with_a_repeat_and_media(tmp_path):
    path = archive(
        tmp_path,
        {
            "form.csv": f"{ODK}\n"
            "2025-01-06T18:00:00.000Z,W1,0,4,uuid:a,uuid:a,Fatima,\n"
            "2025-01-07T18:00:00.000Z,W2,0,5,uuid:b,uuid:b,Jan,rejected\n",
            "form-act.csv": "activity,act-my_health,PARENT_KEY,KEY\n"
            "A1,5,uuid:a,uuid:a/act[1]\n"
            "A2,4,uuid:a,uuid:a/act[2]\n",
            "media/photo.jpg": b"\xff\xd8",
            "media/hidden.csv": "a,b\n1,2\n",
        },
    )
    made = source(path)
    assert made.kind == "odk"
    assert {sheet.sheet for sheet in made.sheets} == {"form", "form set aside", "form-act"}
    assert rows(made, "survey") == {("uuid:a", "who1", "4")}
    assert rows(made, "appreciation") == {("uuid:a", "my_health", "5"), ("uuid:a", "my_health", "4")}
    assert set(questions(made)) == {"columns.person"}
    assert unread(made)["SubmitterName"] == "column_with_personal_data"
    assert "Fatima" not in cells(made)


def test_odk_split_select_multiples(tmp_path):
    text = "SubmissionDate,meting,g-doet,g-doet/wandel,g-doet/tuin,KEY\n2025-01-06T18:00:00Z,0,wandel,1,0,uuid:a\n"
    made = source(text_file(tmp_path, text))
    assert rows(made, "survey") == {("uuid:a", "g-doet/wandel", "1"), ("uuid:a", "g-doet/tuin", "0")}


@pytest.mark.parametrize("inside", ["../form.csv", "a/../../form.csv", "/etc/form.csv", "C:/form.csv", "..\\form.csv"])
def test_odk_names_that_lead_outside_are_refused(tmp_path, inside):
    path = archive(tmp_path, {inside: f"{ODK}\n"})
    with pytest.raises(Refusal) as refusal:
        from_odk(path, [])
    assert refusal.value.rule == "name_in_zip"


def test_odk_zip_that_is_too_large_or_broken_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("gezondmenu.study.read.archives.LARGEST_UNPACKED", 100)
    with pytest.raises(Refusal) as refusal:
        from_odk(archive(tmp_path, {"form.csv": "a" * 200}), [])
    assert refusal.value.rule == "unpacks_too_large"
    monkeypatch.setattr("gezondmenu.study.read.archives.MOST_TABLES", 1)
    with pytest.raises(Refusal) as refusal:
        from_odk(archive(tmp_path, {"a.csv": "a", "b.csv": "b"}), [])
    assert refusal.value.rule == "too_many_in_zip"
    path = text_file(tmp_path, "this is no zip", "broken.zip")
    with pytest.raises(Refusal) as refusal:
        from_odk(path, [])
    assert refusal.value.rule == "not_a_zip"


def test_a_zip_of_something_else_is_not_odk(tmp_path):
    assert source(archive(tmp_path, {"list.csv": "naam,aantal\nx,2\n"})) is None


# --------------------------------------------------------------------------------------------------- LimeSurvey

LIME_CODES = "id;submitdate;lastpage;startlanguage;seed;token"
LIME_NL = "Antwoord-ID;Datum inzending;Laatste pagina;Begintaal;Seed;Toegangscode"
LIME_EN = "Response ID;Date submitted;Last page;Start language;Seed;Access code"


@pytest.mark.parametrize("heading", [LIME_CODES, LIME_NL, LIME_EN])
def test_limesurvey_program_columns_in_three_spellings(tmp_path, heading):
    text = f"{heading};who1;G01Q02[SQ001];meting\n"
    text += "1;2025-01-06 10:00:00;3;nl;99;tokA;4;1;0\n2;2025-01-07 10:00:00;3;nl;98;tokB;5;2;0\n"
    made = source(text_file(tmp_path, text))
    assert made.kind == "limesurvey"
    assert rows(made, "survey") == {
        ("tokA", "who1", "4"),
        ("tokB", "who1", "5"),
        ("tokA", "G01Q02[SQ001]", "1"),
        ("tokB", "G01Q02[SQ001]", "2"),
    }
    assert questions(made) == {}


def test_limesurvey_incomplete_answers_stand_aside_and_are_asked_about(tmp_path):
    text = "id;submitdate;lastpage;startlanguage;who1;meting\n1;2025-01-06 10:00:00;3;nl;4;0\n2;;1;nl;5;0\n3;;1;nl;;\n"
    made = source(text_file(tmp_path, text, "meting nul.csv"))
    assert rows(made, "survey") == {("meting_nul 1", "who1", "4")}
    assert questions(made)["columns.person"].words["count"] == 2


def test_limesurvey_numbers_of_two_files_are_not_one_person(tmp_path):
    text = "id;submitdate;lastpage;startlanguage;who1;meting\n1;2025-01-06 10:00:00;3;nl;4;{wave}\n"
    first = source(text_file(tmp_path, text.format(wave=0), "voor.csv"))
    second = source(text_file(tmp_path, text.format(wave=1), "na.csv"))
    assert rows(first, "survey") == {("voor 1", "who1", "4")}
    assert rows(second, "survey") == {("na 1", "who1", "4")}


def test_limesurvey_code_and_text_with_arrays_other_and_not_shown(tmp_path):
    header = "id. Response ID;submitdate. Date submitted;lastpage. Last page;startlanguage. Start language;seed. Seed;"
    header += 'st[SQ001]. Wat vindt u? [Het maakt mij blij];"G2[other]. Wat nog meer?\n[Anders]";'
    header += "eenz[dj3]. Eenzaam [Ik ervaar een leegte om me heen];act. Activiteit"
    line = "{n};2025-01-0{n} 10:00:00;3;nl;9;{a};ik hou van taart;{b};N/A"
    text = f"{header}\n{line.format(n=1, a='mee eens', b='N/A')}\n{line.format(n=2, a='N/A', b='ja')}\n"
    made = source(text_file(tmp_path, text, encoding="utf-8-sig"))
    assert rows(made, "appreciation") == {("export 1", "my_happiness", "mee eens")}
    assert rows(made, "survey") == {("export 2", "dj3", "ja")}
    assert unread(made)["G2[other]. Wat nog meer?\n[Anders]"] == "column_with_free_text"
    assert "N/A" not in cells(made)
    assert set(questions(made)) == {"fixed.wave", "fixed.activity"}


def test_limesurvey_without_dates(tmp_path):
    """1980-01-01 is what stands there when a survey keeps no dates: it is no day on which somebody answered."""
    text = "id;submitdate;lastpage;startlanguage;my_health\n1;1980-01-01 00:00:00;3;nl;4\n"
    made = source(text_file(tmp_path, text))
    assert set(questions(made)) == {"fixed.activity", "fixed.period"}
    assert "1980-01" not in cells(made)


def test_limesurvey_address_and_times_are_not_read(tmp_path):
    text = "id,submitdate,lastpage,seed,ipaddr,who1,interviewtime,who1Time,meting\n"
    text += "1,2025-01-06,3,5,10.0.0.1,4,12.1,3.2,0\n"
    made = source(text_file(tmp_path, text))
    assert unread(made)["ipaddr"] == "column_with_personal_data"
    assert unread(made)["interviewtime"] == unread(made)["who1Time"] == "column_of_the_program"
    assert "10.0.0.1" not in cells(made)


def test_limesurvey_workbook(tmp_path):
    path = workbook(
        tmp_path,
        {
            "Results": [
                ["Response ID", "Date submitted", "Last page", "Start language", "who1", "wave"],
                [1, dt.datetime(2025, 1, 6, 10), 3, "en", 4, 0],
            ]
        },
    )
    assert rows(source(path), "survey") == {("export 1", "who1", "4")}


# -------------------------------------------------------------------------------- Microsoft Forms, Google Forms

MS_NL = ["Id", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"]
MS_EN = ["ID", "Start time", "Completion time", "Email", "Name"]
BEGIN, END = dt.datetime(2025, 1, 6, 19), dt.datetime(2025, 1, 6, 19, 5)


@pytest.mark.parametrize("heading", [MS_NL, MS_EN])
def test_microsoft_forms_in_two_languages(tmp_path, heading):
    lines = [
        [1, BEGIN, END, "fatima@voorbeeld.nl", "Fatima", "Mee eens", "Wandelen;Tuinieren;", "Mooi"],
        [2, BEGIN, END, "anonymous", "", "Oneens", "Tuinieren;", "Prima zo"],
    ]
    path = workbook(
        tmp_path, {"Sheet1": [[*heading, "Het is goed voor mijn gezondheid", "Wat doet u?", "Opmerkingen"], *lines]}
    )
    made = source(path)
    assert made.kind == "microsoft_forms"
    assert rows(made, "appreciation") == {("export 1", "my_health", "Mee eens"), ("export 2", "my_health", "Oneens")}
    reading = made.readings[0]
    assert reading.columns["period"] == "_period"
    assert "2025-01" in cells(made)
    assert set(questions(made)) == {"fixed.activity"}
    assert unread(made)[heading[3]] == unread(made)[heading[4]] == "column_with_personal_data"
    assert unread(made)["Opmerkingen"] == "column_with_free_text"
    assert unread(made)["Wat doet u?"] == "column_that_is_split"
    assert not {"Fatima", "fatima@voorbeeld.nl"} & cells(made)


def test_microsoft_forms_the_same_question_twice(tmp_path):
    path = workbook(tmp_path, {"S": [[*MS_NL, "who1", "who1", "meting"], [1, BEGIN, END, "", "", 3, 4, 0]]})
    made = source(path)
    assert rows(made, "survey") == {("export 1", "who1", "3")}
    assert unread(made)["who1 (2)"]


def test_microsoft_forms_splits_several_answers_of_a_survey(tmp_path):
    lines = [[1, BEGIN, END, "", "", 3, "a;b;", 0], [2, BEGIN, END, "", "", 4, "b;", 0]]
    made = source(workbook(tmp_path, {"S": [[*MS_EN, "who1", "What?", "wave"], *lines]}))
    assert {row for row in rows(made, "survey") if row[1].startswith("What")} == {
        ("export 1", "What?/a", "1"),
        ("export 1", "What?/b", "1"),
        ("export 2", "What?/a", "0"),
        ("export 2", "What?/b", "1"),
    }


GOOGLE = [
    ("Tijdstempel", "6-1-2025 19:00:00", "13-1-2025 19:00:00", "2025-01"),
    ("Timestamp", "2025/01/06 7:00:00 p.m. CET", "2025/01/07 7:00:00 p.m. CET", "2025-01"),
    ("Timestamp", "1/6/2025 19:00:00", "1/13/2025 19:00:00", "2025-01"),
    ("Timestamp", "2025/02/06 7:00:00 PM GMT+1", "2025/02/07 7:00:00 PM GMT+1", "2025-02"),
]


@pytest.mark.parametrize(("heading", "first", "second", "month"), GOOGLE)
def test_google_forms_times(tmp_path, heading, first, second, month):
    text = f"{heading},E-mailadres,Aan welke activiteit deed u mee?,Wat vindt u? [Het is goed voor mijn buurt]\n"
    text += f"{first},a@b.nl,A1,5\n{second},c@d.nl,A1,4\n"
    made = source(text_file(tmp_path, text))
    assert made.kind == "google_forms"
    assert rows(made, "appreciation") == {("export 2", "my_neighbourhood", "5"), ("export 3", "my_neighbourhood", "4")}
    assert month in cells(made)
    assert questions(made) == {}
    assert unread(made)["E-mailadres"] == "column_with_personal_data"


def test_google_forms_zip_as_it_is_downloaded(tmp_path):
    text = "Tijdstempel,activiteit,Het maakt mij blij\n6-1-2025 19:00:00,A1,5\n13-1-2025 19:00:00,A1,4\n"
    made = source(archive(tmp_path, {"Vragen over de wandelgroep.csv": text}, "Vragen over de wandelgroep.csv.zip"))
    assert made.kind == "google_forms"
    assert {row[1:] for row in rows(made, "appreciation")} == {("my_happiness", "5"), ("my_happiness", "4")}


def test_google_forms_period_is_asked_where_day_and_month_may_have_changed_places(tmp_path):
    text = "Timestamp,activity,my_health\n1/6/2025 19:00:00,A1,5\n2/6/2025 19:00:00,A1,4\n"
    assert questions(source(text_file(tmp_path, text)))["fixed.period"].rule == "period_of_statements"


def test_google_forms_several_answers_where_each_stands_alone_too(tmp_path):
    text = 'Tijdstempel,who1,meting,Wat doet u?\n6-1-2025 19:00:00,3,0,"Wandelen, Tuin"\n'
    text += "7-1-2025 19:00:00,4,0,Wandelen\n8-1-2025 19:00:00,4,0,Tuin\n"
    made = source(text_file(tmp_path, text))
    assert ("export 2", "Wat doet u?/Tuin", "1") in rows(made, "survey")
    assert ("export 3", "Wat doet u?/Tuin", "0") in rows(made, "survey")


def test_google_forms_a_comma_may_belong_to_the_answer(tmp_path):
    text = 'Tijdstempel,who1,meting,Komt u weer?\n6-1-2025 19:00:00,3,0,"Ja, graag"\n'
    text += '7-1-2025 19:00:00,4,0,"Ja, misschien"\n'
    assert unread(source(text_file(tmp_path, text)))["Komt u weer?"] == "column_with_several_answers"


def test_google_forms_an_answer_of_a_scale_is_never_split(tmp_path):
    text = (
        'Tijdstempel,gali,meting\n6-1-2025 19:00:00,"Beperkt, maar niet ernstig",0\n7-1-2025 19:00:00,Niet beperkt,0\n'
    )
    made = source(text_file(tmp_path, text))
    assert rows(made, "survey") == {
        ("export 2", "gali", "Beperkt, maar niet ernstig"),
        ("export 3", "gali", "Niet beperkt"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "activiteit;datum;bezoeken\nA1;2025-01-06;12\n",
        "Naam;6-1-2025;13-1-2025\nFatima;x;\n",
        "gebied;naam\nW1;Noord\n",
        "id;naam\n1;x\n",
        "\n\n",
        "a\n1\n",
    ],
)
def test_other_files_are_no_exports(tmp_path, text):
    sheets = [sheet for sheet in [read_text_sheet(text_file(tmp_path, text), set(), Findings())] if sheet]
    assert [importer(tmp_path / "export.csv", sheets) for importer in IMPORTERS] == [None] * len(IMPORTERS)


# ---------------------------------------------------------------------------------------------------- real data

REAL = Path(os.environ.get("GEZONDMENU_REAL_DATA", "")) / "survey_kobo_abidjan_2022"
real = pytest.mark.skipif(not REAL.is_dir() or not os.environ.get("GEZONDMENU_REAL_DATA"), reason="no real data here")


@real
def test_a_real_kobo_export_has_the_respondents_of_its_readme():
    """Azito 266 households, 77 of the respondents female; Williamsville 301 and 80: counts of the authors' notebook."""
    made = source(REAL / "household_data.csv")
    reading = made.readings[0]
    assert (reading.table, reading.columns) == ("survey", {"person": "KEY", "area": "Site"})
    header, *lines = made.sheets[0].rows
    people = {line[header.index("KEY")]: (line[header.index("Site")], line[header.index("Sex_HH")]) for line in lines}
    sites = [site for site, _ in people.values()]
    assert (sites.count("Azito"), sites.count("Williamsville")) == (266, 301)
    answers = {person: answer for person, question, answer in rows(made, "survey") if question == "Sex_HH"}
    female = [people[person][0] for person, answer in answers.items() if answer == "F"]
    assert (female.count("Azito"), female.count("Williamsville")) == (77, 80)
    assert set(questions(made)) == {"fixed.wave"}


@real
def test_a_real_file_of_persons_asks_whether_each_row_is_one():
    made = source(REAL / "individual_data.csv")
    header, *lines = made.sheets[0].rows
    codes = [line[header.index("_row")] for line in lines]
    assert len(codes) == len(set(codes)) == 2498
    assert questions(made)["columns.person"].rule == "rows_share_a_code"


@real
@pytest.mark.parametrize("name", ["Abidjan_2022_survey-sheet.csv", "Abidjan_2022_choices-sheet.csv"])
def test_a_real_form_is_known_for_what_it_is(name):
    assert source(REAL / name).kind == "xlsform"
