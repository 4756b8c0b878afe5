# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker's own process: reads requests on standard input, answers on standard output.

It ends when its input ends, so it cannot outlive the window, and by itself when it stalls, even in
code that never returns to Python.
"""

import contextlib
import faulthandler
import os
import queue
import sys
import threading
import time
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

from reader.document import Analysis, Article
from reader.errors import ModelError, OpenError, ReaderError, Reason
from reader.worker.limits import MEMORY_BYTES, WORN_OUT
from reader.worker.messages import (
    Analysed,
    Event,
    Failed,
    Judged,
    Opened,
    Weighed,
    event_to_dict,
    read_frame,
    write_frame,
)

if TYPE_CHECKING:
    from reader.analysis.model.own_model import OwnModel

# Loading the language pipeline is put off for so long, so that a file asked for at the start is
# read first.
_WARM_UP_DELAY = 0.3


class Worker:
    """Opens files at once and analyses in between, block by block, the newest first.

    A file that is opened while another is analysed need not wait: its text is read and sent before
    the next block of the other is looked at.
    """

    def __init__(
        self, requests: BinaryIO, answers: BinaryIO, stall_seconds: int, threads: int | None
    ) -> None:
        self._requests = requests
        self._answers = answers
        self._stall_seconds = stall_seconds
        self._threads = threads
        self._inbox: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._running: dict[int, Iterator[Event]] = {}
        self._warming: threading.Thread | None = None

    def run(self) -> None:
        """Serve until the input ends (the listener then ends the process)."""
        threading.Thread(target=self._listen, daemon=True).start()
        timeout: float | None = _WARM_UP_DELAY
        while True:
            try:
                message = self._inbox.get(block=not self._running, timeout=timeout)
            except queue.Empty:
                message = None
            with _stall_guard(self._stall_seconds):
                if message is not None:
                    self._handle(message)
                elif self._running:
                    self._step()
            if self._warming is None and (message is None or message["type"] != "cancel"):
                timeout = None
                self._warming = threading.Thread(target=self._warm_up, daemon=True)
                self._warming.start()

    def _listen(self) -> None:
        # Any end of the conversation, tidy or not, ends the process at once.
        with contextlib.suppress(ValueError, OSError):
            while (message := read_frame(self._requests)) is not None:
                self._inbox.put(message)
        os._exit(0)

    def _warm_up(self) -> None:
        # A failure here comes back, with its file, when an article needs the model.
        with contextlib.suppress(Exception):
            from reader.analysis import pipeline

            pipeline.warm_up(threads=self._threads)

    def _send(self, event: Event) -> None:
        write_frame(self._answers, event_to_dict(event))

    def _handle(self, message: dict[str, Any]) -> None:
        job = int(message["job"])
        if message["type"] == "cancel":
            self._running.pop(job, None)
            return
        if message["type"] == "weigh":
            self._running[job] = self._weighing(job, message["text"], message["own"])
            return
        try:
            article = self._open(message)
        except ReaderError as error:
            self._send(Failed(job, error, opened=False))
            return
        except MemoryError:
            self._give_up(
                job,
                "Opening it needs more memory than an article may use. Try a shorter part of it.",
                opened=False,
            )
        self._send(Opened(job, article))
        self._running[job] = self._analysing(job, article, message["own"])

    def _open(self, message: dict[str, Any]) -> Article:
        from reader import formats

        if message["type"] == "text":
            return formats.load_text(message["text"])
        return formats.load(Path(message["path"]), password=message.get("password"))

    def _step(self) -> None:
        job = max(self._running)
        try:
            self._send(next(self._running[job]))
        except StopIteration:
            del self._running[job]
        except ReaderError as error:
            del self._running[job]
            self._send(Failed(job, error, opened=True))
        except MemoryError:
            self._give_up(
                job,
                "Its analysis needs more memory than it may use; the text can be read.",
                opened=True,
            )
        except Exception:  # a mistake of ours: it ends this article's analysis, not the worker
            del self._running[job]
            explanation = (
                "Its analysis failed because of a mistake in Slantwise; the text can be read."
            )
            detail = traceback.format_exc()
            mistake = ModelError(None, Reason.UNEXPECTED, explanation, detail=detail)
            self._send(Failed(job, mistake, opened=True))

    def _give_up(self, job: int, explanation: str, *, opened: bool) -> NoReturn:
        self._running.clear()
        self._send(Failed(job, OpenError(None, Reason.TOO_MUCH_MEMORY, explanation), opened=opened))
        os._exit(WORN_OUT)

    def _analysing(self, job: int, article: Article, own: list[Any] | None) -> Iterator[Event]:
        from reader.analysis import pipeline

        begun = time.perf_counter()
        if self._warming is not None:
            self._warming.join()
        for result in pipeline.stream(article, threads=self._threads, own=_own_model(own)):
            if isinstance(result, Analysis):
                yield Analysed(job, result, time.perf_counter() - begun)
            else:
                yield Judged(job, result)

    def _weighing(self, job: int, sentence: str, own: list[Any] | None) -> Iterator[Event]:
        from reader.analysis import pipeline

        if self._warming is not None:
            self._warming.join()
        yield Weighed(job, pipeline.weigh(sentence, threads=self._threads, own=_own_model(own)))


def _own_model(own: list[Any] | None) -> "OwnModel | None":
    from reader.analysis.model.own_model import OwnModel

    return None if own is None else OwnModel(Path(own[0]), tuple(own[1]))


@contextlib.contextmanager
def _stall_guard(seconds: int) -> Iterator[None]:
    """End the process when the body takes too long, wherever it hangs."""
    # The watchdog of faulthandler is a C thread: it fires even while the interpreter is blocked.
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the other limits hold there
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))


def main() -> None:
    """Run the worker on this process's standard streams: `SECONDS_TO_STALL [THREADS]`."""
    _limit_memory()
    requests = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not end up between the frames.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    stall_seconds, *rest = (int(argument) for argument in sys.argv[1:])
    Worker(requests, answers, stall_seconds, rest[0] if rest else None).run()


if __name__ == "__main__":
    main()
