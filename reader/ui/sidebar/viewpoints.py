# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The list of viewpoints by speaker: model, painter and panel with its filter."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
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

from reader.ui.sidebar.actors import paint_sign
from reader.ui.sidebar.entries import ViewpointEntry, by_speaker
from reader.ui.sidebar.rows import RowList
from reader.ui.theme import Theme, interface_font
from reader.ui.wording import counted, tr

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
COUNT_ROLE = ENTRY_ROLE + 1
_Index = QModelIndex | QPersistentModelIndex

_LEFT, _RIGHT = 36, 14
_HEAD, _FOOT = 36, 22
_MOST_LINES = 6


class ViewpointListModel(QAbstractListModel):
    """A row a speaker (COUNT_ROLE), followed by a row a viewpoint of theirs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[ViewpointEntry] = ()
        self._wanted = ""
        self._rows: list[tuple[ViewpointEntry, int]] = []

    def set_entries(self, entries: Sequence[ViewpointEntry]) -> None:
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
            if wanted in entry.speaker.casefold() or wanted in entry.words.casefold()
        ]
        self._rows = []
        for group in by_speaker(kept).values():
            self._rows.append((group[0], len(group)))
            self._rows.extend((entry, 0) for entry in group)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are, speakers included."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The words, the whole entry, or the count of a speaker's row."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        entry, count = self._rows[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == COUNT_ROLE:
            return count
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.speaker if count else entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            number = counted(count, tr("viewpoint"), tr("viewpoints"))
            return f"{entry.speaker}: {number if count else f'{entry.words}. {entry.how}'}"
        return None


class ViewpointDelegate(QStyledItemDelegate):
    """Paints a speaker's row or a viewpoint's."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        # Qt asks for the height of every row again and again.
        self._heights: dict[tuple[str, int], int] = {}
        self._metrics = QFontMetrics(interface_font(12.5))

    def _words_height(self, entry: ViewpointEntry, width: int) -> int:
        key = entry.words, width
        if key not in self._heights:
            room = QRect(0, 0, width - _LEFT - _RIGHT - 11, 4000)
            box = self._metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, entry.words)
            self._heights[key] = min(_MOST_LINES * self._metrics.lineSpacing(), box.height())
        return self._heights[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Ask for the lines that the words need."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 300
        if index.data(COUNT_ROLE):
            return QSize(width, _HEAD)
        return QSize(width, self._words_height(index.data(ENTRY_ROLE), width) + _FOOT + 8)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        entry: ViewpointEntry = index.data(ENTRY_ROLE)
        count: int = index.data(COUNT_ROLE)
        theme = self.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if count:
            self._paint_speaker(painter, rect, entry, count, first=index.row() == 0)
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, theme["selected"])
            elif state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, theme["raised"])
            self._paint_entry(painter, rect, entry)
        painter.restore()

    def _paint_speaker(
        self, painter: QPainter, rect: QRect, entry: ViewpointEntry, count: int, *, first: bool
    ) -> None:
        theme = self.theme
        if not first:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), theme["border"])
        paint_sign(painter, QPointF(rect.left() + 14, rect.top() + 12), entry.kind, theme)
        painter.setFont(interface_font(14))
        painter.setPen(theme["text_muted"])
        width = painter.fontMetrics().horizontalAdvance(str(count))
        painter.drawText(QPoint(rect.right() - _RIGHT - width, rect.top() + 24), str(count))
        painter.setFont(interface_font(14, strong=True))
        painter.setPen(theme["text"])
        room = rect.width() - _LEFT - _RIGHT - width - 10
        name = painter.fontMetrics().elidedText(entry.speaker, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPoint(rect.left() + _LEFT, rect.top() + 24), name)

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: ViewpointEntry) -> None:
        theme = self.theme
        x = rect.left() + _LEFT
        rule = QRect(x, rect.top() + 2, 2, rect.height() - 10)
        painter.fillRect(rule, theme["viewpoint"])
        painter.setFont(interface_font(12.5))
        painter.setPen(theme["text"])
        words = QRect(x + 11, rect.top() + 1, rect.width() - _LEFT - _RIGHT - 11, rect.height())
        words.setHeight(rect.height() - _FOOT - 6)
        painter.drawText(words, Qt.TextFlag.TextWordWrap, entry.words)
        painter.setFont(interface_font(11))
        painter.setPen(theme["text_muted"])
        how = painter.fontMetrics().elidedText(
            entry.how, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(QPoint(x + 11, rect.bottom() - 13), how)


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
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Filter by speaker or words…"))
        self.field.setAccessibleName(self.tr("Filter viewpoints"))
        self.field.setClearButtonEnabled(True)
        # A file dropped here is to be opened, not typed.
        self.field.setAcceptDrops(False)
        self.rows = RowList()
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

    def set_entries(self, entries: Sequence[ViewpointEntry]) -> None:
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
        entry: ViewpointEntry = index.data(ENTRY_ROLE)
        if index.data(COUNT_ROLE):
            if entry.actor is not None:
                self.actor_chosen.emit(entry.actor)
        else:
            self.chosen.emit(entry.place)
