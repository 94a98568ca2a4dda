"""The check of a page: whether everybody can read it, and whether it asks nothing of the network."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from gezondmenu.language import LANGUAGES
from gezondmenu.vocabulary import GezondmenuError

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

PLACEHOLDER = re.compile(r"\{\w+\}")
AMOUNT = re.compile(r"[^<>]{0,40}€[^<>]{0,20}")
PLACEHOLDER_ALT = re.compile(r"^(image|figure|no description.*|.*\.(svg|png|jpe?g))$", re.IGNORECASE)


def check_page(html: str, *, language: str | None = None, given: Iterable[str] = (), euros: bool = True) -> None:
    """Refuse a page that not everybody can read, that asks something of the network, or that is not filled in.

    Braces that stand in a text of `given`, such as an area named ``Noord {oud}``, are the user's own.

    Raises
    ------
    GezondmenuError
        With every rule that is broken.
    """
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    faults = [*_faults_of_structure(soup, language), *_faults_of_content(soup, _braced(given))]
    if not euros and (amounts := AMOUNT.findall(html.replace("&euro;", "€"))):
        faults.append(f"it is for residents and shows an amount in euros: {amounts[0]!r}")
    if faults:
        raise GezondmenuError(
            "the page breaks rules of its own:\n{faults}", faults="\n".join(f"- {fault}" for fault in faults)
        )


def _faults_of_structure(soup: BeautifulSoup, language: str | None) -> list[str]:
    faults = []
    root = soup.find("html")
    given = str(root.get("lang", "")) if root else ""
    if given not in LANGUAGES or (language and given != language):
        faults.append(f"lang is {given!r}")
    if not soup.title or not soup.title.get_text(strip=True):
        faults.append("it has no title")
    headings = [(int(tag.name[1]), tag.get_text(" ", strip=True)) for tag in soup.find_all(re.compile("^h[1-6]$"))]
    if [level for level, _ in headings].count(1) != 1:
        faults.append("it must have exactly one h1")
    for (above, _), (below, text) in itertools.pairwise(headings):
        if below > above + 1:
            faults.append(f"the heading {text!r} jumps from h{above} to h{below}")
    anchors = [str(tag["id"]) for tag in soup.find_all(id=True)]
    faults += [
        f"the anchor {name!r} stands there twice" for name in sorted({a for a in anchors if anchors.count(a) > 1})
    ]
    for link in soup.find_all("a", href=re.compile("^#")):
        if str(link["href"])[1:] not in anchors:
            faults.append(f"the link {link['href']} leads nowhere")
    volumes, outcomes = (len(soup.select(f".volumes .{kind}")) for kind in ("volume", "outcome"))
    if volumes != outcomes:
        faults.append(f"it has {volumes} volumes and {outcomes} outcomes: no volume stands without its outcome")
    if not soup.find("main"):
        faults.append("it has no main part")
    return faults


def _braced(texts: Iterable[str]) -> set[str]:
    return {placeholder for text in texts for placeholder in PLACEHOLDER.findall(text)}


def _faults_of_content(soup: BeautifulSoup, own: set[str]) -> list[str]:
    faults = []
    for tag in soup.find_all(["link", "script", "img", "iframe", "source", "object"]):
        for name in ("src", "href", "srcset", "data"):
            if re.match(r"\s*(https?:)?//", str(tag.get(name, ""))):
                faults.append(f"<{tag.name}> asks for {tag.get(name)}")
    for image in soup.find_all("img"):
        alt = str(image.get("alt", "")).strip()
        if not alt or PLACEHOLDER_ALT.match(alt):
            faults.append("an image has no alternative text; draw it through gezondmenu.report.blocks")
        elif _braced([alt]) - own:
            faults.append(f"an alternative text is not filled in: {alt[:60]!r}")
    for table in soup.find_all("table"):
        if not table.find("caption") or not table.caption.get_text(strip=True):  # type: ignore[union-attr]
            faults.append("a table has no caption")
        if any(not cell.get("scope") or not cell.get_text(strip=True) for cell in table.find_all("th")):
            faults.append("a heading of a table is empty or has no scope")
    for tag in soup.find_all(["script", "style"]):
        tag.extract()
    faults += [
        f"a text is not filled in: {text}" for text in PLACEHOLDER.findall(soup.get_text(" ")) if text not in own
    ]
    return faults
