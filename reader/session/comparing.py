# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A few files, opened, analysed and compared by one worker, without a window."""

import queue
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.document.comparison import Comparison
from reader.document.overlay import Overlaid, overlaid
from reader.document.readers_marks import ReadersMark
from reader.session.events import Analysed, Compared, Failed, JobEvent, Judged, Opened
from reader.session.explaining import Explaining
from reader.worker.client import WorkerClient


def compare_files(
    files: Sequence[Path],
    *,
    password: str | None = None,
    language: str | None = None,
    explain_from: float,
    advance: Callable[[float], None] = lambda _: None,
) -> tuple[Sequence[Overlaid], Comparison]:
    """Compare two or more files, with the reader's marks that are in them applied.

    Args:
        files: In the order in which they lie side by side.
        password: What opens those that are encrypted.
        language: In what language to read them, whatever they seem to be in.
        explain_from: From which probability on the words that weighed most are asked for.
        advance: Told of how many files the work is done.

    Returns:
        The files as the reader has them, and the comparison of their analyses.

    Raises:
        ReaderError: One of them cannot be opened, or they cannot be analysed or compared.
    """
    events: queue.SimpleQueue[JobEvent] = queue.SimpleQueue()
    client = WorkerClient(events.put)
    try:
        reads = []
        for number, path in enumerate(files):
            job = client.open(path.absolute(), password=password, language=language)

            def share(done: float, number: int = number) -> None:
                advance(number + done)

            reads.append(_read(events, job, client, explain_from, share))
        job = client.compare([read.analysis for read in reads])
        while not isinstance(event := _next(events, job), Compared):
            pass
        return reads, event.comparison
    finally:
        client.close()


def _read(
    events: "queue.SimpleQueue[JobEvent]",
    job: int,
    client: WorkerClient,
    explain_from: float,
    advance: Callable[[float], None],
) -> Overlaid:
    marks: tuple[ReadersMark, ...] = ()
    while not isinstance(event := _next(events, job), Analysed):
        if isinstance(event, Opened):
            marks = event.marks
        elif isinstance(event, Judged):
            advance(event.batch.done)
    asked = Explaining(event.analysis, explain_from, client)
    while asked.waiting:
        asked.take(events.get())
    return overlaid(asked.result(), marks)


def _next(events: "queue.SimpleQueue[JobEvent]", job: int) -> JobEvent:
    """The next event of a job.

    Raises:
        ReaderError: The job failed.
    """
    while (event := events.get()).job != job:
        pass
    if isinstance(event, Failed):
        raise event.error
    return event
