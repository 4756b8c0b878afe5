# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of actors: model, painter and panel with its filter."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPolygonF
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.document import Actor, ActorType, Treatment
from reader.ui.sidebar.entries import ViewpointEntry
from reader.ui.sidebar.rows import RowList
from reader.ui.theme import Theme, interface_font
from reader.ui.wording import actor_type, counted, percent, tr

ACTOR_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_Index = QModelIndex | QPersistentModelIndex

_LEFT = 36
_RIGHT = 14
_TOP = 10
_NAME_LINE, _LINE = 19, 18
_BAR = (150, 5)
_QUOTES_SHOWN = 8
_QUOTE_LINES = 3


def second_line(actor: Actor) -> str:
    """The role and the other names of an actor."""
    others = [alias for alias in actor.aliases if alias != actor.name]
    also = tr("also {0}").format(", ".join(f"“{alias}”" for alias in others)) if others else ""
    return " · ".join(part for part in (actor.role or "", also) if part)


class ActorListModel(QAbstractListModel):
    """The actors of an article, the weightiest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actors: Sequence[Actor] = ()

    def set_actors(self, actors: Sequence[Actor]) -> None:
        """Show other actors."""
        self.beginResetModel()
        self._actors = tuple(actors)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many actors there are."""
        return 0 if parent.isValid() else len(self._actors)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The name, the whole actor, or all of it in words."""
        if not index.isValid() or index.row() >= len(self._actors):
            return None
        actor = self._actors[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return actor.name
        if role == ACTOR_ROLE:
            return actor
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.spoken(actor)
        return None

    def spoken(self, actor: Actor) -> str:
        """Everything a row shows, in words."""
        mentions = counted(len(actor.mentions), tr("mention"), tr("mentions"))
        parts = [f"{actor.name}, {actor_type(actor.type)}", second_line(actor), mentions]
        if actor.treatment is not None:
            parts.append(treatment_words(actor.treatment))
        return ". ".join(part for part in parts if part)


def treatment_words(treatment: Treatment) -> str:
    """How the author treats an actor, in figures."""
    return tr("The author’s sentences: {0} critical, {1} neutral, {2} favourable").format(
        percent(treatment.critical), percent(treatment.neutral), percent(treatment.favourable)
    )


class ActorFilter(QSortFilterProxyModel):
    """The actors whose name, other names, role or type hold what was typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = ""

    def set_wanted(self, text: str) -> None:
        """Filter by other words."""
        self._wanted = text.casefold().strip()
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: _Index) -> bool:
        """Whether a row holds the words."""
        actor = self.sourceModel().index(row, 0, parent).data(ACTOR_ROLE)
        if not self._wanted or not isinstance(actor, Actor):
            return True
        words = (actor.name, *actor.aliases, actor.role or "", actor_type(actor.type))
        return any(self._wanted in word.casefold() for word in words)


def paint_sign(painter: QPainter, place: QPointF, kind: ActorType, theme: Theme) -> None:
    """Paint the sign of an actor's type: disc, square, flag, two discs or diamond."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["shape"])
    x, y = place.x(), place.y()
    match kind:
        case ActorType.PERSON:
            painter.drawEllipse(QRectF(x, y, 14, 14))
        case ActorType.ORGANISATION:
            painter.drawRoundedRect(QRectF(x, y, 14, 14), 3, 3)
        case ActorType.COUNTRY:
            corners = [(0, 1), (14, 4), (14, 12), (0, 9)]
            painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
        case ActorType.GROUP:
            painter.drawEllipse(QRectF(x, y + 3, 9, 9))
            painter.drawEllipse(QRectF(x + 6, y + 3, 9, 9))
        case ActorType.OTHER:
            corners = [(7, 0), (14, 7), (7, 14), (0, 7)]
            painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))


def paint_treatment(painter: QPainter, rect: QRectF, treatment: Treatment, theme: Theme) -> None:
    """Paint the shares of critical, neutral and favourable sentences."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    x = rect.left()
    for share, role in (
        (treatment.critical, "critical"),
        (treatment.neutral, "neutral"),
        (treatment.favourable, "favourable"),
    ):
        width = rect.width() * share
        painter.setBrush(theme[role])
        painter.drawRect(QRectF(x, rect.top(), width, rect.height()))
        x += width
    painter.restore()


class ActorDelegate(QStyledItemDelegate):
    """Paints an actor; the selected one with what they say."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self.viewpoints: Mapping[str, Sequence[ViewpointEntry]] = {}

    def _lines(self, actor: Actor, width: int, *, selected: bool) -> int:
        height = _TOP + _NAME_LINE + (_LINE if second_line(actor) else 0)
        height += 12 if actor.treatment is not None else 0
        if selected:
            height += sum(
                self._quote_height(entry, width) + 6
                for entry in self.viewpoints.get(actor.id, ())[:_QUOTES_SHOWN]
            )
        return height + 9

    def _quote_height(self, entry: ViewpointEntry, width: int) -> int:
        metrics = QFontMetrics(interface_font(12.5))
        room = QRect(0, 0, width - _LEFT - _RIGHT - 11, 4000)
        box = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, entry.words)
        return min(_QUOTE_LINES * metrics.lineSpacing(), box.height()) + 18

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Ask for the lines that this actor has."""
        actor: Actor = index.data(ACTOR_ROLE)
        view = option.widget
        if not isinstance(view, QListView):
            return QSize(200, 40)
        width = view.viewport().width()
        selected = view.selectionModel().isSelected(index)
        return QSize(width, self._lines(actor, width, selected=selected))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint sign, name, type, count, second line, treatment and viewpoints."""
        actor: Actor = index.data(ACTOR_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        theme = self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected:
            painter.fillRect(rect, theme["selected"])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme["raised"])
        if selected or state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme["accent"])
        line = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, theme["border"])
        y = rect.top() + _TOP
        paint_sign(painter, QPointF(rect.left() + 14, y + 3), actor.type, theme)
        self._paint_name(painter, rect, y, actor)
        y += _NAME_LINE
        words = second_line(actor)
        room = rect.width() - _LEFT - _RIGHT
        if words:
            painter.setFont(interface_font(12.5))
            painter.setPen(theme["text_muted"])
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QPoint(rect.left() + _LEFT, y + 13), shown)
            y += _LINE
        if actor.treatment is not None:
            bar = QRectF(rect.left() + _LEFT, y + 3, min(_BAR[0], room), _BAR[1])
            paint_treatment(painter, bar, actor.treatment, theme)
            y += 12
        if selected:
            for entry in self.viewpoints.get(actor.id, ())[:_QUOTES_SHOWN]:
                height = self._quote_height(entry, rect.width())
                self._paint_quote(painter, QRect(rect.left() + _LEFT, y + 3, room, height), entry)
                y += height + 6
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, y: int, actor: Actor) -> None:
        theme = self.theme
        count = str(len(actor.mentions))
        painter.setFont(interface_font(14))
        painter.setPen(theme["text_muted"])
        count_width = painter.fontMetrics().horizontalAdvance(count)
        painter.drawText(QPoint(rect.right() - _RIGHT - count_width, y + 15), count)
        room = rect.width() - _LEFT - _RIGHT - count_width - 12
        kind = actor_type(actor.type)
        kind_width = QFontMetrics(interface_font(11)).horizontalAdvance(kind) + 9
        painter.setFont(interface_font(14, strong=True))
        painter.setPen(theme["text"])
        metrics = painter.fontMetrics()
        name = metrics.elidedText(actor.name, Qt.TextElideMode.ElideRight, room - kind_width)
        painter.drawText(QPoint(rect.left() + _LEFT, y + 14), name)
        x = rect.left() + _LEFT + metrics.horizontalAdvance(name) + 8
        painter.setFont(interface_font(11))
        painter.setPen(theme["text_muted"])
        painter.drawText(QPoint(x, y + 14), kind)

    def _paint_quote(self, painter: QPainter, rect: QRect, entry: ViewpointEntry) -> None:
        painter.fillRect(
            QRect(rect.left(), rect.top(), 2, rect.height() - 2), self.theme["viewpoint"]
        )
        painter.setFont(interface_font(12.5))
        painter.setPen(self.theme["text"])
        words = QRect(rect.left() + 11, rect.top() - 1, rect.width() - 11, rect.height() - 17)
        painter.drawText(words, Qt.TextFlag.TextWordWrap, entry.words)
        painter.setFont(interface_font(11))
        painter.setPen(self.theme["text_muted"])
        shown = painter.fontMetrics().elidedText(
            entry.how, Qt.TextElideMode.ElideRight, rect.width() - 11
        )
        painter.drawText(QPoint(rect.left() + 11, rect.bottom() - 5), shown)


class ActorView(RowList):
    """The rows of the actors.

    Signals:
        stepped: To go on by so many mentions of the selected actor.
        left: Nobody is to be selected.
    """

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step through the mentions with Enter, leave with Escape."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Measure the rows again at another width."""
        if event.type() == QEvent.Type.Resize:
            self.scheduleDelayedItemsLayout()
        return super().event(event)


class ActorPanel(QWidget):
    """The actors with their filter.

    Signals:
        selected: An actor, or None.
        stepped: To go on by so many of the selected actor's mentions.
    """

    selected = Signal(object)
    stepped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar_body")
        self._done = False
        self._model = ActorListModel(self)
        self._filter = ActorFilter(self)
        self._filter.setSourceModel(self._model)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Filter by name, role or type…"))
        self.field.setAccessibleName(self.tr("Filter actors"))
        self.field.setClearButtonEnabled(True)
        # A file dropped here is to be opened, not typed.
        self.field.setAcceptDrops(False)
        self.rows = ActorView()
        self.rows.setAccessibleName(self.tr("Actors"))
        self.rows.setModel(self._filter)
        self.delegate = ActorDelegate(theme, self)
        self.rows.setItemDelegate(self.delegate)
        self.nobody = QLabel()
        self.nobody.setObjectName("muted")
        self.nobody.setWordWrap(True)
        self.nobody.setContentsMargins(14, 12, 14, 12)
        self._lay_out()
        self.field.textChanged.connect(self._on_filtered)
        self.rows.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.rows.stepped.connect(self.stepped)
        self.rows.left.connect(self.clear)
        self._tell_nobody()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QWidget()
        self._head.setObjectName("sidebar_head")
        self._head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(12, 10, 12, 10)
        row.addWidget(self.field)
        column.addWidget(self._head)
        column.addWidget(self.nobody)
        column.addWidget(self.rows, 1)
        column.addStretch(0)
        self.foot = QLabel()
        self.foot.setObjectName("sidebar_foot")
        self.foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.foot.setContentsMargins(14, 10, 14, 10)
        self.foot.setWordWrap(True)
        self.foot.setFont(interface_font(11.5))
        self.foot.hide()
        column.addWidget(self.foot)

    def show_actors(
        self, actors: Sequence[Actor], viewpoints: Mapping[str, Sequence[ViewpointEntry]]
    ) -> None:
        """Show other actors, with the viewpoints of each by its id."""
        self._done = True
        self.delegate.viewpoints = viewpoints
        self._model.set_actors(actors)
        treated = any(actor.treatment is not None for actor in actors)
        self.foot.setVisible(treated)
        self._tell_nobody()
        self.set_theme(self.delegate.theme)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.delegate.theme = theme
        self.foot.setText(
            self.tr("How the author treats an actor: {0} · neutral · {1}").format(
                f'<span style="color:{theme["critical_text"].name()}">{tr("critical")}</span>',
                f'<span style="color:{theme["favourable_text"].name()}">{tr("favourable")}</span>',
            )
        )
        self.rows.viewport().update()

    def clear(self) -> None:
        """Select nobody."""
        self.rows.selectionModel().clear()

    def select(self, identifier: str) -> None:
        """Select an actor by its id."""
        for row in range(self._filter.rowCount()):
            index = self._filter.index(row, 0)
            if index.data(ACTOR_ROLE).id == identifier:
                flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.rows.selectionModel().setCurrentIndex(index, flag)
                self.rows.scrollTo(index)

    def current(self) -> Actor | None:
        """The selected actor."""
        rows = self.rows.selectionModel().selectedIndexes()
        return rows[0].data(ACTOR_ROLE) if rows else None

    def _on_filtered(self, text: str) -> None:
        self._filter.set_wanted(text)
        self._tell_nobody()

    def _tell_nobody(self) -> None:
        empty = self._filter.rowCount() == 0
        self.nobody.setVisible(empty)
        self.rows.setVisible(not empty)
        some = self._model.rowCount() > 0
        self._head.setVisible(some)
        text = self.tr("The actors are listed when the analysis is done.")
        if some:
            text = self.tr("No actor matches the filter.")
        elif self._done:
            text = self.tr("No actors were found.")
        self.nobody.setText(text)

    def _on_selection_changed(self) -> None:
        self.rows.scheduleDelayedItemsLayout()
        self.selected.emit(self.current())
