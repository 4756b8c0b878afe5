# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether the window answers while very many files are opened, and how long it does not.

Run: python tests/bench/bench_bursts.py [OPENINGS] [FILES]. First a session under Qt's event loop:
so many quick openings, every third cancelled at once, while a long article is analysed and words
are weighed. Then the real window (offscreen where there is no screen): so many files at once. On a
real worker both times. Prints how many came, the time, and the longest gaps of the event loop.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

import prose

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QApplication

from reader.session.events import Analysed, Failed, Opened, Weighed
from reader.session.session import Session
from reader.ui.application import dress
from reader.ui.bridge import EventBridge
from reader.ui.main_window import MainWindow

DISTINCT = 25
WORDS = 60
LONG = 20_000
#: Beyond this nothing is coming any more.
STUCK_SECONDS = 60


class Clock:
    """Notes the gaps between the turns of the event loop, and when they ended."""

    def __init__(self) -> None:
        self.gaps: list[tuple[float, float]] = []
        self._begun = time.perf_counter()
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(1)

    def _tick(self) -> None:
        now = time.perf_counter() - self._begun
        self.gaps.append((self._since.nsecsElapsed() / 1e6 - 1, now))
        self._since.restart()

    def report(self) -> str:
        """The longest gaps, in milliseconds, without what a timer of 1 ms waits anyway."""
        worst = ", ".join(f"{gap:.0f} (at {at:.1f} s)" for gap, at in sorted(self.gaps)[:-6:-1])
        return f"longest gaps of the event loop, ms: {worst}"


def _files(folder: Path, count: int) -> list[Path]:
    files = []
    for number in range(count):
        files.append(folder / f"article{number:03}.txt")
        files[-1].write_text(prose.article(WORDS, number), "utf-8")
    return files


def _run(application: QApplication, work, done, last: list[float]) -> None:
    """Call `work` at each turn of the event loop until `done`, or until nothing comes any more."""
    timer = QTimer()

    def turn() -> None:
        work()
        if done() or time.perf_counter() - last[0] > STUCK_SECONDS:
            application.quit()

    timer.timeout.connect(turn)
    timer.start(1)
    application.exec()
    timer.stop()


def burst_of_openings(application: QApplication, folder: Path, openings: int) -> None:
    """Many quick openings through a session."""
    bridge = EventBridge()
    session = Session(bridge)
    files = _files(folder, DISTINCT)
    long = folder / "long.txt"
    long.write_text(prose.article(LONG, 1), "utf-8")
    opened: list[int] = []
    ended: set[int] = set()
    wanted: list[int] = []
    weighed = [0, 0]
    slowest = [0.0]
    last = [time.perf_counter()]
    events = [0]

    def call(function, *arguments):
        begun = time.perf_counter()
        result = function(*arguments)
        slowest[0] = max(slowest[0], time.perf_counter() - begun)
        return result

    def take(event) -> None:
        last[0] = time.perf_counter()
        events[0] += 1
        match event:
            case Opened(job, _):
                opened.append(job)
            case Analysed(job, _, _) | Failed(job, _, _):
                ended.add(job)
            case Weighed():
                weighed[1] += 1

    bridge.arrived.connect(take)
    call(session.open, long)
    numbers = iter(range(openings))

    def work() -> None:
        number = next(numbers, None) if events[0] else None
        if number is None:
            return
        job = call(session.open, files[number % DISTINCT])
        if number % 3 == 2:
            call(session.cancel, job)
        else:
            wanted.append(job)
        if number % 50 == 0:
            weighed[0] += 1
            call(session._client.weigh, f"This is the {number}th shameful blunder.")

    def done() -> bool:
        return len(wanted) == openings - openings // 3 and ended.issuperset(wanted)

    clock = Clock()
    begun = time.perf_counter()
    _run(application, work, done, last)
    seconds = time.perf_counter() - begun
    missing = len(set(wanted) - ended)
    ours = [job for job in opened if job in set(wanted)]
    print(
        f"{openings} openings, a third of them cancelled, {weighed[0]} weighings, {seconds:.1f} s"
    )
    print(
        f"  {len(ours)} opened, {'in order' if ours == sorted(ours) else 'OUT OF ORDER'}; ", end=""
    )
    print(f"{len(wanted) - missing} ended, {missing} stuck; {events[0]} events")
    print(f"  slowest call: {slowest[0] * 1000:.1f} ms; {clock.report()}", flush=True)
    session.close()


def files_at_once(application: QApplication, folder: Path, count: int) -> None:
    """Many files in one window with one command."""
    bridge = EventBridge()
    session = Session(bridge)
    session.start()
    window = MainWindow(session)
    order: list[str] = []
    ended: set[int] = set()
    last = [time.perf_counter()]

    def take(event) -> None:
        last[0] = time.perf_counter()
        window.on_event(event)
        if isinstance(event, Opened):
            order.append(event.article.source)
        elif isinstance(event, Analysed | Failed):
            ended.add(event.job)

    bridge.arrived.connect(take)
    window.show()
    files = _files(folder, count)
    begun = time.perf_counter()
    window.open_files(files)
    called = time.perf_counter() - begun
    clock = Clock()
    readable: list[float] = []

    def work() -> None:
        if len(order) == count and not readable:
            readable.append(time.perf_counter() - begun)

    _run(application, work, lambda: len(ended) == count, last)
    seconds = time.perf_counter() - begun
    right = order == [file.name for file in files]
    print(f"{count} files at once in the window: {called * 1000:.0f} ms to take them in,")
    print(f"  {len(order)} readable {'in order' if right else 'OUT OF ORDER'}", end=" ")
    print(f"after {readable[0] if readable else float('nan'):.1f} s; {len(ended)} ended", end=" ")
    print(f"after {seconds:.1f} s")
    print(f"  {clock.report()}", flush=True)
    window.close()


def main() -> None:
    """Measure and print."""
    openings = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    application = QApplication([])
    dress(application)
    for measure, number in ((burst_of_openings, openings), (files_at_once, count)):
        with tempfile.TemporaryDirectory() as name:
            os.environ["SLANTWISE_HOME"] = str(Path(name) / "home")
            measure(application, Path(name), number)


if __name__ == "__main__":
    main()
