# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Work off the UI thread: the only place in the window that starts threads."""

import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

from reader.errors import ReaderError

_log = logging.getLogger(__name__)
_T = TypeVar("_T")


class _Results(QObject):
    done = Signal(object)
    failed = Signal(object)


class Task(QRunnable, Generic[_T]):
    """Runs an operation on plain data and brings its result back to the UI thread.

    A result for a widget that is gone by then is dropped. Expected errors reach `failed`; anything
    else is a bug and is raised on the UI thread.
    """

    def __init__(self, operation: Callable[[], _T]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._operation = operation
        self._results = _Results()
        self._done: Callable[[_T], None] | None = None
        self._failed: Callable[[ReaderError], None] | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._results.done.connect(self._on_done, queued)
        self._results.failed.connect(self._on_failed, queued)

    def start(self, done: Callable[[_T], None], failed: Callable[[ReaderError], None]) -> None:
        """Run; exactly one of the two is called afterwards, on the UI thread."""
        self._done, self._failed = done, failed
        _running.add(self)
        QThreadPool.globalInstance().start(self)

    def run(self) -> None:
        """Do the work; called on a worker thread."""
        try:
            result = self._operation()
        except Exception as error:  # raised again on the UI thread
            self._results.failed.emit(error)
        else:
            self._results.done.emit(result)

    def _on_done(self, result: _T) -> None:
        _running.discard(self)
        if self._done is not None and not _is_gone(self._done):
            self._done(result)

    def _on_failed(self, error: Exception) -> None:
        _running.discard(self)
        if not isinstance(error, ReaderError):
            raise error
        _log.info("a task failed: %s", error)
        if self._failed is not None and not _is_gone(self._failed):
            self._failed(error)


def _is_gone(call: Callable[..., None]) -> bool:
    """Whether it is a method of a widget that was closed meanwhile."""
    owner = getattr(call, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


# Qt does not keep what Python holds.
_running: set[QRunnable] = set()
