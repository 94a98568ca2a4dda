"""indicators.toml: indicators of the user's own, a card for each, checked at the door like a table.

The file has the shape of the register's cards, and each indicator says with `rows` which rows of the study it counts.
Fields that would weaken the protection of small numbers, or name a method that plain rows cannot have, are not there.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from gezondmenu.card import COMPLETE, DIRECTIONS, WILSON, Card, make_card, shipped_cards
from gezondmenu.given import closest_name
from gezondmenu.language import LANGUAGES, message, translate
from gezondmenu.study.check.cross_checks import Tables
from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.own.own_rows import check_rows, tables_needed, words_of_rows
from gezondmenu.study.own.own_words import EXAMPLES, NAMES_OF_SHARE, check_text, language_of_card
from gezondmenu.study.read.files import INDICATORS_FILES
from gezondmenu.study.read.toml_files import Keys, TomlPage, lines_of_keys, read_toml
from gezondmenu.vocabulary import PERSONS, SENSITIVE_TRAITS, GezondmenuError, StudyError

FORMULAS = ("count", "percentage", "rate")
"""Formulas of an indicator of the user's own: a number, a share of rows, or a number per 1,000 residents."""

INTERVALS = (WILSON, COMPLETE)
UNITS = {"percentage": "%", "rate": "per 1,000 residents"}

_CARD_FIELDS = ("nl", "en", "why_nl", "why_en", "caveat_nl", "caveat_en", "version", "indicators")
_WORDS = ("numerator_nl", "numerator_en", "denominator_nl", "denominator_en")
_TEXTS = (*_CARD_FIELDS[:-1], *_WORDS)
_CHOSEN = ("formula", "unit", "numerator", "denominator", "interval", "direction")
_INDICATOR_FIELDS = (*LANGUAGES, *_CHOSEN, *_WORDS, "sensitive", "rows")
_TEXT = message("a text between quotation marks")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ALONE = (*PERSONS, "activities")  # rows that say nothing of each other


def read_own_indicators(folder: Path, known: Tables, findings: Findings) -> dict[str, Card]:
    """The cards of indicators.toml by id; every fault in it becomes a finding, and its card is left out.

    Parameters
    ----------
    folder : Path
        The folder of the study; ``indicatoren.toml`` is read too.
    known : dict of TypedTable
        The tables of the study, against which `rows` is checked.
    findings : Findings
        Gets the findings.
    """
    paths = [path for path in sorted(folder.iterdir()) if path.name.lower() in INDICATORS_FILES]
    if not paths:
        return {}
    for path in paths[1:]:
        findings.add("two_indicator_files", Place(path.name), first=paths[0].name)
    text, entries = read_toml(paths[0], "bad_indicators_toml", findings)
    page = TomlPage(paths[0].name, lines_of_keys(text), findings)
    made = {id: own_card(id, entry, page, known) for id, entry in entries.items()}
    _check_names(entries, page)
    return {id: card for id, card in made.items() if card is not None}


def make_own_indicators(entries: dict[str, Any]) -> dict[str, Card]:
    """Cards from what indicators.toml holds, for `make_study`; refused where the file would be.

    Parameters
    ----------
    entries : dict
        By id, as in indicators.toml.

    Raises
    ------
    StudyError
        When something is not in order; its `findings` hold all that was found.

    Examples
    --------
    >>> share = {"nl": "aandeel", "formula": "percentage", "numerator": "visits"}
    >>> share["rows"] = {"table": "sessions", "where": {"theme": ["voeding"]}, "sum": "visits"}
    >>> entry = {"nl": "Koken", "why_nl": "Om samen te zijn.", "caveat_nl": "Op thema.", "indicators": {"share": share}}
    >>> make_own_indicators({"cooking": entry})["cooking"].indicators["share"].unit
    '%'
    """
    findings = Findings()
    page = TomlPage(INDICATORS_FILES[0], {}, findings)
    made = {id: own_card(id, entry, page, {}) for id, entry in entries.items()}
    _check_names(entries, page)
    if findings.has_errors:
        table = findings.frame("en")
        first = table.iloc[0]
        raise StudyError(f"{first.file}, {first.column}: {first.rule} {first.what_to_do}", table)
    return {id: card for id, card in made.items() if card is not None}


def own_card(id: str, entry: Any, page: TomlPage, known: Tables) -> Card | None:
    """The card of one entry of indicators.toml; None, with findings, when it is not in order."""
    before = page.findings.errors
    if not isinstance(entry, dict):
        page.note("not_a_table", [id], entry, example=f"[{_example_name(id)}]")
        return None
    _check_name(id, (id,), page)
    _check_fields(entry, _CARD_FIELDS, (id,), page)
    language = language_of_card(entry)
    for stem, examples in EXAMPLES.items():
        check_text(entry, stem, examples[language], (id,), page, language)
    named = entry.get("indicators")
    if not isinstance(named, dict) or not named:
        page.note("missing_field", [id], field="indicators", example=f"[{_example_name(id)}.indicators.a_name]")
        return None
    indicators = {
        name: _indicator(name, rules, (id, "indicators", name), page, known, language) for name, rules in named.items()
    }
    if page.findings.errors > before:
        return None
    needed = [table for rules in indicators.values() for table in tables_needed(rules["rows"])]
    try:
        return make_card(id, {**entry, "indicators": indicators, "tables": tuple(dict.fromkeys(needed))})
    except GezondmenuError as error:
        page.note("card_refused", [id], reason=str(error))
        return None


def _indicator(name: str, given: Any, keys: Keys, page: TomlPage, known: Tables, language: str) -> dict[str, Any]:
    """The fields of one indicator, with what follows from the others filled in."""
    if not isinstance(given, dict):
        page.note("not_a_table", keys, given, example=f"[{'.'.join(keys)}]")
        return {}
    _check_name(name, keys, page)
    _check_fields(given, _INDICATOR_FIELDS, keys, page)
    check_text(given, "", NAMES_OF_SHARE[language], keys, page, language)
    if "sensitive" in given and not isinstance(given["sensitive"], bool):
        page.note("field_not_allowed", (*keys, "sensitive"), given["sensitive"], allowed="true, false")
    formula = _chosen(given, "formula", FORMULAS, keys, page)
    _chosen(given, "direction", DIRECTIONS, keys, page, "neutral")
    interval = _chosen(given, "interval", INTERVALS, keys, page, INTERVALS[-1]) if "interval" in given else None
    rows = _rows(given, formula, keys, page, known)
    made = dict(given)
    if rows is None or formula is None:
        return made
    word = _chosen_word(given, words_of_rows(rows), keys, page)
    if word is None:
        return made
    _check_denominator(given, formula, word, keys, page)
    unit = UNITS.get(formula) or {"euros": "EUR"}.get(word, word)
    _chosen(given, "unit", (unit,), keys, page, unit)
    if interval == WILSON and (formula != "percentage" or "sum" in rows or word not in _ALONE):
        page.note("no_interval_here", (*keys, "interval"), interval, what=f"{formula}: {word}")
    columns = {*rows.get("where", {}), *rows.get("among", {})}
    if columns & {*SENSITIVE_TRAITS} and word not in PERSONS:
        page.note("field_not_allowed", (*keys, "numerator"), word, allowed="persons")
    apart = formula == "percentage" and "sum" not in rows and word in PERSONS  # rows that say nothing of each other
    made |= {"rows": rows, "unit": unit, "interval": interval or (WILSON if apart else COMPLETE)}
    made["sensitive"] = bool(given.get("sensitive")) or rows["table"] == "survey" or bool(columns & {*SENSITIVE_TRAITS})
    if formula == "rate":
        words = {f"denominator_{language}": translate("residents", language) for language in LANGUAGES}
        made = {"denominator": "persons", "of_residents": True, **words, **made}
    elif formula == "percentage":
        made.setdefault("denominator", word)
    return made


def _rows(given: dict[str, Any], formula: str | None, keys: Keys, page: TomlPage, known: Tables) -> Any:
    rows = given.get("rows")
    example = 'rows = { table = "sessions", where = { theme = ["voeding"] }, sum = "visits" }'
    if not isinstance(rows, dict):
        page.note("missing_field", keys, field="rows", example=example)
        return None
    if formula == "percentage" and "where" not in rows:
        page.note("missing_field", (*keys, "rows"), field="where", example=example)
    if formula in ("count", "rate") and "among" in rows:
        page.note("field_not_with", (*keys, "rows", "among"), formula=formula, field="among")
    return check_rows(rows, (*keys, "rows"), page, known)


def _chosen(
    given: dict[str, Any], field: str, allowed: tuple[str, ...], keys: Keys, page: TomlPage, default: str | None = None
) -> str | None:
    """The word of a field when it is one of the allowed words."""
    word = given.get(field, default)
    if word is None:
        page.note("missing_field", keys, field=field, example=f'{field} = "{allowed[0]}"')
    elif word not in allowed:
        closest = closest_name(str(word), allowed)
        page.note("field_not_allowed", (*keys, field), word, closest=closest, allowed=", ".join(allowed))
        return None
    return word


def _chosen_word(given: dict[str, Any], words: list[str], keys: Keys, page: TomlPage) -> str | None:
    word = given.get("numerator")
    if word in words:
        return word
    if word is None:
        page.note("missing_field", keys, field="numerator", example=f'numerator = "{words[0]}"')
    else:
        page.note("counts_something_else", (*keys, "numerator"), word, given=word, words=", ".join(words))
    return None


def _check_denominator(given: dict[str, Any], formula: str, word: str, keys: Keys, page: TomlPage) -> None:
    for field in ("denominator", *_WORDS[2:]):
        if field in given and formula == "count":
            page.note("field_not_with", (*keys, field), given[field], formula=formula, field=field)
    if formula != "count":
        same = word if formula == "percentage" else "persons"
        _chosen(given, "denominator", (same,), keys, page, same)


def _check_fields(entry: dict[str, Any], fields: tuple[str, ...], keys: Keys, page: TomlPage) -> None:
    """Find fields that are not there, and texts that are none."""
    for field, value in entry.items():
        if field not in fields:
            page.note("unknown_field", (*keys, field), closest=closest_name(field, fields), fields=", ".join(fields))
        elif field in _TEXTS and not (isinstance(value, str) and value.strip()):
            page.note("wrong_type", (*keys, field), value, kind=_TEXT, example=f'{field} = "..."')


def _check_name(name: str, keys: Keys, page: TomlPage) -> None:
    if not _NAME.fullmatch(name):
        page.note("bad_name", keys, name, example=_example_name(name))
    if name in shipped_cards() or any(name in card.indicators for card in shipped_cards().values()):
        page.note("name_taken", keys, name)


def _check_names(entries: dict[str, Any], page: TomlPage) -> None:
    """Each indicator has a name of its own in the whole file."""
    seen: set[str] = set()
    for id, entry in entries.items():
        named = entry.get("indicators") if isinstance(entry, dict) else None
        for name in named if isinstance(named, dict) else ():
            if name in seen:
                page.note("name_twice", (id, "indicators", name), name)
            seen.add(name)


def _example_name(name: str) -> str:
    """A name that would do.

    Examples
    --------
    >>> _example_name("Samen Koken!"), _example_name("5x")
    ('samen_koken', 'own_5x')
    """
    plain = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return plain if _NAME.fullmatch(plain) else f"own_{plain}".rstrip("_")
