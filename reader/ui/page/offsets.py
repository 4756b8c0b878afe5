# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Convert between the article's offsets (code points) and Qt's positions (UTF-16 units).

Nothing else in the window does this arithmetic.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

# What QTextDocument would take as the end of a block; each stays one position long.
_TO_LINE_SEPARATOR = {ord(char): "\u2028" for char in "\n\r\u2029"}
# What QTextDocument keeps for itself, as beginnings and ends of frames.
_TO_REPLACEMENT = {0xFDD0: "\ufffd", 0xFDD1: "\ufffd", 0: "\ufffd"}
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_TABLE = {**_TO_LINE_SEPARATOR, **_TO_REPLACEMENT}


def displayed(text: str) -> str:
    """The text as it can be laid into one Qt block, code point for code point."""
    # Lone surrogates cannot be converted to UTF-16 and back.
    return text.encode("utf-8", "replace").decode("utf-8").translate(_TABLE)


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    qt_start: int
    # The code points in this piece that take two UTF-16 units, in order.
    wide: tuple[int, ...]

    @property
    def qt_end(self) -> int:
        return self.qt_start + self.end - self.start + len(self.wide)


class QtPositions:
    """Where each piece of the article lies in the document that shows it."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []
        self._starts: list[int] = []
        self._qt_starts: list[int] = []

    def __len__(self) -> int:
        return len(self._pieces)

    def add(self, start: int, text: str, qt_start: int) -> int:
        """Note that `text`, at `start` in the article, begins at `qt_start`; gives its Qt end."""
        wide: tuple[int, ...] = ()
        if not text.isascii():
            wide = tuple(start + match.start() for match in _WIDE.finditer(text))
        piece = _Piece(start, start + len(text), qt_start, wide)
        self._pieces.append(piece)
        self._starts.append(piece.start)
        self._qt_starts.append(piece.qt_start)
        return piece.qt_end

    def to_qt(self, offset: int) -> int | None:
        """The Qt position of an offset; between pieces, the end of the one before.

        None while that part of the article is not in the document yet.
        """
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return self._qt_starts[0] if self._pieces else None
        piece = self._pieces[index]
        if offset > piece.end and index == len(self._pieces) - 1:
            return None
        inside = min(offset, piece.end)
        return piece.qt_start + inside - piece.start + bisect_left(piece.wide, inside)

    def to_offset(self, qt_position: int) -> int | None:
        """The offset at a Qt position; None where the document shows what is not article text."""
        index = bisect_right(self._qt_starts, qt_position) - 1
        if index < 0:
            return None
        piece = self._pieces[index]
        if qt_position > piece.qt_end:
            return None
        wanted = qt_position - piece.qt_start
        # Wide characters before the offset push it back by one unit each.
        low, high = 0, piece.end - piece.start
        while low < high:
            middle = (low + high + 1) // 2
            if middle + bisect_left(piece.wide, piece.start + middle) <= wanted:
                low = middle
            else:
                high = middle - 1
        return piece.start + low
