"""The rules of axe-core on every example page: wide and narrow, light and dark, on the screen and on paper.

Every page gets every view; it is loaded once, and the browser changes medium, scheme and width between the runs. Every
rule runs in both widths and on paper. Dark changes colours and nothing else (the last test reads that in the style), so
there the two rules run that a colour can change. All folds are open.
"""

import re
from pathlib import Path

import pytest

from tests.browser.conftest import OPEN_FOLDS, PAGES, SCRATCH, name_of, opened

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules that a colour can change."""
VIEWS = [
    ("screen", "light", 1280, TAGS),
    ("screen", "light", 320, TAGS),
    ("screen", "dark", 320, OF_COLOUR),
    ("screen", "dark", 1280, OF_COLOUR),
    ("print", "dark", 794, OF_COLOUR),
    ("print", "light", 794, TAGS),
]
"""Medium, scheme, pixels across (794 is A4) and rules."""

ALWAYS = {"region", "page-has-heading-one", "html-lang-valid"}
"""Rules that find something to look at on every page."""

RUN = """async wanted => {
  const found = await axe.run(document, {resultTypes: ["violations", "incomplete"], ...wanted});
  const frame = target => document.querySelector(target).closest(".scroll");
  const scrolls = target => frame(target)?.scrollWidth > frame(target)?.clientWidth;
  const measured = (rule, node) => innerWidth === 320 && rule.id === "color-contrast" && scrolls(node.target[0]);
  const lines = kind => found[kind].flatMap(rule => rule.nodes.filter(
    node => kind === "violations" || !measured(rule, node)).map(
    node => `${kind}: ${rule.id}: ${node.target.join(" ")}: ${node.failureSummary || node.any.map(x => x.message)}`));
  return {faults: [...lines("violations"), ...lines("incomplete")], rules: found.passes.map(rule => rule.id)};
}"""
"""Of a cell beside the edge of a frame that scrolls axe cannot tell the contrast; the wide window has told it."""


@pytest.fixture(scope="session")
def axe():
    return (SCRATCH / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_axe_finds_nothing_and_leaves_nothing_open(browser, axe, path):
    page = opened(browser, path)
    page.evaluate(axe)
    page.evaluate(OPEN_FOLDS)
    faults = []
    for media, scheme, width, rules in VIEWS:
        page.emulate_media(media=media, color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(RUN, {"runOnly": rules})
        faults += [f"{media} {scheme} {width}: {fault}" for fault in found["faults"]]
        assert {"color-contrast", *(ALWAYS if rules is TAGS else ())} <= set(found["rules"])
    page.context.close()
    assert not faults, "\n".join(faults)


def test_a_dark_scheme_changes_colours_only():
    folder = Path(__file__).parents[2] / "gezondmenu" / "report" / "templates"
    styles = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in (".css", ".j2")]
    dark = re.findall(r"color-scheme: dark\) \{\s*:root \{(.*?)\}\s*\}", "".join(styles), re.DOTALL)
    assert len(dark) == "".join(styles).count("prefers-color-scheme") > 0
    assert [text for text in dark if not re.fullmatch(r"(\s*--[a-z-]+: #[0-9a-f]{3,6};)+\s*", text)] == []
