# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Many files, one after the other, on all cores and without a window."""

import os
import queue
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reader.document.overlay import Overlaid, overlaid
from reader.document.readers_marks import ReadersMark
from reader.errors import ReaderError
from reader.formats import SUFFIXES
from reader.session.events import Analysed, Failed, JobEvent, Judged, Opened
from reader.session.explaining import Explaining
from reader.worker.client import WorkerClient

# What a worker may come to hold, in bytes; the workers together leave half of the memory to others.
_WORKER_BYTES = 600_000_000

# After so many files a worker is replaced: spaCy keeps every word that it has ever seen.
_FILES_A_WORKER = 1_000

Result = Overlaid | ReaderError


def find_files(given: Sequence[Path], shut: Callable[[Path], None] = lambda _: None) -> list[Path]:
    """The files to work on: those named, and in each folder named all that can be opened.

    Hidden files and folders are passed over unless they are named. In order, each once.

    Args:
        given: Files and folders.
        shut: Told of each folder that cannot be looked into.
    """

    def left_out(error: OSError) -> None:
        shut(Path(error.filename))

    found: dict[Path, None] = {}
    for path in given:
        if not is_folder(path):
            found[path] = None
            continue
        for folder, names, files in os.walk(path, onerror=left_out):
            names[:] = sorted(name for name in names if not name.startswith("."))
            for name in sorted(files):
                if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                    found[Path(folder, name)] = None
    return list(found)


def is_folder(path: Path) -> bool:
    """Whether there is a folder of this name; not where no file can have it."""
    try:
        return path.is_dir()
    except OSError:
        return False


def usual_workers() -> int:
    """One for each core that this process may use, as far as the memory has room for them."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    try:
        memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows does not tell in this way
        memory = 4 * 2 * _WORKER_BYTES
    return max(1, min(cores or 1, memory // 2 // _WORKER_BYTES))


def analyse_files(
    files: Sequence[Path],
    *,
    password: str | None = None,
    language: str | None = None,
    workers: int | None = None,
    explain_from: float | None = None,
    advance: Callable[[float], None] = lambda _: None,
) -> Iterator[tuple[Path, Result]]:
    """Open and analyse files in worker processes, yielding each result in the given order.

    Args:
        files: What to open.
        password: For files that ask for one.
        language: In what language to read them, whatever they seem to be in.
        workers: How many processes; None for `usual_workers`.
        explain_from: Give the reasons of what is marked as opinion from this probability on.
        advance: Told of how many files' work is done, parts of files counted.
    """
    results: dict[int, Result] = {}
    due = 0
    wanted = Wanted(password, language, explain_from)
    for position, result in as_they_end(files, wanted, workers=workers, advance=advance):
        results[position] = result
        while due in results:
            yield files[due], results.pop(due)
            due += 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """How files are to be read; see `analyse_files`."""

    password: str | None = None
    language: str | None = None
    explain_from: float | None = None


def as_they_end(
    files: Sequence[Path],
    wanted: Wanted,
    *,
    workers: int | None = None,
    advance: Callable[[float], None] = lambda _: None,
) -> Iterator[tuple[int, Result]]:
    """Like `analyse_files`, but yields each result as it comes, with its file's place in the list.

    What takes long is no reason to hold the others back, nor in memory.
    """
    if not files:
        return
    count = min(workers or usual_workers(), len(files))
    hands = Hands(count, None if count == 1 and not workers else 1)
    try:
        yield from hands.results(files, wanted, advance)
    finally:
        hands.close()


class Hands:
    """Workers that can be given one list of files after the other."""

    def __init__(self, count: int, threads: int | None) -> None:
        """Prepare so many workers, whose model may use so many threads each."""
        self._events: queue.SimpleQueue[tuple[int, JobEvent]] = queue.SimpleQueue()
        self._hands = [_Hand(index, self._events, threads) for index in range(count)]

    def results(
        self,
        files: Sequence[Path],
        wanted: Wanted,
        advance: Callable[[float], None] = lambda _: None,
    ) -> Iterator[tuple[int, Result]]:
        """See `as_they_end`. Another list may follow only when this one has come to its end."""
        remaining = iter(enumerate(files))
        ended = 0
        for hand in self._hands:
            hand.take_up(remaining, wanted)
        while ended < len(files):
            index, event = self._events.get()
            hand = self._hands[index]
            result = hand.hear(event, wanted)
            if result is not None:
                position = hand.position
                ended += 1
                hand.take_up(remaining, wanted)
                yield position, result
            advance(ended + sum(hand.share for hand in self._hands))

    def close(self) -> None:
        """End the workers."""
        for hand in self._hands:
            hand.close()


class _Hand:
    """A worker with the one file that it has in hand.

    Attributes:
        position: That file's place in the list.
        share: How much of its work is done, 0 to 1.
    """

    def __init__(
        self, index: int, events: "queue.SimpleQueue[tuple[int, JobEvent]]", threads: int | None
    ) -> None:
        self._index = index
        self._events = events
        self._threads = threads
        self._client = self._start()
        self._files = 0
        self._marks: tuple[ReadersMark, ...] = ()
        self._asked: Explaining | None = None
        self.position = 0
        self.share = 0.0

    def _start(self) -> WorkerClient:
        return WorkerClient(
            lambda event: self._events.put((self._index, event)), threads=self._threads
        )

    def take_up(self, remaining: Iterator[tuple[int, Path]], wanted: Wanted) -> None:
        """Begin with the next file, if there is one."""
        self.share = 0.0
        following = next(remaining, None)
        if following is None:
            return
        if self._files == _FILES_A_WORKER:
            self._client.close()
            self._client = self._start()
            self._files = 0
        self._files += 1
        self._marks, self._asked = (), None
        self.position, path = following
        self._client.open(path.absolute(), password=wanted.password, language=wanted.language)

    def hear(self, event: JobEvent, wanted: Wanted) -> Result | None:
        """Take in what the worker says; the file's result once there is one."""
        if self._asked is not None:
            self._asked.take(event)
            return None if self._asked.waiting else overlaid(self._asked.result(), self._marks)
        match event:
            case Opened():
                self._marks = event.marks
            case Judged():
                self.share = event.batch.done
            case Failed():
                return event.error
            case Analysed():
                if wanted.explain_from is not None:
                    asked = Explaining(event.analysis, wanted.explain_from, self._client)
                    if asked.waiting:
                        self._asked = asked
                        return None
                return overlaid(event.analysis, self._marks)
        return None

    def close(self) -> None:
        self._client.close()
