# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Shows one page of a file as it looks, with a stretch of its words framed."""

from collections.abc import Iterator, Sequence
from functools import cache

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from reader.document import Span
from reader.document.page_picture import PagePicture, PlacedWord
from reader.ui.theme import Theme

#: How far a page may be enlarged; 1 is as wide as the pane.
ZOOMS = (1.0, 1.25, 1.5, 2.0, 2.5, 3.0, 4.0)

_MARGIN = 10
_STEP = 56  # by an arrow key, in pixels
# The wheel does not turn two pages in less, in milliseconds.
_TURN = 350
# A click so far beside a word, in points, is still meant for it.
_NEAR = 4.0


class PaperView(QAbstractScrollArea):
    """A page, as wide as there is room for, or larger.

    Signals:
        turned: To go on by so many pages.
        chosen: The offset of the word that was clicked on.
        zoom_requested: To enlarge by so many steps.
        resized: The page has another width on the screen.
    """

    turned = Signal(int)
    chosen = Signal(int)
    zoom_requested = Signal(int)
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self.zoom = 1.0
        self.picture: PagePicture | None = None
        self._image = QImage()
        self._framed: Span | None = None
        self._last_turn = QElapsedTimer()

    @property
    def columns(self) -> int:
        """How many pixels of the screen the page is to be wide."""
        # Less the bar, there or not: else the page would be too wide with it, and so on for ever.
        bar = self.verticalScrollBar().sizeHint().width()
        width = max(80, self.width() - bar - 2 * _MARGIN)
        return round(width * self.zoom * self.devicePixelRatioF())

    def show_picture(self, picture: PagePicture) -> None:
        """Show a page."""
        self.picture = picture
        # It looks into the picture's bytes, which stay as long as the picture.
        self._image = QImage(
            picture.pixels,
            picture.columns,
            picture.rows,
            4 * picture.columns,
            QImage.Format.Format_RGB32,
        )
        self._fit()

    def frame(self, span: Span | None) -> None:
        """Frame the words of a stretch of the article, or none."""
        self._framed = span
        self.viewport().update()

    def set_zoom(self, zoom: float) -> None:
        """Enlarge the page, keeping the middle of what is seen."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        middles = [
            (bar.value() + bar.pageStep() / 2) / max(1, bar.maximum() + bar.pageStep())
            for bar in bars
        ]
        self.zoom = zoom
        self._fit()
        for bar, middle in zip(bars, middles, strict=True):
            whole = bar.maximum() + bar.pageStep()
            bar.setValue(round(middle * whole - bar.pageStep() / 2))
        self.resized.emit()

    def go_to(self, words: Sequence[PlacedWord], *, share: float | None = None) -> None:
        """Scroll to words; to a share of the height, else only as far as needed."""
        if not words:
            return
        rect = self._on_page(words[0])
        bar, height = self.verticalScrollBar(), self.viewport().height()
        above = rect.top() - bar.value()
        if share is not None or not 0 <= above <= 0.8 * height:
            bar.setValue(round(rect.top() - (0.3 if share is None else share) * height))
        across = self.horizontalScrollBar()
        if not across.value() <= rect.left() <= across.value() + self.viewport().width():
            across.setValue(round(rect.left() - _MARGIN))

    def first_word(self) -> PlacedWord | None:
        """The first word that is seen."""
        top = self.verticalScrollBar().value()
        words = self.picture.words if self.picture is not None else ()
        return next((word for word in words if self._on_page(word).top() >= top), None)

    # Where things are

    def _size(self) -> tuple[float, float]:
        """The width and height of the page on the screen."""
        assert self.picture is not None
        ratio = self.devicePixelRatioF()
        # Not a pixel more or less, where it was drawn for this size: letters stay sharp.
        drawn = abs(self.picture.columns - self.columns) <= 1
        width = (self.picture.columns if drawn else self.columns) / ratio
        return width, width * self.picture.rows / self.picture.columns

    def _scale(self) -> float:
        assert self.picture is not None
        return self._size()[0] / self.picture.width

    def _origin(self) -> QPointF:
        """Where the page's corner is, in what is scrolled."""
        room = self.viewport().width()
        return QPointF(max(_MARGIN, round((room - self._size()[0]) / 2)), _MARGIN)

    def _on_page(self, word: PlacedWord) -> QRectF:
        scale, origin = self._scale(), self._origin()
        return QRectF(
            QPointF(word.left * scale, word.top * scale) + origin,
            QPointF(word.right * scale, word.bottom * scale) + origin,
        )

    def _scrolled(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _fit(self) -> None:
        if self.picture is None:
            return
        width, height = self._size()
        room = self.viewport().size()
        for bar, needed, there in (
            (self.horizontalScrollBar(), width, room.width()),
            (self.verticalScrollBar(), height, room.height()),
        ):
            bar.setRange(0, max(0, round(needed + 2 * _MARGIN - there)))
            bar.setPageStep(there)
            bar.setSingleStep(_STEP)
        self.viewport().update()

    def _word_at(self, point: QPointF) -> PlacedWord | None:
        if self.picture is None:
            return None
        inside = (point + self._scrolled() - self._origin()) / self._scale()
        x, y = inside.x(), inside.y()
        return next(
            (
                word
                for word in self.picture.words
                if word.left - _NEAR <= x <= word.right + _NEAR and word.top <= y <= word.bottom
            ),
            None,
        )

    def frames(self) -> Iterator[QRectF]:
        """The boxes around the framed words, line by line, on the screen."""
        line = QRectF()
        for word in self.picture.words if self.picture is not None and self._framed else ():
            assert self._framed is not None
            if word.end <= self._framed.start or word.start >= self._framed.end:
                continue
            rect = self._on_page(word).translated(-self._scrolled())
            level = line.top() < rect.center().y() < line.bottom()
            if (
                level
                and rect.left() - line.right() < 2 * rect.height()
                and rect.left() > line.left()
            ):
                line = line.united(rect)
                continue
            if not line.isEmpty():
                yield line
            line = rect
        if not line.isEmpty():
            yield line

    # Events

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the page and the frames on it."""
        painter = QPainter(self.viewport())
        if self.picture is None:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self._size()
        corner = self._origin() - self._scrolled()
        painter.drawImage(QRectF(corner.x(), corner.y(), width, height), self._image)
        # Paper is white in every theme.
        light = _light()
        painter.setPen(QPen(light["border_strong"], 1))
        painter.drawRect(QRectF(corner.x() - 0.5, corner.y() - 0.5, width + 1, height + 1))
        painter.setPen(QPen(light["accent"], 1.6))
        painter.setBrush(light.faded("accent", 0.1))
        for rect in self.frames():
            painter.drawRoundedRect(rect.adjusted(-2, -1, 2, 1), 3, 3)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page as wide as there is room."""
        super().resizeEvent(event)
        self._fit()
        self.resized.emit()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Show another part of the page."""
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that words lead to the text."""
        over = self._word_at(event.position()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was clicked on."""
        word = self._word_at(event.position())
        if word is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(word.start)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, enlarge while Ctrl is held, and turn the page at its end."""
        down = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1 if down > 0 else -1)
            event.accept()
            return
        bar = self.verticalScrollBar()
        at_end = bar.value() == (bar.minimum() if down > 0 else bar.maximum())
        if down and at_end:
            if not self._last_turn.isValid() or self._last_turn.elapsed() > _TURN:
                self.turned.emit(-1 if down > 0 else 1)
                self._last_turn.start()
            event.accept()
        else:
            super().wheelEvent(event)
            self._last_turn.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, turn the page, enlarge, or go to the words in the text."""
        bar, key = self.verticalScrollBar(), event.key()
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        forward = key == Qt.Key.Key_PageDown or (key == Qt.Key.Key_Space and not back)
        if forward or key in (Qt.Key.Key_PageUp, Qt.Key.Key_Space):
            before = bar.value()
            by = round(0.9 * self.viewport().height())
            bar.setValue(before + (by if forward else -by))
            if bar.value() == before:
                self.turned.emit(1 if forward else -1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoom_requested.emit(1 if key == Qt.Key.Key_Plus else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            word = self.first_word()
            if word is not None:
                self.chosen.emit(word.start)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Draw anew for a screen with other pixels."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.resized.emit()
        return super().event(event)

    def sizeHint(self) -> QSize:
        """Ask for what a page needs to be read."""
        return QSize(420, 560)


@cache
def _light() -> Theme:
    return Theme("light")
