# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The windows of one process, all on one session; it ends with the last of them."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication

from reader.session.events import Event, Kept, MarksChanged
from reader.ui.look import Look
from reader.ui.main_window import MainWindow
from reader.ui.request import Request

if TYPE_CHECKING:
    from reader.session.session import Session

# So far another window is from the last, in pixels.
_STEP = QPoint(32, 32)


class Windows(QObject):
    """The open windows, the one used last at the end."""

    def __init__(self, session: "Session") -> None:
        super().__init__()
        self._session = session
        self._look = Look(session, self)
        self._windows: list[MainWindow] = []
        self._look.reopens_changed.connect(self._remember)

    @property
    def all(self) -> list[MainWindow]:
        """The open windows, the one used last at the end."""
        return list(self._windows)

    def start(self, files: Sequence[Path]) -> MainWindow:
        """Show the first window, with these files or, if there are none, as the reader wants it."""
        window = self.open()
        if files:
            window.open_files(list(files))
        elif self._look.reopens:
            self._open_last(window)
        return window

    def _open_last(self, first: MainWindow) -> None:
        """Open the windows of the last session again, each with its articles."""
        try:
            last = json.loads(str(self._session.preferences.get("last_session", "{}")))
            windows = [
                ([Path(name) for name in window["files"]], int(window["current"]))
                for window in last.get("windows", ())
            ]
        except (ValueError, KeyError, TypeError, AttributeError):
            return
        for number, (files, current) in enumerate(windows):
            (self.open() if number else first).open_again(files, current)

    def _remember(self) -> None:
        """Keep which articles are open in which window, if they are to come back."""
        open_now = [window.tabs.session() for window in self._windows]
        kept = {"windows": [item for item in open_now if item["files"]]}
        self._session.set_preference(
            "last_session", json.dumps(kept) if self._look.reopens else "{}"
        )

    def open(self) -> MainWindow:
        """Show another window."""
        window = MainWindow(self._session, self._look)
        window.closed.connect(lambda: self._on_closed(window))
        window.came_forward.connect(lambda: self._on_came_forward(window))
        window.another_requested.connect(self.open)
        window.session_changed.connect(self._remember)
        if self._windows:
            window.move(self._windows[-1].pos() + _STEP)
        self._windows.append(window)
        window.show()
        return window

    def take(self, request: Request) -> None:
        """Do what a later start was asked for."""
        if not self._windows:
            return
        window = self.open() if request.new_window else self._windows[-1]
        window.open_files(list(request.files))
        if request.activation:
            # Qt takes it from there, once.
            os.environ["XDG_ACTIVATION_TOKEN"] = request.activation
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        # Where the system lets no program come forward by itself, it shows that it wants to.
        QApplication.alert(window)

    def on_event(self, event: Event) -> None:
        """Take in what the session reports; each window knows its own."""
        for window in self.all:
            window.on_event(event)
            if isinstance(event, Kept) and len(self._windows) > 1:
                # The same article may be in another one.
                window.on_event(MarksChanged())

    def _on_came_forward(self, window: MainWindow) -> None:
        if window in self._windows:
            self._windows.remove(window)
            self._windows.append(window)

    def _on_closed(self, window: MainWindow) -> None:
        if window not in self._windows:
            return
        self._windows.remove(window)
        if self._windows:
            window.deleteLater()
            # If all windows are being closed, all of them are to come back.
            QTimer.singleShot(0, self, self._on_closed_alone)
        else:
            self._session.close()

    def _on_closed_alone(self) -> None:
        if self._windows:
            self._remember()
