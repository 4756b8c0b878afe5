# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Brings the session's events from its thread to the window's."""

from PySide6.QtCore import QObject, Qt, Signal

from reader.session.events import Event


class EventBridge(QObject):
    """Callable from any thread.

    Signals:
        arrived: An event, on the UI thread.
    """

    arrived = Signal(object)
    _sent = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._sent.connect(self.arrived, Qt.ConnectionType.QueuedConnection)

    def __call__(self, event: Event) -> None:
        """Pass an event on."""
        self._sent.emit(event)
