# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Many files, one after the other, on all cores and without a window."""

import os
import queue
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reader.document.overlay import Overlaid, overlaid
from reader.document.readers_marks import ReadersMark
from reader.errors import ReaderError
from reader.formats import SUFFIXES
from reader.session.events import Analysed, Failed, JobEvent, Judged, Opened
from reader.session.explaining import Explaining
from reader.worker.client import WorkerClient

#: More workers than this only fill the memory: each holds a model of its own.
MOST_WORKERS = 4

Result = Overlaid | ReaderError


def find_files(given: Sequence[Path]) -> list[Path]:
    """The files to work on: those named, and in each folder named all that can be opened.

    Hidden files and folders are passed over unless they are named. In order, each once.
    """
    found: dict[Path, None] = {}
    for path in given:
        if not path.is_dir():
            found[path] = None
            continue
        for folder, names, files in os.walk(path):
            names[:] = sorted(name for name in names if not name.startswith("."))
            for name in sorted(files):
                if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                    found[Path(folder, name)] = None
    return list(found)


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
        workers: How many processes; None for one per core.
        explain_from: Give the reasons of what is marked as opinion from this probability on.
        advance: Told of how many files' work is done, parts of files counted.
    """
    if not files:
        return
    count = min(workers or os.cpu_count() or 1, MOST_WORKERS, len(files))
    events: queue.SimpleQueue[tuple[int, JobEvent]] = queue.SimpleQueue()
    clients = []
    for index in range(count):

        def report(event: JobEvent, index: int = index) -> None:
            events.put((index, event))

        clients.append(WorkerClient(report, threads=1 if count > 1 else None))
    remaining = iter(enumerate(files))
    running: dict[tuple[int, int], int] = {}
    explaining: dict[tuple[int, int], tuple[int, Explaining]] = {}
    marks: dict[int, tuple[ReadersMark, ...]] = {}
    results: dict[int, Result] = {}
    # How far each file has come that is under way.
    shares: dict[int, float] = {}
    ended = 0

    def give(index: int) -> None:
        following = next(remaining, None)
        if following is not None:
            position, path = following
            client = clients[index]
            job = client.open(path.absolute(), password=password, language=language)
            running[index, job] = position

    try:
        for index in range(count):
            give(index)
        due = 0
        while due < len(files):
            index, event = events.get()
            if (index, event.job) in explaining:
                position, asked = explaining.pop((index, event.job))
                asked.take(event)
                if asked.waiting:
                    continue
                results[position] = overlaid(asked.result(), marks[position])
            elif isinstance(event, Analysed):
                position = running.pop((index, event.job))
                if explain_from is not None:
                    asked = Explaining(event.analysis, explain_from, clients[index])
                    explaining |= dict.fromkeys(
                        ((index, job) for job in asked.waiting), (position, asked)
                    )
                    if asked.waiting:
                        continue
                results[position] = overlaid(event.analysis, marks[position])
            elif isinstance(event, Opened):
                marks[running[index, event.job]] = event.marks
                continue
            elif isinstance(event, Judged):
                shares[running[index, event.job]] = event.batch.done
                advance(ended + sum(shares.values()))
                continue
            elif isinstance(event, Failed):
                position = running.pop((index, event.job))
                results[position] = event.error
            else:
                continue
            shares.pop(position, None)
            ended += 1
            advance(ended + sum(shares.values()))
            give(index)
            while due in results:
                yield files[due], results.pop(due)
                due += 1
    finally:
        for client in clients:
            client.close()
