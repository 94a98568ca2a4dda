"""The words of a card in indicators.toml: one language is enough, and what is missing is asked in that one."""

from __future__ import annotations

from typing import Any

from gezondmenu.language import LANGUAGES
from gezondmenu.study.read.toml_files import Keys, TomlPage

EXAMPLES = {
    "": dict(zip(LANGUAGES, ("Samen koken", "Cooking together"), strict=True)),
    "why_": dict(zip(LANGUAGES, ("Koken brengt mensen bij elkaar.", "Cooking brings people together."), strict=True)),
    "caveat_": dict(zip(LANGUAGES, ("Op thema.", "Recognised by theme."), strict=True)),
}
"""Words that a card cannot do without, by how the name of their field begins."""

OF_SHARE = ("aandeel bezoeken aan kookactiviteiten", "share of visits to cooking")
NAMES_OF_SHARE = dict(zip(LANGUAGES, OF_SHARE, strict=True))


def check_text(entry: dict[str, Any], stem: str, example: str, keys: Keys, page: TomlPage, language: str) -> None:
    """Note a text that stands there in no language."""
    if not any(f"{stem}{other}" in entry for other in LANGUAGES):
        page.note("missing_field", keys, field=f"{stem}{language}", example=f'{stem}{language} = "{example}"')


def language_of_card(entry: dict[str, Any]) -> str:
    """In which language a card is written: English where it has English words and no Dutch ones.

    Examples
    --------
    >>> language_of_card({"en": "Fruit", "indicators": {"eaters": {"en": "fruit eaters"}}}), language_of_card({})
    ('en', 'nl')
    """
    named = entry.get("indicators")
    parts = [entry, *(named.values() if isinstance(named, dict) else ())]
    written = {field.rpartition("_")[2] for part in parts if isinstance(part, dict) for field in part}
    return "en" if "en" in written and "nl" not in written else "nl"
