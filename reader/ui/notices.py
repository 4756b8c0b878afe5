# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices: what the reader must know, in one sentence, inside the window.

A notice is data first and a widget second, so that what the reader is told can be tested.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reader.errors import ReaderError

_MOST = 4


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the reader. `details` is folded away; `bad` marks a failure."""

    text: str
    details: str = ""
    bad: bool = False


def error_notice(error: ReaderError) -> Notice:
    """What to tell of an expected error."""
    text = str(error)
    return Notice(text[:1].upper() + text[1:] if error.path is None else text, error.detail, True)


class NoticeWidget(QFrame):
    """One notice on the screen.

    Signals:
        dismissed: The reader has read it.
    """

    dismissed = Signal()

    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.notice = notice
        self.setObjectName("notice")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(notice.text)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 8, 6)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        sign = QLabel("!" if notice.bad else "i")
        sign.setObjectName("error" if notice.bad else "strong")
        sign.setFixedWidth(10)
        row.addWidget(sign)
        self.label = QLabel(notice.text)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.label, 1)
        self.more = QPushButton(self.tr("Details"))
        self.more.setObjectName("plain")
        self.more.setCheckable(True)
        self.more.setVisible(bool(notice.details))
        row.addWidget(self.more)
        self.close_button = QPushButton("✕")
        self.close_button.setObjectName("plain")
        self.close_button.setAccessibleName(self.tr("Dismiss"))
        self.close_button.setToolTip(self.tr("Dismiss"))
        row.addWidget(self.close_button)
        self.details = QPlainTextEdit(notice.details)
        self.details.setReadOnly(True)
        self.details.setMaximumHeight(120)
        self.details.setAccessibleName(self.tr("Details"))
        self.details.hide()
        column.addWidget(self.details)
        self.more.toggled.connect(self.details.setVisible)
        self.close_button.clicked.connect(self.dismissed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Dismiss with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)


class NoticeArea(QWidget):
    """The notices not yet dismissed, newest last; nothing while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._widgets: list[NoticeWidget] = []
        self.hide()

    @property
    def notices(self) -> list[Notice]:
        """What the reader is told now."""
        return [widget.notice for widget in self._widgets]

    def widget(self, number: int) -> NoticeWidget:
        """One of the notices on the screen."""
        return self._widgets[number]

    def show_notice(self, notice: Notice) -> None:
        """Tell the reader something; the same thing only once."""
        if notice in self.notices:
            return
        while len(self._widgets) >= _MOST:
            self._remove(self._widgets[0])
        widget = NoticeWidget(notice)
        widget.dismissed.connect(lambda: self._remove(widget))
        self._widgets.append(widget)
        self._column.addWidget(widget)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, notice.text))

    def _remove(self, widget: NoticeWidget) -> None:
        self._widgets.remove(widget)
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()
        self.setVisible(bool(self._widgets))

    def sizeHint(self) -> QSize:
        """Ask for what the notices need."""
        return self._column.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after a change of typeface or theme."""
        super().changeEvent(event)
        self.updateGeometry()
