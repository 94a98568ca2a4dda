"""Figures: text stays text, two widths, the same bytes twice, and an alternative text that obeys hiding."""

import base64
import math
import re
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from gezondmenu.report import blocks
from gezondmenu.report.parts import style
from gezondmenu.report.parts.drawing import Drawing, length
from gezondmenu.report.sections.opinion import figures as opinion_figures
from gezondmenu.report.sections.opinion import figures_beside, rows
from gezondmenu.report.sections.people import figures as people_figures
from gezondmenu.report.sections.people import figures_time
from gezondmenu.report.sections.place import figures as place_figures
from tests.test_report_wording import DIFFERENT, HIDDEN, example_page, make_page


def opinion_beside(page, width):
    """The shares positive beside the city and last year."""
    return figures_beside.beside_zero(page, rows.statement_lines(page), width)


DRAWN = (
    (blocks.over_time, figures_time.over_time),
    (blocks.groups, people_figures.who_takes_part),
    (blocks.appreciation, opinion_figures.what_residents_think),
    (blocks.appreciation, opinion_beside),
    (blocks.activities_by_price, place_figures.low_threshold),
)


@pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
@pytest.mark.parametrize(("block", "draw"), DRAWN)
def test_same_bytes_twice_and_text_stays_text(block, draw, width):
    page = example_page("WK990101")
    first, second = (style.svg(lambda w: draw(page, w), width) for _ in range(2))
    assert first == second
    assert "<text" in first
    assert "system-ui" in first
    assert "DejaVu" not in first
    assert re.search(rf'width="{width}"', first)
    assert min(float(size) for size in re.findall(r"font[^;\"]*?([\d.]+)px", first)) >= 11
    assert "<metadata" not in first


@pytest.mark.slow
@pytest.mark.parametrize("width", [style.WIDE, style.NARROW])
@pytest.mark.parametrize("area", DIFFERENT)
@pytest.mark.parametrize(("block", "draw"), DRAWN)
def test_no_text_leaves_the_drawing(block, draw, area, width):
    page = example_page(area)
    lines = rows.statement_lines(page)
    nothing_beside = draw is opinion_beside and not rows.differences(page, lines)
    if "<img" not in block(page).html or nothing_beside:
        pytest.skip("nothing to draw for this area")
    drawing = draw(page, width)
    for text, box in drawing.texts:
        assert box.x0 >= -2, text
        assert box.x1 <= width + 2, text


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize(
    "text", ["Gemiddelde van de hele studie", "−€ 9.900 tot € 59.700", "75% positief · 220 mensen"]
)
def test_texts_are_as_long_as_in_a_wide_font(text, weight):
    font = FontProperties(family="DejaVu Sans", size=13, weight=weight)
    long = TextToPath().get_text_width_height_descent(text, font, False)[0]
    assert length(text, 13, bold=weight == "bold") == pytest.approx(long, rel=0.04)


def test_a_line_breaks_where_nothing_is_known_and_what_is_above_is_drawn_last():
    drawing = Drawing(100, 50)
    drawing.plot([0, 10, 20, 30, 40], [1, 2, math.nan, 4, 5], color="red", marker="o", zorder=4)
    drawing.write(5, 5, "a < b & c", 12, color="black")
    drawing.barh(20, -8, left=50, height=10, color="blue")
    root = ET.fromstring(drawing.svg())
    drawn = [part.tag.removeprefix("{http://www.w3.org/2000/svg}") for part in root]
    assert drawn == ["rect", "text", "path", *["circle"] * 4]
    assert root[2].get("d") == "M0 1L10 2M30 4L40 5"
    assert (root[0].get("x"), root[0].get("width")) == ("42", "8")
    assert root[1].text == "a < b & c"


@pytest.mark.parametrize("area", DIFFERENT)
@pytest.mark.parametrize(("block", "draw"), DRAWN)
def test_figure_has_its_alternative_text_caption_and_table(block, draw, area):
    soup = BeautifulSoup(block(example_page(area)).html, "html.parser")
    for drawn in soup.select(".figure"):
        assert len(drawn.img["alt"].split()) >= 8
        assert drawn.figcaption.get_text(strip=True)
        assert drawn.select_one("details table")
        assert drawn.h3.get_text(strip=True) in drawn.img["alt"] or block is blocks.over_time


def test_hidden_quarter_is_a_gap_and_a_word():
    rates = [
        {"indicator": "participation_rate", "period": f"2025-Q{q}", "value": 20.0 + q, "unit": "per 1,000 residents"}
        for q in (1, 2, 4)
    ]
    page = make_page(*rates, HIDDEN | {"indicator": "participation_rate", "period": "2025-Q3", "value": 23.456})
    html = blocks.over_time(page).html
    assert "1 van de 4 kwartalen: te weinig (&lt; 10)" in html
    image = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', html).group(1)
    assert "te weinig (&lt; 10)" in base64.b64decode(image).decode()
    assert "23,5" not in html


def test_counts_start_at_zero_and_are_bars():
    visits = [
        {"indicator": "visits", "period": f"2025-Q{q}", "value": 100.0 * q, "unit": "visits"} for q in (1, 2, 3, 4)
    ]
    drawing = figures_time.over_time(make_page(*visits), style.WIDE)
    heights = [bar.height for bar in drawing.bars]
    assert heights[3] == pytest.approx(4 * heights[0])


def _luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("color", [style.INK, style.MUTED, style.ACCENT, style.OTHER])
def test_text_can_be_read(color):
    assert _contrast(color, "#ffffff") >= 4.5


@pytest.mark.parametrize("color", [style.GREY, style.EDGE])
def test_marks_can_be_seen(color):
    assert _contrast(color, "#ffffff") >= 3
