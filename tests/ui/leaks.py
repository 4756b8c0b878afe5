# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a test of the window may not leave behind: widgets, threads, processes."""

import sys
import threading
from pathlib import Path

from PySide6.QtCore import QEvent, QThreadPool
from PySide6.QtWidgets import QApplication

# So long a thread or a process may take to end, in milliseconds.
_PATIENCE = 5_000


def children():
    """The processes that this one has started and not waited for, as far as the system tells."""
    if sys.platform != "linux":
        return set()
    found = set()
    for task in Path("/proc/self/task").iterdir():
        try:
            found.update((task / "children").read_text().split())
        except OSError:
            continue  # the thread is gone
    return found


def threads():
    """The threads that Python has started; those that Qt has are in its pool."""
    return {
        thread for thread in threading.enumerate() if not isinstance(thread, threading._DummyThread)
    }


def windows():
    """What would be on the screen by itself, or could be: windows, dialogs, menus of no window."""
    return {widget for widget in QApplication.topLevelWidgets() if widget.parent() is None}


def settle():
    """Let everything go that is about to."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Standing:
    """What there was before a test."""

    def __init__(self):
        self.windows, self.threads, self.children = windows(), threads(), children()

    def left(self):
        """What there is that there was not, in words."""
        settle()
        found = []
        if not QThreadPool.globalInstance().waitForDone(_PATIENCE):
            found.append("a task that does not end")
        settle()
        for thread in threads() - self.threads:
            thread.join(_PATIENCE / 1000)
            if thread.is_alive():
                found.append(f"the thread {thread.name}")
        found += [f"the process {number}" for number in children() - self.children]
        found += [f"{widget!r}" for widget in windows() - self.windows]
        return found
