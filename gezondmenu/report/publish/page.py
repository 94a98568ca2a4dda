"""From an executed notebook to one HTML file that asks nothing of the network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import TYPE_CHECKING

from gezondmenu.language import message, translate
from gezondmenu.report.publish.directions import isolate
from gezondmenu.report.publish.page_check import check_page
from gezondmenu.report.publish.prose import check_prose
from gezondmenu.report.publish.spoken import with_languages

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEMPLATE = "gezondmenu_page"
LEFT_OUT = ("remove-cell", "parameters", "injected-parameters")
BLOCKS = re.compile("^(p|li|h[1-6]|t[dh]|d[td]|div|blockquote|pre|figcaption|summary|caption)$")
ON_PAPER = message(
    "How numbers were counted stands in the folds of this page on a screen. A fold that is open there is so on paper."
)
HTML_BY_HAND = "<IPython.core.display.HTML object>"


def page_title(area_name: str, subject: str, period: str) -> str:
    """Title of a page.

    Examples
    --------
    >>> page_title("Molenkwartier", "leefstijl in de buurt", "2025")
    'Molenkwartier – leefstijl in de buurt – 2025'
    """
    return " – ".join(part for part in (area_name, subject, period) if part)


def page_html(
    notebook: NotebookNode,
    *,
    language: str,
    title: str,
    internal: bool = False,
    given: Iterable[str] = (),
    sentences: Iterable[str] = (),
    euros: bool = True,
    words: Mapping[str, str] | None = None,
) -> str:
    """The page of an executed notebook: code hidden, cells for students left out.

    Parameters
    ----------
    notebook : NotebookNode
        Executed. Its outputs and the markdown cells without the tag ``remove-cell`` become the page; the outputs
        of a cell with the tag ``page-header`` or ``page-footer`` stand around the main part.
    language : str
        ``nl`` or ``en``.
    title : str
        See `page_title`.
    internal : bool
        Whether a watermark stands on every page.
    given : iterable of str
        Texts of the user, which may hold braces.
    sentences : iterable of str
        Sentences of the user that blocks show: like the markdown cells, they may not claim a cause.
    euros : bool
        Whether amounts in euros may stand on it; on the page for residents they may not.
    words : mapping of str to str, optional
        Texts that may be in another language than the page, with that language (`spoken.languages_of_words`).

    Returns
    -------
    str
        HTML. Two calls with the same notebook give the same text.

    Raises
    ------
    GezondmenuError
        When a text of the user claims a cause (`prose.check_prose`), or the page breaks a rule of
        `page_check.check_page`.
    """
    given, sentences = list(given), list(sentences)
    check_prose([*prose_of(notebook), *sentences])
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    with resources.as_file(resources.files("gezondmenu.report").joinpath("templates")) as folder:
        exporter = HTMLExporter(
            config=Config({"HTMLExporter": {"exclude_input": True, "exclude_anchor_links": True}}),
            template_name=TEMPLATE,
            extra_template_basedirs=[str(folder)],
        )
        body, _ = exporter.from_notebook_node(
            _without_left_out(notebook),
            resources={
                "page": {
                    "language": language,
                    "title": title,
                    "css_title": title.replace("\\", "").replace('"', "'").replace("<", ""),
                    "internal": internal,
                    "watermark": translate("Internal", language),
                    "skip": translate("To the content", language),
                    "contents_label": translate("On this page", language),
                    "contents": _contents(notebook),
                    "on_paper": translate(ON_PAPER, language),
                    "download": translate("Download these numbers (CSV)", language),
                }
            },
        )
    html = isolate(re.sub(r"\n\s*\n+", "\n", body), [*given, *sentences])
    html = with_languages(html, language, words or {})
    check_page(html, language=language, given=given, euros=euros)
    return html


def prose_of(notebook: NotebookNode) -> list[str]:
    """What the user wrote in cells that come on the page: markdown, and what code prints or displays by hand."""
    texts = []
    for cell in _without_left_out(notebook).cells:
        if cell.cell_type == "markdown":
            texts.append(_plain(cell.source))
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            texts += [_plain(_joined(data["text/markdown"]))] if "text/markdown" in data else []
            by_hand = _joined(data.get("text/plain", "")) == HTML_BY_HAND
            texts += [_text_of(_joined(data["text/html"]))] if by_hand and "text/html" in data else []
            texts += [_joined(output.text)] if output.get("name") == "stdout" else []
    return texts


def _plain(markdown: str) -> str:
    from nbconvert.filters.markdown import markdown2html

    return _text_of(markdown2html(markdown))


def _text_of(html: str) -> str:
    """The text of HTML with a blank line after each block, so that sentences do not run on."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(["script", "style"]):
        tag.extract()
    for image in soup.find_all("img", alt=True):
        image.insert_after(f"\n\n{image['alt']}\n\n")
    for tag in soup.find_all(BLOCKS):
        tag.append("\n\n")
    return soup.get_text("")


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


def _without_left_out(notebook: NotebookNode) -> NotebookNode:
    """A copy without the cells for students, and without metadata such as paths and times."""
    import nbformat

    copy = nbformat.from_dict(notebook)
    copy.cells = [cell for cell in copy.cells if not set(cell.metadata.get("tags", [])) & set(LEFT_OUT)]
    for cell in copy.cells:
        cell.metadata = nbformat.from_dict({"tags": cell.metadata.get("tags", [])})
    copy.metadata = nbformat.from_dict({})
    return copy


def _contents(notebook: NotebookNode) -> list[tuple[str, str]]:
    """Anchor and text of every h2 in the outputs."""
    headings = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            headings += re.findall(r'<h2 id="([\w-]+)">(.*?)</h2>', "".join(html))
    return headings
