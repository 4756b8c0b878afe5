# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the article's offsets lie on the screen, and which lie under a point of it.

Offsets are the article's code points; points and rectangles are the viewport's, unless they are
said to be the document's, in which the page begins at zero however far it is scrolled.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QTextBlock
from PySide6.QtWidgets import QTextEdit

from reader.document import Span
from reader.ui.marks.mark_painter import Run, runs
from reader.ui.page.page_painter import VisibleBlock
from reader.ui.page.page_text import PADDING, PageText


class TextPlaces:
    """The places of one view.

    Attributes:
        page: The text that the view shows.
    """

    def __init__(self, view: QTextEdit, page: PageText) -> None:
        self._view = view
        self.page = page

    @property
    def scrolled(self) -> int:
        """How far the page is scrolled, in pixels."""
        return self._view.verticalScrollBar().value()

    def first_offset(self) -> int:
        """The first offset on the screen."""
        number = self._first_block().blockNumber()
        if not 0 <= number < len(self.page.pieces):
            return 0
        position = self._view.cursorForPosition(QPoint(PADDING + 2, 2)).position()
        offset = self.page.positions.to_offset(position)
        return self.page.pieces[number].start if offset is None else offset

    def offset_at(self, point: QPoint) -> int | None:
        """The offset under a point, if it is on text."""
        inside = QPointF(point) + QPointF(0, self.scrolled)
        layout = self._view.document().documentLayout()
        position = layout.hitTest(inside, Qt.HitTestAccuracy.ExactHit)
        return None if position < 0 else self.page.positions.to_offset(position)

    def is_fold(self, point: QPoint) -> bool:
        """Whether a point is on a line that stands for what is folded."""
        number = self._view.cursorForPosition(point).blockNumber()
        return number < len(self.page.pieces) and self.page.pieces[number].fold

    def shown_part(self) -> Span:
        """The stretch of the article that is on the screen."""
        start = self.first_offset()
        viewport = self._view.viewport()
        corner = QPoint(viewport.width() - PADDING - 2, viewport.height() - 2)
        end = self.page.positions.to_offset(self._view.cursorForPosition(corner).position())
        if end is None:
            pieces = [piece for _, _, piece in self.visible_blocks()]
            end = pieces[-1].end if pieces else start
        return Span(start, max(start, end))

    def rect_of(self, span: Span) -> QRect:
        """Where a span lies."""
        rect = QRectF()
        for run in self.runs_of(span):
            rect = rect.united(run.rect)
        return rect.translated(0, -self.scrolled).toAlignedRect()

    def line_at(self, offset: int) -> tuple[float, float]:
        """Top and bottom, in the document, of the line that an offset is on."""
        document = self._view.document()
        qt_position = self.page.positions.to_qt(offset) or 0
        block = document.findBlock(qt_position)
        rect = document.documentLayout().blockBoundingRect(block)
        line = block.layout().lineForTextPosition(qt_position - block.position())
        if not line.isValid():
            return rect.top(), rect.bottom()
        top = block.layout().position().y() + line.y()
        return top, top + line.height()

    def runs_of(self, span: Span, block: QTextBlock | None = None) -> list[Run]:
        """The lines of a span, in the document; `block` is the one it is in, where known."""
        qt_start = self.page.positions.to_qt(span.start)
        qt_end = self.page.positions.to_qt(span.end)
        if qt_start is None:
            return []
        block = block or self._view.document().findBlock(qt_start)
        end = block.position() + block.length() if qt_end is None else qt_end
        return runs(block, qt_start, end, block.layout().position())

    def visible_blocks(self) -> Iterator[VisibleBlock]:
        """The Qt blocks on the screen, where they lie in the document, and what they show."""
        layout = self._view.document().documentLayout()
        bottom = self.scrolled + self._view.viewport().height()
        block = self._first_block()
        if block.previous().isValid():
            # A box painted beyond its block's text can still reach into the screen.
            block = block.previous()
        while block.isValid() and block.blockNumber() < len(self.page.pieces):
            rect = layout.blockBoundingRect(block)
            if rect.top() > bottom:
                return
            yield block, rect, self.page.pieces[block.blockNumber()]
            block = block.next()

    def _first_block(self) -> QTextBlock:
        return self._view.cursorForPosition(QPoint(PADDING + 2, 0)).block()
