"""Words have one home: English in code and TOML, Dutch in the catalogues, and each message has its Dutch."""

import ast
import csv
import functools
import io
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir

import gezondmenu
from gezondmenu.reasons import Why
from gezondmenu.reference import shipped
from gezondmenu.study.rules_of_choices import WAVE_ORDERS
from gezondmenu.study.rules_of_value import DOUBLE_COUNTS
from tests.catalogues import CATALOGUES, catalogue_of, dutch, words_of

PACKAGE = Path(gezondmenu.__file__).parent
NOTEBOOKS = sorted(shipped("notebooks").glob("*.ipynb"))
KEYWORDS = {"translate": (1,), "message": (1,), "translate_plural": (1, 2), "_": (1,), "GezondmenuError": (1,)}


def words_of_toml(file, _keywords, _comments, options):
    """The words of cards (``en``, ``why_en``, …) and of tables (``meaning``) as messages, for Babel's extraction."""
    for _name, text in named_words(tomllib.load(file)):
        yield 1, None, text, []


def words_of_checklist(file, _keywords, _comments, options):
    for item in csv.DictReader(io.StringIO(file.read().decode("utf-8"))):
        yield 1, None, item["en"], []
        yield 1, None, item["how_en"], []


def named_words(entry: dict, name: str = "") -> Iterator[tuple[str, str]]:
    """Each word of a card, an indicator, a table or a column, with the name of what it is about."""
    for key, value in entry.items():
        if isinstance(value, dict):
            yield from named_words(value, name if key in ("indicators", "columns") else key)
        elif isinstance(value, str) and (key in ("en", "meaning") or key.endswith("_en")):
            yield name, value


@functools.cache
def messages_in_code() -> dict[str, list[str]]:
    """Messages by room (folder or file of the ground floor)."""
    rooms: dict[str, list[str]] = {}
    methods = [("shipped/**", "ignore"), ("**.py", "python"), ("**.j2", "jinja2"), ("**.toml", words_of_toml)]
    methods.append(("reference/cheers2022.csv", words_of_checklist))
    for file, _line, words, _comments, _context in extract_from_dir(PACKAGE, methods, keywords=KEYWORDS):
        rooms.setdefault(Path(file).parts[0], []).append(words[0] if isinstance(words, tuple) else words)
    rooms["notebooks"] = [text for path in NOTEBOOKS for text in said_in_notebook(path)]
    return rooms


def said_in_notebook(path: Path) -> Iterator[str]:
    """What a working notebook lets its page say in the language of the reader: ``here.say("…")``."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "code" and ".say(" in source:
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "say":
                    yield ast.literal_eval(node.args[0])


@pytest.mark.parametrize("room", sorted(messages_in_code()))
def test_every_message_of_a_room_has_its_dutch(room):
    catalogue = dutch()
    missing = sorted({text for text in messages_in_code()[room] if text and not _all_there(catalogue.get(text))})
    assert not missing, f"{room}: no Dutch in a .po file for:\n" + "\n".join(missing)


def test_every_reason_has_its_dutch():
    catalogue = dutch()
    missing = [kind.value for kind in Why if kind is not Why.IN_OWN_WORDS and not catalogue.get(kind.value)]
    assert not missing, "no Dutch in a .po file for:\n" + "\n".join(missing)


@pytest.mark.parametrize("path", CATALOGUES, ids=[path.stem for path in CATALOGUES])
def test_a_catalogue_is_whole(path):
    catalogue = catalogue_of(path)
    assert (str(catalogue.locale), catalogue.charset, catalogue.num_plurals) == ("nl", "utf-8", 2)
    assert not catalogue.obsolete
    unfinished = [entry.id for entry in catalogue if entry.id and (entry.fuzzy or not _all_there(entry.string))]
    assert unfinished == []


def test_no_message_stands_in_two_catalogues():
    entries = [(entry.context, entry.id) for path in CATALOGUES for entry in catalogue_of(path) if entry.id]
    assert [entry for entry, times in Counter(entries).items() if times > 1] == []
    in_text = sum(len(re.findall("^msgid ", path.read_text(encoding="utf-8"), re.MULTILINE)) - 1 for path in CATALOGUES)
    assert in_text == len(entries)  # nor twice in one, which Babel would take for one


def test_no_catalogue_keeps_what_nothing_says():
    said = {text for texts in messages_in_code().values() for text in texts} | {kind.value for kind in Why}
    refusals = {f"{rule.rule} {rule.what_to_do}" for rule in (*DOUBLE_COUNTS.values(), *WAVE_ORDERS.values())}
    assert sorted(set(dutch()) - said - refusals) == []
    named = {pair for path in PACKAGE.rglob("*.toml") for pair in named_words(tomllib.loads(path.read_text("utf-8")))}
    own = {(entry.context, entry.id) for path in CATALOGUES for entry in catalogue_of(path) if entry.context}
    assert own <= named


def test_values_to_fill_in_are_the_same_in_both_languages():
    for text, translated in dutch().items():
        for words in translated if isinstance(translated, tuple) else (translated,):
            assert _names(words) == _names(text) or "{count}" in text, text


def test_messages_are_literals():
    """A message made at run time would never be found by the catalogue."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "message":
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno}"


def _all_there(translated) -> bool:
    return bool(translated) and (isinstance(translated, str) or all(translated))


def _names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


DUTCH = {
    "simulation": "people, places and notes of a made-up study, as its makers would write them",
    "vocabulary.py": "ages as files write them",
    "opendata": "names and columns as statistics offices write them",
    "study/read": "names of files, answers and errors of a spreadsheet",
    "study/sources": "headers and answers as lists and form programs write them",
    "study/names_of_files.py": "words that end the names of streets and buildings",
    "study/own": "examples for the file of a user, who writes Dutch in it",
    "study/personal_data.py": "headers under which names and addresses stand",
    "study/check/double_counts.py": "none and unknown in the table of borrowed effects",
    "study/check/value_checks.py": "a share, in the unit of a price",
    "valuation/effects.py": "an assumption, in the design of a borrowed effect",
    "report/publish/prose.py": "words that part two clauses, in either language",
}
"""Modules and folders that hold Dutch, and why: it is read in the files and texts of users, and no page shows it."""


def test_modules_hold_no_dutch():
    """No text in a module has a word that the catalogues have in Dutch only, and none stands there by language."""
    catalogue = dutch()
    said = [text for both in catalogue.values() for text in (both if isinstance(both, tuple) else (both,))]
    only_dutch = words_of(said) - words_of(catalogue) - {"lang"}  # an attribute in HTML
    found = {
        path.relative_to(PACKAGE).as_posix(): dutch_here
        for path in PACKAGE.rglob("*.py")
        if "shipped" not in path.parts and (dutch_here := words_of(texts_of(path)) & only_dutch)
    }
    assert {name: here for name, here in found.items() if not name.startswith(tuple(DUTCH))} == {}
    assert [name for name in DUTCH if not any(module.startswith(name) for module in found)] == []


def test_no_words_by_language_in_modules_and_toml():
    """English and Dutch stand side by side only in what users write: an example of it, and its check."""
    of_users = ("simulation/example.py", "language.py")  # the last: the locale of each language
    for path in PACKAGE.rglob("*.py"):
        if path.relative_to(PACKAGE).as_posix() not in of_users:
            assert "nl" not in keys_of_dictionaries(path), path
    for path in PACKAGE.rglob("*.toml"):
        assert not re.findall(r"\b(?:nl|\w+_nl) *= *\"", path.read_text(encoding="utf-8")), path


def texts_of(path: Path) -> Iterator[str]:
    """The texts in a module, without its docstrings."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Constant) and isinstance(child.value, str) and not isinstance(node, ast.Expr):
                yield child.value


def keys_of_dictionaries(path: Path) -> set[object]:
    """The keys of every dictionary that a module writes out."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    keys = (key for node in nodes if isinstance(node, ast.Dict) for key in node.keys)
    return {key.value for key in keys if isinstance(key, ast.Constant)}
