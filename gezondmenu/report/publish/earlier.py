"""Pages of an earlier run in the same folder: which still hold and may stay, and which are removed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from gezondmenu.described import COLUMNS_OF
from gezondmenu.report.publish.provenance import read_manifest, versions
from gezondmenu.report.rows.published import cards_beside, description_beside
from gezondmenu.study.model import sha256
from gezondmenu.vocabulary import GezondmenuError
from gezondmenu.whole_files import scratch_name

INDEX = "index.html"
PUBLISHED = "published.csv"
DEVICE = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
MAY_DIFFER = ("date", "published")  # parameters that may differ between two pages that say the same
OWN_PAGE = re.compile(r"[A-Za-z0-9_.-]+\.html")  # see page_name


def page_name(area: str) -> str:
    """File name of an area's page; characters that a web address does not carry become ``-``.

    Names that Windows keeps for devices get a ``-`` behind them.

    Examples
    --------
    >>> page_name("WK 01/02"), page_name("CON"), page_name("nul"), page_name("com1.2"), page_name("console")
    ('WK-01-02.html', 'CON-.html', 'nul-.html', 'com1-.2.html', 'console.html')
    """
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in area)
    return DEVICE.sub(r"\1-", safe) + ".html"


def kept_pages(
    about: Mapping[str, dict[str, Any]], shared: dict[str, Any], entries: dict[str, Any], wanted: list[str], out: Path
) -> dict[str, dict[str, Any]]:
    """Targets that are not asked for and whose page of an earlier run still holds, with their parameters.

    `about` has what each page says of what it is about.
    """
    before = read_manifest(out)
    there, asked = {path.name for path in out.iterdir()}, set(wanted)
    others = [code for code in about if code not in asked and page_name(code) in there]
    parameters = {code: {**shared, **about[code]} for code in others}
    now = {**entries, "parameters": parameters}
    return {
        area: {**given, "date": before["parameters"][area].get("date", "")}
        for area, given in parameters.items()
        if vouched(before, now, area, out / page_name(area))
    }


def earlier_table(folder: Path, rule: str) -> Path:
    """The published table of an earlier publication in a folder.

    Raises
    ------
    GezondmenuError
        When there is none as it was made, or when small numbers were hidden by another rule.
    """
    table, manifest = folder / PUBLISHED, read_manifest(folder)
    if not table.is_file() or manifest.get("published") != sha256(table):
        raise GezondmenuError(
            "{folder} holds no earlier publication as it was made: {table} and the record beside it are needed",
            folder=folder,
            table=PUBLISHED,
        )
    if manifest.get("rule") != rule:
        raise GezondmenuError(
            "the earlier publication in {folder} was made by rule {other}, not {rule}: give the same rule, so that no "
            "number is shown that is hidden now",
            folder=folder,
            other=manifest.get("rule"),
            rule=rule,
        )
    return table


def for_the_record(given: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a page without folders of this machine."""
    earlier = {"earlier": sha256(Path(given["earlier"]))} if given.get("earlier") else {}
    return {**given, "published": PUBLISHED, **earlier}


def clear(codes: Iterable[str], out: Path, kept: set[str]) -> None:
    """Remove what an earlier run made, but the pages that are kept; also what is half written.

    A file that bears the name of a page of ours is taken for one.
    """
    table = out / PUBLISHED
    beside = [cards_beside(table), *(description_beside(table, name) for name in COLUMNS_OF)]
    pages = {page_name(code).lower() for code in codes} | {INDEX, *(path.name for path in beside)}
    pages |= {name.lower() for name in pages_named(read_manifest(out))}
    pages |= {scratch_name(name).lower() for name in pages}
    for path in out.iterdir():
        if path.name.lower() in pages and path.name not in kept and path.is_file():
            path.unlink()


def vouched(before: dict[str, Any], now: dict[str, Any], area: str, page: Path) -> bool:
    """Whether the manifest of an earlier run says that a page is just what this run would make, but for its date."""
    alike = ("published", "described", "own_indicators", "rule", "language", "notebook")
    same = all(before.get(name) == now[name] for name in alike)
    return (
        same
        and before.get("versions") == versions()
        and _lasting(_part(before, "parameters", area)) == _lasting(now["parameters"][area])
        and page.is_file()
        and _part(before, "pages", page.name) == sha256(page)
    )


def _lasting(parameters: Any) -> dict[str, Any]:
    """The parameters of a page without those that differ between runs alike; empty for what holds none."""
    if not isinstance(parameters, dict):
        return {}
    return {name: value for name, value in parameters.items() if name not in MAY_DIFFER}


def _part(manifest: dict[str, Any], name: str, key: str) -> Any:
    entries = manifest.get(name)
    return entries.get(key) if isinstance(entries, dict) else None


def pages_named(manifest: dict[str, Any]) -> set[str]:
    """File names of the pages of a manifest: names only, so that nothing outside the folder is meant."""
    pages = manifest.get("pages")
    return {name for name in pages if OWN_PAGE.fullmatch(name)} if isinstance(pages, dict) else set()
