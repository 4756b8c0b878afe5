# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The window's side of the worker: starts it, hears it, and replaces it when it dies or hangs."""

import contextlib
import itertools
import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.analysis.model.own_model import OwnModel
from reader.document import Article
from reader.errors import OpenError, Reason
from reader.worker.limits import STALL_SECONDS, WORN_OUT
from reader.worker.messages import (
    Analysed,
    Event,
    Failed,
    Opened,
    Weighed,
    event_from_dict,
    read_frame,
    write_frame,
)

_log = logging.getLogger(__name__)

# The worker gives itself up after STALL_SECONDS; this is for one too ill to do even that.
_GRACE_SECONDS = 3


@dataclass(slots=True)
class _Job:
    request: dict[str, Any]
    path: Path | None
    article: Article | None = None
    announced: bool = False


class WorkerClient:
    """One worker process and the jobs it has been given.

    `on_event` is called on a background thread, one event at a time, in order per job. Every job
    ends with exactly one of Analysed, Weighed and Failed, unless it is cancelled.

    Attributes:
        own_model: The reader's own model for the opinions of what is opened from now on, or None.
    """

    def __init__(
        self,
        on_event: Callable[[Event], None],
        *,
        threads: int | None = None,
        stall_seconds: int = STALL_SECONDS,
    ) -> None:
        """Prepare; the process starts with `start` or the first job.

        Args:
            on_event: See above.
            threads: How many threads the model may use; None lets it choose.
            stall_seconds: After how long without progress a job is given up.
        """
        self._on_event = on_event
        self._threads = threads
        self.own_model: OwnModel | None = None
        self._stall_seconds = stall_seconds
        self._lock = threading.RLock()
        self._jobs: dict[int, _Job] = {}
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None
        self._heard = time.monotonic()
        self._current: int | None = None
        self._closed = threading.Event()

    @property
    def process_id(self) -> int | None:
        """The worker's process, while there is one."""
        with self._lock:
            return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the worker, if none is running; returns at once."""
        with self._lock:
            if self._process is not None or self._closed.is_set():
                return
            command = [sys.executable, "-m", "reader.worker", str(self._stall_seconds)]
            if self._threads is not None:
                command.append(str(self._threads))
            process = subprocess.Popen(  # noqa: S603 - our own module
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            self._process = process
            self._heard = time.monotonic()
            self._listener = threading.Thread(target=self._listen, args=(process,), daemon=True)
            self._listener.start()
            threading.Thread(target=self._watch, args=(process,), daemon=True).start()

    def open(self, path: Path, *, password: str | None = None) -> int:
        """Ask for a file to be opened and analysed; the job's number."""
        request = {"type": "open", "path": str(path), "password": password}
        return self._submit(request | {"own": self._own()}, path)

    def open_text(self, text: str) -> int:
        """Ask for text from the clipboard to be analysed; the job's number."""
        return self._submit({"type": "text", "text": text, "own": self._own()}, None)

    def _own(self) -> list[Any] | None:
        own = self.own_model
        return None if own is None else [str(own.folder), list(own.opinion_labels)]

    def weigh(self, sentence: str) -> int:
        """Ask which words of a sentence weigh most; the job's number. Weighed or Failed follows."""
        return self._submit({"type": "weigh", "text": sentence, "own": self._own()}, None)

    def cancel(self, job: int) -> None:
        """Drop a job: no event of it follows once this has returned."""
        with self._lock:
            if self._jobs.pop(job, None) is not None and self._process is not None:
                self._write(self._process, {"type": "cancel", "job": job})

    def close(self) -> None:
        """End the worker and drop all jobs."""
        self._closed.set()
        with self._lock:
            self._jobs.clear()
            process, self._process = self._process, None
            listener = self._listener
        if process is not None:
            process.kill()
            process.wait()
        if listener is not None and listener is not threading.current_thread():
            listener.join(_GRACE_SECONDS)

    def _submit(self, request: dict[str, Any], path: Path | None) -> int:
        with self._lock:
            job = next(self._numbers)
            request["job"] = job
            if not self._jobs:
                self._heard = time.monotonic()
            self._jobs[job] = _Job(request, path)
            self.start()
            if self._process is not None:
                self._write(self._process, request)
        return job

    def _write(self, process: subprocess.Popen[bytes], message: dict[str, Any]) -> None:
        assert process.stdin is not None
        try:
            write_frame(process.stdin, message)  # type: ignore[arg-type] # typed as IO, not BinaryIO
        except (OSError, ValueError):
            # It has just died: the listener notices and sends the jobs to its successor.
            _log.info("the worker went away before a request reached it")

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        try:
            while (message := read_frame(process.stdout)) is not None:  # type: ignore[arg-type]
                self._receive(message)
        except (OSError, ValueError, KeyError, TypeError):
            _log.exception("the worker sent what cannot be understood")
        try:
            status = process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        with self._lock:
            for stream in (process.stdin, process.stdout):
                assert stream is not None
                with contextlib.suppress(OSError):  # what was still to be written is lost with it
                    stream.close()
        if not self._closed.is_set():
            self._replace(process, status)

    def _receive(self, message: dict[str, Any]) -> None:
        number = int(message["job"])
        with self._lock:
            self._heard = time.monotonic()
            self._current = number
            job = self._jobs.get(number)
            if job is None:
                return
            event = event_from_dict(message, job.article)
            if isinstance(event, Opened):
                job.article = event.article
                if job.announced:  # by a worker that has died since
                    return
                job.announced = True
            elif isinstance(event, Analysed | Failed | Weighed):
                del self._jobs[number]
            if isinstance(event, Failed):
                event.error.path = job.path
            self._on_event(event)

    def _replace(self, process: subprocess.Popen[bytes], status: int) -> None:
        """Report the job that the worker died of; give the others to a new one."""
        with self._lock:
            if self._process is not process:
                return
            self._process = None
            if not self._jobs:
                # Nothing was lost, and nothing needs a worker before the next request.
                return
            if status != WORN_OUT:
                self._blame(status)
            self.start()
            for other in self._jobs.values():
                other.article = None
                if self._process is not None:
                    self._write(self._process, other.request)

    def _blame(self, status: int) -> None:
        # A request that was never answered is more suspect than one under analysis.
        unopened = [number for number, job in self._jobs.items() if job.article is None]
        if unopened:
            culprit = min(unopened)
        else:
            culprit = self._current if self._current in self._jobs else min(self._jobs)
        job = self._jobs.pop(culprit)
        silent = time.monotonic() - self._heard
        stalled = self._stall_seconds if silent >= self._stall_seconds - 0.5 else None
        self._on_event(Failed(culprit, _death(job, status, stalled), job.article is not None))

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        while process.poll() is None and not self._closed.wait(1.0):
            with self._lock:
                silent = time.monotonic() - self._heard
                if self._jobs and silent > self._stall_seconds + _GRACE_SECONDS:
                    process.kill()


def _death(job: _Job, status: int, stalled: int | None) -> OpenError:
    if stalled is not None:
        what = "Analysing" if job.article is not None else "Reading"
        explanation = (
            f"{what} it made no progress for {stalled} seconds and was stopped. "
            "Try again, or a shorter part of it."
        )
        return OpenError(job.path, Reason.TOO_SLOW, explanation)
    if job.article is not None:
        explanation = (
            "The process that analyses articles stopped unexpectedly, so the rest is not marked. "
            "Open the file again to retry; other files are not affected."
        )
    else:
        explanation = (
            "The process that reads articles stopped while opening it: the file may be damaged. "
            "Other files are not affected."
        )
    return OpenError(job.path, Reason.WORKER_STOPPED, explanation, detail=f"exit status {status}")
