"""Pages of public functions: what `gezondmenu` and its rooms offer, and what the notebooks use besides."""

from __future__ import annotations

import importlib
import inspect
import re
from types import ModuleType
from typing import Any

import gezondmenu as gm
from from_code.texts import ROOT

FOLDER = "reference/functions"
IMPORTS = re.compile(r"from (gezondmenu[\w.]*) import ([\w, ]+)")


def rooms() -> dict[str, ModuleType]:
    """The rooms that `gezondmenu` offers by name."""
    return {name: getattr(gm, name) for name in gm.__all__ if inspect.ismodule(getattr(gm, name))}


def offered(module: ModuleType) -> dict[str, Any]:
    """What a module offers: its `__all__`, or else what it defines; of a module among these, what that defines."""
    listed = getattr(module, "__all__", None)
    if listed is None:
        return {f"{module.__name__}.{name}": thing for name, thing in _defined(module).items()}
    made = {}
    for name in listed:
        thing = getattr(module, name)
        if inspect.ismodule(thing):
            made |= {f"{thing.__name__}.{own}": part for own, part in _defined(thing).items()}
        else:
            made[f"{module.__name__}.{name}"] = thing
    return made


def _defined(module: ModuleType) -> dict[str, Any]:
    """Functions and classes that are written in a module, in their order, without a name that begins with ``_``."""
    parts = vars(module).items()
    return {
        name: thing
        for name, thing in parts
        if not name.startswith("_")
        and (inspect.isfunction(thing) or inspect.isclass(thing))
        and inspect.unwrap(thing).__module__ == module.__name__
    }


def in_notebooks() -> dict[str, Any]:
    """What the notebooks import from inside the rooms."""
    made = {}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for home, names in IMPORTS.findall(path.read_text(encoding="utf-8")):
            for name in names.split(","):
                thing = getattr(importlib.import_module(home), name.strip(), None)
                if inspect.isfunction(thing):
                    made[f"{home}.{name.strip()}"] = thing
    return made


def public() -> dict[str, dict[str, Any]]:
    """Everything public, by the name of its page; nothing stands on two pages."""
    seen: set[int] = set()
    top = {f"gezondmenu.{name}": getattr(gm, name) for name in gm.__all__ if name not in rooms()}
    groups = {
        "gezondmenu": top,
        **{name: offered(room) for name, room in rooms().items()},
        "in_notebooks": in_notebooks(),
    }
    made = {}
    for page, parts in groups.items():
        kept = {name: thing for name, thing in parts.items() if id(thing) not in seen}
        seen |= {id(thing) for thing in kept.values() if callable(thing)}
        if kept:
            made[page] = kept
    return made


def pages() -> dict[str, str]:
    """A page for each group of functions, and the list."""
    groups = public()
    return {
        **{f"{FOLDER}/{name}.rst": _page(name, parts) for name, parts in groups.items()},
        "reference/functions.rst": _list(groups),
    }


def _title(page: str) -> str:
    titles = {"gezondmenu": "gm: read, estimate, release, report", "in_notebooks": "Used in the notebooks"}
    return titles.get(page, f"gm.{page}")


def _about(page: str) -> str:
    if page == "in_notebooks":
        return "Functions from inside the rooms that the lessons and the reports import."
    module = gm if page == "gezondmenu" else rooms()[page]
    said = (inspect.getdoc(module) or "").partition("\n\n")[0].replace("\n", " ")
    said = re.sub(r"^(Room|Ground floor): (.)", lambda match: match[2].upper(), said)
    return re.sub(r"docs/(\w+)\.md", r":doc:`/\1`", said)


def _heading(title: str, line: str = "=") -> str:
    return f"{title}\n{line * len(title)}"


def _page(page: str, parts: dict[str, Any]) -> str:
    rows = [f"   * - {_link(name, thing)}\n     - {_first_line(thing)}" for name, thing in parts.items()]
    table = ".. list-table::\n   :class: functions\n   :widths: 35 65\n\n" + "\n".join(rows)
    return "\n\n".join([_heading(_title(page)), _about(page), table, *map(_directive, parts, parts.values())]) + "\n"


def _link(name: str, thing: Any) -> str:
    kind = "class" if inspect.isclass(thing) else "func" if callable(thing) else "data"
    if inspect.isclass(thing) and issubclass(thing, Exception):
        kind = "exc"
    return f":py:{kind}:`~{name}`"


def _first_line(thing: Any) -> str:
    said = (
        (inspect.getdoc(thing) or "").partition("\n\n")[0].replace("\n", " ")
        if callable(thing)
        else "words and limits that it uses"
    )
    return said.replace("|", "\\|")


def _directive(name: str, thing: Any) -> str:
    if inspect.isclass(thing):
        if issubclass(thing, Exception):
            return f".. autoexception:: {name}"
        return f".. autoclass:: {name}\n   :members:"
    return f".. autofunction:: {name}" if callable(thing) else f".. py:data:: {name}\n   :value: {thing!r}"


def _list(groups: dict[str, dict[str, Any]]) -> str:
    rows = [f"   * - :doc:`functions/{page}`\n     - {_about(page)}" for page in groups]
    pages = "\n".join(f"   functions/{page}" for page in groups)
    return (
        "\n\n".join(
            [
                _heading("Functions"),
                "``import gezondmenu as gm`` gives all of these. Every example here is run as a test, and prints what "
                "it shows.",
                ".. list-table::\n   :widths: 30 70\n\n" + "\n".join(rows),
                f".. toctree::\n   :hidden:\n   :titlesonly:\n\n{pages}",
            ]
        )
        + "\n"
    )
