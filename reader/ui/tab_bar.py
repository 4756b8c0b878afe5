# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The bar with a tab for each open article."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QIcon,
    QMouseEvent,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QMenu, QTabBar, QToolButton

from reader.ui.theme import scaled

# The size of the sign of something to tell, in pixels at 100 %, drawn larger for fine screens.
_DOT, _FINE = 9, 4


class ArticleTabBar(QTabBar):
    """Tabs that can be moved, and closed with their button, the middle button or the menu.

    Signals:
        close_requested: The number of a tab.
        others_close_requested: The number of the tab that stays.
    """

    close_requested = Signal(int)
    others_close_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("articles")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(True)
        self.setAccessibleName(self.tr("Open articles"))

    def add(self, title: str, tip: str, name: str) -> int:
        """Add a tab, with a button to close what has this name; its number."""
        number = self.addTab(title)
        self.setTabToolTip(number, tip)
        button = QToolButton()
        button.setObjectName("close")
        button.setText("✕")
        button.setAccessibleName(self.tr("Close {0}").format(name))
        button.setToolTip(self.tr("Close"))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self.close_requested.emit(self._number_of(button)))
        self.setTabButton(number, QTabBar.ButtonPosition.RightSide, button)
        return number

    def show_sign(self, number: int, name: str, *, shown: bool) -> None:
        """Show whether the article in a tab has something to tell, or say so to whoever asks."""
        self.setIconSize(QSize(scaled(_DOT), scaled(_DOT)))
        colour = self.palette().color(QPalette.ColorRole.Accent)
        self.setTabIcon(number, _dot(colour) if shown else QIcon())
        words = self.tr("{0}, something to tell").format(name) if shown else ""
        self.setAccessibleTabName(number, words)

    def _number_of(self, button: QToolButton) -> int:
        side = QTabBar.ButtonPosition.RightSide
        return next(n for n in range(self.count()) if self.tabButton(n, side) is button)

    def menu_of(self, number: int) -> QMenu:
        """What can be done with a tab."""
        menu = QMenu(self)
        menu.addAction(self.tr("Close"), lambda: self.close_requested.emit(number))
        others = menu.addAction(
            self.tr("Close the others"), lambda: self.others_close_requested.emit(number)
        )
        others.setEnabled(self.count() > 1)
        return menu

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Close a tab with the middle button."""
        number = self.tabAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.MiddleButton and number >= 0:
            self.close_requested.emit(number)
        else:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the tab under the mouse, or with the current one."""
        keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        number = self.currentIndex() if keyboard else self.tabAt(event.pos())
        if number >= 0:
            menu = self.menu_of(number)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(event.globalPos())


def _dot(colour: QColor) -> QIcon:
    size = _FINE * _DOT
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(picture.rect())
    painter.end()
    return QIcon(picture)
