# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The lines of a PDF's pages, and the large letters with which paragraphs begin.

Places are in points from the top left corner of the page.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from reader.formats.structure.hyphens import begins_word

#: A superscript is at most this high beside its line.
SUPERSCRIPT = 0.78
#: A drop or raised capital is higher than the text beside it by this factor.
INITIAL_SIZE = 1.3
#: One is so short, with the signs about it.
INITIAL_LENGTH = 5
#: A page with more of them has letters for something else, such as a drawing.
INITIALS_LIMIT = 50
#: It stands at most this many heights of the text before it.
INITIAL_GAP = 2.0

# Short words are units, and their raised figures powers.
_BEFORE_MARK = re.compile(r"(?:[^\W\d_]{4,}|[.,;:!?”’\"')])\d?\s?$")
# One or two letters, perhaps behind a quotation mark or with an apostrophe.
_INITIAL = re.compile(r"[\"'“”‘’„‚«»‹›(¿¡]{0,2}\s?[^\W\d_]{1,2}[’']?")


@dataclass(slots=True)
class Line:
    """A line of text, or the part of one that is in a single column."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool
    turned: bool
    text: str = ""
    # The top of the initial before it, which may stand above the line.
    initial_top: float | None = None

    @property
    def height(self) -> float:
        """Its height; never nothing."""
        return max(self.bottom - self.top, 1.0)

    @property
    def highest(self) -> float:
        """The top of all that is in it."""
        return self.top if self.initial_top is None else min(self.top, self.initial_top)

    def takes(self, left: float, top: float, bottom: float, gap: float) -> bool:
        """Whether a character at this place continues the line."""
        middle = (top + bottom) / 2
        on_line = self.top - 0.2 * self.height <= middle <= self.bottom + 0.2 * self.height
        return on_line and self.left - self.height <= left <= self.right + gap * self.height

    def is_mark(self, text: str, top: float, bottom: float, before: Sequence[str]) -> bool:
        """Whether a figure is the raised mark of a footnote; the note itself keeps its number."""
        height = bottom - top
        raised = bottom < self.bottom - 0.2 * self.height and height < SUPERSCRIPT * self.height
        return raised and text.isdigit() and bool(_BEFORE_MARK.search("".join(before[-8:])))

    def stretch(self, left: float, top: float, right: float, bottom: float) -> None:
        """Make room for a character."""
        self.left, self.right = min(self.left, left), max(self.right, right)
        if bottom - top >= self.height:
            self.top, self.bottom = min(self.top, top), max(self.bottom, bottom)


def is_initial(text: str) -> bool:
    """Whether this is what a paragraph may begin with in a larger size."""
    return bool(_INITIAL.fullmatch(text.strip()))


def with_initials(lines: Sequence[Line]) -> list[Line]:
    """Lines with drop and raised capitals put before those that they begin.

    Such a letter is drawn before its paragraph by some programs, and after it by others.
    """
    kept: list[Line] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        mine = list(group)
        initials = [line for line in mine if not line.turned and is_initial(line.text)]
        if len(initials) <= INITIALS_LIMIT:
            for initial in initials:
                if _put_before(initial, mine):
                    mine = [line for line in mine if line is not initial]
        kept += mine
    return kept


def _put_before(initial: Line, lines: Iterable[Line]) -> bool:
    """Put a large letter before the first of the lines that make room for it, if any do."""
    beside = [line for line in lines if _stands_beside(line, initial)]
    if not beside:
        return False
    first = min(beside, key=lambda line: line.top)
    space = "" if begins_word(initial.text, first.text) else " "
    first.text = f"{initial.text}{space}{first.text}"
    first.initial_top = initial.top
    for line in beside:
        line.left = min(line.left, initial.left)
    return True


def _stands_beside(line: Line, initial: Line) -> bool:
    """Whether a line is one of those that make room for a large letter."""
    if line.turned or line is initial:
        return False
    # A line may have large letters of its own, and a size may be set by other means.
    if INITIAL_SIZE * min(line.height / initial.height, line.size / initial.size) > 1:
        return False
    middle = (line.top + line.bottom) / 2
    gap = line.left - initial.right
    return initial.top <= middle <= initial.bottom and (
        -0.5 * initial.height <= gap <= INITIAL_GAP * line.height
    )
