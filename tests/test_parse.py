"""One cell at a time: what is read, and what must be asked."""

import pandas as pd
import pytest

from gezondmenu.study.personal_data import is_bsn, kind_of_personal_data, mask
from gezondmenu.study.read.parse import decimal_mark, parse_column
from gezondmenu.study.reading import check_study, read_study
from gezondmenu.study.schema import Column


def read(kind, text, mark=None, **rules):
    """What one cell gives: a value, None for blank, or the name of the rule that it breaks."""
    parsed = parse_column([text], Column("x", kind, "", "", **rules), mark=mark)
    if parsed.faults:
        assert pd.isna(parsed.values[0])
        return parsed.faults[0].fault.rule
    return None if pd.isna(parsed.values[0]) else parsed.values[0]


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("12", None, 12.0),
        ("-3", None, -3.0),
        ("−3", None, -3.0),
        ("4,50", None, 4.5),
        ("4.50", None, 4.5),
        ("0,125", None, 0.125),
        (",5", None, 0.5),
        ("1234,567", None, 1234.567),
        ("1.234,56", None, 1234.56),
        ("1,234.56", None, 1234.56),
        ("1.234.567", None, 1234567.0),
        ("1 234,5", None, 1234.5),
        ("1\u00a0234", None, 1234.0),
        ("1.234", None, "ambiguous_number"),
        ("12,345", None, "ambiguous_number"),
        ("1.234", ",", 1234.0),
        ("1.234", ".", 1.234),
        ("1,234", ",", 1.234),
        ("1,234", ".", 1234.0),
        ("2e-05", None, 0.00002),
        ("1,23E+08", None, "not_a_number"),
        ("€ 4,50", None, "not_a_number"),
        ("ca. 20", None, "not_a_number"),
        ("12/15", None, "not_a_number"),
        ("12.34.56", None, "not_a_number"),
        ("inf", None, "not_a_number"),
        ("", None, None),
        (".", None, None),
        ("n.v.t.", None, None),
        ("Onbekend", None, None),
    ],
)
def test_numbers(text, mark, value):
    assert read("number", text, mark) == value


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1.234", "5"], None),
        (["1.234", "4,50"], ","),
        (["1.234", "4.5"], "."),
        (["1.234.567"], ","),
        (["1,234.50"], "."),
        (["4.5", "4,5"], None),
        (["0,125"], ","),
    ],
)
def test_the_decimal_mark_is_seen_not_guessed(texts, mark):
    assert decimal_mark(texts) == mark


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("count", "12,0", 12),
        ("count", "12.0", 12),
        ("count", "12,5", "not_whole"),
        ("count", "-12", -12),  # the range is checked with the table
        ("count", "1e400", "not_a_number"),
        ("count", "99999999999", "impossible_count"),
        ("date", "2025-03-01", pd.Timestamp(2025, 3, 1)),
        ("date", "2025-03-01T10:30:00", pd.Timestamp(2025, 3, 1)),
        ("date", "1-3-2025", pd.Timestamp(2025, 3, 1)),
        ("date", "01/03/2025", pd.Timestamp(2025, 3, 1)),
        ("date", "12/31/2025", "not_a_date"),
        ("date", "45000", "not_a_date"),
        ("date", "1-3-25", "two_digit_year"),
        ("date", "1-3-1825", "impossible_year"),
        ("time", "9:30", "09:30"),
        ("time", "09.30", "09:30"),
        ("time", "09:30:00", "09:30"),
        ("time", "25:00", "not_a_time"),
        ("year", "2025", 2025),
        ("year", "'25", "not_a_year"),
        ("period", "2025", "2025"),
        ("period", "2025-K3", "2025-Q3"),
        ("period", "2025 Q3", "2025-Q3"),
        ("period", "2025Q3", "2025-Q3"),
        ("period", "2025-9", "2025-09"),
        ("period", "2025-00", "not_a_period"),
        ("yes_no", "Ja", True),
        ("yes_no", "onwaar", False),
        ("yes_no", "soms", "not_yes_or_no"),
        ("age_band", "75 en ouder", "75+"),
        ("age_band", "oud", "not_an_age_band"),
        ("id", "007", "007"),
        ("id", "NA", "NA"),
        ("text", ".", "."),
        ("text", "#REF!", "error_cell"),
    ],
)
def test_other_cells(kind, text, value):
    assert read(kind, text) == value


def test_words_of_a_choice():
    values = {"female": ["vrouw"], "none": ["geen"]}
    assert read("choice", "VROUW", values=values) == "female"
    assert read("choice", "None", values=values) == "none"
    assert read("choice", "onbekend", values=values) is None


@pytest.mark.parametrize(
    ("text", "kind", "masked"),
    [
        ("jan.jansen@example.nl", "email", "j***@***"),
        ("06-12345678", "phone", "06-********"),
        ("06 12 34 56 78", "phone", "06-********"),
        ("+31 6 12345678", "phone", "0**-********"),
        ("020-1234567", "phone", "0**-********"),
        ("111222333", "bsn", "*********"),
        ("NL91 ABNA 0417 1643 00", "iban", "NL** **** **** ****"),
        ("06-12-2025 10:30", None, "06-12-2025 10:30"),
        ("2025-06-12 10:30:00", None, "2025-06-12 10:30:00"),
        ("BU03630001", None, "BU03630001"),
        ("p017", None, "p017"),
        ("111222334", None, "111222334"),
    ],
)
def test_personal_data(text, kind, masked):
    assert kind_of_personal_data(text) == kind
    assert mask(text) == masked


def test_eleven_test():
    assert is_bsn("123456782")
    assert not is_bsn("12345678")


def test_thousands_in_a_count_are_read_and_three_zeros_are_asked(tmp_path):
    (tmp_path / "areas.csv").write_text("gebied;naam;inwoners\n1;Noord;1.250\n2;Zuid;12.000\n", encoding="utf-8")
    found = check_study(tmp_path, "en").query("severity == 'error'")
    assert found[["row", "value", "code"]].values.tolist() == [[3, "12.000", "ambiguous_count"]]
    (tmp_path / "areas.csv").write_text("gebied;naam;inwoners\n1;Noord;1.250\n", encoding="utf-8")
    assert read_study(tmp_path)["areas"]["population"].tolist() == [1250]


@pytest.mark.parametrize(
    ("kind", "text", "value", "rule"),
    [
        ("count", "x", None, "secret_figure"),
        ("number", "x", None, "secret_figure"),
        ("count", ".", None, None),
        ("count", "-", 0, "nil_figure"),
        ("count", "4390*", 4390, "provisional_figure"),
        ("number", "4,5 *", 4.5, "provisional_figure"),
        ("count", "ca. 20", 20, "read_as_range"),
        ("count", "circa 20", 20, "read_as_range"),
        ("count", "8 à 10", 9, "read_as_range"),
        ("count", "8-10", 9, "read_as_range"),
        ("count", "10-8", None, "not_a_number"),
        ("count", "veel", None, "not_a_number"),
    ],
)
def test_figures_in_words_are_read_and_told(kind, text, value, rule):
    column = Column(name="c", type=kind, meaning="")
    parsed = parse_column([text], column)
    assert (None if pd.isna(parsed.values[0]) else parsed.values[0]) == value
    assert [told.fault.rule for told in parsed.faults] == ([rule] if rule else [])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("€ 34,50", 34.5),
        ("€ 5,-", 5.0),
        ("12,50 euro", 12.5),
        ("EUR 1.234,56", 1234.56),
        ("€ -3", -3),
        ("£ 4,50", None),
    ],
)
def test_amounts_in_euros(text, value):
    parsed = parse_column([text], Column(name="c", type="number", meaning="", unit="EUR per visit"))
    assert (None if parsed.faults else parsed.values[0]) == value
