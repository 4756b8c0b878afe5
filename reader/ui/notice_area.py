# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The one place of notices: at the foot of the window, where they cover and push nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QGuiApplication,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reader.ui.notices import Notice, Notices

# Of the window's height, at most; more than fits is scrolled.
_SHARE = 0.3
# So many lines of a list are seen at once.
_LINES = 5


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
        self.setObjectName("notice")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 8, 6)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        self._sign = QLabel()
        row.addWidget(self._sign)
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.label, 1)
        self.more = QPushButton(self.tr("Details"))
        self.more.setCheckable(True)
        self.copy_button = QPushButton(self.tr("Copy"))
        self.action_button = QPushButton()
        self.close_button = QPushButton("✕")
        self.close_button.setAccessibleName(self.tr("Dismiss"))
        self.close_button.setToolTip(self.tr("Dismiss"))
        for button in (self.more, self.copy_button, self.action_button, self.close_button):
            if button is not self.action_button:
                button.setObjectName("plain")
            row.addWidget(button)
        self.failures = _lines(self.tr("What could not be opened"))
        self.details = _lines(self.tr("Details"))
        for lines in (self.failures, self.details):
            column.addWidget(lines)
        self.details.hide()
        self.tell(notice)
        self.more.toggled.connect(self.details.setVisible)
        self.copy_button.clicked.connect(self._on_copy)
        self.action_button.clicked.connect(self.accepted)
        self.close_button.clicked.connect(self.dismissed)

    def tell(self, notice: Notice) -> None:
        """Tell this notice in place of the last."""
        self.notice = notice
        self.setAccessibleName(notice.text)
        self._sign.setText("!" if notice.bad else "i")
        self._sign.setObjectName("error" if notice.bad else "strong")
        self.label.setText(notice.text)
        self.more.setVisible(bool(notice.details))
        self.copy_button.setVisible(notice.bad)
        self.action_button.setText(notice.action)
        self.action_button.setAccessibleDescription(notice.text)
        self.action_button.setVisible(bool(notice.action))
        _fill(self.failures, "\n".join(notice.failures))
        _fill(self.details, notice.details)
        self.failures.setVisible(bool(notice.failures))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.notice.whole)

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


class NoticeArea(QScrollArea):
    """The notices of the article on the screen and of the window; nothing while there is none.

    Signals:
        dismissed: The reader has closed one.
    """

    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notices")
        self.setAccessibleName(self.tr("Notices"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self._body = QWidget()
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setWidget(self._body)
        self._sources: list[Notices] = []
        self._shown: list[tuple[Notices, NoticeWidget]] = []
        self._heard: set[tuple[int, Notice]] = set()
        self.hide()

    def widget_of(self, number: int) -> NoticeWidget:
        """One of the notices on the screen."""
        return self._shown[number][1]

    def show_sources(self, sources: Sequence[Notices]) -> None:
        """Show the notices of these, and of no others."""
        for source in self._sources:
            source.changed.disconnect(self._on_changed)
        self._sources = list(sources)
        for source in self._sources:
            source.changed.connect(self._on_changed)
        self._on_changed()

    def _on_changed(self) -> None:
        """Show what is told now; what is there already stays as it is."""
        before, self._shown = self._shown, []
        for source in self._sources:
            for notice in source.notices:
                kept = next((item for item in before if _continues(item, source, notice)), None)
                if kept is None:
                    kept = source, self._widget(source, notice)
                else:
                    before.remove(kept)
                    if kept[1].notice != notice:
                        kept[1].tell(notice)
                self._shown.append(kept)
        for _, widget in before:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for _, widget in self._shown:
            # The newest on top, where it is seen however many there are.
            self._column.insertWidget(0, widget)
        self._fit()
        self.setVisible(bool(self._shown))
        self._announce()

    def _widget(self, source: Notices, notice: Notice) -> NoticeWidget:
        widget = NoticeWidget(notice)
        widget.more.toggled.connect(self._fit)
        widget.dismissed.connect(lambda: self._on_dismissed(source, widget))
        widget.accepted.connect(lambda: source.accepted.emit(widget.notice))
        return widget

    def _on_dismissed(self, source: Notices, widget: NoticeWidget) -> None:
        source.withdraw(widget.notice)
        self.dismissed.emit()

    def _fit(self) -> None:
        """Be as high as the notices are, but never take the window from the article."""
        wanted = sum(
            max(widget.heightForWidth(self.width()), widget.minimumSizeHint().height())
            for _, widget in self._shown
        )
        self.setFixedHeight(min(wanted, round(_SHARE * self.window().height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the lines again."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Announce what came while this was not on the screen."""
        super().showEvent(event)
        self._announce()

    def _announce(self) -> None:
        """Say to a screen reader what it has not heard yet."""
        if self.isVisible():
            heard, self._heard = self._heard, {(id(s), w.notice) for s, w in self._shown}
            for source, widget in self._shown:
                if (id(source), widget.notice) not in heard:
                    event = QAccessibleAnnouncementEvent(self, widget.notice.text)
                    QAccessible.updateAccessibility(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again after a change of typeface or theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


def _continues(shown: tuple[Notices, NoticeWidget], source: Notices, notice: Notice) -> bool:
    there, widget = shown
    same_topic = bool(notice.topic) and widget.notice.topic == notice.topic
    return there is source and (same_topic or widget.notice == notice)


def _lines(name: str) -> QPlainTextEdit:
    """A text of several lines, to be read, scrolled and copied."""
    lines = QPlainTextEdit()
    lines.setReadOnly(True)
    lines.setAccessibleName(name)
    lines.setTabChangesFocus(True)
    lines.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return lines


def _fill(lines: QPlainTextEdit, text: str) -> None:
    lines.setPlainText(text)
    shown = min(_LINES, text.count("\n") + 1)
    lines.setFixedHeight(shown * lines.fontMetrics().lineSpacing() + 24)
