# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Shows one article, set as a page, with its marks painted over it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import (
    QEvent,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QLabel, QTextEdit

from reader.document import Article, Span
from reader.document.readers_marks import Placed
from reader.document.spans import SpanSet
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.page.folding import folds
from reader.ui.page.gutter import Gutter, SpeakerLabel
from reader.ui.page.page_painter import Highlights, PagePainter
from reader.ui.page.page_text import PADDING, PageText
from reader.ui.page.read_out import ReadOut
from reader.ui.page.text_places import TextPlaces
from reader.ui.theme import Theme, scaled

_SCROLL_BAR = 11
_LEAST_MARGIN = 24
_LABEL_MARGIN = 118
_LABELLED = 420  # the least width of a page with names beside it
# The keys of the reader's own marks.
_MARKS = {
    Qt.Key.Key_O.value: "opinion",
    Qt.Key.Key_F.value: "fact",
    Qt.Key.Key_U.value: "unclear",
    Qt.Key.Key_V.value: "viewpoint",
    Qt.Key.Key_L.value: "loaded",
    Qt.Key.Key_H.value: "highlight",
    Qt.Key.Key_M.value: "note",
}
# A longer text, in code points, is set again in slices rather than in one go.
_LONG = 60_000
# So long after the last change of width, in milliseconds.
_PATIENCE = 150


class ArticleView(ReadOut):
    """The page of one article.

    Signals:
        hovered: The mouse rests on an offset of the article, or on nothing (None).
        activated: The reader clicked on an offset or pressed Enter at it.
        followed: The reader clicked on an offset while Ctrl was held.
        steps_requested: To go on by so many marks.
        sentences_requested: To go on by so many sentences.
        zoom_requested: To zoom by so many steps.
        looked_at: The part on the screen has changed.
        moved: Another span is the current one, or none.
        mark_requested: To mark what is selected, or where the keyboard is, as the name says.
        menu_requested: Where on the screen, and at which offset of the article, if at any.
    """

    hovered = Signal(object)
    activated = Signal(int)
    followed = Signal(int)
    steps_requested = Signal(int)
    sentences_requested = Signal(int)
    zoom_requested = Signal(int)
    looked_at = Signal()
    moved = Signal()
    mark_requested = Signal(str)
    menu_requested = Signal(QPoint, object)

    def __init__(self, article: Article, about: str, index: MarkIndex, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("article")
        self.setAccessibleName(self.tr("Article"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setReadOnly(True)
        self.setAcceptDrops(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        # The column has a width of its own, so that most changes of the window's move nothing.
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.article = article
        self.index = index
        self.theme = theme
        self.zoom = 1.0
        self._about = about
        self._highlights = Highlights()
        self._wanted: tuple[int, float | None] | None = None
        # The page as it looked, while it is being set again.
        self._still = QLabel(self)
        self._still.hide()
        self._left, self._right = Gutter(self, self, labelled=True), Gutter(self, self)
        self.speakers: Sequence[SpeakerLabel] = ()
        # What stays at the top while the window changes its size; scrolling lets go of it.
        self._anchor: tuple[int, float | None] | None = None
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._renewal = QTimer(self)
        self._renewal.setSingleShot(True)
        self._renewal.setInterval(_PATIENCE)
        self._renewal.timeout.connect(self._renew)
        self._folds = folds(article)
        self._page = self._new_page()
        self.places = TextPlaces(self, self._page)
        self._begun = False

    # Text

    def set_look(self, theme: Theme, zoom: float) -> None:
        """Set the page again with other colours or at another size, keeping the place."""
        if (theme, zoom) != (self.theme, self.zoom):
            self.theme, self.zoom = theme, zoom
            self._renew()

    def showEvent(self, event: QShowEvent) -> None:
        """Set the page when it is first looked at."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self._page = self._new_page()
            self._set_page()

    def _new_page(self) -> PageText:
        return PageText(self.article, self._about, self.theme, self.zoom, self, folds=self._folds)

    def unfold(self) -> None:
        """Show the page furniture that is folded on top."""
        if self._folds:
            self._folds = ()
            self._renew()

    def _renew(self) -> None:
        if not self._begun:
            return
        scrolled = self.verticalScrollBar().value() > 0
        place = self._wanted[0] if self._still.isVisible() and self._wanted else None
        if place is None and scrolled:
            place = self._anchor[0] if self._anchor else self.places.first_offset()
            if len(self.article.text) > _LONG:
                self._still.setPixmap(self.viewport().grab())
                self._still.setGeometry(self.viewport().geometry())
                self._still.show()
        old = self._page
        old.stop()
        self._page = self._new_page()
        self._set_page(at_once=len(self.article.text) <= _LONG)
        old.deleteLater()
        if place is not None:
            self.go_to(place, share=0)

    def _set_page(self, *, at_once: bool = False) -> None:
        page = self.places.page = self._page
        page.grown.connect(self._on_grown)
        page.picture_ready.connect(self.viewport().update)
        # Qt lays a document out anew when it is shown; it is shown empty, and grows.
        self.setDocument(page.document)
        # Where the keyboard is shows as a frame around the sentence, not as a bar in the text.
        self.setCursorWidth(0)
        self._place_margins()
        self.setLineWrapColumnOrWidth(self._text_width())
        page.start(at_once=at_once)
        # A short text is whole by now and will not grow.
        self._on_grown()
        self.viewport().update()

    def _on_grown(self) -> None:
        if self._wanted is not None:
            offset, share = self._wanted
            if self._page.reaches(offset):
                self.go_to(offset, share=share)

    @property
    def whole(self) -> bool:
        """Whether all of the text is set."""
        return self._page.whole

    # Places

    def place(self) -> tuple[int, float | None] | None:
        """The first offset on the screen and at what share of the height; None at the very top.

        `go_to` takes both.
        """
        if self._wanted is not None:
            return self._wanted
        if self.verticalScrollBar().value() == 0:
            return None
        offset = self.places.first_offset()
        top, _ = self.places.line_at(offset)
        bar, height = self.verticalScrollBar(), max(1, self.viewport().height())
        return offset, (top - bar.value()) / height

    def go_to(self, offset: int, *, share: float | None = None) -> None:
        """Scroll to an offset; to `share` of the height if given, else only as far as needed."""
        if not self._page.reaches(offset):
            self._wanted = (offset, share)
            return
        self._wanted = None
        self._still.hide()
        top, bottom = self.places.line_at(offset)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        above, below = top - bar.value(), bottom - bar.value()
        if share is None:
            if 0.08 * height <= above and below <= 0.85 * height:
                return
            share = 0.3
        value = round(top - share * height)
        bar.setValue(value)
        if value > bar.maximum() and not self._page.whole:
            # Too little is set below it to scroll so far.
            self._wanted = (offset, share)

    def go_to_span(self, span: Span) -> None:
        """Make a span the current one, with the keyboard's caret at its start."""
        self.current = span
        if any(fold.start <= span.start < fold.end for fold in self._folds):
            self.unfold()
        qt_start = self._page.positions.to_qt(span.start)
        if qt_start is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(qt_start)
            bar = self.verticalScrollBar()
            value = bar.value()
            self.setTextCursor(cursor)
            bar.setValue(value)
        self.go_to(span.start)
        self.viewport().update()

    def here(self) -> Span | None:
        """The current span, unless the reader has scrolled away from it."""
        current = self.current
        if current is None or self._wanted is not None:
            return current
        shown = self.places.shown_part()
        return current if current.start < shown.end and current.end > shown.start else None

    def reading_offset(self) -> int:
        """Where the reader is: at the current span, else the caret, if they are seen, or on top."""
        here = self.here()
        if here is not None:
            return here.start
        caret = self._page.positions.to_offset(self.textCursor().position())
        shown = self.places.shown_part()
        if caret is not None and shown.start <= caret < shown.end:
            return caret
        seen = self.index.sentences_in(shown.start, shown.end)
        return next((item.start for item in seen if item.start >= shown.start), shown.start)

    def selected(self) -> Span | None:
        """The words that are selected, without the white space around them."""
        cursor = self.textCursor()
        start = self._page.positions.to_offset(cursor.selectionStart())
        end = self._page.positions.to_offset(cursor.selectionEnd())
        if start is None or end is None:
            return None
        words = self.article.text[start:end]
        start += len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip())) if words.strip() else None

    # Marks

    @property
    def current(self) -> Span | None:
        """Where the reader is."""
        return self._highlights.current

    @current.setter
    def current(self, span: Span | None) -> None:
        self._highlights.current = span
        self.viewport().update()
        self.moved.emit()

    def marks_changed(self) -> None:
        """Paint again what the index says now."""
        self.viewport().update()
        self._right.update()

    def show_speakers(self, labels: Sequence[SpeakerLabel]) -> None:
        """Show who speaks, in the margin."""
        self.speakers = labels
        self._place_margins()
        self._left.update()

    def show_mentions(self, mentions: Sequence[Span], kept: Sequence[Span]) -> None:
        """Show where an actor is mentioned, and dim all but the stretches kept."""
        self._highlights.mentions, self._highlights.kept = SpanSet(mentions), SpanSet(kept)
        self.viewport().update()
        self._left.update()

    def show_grounds(self, grounds: Sequence[Span]) -> None:
        """Show which words a mark rests on: the source and the cue of a viewpoint."""
        if grounds or self._highlights.grounds:
            self._highlights.grounds = SpanSet(grounds)
            self.viewport().update()

    def show_found(self, found: Sequence[Span]) -> None:
        """Show what the find bar found."""
        self._highlights.found = SpanSet(found)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the marks behind the words, the words, and the lines under them."""
        scrolled = self.verticalScrollBar().value()
        blocks = list(self.places.visible_blocks())
        page = PagePainter(self.theme, self.zoom, self.index, self.places.runs_of)
        painter = QPainter(self.viewport())
        painter.translate(0, -scrolled)
        page.behind(painter, blocks, self._highlights, self.viewport().width())
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.translate(0, -scrolled)
        seen = QRectF(self.viewport().rect()).translated(0, scrolled)
        page.over(painter, blocks, self._highlights, seen)
        painter.end()

    # Margins

    def _text_width(self) -> int:
        return self._column() + 2 * PADDING

    def _column(self) -> int:
        room = self.width() - _SCROLL_BAR - self._least_left() - _LEAST_MARGIN - 2 * PADDING
        return max(160, min(round(self.theme.typesetting.column * self.zoom), room))

    def _least_left(self) -> int:
        labelled = self.speakers and self.width() > scaled(_LABELLED)
        return scaled(_LABEL_MARGIN) if labelled else _LEAST_MARGIN

    def _place_margins(self) -> None:
        width = self._text_width()
        room = self.width() - _SCROLL_BAR - width
        left = max(self._least_left(), room // 2)
        bar = self.verticalScrollBar().width() if self.verticalScrollBar().isVisible() else 0
        right = max(0, self.width() - bar - width - left)
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        top, height = 0, self.height()
        self._left.setGeometry(0, top, left, height)
        self._right.setGeometry(left + width, top, right, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, its width while there is room, and the first words."""
        anchor = self._anchor = self._anchor or self.place()
        before = self.viewport().width()
        self._place_margins()
        if self.viewport().width() != before:
            # The change of the margins has sent an event of its own.
            return
        super().resizeEvent(event)
        if self.lineWrapColumnOrWidth() != self._text_width():
            if len(self.article.text) > _LONG:
                self._renewal.start()
            else:
                self.setLineWrapColumnOrWidth(self._text_width())
        if anchor is not None and self._begun:
            self.go_to(anchor[0], share=anchor[1])
            self._anchor = anchor

    def labels_on_screen(self) -> Iterator[tuple[float, SpeakerLabel, bool]]:
        """The speakers whose words begin on the screen: height on it, whose, whether dimmed."""
        if not self.speakers or not self.index.view.viewpoints:
            return
        start, end = self._set_part()
        for label in self.speakers:
            if start <= label.offset < end and self._page.reaches(label.offset):
                yield self._height_of(label.offset), label, self._highlights.dims(label.offset)

    def own_on_screen(self) -> Iterator[tuple[float, list[Placed]]]:
        """The reader's marks that begin on the screen, those of each line together, by height."""
        start, end = self._set_part()
        lines: dict[float, list[Placed]] = {}
        for item in self.index.readers_in(start, end):
            if item.span.start >= start and self._page.reaches(item.span.start):
                lines.setdefault(self._height_of(item.span.start), []).append(item)
        yield from sorted(lines.items())

    def _set_part(self) -> tuple[int, int]:
        """The first and last offset of the blocks on the screen."""
        pieces = [piece for _, _, piece in self.places.visible_blocks() if piece.kind is not None]
        return (pieces[0].start, pieces[-1].end) if pieces else (0, 0)

    def _height_of(self, offset: int) -> float:
        top, bottom = self.places.line_at(offset)
        return (top + bottom) / 2 - self.verticalScrollBar().value()

    def _on_scrolled(self) -> None:
        self._anchor = None
        self._left.update()
        self._right.update()
        self.looked_at.emit()

    def sizeHint(self) -> QSize:
        """Ask for a column and its margins."""
        return QSize(self.theme.typesetting.column + 240, 600)

    # Mouse and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what the mouse rests on."""
        super().mouseMoveEvent(event)
        if not event.buttons():
            self.hovered.emit(self.places.offset_at(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell what was clicked, unless words were selected."""
        super().mouseReleaseEvent(event)
        offset = self.places.offset_at(event.position().toPoint())
        clicked = event.button() is Qt.MouseButton.LeftButton
        if clicked and self.places.is_fold(event.position().toPoint()):
            self.unfold()
        if clicked and offset is not None and not self.textCursor().hasSelection():
            ctrl = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            (self.followed if ctrl else self.activated).emit(offset)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu for the words under the mouse, or where the keyboard is."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            caret = self.reading_offset()
            under = self.places.rect_of(Span(caret, caret + 1)).bottomLeft()
            self.menu_requested.emit(self.viewport().mapToGlobal(under), caret)
        else:
            self.menu_requested.emit(event.globalPos(), self.places.offset_at(event.pos()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell that the mouse is elsewhere."""
        super().leaveEvent(event)
        self.hovered.emit(None)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom while Ctrl is held."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, step through marks and sentences, or ask about one."""
        bar = self.verticalScrollBar()
        page = round(self.viewport().height() * 0.9)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        key = event.key()
        if key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + (-page if shift else page))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not shift:
            # With Ctrl as well, which would only lead to where the caret can go.
            bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
        elif not plain:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = round(56 * self.zoom)
            bar.setValue(bar.value() + (step if key == Qt.Key.Key_Down else -step))
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            bar.setValue(bar.value() + (page if key == Qt.Key.Key_PageDown else -page))
        elif key in (Qt.Key.Key_N, Qt.Key.Key_P):
            self.steps_requested.emit(1 if key == Qt.Key.Key_N else -1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.sentences_requested.emit(1 if key == Qt.Key.Key_Right else -1)
        elif (mark := _MARKS.get(key)) is not None:
            self.mark_requested.emit(mark)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.activated.emit(self.reading_offset())
        else:
            super().keyPressEvent(event)
