# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""One program for all starts: a second start hands its files to the one that runs.

Who runs is told by a lock file in the user's data folder, so that two starts at once and what is
left of a killed one are told apart. The talk goes over a local socket that is the user's alone: the
running program says its version, the second start what it was asked for, and the first that it has
taken it. Where any of it fails (another version, no answer in time), the second start goes its own
way.
"""

import logging
import os
from enum import Enum, auto
from pathlib import Path
from time import monotonic, sleep

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reader import paths
from reader.ui.request import Request

_log = logging.getLogger(__name__)

# How long a second start waits for each answer, in milliseconds.
_PATIENCE = 2000
# And how long before it looks again whether somebody is there, in seconds.
_PAUSE = 0.05
# Longer messages are no request, in bytes.
_LONGEST = 4_000_000


class Answer(Enum):
    """What came of handing something over."""

    TAKEN = auto()
    REFUSED = auto()  # the program that runs is of another version, or does not answer
    NOBODY = auto()


def hand_over(request: Request, version: str, *, wait: float = 0) -> Answer:
    """Hand a request to the program that runs; needs no application.

    Args:
        request: What this start was asked for.
        version: Only a program of the same takes it.
        wait: How long to wait for somebody to be there, in seconds.
    """
    until = monotonic() + wait
    while (answer := _hand_over(request, version)) is Answer.NOBODY and monotonic() < until:
        sleep(_PAUSE)
    return answer


def _hand_over(request: Request, version: str) -> Answer:
    name = paths.window_socket()
    if os.name == "posix":
        try:
            # Another user who took the name would be told what is read here.
            if Path(name).stat().st_uid != os.getuid():
                return Answer.REFUSED
        except OSError:
            return Answer.NOBODY
    socket = QLocalSocket()
    socket.connectToServer(name)
    try:
        if not socket.waitForConnected(_PATIENCE):
            return Answer.NOBODY
        if _answer(socket) != version.encode():
            return Answer.REFUSED
        socket.write(request.to_line())
        return Answer.TAKEN if _answer(socket) == b"taken" else Answer.REFUSED
    finally:
        socket.abort()


def _answer(socket: QLocalSocket) -> bytes:
    """The next line, or nothing if it does not come in time."""
    until = monotonic() + _PATIENCE / 1000
    while not socket.canReadLine():
        left = round((until - monotonic()) * 1000)
        if left <= 0 or not socket.waitForReadyRead(left):
            return b""
    return bytes(socket.readLine().data()).strip()


class Reception(QObject):
    """Takes what later starts hand over.

    Signals:
        requested: What one was asked for, as a Request.
    """

    requested = Signal(object)

    def __init__(self, version: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._version = version
        self._lock = QLockFile(str(paths.window_lock()))
        # However long it runs; only one whose program is gone is stale.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connected)

    def begin(self) -> bool:
        """Be the one that later starts hand over to; False if another program is."""
        try:
            paths.window_lock().parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            _log.warning("later starts cannot be heard: %s", error)
            return True
        if not self._lock.tryLock(0):
            return self._lock.error() is not QLockFile.LockError.LockFailedError
        # What a killed program has left.
        QLocalServer.removeServer(paths.window_socket())
        return True

    def listen(self) -> None:
        """Take what is handed over from now on, and what has waited for it."""
        if not self._server.listen(paths.window_socket()):
            _log.warning("later starts cannot be heard: %s", self._server.errorString())

    def end(self) -> None:
        """Take nothing any more."""
        self._server.close()
        self._lock.unlock()

    def _on_connected(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._greet(socket)

    def _greet(self, socket: QLocalSocket) -> None:
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(lambda: self._on_heard(socket))
        socket.write(self._version.encode() + b"\n")

    def _on_heard(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        try:
            request = Request.from_line(bytes(socket.readLine().data()))
        except ValueError as error:
            _log.warning("what came over the local socket is passed over: %s", error)
            socket.abort()
            return
        socket.write(b"taken\n")
        socket.flush()
        socket.disconnectFromServer()
        self.requested.emit(request)
