# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The blind reading of one article: it begins, ends, is compared, and is kept with the article.

While it goes on, the index tells of the reader's own marks alone, so that no part of the window has
anything of the model's to show.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from reader.document import Span
from reader.document.blind import (
    BlindReading,
    Comparison,
    Pair,
    Verdict,
    compare,
    reading_from_dict,
    reading_to_dict,
)
from reader.ui.marks.mark_index import MarkIndex, Shown
from reader.ui.page.article_view import ArticleView
from reader.ui.page.blind_parts import BlindBar, EndDialog
from reader.ui.page.hand import ReadersHand
from reader.ui.sidebar.comparison import ComparisonPanel
from reader.ui.tasks import Task

# Of so many sentences at most, the comparison is made at once, in well under 50 ms.
_MOST_AT_ONCE = 1_000


class Blind(QObject):
    """Begins, ends and compares a blind reading.

    Signals:
        shown_changed: Other marks are shown than before.
        told: What can be done is not what it was.
        stepped: A sentence to go to, in which the readings differ.
        changed: What is to be kept has changed.
        sheet_wanted: The comparison is to be saved.

    Attributes:
        bar: Above the page while there is something to say.
        comparison: Both readings; None while they are not to be seen.
    """

    shown_changed = Signal()
    told = Signal()
    stepped = Signal(object)
    changed = Signal()
    sheet_wanted = Signal()

    def __init__(
        self,
        index: MarkIndex,
        hand: ReadersHand,
        view: ArticleView,
        panel: ComparisonPanel,
        around: QWidget,
    ) -> None:
        """Read with a hand what a view shows; dialogs belong to the widget around it."""
        super().__init__(around)
        self._index = index
        self._hand = hand
        self._view = view
        self._panel = panel
        self._around = around
        self._reading: BlindReading | None = None
        self.bar = BlindBar()
        self.comparison: Comparison | None = None
        self.bar.comparison_wanted.connect(self.ask_end)
        self.bar.sheet_wanted.connect(self.sheet_wanted)
        self.bar.left.connect(self.leave)
        self.bar.stepped.connect(self.step)

    # What is known

    @property
    def reading(self) -> bool:
        """Whether a blind reading goes on."""
        return self._index.blind

    @property
    def ended(self) -> bool:
        """Whether there is a blind reading that can be compared."""
        return self._reading is not None and bool(self._reading.ended)

    @property
    def comparing(self) -> bool:
        """Whether both readings are shown beside each other."""
        return self._index.shown is Shown.APART

    def kept(self) -> Mapping[str, Any] | None:
        """What is to be remembered of it; None where there is nothing."""
        if self._reading is None:
            return None
        return {**reading_to_dict(self._reading), "compared": self.comparing}

    def restore(self, kept: object, *, first: bool = False) -> None:
        """Go on where an article was left; not if the reader has begun something else.

        Args:
            kept: What `kept` gave.
            first: Whether to begin a reading, the article being a new one.
        """
        if first:
            self._begin()
        if self._reading is not None or not isinstance(kept, Mapping):
            return
        with suppress(ValueError, KeyError, TypeError):
            self._reading = reading_from_dict(kept)
            if not self.ended:
                self._show(Shown.BLIND)
            elif kept.get("compared"):
                self._show(Shown.APART)

    def inherit(self, old: "Blind") -> None:
        """Go on where an earlier reading of the file was."""
        self._reading = old._reading
        if old._index.shown is not Shown.TOGETHER:
            self._show(old._index.shown)

    # What the reader asks for

    def toggle(self) -> None:
        """Begin a blind reading, or ask how the one that goes on is to end."""
        if self._index.blind:
            self.ask_end()
        else:
            self._begin()

    def _begin(self) -> None:
        self._reading = BlindReading(_now())
        self._show(Shown.BLIND)

    def toggle_comparison(self) -> None:
        """Show both readings, or close the comparison."""
        if self._index.blind:
            self.ask_end()
        elif self.ended:
            self._show(Shown.TOGETHER if self.comparing else Shown.APART)

    def leave(self) -> None:
        """Close the comparison, or ask how the reading is to end."""
        if self.comparing:
            self._show(Shown.TOGETHER)
        else:
            self.ask_end()

    def ask_end(self) -> None:
        """Ask how the reading is to end."""
        total = len(self._index.sentences)
        unmarked = total - len(self._index.overlay.sentences)
        dialog = EndDialog(self._around, unmarked, total, ready=self._index.complete)
        dialog.comparison_wanted.connect(self._on_ended)
        dialog.stopped.connect(self._on_stopped)
        dialog.open()
        self.told.emit()

    def _on_ended(self, counts_unmarked: bool) -> None:
        if self._reading is not None:
            self._reading = replace(
                self._reading, ended=_now(), marks=self._hand.marks, counts_unmarked=counts_unmarked
            )
            self._show(Shown.APART)

    def _on_stopped(self) -> None:
        self._reading = None
        self._show(Shown.TOGETHER)

    def step(self, by: int) -> None:
        """Go to the next or previous sentence in which the readings differ."""
        found = self.differences()
        if not found:
            return
        start = self._view.places.first_offset()
        here = self._view.here() or Span(start - (by > 0), start)
        after = [n for n, pair in enumerate(found) if pair.sentence.span > here]
        before = [n for n, pair in enumerate(found) if pair.sentence.span < here]
        # Around at either end, as with marks.
        number = (after or [0])[0] if by > 0 else (before or [len(found) - 1])[-1]
        self.bar.show_place(number + 1, len(found))
        self._panel.show_pair(found[number])
        self.stepped.emit(found[number].sentence.span)

    def differences(self) -> list[Pair]:
        """The sentences in which the readings differ, in order."""
        pairs = self.comparison.pairs if self.comparison is not None else ()
        return [pair for pair in pairs if pair.verdict is Verdict.DIFFER]

    # What is shown

    def _show(self, shown: Shown) -> None:
        self._index.show_marks(shown)
        if shown is Shown.BLIND:
            self._forget_stop()
            self.bar.show_reading()
        else:
            self.bar.hide()
        self.shown_changed.emit()
        self.refresh()
        self.changed.emit()

    def _forget_stop(self) -> None:
        """Be at the whole sentence: which words of it are a viewpoint is the model's to tell."""
        current = self._view.current
        number = self._index.sentence_at(current.start) if current is not None else None
        if number is not None:
            self._view.current = self._index.sentences[number].span

    def refresh(self) -> None:
        """Compare, if that is wanted and the analysis is there; without it there is nothing."""
        index, reading = self._index, self._reading
        if not self.comparing or reading is None or not index.complete:
            self._take(None)
            return
        machine = index.machine

        def take(found: Comparison) -> None:
            # The page may be gone by then, and the reader may have gone on.
            if isValid(self) and self._reading is reading and self.comparing:
                self._take(found)

        if len(machine.sentences) <= _MOST_AT_ONCE:
            take(compare(machine, reading))
        else:
            Task(lambda: compare(machine, reading)).start(take, lambda _error: None)

    def _take(self, comparison: Comparison | None) -> None:
        if comparison is None and self.comparison is None:
            return
        self.comparison = comparison
        if comparison is not None:
            self.bar.show_comparison(len(self.differences()))
        self._panel.show_comparison(comparison)
        self._view.show_pairs(comparison.pairs if comparison is not None else ())
        self.told.emit()


def _now() -> str:
    # As precise as the times of marks, which are compared with it.
    return datetime.now(UTC).isoformat(timespec="microseconds")
