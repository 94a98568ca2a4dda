"""The rules of axe-core on every example page: wide and narrow, light and dark, on the screen and on paper.

Of each kind of page the index and the largest are looked at in every view; the others, which have the same parts, wide
and light, and narrow and dark. All folds are open.
"""

import pytest

from tests.browser.conftest import OPEN_FOLDS, PAGES, SCRATCH, name_of, one_of_each_kind, opened

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules that a colour scheme or paper can change; the others see the same twice."""
VIEWS = [
    ("screen", "light", 1280, TAGS),
    ("screen", "dark", 320, OF_COLOUR),
    ("screen", "light", 320, TAGS),
    ("screen", "dark", 1280, OF_COLOUR),
    ("print", "light", 1280, OF_COLOUR),
    ("print", "dark", 1280, OF_COLOUR),
]
KINDS = one_of_each_kind()
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
    for media, scheme, width, rules in VIEWS if path in KINDS else VIEWS[:2]:
        page.emulate_media(media=media, color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(RUN, {"runOnly": rules})
        faults += [f"{media} {scheme} {width}: {fault}" for fault in found["faults"]]
        assert "color-contrast" in found["rules"]
        assert rules is OF_COLOUR or {"region", "target-size", "page-has-heading-one"} <= set(found["rules"])
    page.context.close()
    assert not faults, "\n".join(faults)
