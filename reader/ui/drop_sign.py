# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The sign over a window that files may be dropped there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

_EDGE = 12


class DropSign(QLabel):
    """A frame all around the window, with what dropping does."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setText(self.tr("Drop to open"))
        self.setObjectName("drop")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def appear(self) -> None:
        """Lie over all of the window, as large as that is now."""
        self.setGeometry(self._window.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE))
        self.show()
        self.raise_()
