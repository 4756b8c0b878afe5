# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How long the event loop of the window does not answer, and what it does meanwhile."""

import sys
import threading
import time
from collections import Counter

from PySide6.QtCore import QObject, Qt, QTimer

_TICK = 0.005
#: A gap that is longer, in seconds, is felt.
BUDGET = 0.05


class Gaps(QObject):
    """A clock beside the window: each stretch in which it does not tick is a gap.

    A gap is told by the wall's clock, and by the processor's time of the window's own thread: on a
    machine that does other work as well, only the latter says something of the program.

    Attributes:
        longest: By the name of what is being done: the longest gap, by both clocks, in seconds.
        places: Where the window was, in gaps beyond the budget: how often it was seen there.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.doing = ""
        self.longest: dict[str, tuple[float, float]] = {}
        self.places: Counter[tuple[str, str]] = Counter()
        self._last = (0.0, 0.0)
        self._thread = threading.get_ident()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start(int(_TICK * 1000))
        threading.Thread(target=self._watch, daemon=True).start()

    def begin(self, name: str) -> None:
        """Count what comes to something else."""
        self._on_tick()
        self.doing = name

    def _on_tick(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        if self._last != (0.0, 0.0) and self.doing:
            wall, own = (b - a for a, b in zip(self._last, now, strict=True))
            before = self.longest.get(self.doing, (0.0, 0.0))
            self.longest[self.doing] = (max(before[0], wall - _TICK), max(before[1], own))
        self._last = now

    def _watch(self) -> None:
        while True:
            time.sleep(_TICK)
            if self._last[0] and time.perf_counter() - self._last[0] > BUDGET:
                self.places[self.doing, self._where()] += 1

    def _where(self) -> str:
        """The inmost functions of the program that run, the inmost last.

        Nothing is read meanwhile and no frame is kept: what is alive in one, a painter say, must
        not outlive it.
        """
        frame, found = sys._current_frames().get(self._thread), []
        while frame is not None and len(found) < 4:
            code = frame.f_code
            if "/reader/" in code.co_filename:
                file = code.co_filename.rpartition("/reader/")[2]
                found.append(f"{file}:{frame.f_lineno} {code.co_name}")
            frame = frame.f_back
        return " > ".join(reversed(found)) or "Qt"
