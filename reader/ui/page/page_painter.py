# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Paints a screenful of a page: what lies behind the words, and what lies over them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QRegion, QTextBlock

from reader.document import BlockKind, Span
from reader.document.article import OWN_SIGN
from reader.document.marks import Mark
from reader.document.readers_marks import Act
from reader.document.spans import SpanSet
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.mark_painter import MarkPainter, Run
from reader.ui.marks.own_signs import paint_line
from reader.ui.page.page_text import PADDING, Piece
from reader.ui.theme import Theme

# How much of the page's colour lies over what is not about the selected actor.
_DIMMING = 0.5
_BULLET_GAP = 13  # between its middle and the words, in pixels at 100 %
_BOX_MARGIN = 9  # above and below the text of a caption, in pixels at 100 %

#: A block on the screen, where it lies in the document, and what it shows.
VisibleBlock = tuple[QTextBlock, QRectF, Piece]


class Highlights:
    """What is shown over the text beside the marks, each a set of places."""

    def __init__(self) -> None:
        #: Where the selected actor is mentioned, and what is about them and not dimmed.
        self.mentions, self.kept = SpanSet(), SpanSet()
        #: The words that the mark being explained rests on.
        self.grounds = SpanSet()
        #: What the find bar found.
        self.found = SpanSet()
        #: Where the reader is.
        self.current: Span | None = None

    def dims(self, offset: int) -> bool:
        """Whether the words at an offset are dimmed, because they are not about the actor."""
        return bool(self.mentions) and not any(self.kept.touching(offset, offset + 1))


class PagePainter:
    """Paints blocks of a page in the document's coordinates."""

    def __init__(
        self,
        theme: Theme,
        zoom: float,
        index: MarkIndex,
        runs_of: Callable[[Span, QTextBlock], list[Run]],
    ) -> None:
        self._theme = theme
        self._zoom = zoom
        self._index = index
        self._runs_of = runs_of

    def behind(
        self, painter: QPainter, blocks: Sequence[VisibleBlock], highlights: Highlights, width: int
    ) -> None:
        """Paint boxes, the colours of marks, and highlights."""
        marker = MarkPainter(painter, self._theme, self._zoom)
        for block, rect, piece in blocks:
            self._box(painter, rect, piece, width)
            if piece.kind is BlockKind.LIST_ITEM and piece.first:
                self._bullet(painter, block)
            if piece.kind is None:
                continue
            for mark in self._index.marks_in(piece.start, piece.end):
                marker.behind(mark, self._runs_of(clipped(mark, piece), block))
            for item in self._index.readers_in(piece.start, piece.end):
                if item.mark.act is Act.HIGHLIGHT:
                    brush = QBrush(self._theme["highlight"])
                    marker.fill(self._runs_of(clipped(item.span, piece), block), brush)
            for spans in (highlights.mentions, highlights.grounds):
                for span in spans.touching(piece.start, piece.end):
                    brush = QBrush(self._theme["mention"])
                    marker.fill(self._runs_of(span, block), brush)
            for span in highlights.found.touching(piece.start, piece.end):
                current = highlights.current is not None and touches(highlights.current, span)
                brush = QBrush(self._theme["found_current" if current else "found"])
                marker.fill(self._runs_of(span, block), brush)

    def over(
        self,
        painter: QPainter,
        blocks: Sequence[VisibleBlock],
        highlights: Highlights,
        view: QRectF,
    ) -> None:
        """Paint the lines of marks, the veil over what is dimmed, and where the reader is."""
        marker = MarkPainter(painter, self._theme, self._zoom)
        for block, _, piece in blocks:
            if piece.kind is not None:
                for mark in self._index.marks_in(piece.start, piece.end):
                    marker.under(mark, self._runs_of(clipped(mark, piece), block))
                self._own(painter, block, piece)
        if highlights.mentions:
            self._dim(painter, blocks, highlights, view)
        current = highlights.current
        for block, _, piece in blocks:
            if current is not None and piece.kind is not None and touches(current, piece):
                marker.outline(self._runs_of(clipped(current, piece), block))

    def _own(self, painter: QPainter, block: QTextBlock, piece: Piece) -> None:
        for item in self._index.readers_in(piece.start, piece.end):
            stretch = self._runs_of(clipped(item.span, piece), block)
            double = item.mark.act is Act.HIGHLIGHT
            paint_line(painter, stretch, self._theme, self._zoom, double=double)

    def _box(self, painter: QPainter, rect: QRectF, piece: Piece, width: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if piece.kind in (BlockKind.CAPTION, BlockKind.TABLE):
            painter.setBrush(self._theme["raised"])
            margin = _BOX_MARGIN * self._zoom
            box = QRectF(PADDING, rect.top(), width - 2 * PADDING, rect.height())
            painter.drawRoundedRect(box.adjusted(0, -margin, 0, margin), 4, 4)
        elif piece.kind is BlockKind.NOTE:
            painter.setBrush(self._theme["rule"])
            painter.drawRect(QRectF(PADDING, rect.top(), 3 * self._zoom, rect.height()))

    def _bullet(self, painter: QPainter, block: QTextBlock) -> None:
        layout = block.layout()
        if OWN_SIGN.match(block.text()) or not layout.lineCount():
            return
        line, size = layout.lineAt(0), block.charFormat().font().pixelSize()
        x = layout.position().x() + line.x() - _BULLET_GAP * self._zoom
        if block.textDirection() is Qt.LayoutDirection.RightToLeft:
            x = layout.position().x() + line.x() + line.width() + _BULLET_GAP * self._zoom
        y = layout.position().y() + line.y() + line.ascent() - 0.3 * size
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["text_muted"])
        painter.drawEllipse(QPointF(x, y), 0.14 * size, 0.14 * size)

    def _dim(
        self,
        painter: QPainter,
        blocks: Sequence[VisibleBlock],
        highlights: Highlights,
        view: QRectF,
    ) -> None:
        region = QRegion(view.toAlignedRect())
        for block, _, piece in blocks:
            for span in highlights.kept.touching(piece.start, piece.end):
                for run in self._runs_of(span, block):
                    region -= QRegion(run.rect.adjusted(-1, -2, 1, 4).toAlignedRect())
        painter.save()
        painter.setClipRegion(region)
        painter.fillRect(view, self._theme.faded("background", _DIMMING))
        painter.restore()


def touches(span: Span, other: Span | Piece) -> bool:
    """Whether two stretches share a character."""
    return span.start < other.end and span.end > other.start


def clipped(stretch: Span | Mark, piece: Piece) -> Span:
    """The part of a stretch that a piece shows."""
    return Span(max(stretch.start, piece.start), min(stretch.end, piece.end))
