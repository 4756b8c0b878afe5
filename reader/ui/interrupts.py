# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Closes the window when the system asks the program to end: Ctrl+C in its terminal, SIGTERM.

While Qt waits for events no Python runs, and with it no Python signal handler; a byte in a socket
wakes it up.
"""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class InterruptListener(QObject):
    """Listens for the rest of its life; one at a time, UI thread only.

    Signals:
        interrupted: The program is to end.
    """

    interrupted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._read, self._write = socket.socketpair()
        for end in (self._read, self._write):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_activated)
        self._wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._handlers = {
            number: signal.signal(number, self._on_signal)
            for number in (signal.SIGINT, signal.SIGTERM)
        }

    def close(self) -> None:
        """Leave signals as they were."""
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()

    def _on_signal(self, _number: int, _frame: object) -> None:
        """Only the byte in the socket matters."""

    def _on_activated(self) -> None:
        self._read.recv(64)
        self.interrupted.emit()
