"""What axe cannot see: a narrow window, larger text, wider spacing, the keyboard, marks on their ground, and paper."""

import pytest

from tests.browser.conftest import OPEN_FOLDS, PAGES, name_of, one_of_each_kind, opened

KINDS = one_of_each_kind()

BEYOND = """() => {
  const wide = document.documentElement.clientWidth, seen = [];
  const framed = at => /auto|scroll|hidden|clip/.test(getComputedStyle(at).overflowX);
  const inside = at => at !== null && (framed(at) || inside(at.parentElement));
  const skipped = at => at.matches(".skip, .watermark, svg *") || !at.checkVisibility() || inside(at.parentElement);
  const whole = document.documentElement.scrollWidth;
  if (whole > wide) seen.push(`page: ${whole} of ${wide}`);
  document.querySelectorAll("body *").forEach(at => {
    const box = at.getBoundingClientRect();
    if (box.width && (box.right > wide + 1 || box.left < -1) && !skipped(at))
      seen.push(`${at.tagName}.${at.className}: ${box.left} to ${box.right}: ${at.textContent.slice(0, 40)}`);
  });
  document.querySelectorAll("*").forEach(at => {
    if (at.scrollWidth > at.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(at).overflowX) && at.tabIndex !== 0)
      seen.push(`scrolls and has no focus: ${at.tagName}.${at.className}`);
  });
  return seen;
}"""
"""What lies beyond the sides of the window and in no frame that scrolls, and frames that the keyboard cannot scroll."""

CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(at => {
  const style = getComputedStyle(at);
  return at.clientHeight > 1 && !at.closest("thead") && /hidden|clip/.test(style.overflowX + style.overflowY)
    && (at.scrollHeight > at.clientHeight + 1 || at.scrollWidth > at.clientWidth + 1);
}).map(at => `${at.tagName}.${at.className}: ${at.textContent.slice(0, 60)}`)"""
"""Texts of which a part is cut off."""

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
"""The text spacing of WCAG 1.4.12."""

LARGER = "html { font-size: 200% !important; }"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_nothing_lies_beside_a_narrow_window_or_is_cut_when_text_grows(browser, path):
    page = opened(browser, path, viewport={"width": 320, "height": 256})
    page.evaluate(OPEN_FOLDS)
    assert page.evaluate(BEYOND) == []
    page.add_style_tag(content=SPACING)
    assert page.evaluate(BEYOND) + page.evaluate(CUT) == []
    page.set_viewport_size({"width": 640, "height": 512})  # a window of 1280 at 200 %
    page.add_style_tag(content=LARGER)
    assert page.evaluate(BEYOND) + page.evaluate(CUT) == []
    page.context.close()


FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  if (at === document.body) return null;
  const within = (place, end) => Math.min(Math.max(place + 4, 0), end - 1);
  const there = document.elementFromPoint(within(box.left, innerWidth), within(box.top, innerHeight));
  const all = [...document.querySelectorAll("*")];
  return {
    what: `${at.tagName}.${at.className}: ${at.textContent.trim().slice(0, 40)}`,
    place: all.indexOf(at), kind: at.className,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2, colour: style.outlineColor,
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    covered: !there || !(at === there || at.contains(there) || there.contains(at)),
  };
}"""


@pytest.mark.parametrize("path", KINDS, ids=name_of)
@pytest.mark.parametrize("width", [1280, 320])
def test_the_keyboard_goes_through_the_page_in_order_and_shows_where_it_is(browser, path, width):
    page = opened(browser, path, viewport={"width": width, "height": 700}, reduced_motion="reduce")
    stops = []
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 2
    assert stops[0]["kind"] == "skip"
    assert [stop["what"] for stop in stops if not (stop["ring"] and stop["seen"]) or stop["covered"]] == []
    places = [stop["place"] for stop in stops]
    assert places == sorted(places)
    page.context.close()


@pytest.mark.parametrize("path", KINDS, ids=name_of)
def test_the_first_link_skips_to_the_content(browser, path):
    page = opened(browser, path)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.context.close()


@pytest.mark.parametrize("path", [path for path in KINDS if path.stem != "index"], ids=name_of)
def test_the_keyboard_opens_and_closes_a_fold(browser, path):
    page = opened(browser, path)
    fold = page.locator("details").first
    for key, is_open in (("Enter", True), ("Space", False)):
        fold.locator("summary").first.press(key)
        assert fold.evaluate("fold => fold.open") is is_open
    page.context.close()


MARKS = """() => [...document.querySelectorAll(
  ".strip .interval, .strip .here, .strip .city, .strip .before, .bar span")].map(at => {
    const style = getComputedStyle(at), paper = [];
    for (let up = at.parentElement; up; up = up.parentElement) paper.push(getComputedStyle(up).backgroundColor);
    const fill = at.matches(".here") ? style.fill : at.matches(".bar span") ? style.backgroundColor : style.stroke;
    return [at.className.baseVal || at.className, fill, paper.find(colour => !/, 0\\)$|transparent/.test(colour))];
  })"""


def contrast(one: str, other: str) -> float:
    """Contrast of two colours that a browser writes as ``rgb(1, 2, 3)``."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS, ids=name_of)
def test_marks_and_the_ring_of_focus_can_be_seen(browser, path, scheme):
    page = opened(browser, path, color_scheme=scheme)
    marks = {tuple(mark) for mark in page.evaluate(MARKS)}
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    marks.add(("focus", page.evaluate(FOCUS)["colour"], paper))
    assert [mark for mark in marks if contrast(mark[1], mark[2]) < 3] == []
    page.context.close()


DRAWN = """async () => {
  const seen = [], clear = colour => !colour || colour === "none" || /, 0\\)$|transparent/.test(colour);
  for (const image of document.querySelectorAll(".figure img")) {
    const text = await (await fetch(image.currentSrc || image.src)).text();
    const holder = document.createElement("div");
    holder.innerHTML = text.slice(text.indexOf("<svg"));
    const svg = holder.querySelector("svg");
    image.closest("picture").replaceWith(svg);
    svg.scrollIntoView({block: "center"});
    const paper = [];
    for (let up = svg.parentElement; up; up = up.parentElement) paper.push(getComputedStyle(up).backgroundColor);
    const ground = paper.find(colour => !clear(colour));
    for (const at of svg.querySelectorAll("text, path, rect, circle, line, polygon, polyline")) {
      const style = getComputedStyle(at), is_text = at.tagName === "text";
      if (at.closest("defs")) continue;
      const box = at.getBoundingClientRect();
      const under = !is_text ? null : document.elementsFromPoint(box.x + box.width / 2, box.y + box.height / 2).find(
        other => svg.contains(other) && !/^(svg|text)$/.test(other.tagName) && !clear(getComputedStyle(other).fill));
      const paint = colour => !clear(colour) && colour.startsWith("rgb(") ? colour : null;
      seen.push([at.tagName, paint(style.fill), is_text ? null : paint(style.stroke),
                 under ? getComputedStyle(under).fill : ground, is_text ? at.textContent : ""]);
    }
  }
  return seen;
}"""
"""Every text and mark of the figures with its colours, and the colour of what lies under it."""

HELP = {"rgb(223, 228, 230)", "rgb(236, 239, 240)"}
"""Lines that help the eye along, and the ground of a band whose edges are drawn: others say what they say."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [path for path in KINDS if path.stem != "index"], ids=name_of)
def test_texts_and_marks_of_figures_can_be_seen(browser, path, scheme):
    page = opened(browser, path, color_scheme=scheme)
    page.evaluate(OPEN_FOLDS)
    faint = []
    for kind, fill, stroke, ground, words in {tuple(mark) for mark in page.evaluate(DRAWN)}:
        colours = {colour for colour in (fill, stroke) if colour and colour != ground}
        if colours and not colours <= HELP:
            best = max(contrast(colour, ground) for colour in colours)
            faint += [(kind, fill, stroke, ground, words)] if best < (4.5 if kind == "text" else 3) else []
    assert faint == []
    page.context.close()


UNSEEN = """() => [...document.querySelectorAll("details:not(.cards):not(.cards *) > :not(summary)")].filter(
  at => !at.checkVisibility() || at.getBoundingClientRect().height < 2).map(at => at.textContent.slice(0, 60))"""


@pytest.mark.parametrize("path", KINDS, ids=name_of)
def test_on_paper_folds_are_open_without_a_script_but_for_cards_and_nothing_falls_off(browser, path):
    sheet = {"width": 657, "height": 900}  # A4 less its margins
    page = opened(browser, path, viewport=sheet, java_script_enabled=False)
    page.emulate_media(media="print")
    assert page.evaluate(UNSEEN) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 657
    assert page.evaluate("[...document.querySelectorAll('.cards > .card')].every(at => !at.checkVisibility())")
    assert page.locator(".on-paper:visible").count() == (page.locator(".cards").count() > 0)
    assert page.evaluate("[...document.querySelectorAll('.skip, .contents')].every(at => !at.checkVisibility())")
    page.context.close()
