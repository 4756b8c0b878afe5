# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The worker's own process: reads requests on standard input, answers on standard output.

It ends when its input ends or its parent does, so it cannot outlive the window, and by itself when
it stalls, even in code that never returns to Python.
"""

import contextlib
import ctypes
import faulthandler
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

from reader.document import Analysis, Article
from reader.errors import ModelError, OpenError, ReaderError, Reason
from reader.worker.drawing import PageDrawer
from reader.worker.limits import MEMORY_BYTES, OPENING_BYTES, WORN_OUT
from reader.worker.messages import (
    Analysed,
    Compared,
    Drawn,
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
    from reader.formats import OpenedFile

# Loading the language pipeline is put off for so long, so that a file asked for at the start is
# read first.
_WARM_UP_DELAY = 0.3

# How often it is looked at what memory is in use, in seconds.
_GLANCE = 0.02

_TOO_LARGE = "Opening it needs more memory than an article may use. Try a shorter part of it."
_TOO_LARGE_A_PAGE = "Drawing this page needs more memory than a page may use."

# Linux's number for "send me this signal when my parent ends".
_PR_SET_PDEATHSIG = 1


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
        self._drawer = PageDrawer()

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
        status = 0
        try:
            while (message := read_frame(self._requests)) is not None:
                self._inbox.put(message)
        except MemoryError:
            status = WORN_OUT
        except (ValueError, OSError):
            pass
        os._exit(status)

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
        if message["type"] == "compare":
            self._running[job] = self._comparing(job, message["analyses"])
            return
        drawing = message["type"] == "draw"

        def give_up() -> NoReturn:
            self._give_up(job, _TOO_LARGE_A_PAGE if drawing else _TOO_LARGE, opened=False)

        try:
            with _memory_guard(OPENING_BYTES, give_up):
                if drawing:
                    self._send(Drawn(job, self._drawer.draw(message)))
                    return
                found = self._open(message)
        except ReaderError as error:
            self._send(Failed(job, error, opened=False))
            if error.reason is Reason.TOO_MUCH_MEMORY:
                os._exit(WORN_OUT)
            return
        except MemoryError:
            give_up()
        view = None if found.copy is None else found.copy.view
        self._send(Opened(job, found.article, view, found.marks))
        if found.copy is not None:
            self._send(Analysed(job, found.copy.analysis, 0.0))
        else:
            self._running[job] = self._analysing(job, found.article, message["own"])

    def _open(self, message: dict[str, Any]) -> "OpenedFile":
        from reader import formats

        if message["type"] == "text":
            found = formats.OpenedFile(formats.load_text(message["text"]))
        else:
            found = formats.open_file(Path(message["path"]), password=message.get("password"))
        if message.get("language"):
            # Whoever says in what language it is wants it analysed, a copy without marks as well.
            article = replace(found.article, language=message["language"])
            found = replace(found, article=article, copy=None)
        return found

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

    def _comparing(self, job: int, analyses: list[dict[str, Any]]) -> Iterator[Event]:
        from reader.analysis.comparing.aligning import compare
        from reader.document.schema import analysis_from_dict

        if self._warming is not None:
            self._warming.join()
        found = compare([analysis_from_dict(item) for item in analyses], threads=self._threads)
        yield Compared(job, found)


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


@contextlib.contextmanager
def _memory_guard(most: int, give_up: Callable[[], NoReturn]) -> Iterator[None]:
    """Give up when the process comes to hold more than `most` bytes, even deep in a library.

    A library that is refused memory mostly aborts, and nobody could say why; and where the limit is
    far above what is needed, the machine is made to swap before it is reached.
    """
    ended = threading.Event()
    before = _resident()

    def watch() -> None:
        while not ended.wait(_GLANCE):
            if _resident() > max(most, before + most // 2):
                give_up()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _resident() -> int:
    """The bytes of memory in use; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has none; the other limits hold there
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))


def _end_with_parent() -> None:
    # The end of the input is heard only between two steps of Python: not deep in a library, and
    # not by a process that has been stopped.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main() -> None:
    """Run the worker on this process's standard streams: `SECONDS_TO_STALL [THREADS]`."""
    _end_with_parent()
    _limit_memory()
    requests = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not end up between the frames.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    stall_seconds, *rest = (int(argument) for argument in sys.argv[1:])
    try:
        Worker(requests, answers, stall_seconds, rest[0] if rest else None).run()
    finally:
        # When an answer finds nobody any more. The interpreter's own end would wait for threads
        # that load a model, with no guard against stalling.
        os._exit(1)


if __name__ == "__main__":
    main()
