# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Divides a page between its text and its sidebar."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from reader.ui.theme import scaled

_SIDEBAR = 372


class Division(QSplitter):
    """Text and sidebar beside each other, as long as there is room for both.

    Where there is not, the sidebar gives way until there is; one that the reader asks for all the
    same takes the place of the text.

    Signals:
        divided: The reader has given the sidebar this width.
    """

    divided = Signal(int)

    def __init__(self, text: QWidget, sidebar: QWidget, side: int | None) -> None:
        """Begin with a sidebar of the width that the reader gave one last, if they did."""
        super().__init__(Qt.Orientation.Horizontal)
        self._text, self._sidebar = text, sidebar
        self._side = side
        self._by_reader = False
        self._wanted = self._asked = False
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(text)
        self.addWidget(sidebar)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.splitterMoved.connect(self._on_moved)

    def show_sidebar(self, wanted: bool, *, asked: bool = False) -> None:
        """Show or hide the sidebar; `asked` if the reader has just said so."""
        self._wanted, self._asked = wanted, wanted and asked
        self._give_way()

    @property
    def asked(self) -> bool:
        """Whether the sidebar has taken the place of the text because the reader asked for it."""
        return self._asked

    def take_after(self, other: "Division") -> None:
        """Be divided as another one was, if the reader has divided it."""
        if other._by_reader:
            self._by_reader = True
            self.setSizes(other.sizes())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the text most of a narrow window."""
        super().resizeEvent(event)
        self._give_way()
        if not self._by_reader:
            wanted, most = (self._side, 0.6) if self._side else (scaled(_SIDEBAR), 0.36)
            side = min(wanted, round(self.width() * most))
            self.setSizes([self.width() - side, side])

    def event(self, event: QEvent) -> bool:
        """See whether there is still room when the sidebar needs more or less."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._give_way()
        return handled

    def _give_way(self) -> None:
        text = self._text.minimumSizeHint().width()
        crowded = self.width() < self._sidebar.minimumWidth() + text
        self._asked = self._asked and crowded
        shown = self._wanted and (self._asked or not crowded)
        if shown is self._sidebar.isHidden():
            self._sidebar.setVisible(shown)
        if self._asked is not self._text.isHidden():
            self._text.setVisible(not self._asked)

    def _on_moved(self) -> None:
        self._by_reader = True
        self.divided.emit(self.sizes()[1])
