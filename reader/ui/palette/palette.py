# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The palette over a window: some letters, and Enter does it; Escape leaves all as it was."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from reader.ui.accessible import announce
from reader.ui.palette.rows import TargetDelegate, TargetModel, said
from reader.ui.palette.targets import Target
from reader.ui.theme import Theme, scaled

_WIDTH, _MOST_ROWS, _EDGE = 620, 11, 16
_TOP = 0.09  # of the window's height is above it
_STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Tab: 1,
    Qt.Key.Key_Backtab: -1,
    Qt.Key.Key_PageDown: _MOST_ROWS,
    Qt.Key.Key_PageUp: -_MOST_ROWS,
}


class Palette(QFrame):
    """A field and what fits what is written in it; it goes as soon as it has not the keyboard.

    It lies in the window rather than being one, so that the keyboard goes back to where it was on
    every system, and the command finds it there.
    """

    def __init__(self, window: QWidget, targets: Sequence[Target], theme: Theme) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Commands"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self._before = window.focusWidget()
        self._model = TargetModel(targets, self)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Type a command, a heading or a name…"))
        self.field.setAccessibleName(self.tr("Commands, headings and actors"))
        self.rows = QListView()
        self.rows.setAccessibleName(self.tr("What fits"))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setUniformItemSizes(True)
        self.rows.setMouseTracking(True)
        self.rows.setModel(self._model)
        self.rows.setItemDelegate(TargetDelegate(theme, self))
        self.nothing = QLabel(self.tr("Nothing is called so."))
        self.nothing.setObjectName("muted")
        self.nothing.setMargin(10)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.rows, 1)
        column.addWidget(self.nothing)
        column.addStretch()
        self.field.textChanged.connect(self._on_typed)
        self.rows.clicked.connect(lambda index: self._run(index.row()))
        self.rows.entered.connect(self.rows.setCurrentIndex)
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        self._choose(0)
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        """Lie in the upper middle of the window, no larger than there is room for."""
        room = self._window.rect()
        width = min(scaled(_WIDTH), room.width() - 2 * _EDGE)
        top = round(room.height() * _TOP)
        rows = min(_MOST_ROWS, max(1, self._model.rowCount()))
        row = self.rows.sizeHintForRow(0) if self._model.rowCount() else 0
        around = self.field.sizeHint().height() + 24
        height = around + (rows * row + 4 if row else self.nothing.sizeHint().height())
        height = min(height, room.height() - top - _EDGE)
        self.setGeometry(QRect((room.width() - width) // 2, top, width, height))

    def _on_typed(self, text: str) -> None:
        self._model.narrow(text)
        some = self._model.rowCount() > 0
        self.rows.setVisible(some)
        self.nothing.setVisible(not some)
        self._place()
        self._choose(0)
        if not some:
            announce(self.field, self.nothing.text(), at_once=True)

    def _choose(self, row: int) -> None:
        count = self._model.rowCount()
        if count:
            row = min(count - 1, max(0, row))
            self.rows.setCurrentIndex(self._model.index(row, 0))
            announce(self.field, said(self._model.target(row)), at_once=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go along the list from the field; go away when the keyboard does."""
        kind = event.type()
        if watched is self._window:
            if kind == QEvent.Type.Resize:
                self._place()
        elif kind == QEvent.Type.FocusOut:
            # A menu or another window may take it for a moment.
            QTimer.singleShot(0, self, self._on_left)
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._pressed(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def _pressed(self, key: Qt.Key) -> bool:
        row = self.rows.currentIndex().row()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(row)
        elif key in _STEPS:
            self._choose(row + _STEPS[key])
        else:
            return False
        return True

    def _on_left(self) -> None:
        if self.isVisible() and not self.field.hasFocus() and self.window().isActiveWindow():
            self.close()

    def _run(self, row: int) -> None:
        if not 0 <= row < self._model.rowCount():
            return
        target = self._model.target(row)
        if target.enabled:
            self.leave()
            target.run()

    def leave(self) -> None:
        """Go away, and give the keyboard back to whatever had it."""
        before = self._before
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.close()
