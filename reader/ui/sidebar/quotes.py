# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Sets what somebody says in a few lines of a list: a rule, the words, how they are relayed."""

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from reader.document.account import ViewpointAccount
from reader.ui.marks.own_signs import paint_pencil
from reader.ui.theme import Theme, interface_font
from reader.ui.wording import how

_INDENT = 11
_FOOT = 18  # the line that says how, and the gap above it


class LineSetter:
    """Breaks words into so many lines at most, measures and paints them."""

    def __init__(self, font: QFont, most_lines: int) -> None:
        self._most = most_lines
        self._font = font
        self._metrics = QFontMetrics(font)
        # Qt asks for the height of every row again and again.
        self._set: dict[tuple[str, int], list[str]] = {}

    def height(self, words: str, room: int) -> int:
        """How high words are in this width, in pixels."""
        return len(self._lines(words, room)) * self._metrics.lineSpacing()

    def paint(self, painter: QPainter, x: int, y: int, words: str, room: int) -> int:
        """Paint words from a corner on; gives where the next line would stand."""
        painter.setFont(self._font)
        base = y + self._metrics.ascent()
        for line in self._lines(words, room):
            painter.drawText(QPoint(x, base), line)
            base += self._metrics.lineSpacing()
        return base

    def _lines(self, words: str, room: int) -> list[str]:
        """The words broken into lines; where they are too many, the last one ends in dots."""
        key = words, room
        if key not in self._set:
            broken = (self._broken(part, room) for part in words.split("\n"))
            self._set[key] = [line for part in broken for line in part][: self._most]
        return self._set[key]

    def _broken(self, words: str, room: int) -> list[str]:
        # Qt counts UTF-16 code units.
        units = words.encode("utf-16-le", "surrogatepass")
        layout = QTextLayout(words, self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        lines: list[str] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room)
            start, end = line.textStart(), line.textStart() + line.textLength()
            last = len(lines) + 1 == self._most
            part = units[2 * start : None if last else 2 * end].decode("utf-16-le", "replace")
            if last:
                part = self._metrics.elidedText(part, Qt.TextElideMode.ElideRight, room)
            lines.append(part.rstrip())
            if last:
                break
        layout.endLayout()
        return lines


class QuoteSetter:
    """Measures and paints viewpoints, each in so many lines at most."""

    def __init__(self, most_lines: int) -> None:
        self._lines = LineSetter(interface_font(12.5), most_lines)

    def height(self, entry: ViewpointAccount, width: int) -> int:
        """How high a viewpoint is in this width, in pixels."""
        return self._lines.height(entry.words, width - _INDENT) + _FOOT

    def paint(self, painter: QPainter, rect: QRect, entry: ViewpointAccount, theme: Theme) -> None:
        """Paint a viewpoint in a rectangle of its height."""
        painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), theme["viewpoint"])
        x, room = rect.left() + _INDENT, rect.width() - _INDENT
        painter.setPen(theme["text"])
        y = self._lines.paint(painter, x, rect.top(), entry.words, room)
        if entry.own:
            paint_pencil(painter, QPointF(x, y - 7), theme)
            x, room = x + 17, room - 17
        painter.setFont(interface_font(11))
        painter.setPen(theme["text_muted"])
        line = painter.fontMetrics().elidedText(how(entry), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPoint(x, y + 4), line)
