# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Sets what somebody says in a few lines of a list: a rule, the words, how they are relayed."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextLayout, QTextOption

from reader.document.account import ViewpointAccount
from reader.ui.theme import Theme, interface_font
from reader.ui.wording import how

_INDENT = 11
_FOOT = 18  # the line that says how, and the gap above it


class QuoteSetter:
    """Measures and paints viewpoints, each in so many lines at most."""

    def __init__(self, most_lines: int) -> None:
        self._most = most_lines
        self._font = interface_font(12.5)
        self._metrics = QFontMetrics(self._font)
        # Qt asks for the height of every row again and again.
        self._set: dict[tuple[str, int], list[str]] = {}

    def height(self, entry: ViewpointAccount, width: int) -> int:
        """How high a viewpoint is in this width, in pixels."""
        return len(self._lines(entry.words, width)) * self._metrics.lineSpacing() + _FOOT

    def paint(self, painter: QPainter, rect: QRect, entry: ViewpointAccount, theme: Theme) -> None:
        """Paint a viewpoint in a rectangle of its height."""
        painter.fillRect(QRect(rect.left(), rect.top(), 2, rect.height()), theme["viewpoint"])
        x, y = rect.left() + _INDENT, rect.top() + self._metrics.ascent()
        painter.setFont(self._font)
        painter.setPen(theme["text"])
        for line in self._lines(entry.words, rect.width()):
            painter.drawText(QPoint(x, y), line)
            y += self._metrics.lineSpacing()
        painter.setFont(interface_font(11))
        painter.setPen(theme["text_muted"])
        line = painter.fontMetrics().elidedText(
            how(entry), Qt.TextElideMode.ElideRight, rect.width() - _INDENT
        )
        painter.drawText(QPoint(x, y + 4), line)

    def _lines(self, words: str, width: int) -> list[str]:
        """The words broken into lines; where they are too many, the last one ends in dots."""
        key = words, width
        if key not in self._set:
            self._set[key] = self._broken(words, width - _INDENT)
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
