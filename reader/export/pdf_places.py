# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the words of an article stand on the pages of the PDF it was read from.

The article's text was mended: words divided at a line end were joined, columns put in order, marks
of footnotes left out. So the letters of each block are laid beside those of the page, and only
letters and figures count.
"""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import TYPE_CHECKING

from reader.document import Area, Article, Block, Span
from reader.document.pdf_copies import letters_in, letters_of

if TYPE_CHECKING:
    import pypdfium2

#: A page with more characters is a drawing; its words are not looked for.
PAGE_CHARACTER_LIMIT = 200_000

# So many letters in a row that agree tell that two texts run together again.
_GRAM = 8
# So many letters of a block may be missing on the page at one place.
_MISSING = 24
# A page may hold much beside a block, but a block little that is not on its page: to go without one
# of its letters is as bad as to pass over so many of the page's.
_DEAR = 100
# Blocks of which less than this share is found where they should stand are looked for elsewhere.
_ENOUGH = 0.98
# Letters this near to the edge of an area, in points, still belong to it.
_EDGE = 1.5
# A drop or raised capital is higher than the letters of its paragraph by this factor; a paragraph
# has no more of them. It may be drawn at any time, but is read first.
_INITIAL_HEIGHT = 1.3
_INITIALS = 3
# This share of a letter's box is below the line it stands on.
_DESCENT = 0.2
# A wider gap in a line, in heights of it, is the space between two columns.
_COLUMN_GAP = 2.5


@dataclass(frozen=True, slots=True)
class Quad:
    """The place of a piece of a line.

    Attributes:
        page: Its number in the file, from 0.
        corners: x and y in the page's own space, of the corners as they are read: top left, top
            right, bottom left, bottom right.
    """

    page: int
    corners: tuple[float, float, float, float, float, float, float, float]


class Places:
    """Finds the words of an article on the pages of an open document."""

    def __init__(self, document: "pypdfium2.PdfDocument", article: Article) -> None:
        self._document = document
        self._article = article
        self._starts = [block.start for block in article.blocks]
        self._pages: dict[int, _Page] = {}
        self._blocks: dict[int, _Found] = {}

    def quads(self, span: Span) -> list[Quad]:
        """Where a stretch of the text stands, line by line; empty where it was not found."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end)
        return [
            quad
            for block in self._article.blocks[first:last]
            for quad in self._in_block(block, span)
        ]

    def release(self, before: int) -> None:
        """Forget the pages before this one; they are read again where they are still needed."""
        for number in [number for number in self._pages if number < before]:
            del self._pages[number]

    def _in_block(self, block: Block, span: Span) -> Iterator[Quad]:
        start, end = max(span.start, block.start), min(span.end, block.end)
        if start >= end or not block.areas:
            return
        if block.start not in self._blocks:
            self._blocks[block.start] = self._find(block)
        found = self._blocks[block.start]
        inside = found.between(start, end)
        if not inside:
            return
        text = self._article.text
        # The signs around the words are no letters, but belong to them.
        before = _signs(text[start : inside[0][0]])
        after = _signs(text[inside[-1][0] + 1 : end])
        places = [place for _, place in inside]
        yield from self._lines(
            [
                *self._beside(places[0], before, -1),
                *places,
                *self._beside(places[-1], after, 1),
            ]
        )

    def _beside(self, place: tuple[int, int], count: int, step: int) -> list[tuple[int, int]]:
        """Up to `count` signs next to a letter, in their order."""
        number, index = place
        page = self._page(number)
        found: list[tuple[int, int]] = []
        while len(found) < count and page.is_sign(index + step * (len(found) + 1)):
            found.append((number, index + step * (len(found) + 1)))
        return found[::step]

    def _page(self, number: int) -> "_Page":
        if number not in self._pages:
            self._pages[number] = _Page(self._document, number)
        return self._pages[number]

    def _find(self, block: Block) -> "_Found":
        letters, offsets = letters_in(self._article.text, block.start, block.end)
        found = _Found.of(letters, offsets, self._letters_in(block.areas))
        if len(found.offsets) < _ENOUGH * len(offsets):
            pages = dict.fromkeys(area.page - 1 for area in block.areas)
            other = _Found.of(letters, offsets, self._letters_on(pages))
            return max(found, other, key=lambda each: len(each.offsets))
        return found

    def _letters_in(self, areas: Iterable[Area]) -> tuple[str, list[tuple[int, int]]]:
        return _joined(
            (area.page - 1, self._page(area.page - 1).within(area))
            for area in areas
            if 0 < area.page <= len(self._document)
        )

    def _letters_on(self, numbers: Iterable[int]) -> tuple[str, list[tuple[int, int]]]:
        return _joined(
            (number, self._page(number).letters)
            for number in numbers
            if 0 <= number < len(self._document)
        )

    def _lines(self, places: Sequence[tuple[int, int]]) -> Iterator[Quad]:
        """Boxes around the letters that stand in one line."""
        line: _Line | None = None
        for number, index in places:
            page = self._page(number)
            box = page.box(index)
            if line is not None and line.page == number:
                if line.is_initial(box):
                    line.cut_descent()
                elif line.takes(box):
                    line.stretch(box)
                    continue
            if line is not None:
                yield line.quad()
            line = _Line(number, page.quarter(index), box)
        if line is not None:
            yield line.quad()


class _Page:
    """The characters of a page, with their boxes."""

    def __init__(self, document: "pypdfium2.PdfDocument", number: int) -> None:
        from pypdfium2 import raw

        page = document[number]
        self._raw = raw
        self._text = page.get_textpage()
        self._bounds = page.get_bbox()
        upright = 90 * self.quarter(self._text.count_chars() // 2)
        if page.get_rotation() not in {0, upright}:
            # Of text that is shown on its side the engine makes one line of many.
            page.set_rotation(upright)
            self._text = page.get_textpage()
        self._turns = page.get_rotation() // 90
        self._count = min(self._text.count_chars(), PAGE_CHARACTER_LIMIT)
        self._box = raw.FS_RECTF()

    @cached_property
    def letters(self) -> list[tuple[str, int]]:
        """Letters and figures, each with the index of its character, in the engine's order."""
        unicode_of, text = self._raw.FPDFText_GetUnicode, self._text.raw
        return [
            (letter, index)
            for index in range(self._count)
            for letter in _folded(unicode_of(text, index))
        ]

    @cached_property
    def _middles(self) -> list[tuple[float, float]]:
        """The middles of the letters' boxes, from the top left corner as areas are."""
        found = []
        start, low, end, high = self._bounds
        for _, index in self.letters:
            left, bottom, right, top = self.box(index)
            x, y = (left + right) / 2, (bottom + top) / 2
            # As the page is shown: cropped, and turned clockwise.
            found.append(
                (
                    (x - start, high - y),
                    (y - low, x - start),
                    (end - x, y - low),
                    (high - y, end - x),
                )[self._turns]
            )
        return found

    def within(self, area: Area) -> list[tuple[str, int]]:
        """The letters in an area, with those first that are much higher than the others."""
        left, right = area.left - _EDGE, area.right + _EDGE
        top, bottom = area.top - _EDGE, area.bottom + _EDGE
        found = [
            letter
            for letter, (x, y) in zip(self.letters, self._middles, strict=True)
            if left <= x <= right and top <= y <= bottom
        ]
        heights = [self._height(index) for _, index in found]
        usual = median(heights) if heights else 0.0
        high = {place for place, height in enumerate(heights) if height > _INITIAL_HEIGHT * usual}
        if not 0 < len(high) <= _INITIALS:
            return found
        return [
            *(letter for place, letter in enumerate(found) if place in high),
            *(letter for place, letter in enumerate(found) if place not in high),
        ]

    def _height(self, index: int) -> float:
        left, bottom, right, top = self.box(index)
        return right - left if self._turns % 2 else top - bottom

    def box(self, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character, in the page's own space."""
        box = self._box
        self._raw.FPDFText_GetLooseCharBox(self._text.raw, index, ctypes.byref(box))
        return (
            min(box.left, box.right),
            min(box.bottom, box.top),
            max(box.left, box.right),
            max(box.bottom, box.top),
        )

    def quarter(self, index: int) -> int:
        """The direction in which a character is read, in quarter turns against the clock."""
        angle = self._raw.FPDFText_GetCharAngle(self._text.raw, index)
        # The engine counts clockwise.
        return -round(angle / 1.5707963) % 4 if angle > 0 else 0

    def is_sign(self, index: int) -> bool:
        """Whether a character is seen but no letter."""
        if not 0 <= index < self._count:
            return False
        code = self._raw.FPDFText_GetUnicode(self._text.raw, index)
        character = chr(code) if code <= 0x10FFFF else "\ufffd"
        return not character.isspace() and not character.isalnum() and code > 0x20


@dataclass(slots=True)
class _Found:
    """Offsets of letters in the article's text, and the page and character of each."""

    offsets: list[int]
    places: list[tuple[int, int]]

    @classmethod
    def of(
        cls, letters: str, offsets: Sequence[int], page: tuple[str, list[tuple[int, int]]]
    ) -> "_Found":
        found = cls([], [])
        for mine, theirs in _aligned(letters, page[0]):
            found.offsets.append(offsets[mine])
            found.places.append(page[1][theirs])
        return found

    def between(self, start: int, end: int) -> list[tuple[int, tuple[int, int]]]:
        """What was found of a stretch of the text."""
        first, last = bisect_left(self.offsets, start), bisect_left(self.offsets, end)
        return list(zip(self.offsets[first:last], self.places[first:last], strict=True))


class _Line:
    """A piece of a line while it grows, turned so that it is read from left to right."""

    def __init__(self, page: int, quarter: int, box: tuple[float, float, float, float]) -> None:
        self.page = page
        self._quarter = quarter
        self._left, self._bottom, self._right, self._top = self._turned(box)
        self._count = 1

    def _turned(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        left, bottom, right, top = box
        return (
            (left, bottom, right, top),
            (bottom, -right, top, -left),
            (-right, -top, -left, -bottom),
            (-top, left, -bottom, right),
        )[self._quarter]

    def takes(self, box: tuple[float, float, float, float]) -> bool:
        """Whether a character continues the line."""
        left, bottom, _, top = self._turned(box)
        height = max(self._top - self._bottom, 1.0)
        level = abs((bottom + top) - (self._bottom + self._top)) < height
        return level and self._left - height <= left <= self._right + _COLUMN_GAP * height

    def is_initial(self, box: tuple[float, float, float, float]) -> bool:
        """Whether it is a letter beside which several lines stand, and this is in the first."""
        _, bottom, _, top = self._turned(box)
        height = self._top - self._bottom
        return self._count <= _INITIALS and height > _INITIAL_HEIGHT * (top - bottom)

    def cut_descent(self) -> None:
        """Leave out what is below a capital, where the next line stands."""
        self._bottom += _DESCENT * (self._top - self._bottom)

    def stretch(self, box: tuple[float, float, float, float]) -> None:
        """Make room for a character."""
        left, bottom, right, top = self._turned(box)
        self._count += 1
        self._left, self._right = min(self._left, left), max(self._right, right)
        self._bottom, self._top = min(self._bottom, bottom), max(self._top, top)

    def quad(self) -> Quad:
        """Its place on the page."""
        corners = (
            (self._left, self._top),
            (self._right, self._top),
            (self._left, self._bottom),
            (self._right, self._bottom),
        )
        back = [
            ((along, up), (-up, along), (-along, -up), (up, -along))[self._quarter]
            for along, up in corners
        ]
        (a, b), (c, d), (e, f), (g, h) = back
        return Quad(self.page, (a, b, c, d, e, f, g, h))


def _folded(code: int) -> str:
    if code <= 0x20 or code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    return letters_of(chr(code))


def _joined(
    pages: Iterable[tuple[int, list[tuple[str, int]]]],
) -> tuple[str, list[tuple[int, int]]]:
    pairs = [(letter, (number, index)) for number, found in pages for letter, index in found]
    return "".join(letter for letter, _ in pairs), [place for _, place in pairs]


def _signs(text: str) -> int:
    return sum(not character.isspace() for character in text)


def _aligned(letters: str, page: str) -> Iterator[tuple[int, int]]:
    """Pairs of places at which a block's letters stand on its page, in the block's order."""
    mine = theirs = 0
    while mine < len(letters):
        jump = _next_run(letters, mine, page, theirs)
        if jump is None:
            mine += 1
            continue
        mine, theirs = jump
        while mine < len(letters) and theirs < len(page) and letters[mine] == page[theirs]:
            yield mine, theirs
            mine, theirs = mine + 1, theirs + 1


def _next_run(letters: str, mine: int, page: str, theirs: int) -> tuple[int, int] | None:
    """Where the two run together again: as near as can be, or else further up on the page."""
    size = min(_GRAM, len(letters) - mine)
    best: tuple[int, int, int] | None = None
    for skipped in range(min(_MISSING, len(letters) - mine - size + 1)):
        if best is not None and best[0] <= _DEAR * skipped:
            break
        gram = letters[mine + skipped : mine + skipped + size]
        place = page.find(gram, theirs)
        cost = _DEAR * skipped + place - theirs
        if place >= 0 and (best is None or cost < best[0]):
            best = cost, mine + skipped, place
    if best is not None:
        return best[1:]
    place = page.find(letters[mine : mine + size])
    return (mine, place) if place >= 0 else None
