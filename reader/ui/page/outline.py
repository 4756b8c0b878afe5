# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The outline of an article: its headings, to be looked through and gone to."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from reader.document import Article, BlockKind, Span

_INDENT = "    "
_SPACING = 4  # around a row, in pixels
_SIZE = (460, 480)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, how deep it lies (0 is the title), and where it is."""

    words: str
    depth: int
    place: Span


def headings(article: Article) -> list[Heading]:
    """The title and the headings of an article, in order."""
    found = [
        block for block in article.blocks if block.kind in (BlockKind.TITLE, BlockKind.HEADING)
    ]
    levels = sorted({block.level for block in found if block.kind is BlockKind.HEADING})
    return [
        Heading(
            " ".join(article.text[block.start : block.end].split()),
            0 if block.kind is BlockKind.TITLE else 1 + levels.index(block.level),
            Span(block.start, block.end),
        )
        for block in found
    ]


def heading_beside(found: Sequence[Heading], offset: int, by: int) -> Heading | None:
    """The next heading after an offset, or the last one before it."""
    starts = [heading.place.start for heading in found]
    number = bisect_right(starts, offset)
    if by < 0:
        number -= 2 if number and starts[number - 1] == offset else 1
    return found[number] if 0 <= number < len(found) else None


class OutlineDialog(QDialog):
    """The headings with a filter; Enter goes to one.

    Signals:
        chosen: The place of a heading.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget, found: Sequence[Heading], offset: int) -> None:
        """List headings, with the one that an offset is under selected."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Go to heading"))
        self._found = found
        self._model = QSortFilterProxyModel(self)
        lines = [_INDENT * heading.depth + heading.words for heading in found]
        self._model.setSourceModel(QStringListModel(lines, self))
        self._model.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Filter the headings…"))
        self.field.setAccessibleName(self.tr("Filter the headings"))
        self.rows = QListView()
        self.rows.setAccessibleName(self.tr("Headings"))
        self.rows.setModel(self._model)
        self.rows.setSpacing(_SPACING)
        self.rows.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        none = QLabel(self.tr("This article has no headings."))
        none.setVisible(not found)
        column = QVBoxLayout(self)
        column.addWidget(self.field)
        column.addWidget(none)
        column.addWidget(self.rows, 1)
        self.field.textChanged.connect(self._on_filtered)
        self.rows.clicked.connect(self._on_chosen)
        starts = [heading.place.start for heading in found]
        self.rows.setCurrentIndex(self._model.index(max(0, bisect_right(starts, offset) - 1), 0))
        self.resize(*_SIZE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the list from the field, and to a heading with Enter."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            row = self.rows.currentIndex().row() + (1 if event.key() == Qt.Key.Key_Down else -1)
            if 0 <= row < self._model.rowCount():
                self.rows.setCurrentIndex(self._model.index(row, 0))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_chosen(self.rows.currentIndex())
        else:
            super().keyPressEvent(event)

    def _on_filtered(self, text: str) -> None:
        self._model.setFilterFixedString(text.strip())
        self.rows.setCurrentIndex(self._model.index(0, 0))

    def _on_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._found[self._model.mapToSource(index).row()].place)
            self.accept()
