# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How a mark is drawn on the pages of a PDF: in the window's colours, each kind with its shape.

The shapes are those of the window, so that they survive a printer without colours: a bar below an
opinion, dots below relayed words, a wave below loaded ones, dashes below what is unclear, a double
line below a fact. What the reader added has a frame around it.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reader import paths
from reader.export.content import CopyMark
from reader.export.html_style import STRENGTHS, strength
from reader.export.pdf_places import Quad

Colour = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Style:
    """A kind of mark.

    Attributes:
        subtype: What the format calls such an annotation.
        rank: The higher lies above the lower.
        subject: What lists of annotations call it.
        role: Of its colour, in the theme.
    """

    subtype: str
    rank: int
    subject: str
    role: str


_STYLES = {
    "fact": _Style("Highlight", 0, "Fact", "fact"),
    "opinion": _Style("Highlight", 0, "Opinion", "opinion_low"),
    "highlight": _Style("Highlight", 1, "Highlight", "found"),
    "note": _Style("Highlight", 1, "Note", "found"),
    "unclear": _Style("Underline", 2, "Unclear", "unclear"),
    "viewpoint": _Style("Underline", 2, "Viewpoint", "viewpoint"),
    "loaded": _Style("Squiggly", 3, "Loaded word", "loaded"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """How one mark is drawn. Colours are red, green and blue, 0 to 1."""

    kind: str
    subtype: str
    rank: int
    subject: str
    colour: Colour
    by_reader: bool

    def drawing(self, quads: Sequence[Quad]) -> str:
        """The operators that draw it over these places."""
        return "\n".join(part for quad in quads for part in self._drawn(_Strip(quad)))

    def sign(self, box: tuple[float, float, float, float]) -> str:
        """The sign of a note: a small sheet with lines on it."""
        left, bottom, right, top = (round(value, 2) for value in box)
        edge = 0.2 * (right - left)
        width, height = round(right - left, 2), round(top - bottom, 2)
        rows = "\n".join(
            f"{left + edge:.2f} {bottom + height * part:.2f} m "
            f"{right - edge:.2f} {bottom + height * part:.2f} l S"
            for part in (0.3, 0.5, 0.7)
        )
        return (
            f"/M gs {_numbers(self.colour)} rg {_numbers(_colour('text'))} RG 0.6 w\n"
            f"{left + 0.5:.2f} {bottom + 0.5:.2f} {width - 1:.2f} {height - 1:.2f} re B\n{rows}"
        )

    def _drawn(self, strip: "_Strip") -> Iterator[str]:
        ink = _numbers(self.colour)
        if self.subtype == "Highlight":
            yield f"q /M gs {ink} rg {strip.filled()} Q"
        if self.kind == "opinion":
            yield f"q {_numbers(_colour('opinion_line'))} RG 0.7 w {strip.line(0)} Q"
        elif self.kind == "fact":
            grey = _numbers(_colour("unclear"))
            yield f"q {grey} RG 0.4 w {strip.line(0)} {strip.line(1.4)} Q"
        elif self.kind == "unclear":
            yield f"q {ink} RG 0.8 w [3 2] 0 d {strip.line(0)} Q"
        elif self.kind == "viewpoint":
            yield f"q {ink} RG 1.2 w 1 J [0 2.4] 0 d {strip.line(-0.6)} Q"
        elif self.kind == "loaded":
            yield f"q {ink} RG 0.7 w {strip.wave()} Q"
        if self.by_reader:
            yield f"q {_numbers(_colour('text'))} RG 0.7 w {strip.outline()} Q"


class _Strip:
    """The place of a piece of a line, with its own axes along and across the words."""

    def __init__(self, quad: Quad) -> None:
        x0, y0, _, _, x2, y2, x3, y3 = quad.corners
        self._origin = x2, y2
        self._length = math.hypot(x3 - x2, y3 - y2) or 1.0
        self._height = math.hypot(x0 - x2, y0 - y2) or 1.0
        self._along = (x3 - x2) / self._length, (y3 - y2) / self._length
        self._up = (x0 - x2) / self._height, (y0 - y2) / self._height

    def _at(self, along: float, up: float) -> str:
        x = self._origin[0] + along * self._along[0] + up * self._up[0]
        y = self._origin[1] + along * self._along[1] + up * self._up[1]
        return f"{x:.2f} {y:.2f}"

    def _corners(self) -> str:
        size = self._length, self._height
        return (
            f"{self._at(0, 0)} m {self._at(size[0], 0)} l "
            f"{self._at(*size)} l {self._at(0, size[1])} l"
        )

    def filled(self) -> str:
        """All of it."""
        return f"{self._corners()} f"

    def outline(self) -> str:
        """Its edge."""
        return f"{self._corners()} s"

    def line(self, up: float) -> str:
        """A line below the words."""
        return f"{self._at(0, up)} m {self._at(self._length, up)} l S"

    def wave(self) -> str:
        """A zigzag below the words."""
        count = max(2, round(self._length / 1.6))
        step = self._length / count
        points = (self._at(index * step, 1.2 * (index % 2)) for index in range(1, count + 1))
        return f"{self._at(0, 0)} m {' '.join(f'{point} l' for point in points)} S"


def look_of(mark: CopyMark) -> Look:
    """How a mark is drawn."""
    kind = mark.kind.value
    style = _STYLES[kind]
    colour = _colour(style.role)
    if kind == "opinion":
        share = (strength(mark.score) - 1) / (STRENGTHS - 1)
        pairs = zip(colour, _colour("opinion_high"), strict=True)
        low, middle, high = (round(a + (b - a) * share, 3) for a, b in pairs)
        colour = low, middle, high
    by_reader = mark.by_reader
    return Look(kind, style.subtype, style.rank, style.subject, colour, by_reader)


@cache
def _colour(role: str) -> Colour:
    colour = paths.theme("light")[role]
    red, green, blue = (round(int(colour[i : i + 2], 16) / 255, 3) for i in (1, 3, 5))
    return red, green, blue


def _numbers(colour: Colour) -> str:
    return " ".join(f"{part:g}" for part in colour)
