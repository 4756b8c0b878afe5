# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The rows of the actors: how they are painted, and what mouse and keyboard do on them."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from reader.document import Actor
from reader.document.account import ViewpointAccount
from reader.ui.marks.own_signs import paint_pencil
from reader.ui.sidebar.actor_model import (
    ACTOR_ROLE,
    OPEN_ROLE,
    OWN_ROLE,
    VIEWPOINTS_ROLE,
    once,
    second_line,
)
from reader.ui.sidebar.quotes import QuoteSetter
from reader.ui.sidebar.rows import Index, RowList
from reader.ui.sidebar.signs import paint_fold, paint_sign, paint_treatment
from reader.ui.theme import Theme, enlarge, interface_font, scaled, text_scale
from reader.ui.wording import actor_type, tr

_LEFT = 36
_RIGHT = 14
_TOP, _BOTTOM = 10, 9
_NAME_LINE, _LINE, _BAR_LINE = 19, 18, 12
_BAR = (150, 5)
_PENCIL = 18  # after the type of an actor of whom the reader said something
_FOLD = 38
_QUOTES_SHOWN = 8
_QUOTE_LINES = 3
_QUOTE_GAP = 8


class ActorDelegate(QStyledItemDelegate):
    """Paints an actor; the selected one with what they say."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self._quotes = QuoteSetter(_QUOTE_LINES)

    def quotes(self, row: QRect, index: Index) -> Iterator[tuple[QRect, ViewpointAccount]]:
        """Where in the selected row, and what, the viewpoints are; all in pixels at 100 %."""
        actor: Actor = index.data(ACTOR_ROLE)
        y = row.top() + _above_quotes(actor) + _QUOTE_GAP // 2
        room = row.width() - _LEFT - _RIGHT
        entries: Sequence[ViewpointAccount] = index.data(VIEWPOINTS_ROLE)
        for entry in entries[:_QUOTES_SHOWN]:
            height = self._quotes.height(entry, room)
            yield QRect(row.left() + _LEFT, y, room, height), entry
            y += height + _QUOTE_GAP

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the lines that this actor has."""
        view = option.widget
        if not isinstance(view, QListView):
            return QSize(200, 40)
        if _is_fold(index):
            return QSize(view.viewport().width(), scaled(_FOLD))
        width = round(view.viewport().width() / text_scale())
        height = _above_quotes(index.data(ACTOR_ROLE))
        if view.selectionModel().isSelected(index):
            for rect, _ in self.quotes(QRect(0, 0, width, 0), index):
                height = rect.bottom() + 1 + _QUOTE_GAP
            height += _LINE if _hidden(index) else 0
        return QSize(view.viewport().width(), scaled(height + _BOTTOM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint sign, name, type, count, second line, treatment and viewpoints; or the fold."""
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        theme = self.theme
        painter.save()
        rect = enlarge(painter, option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(rect, theme["selected"])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme["raised"])
        if selected or state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme["accent"])
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme["border"])
        if _is_fold(index):
            self._paint_fold(painter, rect, index)
        else:
            self._paint_actor(painter, rect, index, selected=selected)
        painter.restore()

    def _paint_fold(self, painter: QPainter, rect: QRect, index: Index) -> None:
        sign = QPointF(rect.left() + 14, rect.center().y() - 7)
        paint_fold(painter, sign, self.theme, opened=index.data(OPEN_ROLE))
        painter.setFont(interface_font(14))
        painter.setPen(self.theme["text"])
        words = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, rect.width() - _LEFT - _RIGHT
        )
        place = rect.adjusted(_LEFT, 0, -_RIGHT, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_actor(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        actor: Actor = index.data(ACTOR_ROLE)
        theme = self.theme
        y = rect.top() + _TOP
        paint_sign(painter, QPointF(rect.left() + 14, y + 3), actor.type, theme)
        self._paint_name(painter, rect, y, index)
        y += _NAME_LINE
        words = second_line(actor)
        room = rect.width() - _LEFT - _RIGHT
        if words:
            self._paint_muted(painter, QPoint(rect.left() + _LEFT, y + 13), words, room)
            y += _LINE
        if actor.treatment is not None:
            bar = QRectF(rect.left() + _LEFT, y + 3, min(_BAR[0], room), _BAR[1])
            paint_treatment(painter, bar, actor.treatment, theme)
            if len(actor.mentions) == 1:
                self._paint_muted(painter, QPoint(round(bar.right()) + 8, y + 10), once(), room)
        if selected:
            for place, entry in self.quotes(rect, index):
                self._quotes.paint(painter, place, entry, theme)
            if hidden := _hidden(index):
                text = tr("and {0} more under Viewpoints").format(f"{hidden:,}")
                place = QRect(rect.left() + _LEFT, rect.bottom() - _BOTTOM - 4, room, 0)
                self._paint_muted(painter, place.topLeft(), text, room)

    def _paint_muted(self, painter: QPainter, place: QPoint, words: str, room: int) -> None:
        painter.setFont(interface_font(12.5))
        painter.setPen(self.theme["text_muted"])
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, shown)

    def _paint_name(self, painter: QPainter, rect: QRect, y: int, index: Index) -> None:
        theme = self.theme
        actor: Actor = index.data(ACTOR_ROLE)
        count = f"{len(actor.mentions):,}"
        painter.setFont(interface_font(14))
        painter.setPen(theme["text_muted"])
        count_width = painter.fontMetrics().horizontalAdvance(count)
        painter.drawText(QPoint(rect.right() - _RIGHT - count_width, y + 14), count)
        room = rect.width() - _LEFT - _RIGHT - count_width - 12
        kind = actor_type(actor.type)
        kind_width = QFontMetrics(interface_font(11)).horizontalAdvance(kind) + 9
        own: bool = index.data(OWN_ROLE)
        room -= _PENCIL if own else 0
        painter.setFont(interface_font(14, strong=True))
        painter.setPen(theme["text"])
        metrics = painter.fontMetrics()
        name = metrics.elidedText(actor.name, Qt.TextElideMode.ElideRight, room - kind_width)
        painter.drawText(QPoint(rect.left() + _LEFT, y + 14), name)
        x = rect.left() + _LEFT + metrics.horizontalAdvance(name) + 8
        painter.setFont(interface_font(11))
        painter.setPen(theme["text_muted"])
        painter.drawText(QPoint(x, y + 14), kind)
        if own:
            place = QPointF(x + kind_width, y + 3)
            paint_pencil(painter, place, theme)


def _is_fold(index: Index) -> bool:
    return index.isValid() and index.data(ACTOR_ROLE) is None


def _above_quotes(actor: Actor) -> int:
    """How high everything is that a row always shows."""
    height = _TOP + _NAME_LINE + (_LINE if second_line(actor) else 0)
    return height + (_BAR_LINE if actor.treatment is not None else 0)


def _hidden(index: Index) -> int:
    return max(0, len(index.data(VIEWPOINTS_ROLE)) - _QUOTES_SHOWN)


class ActorView(RowList):
    """The rows of the actors.

    Signals:
        stepped: To go on by so many mentions of the selected actor.
        quote_chosen: The place of a viewpoint of the selected actor.
        left: Nobody is to be selected.
        turned: Those who speak once are to be shown (True) or folded away.
        menu_made: A menu for an actor, to which more can be added.
    """

    stepped = Signal(int)
    quote_chosen = Signal(object)
    left = Signal()
    turned = Signal(bool)
    menu_made = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._pressed: ViewpointAccount | None = None
        self._fold_pressed = False

    def quote_at(self, point: QPoint) -> ViewpointAccount | None:
        """The viewpoint under a point of the viewport."""
        index = self.indexAt(point)
        delegate = self.itemDelegate()
        if not isinstance(delegate, ActorDelegate) or not self.selectionModel().isSelected(index):
            return None
        row, scale = self.visualRect(index), text_scale()
        inside = (point - row.topLeft()) / scale
        for rect, entry in delegate.quotes(QRect(0, 0, round(row.width() / scale), 0), index):
            if rect.contains(inside):
                return entry
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select the row, and note which viewpoint was pressed: the rows move afterwards."""
        self._pressed = self.quote_at(event.position().toPoint())
        self._fold_pressed = self._fold_under(event)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second click turns the fold again."""
        self._fold_pressed = self._fold_under(event)
        super().mouseDoubleClickEvent(event)

    def _fold_under(self, event: QMouseEvent) -> bool:
        left = event.button() is Qt.MouseButton.LeftButton
        return left and _is_fold(self.indexAt(event.position().toPoint()))

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Leave whoever is selected so while the fold is used."""
        if _is_fold(index):
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Turn the fold if it was clicked, or go to the viewpoint that was."""
        super().mouseReleaseEvent(event)
        pressed_fold, self._fold_pressed = self._fold_pressed, False
        if pressed_fold and self._fold_under(event):
            self.turned.emit(not self.currentIndex().data(OPEN_ROLE))
        pressed, self._pressed = self._pressed, None
        left = event.button() is Qt.MouseButton.LeftButton
        if pressed is not None and left and self.quote_at(event.position().toPoint()) == pressed:
            self.quote_chosen.emit(pressed.place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        super().mouseMoveEvent(event)
        over = self.quote_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def menu_of(self, index: Index) -> QMenu | None:
        """Step through the mentions, copy the name, or show all of the text again."""
        if _is_fold(index):
            return None
        name: str = index.data()
        menu = QMenu(self)
        menu.addAction(self.tr("Next mention"), lambda: self.stepped.emit(1))
        menu.addAction(self.tr("Previous mention"), lambda: self.stepped.emit(-1))
        menu.addSeparator()
        menu.addAction(self.tr("Copy name"), lambda: QGuiApplication.clipboard().setText(name))
        menu.addAction(self.tr("Dim nothing"), self.left.emit)
        menu.addSeparator()
        self.menu_made.emit(menu, index.data(ACTOR_ROLE))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step through the mentions with Enter, leave with Escape; turn the fold as in a tree."""
        if self._turn_by(Qt.Key(event.key())):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _turn_by(self, key: Qt.Key) -> bool:
        """Whether a key means something for the fold, and what it means done."""
        index = self.currentIndex()
        if _is_fold(index):
            opened = index.data(OPEN_ROLE)
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
                self.turned.emit(not opened)
            elif key == Qt.Key.Key_Right and opened:
                self.setCurrentIndex(index.siblingAtRow(index.row() + 1))
            elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self.turned.emit(key == Qt.Key.Key_Right)
            else:
                return False
            return True
        if key == Qt.Key.Key_Left and index.data(OPEN_ROLE):
            while index.isValid() and not _is_fold(index):
                index = index.siblingAtRow(index.row() - 1)
            # The filter leaves the fold out.
            if index.isValid():
                self.setCurrentIndex(index)
                return True
        return False
