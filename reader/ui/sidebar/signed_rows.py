# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Rows of a sign and, beside it, a few texts one below the other, as high as the texts need."""

from typing import Any

from PySide6.QtCore import QObject, QPointF, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.ui.sidebar.quotes import LineSetter
from reader.ui.sidebar.rows import ROW_ROLE, Index
from reader.ui.theme import Theme, enlarge, scaled, text_scale

_LEFT, _RIGHT = 36, 14
_TOP, _BOTTOM = 9, 9
_GAP = 3


class SignedRows(QStyledItemDelegate):
    """Paints rows of one kind."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def parts(self, row: Any) -> list[tuple[LineSetter, str, str]]:  # noqa: ANN401
        """How each text of a row is set, its words and the role of its colour."""
        raise NotImplementedError

    def paint_sign(self, painter: QPainter, place: QPointF, row: Any) -> None:  # noqa: ANN401
        """Paint what stands beside the texts, with its upper left corner at a place."""
        raise NotImplementedError

    def is_raised(self, row: Any) -> bool:  # noqa: ANN401
        """Whether a row stands out even if nothing points to it."""
        return False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the lines that the words need."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 300
        room = round(width / text_scale()) - _LEFT - _RIGHT
        parts = self.parts(index.data(ROW_ROLE))
        heights = sum(setter.height(words, room) + _GAP for setter, words, _ in parts)
        return QSize(width, scaled(_TOP + heights - _GAP + _BOTTOM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        state: QStyle.StateFlag = option.state
        row = index.data(ROW_ROLE)
        theme = self.theme
        painter.save()
        rect = enlarge(painter, option.rect)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme["selected"])
        elif self.is_raised(row) or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme["raised"])
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme["accent"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["border"])
        self.paint_sign(painter, QPointF(rect.left() + 14, rect.top() + _TOP + 1), row)
        y, room = rect.top() + _TOP, rect.width() - _LEFT - _RIGHT
        for setter, words, role in self.parts(row):
            painter.setPen(theme[role])
            setter.paint(painter, rect.left() + _LEFT, y, words, room)
            y += setter.height(words, room) + _GAP
        painter.restore()
