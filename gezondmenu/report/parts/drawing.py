"""A drawing in CSS pixels, written as SVG: lines, marks, bars and text that stays text; nothing else is needed.

Names and options are those of Matplotlib, which took ten times as long: most of that to lay out text in a font that no
reader has.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree as ET

from gezondmenu.language import WORD_JOINER

FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', sans-serif"

ANCHORS = {"left": "start", "center": "middle", "right": "end"}
HEIGHT, BASELINE = 0.968, 0.276
"""Of a line of text beside its size: its height, and how far its baseline lies under its middle."""

BOLD = 1.12
"""How much wider bold text is."""

PAD = 1.5
"""Paper around a text that lies on a line."""

WIDTHS = {
    27: "'", 28: "ijlï", 29: "IJ", 32: " ,.\xa0‘’·", 34: "/:;\\|", 35: "f", 36: "-", 39: "()[]t", 40: "!²³", 41: "r",
    46: '"', 50: "*_`–", 52: "sz“”„", 53: "?", 55: "cç", 56: "L", 58: "Fk", 59: "vxy", 60: "P", 61: "TYaoöáàó",
    62: "eéëèê", 63: "ESbdghnpquüÉ", 64: "$0123456789{}€", 66: "K", 68: "AV", 69: "BRXZ", 70: "C", 73: "U", 75: "HN",
    77: "DG", 78: "&", 79: "OQ", 82: "w", 84: "#+<=>^~−←→↑↓≥≤×", 86: "M", 95: "%", 97: "m", 99: "W", 100: "@—…",
}  # fmt: skip
"""Letters by their width in hundredths of their size, in DejaVu Sans: wider than the fonts of most screens."""

WIDTH_OF = {letter: width / 100 for width, letters in WIDTHS.items() for letter in letters}
OTHER_WIDTH = 0.65


class Box(NamedTuple):
    """The place of a text."""

    x0: float
    y0: float
    x1: float
    y1: float


class Text(NamedTuple):
    """A text, and the place that it takes at most on most screens."""

    text: str
    box: Box


class Bar(NamedTuple):
    """A bar by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass
class Drawing:
    """What is drawn, in the order in which it covers what lies under it; (0, 0) is the top left corner."""

    width: int
    height: int
    texts: list[Text] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    _parts: list[tuple[float, ET.Element]] = field(default_factory=list)

    def plot(
        self,
        xs: float | Sequence[float],
        ys: float | Sequence[float],
        *,
        color: str,
        lw: float = 1.5,
        ls: str | tuple[int, tuple[int, int]] = "-",
        solid_capstyle: str = "square",
        marker: str = "",
        ms: float = 6,
        mec: str = "",
        mew: float = 1,
        zorder: float = 2,
    ) -> None:
        """A line through points, broken where one is NaN, and a mark (``o``, ``s``, ``D`` or ``x``) at each."""
        points = _points(xs, ys)
        if ls and len(points) > 1:
            style = {"fill": "none", "stroke": color, "stroke-width": _number(lw), "stroke-linejoin": "round"}
            if isinstance(ls, tuple):
                style["stroke-dasharray"] = " ".join(_number(length * lw) for length in ls[1])
            else:
                style["stroke-linecap"] = solid_capstyle
            self._add(zorder, "path", d=_path(points), **style)
        for x, y in points if marker else []:
            if x == x and y == y:
                self._mark(marker, x, y, ms / 2, {"fill": color, "stroke": mec or color, "stroke-width": _number(mew)},
                           zorder)  # fmt: skip

    def barh(
        self,
        y: float,
        width: float,
        *,
        left: float,
        height: float,
        color: str,
        ec: str = "none",
        lw: float = 0,
        hatched: bool = False,
        zorder: float = 1,
    ) -> None:
        """A lying bar with its middle at `y`, to the left where `width` is below zero; `hatched` with slanted lines."""
        bar = Bar(left + min(width, 0), y - height / 2, abs(width), height)
        self.bars.append(bar)
        if bar.width:
            self._rectangle(bar, zorder, fill=color, stroke=ec, **{"stroke-width": _number(lw)})
        elif ec != "none":  # of nothing the edge is left
            self.plot([left, left], [bar.y, bar.y + height], color=ec, lw=lw, zorder=zorder)
        if hatched and bar.width > 0:
            self._add(zorder, "path", d=_slanted(bar), fill="none", stroke=ec, **{"stroke-width": "1"})

    def bar(self, x: float, height: float, *, width: float, bottom: float, color: str, zorder: float = 1) -> None:
        """A standing bar with its middle at `x`; below zero `height` goes up."""
        bar = Bar(x - width / 2, bottom + min(height, 0), width, abs(height))
        self.bars.append(bar)
        self._rectangle(bar, zorder, fill=color)

    def band(self, x: tuple[float, float], y: tuple[float, float], *, color: str, zorder: float = 0) -> None:
        """A filled rectangle behind the rest."""
        self._rectangle(Bar(x[0], min(y), x[1] - x[0], abs(y[1] - y[0])), zorder, fill=color)

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        color: str,
        ha: str = "left",
        fontweight: str = "normal",
        paper: bool = False,
        zorder: float = 3,
    ) -> None:
        """Text with the middle of its line at `y`; with `paper` no line runs through it."""
        if math.isnan(x) or math.isnan(y):
            return
        text = text.replace(WORD_JOINER, "")  # a line of a drawing never ends by itself
        long = length(text, size, bold=fontweight == "bold")
        left = x - long * {"left": 0.0, "center": 0.5, "right": 1.0}[ha]
        box = Box(left, y - HEIGHT * size / 2, left + long, y + HEIGHT * size / 2)
        self.texts.append(Text(text, box))
        if paper:
            sheet = Bar(box.x0 - PAD, box.y0 - PAD, long + 2 * PAD, box.y1 - box.y0 + 2 * PAD)
            self._rectangle(sheet, zorder, fill="white")
        style = f"font-size:{_number(size)}px" + (f";font-weight:{fontweight}" if fontweight != "normal" else "")
        placed = {"x": _number(x), "y": _number(y + BASELINE * size), "text-anchor": ANCHORS[ha]}
        self._add(zorder, "text", text, fill=color, style=style, **placed)

    def svg(self) -> str:
        """The drawing as SVG, with the fonts of the page."""
        width, height = str(self.width), str(self.height)
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "width": width,
                "height": height,
                "viewBox": f"0 0 {width} {height}",
                "style": f"font-family:{FONTS}",
            },
        )
        root.extend(part for _, part in sorted(self._parts, key=lambda pair: pair[0]))
        return ET.tostring(root, encoding="unicode")

    def _mark(self, marker: str, x: float, y: float, r: float, style: dict[str, str], zorder: float) -> None:
        far = r * math.sqrt(2)
        shapes = {
            "s": [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)],
            "D": [(x, y - far), (x + far, y), (x, y + far), (x - far, y)],
            "x": [(x - r, y - r), (x + r, y + r), (math.nan, math.nan), (x - r, y + r), (x + r, y - r)],
        }
        if marker == "o":
            self._add(zorder, "circle", cx=_number(x), cy=_number(y), r=_number(r), **style)
        else:
            self._add(zorder, "path", d=_path(shapes[marker]) + ("" if marker == "x" else "Z"), **style)

    def _rectangle(self, bar: Bar, zorder: float, **style: str) -> None:
        if not any(math.isnan(each) for each in bar):
            placed = {name: _number(value) for name, value in bar._asdict().items()}
            self._add(zorder, "rect", **placed, **style)

    def _add(self, zorder: float, kind: str, text: str | None = None, **attributes: str) -> None:
        part = ET.Element(kind, attributes)
        part.text = text
        self._parts.append((zorder, part))


def length(text: str, size: float, *, bold: bool = False) -> float:
    """Length of a text in CSS pixels, about as long as it is on most screens or a little longer.

    Examples
    --------
    >>> round(length("€ 1.230", 10), 1), length("Wm", 10) > 2 * length("il", 10)
    (38.4, True)
    """
    return sum(WIDTH_OF.get(letter, OTHER_WIDTH) for letter in text) * size * (BOLD if bold else 1.0)


def _points(xs: float | Sequence[float], ys: float | Sequence[float]) -> list[tuple[float, float]]:
    along, down = ([each] if isinstance(each, int | float) else list(each) for each in (xs, ys))
    return [(float(x), float(y)) for x, y in zip(along, down, strict=True)]


def _path(points: Iterable[tuple[float, float]]) -> str:
    words, new = [], True
    for x, y in points:
        known = x == x and y == y
        if known:
            words.append(f"{'M' if new else 'L'}{_number(x)} {_number(y)}")
        new = not known
    return "".join(words)


def _slanted(bar: Bar, step: float = 5) -> str:
    """Lines from lower left to upper right inside a bar."""
    words, shift = [], step
    while shift < bar.width + bar.height:
        start = (bar.x + max(shift - bar.height, 0), bar.y + min(shift, bar.height))
        end = (bar.x + min(shift, bar.width), bar.y + max(shift - bar.width, 0))
        words.append(_path([start, end]))
        shift += step
    return "".join(words)


def _number(value: float) -> str:
    return f"{round(value, 2):g}"
