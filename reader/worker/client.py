# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The window's side of the worker: starts it, hears it, and replaces it when it dies or hangs.

One thread owns the process and the table of jobs. Whatever is asked for or heard is put into its
inbox and taken up in order, with no lock anywhere: nobody who asks ever waits, and a listener may
ask for more while it is told something.
"""

import itertools
import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from reader.analysis.model.own_model import OwnModel
from reader.document import Analysis, Article, Block, Weight
from reader.errors import OpenError, Reason
from reader.worker.limits import STALL_SECONDS, WORN_OUT
from reader.worker.messages import (
    Analysed,
    Compared,
    Drawn,
    Event,
    Failed,
    Opened,
    Weighed,
    event_from_dict,
)
from reader.worker.process import WorkerProcess

_log = logging.getLogger(__name__)

# The worker gives itself up after STALL_SECONDS; this is for one too ill to do even that.
_GRACE_SECONDS = 3


@dataclass(slots=True)
class _Job:
    """A job, and how far it has come.

    Attributes:
        weighs: The sentence to be weighed and the model that does it, or None for an article.
        compares: The analyses to be compared; none for an article.
        article: The article that was reported.
        read: Whether the worker that has the job now has read it.
    """

    request: dict[str, Any]
    path: Path | None = None
    weighs: tuple[str, OwnModel | None] | None = None
    compares: tuple[Analysis, ...] = ()
    article: Article | None = None
    read: bool = False


class WorkerClient:
    """One worker process and the jobs it has been given. Safe on any thread.

    `on_event` is called on one background thread, one event at a time, in order per job. Every job
    ends with exactly one of Analysed, Weighed, Compared, Drawn and Failed, unless it is cancelled.
    No method waits for that thread but `close`, so that `on_event` may take its time and may call
    any of them.

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
        self._numbers = itertools.count(1)
        self._inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._dropped: set[int] = set()
        self._closed = threading.Event()
        # From here on all belongs to the owner.
        self._jobs: dict[int, _Job] = {}
        self._weights: dict[tuple[str, OwnModel | None], tuple[Weight, ...]] = {}
        self._process: WorkerProcess | None = None
        self._current: int | None = None
        self._owner = threading.Thread(target=self._serve, daemon=True)
        self._owner.start()

    @property
    def process_id(self) -> int | None:
        """The worker's process, while there is one."""
        process = self._process
        return process.id if process else None

    def start(self) -> None:
        """Start the worker, if none is running; returns at once."""
        self._inbox.put(self._start)

    def open(self, path: Path, *, password: str | None = None, language: str | None = None) -> int:
        """Ask for a file to be opened and analysed; the job's number.

        Args:
            path: The file.
            password: What it was encrypted with.
            language: In what language to read it, whatever it seems to be in.
        """
        request = {"type": "open", "path": str(path), "password": password, "language": language}
        return self._submit(_Job(request, path))

    def open_text(self, text: str, *, language: str | None = None) -> int:
        """Ask for text from the clipboard to be analysed, as with `open`; the job's number."""
        return self._submit(_Job({"type": "text", "text": text, "language": language}))

    def weigh(self, sentence: str) -> int:
        """Ask which words of a sentence weigh most; the job's number. Weighed or Failed follows.

        The worker is asked only once: what it said of a sentence is remembered.
        """
        request = {"type": "weigh", "text": sentence}
        return self._submit(_Job(request, weighs=(sentence, self.own_model)))

    def compare(self, analyses: Sequence[Analysis]) -> int:
        """Ask what two or more articles share; the job's number. Compared or Failed follows."""
        request = {"type": "compare", "analyses": [item.to_dict() for item in analyses]}
        return self._submit(_Job(request, compares=tuple(analyses)))

    def draw(
        self,
        path: Path,
        *,
        password: str | None,
        sha256: str | None,
        page: int,
        columns: int,
        blocks: Sequence[Block] = (),
        text: str = "",
    ) -> int:
        """Ask how a page of a PDF looks; the job's number. Drawn or Failed follows.

        Args:
            path: The file.
            password: What it was encrypted with.
            sha256: What its bytes must still have; None: whatever is there now.
            page: From 1.
            columns: About how many pixels wide it is to be.
            blocks: Whose words are to be found on the page.
            text: That of the blocks' article.
        """
        found = [
            [block.start, text[block.start : block.end], [astuple(area) for area in block.areas]]
            for block in blocks
        ]
        request = {"type": "draw", "path": str(path), "password": password, "sha256": sha256}
        return self._submit(
            _Job(request | {"page": page, "columns": columns, "blocks": found}, path)
        )

    def cancel(self, job: int) -> None:
        """Drop a job: `on_event` is not called with an event of it once this has returned.

        A call that has begun by then is not waited for: a listener that hands events on to another
        thread can find one more of them there, and tells it by its number.
        """
        self._dropped.add(job)
        self._inbox.put(partial(self._drop, job))

    def close(self) -> None:
        """End the worker and drop all jobs."""
        self._closed.set()
        self._inbox.put(lambda: None)
        if threading.current_thread() is not self._owner:
            self._owner.join(_GRACE_SECONDS)

    def _submit(self, job: _Job) -> int:
        number = next(self._numbers)
        own = self.own_model
        model = None if own is None else [str(own.folder), list(own.opinion_labels)]
        job.request |= {"job": number, "own": model}
        self._inbox.put(partial(self._take_up, number, job))
        return number

    # What follows runs on the owner's thread.

    def _serve(self) -> None:
        while True:
            try:
                task = self._inbox.get(timeout=1.0 if self._jobs else None)
            except queue.Empty:
                task = self._end_if_stalled
            if self._closed.is_set():
                break
            try:
                task()
            except Exception as error:  # a mistake of ours: it must not keep all others waiting
                details = (type(error), error, error.__traceback__, self._owner)
                threading.excepthook(threading.ExceptHookArgs(details))
        if self._process is not None:
            self._process.close()
            self._process = None

    def _tell(self, event: Event) -> None:
        if event.job not in self._dropped:
            self._on_event(event)

    def _start(self) -> None:
        if self._process is None:
            self._process = WorkerProcess(
                self._stall_seconds,
                self._threads,
                lambda process, message: self._inbox.put(partial(self._hear, process, message)),
                lambda process, status: self._inbox.put(partial(self._replace, process, status)),
            )

    def _take_up(self, number: int, job: _Job) -> None:
        if number in self._dropped:
            return
        if job.weighs is not None and job.weighs in self._weights:
            self._tell(Weighed(number, self._weights[job.weighs]))
            return
        if not self._jobs and self._process is not None:
            self._process.heard = time.monotonic()
        self._jobs[number] = job
        self._give(number, job)

    def _give(self, number: int, job: _Job) -> None:
        try:
            self._start()
        except OSError as error:
            del self._jobs[number]
            explanation = "The process that reads articles could not be started. Try again."
            failure = OpenError(job.path, Reason.WORKER_STOPPED, explanation, detail=str(error))
            self._tell(Failed(number, failure, job.article is not None))
        else:
            assert self._process is not None
            self._process.send(job.request)

    def _drop(self, number: int) -> None:
        self._dropped.discard(number)
        if self._jobs.pop(number, None) is not None and self._process is not None:
            self._process.send({"type": "cancel", "job": number})

    def _hear(self, process: WorkerProcess, message: dict[str, Any]) -> None:
        if process is not self._process:
            return
        try:
            number = int(message["job"])
            job = self._jobs.get(number)
            event = event_from_dict(message, job.article, job.compares) if job else None
        except (ValueError, KeyError, TypeError):
            _log.exception("the worker sent what cannot be understood")
            process.kill()
            return
        self._current = number
        if job is None or event is None:
            return
        match event:
            case Opened(_, article):
                job.read = True
                if article == job.article:  # reported when a worker that has died read it
                    return
                job.article = article
            case Failed():
                event.error.path = job.path
            case Weighed(_, words) if job.weighs is not None:
                self._weights[job.weighs] = words
        if isinstance(event, Analysed | Failed | Weighed | Compared | Drawn):
            del self._jobs[number]
        self._tell(event)

    def _replace(self, process: WorkerProcess, status: int) -> None:
        """Report the job that the worker died of; give the others to a new one."""
        if self._process is not process:
            return
        self._process = None
        if not self._jobs:
            # Nothing was lost, and nothing needs a worker before the next request.
            return
        if status != WORN_OUT:
            self._blame(status, time.monotonic() - process.heard)
        for number, other in list(self._jobs.items()):
            other.read = False
            self._give(number, other)

    def _blame(self, status: int, silent: float) -> None:
        # A request that was never answered is more suspect than one under analysis.
        unopened = [number for number, job in self._jobs.items() if not job.read]
        if unopened:
            culprit = min(unopened)
        else:
            culprit = self._current if self._current in self._jobs else min(self._jobs)
        job = self._jobs.pop(culprit)
        stalled = self._stall_seconds if silent >= self._stall_seconds - 0.5 else None
        self._tell(Failed(culprit, _death(job, status, stalled), job.article is not None))

    def _end_if_stalled(self) -> None:
        process = self._process
        if process is None:
            return
        if time.monotonic() - process.heard > self._stall_seconds + _GRACE_SECONDS:
            process.kill()


def _death(job: _Job, status: int, stalled: int | None) -> OpenError:
    if job.request["type"] == "draw":
        explanation = "This page cannot be drawn: the process that tried to was stopped by it."
        reason = Reason.WORKER_STOPPED if stalled is None else Reason.TOO_SLOW
        return OpenError(job.path, reason, explanation, detail=f"exit status {status}")
    if stalled is not None:
        what = "Analysing" if job.read else "Reading"
        explanation = (
            f"{what} it made no progress for {stalled} seconds and was stopped. "
            "Try again, or a shorter part of it."
        )
        return OpenError(job.path, Reason.TOO_SLOW, explanation)
    if job.read:
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
