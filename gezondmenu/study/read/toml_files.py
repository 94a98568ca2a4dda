"""Reading a TOML file of a study folder: its text, its values, and the line on which each of them stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gezondmenu.study.findings import Findings, Place
from gezondmenu.study.read.encodings import read_bytes
from gezondmenu.study.read.limits import LARGEST_CHOICES

Keys = tuple[str, ...]

_HEAD = re.compile(r"\s*\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def read_toml(path: Path, bad: str, findings: Findings) -> tuple[str, dict[str, Any]]:
    """The text of a TOML file and its values; empty, with a finding, when it cannot be read.

    Parameters
    ----------
    path : Path
        An existing file, in UTF-8 with or without byte order mark.
    bad : str
        Name of the rule for a file that is no TOML.
    findings : Findings
        Gets the finding, with the line where reading stopped.
    """
    content = read_bytes(path, findings, LARGEST_CHOICES)
    try:
        text = (content or b"").decode("utf-8-sig")
    except UnicodeDecodeError:
        findings.add("not_text", Place(path.name))
        return "", {}
    try:
        return text, tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        lines = text.rstrip().count("\n") + 1
        findings.add(bad, Place(path.name, row=int(place[1]) if place else lines), reason=str(error))
        return text, {}


def shown(value: Any) -> str:
    """A value as it is written in TOML, without quotation marks.

    Examples
    --------
    >>> shown(True), shown("nl"), shown(["a", 1])
    ('true', 'nl', 'a, 1')
    """
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(shown, value)) if isinstance(value, list) else str(value)


@dataclass(frozen=True)
class TomlPage:
    """A TOML file of which the faults are noted: each at its line, with its key and its value."""

    file: str
    lines: dict[Keys, int]
    findings: Findings

    def note(
        self, rule: str, keys: Sequence[str], value: Any = "", /, closest: str | None = None, **words: Any
    ) -> None:
        """Note one finding at a key."""
        place = Place(self.file, "", line_of(self.lines, keys), ".".join(keys), shown(value))
        self.findings.add(rule, place, None, closest, **words)


def lines_of_keys(text: str) -> dict[Keys, int]:
    r"""The line on which each key of a TOML file first stands, its tables above it.

    Examples
    --------
    >>> lines_of_keys('[cooking]\nnl = "Koken"\n[cooking.indicators.share]\nunit = "%"')[("cooking", "nl")]
    2
    """
    lines: dict[Keys, int] = {}
    table: Keys = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if head := _HEAD.fullmatch(line):
            table = _parts(head[1])
            whole = table
        elif key := _KEY.match(line):
            whole = (*table, *_parts(key[1]))
        else:
            continue
        for size in range(1, len(whole) + 1):
            lines.setdefault(whole[:size], number)
    return lines


def line_of(lines: dict[Keys, int], keys: Sequence[str]) -> int | None:
    """The line of a key, else of the nearest table or key that holds it.

    Examples
    --------
    >>> line_of({("cooking",): 1, ("cooking", "nl"): 2}, ("cooking", "unit"))
    1
    """
    whole = tuple(keys)
    return next((lines[whole[:size]] for size in range(len(whole), 0, -1) if whole[:size] in lines), None)


def _parts(text: str) -> Keys:
    return tuple(part.strip("\"'") for part in _PART.findall(text))
