# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The rows of the reader's own marks: how they are painted, and what can be done with one."""

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import QMenu

from reader.document.readers_marks import Act
from reader.ui.marks.own_signs import paint_sign_of
from reader.ui.sidebar.note_model import NoteRow
from reader.ui.sidebar.quotes import LineSetter
from reader.ui.sidebar.rows import ROW_ROLE, Index, RowList
from reader.ui.sidebar.signed_rows import SignedRows
from reader.ui.theme import Theme, interface_font

_NOTE_LINES, _WORD_LINES = 8, 3


class NoteDelegate(SignedRows):
    """Paints a mark: what it says, the note, the words it is about, its tags."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(theme, parent)
        self._heads = LineSetter(interface_font(12.5, strong=True), 2)
        self._notes = LineSetter(interface_font(13), _NOTE_LINES)
        self._words = LineSetter(interface_font(12.5), _WORD_LINES)
        self._tags = LineSetter(interface_font(11), 2)

    def parts(self, row: NoteRow) -> list[tuple[LineSetter, str, str]]:
        """How each text of a row is set, its words and the role of its colour."""
        parts = [(self._heads, row.heading, "text")]
        if row.note:
            parts.append((self._notes, row.note, "text"))
        if row.words:
            parts.append((self._words, f"“{row.words}”", "text_muted"))
        if row.tags:
            parts.append((self._tags, row.tags, "reader"))
        return parts

    def paint_sign(self, painter: QPainter, place: QPointF, row: NoteRow) -> None:
        """Paint the sign of what the mark does."""
        if row.mark is not None:
            paint_sign_of(painter, place, (row.mark.act,), self.theme)

    def is_raised(self, row: NoteRow) -> bool:
        """Whether it is a heading."""
        return row.mark is None


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
        row: NoteRow = index.data(ROW_ROLE)
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
        row = self.currentIndex().data(ROW_ROLE)
        if event.key() == Qt.Key.Key_Delete and isinstance(row, NoteRow) and row.mark is not None:
            self.remove_requested.emit(row.mark)
        else:
            super().keyPressEvent(event)
