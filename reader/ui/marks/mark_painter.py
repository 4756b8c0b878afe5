# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Paints the marks of one text block: what lies behind the words, and the lines under them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QTextBlock

from reader.document.marks import Mark, MarkKind
from reader.ui.marks.swatch import paint_bars, paint_lid
from reader.ui.theme import Theme

# The probabilities between which an opinion's colour deepens.
_PALEST, _DEEPEST = 0.5, 0.9
# How wide the space between two sentences is, as a share of the height of a mark.
_SPACE = 0.19


@dataclass(frozen=True, slots=True)
class Run:
    """The part of a marked stretch that lies on one line."""

    rect: QRectF
    baseline: float


def runs(block: QTextBlock, qt_start: int, qt_end: int, origin: QPointF) -> list[Run]:
    """Where a stretch of a block lies, line by line. Positions are the document's."""
    layout = block.layout()
    first = max(0, qt_start - block.position())
    last = min(block.length() - 1, qt_end - block.position())
    size = block.charFormat().font().pixelSize()
    leftwards = block.textDirection() is Qt.LayoutDirection.RightToLeft
    found: list[Run] = []
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        start, end = line.textStart(), line.textStart() + line.textLength()
        if end <= first:
            continue
        if start >= last:
            break
        left = _x(line.cursorToX(max(first, start)))
        right = _x(line.cursorToX(min(last, end)))
        if last >= end and not leftwards:
            # The space at which the line was broken is not seen and not marked.
            right = line.x() + line.naturalTextWidth()
        baseline = origin.y() + line.y() + line.ascent()
        left, right = min(left, right), max(left, right)
        rect = QRectF(origin.x() + left, baseline - size, right - left, size * 1.36)
        if rect.width() > 0:
            found.append(Run(rect, baseline))
    return found


def _x(value: object) -> float:
    return float(value[0] if isinstance(value, tuple) else value)  # type: ignore[arg-type]


class MarkPainter:
    """Draws marks with a theme at a zoom."""

    def __init__(self, painter: QPainter, theme: Theme, zoom: float) -> None:
        self._painter = painter
        self._theme = theme
        self._zoom = zoom
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def behind(self, mark: Mark, stretch: Sequence[Run]) -> None:
        """Paint what lies behind the words, in a shape of its own."""
        if mark.kind is MarkKind.OPINION:
            share = (mark.score - _PALEST) / (_DEEPEST - _PALEST)
            colour = self._theme.mixed("opinion_low", "opinion_high", share)
            self._between_bars(stretch, QBrush(colour))
        elif mark.kind is MarkKind.FACT:
            self.fill(stretch, QBrush(self._theme["fact"]))
            for run in stretch:
                paint_lid(self._painter, run.rect, self._theme, max(1, 1.1 * self._zoom))

    def under(self, mark: Mark, stretch: Iterable[Run]) -> None:
        """Paint the line under the words."""
        for run in stretch:
            if mark.kind is MarkKind.VIEWPOINT:
                self._dotted(run)
            elif mark.kind is MarkKind.LOADED:
                self._wavy(run)
            elif mark.kind is MarkKind.UNCLEAR:
                self._dashed(run)

    def fill(self, stretch: Iterable[Run], brush: QBrush) -> None:
        """Paint a box behind each line's part."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(brush)
        for run in stretch:
            self._painter.drawRoundedRect(run.rect, 2, 2)

    def outline(self, stretch: Iterable[Run]) -> None:
        """Paint a frame around each line's part: where the reader is."""
        self._painter.setPen(QPen(self._theme["accent"], 1.4))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        for run in stretch:
            self._painter.drawRoundedRect(run.rect.adjusted(-2, -1, 2, 1), 3, 3)

    def _between_bars(self, stretch: Sequence[Run], brush: QBrush) -> None:
        # In the space between two sentences, where the end of one is the beginning of the next.
        width = max(1.5, 2 * self._zoom)
        for run in stretch:
            closed = run is stretch[-1]
            space = run.rect.height() * _SPACE if closed else 0
            around = Run(run.rect.adjusted(-width, 0, space, 0), run.baseline)
            self.fill([around], brush)
            paint_bars(self._painter, around.rect, self._theme, width, closed=closed)

    def _line(self, run: Run, below: float) -> tuple[QPointF, QPointF]:
        y = run.baseline + below * self._zoom
        return QPointF(run.rect.left(), y), QPointF(run.rect.right(), y)

    def _dotted(self, run: Run) -> None:
        width = max(1.5, 2 * self._zoom)
        pen = QPen(self._theme["viewpoint"], width)
        pen.setDashPattern([1, 1])
        # The dots of a view within a view fall on those of the outer one.
        pen.setDashOffset(run.rect.left() / width % 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._painter.setPen(pen)
        self._painter.drawLine(*self._line(run, 7))

    def _dashed(self, run: Run) -> None:
        pen = QPen(self._theme["unclear"], 1)
        pen.setDashPattern([5, 4])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        self._painter.setPen(pen)
        self._painter.drawLine(*self._line(run, 5.5))

    def _wavy(self, run: Run) -> None:
        # Above the dots of a viewpoint, which may run below the same words.
        start, end = self._line(run, 4)
        half, height = 2.2 * self._zoom, 1.5 * self._zoom
        path = QPainterPath(start)
        x, up = start.x(), True
        while x < end.x():
            middle = start.y() + (-height if up else height)
            path.quadTo(QPointF(x + half / 2, middle), QPointF(x + half, start.y()))
            x, up = x + half, not up
        self._painter.save()
        self._painter.setClipRect(run.rect.adjusted(0, 0, 0, 4))
        self._painter.setPen(QPen(self._theme["loaded"], max(1, 1.1 * self._zoom)))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawPath(path)
        self._painter.restore()
