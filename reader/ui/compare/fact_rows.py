# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The lines of a comparison as Qt's lists want them: model, painted rows, and the list."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.export.comparison_words import letter
from reader.ui.compare.facts import Fact
from reader.ui.sidebar.quotes import LineSetter
from reader.ui.sidebar.rows import Index, RowList
from reader.ui.sidebar.signs import paint_treatment
from reader.ui.theme import Theme, enlarge, interface_font, scaled, text_scale

FACT_ROLE = int(Qt.ItemDataRole.UserRole) + 1

_LEFT, _RIGHT = 40, 14
_SIGN = 18  # the box with the letter of an article
_AT = 14  # from the left to the sign, and to a heading
_EDGE = 6
_ABOVE_HEADING = 14
_GAP = 2
_BAR = 5  # how high the bar of a treatment is
_LINES = 4


class FactListModel(QAbstractListModel):
    """The lines in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.facts: Sequence[Fact] = ()

    def set_facts(self, facts: Sequence[Fact]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.facts = facts
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self.facts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The words, the whole line, or all of it in words."""
        if not index.isValid() or index.row() >= len(self.facts):
            return None
        fact = self.facts[index.row()]
        if role == FACT_ROLE:
            return fact
        if role == Qt.ItemDataRole.DisplayRole:
            return fact.words
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return fact.said
        return None


class FactDelegate(QStyledItemDelegate):
    """Paints a line: the letter of its article, what it is about, its words."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self._heading = LineSetter(interface_font(13, strong=True), 2)
        self._about = LineSetter(interface_font(11), 2)
        self._words = LineSetter(interface_font(12.5), _LINES)

    def _parts(self, fact: Fact) -> Iterator[tuple[LineSetter, str, str]]:
        """What is set under each other, in which colour."""
        if fact.heading:
            yield self._heading, fact.words, "text"
        if fact.about:
            yield self._about, fact.about, "text_muted"
        if not fact.heading:
            yield self._words, fact.words, "text"

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the lines that the words need."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 300
        fact: Fact = index.data(FACT_ROLE)
        room = round(width / text_scale()) - self._left(fact) - _RIGHT
        height = sum(setter.height(words, room) + _GAP for setter, words, _ in self._parts(fact))
        height += (_ABOVE_HEADING if fact.heading else _EDGE) + _EDGE
        height += 2 * _BAR if fact.treatment is not None else 0
        return QSize(width, scaled(height))

    @staticmethod
    def _left(fact: Fact) -> int:
        return _AT if fact.heading or fact.number is None else _LEFT

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        state: QStyle.StateFlag = option.state
        fact: Fact = index.data(FACT_ROLE)
        theme = self.theme
        painter.save()
        rect = enlarge(painter, option.rect)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme["selected"])
        elif state & QStyle.StateFlag.State_MouseOver and fact.place is not None:
            painter.fillRect(rect, theme["raised"])
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme["accent"])
        if fact.heading and index.row():
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), theme["border"])
        left = rect.left() + self._left(fact)
        y = rect.top() + (_ABOVE_HEADING if fact.heading else _EDGE)
        room = rect.width() - self._left(fact) - _RIGHT
        if fact.number is not None:
            paint_letter(painter, QRectF(rect.left() + _AT, y, _SIGN, _SIGN), fact.number, theme)
        for setter, words, role in self._parts(fact):
            painter.setPen(theme[role])
            setter.paint(painter, left, y, words, room)
            y += setter.height(words, room) + _GAP
        if fact.treatment is not None:
            bar = QRectF(left, y + 2, min(room, 180), _BAR)
            paint_treatment(painter, bar, fact.treatment, theme)
        painter.restore()


def paint_letter(painter: QPainter, box: QRectF, number: int, theme: Theme) -> None:
    """Paint the sign of an article: its letter in a box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme["border_strong"])
    painter.setBrush(theme["raised"])
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(theme["text"])
    painter.setFont(interface_font(11, strong=True))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter.value), letter(number))
    painter.restore()


class FactView(RowList):
    """The list."""

    def menu_of(self, index: Index) -> QMenu | None:
        """Go to the place, or copy the line."""
        fact: Fact = index.data(FACT_ROLE)
        menu = QMenu(self)
        if fact.place is not None:
            menu.addAction(
                self.tr("Go to the place"), lambda: self.activated.emit(self.currentIndex())
            )
        menu.addAction(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(fact.said))
        return menu
