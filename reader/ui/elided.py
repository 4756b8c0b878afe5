# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A line of text that is cut short rather than making the window wider."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle


class ElidedLabel(QLabel):
    """One line, never more than there is room for; a tip has all of it."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumWidth(1)
        self.setToolTip(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        flags = int((self.alignment() | Qt.AlignmentFlag.AlignVCenter).value)
        style: QStyle = self.style()
        style.drawItemText(
            painter, room, flags, self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )
