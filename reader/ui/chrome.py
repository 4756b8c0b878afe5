# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Full screen, and the page without all that is around it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

if TYPE_CHECKING:
    from reader.ui.article_tabs import ArticleTabs


class Chrome(QObject):
    """Shows and hides what is around the page of a window.

    Notices stay: they are no decoration.
    """

    def __init__(self, window: QMainWindow, bars: Sequence[QWidget], tabs: "ArticleTabs") -> None:
        super().__init__(window)
        self._window = window
        self._wanted = dict.fromkeys(bars, True)
        self._tabs = tabs
        self._alone = False

    def show(self, bar: QWidget, wanted: bool) -> None:
        """Show a bar, unless the page is alone."""
        self._wanted[bar] = wanted
        bar.setVisible(wanted and not self._alone)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or be a window again."""
        self._window.setWindowState(self._window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def toggle_page_alone(self) -> None:
        """Show the page without menu, bars, track and sidebar, or all of it again."""
        self._alone = not self._alone
        self._window.menuBar().setVisible(not self._alone)
        for bar, wanted in self._wanted.items():
            bar.setVisible(wanted and not self._alone)
        self._tabs.set_alone(self._alone)

    def leave(self) -> None:
        """Go back to all that is around the page, or else from full screen."""
        if self._alone:
            self.toggle_page_alone()
        elif self._window.isFullScreen():
            self.toggle_full_screen()
