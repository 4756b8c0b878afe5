# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The page of an article beside another one: what it alone reports can be told apart."""

from collections.abc import Container, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent

from reader.document import Article
from reader.document.spans import SpanSet
from reader.ui.accessible import parts_changed
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.mark_painter import MarkPainter, Run
from reader.ui.page.article_view import ArticleView
from reader.ui.page.page_painter import clipped
from reader.ui.theme import Theme

# The bar beside what one article alone reports, in pixels at 100 %.
_BAR = 3
# How much is seen of the hatching behind it.
_FAINT = 0.6


class ComparedView(ArticleView):
    """An article's page, read-only, with what lies beside it told of each sentence."""

    def __init__(self, article: Article, about: str, index: MarkIndex, theme: Theme) -> None:
        super().__init__(article, about, index, theme)
        self._alone = SpanSet()
        self._tinted = False
        self._shared: Container[int] = ()
        self._other = ""

    def show_beside(self, alone: SpanSet, shared: Container[int], other: str) -> None:
        """Take in how this article stands to the other one.

        Args:
            alone: The sentences that no other article reports.
            shared: Where those begin that the other one reports.
            other: The letter of the other one.
        """
        self._alone, self._shared, self._other = alone, shared, other
        parts_changed(self)
        self.viewport().update()

    def tint_alone(self, tinted: bool) -> None:
        """Show what this article alone reports, or no longer."""
        self._tinted = tinted
        self.viewport().update()

    def beside(self, start: int) -> str:
        """Whether another article has the same as the sentence that begins there."""
        if start in self._shared:
            return self.tr("also in {0}").format(self._other)
        alone = any(self._alone.touching(start, start + 1))
        return self.tr("only in this article") if alone else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what lies behind the marks, and the page."""
        if self._tinted and self._alone:
            self._tint()
        super().paintEvent(event)

    def _tint(self) -> None:
        painter = QPainter(self.viewport())
        painter.translate(0, -self.places.scrolled)
        marker = MarkPainter(painter, self.theme, self.zoom)
        hatched = QBrush(self.theme.faded("shape", _FAINT), Qt.BrushStyle.BDiagPattern)
        for block, _, piece in self.places.visible_blocks():
            if piece.kind is None:
                continue
            for span in self._alone.touching(piece.start, piece.end):
                stretch = self.places.runs_of(clipped(span, piece), block)
                marker.fill(stretch, hatched)
                self._bar(painter, stretch)
        painter.end()

    def _bar(self, painter: QPainter, stretch: Sequence[Run]) -> None:
        for run in stretch:
            bar = QRectF(0, run.rect.top(), _BAR * self.zoom, run.rect.height())
            painter.fillRect(bar, self.theme["text_muted"])
