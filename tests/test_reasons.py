"""Reasons are data: each code once, exactly the same after a file, and no module reads the words."""

from __future__ import annotations

import ast
import copy
import pickle
from pathlib import Path

import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.reason import NOTHING, Reasons, fields_of, join
from gezondmenu.reasons import Why, from_json, reasons_of
from gezondmenu.report.rows.published import read_published, table_text
from gezondmenu.report.sections.value.inputs import WHOSE
from gezondmenu.report.words.reasons import PARAMETERS, PERSPECTIVES, reason_words
from gezondmenu.study.check.value_checks import needed_choices
from gezondmenu.valuation.leaves import DEFLATORS
from gezondmenu.vocabulary import GezondmenuError

PACKAGE = Path(gm.__file__).parent
NASTY = (
    "a; b",
    "a, b",
    'a "quoted" word',
    "12.5%",
    "two\nlines",
    "{unknown} of {all} unknown",
    "9 of 120 unknown",
    "  spaces ",
    "€ 1.364,50 – ü",
    "\\n",
    "",
)


@pytest.mark.parametrize("kind", Why, ids=lambda kind: kind.name)
def test_a_file_gives_back_exactly_the_reasons_that_were_written(kind, tmp_path):
    other = Why.NO_ANSWERS() if kind is not Why.NO_ANSWERS else Why.NO_COSTS()
    written = [join(kind(**dict.fromkeys(fields_of(kind), text)), other) for text in NASTY] + [NOTHING]
    (tmp_path / "t.csv").write_text(table_text(pd.DataFrame({"reasons": written})), encoding="utf-8", newline="")
    read = pd.read_csv(tmp_path / "t.csv", dtype="str", keep_default_na=False, skip_blank_lines=False)["reasons"]
    assert [from_json(cell) for cell in read] == written
    for text, cell in zip(NASTY, read, strict=False):
        assert from_json(cell).get(kind) == dict.fromkeys(fields_of(kind), text)


def test_numbers_and_lists_stay_what_they_are():
    reasons = join(Why.AT_LEAST_POINTS(least=12.5, source="x"), Why.RANGE_ONLY(inputs=["a, b", "c"]))
    read = from_json(str(reasons))
    assert (read.get(Why.AT_LEAST_POINTS)["least"], read.get(Why.RANGE_ONLY)["inputs"]) == (12.5, ["a, b", "c"])
    assert Why.UNKNOWN_OF(unknown=1, all=2) is not Why.UNKNOWN_OF(unknown=1.0, all=2)


def test_reasons_are_one_object_also_after_copies_and_in_another_process():
    reasons = join(Why.NO_ANSWERS(), Why.SOURCE(source="CBS"))
    assert pickle.loads(pickle.dumps(reasons)) is reasons
    assert copy.deepcopy(reasons) is reasons
    assert isinstance(reasons, Reasons)


def test_a_reason_wants_its_own_values_and_no_others():
    with pytest.raises(TypeError, match="UNKNOWN_OF has the values"):
        Why.UNKNOWN_OF(unknown=9)
    with pytest.raises(TypeError, match="NO_ANSWERS has the values"):
        Why.NO_ANSWERS(unknown=9)


def test_the_published_table_of_the_example_has_the_reasons_behind_its_notes():
    table = read_published("data/example_published.csv")
    assert [reasons.words for reasons in reasons_of(table)] == table["note"].tolist()
    assert (table.loc[~table["status"].isin(["ok", "unstable"]), "reasons"] != "").all()


def test_a_cell_that_holds_no_reasons_is_one_clear_error(tmp_path):
    table = read_published("data/example_published.csv").head(2).assign(reasons=["", "9 of 120 unknown"])
    (tmp_path / "mine.csv").write_text(table_text(table), encoding="utf-8")
    with pytest.raises(GezondmenuError, match=r"mine.csv .* column reasons holds '9 of 120 unknown'"):
        read_published(tmp_path / "mine.csv")


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_reads_a_note(path):
    """`note` is written by `with_notes` for people; an indicator of the user's own may give one."""
    readers = {
        "vocabulary.py": "the name of the column",
        "reasons.py": "with_notes writes it",
        "indicators/estimate.py": "words that a function of the user's own gives",
        "effects/planning/power.py": "a table that is not of estimates",
        "effects/models/rates.py": "a table that is not of estimates",
        "effects/models/mixed.py": "a table that is not of estimates",
        "study/rules_of_files.py": "how grave a finding is",
        "study/rules_of_dates.py": "how grave a finding is",
        "study/rules_of_forms.py": "how grave a finding is",
        "study/rules_of_sources.py": "how grave a finding is",
        "report/publish/intake_page.py": "how grave a finding is",
        "study/start/questionnaire.py": "a kind of line in an XLSForm",
        "study/rules_of_value.py": "how grave a finding is",
        "study/rules.py": "how grave a finding is",
        "study/findings.py": "how grave a finding is",
        "study/shown.py": "how grave a finding is",
        "working/opened.py": "shown as it is, beside the number that it is about",
        "study/read/files.py": "how grave a finding is",
    }
    name = path.relative_to(PACKAGE).as_posix()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    columns = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value == "note"]
    fields = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "note" and isinstance(node.ctx, ast.Load)
        if not name.startswith("study/")  # there `note` is what a table of findings does
    ]
    assert not fields, f"{name}, lines {fields}: a note is for people; use reasons"
    assert not columns or name in readers, f"{name}, lines {columns}: a note is for people; use reasons"
    sentences = {kind.value for kind in Why}
    keys = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in sentences]
    assert not keys or name == "reasons.py", f"{name}, lines {keys}: a reason is spelled in reasons.py only"


def test_a_table_can_be_kept_in_any_file(example_estimates, tmp_path):
    table = example_estimates.head(50)
    table.to_parquet(tmp_path / "t.parquet")
    read = pd.read_parquet(tmp_path / "t.parquet")
    assert reasons_of(read).tolist() == reasons_of(table).tolist()
    assert pd.api.types.is_string_dtype(table["reasons"])


def test_a_reason_without_its_values_and_a_table_without_reasons_are_refused():
    with pytest.raises(ValueError, match="no reasons as this package writes them"):
        from_json('[{"code": "UNKNOWN_OF"}]')
    old = pd.DataFrame({"area": ["A"], "note": ["period 2025 is not fully observed"]})
    with pytest.raises(GezondmenuError, match="words in note but no column reasons"):
        reasons_of(old)
    assert reasons_of(old.assign(note="")).tolist() == [NOTHING]


def test_values_of_a_reason_that_somebody_changes_stay_as_they_were():
    reasons = Why.UNKNOWN_OF(unknown=9, all=120)
    reasons.get(Why.UNKNOWN_OF)["all"] = 5
    dict(reasons.items())[Why.UNKNOWN_OF]["all"] = 5
    assert reasons.words == "9 of 120 unknown"


@pytest.mark.parametrize(
    ("reasons", "dutch"),
    [
        (Why.NO_EFFECT(outcome="eq5d"), "er is niet gemeten wat er met de kwaliteit van leven gebeurde"),
        (Why.NO_EFFECT(outcome="gp visits"), "er is niet gemeten wat er met gp visits gebeurde"),
        (Why.NOT_GIVEN(parameter=["price", "drop_off"]), "prijs, deel dat er elk jaar afgaat is niet opgegeven"),
        (Why.RANGE_ONLY(inputs=["effect"]), "een bereik zonder punt: verandering per persoon"),
        (Why.OUTSIDE_PERSPECTIVE(perspective="health care"), "valt buiten het perspectief zorg"),
        (Why.MADE_ALIKE(traits=["first", "age"]), "gelijk gemaakt op eerste score, leeftijd"),
        (Why.AT_LEAST_POINTS(least=0.5, source="ours"), "minstens 0,5 punten (onze keuze)"),
        (Why.COUNTED(indicator="visits"), "geteld: bezoeken"),
        (Why.MEASURED_IN_ALL(), "gemeten in de hele studie"),
        (Why.MEASURED_IN(area="W1"), "gemeten in Noord"),
        (Why.TOO_ACTIVE_FOR_HEAT(cap=458), "HEAT geldt hier niet: het gemiddelde ligt niet onder 458 minuten per week"),
    ],
    ids=lambda given: given.kinds[0].name if isinstance(given, Reasons) else "",
)
def test_codes_in_reasons_are_said_by_their_names(reasons, dutch):
    assert reason_words(reasons, "nl", {"W1": "Noord"}) == dutch


def test_every_input_and_perspective_has_a_name():
    assert set(DEFLATORS) | set(needed_choices({})) <= set(PARAMETERS)
    assert set(WHOSE) == set(PERSPECTIVES)
