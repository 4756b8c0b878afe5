# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The sentences of a comparison as Qt's lists want them: model, filter, and painted rows."""

from collections.abc import Container, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPointF,
    QRect,
    QSize,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.document.blind import Pair, Verdict
from reader.ui.marks.verdict_signs import paint_verdict
from reader.ui.sidebar.quotes import LineSetter
from reader.ui.sidebar.rows import Index, RowList
from reader.ui.theme import Theme, enlarge, interface_font, scaled, text_scale
from reader.ui.wording import both_readings, verdict

PAIR_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_LEFT, _RIGHT = 36, 14
_TOP, _BOTTOM = 9, 9
_GAP = 3
_LINES = 3


class PairListModel(QAbstractListModel):
    """The sentences in the order of the text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pairs: Sequence[Pair] = ()

    def set_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show other sentences."""
        self.beginResetModel()
        self._pairs = pairs
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self._pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The words, the whole pair, or all of it in words."""
        if not index.isValid() or index.row() >= len(self._pairs):
            return None
        pair = self._pairs[index.row()]
        if role == PAIR_ROLE:
            return pair
        if role == Qt.ItemDataRole.DisplayRole:
            return pair.words
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ". ".join((verdict(pair.verdict), *both_readings(pair), pair.words))
        return None


class PairFilter(QSortFilterProxyModel):
    """The sentences of some verdicts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: Container[Verdict] = frozenset(Verdict)

    def set_wanted(self, wanted: Container[Verdict]) -> None:
        """Let those of other verdicts through."""
        self._wanted = wanted
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a sentence is wanted."""
        pair: Pair = self.sourceModel().index(row, 0, parent).data(PAIR_ROLE)
        return pair.verdict in self._wanted


class PairDelegate(QStyledItemDelegate):
    """Paints a sentence: the sign of its verdict, both readings, and its words."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self._readings = LineSetter(interface_font(12.5, strong=True), 3)
        self._words = LineSetter(interface_font(12.5), _LINES)

    def _parts(self, pair: Pair) -> list[tuple[LineSetter, str, str]]:
        yours, models = both_readings(pair)
        return [
            (self._readings, yours, "reader"),
            (self._readings, models, "text"),
            (self._words, f"“{pair.words}”", "text_muted"),
        ]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the lines that the words need."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 300
        room = round(width / text_scale()) - _LEFT - _RIGHT
        parts = self._parts(index.data(PAIR_ROLE))
        heights = sum(setter.height(words, room) + _GAP for setter, words, _ in parts)
        return QSize(width, scaled(_TOP + heights - _GAP + _BOTTOM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        state: QStyle.StateFlag = option.state
        pair: Pair = index.data(PAIR_ROLE)
        theme = self.theme
        painter.save()
        rect = enlarge(painter, option.rect)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme["selected"])
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme["raised"])
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme["accent"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["border"])
        paint_verdict(
            painter, QPointF(rect.left() + 13, rect.top() + _TOP + 1), pair.verdict, theme
        )
        y, room = rect.top() + _TOP, rect.width() - _LEFT - _RIGHT
        for setter, words, role in self._parts(pair):
            painter.setPen(theme[role])
            setter.paint(painter, rect.left() + _LEFT, y, words, room)
            y += setter.height(words, room) + _GAP
        painter.restore()


class PairView(RowList):
    """The rows of a comparison."""

    def menu_of(self, index: Index) -> QMenu | None:
        """Go to a sentence, or copy it with both readings."""
        said: str = index.data(Qt.ItemDataRole.AccessibleTextRole)
        menu = QMenu(self)
        menu.addAction(self.tr("Go to the place"), lambda: self.activated.emit(self.currentIndex()))
        menu.addAction(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(said))
        return menu
