# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The voice track: who speaks where in the article, a lane each; a click or a drag goes there."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from reader.document import Span
from reader.ui.accessible import Part, announce, parts_changed
from reader.ui.marks import lanes as voices
from reader.ui.marks.lane_painter import paint_stretch, stretches
from reader.ui.marks.lanes import Lane, LaneKind, Piece
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.own_signs import paint_notch
from reader.ui.marks.track_parts import Key, lane_parts
from reader.ui.theme import Theme, interface_font, text_scale
from reader.ui.wording import tr

_MARGIN = 14
_ABOVE, _BELOW = 9, 6
# Lanes share this height, in pixels, but none is higher than the highest; the author's is more.
_HEIGHT, _HIGHEST, _AUTHORS = 64, 14, 1.5
_MOST = 6
# Less width or height than this, of the page, has room for a few low lanes without names.
_NARROW, _LOW = 760, 480
_LOW_LANE = 9
_LETTERS = 10.0
_WIDEST_NAME = 118
# The mouse need not hit a tick or a short piece by the pixel.
_NEAR = 4


class VoiceTrack(QWidget):
    """Whose words lie where.

    Signals:
        chosen: The span to go to.
        dragged: The offset to bring to the top of the screen.
    """

    chosen = Signal(object)
    dragged = Signal(int)

    def __init__(self, index: MarkIndex, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("track")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Voices in the article"))
        self._index = index
        self._theme = theme
        self._shown = Span(0, 0)
        self._small = False
        self._speakers: list[Lane] = []
        self._lanes: list[Lane] = []
        self._outline = voices.headings(index)
        self._picture: QPixmap | None = None
        self._current = (LaneKind.AUTHOR, "")
        self._stop = 0
        # Where the mouse was pressed, and how far below the top of the screen that is in the text.
        self._pressed: QPointF | None = None
        self._dragging = False
        self._below = 0
        self.refresh()

    # What it shows

    @property
    def lanes(self) -> Sequence[Lane]:
        """The lanes from above, without the headings."""
        return self._lanes

    @property
    def outline(self) -> Lane:
        """The headings."""
        return self._outline

    def refresh(self, *, speakers: bool = False) -> None:
        """Show what is marked now; of a book the speakers take a moment."""
        if speakers or not self._index.complete:
            self._speakers = voices.speakers(self._index)
        found = [voices.author(self._index), *self._speakers, voices.unjudged(self._index)]
        kept = [lane for lane in found if lane.pieces or lane.kind is LaneKind.AUTHOR]
        self._lanes = voices.joined(kept) if self._small else kept
        self._picture = None
        self.updateGeometry()
        self.update()
        if speakers:
            parts_changed(self)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self._picture = None
        self.update()

    def show_part(self, span: Span) -> None:
        """Frame what is on the screen."""
        if span != self._shown:
            self._shown = span
            self.update()

    def fit(self, room: QSize) -> None:
        """Take no more of a page than befits its size."""
        small = room.width() < _NARROW or room.height() < _LOW
        if small != self._small:
            self._small = small
            self.refresh()

    # Where it lies

    def _lane_height(self) -> float:
        unit = text_scale()
        if self._small:
            return _LOW_LANE * unit
        # As long as the speakers are not known, there is room for them; the text would jump.
        count = len(self._lanes) if self._index.complete else _MOST
        return unit * min(_HIGHEST, _HEIGHT / (max(4, count) + _AUTHORS - 1))

    def sizeHint(self) -> QSize:
        """Ask for a few low lines."""
        known = self._index.complete or self._small
        lanes = self._lane_height() * (len(self._lanes) + _AUTHORS - 1)
        return QSize(400, round(_ABOVE + (lanes if known else _HEIGHT * text_scale()) + _BELOW))

    def _names_width(self) -> float:
        if self._small:
            return 0
        metrics = QFontMetricsF(interface_font(_LETTERS * text_scale()))
        widest = max((metrics.horizontalAdvance(lane.name) for lane in self._lanes), default=0)
        return min(_WIDEST_NAME * text_scale(), widest) + 10

    def _room(self) -> QRectF:
        left = _MARGIN + self._names_width()
        height = self.height() - _ABOVE - _BELOW
        return QRectF(round(left), _ABOVE, max(1, self.width() - _MARGIN - round(left)), height)

    def lane_rect(self, number: int) -> QRectF:
        """Where a lane lies."""
        room, height = self._room(), self._lane_height()
        top = room.top() + (number + (_AUTHORS - 1 if number else 0)) * height
        high = height * (1 if number else _AUTHORS)
        return QRectF(room.left(), round(top), room.width(), round(top + high) - round(top) - 1)

    def x_of(self, offset: int) -> float:
        """Where an offset of the article lies."""
        room = self._room()
        return room.left() + offset * room.width() / max(1, len(self._index.article.text))

    def offset_at(self, x: float) -> int:
        """The offset of the article that lies there."""
        room, length = self._room(), len(self._index.article.text)
        return min(max(0, length - 1), max(0, round((x - room.left()) / room.width() * length)))

    def piece_rect(self, lane: Lane, piece: Piece) -> QRectF:
        """Where a piece of a lane lies, by the whole height of the lane."""
        left = self.x_of(piece.span.start)
        right = max(left + 2, self.x_of(piece.span.end))
        if lane.kind is LaneKind.HEADINGS:
            return QRectF(left - 1, 1, 4, _ABOVE - 2)
        rect = self.lane_rect(self._lanes.index(lane))
        return QRectF(left, rect.top(), right - left, rect.height())

    def _at(self, place: QPointF) -> tuple[Lane, Piece] | None:
        """The piece at a point, or as good as there."""
        if place.y() < _ABOVE:
            lane: Lane | None = self._outline
        else:
            inside = (n for n in range(len(self._lanes)) if place.y() <= self.lane_rect(n).bottom())
            number = next(inside, None)
            lane = self._lanes[number] if number is not None else None
        if lane is None or not lane.pieces:
            return None
        first, last = self.offset_at(place.x() - _NEAR), self.offset_at(place.x() + _NEAR)
        here = self.offset_at(place.x())
        near = [item for item in lane.pieces if item.span.start <= last and item.span.end > first]
        if lane.kind is LaneKind.HEADINGS:
            near = [piece for piece in near if first <= piece.span.start]
        nearest = min(near, key=lambda piece: _distance(piece.span, here), default=None)
        return (lane, nearest) if nearest else None

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint where the reader is, and over it the lanes."""
        super().paintEvent(event)
        if self._picture is None or self._picture.deviceIndependentSize() != self.size().toSizeF():
            self._picture = self._painted()
        painter = QPainter(self)
        if len(self._shown):
            left, right = self.x_of(self._shown.start), self.x_of(self._shown.end)
            frame = QRectF(round(left), 0, max(4, round(right - left)), self.height() - 1)
            painter.fillRect(frame, self._theme.faded("accent", 0.1))
            for x in (frame.left(), frame.right() - 1):
                painter.fillRect(QRectF(x, 0, 1, frame.height()), self._theme["text_muted"])
        painter.drawPixmap(0, 0, self._picture)
        if self.hasFocus():
            self._paint_focus(painter)

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        theme, length = self._theme, len(self._index.article.text)
        room = self._room()
        painter.setFont(interface_font(_LETTERS * text_scale()))
        metrics = QFontMetricsF(painter.font())
        for number, lane in enumerate(self._lanes):
            rect = self.lane_rect(number)
            painter.fillRect(QRectF(rect.left(), rect.bottom(), rect.width(), 1), theme["border"])
            for stretch in stretches(lane.pieces, length, round(rect.width())):
                paint_stretch(painter, rect, stretch, theme)
            if not self._small:
                name = QRectF(_MARGIN, rect.top() - 3, rect.left() - _MARGIN - 8, rect.height() + 6)
                words = metrics.elidedText(lane.name, Qt.TextElideMode.ElideRight, name.width())
                painter.setPen(theme["text_muted"])
                painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, words)
        above = QRectF(room.left(), 1, room.width(), _ABOVE - 3)
        for stretch in stretches(self._outline.pieces, length, round(room.width())):
            paint_stretch(painter, above, stretch, theme)
        for sentence in self._index.own_numbers():
            middle = self.x_of(self._index.sentences[sentence].start)
            paint_notch(painter, middle, room.top(), theme)
        painter.end()
        return picture

    def _paint_focus(self, painter: QPainter) -> None:
        found = self._focused()
        painter.setPen(QPen(self._theme["accent"], 2))
        if found is None:
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -2))
            return
        rect = self.piece_rect(*found).adjusted(-2, -2, 2, 1)
        painter.drawRoundedRect(rect, 2, 2)

    # Words

    def said(self, lane: Lane, piece: Piece) -> str:
        """A piece in words: what it is, the how manieth of its lane, and how it begins."""
        same = [other for other in lane.stops if _counted_as(other) == _counted_as(piece)] or [
            piece
        ]
        place = tr("{0}, {1} of {2}").format(piece.label, same.index(piece) + 1, len(same))
        number = self._index.sentence_at(piece.span.start)
        own = f" ({tr('yours')})" if number in self._index.own_numbers() else ""
        return f"{place}{own}: {voices.beginning(self._index, piece.span)}"

    def text_at(self, place: QPointF) -> str:
        """What lies at a point, and under which heading."""
        found = self._at(place)
        words = [self.said(*found)] if found else []
        heading = voices.section(self._outline, self.offset_at(place.x()))
        if heading is not None and (found is None or found[0] is not self._outline):
            words.append(tr("In “{0}”").format(voices.beginning(self._index, heading.span)))
        return "\n".join(words)

    # Mouse

    def event(self, event: QEvent) -> bool:
        """Say what lies under the mouse."""
        if isinstance(event, QHelpEvent):
            words = self.text_at(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            offset = self.offset_at(event.position().x())
            inside = self._shown.start <= offset < self._shown.end
            self._below = offset - self._shown.start if inside else len(self._shown) // 3

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the text along."""
        if self._pressed is None:
            return
        moved = (event.position() - self._pressed).manhattanLength()
        self._dragging = self._dragging or moved >= QApplication.startDragDistance()
        if self._dragging:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._drag(event.position().x())

    def _drag(self, x: float) -> None:
        self.dragged.emit(max(0, self.offset_at(x) - self._below))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to what was clicked, unless the text was dragged there."""
        if self._pressed is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if not self._dragging:
            found = self._at(event.position())
            if found is None:
                self._drag(event.position().x())
            else:
                self._focus(*found)
                self.chosen.emit(found[1].span)
        self._pressed, self._dragging = None, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    # Keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin where the reader is, unless a click has."""
        super().focusInEvent(event)
        found = self._focused()
        if found is not None and event.reason() is not Qt.FocusReason.MouseFocusReason:
            lane, here = found[0], self._shown.start
            self._focus(lane, min(lane.stops, key=lambda item: abs(item.span.start - here)))
            self.setAccessibleDescription(self.said(*self._focused() or found))

    def _all(self) -> list[Lane]:
        """The lanes that have something to step through, from above."""
        return [lane for lane in (self._outline, *self._lanes) if lane.stops]

    def _focused(self) -> tuple[Lane, Piece] | None:
        """The piece at which the keyboard is."""
        found = self._all()
        if not found:
            return None
        lane = next((item for item in found if key_of(item) == self._current), None)
        if lane is None:
            lane = next((item for item in found if item.kind is LaneKind.AUTHOR), found[0])
        return lane, lane.stops[min(self._stop, len(lane.stops) - 1)]

    def _focus(self, lane: Lane, piece: Piece) -> None:
        self._current = key_of(lane)
        self._stop = lane.stops.index(piece) if piece in lane.stops else 0
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along a lane and from lane to lane; Enter goes there."""
        found, key = self._focused(), event.key()
        if found is None:
            super().keyPressEvent(event)
            return
        lane, piece = found
        lanes, stops = self._all(), lane.stops
        along = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key))
        across = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key))
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_to(piece)
            return
        if along is not None:
            number = min(len(stops) - 1, max(0, stops.index(piece) + along))
            self._focus(lane, stops[number])
        elif across is not None:
            number = min(len(lanes) - 1, max(0, lanes.index(lane) + across))
            other = lanes[number]
            nearest = min(other.stops, key=lambda item: abs(item.span.start - piece.span.start))
            self._focus(other, nearest)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._focus(lane, stops[0 if key == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)
            return
        self._say()

    def _say(self) -> None:
        found = self._focused()
        if found is not None:
            words = self.said(*found)
            self.setAccessibleDescription(words)
            announce(self, words, at_once=True)

    # Screen readers

    def accessible_role(self) -> QAccessible.Role:
        """A group of lists."""
        return QAccessible.Role.Grouping

    def accessible_parts(self) -> Sequence[Part]:
        """The lanes."""
        # Qt asks for them while the widget is being made.
        if not hasattr(self, "_lanes"):
            return ()
        return lane_parts(self, map(key_of, self._all()))

    def go_to(self, piece: Piece) -> None:
        """Have the text go to a piece."""
        self.chosen.emit(piece.span)

    def lane_of(self, key: Key) -> Lane | None:
        """The lane of a kind and a name, if there is one now."""
        return next((lane for lane in self._all() if key_of(lane) == key), None)

    def is_focused(self, piece: Piece) -> bool:
        """Whether the keyboard is at a piece."""
        found = self._focused()
        return self.hasFocus() and found is not None and found[1] == piece

    def on_screen(self, rect: QRectF) -> QRect:
        """A rectangle of the track, as one of the screen."""
        place = rect.toAlignedRect()
        return QRect(self.mapToGlobal(place.topLeft()), place.size())


def key_of(lane: Lane) -> Key:
    """What stays of a lane when it is made again."""
    return lane.kind, lane.name


def _counted_as(piece: Piece) -> str:
    """What pieces are counted together: opinions have each their own probability."""
    return piece.look if piece.look is voices.Look.OPINION else piece.label


def _distance(span: Span, offset: int) -> int:
    return max(span.start - offset, offset - span.end + 1, 0)
