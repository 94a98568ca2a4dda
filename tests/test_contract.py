"""The house: imports run one way, names stay, every indicator returns the estimate table, errors explain."""

from __future__ import annotations

import ast
import dataclasses
import doctest
import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import gezondmenu as gm
from gezondmenu.arrangements.rows import arrangement_indicators
from gezondmenu.card import DIRECTIONS, INTERVALS, card_words
from gezondmenu.effects.methods import METHODS
from gezondmenu.indicators.comparison import DIFFERENCE, RATIO
from gezondmenu.indicators.pooled_shares import METHOD
from gezondmenu.indicators.register import add_indicator, cards, named_indicators, remove_indicator
from gezondmenu.language import LANGUAGES
from gezondmenu.report.parts.html import Block, subheading
from gezondmenu.report.parts.section import Section
from gezondmenu.report.rows.page import Page
from gezondmenu.report.sections import register
from gezondmenu.valuation.valuing import value_indicators
from gezondmenu.vocabulary import (
    DESIGNS,
    ESTIMATE_COLUMNS,
    ESTIMATE_KEY,
    INTERNAL_COLUMNS,
    NUMBER_COLUMNS,
    STATUSES,
    GezondmenuError,
)
from tests.conftest import people_study, pick

PACKAGE = Path(gm.__file__).parent
ROOMS = (
    "vocabulary",
    "names",
    "whole_files",
    "units",
    "reason",
    "reasons",
    "described",
    "language",
    "given",
    "html_table",
    "designs",
    "verdicts",
    "verdicts_of_value",
    "strongest_claim",
    "card",
    "reference",
    "numbers",
    "scales",
    "study",
    "simulation",
    "indicators",
    "effects",
    "valuation",
    "arrangements",
    "disclosure",
    "opendata",
    "report",
    "working",
    "display",
    "lessons",
    "cli",
)
"""From left to right: a room imports from rooms to its left only. `__init__` opens the doors and may name all."""


def imported_names(path: Path) -> set[str]:
    """Dotted names that a module imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def imported_rooms(path: Path) -> set[str]:
    """Rooms that a module imports."""
    return {name.split(".")[1] for name in imported_names(path) if name.startswith("gezondmenu.")} & set(ROOMS)


def imported_folders(path: Path, room: str) -> set[str]:
    """Folders of a room that a module imports from."""
    start = f"gezondmenu.{room}."
    return {name.split(".")[2] for name in imported_names(path) if name.startswith(start)} & set(FOLDERS.get(room, ()))


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem != "__init__")


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES])
def test_imports_run_from_left_to_right(path):
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    assert room in ROOMS, f"{path}: which room is this?"
    to_the_right = {other for other in imported_rooms(path) if ROOMS.index(other) > ROOMS.index(room)}
    assert not to_the_right


FOLDERS = {
    "study": ("read", "sources", "check", "own", "start"),
    "effects": ("models", "planning"),
    "report": ("rows", "words", "parts", "sections", "publish"),
}
"""The folders of a room, from left to right. `study` and `report` have modules of their own beside them, which say
what they are about (left of every folder) or open the door (right of them)."""
SECTIONS = PACKAGE / "report" / "sections"


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES])
def test_the_folders_of_a_room_import_from_left_to_right(path):
    room, *folders = path.relative_to(PACKAGE).parent.parts or (path.stem,)
    order = FOLDERS.get(room, ())
    inside = path.is_relative_to(SECTIONS) and path.parent != SECTIONS
    assert len(folders) <= 1 + inside, f"{path}: which folder is this?"
    assert set(folders[:1]) <= set(order), f"{path}: which folder is this?"
    to_the_right = order[order.index(folders[0]) + 1 :] if folders else ()
    assert not imported_folders(path, room) & set(to_the_right)


def test_pages_do_not_know_the_run():
    """Sections, figures and words are made without Papermill, folders or other pages."""
    mine = PACKAGE / "report" / "publish"
    pages = [path for path in (PACKAGE / "report").rglob("*.py") if path.parent != mine]
    assert [path.name for path in pages if "publish" in imported_folders(path, "report")] == []


@pytest.mark.parametrize("folder", sorted(path for path in SECTIONS.iterdir() if path.is_dir()), ids=lambda p: p.name)
def test_sections_never_import_each_other(folder):
    """What several say stands in `words`; what another has, a section asks of the register."""
    start = "gezondmenu.report.sections."
    for path in folder.glob("*.py"):
        names = {name.removeprefix(start).split(".")[0] for name in imported_names(path) if name.startswith(start)}
        assert names <= {folder.name, "register"}, path


RIDDLES = re.compile(r"(?:^|_)(?:found|told|mine|ours|theirs)(?:_|$)")
"""Pronouns and participles that do not say what they hold: `sentences`, `own_rows` or `differences` do."""


def names_in(tree: ast.AST) -> set[str]:
    """Every name in a tree: variables, parameters, keywords, attributes, functions, classes and imports."""
    named = (getattr(node, field, None) for node in ast.walk(tree) for field in ("id", "arg", "attr", "name", "asname"))
    return {name for name in named if isinstance(name, str)}


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES])
def test_names_are_nouns_of_the_field(path):
    """In the examples of docstrings too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    speaking = (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
    docstrings = (ast.get_docstring(node) or "" for node in speaking)
    examples = (one.source for text in docstrings for one in doctest.DocTestParser().get_examples(text))
    names = names_in(tree) | names_in(ast.parse("".join(examples)))
    assert {name for name in names if RIDDLES.search(name)} <= {"found_how"}  # a column of the borrowed effects


def test_files_of_the_report_fit_on_a_few_screens():
    files = [path for path in (PACKAGE / "report").rglob("*") if path.suffix in (".py", ".j2")]
    long = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: lines for name, lines in long.items() if lines > 250} == {}


def test_the_notebook_calls_the_blocks_of_the_register():
    """Every block of its report once, in the order of the sections; the page of an arrangement shares head and foot."""
    shared = [["head"], ["worked_out", "what_made_this"]]
    reports = {"area_report": ([], []), "budget_report": shared, "region_report": shared}
    reports |= dict.fromkeys(("commissioning_page", "residents_page"), (["head"], ["what_made_this"]))
    for notebook, (above, below) in reports.items():
        cells = json.loads((gm.shipped(f"notebooks/{notebook}.ipynb")).read_text(encoding="utf-8"))["cells"]
        code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
        assert re.findall(r"blocks\.(\w+)\(page\)", code) == [*above, *register.blocks_of(notebook), *below]
    names = [block.__name__ for section in register.sections() for block in section.blocks]
    assert len(names) == len(set(names)), "a notebook calls a block by its name alone"
    folders = {path.name for path in SECTIONS.iterdir() if (path / "block.py").exists()}
    assert {section.name for section in register.sections()} == folders


def test_a_section_is_there_for_its_readers_only():
    page = Page(rows=pd.DataFrame(columns=list(ESTIMATE_COLUMNS)), area="A", area_name="Noord", period="2025")
    section = Section("money", 1, blocks=(lambda page: Block("money", subheading("Money")),), readers=("insurer",))
    (block,) = (register.for_readers(section, block) for block in section.blocks)
    assert block(page).html == ""
    assert block(dataclasses.replace(page, reader="insurer")).html == "<h3>Money</h3>"


def strings_of(path: Path) -> list[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in spoken)
    return [node.value for node in strings if isinstance(node.value, str)]


@pytest.mark.parametrize("folder", ["rows", "words", "parts", "sections"])
def test_markup_stands_in_templates(folder):
    for path in (PACKAGE / "report" / folder).rglob("*.py"):
        tags = [text for text in strings_of(path) if re.search(r"<(?!metadata)[a-z]+[ >]", text)]
        assert not tags, path
        assert not {"html.escape", "markupsafe.escape"} & imported_names(path), path


TAKEN_APART = re.compile(
    r"""\.(?:removesuffix|rstrip)\(["'][.%, ]+["']|\.r?split\(["'](?:\. | \(|: )|\.replace\(["']€"""
)


def test_sentences_are_never_taken_apart():
    """A claim has a heading, a name its aside, a number a form without its sign: nobody cuts them out of a text.

    Only the check of the prose reads a finished page as a reader does.
    """
    read_as_a_reader = PACKAGE / "report" / "publish" / "prose.py"
    for path in (PACKAGE / "report").rglob("*.py"):
        cut = TAKEN_APART.findall(path.read_text(encoding="utf-8"))
        assert not cut or path == read_as_a_reader, f"{path}: {cut}"


def test_modules_are_no_god_files():
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


def test_importing_is_quick():
    """Matplotlib, statsmodels, papermill and pandera load on first use."""
    heavy = ("matplotlib", "statsmodels", "papermill", "pandera", "nbconvert", "seaborn", "scipy")
    code = f"import sys, gezondmenu; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", gm.__all__)
def test_every_public_name_exists_and_explains_itself(name):
    assert getattr(gm, name).__doc__


TAKES_LABELS_APART = {
    "vocabulary.py",
    "indicators/comparison.py",
    "indicators/rows_used.py",
    "valuation/trace.py",
    "disclosure/counted.py",
    "disclosure/relations.py",
    "disclosure/whole.py",
    "report/rows/row.py",
    "report/words/names.py",
}
"""Modules that may call `split_group`; rows have `traits`, and `vocabulary.traits_of` gives those of a column."""
CUTS = ("startswith", "endswith", "removeprefix", "removesuffix", "split", "partition", "contains", "replace")


def test_labels_of_groups_are_taken_apart_in_few_places():
    found = {str(path.relative_to(PACKAGE)) for path in PACKAGE.rglob("*.py")
             if "split_group" in path.read_text(encoding="utf-8")}  # fmt: skip
    assert found <= TAKES_LABELS_APART


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(PACKAGE)) for path in MODULES])
def test_no_label_is_read_as_text(path):
    """Nobody asks how a label begins or ends: `traits` and `split_group` say what it holds."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    cuts = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in CUTS]
    labels = [
        ast.unparse(call)
        for call in cuts
        for given in call.args[:1]
        if isinstance(given, ast.Constant) and re.fullmatch("[a-z_]+=[a-z_]*|=[a-z_]+", str(given.value))
    ]
    assert not labels


def test_release_turns_no_interval_back():
    for path in (PACKAGE / "disclosure").glob("*.py"):
        assert "ppf(" not in path.read_text(encoding="utf-8"), path.name


def test_the_names_that_stay():
    stay = {"read_study", "check_study", "simulate_study", "estimate", "release", "render", "numbers", "value", "trace"}
    assert stay <= set(gm.__all__)


def test_the_estimate_table(example_estimates):
    table = example_estimates
    assert tuple(table.columns) == (*ESTIMATE_COLUMNS, *INTERNAL_COLUMNS)
    assert not table.duplicated(list(ESTIMATE_KEY)).any()
    assert set(table["status"]) <= set(STATUSES)
    assert set(table["design"]) <= set(DESIGNS)
    assert (table.dtypes[list(NUMBER_COLUMNS)] == "float64").all()
    optional = {name for card in cards().values() if card.optional for name in card.indicators}
    followed = {*value_indicators(), *arrangement_indicators(), *(optional - set(table["indicator"]))}
    assert set(table["indicator"]) == set(named_indicators()) - followed
    known = table["status"].isin(["ok", "unstable"])
    assert table.loc[known, "value"].notna().all()
    assert table.loc[~known, "value"].isna().all()
    assert (table.loc[table["status"] != "ok", "note"] != "").all()
    interval = table["lower"].notna()
    assert ((table["lower"] <= table["value"]) & (table["value"] <= table["upper"]))[interval].all()
    methods = set(table.loc[interval, "method"])
    assert methods <= {*INTERVALS, *METHODS, DIFFERENCE, RATIO, METHOD}
    assert not any(method.startswith("none") for method in methods)


def test_the_register_has_ten_basic_cards_in_two_languages():
    assert sum(card.basic for card in cards().values()) == 10
    for card in cards().values():
        for language in LANGUAGES:
            assert all(card_words(card, language, field) for field in ("", "why", "caveat")), card.id
        for entry in card.indicators.values():
            for language in LANGUAGES:
                assert card_words(entry, language), entry.name
                assert card_words(entry, language, "numerator"), entry.name
            below = {bool(card_words(entry, language, "denominator")) for language in LANGUAGES}
            assert below == {bool(entry.denominator)} or entry.formula == "mean", entry.name
            assert entry.interval in INTERVALS, entry.name
            assert entry.direction in DIRECTIONS, entry.name
            assert entry.of_residents == (entry.denominator_en == "residents"), entry.name


def test_the_documentation_of_the_tables_is_made_from_the_one_place():
    """data/README.md is what `describe_tables` makes of tables.toml."""
    data = gm.shipped("data")
    documentation = (data / "README.md").read_text(encoding="utf-8")
    for language in ("nl", "en"):
        assert gm.describe_tables(language) in documentation


# ------------------------------------------------------------------------------------- an indicator of your own

WALKS = {
    "id": "walks",
    "nl": "Wandelingen",
    "en": "Walks",
    "why_nl": "Wandelen kan iedereen.",
    "why_en": "Everybody can walk.",
    "caveat_nl": "Op naam herkend.",
    "caveat_en": "Recognised by name.",
    "indicators": {
        "share_of_walks": {
            "nl": "aandeel wandelingen",
            "en": "share of walks",
            "formula": "percentage",
            "unit": "%",
            "numerator": "activities",
            "numerator_nl": "wandelingen",
            "numerator_en": "walks",
            "denominator": "activities",
            "denominator_nl": "activiteiten",
            "denominator_en": "activities",
        }
    },
}


def share_of_walks(records):
    activities = records.study["activities"]
    counts = activities.assign(walk=activities["name"] == "Wandelen").groupby("area")["walk"].agg(["sum", "size"])
    return pd.DataFrame(
        {
            "area": counts.index,
            "period": "all",
            "indicator": "share_of_walks",
            "numerator": counts["sum"].to_numpy(),
            "denominator": counts["size"].to_numpy(),
        }
    )


@pytest.fixture
def walks():
    yield add_indicator(share_of_walks, WALKS)
    remove_indicator("walks")


@pytest.mark.usefixtures("walks")
def test_an_indicator_of_your_own_is_estimated_and_released_like_any_other():
    table = gm.estimate(people_study(20, 5))
    share = pick(table, area="A", period="all", indicator="share_of_walks")
    assert (share.value, share.numerator, share.denominator, share.status) == (100, 1, 1, "ok")
    assert pick(gm.release(table), area="A", period="all", indicator="share_of_walks").value == 100


def test_a_card_that_is_not_complete_or_takes_a_name_is_refused():
    with pytest.raises(GezondmenuError, match="has no indicators"):
        add_indicator(share_of_walks, {"id": "walks", "nl": "Wandelingen", "indicators": {}})
    with pytest.raises(GezondmenuError, match="is taken"):
        add_indicator(share_of_walks, {**WALKS, "id": "visits"})
    wrong = {**WALKS["indicators"]["share_of_walks"], "formula": "gemiddelde"}
    with pytest.raises(GezondmenuError, match="formula is 'gemiddelde', which is not one of count, percentage"):
        add_indicator(share_of_walks, {**WALKS, "indicators": {"share_of_walks": wrong}})


def test_an_unknown_card_is_refused():
    with pytest.raises(GezondmenuError, match=r"no card or indicator 'visit' in the register.*did you mean visits"):
        gm.estimate(people_study(20, 5), ["visit"])
