# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Lays the reader's marks over the analysis whenever they change; over a book's, off the thread."""

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from reader.document.account import Accounts
from reader.document.overlay import Overlaid
from reader.document.readers_marks import ReadersMark
from reader.ui.marks.mark_index import LAID, MarkIndex
from reader.ui.page.hand import ReadersHand
from reader.ui.tasks import Task

# So many sentences times marks are laid over each other at once, in well under 50 ms.
_MOST_AT_ONCE = 40_000


class Laying(QObject):
    """Has the index follow the hand.

    Signals:
        laid: The index has the marks as they are now.
    """

    laid = Signal()

    def __init__(self, index: MarkIndex, hand: ReadersHand, parent: QObject) -> None:
        super().__init__(parent)
        self._index = index
        self._hand = hand
        self._wanted: tuple[ReadersMark, ...] = ()
        hand.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        index, marks = self._index, self._hand.marks
        machine, shown = index.machine, index.shown
        self._wanted = marks
        if not index.complete or len(machine.sentences) * len(marks) < _MOST_AT_ONCE:
            index.take_marks(marks)
            self.laid.emit()
            return

        def work() -> tuple[Overlaid, Accounts]:
            overlay = LAID[shown](machine, marks)
            return overlay, Accounts(overlay.analysis, overlay.attributions)

        def take(found: tuple[Overlaid, Accounts]) -> None:
            # A page may be gone by then, and the reader may have gone on.
            if not isValid(self) or self._wanted is not marks:
                return
            if index.machine is not machine or index.shown is not shown:
                self._on_changed()
                return
            index.readers = marks
            index.lay(*found)
            self.laid.emit()

        Task(work).start(take, lambda _error: None)
