# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""One worker process: what is said to it and heard from it, without anybody waiting for it.

Each direction has a thread and a queue of its own. A worker that does not read holds up the thread
that writes, not who asks; and it is always heard, so that it never waits for us in turn.
"""

import contextlib
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from reader.worker.messages import read_frame, write_frame

# What the C library's allocator on Linux has free, it gives back: a tenth less memory, and a
# twentieth more time. Only for workers among several, who need the memory more.
_FRUGAL = {"MALLOC_TRIM_THRESHOLD_": "1000000"}

_log = logging.getLogger(__name__)


class WorkerProcess:
    """A running worker.

    Attributes:
        heard: When it last gave a sign of life, by the monotonic clock.
    """

    def __init__(
        self,
        stall_seconds: int,
        threads: int | None,
        on_message: Callable[["WorkerProcess", dict[str, Any]], None],
        on_ended: Callable[["WorkerProcess", int], None],
    ) -> None:
        """Start it. On Linux it ends with the thread that does so, at the latest.

        Args:
            stall_seconds: After how long without progress it gives itself up.
            threads: How many threads the model may use; None lets it choose.
            on_message: Called with each message, in order, on a thread of the process's own.
            on_ended: Called last of all, there too, with the exit status.

        Raises:
            OSError: The system does not start it.
        """
        command = [sys.executable, "-m", "reader.worker", str(stall_seconds)]
        if threads is not None:
            command.append(str(threads))
        self._on_message = on_message
        self._on_ended = on_ended
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # The model's runtime has threads of its own; those of NumPy's would spin beside them,
            # and several workers would take each other's cores.
            env={
                "OPENBLAS_NUM_THREADS": "1",
                **(_FRUGAL if threads == 1 else {}),
                **os.environ,
            },
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.heard = time.monotonic()
        self._requests: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=work, daemon=True) for work in (self._write, self._listen)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def id(self) -> int:
        """Its number in the system."""
        return self._process.pid

    def send(self, message: dict[str, Any]) -> None:
        """Say something to it; returns at once. What it no longer reads is lost with it."""
        self._requests.put(message)

    def kill(self) -> None:
        """End it, whatever it does; `on_ended` follows."""
        self._process.kill()

    def close(self) -> None:
        """End it and wait until it is gone."""
        self._process.kill()
        for thread in self._threads:
            thread.join()

    def _write(self) -> None:
        stream = cast(BinaryIO, self._process.stdin)
        # A worker that has just died is noticed by the thread that listens.
        with contextlib.suppress(OSError), stream:
            while (message := self._requests.get()) is not None:
                write_frame(stream, message)

    def _listen(self) -> None:
        stream = cast(BinaryIO, self._process.stdout)
        try:
            with stream:
                while (message := read_frame(stream)) is not None:
                    self.heard = time.monotonic()
                    self._on_message(self, message)
        except (OSError, ValueError):
            _log.exception("the worker sent what cannot be understood")
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._requests.put(None)
        self._on_ended(self, status)
