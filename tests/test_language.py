"""Every message of the package has its Dutch."""

import ast
import io
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import gezondmenu
from gezondmenu.reasons import Why

PACKAGE = Path(gezondmenu.__file__).parent
KEYWORDS = {"translate": (1,), "message": (1,), "translate_plural": (1, 2), "_": (1,), "GezondmenuError": (1,)}


def dutch() -> dict:
    """Message (the singular of a plural) to its Dutch, from every catalogue."""
    catalogue = {}
    for path in sorted((PACKAGE / "locale/nl/LC_MESSAGES").glob("*.po")):
        for entry in read_po(io.BytesIO(path.read_bytes()), locale="nl"):
            if entry.id:
                key = entry.id[0] if isinstance(entry.id, tuple) else entry.id
                catalogue[key] = "" if entry.fuzzy else entry.string
    return catalogue


def messages_in_code() -> dict[str, list[str]]:
    """Messages by room (folder or file of the ground floor)."""
    rooms: dict[str, list[str]] = {}
    found = extract_from_dir(PACKAGE, [("**.py", "python"), ("**.j2", "jinja2")], keywords=KEYWORDS)
    for file, _line, words, _comments, _context in found:
        rooms.setdefault(Path(file).parts[0], []).append(words[0] if isinstance(words, tuple) else words)
    return rooms


@pytest.mark.parametrize("room", sorted(messages_in_code()))
def test_every_message_of_a_room_has_its_dutch(room):
    catalogue = dutch()
    missing = sorted({text for text in messages_in_code()[room] if text and not _all_there(catalogue.get(text))})
    assert not missing, f"{room}: no Dutch in a .po file for:\n" + "\n".join(missing)


def test_every_reason_has_its_dutch():
    catalogue = dutch()
    missing = [kind.value for kind in Why if kind is not Why.IN_OWN_WORDS and not catalogue.get(kind.value)]
    assert not missing, "no Dutch in a .po file for:\n" + "\n".join(missing)


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
