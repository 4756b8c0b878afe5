# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How long a reader waits for the window from the start of the process, and the memory it takes.

Run: python tests/bench/bench_window.py [ROUNDS]. Starts the program with an article of 1,000 words
(offscreen where there is no screen) and prints the median of each figure: seconds until the window
is painted, the text readable, all marks drawn; the longest time the event loop did not answer; the
memory of window and worker together; and how long each of them had the processor, which says more
than the clock on the wall where the machine has other work.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import prose

WORDS = 1000


def _run_program(file: str, begun: float) -> None:
    """The program itself, as `reader.main` starts it, with a clock beside it."""
    from reader.session.session import Session

    session = Session()
    session.start()
    from gaps import Gaps
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from reader.session.events import Analysed, Opened
    from reader.ui import application, windows
    from reader.ui.request import Request

    figures: dict[str, float] = {}

    def note(name: str) -> None:
        figures.setdefault(name, time.time() - begun)

    class Timed(windows.MainWindow):
        def showEvent(self, event):
            super().showEvent(event)
            QTimer.singleShot(0, lambda: note("window painted"))
            self.gaps = Gaps(self)
            self.gaps.begin("start")

        def on_event(self, event):
            super().on_event(event)
            if isinstance(event, Opened):
                QTimer.singleShot(0, lambda: note("text readable"))
            if isinstance(event, Analysed):
                QTimer.singleShot(0, self.finish)

        def finish(self):
            note("all marks drawn")
            figures["longest gap"], figures["longest gap, own"] = self.gaps.longest["start"]
            figures["memory, MB"] = _memory(os.getpid()) + _memory(session.worker_process_id)
            figures["own time, window"] = time.process_time()
            figures["own time, worker"] = _own_time(session.worker_process_id)
            print(json.dumps(figures), flush=True)
            QApplication.quit()

    windows.MainWindow = Timed

    def listened(on_event):
        session.listen(on_event)
        return session

    application.run_window(Request((Path(file),)), listened, "bench", alone=True)
    session.close()


def _own_time(process: int | None) -> float:
    """How long a process has had the processor, in seconds."""
    file = Path(f"/proc/{process}/stat")
    if not file.exists():
        return 0.0
    fields = file.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(process: int | None) -> float:
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0.0
    (line,) = [text for text in status.read_text().splitlines() if text.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    words = int(sys.argv[2]) if len(sys.argv) > 2 else WORDS
    results = []
    for number in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "article.txt")
            file.write_text(prose.article(words, number), "utf-8")
            environment = {**os.environ, "SLANTWISE_HOME": folder}
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
            command = [sys.executable, __file__, "--program", str(file), str(time.time())]
            done = subprocess.run(
                command, env=environment, check=True, capture_output=True, text=True
            )
            results.append(json.loads(done.stdout.splitlines()[-1]))
    for figure in results[0]:
        values = sorted(result[figure] for result in results)
        median = statistics.median(values)
        print(f"{figure:20} {median:8.2f}   ({values[0]:.2f} to {values[-1]:.2f})")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--program"]:
        _run_program(sys.argv[2], float(sys.argv[3]))
    else:
        main()
