# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The overview strip: one segment a sentence, in order; a click goes there."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from reader.document import Span
from reader.document.marks import MarkKind
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.own_signs import paint_notch
from reader.ui.marks.segments import paint_segment
from reader.ui.theme import Theme
from reader.ui.wording import mark_phrase, tr

_MARGIN = 14
_HEIGHT = 26
# Segments narrower than this, in pixels, are drawn without gaps.
_GAPLESS = 4.0


class OverviewStrip(QWidget):
    """Where in the article what kind of sentence lies.

    Signals:
        chosen: The number of the sentence to go to.
    """

    chosen = Signal(int)

    def __init__(self, index: MarkIndex, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Overview of the sentences"))
        self._index = index
        self._theme = theme
        self._shown = Span(0, 0)
        self._focused = 0

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self.update()

    def show_part(self, span: Span) -> None:
        """Frame the sentences that are on the screen."""
        if span != self._shown:
            self._shown = span
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for a thin line."""
        return QSize(400, _HEIGHT)

    def _room(self) -> QRectF:
        # While the analysis runs, the segments fill the strip from the left.
        whole = self.width() - 2 * _MARGIN
        return QRectF(_MARGIN, 6, whole * max(0.02, self._index.done), self.height() - 12)

    def segment(self, number: int) -> QRectF:
        """Where the segment of a sentence lies."""
        room = self._room()
        width = room.width() / max(1, len(self._index.sentences))
        return QRectF(room.left() + number * width, room.top(), width, room.height())

    def _number_at(self, x: float) -> int | None:
        room, count = self._room(), len(self._index.sentences)
        if not count or not room.left() <= x < room.right():
            return None
        return min(count - 1, int((x - room.left()) / room.width() * count))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a segment a sentence; in a book, a line a pixel."""
        super().paintEvent(event)
        painter = QPainter(self)
        sentences = self._index.sentences
        room = self._room()
        if sentences and room.width() / len(sentences) < 1:
            self._paint_columns(painter, room)
        else:
            for number, kind in enumerate(self._index.kinds()):
                rect = self.segment(number)
                gap = 1.0 if rect.width() > _GAPLESS else 0.0
                paint_segment(painter, rect.adjusted(0, 0, -gap, 0), kind, self._theme)
        for number in self._index.own_numbers():
            middle = self.segment(number).center().x()
            paint_notch(painter, middle, room.top(), self._theme)
        if sentences and len(self._shown):
            self._paint_frame(painter, len(sentences))

    def _paint_columns(self, painter: QPainter, room: QRectF) -> None:
        everything = self._index.kinds()
        columns = max(1, int(room.width()))
        begun, last_kind = 0, None
        for column in range(columns):
            first = column * len(everything) // columns
            last = max(first + 1, (column + 1) * len(everything) // columns)
            kinds = everything[first:last]
            # The author's opinion is what a reader looks for; one in three shows.
            opinions = kinds.count(MarkKind.OPINION)
            kind = MarkKind.OPINION if 3 * opinions >= len(kinds) else kinds[len(kinds) // 2]
            if column and kind is not last_kind:
                self._paint_stretch(painter, room, begun, column, last_kind)
                begun = column
            last_kind = kind
        self._paint_stretch(painter, room, begun, columns, last_kind)

    def _paint_stretch(
        self, painter: QPainter, room: QRectF, first: int, last: int, kind: MarkKind | None
    ) -> None:
        stretch = QRectF(room.left() + first, room.top(), last - first, room.height())
        paint_segment(painter, stretch, kind, self._theme)

    def _paint_frame(self, painter: QPainter, count: int) -> None:
        shown = self._index.sentences_in(self._shown.start, self._shown.end)
        if shown:
            first = self._index.sentence_at(shown[0].start) or 0
            last = first + len(shown) - 1
            frame = self.segment(first).united(self.segment(last))
            painter.setPen(QPen(self._theme["text_muted"], 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(frame.adjusted(-1.5, -2.5, 0.5, 1.5))
        if self.hasFocus() and self._focused < count:
            painter.setPen(QPen(self._theme["accent"], 2))
            painter.drawRect(self.segment(self._focused).adjusted(0, -1, -1, 1))

    def text_of(self, number: int) -> str:
        """What a segment stands for: what it is, and how it begins."""
        sentence = self._index.sentences[number]
        words = " ".join(self._index.article.text[sentence.start : sentence.end].split())
        kind = mark_phrase(self._index.kind(sentence), sentence)
        own = f" ({tr('yours')})" if number in self._index.own_numbers() else ""
        return f"{kind}{own}: {words[:90]}{'…' if len(words) > 90 else ''}"

    def event(self, event: QEvent) -> bool:
        """Say what the segment under the mouse stands for."""
        if isinstance(event, QHelpEvent):
            number = self._number_at(event.pos().x())
            if number is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.text_of(number), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the sentence of the segment."""
        number = self._number_at(event.position().x())
        if number is not None and event.button() is Qt.MouseButton.LeftButton:
            self._focused = number
            self.chosen.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the segments; Enter goes there."""
        count = len(self._index.sentences)
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and count:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._focused = min(count - 1, max(0, self._focused + step))
            self.setAccessibleDescription(self.text_of(self._focused))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._focused < count:
            self.chosen.emit(self._focused)
        else:
            super().keyPressEvent(event)
