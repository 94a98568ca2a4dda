"""Texts of the source tree as pages of the site: METHODS.md cut at its headings, the others whole; links follow."""

from __future__ import annotations

import functools
import re
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
PICTURE = "notebooks/images/area_report.png"

WHOLE = {
    "CONTRIBUTING.md": "project/contributing.md",
    "CHANGELOG.md": "project/changelog.md",
    "README.nl.md": "project/lees_mij.md",
    "data/README.md": "project/data.md",
}
PLACES = {"README.md": "index.md", "METHODS.md": "methods/index.md", **WHOLE}
"""Where a text of the source tree stands on the site."""

TITLES = {"data/README.md": "Files of a study", "README.nl.md": "In het Nederlands"}

INSTEAD = {
    "cards": "The list stands in [cards and indicators](/reference/cards.md), with a page for each card.",
    "prices": "The list stands in [prices](/reference/prices.md), with a page for each category.",
}
"""What the site says where METHODS.md has a table that the reference has too."""

LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!https?:|mailto:|/)([^)\s]*)\)")
FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
TABLES_BEGIN = "# Tables (English)"  # from there on data/README.md says what the reference has


def place(path: str) -> str | None:
    """The page of a file of the source tree, from the root of the site; None where it has none."""
    if path in PLACES:
        return PLACES[path]
    folder, _, name = path.rpartition("/")
    if folder == "docs" and (ROOT / path).suffix == ".md":
        return name
    if folder == "notebooks" and name.endswith(".ipynb"):
        return f"{'tutorials' if name[:2].isdigit() else 'notebooks'}/{name}"
    return None


def with_links(text: str, origin: str) -> str:
    """A text with its links as the site has them; where the site has no page, the words of the link stay alone.

    Parameters
    ----------
    text : str
    origin : str
        Where it stands in the source tree, such as ``docs/validity.md``.
    """

    def linked(match: re.Match[str]) -> str:
        words, (target, _, anchor) = match.group(1), match.group(2).partition("#")
        if not target:
            page = _page_of_heading(anchor) if origin == "METHODS.md" else None
            return f"[{words}](/{page}#{anchor})" if page else match.group()
        path = _flat(PurePosixPath(origin).parent / target)
        page = (_page_of_heading(anchor) if path == "METHODS.md" and anchor else None) or place(path)
        return f"[{words}](/{page}{'#' if anchor else ''}{anchor})" if page and _is_made(page) else words

    return "".join(part if part.startswith("```") else LINK.sub(linked, part) for part in FENCE.split(text))


def _is_made(page: str) -> bool:
    return not page.startswith("notebooks/") or not page.removesuffix(".ipynb").endswith(("_report", "_page"))


def _flat(path: PurePosixPath) -> str:
    """A path without ``..``, from the root of the source tree."""
    return (ROOT / path).resolve().relative_to(ROOT).as_posix()


def slug(heading: str) -> str:
    """The anchor of a heading.

    Examples
    --------
    >>> slug("Beside another area, beside the year before")
    'beside-another-area-beside-the-year-before'
    """
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@functools.cache
def _methods() -> tuple[str, dict[str, str]]:
    """What stands above the first heading of METHODS.md, and each part by its heading."""
    text = (ROOT / "METHODS.md").read_text(encoding="utf-8")
    for name, words in INSTEAD.items():
        text = re.sub(rf"<!-- made: {name} -->.*?<!-- end -->", words, text, flags=re.DOTALL)
    first, *rest = re.split(r"^## (.+)$", re.sub(r"<!-- .*? -->\n", "", text), flags=re.MULTILINE)
    return first, dict(zip(rest[::2], rest[1::2], strict=True))


def _file(heading: str) -> str:
    return f"methods/{slug(heading).replace('-', '_')}.md"


def _page_of_heading(anchor: str) -> str | None:
    for heading, text in _methods()[1].items():
        if anchor in {slug(heading), *map(slug, re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE))}:
            return _file(heading)
    return None


def _one_up(text: str) -> str:
    """Headings one level higher."""
    return re.sub(r"^#(#+ )", r"\1", text, flags=re.MULTILINE)


def _one_title(text: str, title: str | None) -> str:
    """A text under another title, with each heading of the first level one lower; as it is where it keeps its title."""
    if title is None:
        return text
    parts = FENCE.split(text.partition("\n")[2])
    return f"# {title}\n" + "".join(
        part if part.startswith("```") else re.sub("^# ", "## ", part, flags=re.M) for part in parts
    )


def pages() -> dict[str, str]:
    """The parts of METHODS.md and the whole texts, by the name of their page."""
    first, parts = _methods()
    made = {
        _file(heading): with_links(f"# {heading}\n{_one_up(text)}", "METHODS.md") for heading, text in parts.items()
    }
    listed = (
        "```{toctree}\n:titlesonly:\n\n"
        + "\n".join(f"/{_file(heading).removesuffix('.md')}" for heading in parts)
        + "\n```"
    )
    made["methods/index.md"] = f"{with_links(first, 'METHODS.md')}\n{listed}\n"
    for origin, page in WHOLE.items():
        text = (ROOT / origin).read_text(encoding="utf-8").partition(TABLES_BEGIN)[0]
        made[page] = with_links(_one_title(text, TITLES.get(origin)), origin).replace(PICTURE, "area_report.png")
    return made
