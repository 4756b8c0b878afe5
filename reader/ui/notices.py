# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices: what the reader must know, in one sentence, inside the window.

A notice is data first and a widget second, so that what the reader is told can be tested.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QShowEvent
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
    """One sentence for the reader.

    Attributes:
        text: The sentence.
        details: What is folded away.
        bad: Whether something failed.
        action: What a button offers to do about it, if anything.
    """

    text: str
    details: str = ""
    bad: bool = False
    action: str = ""


def error_notice(error: ReaderError) -> Notice:
    """What to tell of an expected error."""
    text = str(error)
    return Notice(text[:1].upper() + text[1:] if error.path is None else text, error.detail, True)


class NoticeWidget(QFrame):
    """One notice on the screen.

    Signals:
        dismissed: The reader has read it.
        accepted: To do what it offers.
    """

    dismissed = Signal()
    accepted = Signal()

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
        row.addWidget(self.more)
        # Only now that it belongs to the notice; before, it would be a window of its own.
        self.more.setVisible(bool(notice.details))
        self.action_button = QPushButton(notice.action)
        self.action_button.setAccessibleDescription(notice.text)
        row.addWidget(self.action_button)
        self.action_button.setVisible(bool(notice.action))
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
        self.action_button.clicked.connect(self.accepted)
        self.close_button.clicked.connect(self.dismissed)

    def event(self, event: QEvent) -> bool:
        """Have Escape for the notice, whatever else it would do on the page."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Dismiss with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)


class NoticeArea(QWidget):
    """The notices not yet dismissed, newest last; nothing while there is none.

    Signals:
        dismissed: The reader has closed one.
        accepted: To do what one offers, which comes with it.
    """

    dismissed = Signal()
    accepted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._widgets: list[NoticeWidget] = []
        self._unheard: list[Notice] = []
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
        widget.dismissed.connect(lambda: self._on_dismissed(widget))
        widget.accepted.connect(lambda: self.accepted.emit(notice))
        self._widgets.append(widget)
        self._column.addWidget(widget)
        self._unheard.append(notice)
        self.show()
        self._announce()

    def withdraw(self, notice: Notice) -> None:
        """Take back what is no longer so, if it is still there."""
        for widget in list(self._widgets):
            if widget.notice == notice:
                self._remove(widget)

    def showEvent(self, event: QShowEvent) -> None:
        """Announce what came while this was not on the screen."""
        super().showEvent(event)
        self._announce()

    def _announce(self) -> None:
        if self.isVisible():
            unheard, self._unheard = self._unheard, []
            for notice in unheard:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, notice.text))

    def _on_dismissed(self, widget: NoticeWidget) -> None:
        self._remove(widget)
        self.dismissed.emit()

    def _remove(self, widget: NoticeWidget) -> None:
        self._widgets.remove(widget)
        self._unheard = [notice for notice in self._unheard if notice != widget.notice]
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
