# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of viewpoints by speaker: model, painter and panel with its filter."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.document import ActorType
from reader.document.account import ViewpointAccount, by_holder
from reader.ui.sidebar.quotes import QuoteSetter
from reader.ui.sidebar.rows import Index, RowList, filter_field
from reader.ui.sidebar.signs import paint_sign
from reader.ui.theme import Theme, enlarge, interface_font, scaled, text_scale
from reader.ui.wording import counted, holder, how, tr

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
COUNT_ROLE = ENTRY_ROLE + 1

_LEFT, _RIGHT = 36, 14
_HEAD, _GAP = 36, 12
_MOST_LINES = 6


class ViewpointListModel(QAbstractListModel):
    """A row a speaker (COUNT_ROLE), followed by a row a viewpoint of theirs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[ViewpointAccount] = ()
        self._wanted = ""
        self._rows: list[tuple[ViewpointAccount, int]] = []

    def set_entries(self, entries: Sequence[ViewpointAccount]) -> None:
        """Show other viewpoints."""
        self._entries = tuple(entries)
        self._rebuild()

    def set_wanted(self, text: str) -> None:
        """Show only those whose speaker or words hold a text."""
        self._wanted = text.casefold().strip()
        self._rebuild()

    def _rebuild(self) -> None:
        self.beginResetModel()
        wanted = self._wanted
        kept = [
            entry
            for entry in self._entries
            if wanted in holder(entry).casefold() or wanted in entry.words.casefold()
        ]
        self._rows = []
        for group in by_holder(kept):
            self._rows.append((group[0], len(group)))
            self._rows.extend((entry, 0) for entry in group)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are, speakers included."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The words, the whole entry, or the count of a speaker's row."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        entry, count = self._rows[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == COUNT_ROLE:
            return count
        if role == Qt.ItemDataRole.DisplayRole:
            return holder(entry) if count else entry.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return holder(entry) if count else f"{entry.words}\n{how(entry)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            number = counted(count, tr("viewpoint"), tr("viewpoints"))
            return f"{holder(entry)}: {number if count else f'{entry.words}. {how(entry)}'}"
        return None


class ViewpointDelegate(QStyledItemDelegate):
    """Paints a speaker's row or a viewpoint's."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self._quotes = QuoteSetter(_MOST_LINES)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the lines that the words need."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 300
        if index.data(COUNT_ROLE):
            return QSize(width, scaled(_HEAD))
        room = round(width / text_scale()) - _LEFT - _RIGHT
        height = self._quotes.height(index.data(ENTRY_ROLE), room)
        return QSize(width, scaled(height + _GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        state: QStyle.StateFlag = option.state
        entry: ViewpointAccount = index.data(ENTRY_ROLE)
        count: int = index.data(COUNT_ROLE)
        theme = self.theme
        painter.save()
        rect = enlarge(painter, option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected and not count:
            painter.fillRect(rect, theme["selected"])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme["raised"])
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme["accent"])
        if count:
            self._paint_speaker(painter, rect, entry, count, first=index.row() == 0)
        else:
            place = rect.adjusted(_LEFT, _GAP // 2 - 1, -_RIGHT, -_GAP // 2 - 1)
            self._quotes.paint(painter, place, entry, theme)
        painter.restore()

    def _paint_speaker(
        self, painter: QPainter, rect: QRect, entry: ViewpointAccount, count: int, *, first: bool
    ) -> None:
        theme = self.theme
        if not first:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), theme["border"])
        kind = entry.actors[0].type if entry.actors else ActorType.GROUP
        paint_sign(painter, QPointF(rect.left() + 14, rect.top() + 12), kind, theme)
        painter.setFont(interface_font(14))
        painter.setPen(theme["text_muted"])
        number = f"{count:,}"
        width = painter.fontMetrics().horizontalAdvance(number)
        painter.drawText(QPoint(rect.right() - _RIGHT - width, rect.top() + 24), number)
        painter.setFont(interface_font(14, strong=True))
        painter.setPen(theme["text"])
        room = rect.width() - _LEFT - _RIGHT - width - 10
        name = painter.fontMetrics().elidedText(holder(entry), Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPoint(rect.left() + _LEFT, rect.top() + 24), name)


class ViewpointView(RowList):
    """The rows of the viewpoints."""

    def menu_of(self, index: Index) -> QMenu:
        """Go to a viewpoint or to its speaker, or copy it."""
        words: str = index.data()
        speaker = bool(index.data(COUNT_ROLE))
        menu = QMenu(self)
        go = self.tr("Show among the actors") if speaker else self.tr("Go to the place")
        # The index may be gone by the time one is chosen; the current one is the row clicked.
        action = menu.addAction(go, lambda: self.activated.emit(self.currentIndex()))
        entry: ViewpointAccount = index.data(ENTRY_ROLE)
        action.setEnabled(not speaker or bool(entry.actors))
        copy = self.tr("Copy name") if speaker else self.tr("Copy words")
        menu.addAction(copy, lambda: QGuiApplication.clipboard().setText(words))
        return menu


class ViewpointPanel(QWidget):
    """The viewpoints with their filter.

    Signals:
        chosen: The place of a viewpoint to go to.
        actor_chosen: The id of a speaker.
    """

    chosen = Signal(object)
    actor_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sidebar_body")
        self.model = ViewpointListModel(self)
        self.field = filter_field(
            self.tr("Filter by speaker or words…"), self.tr("Filter viewpoints")
        )
        self.rows = ViewpointView()
        self.rows.setAccessibleName(self.tr("Viewpoints"))
        self.rows.setModel(self.model)
        self.rows.setLayoutMode(QListView.LayoutMode.Batched)
        self.rows.setResizeMode(QListView.ResizeMode.Adjust)
        self.delegate = ViewpointDelegate(theme, self)
        self.rows.setItemDelegate(self.delegate)
        self.nothing = QLabel(self.tr("No viewpoint matches the filter."))
        self.nothing.setObjectName("muted")
        self.nothing.setContentsMargins(14, 12, 14, 12)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QWidget()
        head.setObjectName("sidebar_head")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(head)
        row.setContentsMargins(12, 10, 12, 10)
        row.addWidget(self.field)
        column.addWidget(head)
        column.addWidget(self.nothing)
        column.addWidget(self.rows, 1)
        self.field.textChanged.connect(self._on_filtered)
        self.rows.clicked.connect(self._on_chosen)
        self.rows.activated.connect(self._on_chosen)

    def set_entries(self, entries: Sequence[ViewpointAccount]) -> None:
        """Show other viewpoints."""
        self.model.set_entries(entries)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self.delegate.theme = theme
        self.rows.viewport().update()

    def _on_filtered(self, text: str) -> None:
        self.model.set_wanted(text)
        self.nothing.setVisible(self.model.rowCount() == 0)

    def _on_chosen(self, index: QModelIndex) -> None:
        entry: ViewpointAccount = index.data(ENTRY_ROLE)
        if index.data(COUNT_ROLE):
            if entry.actors:
                self.actor_chosen.emit(entry.actors[0].id)
        else:
            self.chosen.emit(entry.place)
