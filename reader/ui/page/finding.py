# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Finds words in one article and goes from one place of them to the next."""

from PySide6.QtCore import QObject

from reader.document import Span
from reader.ui.page.article_view import ArticleView
from reader.ui.page.search_bar import FindBar, Steps, find
from reader.ui.page.trail import Trail


class Finding(QObject):
    """What is looked for.

    Attributes:
        bar: To be shown above the text.
    """

    def __init__(self, view: ArticleView, trail: Trail) -> None:
        super().__init__(view)
        self._view = view
        self._trail = trail
        self.bar = FindBar()
        self._found = Steps(self)
        self.bar.searched.connect(self._on_searched)
        self.bar.stepped.connect(self._found.step)
        self.bar.left.connect(self.leave)
        self._found.moved.connect(self._on_moved)

    def open(self) -> None:
        """Show the bar, with what is selected in the text."""
        self.bar.open(self._view.textCursor().selectedText()[:200])
        self._on_searched(self.bar.field.text())

    def step(self, by: int) -> None:
        """Go to another place of what was searched."""
        if self.bar.isVisible():
            self._found.step(by)
        else:
            self.open()

    def leave(self) -> None:
        """Close the bar."""
        self.bar.hide()
        self._view.show_found(())
        self._view.current = None
        self._view.setFocus()

    def _on_searched(self, words: str) -> None:
        found = find(self._view.article.text, words)
        self._view.show_found(found)
        here = self._view.here()
        self._found.start(found, here.start if here else self._view.places.first_offset())

    def _on_moved(self, place: Span | None, number: int, total: int) -> None:
        self.bar.show_place(number, total)
        if place is None:
            self._view.current = None
        else:
            self._trail.jump(place)
