# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How long a reader waits, without a window: cold start, a next article, one seen before, folders.

Run: python tests/bench/bench_worker.py [ROUNDS]. Prints the median of each figure in seconds, and
the memory of a worker after an article of 1,000 words.
"""

import os
import queue
import statistics
import sys
import tempfile
import time
from pathlib import Path

import prose

from reader.session.batch import analyse_files
from reader.session.events import Analysed, Opened
from reader.session.session import Session

WORDS = 1000
FOLDER = 24


def _wait(events: queue.SimpleQueue, kind: type) -> float:
    while not isinstance(events.get(timeout=120), kind):
        pass
    return time.perf_counter()


def _one_round(folder: Path, number: int) -> dict[str, float]:
    first, second = folder / f"first{number}.txt", folder / f"second{number}.txt"
    first.write_text(prose.article(WORDS, 2 * number), "utf-8")
    second.write_text(prose.article(WORDS, 2 * number + 1), "utf-8")
    events: queue.SimpleQueue = queue.SimpleQueue()
    figures = {}
    begun = time.perf_counter()
    session = Session(events.put)
    try:
        session.start()
        session.open(first)
        figures["cold start to text"] = _wait(events, Opened) - begun
        figures["cold start to all marks"] = _wait(events, Analysed) - begun
        begun = time.perf_counter()
        session.open(second)
        figures["next article to text"] = _wait(events, Opened) - begun
        figures["next article to all marks"] = _wait(events, Analysed) - begun
        begun = time.perf_counter()
        session.open(first)
        figures["seen before"] = _wait(events, Analysed) - begun
        status = Path(f"/proc/{session.worker_process_id}/status")
        if status.exists():
            (line,) = [x for x in status.read_text().splitlines() if x.startswith("VmRSS")]
            figures["worker memory, MB"] = int(line.split()[1]) / 1024
    finally:
        session.close()
    return figures


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SLANTWISE_HOME"] = str(folder / "home")
        results = [_one_round(folder, number) for number in range(rounds)]
        for figure in results[0]:
            values = sorted(result[figure] for result in results)
            median = statistics.median(values)
            print(f"{figure:28} {median:8.2f}   ({values[0]:.2f} to {values[-1]:.2f})")
        many = []
        for number in range(FOLDER):
            many.append(folder / f"many{number}.txt")
            many[-1].write_text(prose.article(WORDS, 1000 + number), "utf-8")
        begun = time.perf_counter()
        finished = [time.perf_counter() for _ in analyse_files(many)]
        whole = len(many) / (finished[-1] - begun)
        # After the workers have loaded their models: what a large folder comes to.
        steady = (len(many) - 4) / (finished[-1] - finished[3])
        print(f"{'folder, articles a second':28} {whole:8.2f}   (once warm: {steady:.2f})")


if __name__ == "__main__":
    main()
