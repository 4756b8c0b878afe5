# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Two articles that scroll together and show which of their sentences report the same."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter

from reader.document import Span
from reader.document.marks import View
from reader.document.spans import SpanSet
from reader.export.comparison_words import letter
from reader.ui.accessible import announce
from reader.ui.compare.alignment import Pair, across, goes_together, in_step, pairs_of
from reader.ui.compare.column import Column
from reader.ui.compare.compared_view import ComparedView
from reader.ui.compare.facts import Findings
from reader.ui.theme import Theme

# At this share of the height, what lies beside each other lies beside each other.
_LINE = 0.3


class Columns(QSplitter):
    """The two columns.

    Signals:
        pair_shown: Other articles are shown: the numbers of the left and the right one.
        stepped: The reader is at a sentence that both report: its number from 1, or 0.
        zoom_requested: To zoom by so many steps.
        weights_wanted: In which column, and the sentence whose weightiest words are to be told.
    """

    pair_shown = Signal(int, int)
    stepped = Signal(int)
    zoom_requested = Signal(int)
    weights_wanted = Signal(object, object)

    def __init__(self, found: Findings, view: View, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._found = found
        self.pairs: list[Pair] = []
        self._in_step: list[Pair] = []
        self._together, self._tinted = True, False
        self._moving = False
        self.columns = (Column(found, 0, view, theme), Column(found, 1, view, theme))
        for side, column in enumerate(self.columns):
            self.addWidget(column)
            self.setStretchFactor(side, 1)
            column.article_chosen.connect(partial(self._on_article_chosen, side))
            column.weights_wanted.connect(partial(self.weights_wanted.emit, column))
            column.looked_at.connect(partial(self._on_looked_at, side))
            column.moved.connect(partial(self._on_moved, side))
            column.steps_requested.connect(self.step)
            column.sentences_requested.connect(partial(self._step_sentence, side))
            column.zoom_requested.connect(self.zoom_requested)
        self._show_pair()

    # What is shown

    @property
    def views(self) -> tuple[ComparedView, ComparedView]:
        """The pages of the left and the right article."""
        left, right = self.columns
        return left.view, right.view

    @property
    def numbers(self) -> tuple[int, int]:
        """Which articles are shown."""
        left, right = self.columns
        return left.number, right.number

    def _on_article_chosen(self, side: int, number: int) -> None:
        """Show an article in a column; the one that is in the other makes room."""
        if number == self.columns[1 - side].number:
            self.columns[1 - side].show_article(self.columns[side].number)
        self.columns[side].show_article(number)
        self._show_pair()

    def _show_pair(self) -> None:
        left, right = self.numbers
        self.pairs = pairs_of(self._found.comparison, left, right)
        self._in_step = in_step(self.pairs)
        for side, view in enumerate(self.views):
            self._tell_beside(side, view)
        self.set_tinted(self._tinted)
        self.pair_shown.emit(left, right)

    def _tell_beside(self, side: int, view: ComparedView) -> None:
        number, other = self.numbers[side], self.numbers[1 - side]
        together = goes_together(self._found.comparison, number, other)
        alone = self._found.alone_at[number] if together else SpanSet()
        shared = {pair.on(side).start for pair in self.pairs}
        view.show_beside(alone, shared, letter(other))

    def set_tinted(self, tinted: bool) -> None:
        """Show what only one of them reports, or no longer."""
        self._tinted = tinted
        for view in self.views:
            view.tint_alone(tinted)

    def set_look(self, theme: Theme, zoom: float) -> None:
        """Change colours and size."""
        with self._still():
            for column in self.columns:
                column.set_look(theme, zoom)

    # Scrolling

    @contextmanager
    def _still(self) -> Iterator[None]:
        """Move a page without the other one following."""
        before, self._moving = self._moving, True
        try:
            yield
        finally:
            self._moving = before

    def set_together(self, together: bool) -> None:
        """Let the columns scroll together, or each by itself."""
        self._together = together
        self._follow(self._side())

    def _side(self) -> int:
        """In which column the keyboard is; the left one, if in none."""
        return int(self.columns[1].view.hasFocus())

    def _on_looked_at(self, side: int) -> None:
        if not self._moving:
            self._follow(side)

    def _follow(self, side: int) -> None:
        """Scroll the other column to what lies beside a column's words."""
        if not self._together or not self.pairs:
            return
        here, there = self.views[side], self.views[1 - side]
        anchors = self._anchors(side)
        if len(anchors) > 1:
            height = here.places.scrolled + _LINE * here.viewport().height()
            found = across(height, anchors) - _LINE * there.viewport().height()
            with self._still():
                there.verticalScrollBar().setValue(round(found))

    def _anchors(self, side: int) -> list[tuple[float, float]]:
        """The heights in a column and in the other one that go together, top and end included."""
        here, there = self.views[side], self.views[1 - side]
        first, last = _reach(here), _reach(there)
        anchors = [(first[0], last[0])]
        for pair in self._near(side):
            span, other = pair.on(side), pair.on(1 - side)
            if here.places.page.reaches(span.start) and there.places.page.reaches(other.start):
                height = here.places.line_at(span.start)[0]
                beside = there.places.line_at(other.start)[0]
                if anchors[-1][0] < height < first[1]:
                    anchors.append((height, min(max(beside, anchors[-1][1]), last[1])))
        if first[1] > anchors[-1][0]:
            anchors.append((first[1], last[1]))
        return anchors

    def _near(self, side: int) -> Sequence[Pair]:
        """The pairs in step on the screen of a column, and one more on either side."""
        shown = self.views[side].places.shown_part()
        starts = [pair.on(side).start for pair in self._in_step]
        first, last = bisect_left(starts, shown.start), bisect_right(starts, shown.end)
        return self._in_step[max(0, first - 1) : last + 1]

    # Sentences

    def _on_moved(self, side: int) -> None:
        """Show in the other column what lies beside the sentence that the reader is at."""
        if self._moving:
            return
        current, other = self.views[side].current, self.views[1 - side]
        pair = self._pair_at(side, current)
        with self._still():
            other.current = pair.on(1 - side) if pair is not None else None
            if pair is not None and self._together:
                other.go_to(pair.on(1 - side).start)
        self.stepped.emit(self.pairs.index(pair) + 1 if pair is not None else 0)

    def _pair_at(self, side: int, span: Span | None) -> Pair | None:
        if span is None:
            return None
        inside = (pair for pair in self.pairs if pair.on(side).overlap(span))
        return next(inside, None)

    def step(self, by: int) -> None:
        """Go to the next or previous sentence that both report, around at either end."""
        side = self._side()
        places = sorted(self.pairs, key=lambda pair: pair.on(side).start)
        if places:
            chosen = _beside(self.views[side], [pair.on(side) for pair in places], by)
            self._show(places[chosen], side)

    def _show(self, pair: Pair, side: int) -> None:
        """Put both sentences on one height."""
        for number, view in enumerate(self.views):
            with self._still():
                view.go_to_span(pair.on(number))
                view.go_to(pair.on(number).start, share=_LINE)
        self.stepped.emit(self.pairs.index(pair) + 1)
        first, second = side, 1 - side
        said = (self._said(number, pair.on(number)) for number in (first, second))
        announce(self.views[side], ". ".join(said), at_once=True)

    def _said(self, side: int, span: Span) -> str:
        number = self.numbers[side]
        return f"{letter(number)}: {self._found.words(number, span)}"

    def _step_sentence(self, side: int, by: int) -> None:
        view = self.views[side]
        places = [sentence.span for sentence in view.index.sentences]
        if places:
            place = places[_beside(view, places, by)]
            view.go_to_span(place)
            beside = view.beside(place.start)
            said = self._said(side, place)
            announce(view, f"{said} ({beside})" if beside else said, at_once=True)

    def go_to(self, number: int, place: Span) -> None:
        """Go to a place of one of the articles that are shown."""
        side = self.numbers.index(number)
        view = self.views[side]
        with self._still():
            view.go_to(place.start, share=_LINE)
        self._follow(side)
        view.go_to_span(place)


def _reach(view: ComparedView) -> tuple[float, float]:
    """The first and the last height of a page that can be scrolled to the line."""
    line = _LINE * view.viewport().height()
    return line, view.verticalScrollBar().maximum() + line


def _beside(view: ComparedView, places: Sequence[Span], by: int) -> int:
    """Which place comes after or before where the reader is in a page, around at either end."""
    here = view.here()
    if here is None:
        start = view.places.first_offset()
        here = Span(start, start) if by < 0 else Span(start - 1, start)
    after = [number for number, place in enumerate(places) if place > here]
    before = [number for number, place in enumerate(places) if place < here]
    return (after or [0])[0] if by > 0 else (before or [len(places) - 1])[-1]
