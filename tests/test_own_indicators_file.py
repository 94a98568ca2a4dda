"""indicators.toml: what is read from it, and every fault of it as a finding."""

import datetime as dt
import hashlib

import pytest
from click.testing import CliRunner

from gezondmenu.card import make_card
from gezondmenu.cli import main
from gezondmenu.indicators.register import remove_indicator
from gezondmenu.reference import shipped
from gezondmenu.simulation.example import OWN_INDICATORS
from gezondmenu.study.model import file_hashes, make_study
from gezondmenu.study.own.own_indicators import make_own_indicators
from gezondmenu.study.own.own_rows import ROW_COUNTS, find_column, placed_by, tables_needed, words_of_rows
from gezondmenu.study.read.toml_files import line_of, lines_of_keys
from gezondmenu.study.reading import check_study, read_study
from gezondmenu.study.schema import tables
from gezondmenu.study.writing import write_study
from gezondmenu.vocabulary import COUNTS_OF, GezondmenuError, StudyError

FILES = {
    "areas.csv": "area;name\n01;Noord\n",
    "activities.csv": "activity;area;name;theme;organiser\nA1;01;Eetclub;voeding;bewoners\nA2;01;Lopen;bewegen;\n",
    "sessions.csv": "activity;date;visits\nA1;2025-03-01;12\nA2;2025-03-01;9\n",
    "people.csv": "person;area;low_income\np1;01;ja\np2;01;nee\n",
}
CARD = '[cooking]\nnl = "Koken"\nwhy_nl = "Samen."\ncaveat_nl = "Op thema."\n'
SHARE = {
    "nl": '"aandeel"',
    "formula": '"percentage"',
    "unit": '"%"',
    "numerator": '"visits"',
    "denominator": '"visits"',
    "rows": '{ table = "sessions", where = { theme = ["voeding"] }, sum = "visits" }',
}
FIRST = 5  # the line of [cooking.indicators.share]


@pytest.fixture(autouse=True)
def _fixed_day(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(dt.datetime(2026, 1, 15, tzinfo=dt.UTC).timestamp())))


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def card(**fields):
    """indicators.toml with one card; a field of its indicator replaced, or left out where it is None."""
    chosen = {**SHARE, **fields}
    lines = [f"{name} = {value}" for name, value in chosen.items() if value is not None]
    return CARD + "\n".join(["[cooking.indicators.share]", *lines, ""])


def put(folder, text, name="indicators.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(folder):
    """(line, key, value, code) of every finding."""
    findings = check_study(folder, "en")
    rows = findings[["row", "column", "value", "code"]].astype(object).itertuples(index=False, name=None)
    return [
        tuple(None if cell != cell or cell is None or str(cell) == "<NA>" else cell for cell in row) for row in rows
    ]


def test_a_card_is_read_with_what_follows_from_it(folder):
    assert found(put(folder, card())) == []
    made = read_study(folder).own_indicators["cooking"]
    assert (made.nl, made.en, made.tables) == ("Koken", "Koken", ("sessions", "activities"))
    share = made.indicators["share"]
    assert (share.formula, share.unit, share.numerator, share.denominator) == ("percentage", "%", "visits", "visits")
    assert share.rows == {"table": "sessions", "where": {"theme": ["voeding"]}, "sum": "visits"}
    assert share.interval == "none: complete count"
    assert not share.sensitive


def test_what_follows_from_the_rest_may_be_left_out(folder):
    put(folder, card(unit=None, denominator=None), "Indicatoren.toml")
    share = read_study(folder).own_indicators["cooking"].indicators["share"]
    assert (share.unit, share.denominator) == ("%", "visits")
    (folder / "Indicatoren.toml").unlink()
    rows = '{ table = "attendance", where = { role = ["vrijwilliger"] } }'
    put(folder, card(formula='"rate"', numerator='"persons"', unit=None, denominator=None, rows=rows))
    share = read_study(folder).own_indicators["cooking"].indicators["share"]
    assert (share.unit, share.denominator, share.denominator_nl) == ("per 1,000 residents", "persons", "inwoners")
    assert share.rows == {"table": "attendance", "where": {"role": ["volunteer"]}}


def test_values_are_read_as_the_table_reads_them(folder):
    rows = '{ table = "people", where = { low_income = ["ja"] }, among = { area = ["01"] } }'
    put(folder, card(numerator='"persons"', denominator='"persons"', interval='"Wilson"', rows=rows))
    assert found(folder) == []
    share = read_study(folder).own_indicators["cooking"].indicators["share"]
    assert share.rows["where"] == {"low_income": [True]}
    assert share.sensitive  # low income is a sensitive trait, whatever the card says
    rows = '{ table = "sessions", where = { organiser = ["Bewoners"] } }'
    put(folder, card(numerator='"sessions"', denominator='"sessions"', rows=rows))
    share = read_study(folder).own_indicators["cooking"].indicators["share"]
    assert share.rows["where"] == {"organiser": ["residents"]}


def test_dutch_names_of_tables_and_columns_are_read_too(folder):
    put(folder, card(rows='{ table = "bijeenkomsten", where = { thema = ["voeding"] }, sum = "bezoeken" }'))
    assert found(folder) == []
    share = read_study(folder).own_indicators["cooking"].indicators["share"]
    assert share.rows == {"table": "sessions", "where": {"theme": ["voeding"]}, "sum": "visits"}


def test_a_study_without_the_file_has_none(folder):
    assert read_study(folder).own_indicators == {}


VISITS = "activity;date;person\nA1;2025-03-01;p1\n"
ONE_FAULT = [
    # fields replaced; line after the head, field, value, code
    ({"formula": '"quotient"'}, 2, "formula", "quotient", "not_allowed"),
    ({"formula": None}, 0, "", "", "missing_field"),
    ({"formula": "3"}, 2, "formula", "3", "not_allowed"),
    ({"nl": None}, 0, "", "", "missing_field"),
    ({"nl": "3"}, 1, "nl", "3", "wrong_type"),
    ({"unit": '"procent"'}, 3, "unit", "procent", "not_allowed"),
    ({"numerator": '"persons"'}, 4, "numerator", "persons", "counts_something_else"),
    ({"numerator": '"deelnemers"'}, 4, "numerator", "deelnemers", "counts_something_else"),
    ({"numerator": None}, 0, "", "", "missing_field"),
    ({"denominator": '"persons"'}, 5, "denominator", "persons", "not_allowed"),
    ({"formula": '"count"', "unit": '"visits"'}, 5, "denominator", "visits", "field_not_with"),
    ({"interval": '"Wilson"'}, 7, "interval", "Wilson", "no_interval_here"),
    ({"interval": '"bootstrap"'}, 7, "interval", "bootstrap", "not_allowed"),
    ({"direction": '"beter"'}, 7, "direction", "beter", "not_allowed"),
    ({"sensitive": '"nee"'}, 7, "sensitive", "nee", "not_allowed"),
    ({"open": "true"}, 7, "open", "", "unknown_field"),
    ({"complement": "false"}, 7, "complement", "", "unknown_field"),
    ({"formule": '"count"'}, 7, "formule", "", "unknown_field"),
    ({"rows": None}, 0, "", "", "missing_field"),
    ({"rows": '"sessions"'}, 0, "", "", "missing_field"),
    ({"rows": "{ sum = 'visits', where = { theme = ['voeding'] } }"}, 6, "rows", "", "missing_field"),
    ({"rows": "{ table = 'sesions', where = { theme = ['x'] } }"}, 6, "rows.table", "sesions", "not_allowed"),
    (
        {"rows": "{ table = 'borrowed_effects', where = { design = ['x'] } }"},
        6,
        "rows.table",
        "borrowed_effects",
        "table_without_place",
    ),
    (
        {"rows": "{ table = 'population', where = { gender = ['v'] } }"},
        6,
        "rows.table",
        "population",
        "table_not_counted",
    ),
    ({"rows": "{ table = 'sessions', sum = 'visits' }"}, 6, "rows", "", "missing_field"),
    (
        {"rows": "{ table = 'sessions', where = { them = ['voeding'] }, sum = 'visits' }"},
        6,
        "rows.where.them",
        "",
        "unknown_row_column",
    ),
    (
        {"rows": "{ table = 'sessions', where = { gender = ['v'] }, sum = 'visits' }"},
        6,
        "rows.where.gender",
        "",
        "unknown_row_column",
    ),
    (
        {"rows": "{ table = 'sessions', where = { kind = ['eten'] }, sum = 'visits' }"},
        6,
        "rows.where.kind",
        "",
        "row_column_not_in_file",
    ),
    (
        {"rows": "{ table = 'sessions', where = { date = ['2025-03-01'] }, sum = 'visits' }"},
        6,
        "rows.where.date",
        "",
        "row_column_kind",
    ),
    (
        {"rows": "{ table = 'sessions', where = { theme = 'voeding' }, sum = 'visits' }"},
        6,
        "rows.where.theme",
        "voeding",
        "wrong_type",
    ),
    (
        {"rows": "{ table = 'sessions', where = { theme = [] }, sum = 'visits' }"},
        6,
        "rows.where.theme",
        "",
        "wrong_type",
    ),
    ({"rows": "{ table = 'sessions', where = ['voeding'], sum = 'visits' }"}, 6, "rows.where", "voeding", "wrong_type"),
    (
        {"rows": "{ table = 'sessions', where = { theme = ['eten'] }, sum = 'visits' }"},
        6,
        "rows.where.theme",
        "eten",
        "value_not_in_table",
    ),
    (
        {"rows": "{ table = 'sessions', where = { organiser = ['buren'] }, sum = 'visits' }"},
        6,
        "rows.where.organiser",
        "buren",
        "not_allowed",
    ),
    (
        {"rows": "{ table = 'sessions', where = { theme = ['voeding'] }, sum = 'visit' }"},
        6,
        "rows.sum",
        "visit",
        "not_allowed",
    ),
    (
        {"rows": "{ table = 'sessions', where = { theme = ['voeding'] }, sum = 'volunteers' }"},
        6,
        "rows.sum",
        "volunteers",
        "not_allowed",
    ),
    (
        {"rows": "{ table = 'sessions', where = { theme = ['voeding'] }, som = 'visits' }"},
        6,
        "rows.som",
        "",
        "unknown_field",
    ),
    (
        {"rows": "{ table = 'attendance', where = { person = ['p1'] } }"},
        6,
        "rows.where.person",
        "",
        "row_column_of_person",
    ),
    (
        {"rows": "{ table = 'people', where = { low_income = ['soms'] } }"},
        6,
        "rows.where.low_income",
        "soms",
        "not_yes_or_no",
    ),
    ({"rows": "{ table = 'costs', where = { kind = ['staff'] } }"}, 6, "rows", "", "missing_field"),
    (
        {
            "formula": '"count"',
            "unit": '"visits"',
            "denominator": None,
            "rows": "{ table = 'sessions', among = { theme = ['voeding'] }, sum = 'visits' }",
        },
        5,
        "rows.among",
        "",
        "field_not_with",
    ),
]


@pytest.mark.parametrize(("fields", "line", "field", "value", "code"), ONE_FAULT)
def test_one_fault_gives_one_finding_with_its_line_key_and_value(folder, fields, line, field, value, code):
    put(folder, card(**fields))
    key = "cooking.indicators.share" + (f".{field}" if field else "")
    assert found(folder) == [(FIRST + line, key, value, code)]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ('[cooking\nnl = "x"\n', (1, "", "", "bad_toml")),
        (CARD + "nl = 'x'\n", (5, "", "", "bad_toml")),
        ("cooking = 3\n", (1, "cooking", "3", "wrong_type")),
        (CARD, (1, "cooking", "", "missing_field")),
        (CARD + "indicators = 3\n", (1, "cooking", "", "missing_field")),
        (CARD + "[cooking.indicators]\nshare = 3\n", (6, "cooking.indicators.share", "3", "wrong_type")),
        (card().replace('why_nl = "Samen."\n', ""), (1, "cooking", "", "missing_field")),
        (card().replace("[cooking]", "[cooking]\nbasic = true"), (2, "cooking.basic", "", "unknown_field")),
        (card().replace("share]", "Share]"), (5, "cooking.indicators.Share", "Share", "bad_name")),
        (
            card() + card().replace("cooking", "eating"),
            (16, "eating.indicators.share", "share", "name_twice"),
        ),
    ],
)
def test_faults_of_the_file_and_of_a_card(folder, text, finding):
    assert found(put(folder, text)) == [finding]


@pytest.mark.parametrize("missing", ["", "why_", "caveat_"])
def test_what_a_card_in_english_lacks_is_asked_in_english(folder, missing):
    english = card().replace("nl = ", "en = ")
    assert check_study(put(folder, english)).empty
    line = next(line for line in english.splitlines() if line.startswith(f"{missing}en"))
    faults = check_study(put(folder, english.replace(line, "", 1)), "en")
    assert faults[["column", "rule"]].values.tolist() == [["cooking", f"{missing}en is missing."]]
    assert f"Write it as in: {missing}en = " in faults["what_to_do"][0]


def test_a_card_made_in_python_names_what_is_missing_once():
    with pytest.raises(GezondmenuError, match=r"^fruit: caveat_nl / caveat_en is missing$"):
        make_card(
            "fruit",
            {
                "en": "Fruit",
                "why_en": "Healthy.",
                "indicators": {
                    "eaters": {"en": "eaters", "formula": "count", "unit": "persons", "numerator": "persons"}
                },
            },
        )
    with pytest.raises(GezondmenuError, match=r"^fruit\.eaters: formula, unit is missing$"):
        make_card("fruit", {"indicators": {"eaters": {"en": "eaters", "numerator": "persons"}}})


def test_the_command_lists_and_tells_the_cards_of_a_study(folder, monkeypatch):
    study = folder / "my_study"
    study.mkdir()
    for name, text in FILES.items():
        (study / name).write_text(text, encoding="utf-8")
    put(study, card())
    monkeypatch.chdir(folder)
    ask = CliRunner().invoke
    try:
        listed = ask(main, ["indicators", study.name])
        in_full = ask(main, ["indicators", study.name, "share", "--language", "en"])
        other = ask(main, ["indicators", study.name, "cookin"])
    finally:
        remove_indicator("cooking")
    assert listed.output.splitlines()[:2] == ["cooking: Koken (van deze studie)", "    share [%]: aandeel"]
    assert "visits: Bezoeken (basisset)" in listed.output.splitlines()
    assert in_full.output.startswith("cooking: Koken\n\nshare: aandeel\n")
    assert (other.exit_code, "cooking" in other.stderr) == (2, True)
    plain = ask(main, ["indicators"])
    assert "cooking" not in plain.output
    missed = ask(main, ["indicators", f"./{study.name}x"])
    assert (missed.exit_code, f"Bedoelt u “{study.name}”?" in missed.stderr) == (2, True)
    beside = ask(main, ["indicators", f"{study.name}x", "--language", "en"])
    assert (beside.exit_code, f"did you mean {study.name}?" in beside.stderr) == (2, True)


def test_the_file_has_one_place_and_a_known_name(folder):
    put(folder, card(), "indicatoren.toml")
    put(folder, card(), "indicators.toml")
    findings = check_study(folder, "en")
    assert findings[["file", "code"]].values.tolist() == [["indicators.toml", "two_indicator_files"]]
    (folder / "indicators.toml").rename(folder / "indicator.toml")
    findings = check_study(folder, "en")
    assert findings.code.tolist() == ["unknown_file"]
    assert "“indicators.toml”?" in findings.what_to_do.item()
    (folder / "indicatoren.toml").write_bytes(b"\xff\xfe")
    assert "not_text" in check_study(folder).code.tolist()


def test_every_fault_at_once_is_one_list_in_dutch(folder):
    """A card for each fault; goals and study.toml have theirs in the same folder."""
    texts = []
    for number, (fields, *_) in enumerate(ONE_FAULT):
        texts.append(card(**fields).replace("cooking", f"card_{number}").replace("share]", f"share_{number}]"))
    put(folder, "\n".join(texts))
    (folder / "goals.csv").write_text("goal;area;date;reached;person\nS1;9;2026-03-01;bijna;p9\nS1;01;1-3-25;;p1\n")
    (folder / "study.toml").write_text('deprivation_measure = "SES"\n')
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    findings = check_study(folder)
    mine = findings[findings.file == "indicators.toml"]
    assert len(mine) == len(ONE_FAULT)
    assert {fault[-1] for fault in ONE_FAULT} == set(mine.code)
    of_goals = ["double_row", "future_date", "not_yes_or_no", "two_digit_year", "unknown_area", "unknown_person"]
    assert sorted(findings.code[findings.file == "goals.csv"]) == of_goals
    assert findings.code[findings.file == "study.toml"].tolist() == ["missing_table"]
    english = check_study(folder, "en")
    by = ["severity", "file", "row", "column", "value", "code"]
    dutch_words = findings.sort_values(by)[["rule", "what_to_do"]].reset_index(drop=True)
    english_words = english.sort_values(by)[["rule", "what_to_do"]].reset_index(drop=True)
    assert (dutch_words["rule"] != english_words["rule"]).all()
    assert (dutch_words["what_to_do"] != english_words["what_to_do"]).all()
    with pytest.raises(StudyError):
        read_study(folder)
    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()} == before


def test_a_finding_gives_the_way_out(folder):
    put(folder, card(rows="{ table = 'sessions', where = { theme = ['voding'] }, sum = 'visits' }"))
    finding = check_study(folder, "nl").iloc[0]
    assert finding.severity == "warning"
    assert finding.rule == "Geen rij van de tabel activities heeft dit in theme; er staat: bewegen, voeding."
    assert finding.what_to_do.endswith("Bedoelt u “voeding”?")


def test_a_table_that_the_study_does_not_have_is_no_fault(folder):
    rows = "{ table = 'goals', where = { reached = [true] } }"
    put(folder, card(numerator='"steps"', denominator='"steps"', interval='"Wilson"', rows=rows))
    assert read_study(folder).own_indicators["cooking"].tables == ("goals",)


def test_cards_are_written_back_and_hashed(tmp_path):
    cards = make_own_indicators(OWN_INDICATORS)
    frames = {"areas": tables()["areas"].empty().reindex([0]).assign(area="01", name="Noord")}
    study = make_study(frames, own_indicators=cards)
    assert [path.name for path in write_study(study, tmp_path)] == ["areas.csv", "study.toml", "indicators.toml"]
    assert read_study(tmp_path).own_indicators == cards
    assert set(file_hashes(tmp_path)) == {"areas.csv", "study.toml", "indicators.toml"}


def test_cards_made_in_python_are_refused_like_those_of_a_file():
    entry = OWN_INDICATORS["outdoors"]
    share = {**entry["indicators"]["outdoors_share"], "numerator": "persons"}
    with pytest.raises(StudyError, match="What is counted here is not persons but: visits"):
        make_own_indicators({"outdoors": {**entry, "indicators": {"outdoors_share": share}}})


def test_the_example_shows_one_in_both_languages():
    study = read_study(shipped("data/example"))
    (made,) = study.own_indicators.values()
    assert study.findings.empty
    assert all((made.nl, made.en, made.why_nl, made.why_en, made.caveat_nl, made.caveat_en))
    rows = made.indicators["outdoors_share"].rows
    kinds = study["sessions"].activity.map(study["activities"].set_index("activity").kind)
    assert set(rows["where"]["kind"]) <= set(study["activities"].kind)
    visits = study["sessions"].visits
    share = visits[kinds.isin(rows["where"]["kind"])].sum() / visits.sum()
    assert 0.15 < share < 0.35  # 5 of the 20 kinds of activities are outdoors


def test_every_table_that_is_counted_can_be_placed_and_has_a_word():
    for table, word in ROW_COUNTS.items():
        assert placed_by(table), table
        assert word in ("", *COUNTS_OF)
    assert words_of_rows({"table": "goals"}) == ["steps", "persons"]
    assert words_of_rows({"table": "people"}) == ["persons"]
    assert words_of_rows({"table": "costs", "sum": "amount_eur"}) == ["euros"]
    assert find_column("sessions", "area") == ("activities", tables()["activities"].columns["area"])
    assert find_column("requests", "theme") is None
    assert tables_needed({"table": "attendance", "where": {"gender": ["female"]}}) == (
        "attendance",
        "activities",
        "people",
    )


def test_lines_of_keys():
    lines = lines_of_keys('# [no]\n[a.b]\nx = 1\n"y z" = 2\n[a."c d"]\nrows.where = 3\n')
    assert line_of(lines, ["a", "b", "x"]) == 3
    assert line_of(lines, ["a", "b", "y z"]) == 4
    assert line_of(lines, ["a", "c d", "rows", "where", "theme"]) == 6
    assert line_of(lines, ["nowhere"]) is None
