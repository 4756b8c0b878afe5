# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The rows of the reader's own marks: how they are painted, and what can be done with one."""

from PySide6.QtCore import QObject, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.document.readers_marks import Act
from reader.ui.marks.own_signs import paint_sign_of
from reader.ui.sidebar.note_model import NOTE_ROLE, NoteRow
from reader.ui.sidebar.quotes import LineSetter
from reader.ui.sidebar.rows import Index, RowList
from reader.ui.theme import Theme, enlarge, interface_font, scaled, text_scale

_LEFT, _RIGHT = 36, 14
_TOP, _BOTTOM = 9, 9
_GAP = 3
_NOTE_LINES, _WORD_LINES = 8, 3


class NoteDelegate(QStyledItemDelegate):
    """Paints a mark: what it says, the note, the words it is about, its tags."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme
        self._heads = LineSetter(interface_font(12.5, strong=True), 2)
        self._notes = LineSetter(interface_font(13), _NOTE_LINES)
        self._words = LineSetter(interface_font(12.5), _WORD_LINES)
        self._tags = LineSetter(interface_font(11), 2)

    def _parts(self, row: NoteRow) -> list[tuple[LineSetter, str, str]]:
        """How each part of a row is set, its words and the role of its colour."""
        parts = [(self._heads, row.heading, "text")]
        if row.note:
            parts.append((self._notes, row.note, "text"))
        if row.words:
            parts.append((self._words, f"“{row.words}”", "text_muted"))
        if row.tags:
            parts.append((self._tags, row.tags, "reader"))
        return parts

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the lines that the words need."""
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 300
        room = round(width / text_scale()) - _LEFT - _RIGHT
        parts = self._parts(index.data(NOTE_ROLE))
        heights = sum(setter.height(words, room) + _GAP for setter, words, _ in parts)
        return QSize(width, scaled(_TOP + heights - _GAP + _BOTTOM))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        state: QStyle.StateFlag = option.state
        row: NoteRow = index.data(NOTE_ROLE)
        theme = self.theme
        painter.save()
        rect = enlarge(painter, option.rect)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme["selected"])
        elif row.mark is None or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme["raised"])
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme["accent"])
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), theme["border"])
        if row.mark is not None:
            place = QPointF(rect.left() + 14, rect.top() + _TOP + 1)
            paint_sign_of(painter, place, (row.mark.act,), theme)
        y, room = rect.top() + _TOP, rect.width() - _LEFT - _RIGHT
        for setter, words, role in self._parts(row):
            painter.setPen(theme[role])
            setter.paint(painter, rect.left() + _LEFT, y, words, room)
            y += setter.height(words, room) + _GAP
        painter.restore()


class NoteView(RowList):
    """The rows of the reader's marks.

    Signals:
        edit_requested: A mark whose note or tags are to be changed.
        remove_requested: A mark to take away.
    """

    edit_requested = Signal(object)
    remove_requested = Signal(object)

    def menu_of(self, index: Index) -> QMenu | None:
        """Go to a mark, edit its note, copy or remove it."""
        row: NoteRow = index.data(NOTE_ROLE)
        mark = row.mark
        if mark is None:
            return None
        menu = QMenu(self)
        # The index may be gone by the time one is chosen; the current one is the row clicked.
        go = menu.addAction(
            self.tr("Go to the place"), lambda: self.activated.emit(self.currentIndex())
        )
        go.setEnabled(row.span is not None)
        is_note = mark.act is Act.NOTE
        edit = self.tr("Edit note…") if is_note else self.tr("Edit tags…")
        if is_note or mark.act is Act.HIGHLIGHT:
            menu.addAction(edit, lambda: self.edit_requested.emit(mark))
        menu.addSeparator()
        words = row.note or row.words
        menu.addAction(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(words))
        menu.addAction(self.tr("Remove"), lambda: self.remove_requested.emit(mark))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the current mark with Delete."""
        row = self.currentIndex().data(NOTE_ROLE)
        if event.key() == Qt.Key.Key_Delete and isinstance(row, NoteRow) and row.mark is not None:
            self.remove_requested.emit(row.mark)
        else:
            super().keyPressEvent(event)
