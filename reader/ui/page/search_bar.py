# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The bars above the page: find words in it, and step through an actor's mentions."""

import re
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from reader.document import Span
from reader.ui.elided import ElidedLabel

# What the reader types for what the page has.
_ALIKE = {"'": "['’‘]", "’": "['’‘]", '"': '["“”„]', "-": "[-‐‑–—]"}
_MOST_FOUND = 20_000


def find(text: str, wanted: str) -> list[Span]:
    """Where words occur, whatever their case, spacing and kind of quote marks."""
    words = wanted.split()
    if not words:
        return []
    patterns = ("".join(_ALIKE.get(char, re.escape(char)) for char in word) for word in words)
    matches = re.finditer(r"\s+".join(patterns), text, re.IGNORECASE)
    return [Span(*match.span()) for match, _ in zip(matches, range(_MOST_FOUND), strict=False)]


class StepBar(QWidget):
    """A name, which of how many, and buttons to step and to leave.

    Signals:
        stepped: To go on by so many.
        left: The reader is done.
    """

    stepped = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(14, 5, 8, 5)
        self.row.setSpacing(6)
        self.name = ElidedLabel()
        self.name.setObjectName("strong")
        self.count = QLabel()
        self.count.setObjectName("muted")
        self.previous = _button("‹", self.tr("Previous"))
        self.next = _button("›", self.tr("Next"))
        self.done = _button("✕", self.tr("Done"))
        for widget in (self.name, self.count):
            self.row.addWidget(widget)
        self.row.addStretch(1)
        for button in (self.previous, self.next, self.done):
            self.row.addWidget(button)
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.done.clicked.connect(self.left)
        self.hide()

    def show_place(self, number: int, total: int, name: str | None = None) -> None:
        """Show which of how many this is."""
        if name is not None:
            self.name.setText(name)
        self.count.setText(self.tr("{0} of {1}").format(f"{number:,}", f"{total:,}"))
        for button in (self.previous, self.next):
            button.setEnabled(total > 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab go through the bar as it is read, whatever was put between its buttons."""
        super().showEvent(event)
        items = [self.row.itemAt(place) for place in range(self.row.count())]
        widgets = [item.widget() for item in items if item is not None]
        stops = [w for w in widgets if w is not None and w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for one, following in pairwise(stops):
            self.setTabOrder(one, following)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with Enter, leave with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.stepped.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)


class FindBar(StepBar):
    """Finds words in the article.

    Signals:
        searched: What the field holds now.
    """

    searched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.name.hide()
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in the article…"))
        self.field.setAccessibleName(self.tr("Find in the article"))
        self.field.setClearButtonEnabled(True)
        # A file dropped here is to be opened, not typed.
        self.field.setAcceptDrops(False)
        self.field.setMinimumWidth(120)
        self.field.setMaximumWidth(320)
        self.row.insertWidget(0, self.field, 3)
        # A book is searched when the typing pauses, not at each letter.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(80)
        self._pause.timeout.connect(lambda: self.searched.emit(self.field.text()))
        self.field.textChanged.connect(self._on_text_changed)

    def _on_text_changed(self) -> None:
        self._pause.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search at once with Enter, if that is still to be done."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self._pause.isActive():
            self._pause.stop()
            self.searched.emit(self.field.text())
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Search no more: the reader is elsewhere."""
        super().hideEvent(event)
        self._pause.stop()

    def open(self, words: str = "") -> None:
        """Show the bar, with the words selected in the text."""
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_place(self, number: int, total: int, name: str | None = None) -> None:
        """Show which of how many this is, or that there is none."""
        super().show_place(number, total, name)
        if not total:
            self.count.setText(self.tr("Not found") if self.field.text().strip() else "")


class Steps(QObject):
    """A list of places and which of them is current.

    Signals:
        moved: The place to show, its number from 1, and how many there are.
    """

    moved = Signal(object, int, int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.places: Sequence[Span] = ()
        self.number = -1

    def start(self, places: Sequence[Span], near: int) -> None:
        """Take new places and show the first one at or after an offset."""
        self.places = places
        after = [n for n, place in enumerate(places) if place.start >= near]
        self.number = (after or [0])[0] if places else -1
        self._tell()

    def step(self, by: int) -> None:
        """Go on, and around at the end."""
        if self.places:
            self.number = (self.number + by) % len(self.places)
            self._tell()

    def _tell(self) -> None:
        place = self.places[self.number] if self.places else None
        self.moved.emit(place, self.number + 1, len(self.places))


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("plain")
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
