# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Jumps, and the way back: where the reader was before each."""

from PySide6.QtCore import Qt

from reader.document import Span
from reader.ui.page.article_view import ArticleView
from reader.ui.page.outline import OutlineDialog, heading_beside, headings

_Place = tuple[int, float | None] | None


class Trail:
    """Where the reader came from and may go again, like pages in a browser.

    Stepping from mark to mark is one jump, however many steps it takes: it begins where the reader
    last read, and not at the mark before.
    """

    def __init__(self, view: ArticleView) -> None:
        self._view = view
        self._back: list[_Place] = []
        self._forward: list[_Place] = []
        self._landed: _Place = None
        self._jumped = False

    @property
    def stepping(self) -> bool:
        """Whether the reader is still where the last jump led."""
        return self._jumped and self._view.place() == self._landed

    def jump(self, place: Span) -> None:
        """Go to a place from which the reader can go back."""
        if not self.stepping:
            self._back.append(self._view.place())
        self._forward.clear()
        self._view.go_to_span(place)
        self._landed, self._jumped = self._view.place(), True

    def go(self, by: int) -> None:
        """Go back (-1) or forward (1)."""
        source, other = (self._back, self._forward) if by < 0 else (self._forward, self._back)
        if not source:
            return
        other.append(self._view.place())
        self._jumped = False
        place = source.pop()
        if place is None:
            bar = self._view.verticalScrollBar()
            bar.setValue(bar.minimum())
        else:
            offset, share = place
            self._view.go_to(offset, share=share or 0.0)

    def step_heading(self, by: int) -> None:
        """Jump to the next or previous heading."""
        offset = self._view.reading_offset()
        found = heading_beside(headings(self._view.article), offset, by)
        if found is not None:
            self.jump(found.place)

    def open_outline(self) -> None:
        """Let the reader choose a heading to jump to."""
        view = self._view
        dialog = OutlineDialog(view, headings(view.article), view.reading_offset())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._on_heading_chosen)
        dialog.open()

    def _on_heading_chosen(self, place: Span) -> None:
        self.jump(place)
        self._view.setFocus()
