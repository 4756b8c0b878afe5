# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Brings the session's events from its thread to the window's."""

import queue

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from reader.session.events import Event


class EventBridge(QObject):
    """Callable from any thread.

    Signals:
        arrived: An event, on the UI thread; one for each turn of its loop, so that the window
            answers in between however many come at once.
    """

    arrived = Signal(object)
    _sent = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._turns = QTimer(self)
        self._turns.timeout.connect(self._on_turn)
        self._sent.connect(self._turns.start, Qt.ConnectionType.QueuedConnection)

    def __call__(self, event: Event) -> None:
        """Pass an event on."""
        self._events.put(event)
        self._sent.emit()

    def _on_turn(self) -> None:
        try:
            event = self._events.get_nowait()
        except queue.Empty:
            self._turns.stop()
            return
        self.arrived.emit(event)
