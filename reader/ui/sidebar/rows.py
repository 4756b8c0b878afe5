# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A list of rows whose heights follow from its width, and the field that filters it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListView, QMenu

#: Under which role a model gives the whole row.
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1

#: How Qt names a place in a model.
Index = QModelIndex | QPersistentModelIndex


def filter_field(hint: str, name: str) -> QLineEdit:
    """A field to filter a list by; a file dropped on it is to be opened, not typed.

    Args:
        hint: What stands in it while it is empty.
        name: What a screen reader calls it.
    """
    field = QLineEdit()
    field.setPlaceholderText(hint)
    field.setAccessibleName(name)
    field.setClearButtonEnabled(True)
    field.setAcceptDrops(False)
    return field


class RowList(QListView):
    """A list that scrolls smoothly and lays its rows out again whenever its width changes."""

    def __init__(self) -> None:
        super().__init__()
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def menu_of(self, index: Index) -> QMenu | None:
        """What can be done with a row; the caller shows it. None: nothing."""
        raise NotImplementedError

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row under the mouse, or with the current one."""
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        menu = self.menu_of(index) if index.isValid() else None
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            place = self.visualRect(index).center() if keyboard else event.pos()
            menu.popup(self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin at the row that the keyboard is on: the first press does not go beyond it."""
        index = self.currentIndex()
        if (
            event.key() == Qt.Key.Key_Down
            and not self.selectedIndexes()
            and self.model().rowCount()
        ):
            self.setCurrentIndex(index if index.isValid() else self.model().index(0, 0))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out again: a scroll bar that appears makes the rows narrower, and some higher."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
