# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a tab shows until its article is there: that it is being opened, or a password field."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

# A file that opens faster than this needs no word about it, in milliseconds.
_PATIENCE = 250
_TITLE_LENGTH = 34
_WIDTH = 580


class OpeningPage(QWidget):
    """Stands in while a file is being opened.

    Signals:
        cancelled: The reader does not want to wait.
        answered: The password the reader gave. It is kept nowhere.
    """

    cancelled = Signal()
    answered = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("content")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = shortened(name)
        self._opening = self.tr("Opening {0}…").format(self._name)
        self.label = QLabel(self._opening)
        self.label.setObjectName("muted")
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setFixedWidth(_WIDTH)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password of {0}").format(self._name))
        self.password.setFixedWidth(260)
        self.unlock_button = QPushButton(self.tr("Open"))
        self.unlock_button.setObjectName("primary")
        self.cancel_button = QPushButton(self.tr("Cancel"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.unlock_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.password, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(buttons)
        column.addStretch(1)
        for widget in (self.label, self.password, self.unlock_button, self.cancel_button):
            widget.hide()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._on_waited)
        self._patience.start()
        self.cancel_button.clicked.connect(self.cancelled)
        self.unlock_button.clicked.connect(self._on_unlock)
        self.password.returnPressed.connect(self._on_unlock)

    def _on_waited(self) -> None:
        self.label.show()
        self.cancel_button.show()

    def ask_password(self, explanation: str) -> None:
        """Ask for the password of the file, saying why."""
        self._patience.stop()
        self.label.setText(f"{self._name}: {explanation}")
        for widget in (self.label, self.password, self.unlock_button, self.cancel_button):
            widget.show()
        self.password.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_unlock(self) -> None:
        if not self.password.text():
            return
        self.label.setText(self._opening)
        for widget in (self.password, self.unlock_button):
            widget.hide()
        self.answered.emit(self.password.text())
        self.password.clear()


def shortened(name: str) -> str:
    """A name as a tab shows it; an ampersand is not a shortcut."""
    shown = name if len(name) <= _TITLE_LENGTH else f"{name[: _TITLE_LENGTH - 1].rstrip()}…"
    return shown.replace("&", "&&")
