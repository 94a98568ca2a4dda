"""The rules of axe-core on every example page: wide and narrow, light and dark, on the screen and on paper.

Every page gets every rule in every view. A page is loaded once and the browser changes width, scheme and medium between
the runs, so a view of the largest page costs two seconds, and of a small one a tenth. All folds are open.
"""

import pytest

from tests.browser.conftest import OPEN_FOLDS, PAGES, SCRATCH, name_of, opened

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = [
    ("screen", "light", 1280),
    ("screen", "light", 320),
    ("screen", "dark", 320),
    ("screen", "dark", 1280),
    ("print", "dark", 657),
    ("print", "light", 657),
]
"""Medium, scheme and pixels across; paper is A4 less its margins."""

EVERYWHERE = {"color-contrast", "region", "page-has-heading-one", "html-lang-valid"}
"""Rules that must have had something to look at, in every view."""

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
    for media, scheme, width in VIEWS:
        page.emulate_media(media=media, color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(RUN, {"runOnly": TAGS})
        faults += [f"{media} {scheme} {width}: {fault}" for fault in found["faults"]]
        assert set(found["rules"]) >= EVERYWHERE
    page.context.close()
    assert not faults, "\n".join(faults)
