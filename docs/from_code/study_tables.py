"""A page for each table of a study, in English and Dutch."""

from __future__ import annotations

import re

import gezondmenu as gm
from gezondmenu.card import card_words, shipped_cards
from gezondmenu.study.schema import DTYPES, tables

FOLDER = "reference/tables"
DUTCH = "## In het Nederlands"


def pages() -> dict[str, str]:
    """The page of each table by its name, that of `study.toml`, and the list."""
    english, dutch = _sections("en"), _sections("nl")
    made = {f"{FOLDER}/{_file(name)}.md": _page(name, english[name], dutch[name]) for name in english}
    return {**made, "reference/tables.md": _list(english)}


def _sections(language: str) -> dict[str, str]:
    """What `gm.describe_tables` says, by table."""
    parts = re.split(r"^## (.+)\n", gm.describe_tables(language), flags=re.MULTILINE)[1:]
    return {name: text.strip() for name, text in zip(parts[::2], parts[1::2], strict=True)}


def _file(name: str) -> str:
    return name.replace(".", "_")


def _page(name: str, english: str, dutch: str) -> str:
    users = [
        f"[{card_words(card, 'en')}](/reference/cards/{id}.md)"
        for id, card in shipped_cards().items()
        if name in {table for needed in card.tables for table in needed.split("|")}
    ]
    used = [f"Needed for: {', '.join(users)}."] if users else []
    return "\n\n".join([f"# {name}", _columns(english), *used, DUTCH, _columns(dutch)]) + "\n"


def _columns(text: str) -> str:
    """The words above a table of columns, and the columns as a definition list, which is read on a small screen too."""
    lines = [line.replace("<", "\\<") for line in text.splitlines()]
    heads, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    above = [line for line in lines if not line.startswith("|")]
    return "\n\n".join(["\n".join(above).strip(), *(_column(heads, row) for row in rows)])


def _column(heads: list[str], cells: list[str]) -> str:
    name, required, kind, unit, allowed, also, meaning = cells
    said = [heads[1] if required else "", kind, unit, f"{heads[4]}: {allowed}" if allowed else ""]
    rules = ", ".join(part for part in said if part)
    return f"{name}\n: {meaning[:1].upper()}{meaning[1:]}.\n\n  {rules}" + (f"\n\n  {heads[5]}: {also}" if also else "")


def _list(english: dict[str, str]) -> str:
    lines = ["| table | holds |", "| --- | --- |"]
    lines += [
        f"| [`{name}`]({'tables/' + _file(name)}.md) | {text.splitlines()[0]} |" for name, text in english.items()
    ]
    types = ", ".join(f"`{kind}`" for kind in DTYPES)
    return (
        "\n\n".join(
            [
                "# Tables of a study",
                f"A study is a folder with a file for each of these {len(tables())} tables that you have (only `areas` "
                "is required), and a file `study.toml` with choices. Headers may be Dutch or English. A blank cell is "
                "unknown. "
                f"A column is of one of these types: {types}.",
                "\n".join(lines),
                "What else may stand in a study (indicators of your own, lists and exports): "
                "[files of a study](/project/data.md).",
                "```{toctree}\n:hidden:\n:titlesonly:\n\n"
                + "\n".join(f"tables/{_file(name)}" for name in english)
                + "\n```",
            ]
        )
        + "\n"
    )
