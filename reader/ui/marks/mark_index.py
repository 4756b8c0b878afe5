# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What is marked where in one article, found for a stretch of text at a time.

Only what is on the screen is ever asked for, so that a book costs no more than a page. Grows while
the analysis runs; safe on the UI thread alone. Everything is in code points.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from types import MappingProxyType

from reader.document import (
    Actor,
    Analysis,
    Article,
    Attribution,
    Batch,
    LoadedWord,
    ModelInfo,
    Sentence,
    Span,
    Weight,
)
from reader.document.account import (
    Accounts,
    SentenceAccount,
    ViewpointAccount,
    counts,
    in_order,
)
from reader.document.blind import readers_alone, side_by_side, unread
from reader.document.marks import Mark, MarkKind, View, marks, sentence_mark
from reader.document.overlay import Overlaid, overlaid
from reader.document.readers_marks import LABELS, OF_ACTORS, OWN, Placed, ReadersMark, place
from reader.document.reasons import explained


class Shown(Enum):
    """Whose marks are shown."""

    TOGETHER = "together"
    """The model's, as the reader has corrected them."""
    BLIND = "blind"
    """The reader's alone: nothing of the model's is told, on any way."""
    APART = "apart"
    """The model's as they were, and the reader's beside them."""


#: How the reader's marks are laid over an analysis.
LAID = MappingProxyType(
    {Shown.TOGETHER: overlaid, Shown.BLIND: readers_alone, Shown.APART: side_by_side}
)


class MarkIndex:
    """The judgements on one article so far, and the marks they give under a view.

    Whatever is told of the article is told with the reader's own marks laid over it; while the
    analysis runs, only notes and highlights are.

    Attributes:
        machine: What the model has said so far, reasons that were asked for included.
        complete: Whether that is the whole analysis.
        readers: The reader's own marks.
        shown: Whose marks are told of.
        asked: What the reader asked to see.
        overlay: Those laid over the analysis, and what in it is the reader's.
    """

    def __init__(self, article: Article, view: View) -> None:
        self.article = article
        self.asked = view
        self.shown = Shown.TOGETHER
        self.machine = Analysis(article, ModelInfo("", ""))
        self.readers: tuple[ReadersMark, ...] = ()
        self.overlay = Overlaid(self.machine, self.machine)
        self.complete = False
        self.loaded: list[LoadedWord] = []
        self.attributions: list[Attribution] = []
        self.done = 0.0
        self._starts: list[int] = []
        self._loaded_starts: list[int] = []
        self._cache: dict[tuple[int, int], list[Mark]] = {}
        self._kinds: list[MarkKind | None] | None = None
        self._accounts: Accounts | None = None
        self._own_numbers: frozenset[int] | None = None

    @property
    def view(self) -> View:
        """What is shown: all of the reader's own where nothing else is, or what they asked for."""
        return View(show_from=self.asked.show_from, facts=True) if self.blind else self.asked

    @property
    def blind(self) -> bool:
        """Whether nothing of the model's may be told."""
        return self.shown is Shown.BLIND

    def show_marks(self, shown: Shown) -> None:
        """Tell of other marks from now on."""
        self.shown = shown
        self.take_marks(self.readers)

    @property
    def analysis(self) -> Analysis:
        """Whatever is known so far, as the reader has it."""
        return self.overlay.analysis

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The sentences judged so far, in text order."""
        return self.analysis.sentences

    def add(self, batch: Batch) -> None:
        """Take in newly judged sentences and loaded words."""
        self.done = max(self.done, batch.done)
        # A worker that took over from a dead one begins again at the top.
        known = self.machine
        end = known.sentences[-1].end if known.sentences else 0
        sentences = [item for item in batch.sentences if item.start >= end]
        loaded = (item for item in batch.loaded if item.start >= end)
        self.machine = replace(
            known,
            sentences=(*known.sentences, *sentences),
            loaded=(*known.loaded, *loaded),
        )
        told = self.machine
        if self.blind:
            before = self.overlay.analysis
            told = replace(before, sentences=(*before.sentences, *map(unread, sentences)))
        self.lay(replace(self.overlay, analysis=told, machine=told))

    def replace(self, analysis: Analysis) -> None:
        """Take the complete analysis instead of what came in pieces."""
        self.done, self.complete = 1.0, True
        judged = self.machine.sentences
        known = {item.span: item.reasons for item in judged if item.reasons is not None}
        if known:
            sentences = (
                replace(item, reasons=known.get(item.span, item.reasons))
                for item in analysis.sentences
            )
            analysis = replace(analysis, sentences=tuple(sentences))
        self.machine = analysis
        self.take_marks(self.readers)

    def take_marks(self, readers: Iterable[ReadersMark]) -> None:
        """Lay other marks of the reader's over the analysis."""
        self.readers = tuple(readers)
        if self.complete:
            self.lay(LAID[self.shown](self.machine, self.readers))
        else:
            placed, lost = place(self.readers, self.article.text)
            own = tuple(item for item in placed if item.mark.act in OWN)
            told = readers_alone(self.machine, ()).analysis if self.blind else self.machine
            self.lay(Overlaid(told, told, own, lost))

    def lay(self, overlay: Overlaid, accounts: Accounts | None = None) -> None:
        """Take in how the reader's marks lie over the analysis, and its accounts if they are made.

        Args:
            overlay: Of `readers` over `machine`.
            accounts: Of what came of it; they take a moment for a book.
        """
        self.overlay = overlay
        self._refresh()
        self._accounts = accounts

    def explain(self, sentence: Sentence, weights: Sequence[Weight]) -> None:
        """Take in what the words of a sentence add to its opinion, heaviest first."""
        found = {sentence.start: weights}
        self.machine = explained(self.machine, found)
        if not self.blind:
            self.overlay = replace(self.overlay, analysis=explained(self.analysis, found))

    def show(self, view: View) -> None:
        """Change what the reader asked to see."""
        if view.show_from != self.asked.show_from:
            self._cache.clear()
            self._kinds = None
        self.asked = view

    def _refresh(self) -> None:
        self.loaded = sorted(self.analysis.loaded, key=lambda word: word.start)
        self.attributions = in_order(self.analysis.attributions)
        self._starts = [sentence.start for sentence in self.sentences]
        self._loaded_starts = [word.start for word in self.loaded]
        self._cache.clear()
        self._kinds = None
        self._accounts = None
        self._own_numbers = None

    @property
    def accounts(self) -> Accounts:
        """What can be said of the marks; it takes a moment for a book, the first time."""
        if self._accounts is None:
            self._accounts = Accounts(self.analysis, self.overlay.attributions)
        return self._accounts

    def account_at(self, offset: int) -> SentenceAccount | None:
        """What is said of the sentence at an offset."""
        number = self.sentence_at(offset)
        if number is None or self._untold(self.sentences[number]):
            return None
        return self.accounts.of(self.sentences[number], self.view.show_from)

    def marks_in(self, start: int, end: int) -> list[Mark]:
        """The marks that touch a stretch of text and that the view shows."""
        found = self._cache.get((start, end))
        if found is None:
            found = self._cache[start, end] = self._find(start, end)
        return [mark for mark in found if self.view.shows(mark.kind)]

    def _find(self, start: int, end: int) -> list[Mark]:
        span = Span(start, end)
        first = bisect_left(self._loaded_starts, start)
        last = bisect_left(self._loaded_starts, end)
        everything = marks(
            self.article.text,
            [item for item in self.sentences_in(start, end) if not self._untold(item)],
            [
                item
                for item in self.attributions
                if any(part.overlap(span) for part in item.content)
            ],
            self.loaded[max(0, first - 1) : last],
            self.view.show_from,
        )
        return [mark for mark in everything if mark.start < end and mark.end > start]

    def sentences_in(self, start: int, end: int) -> Sequence[Sentence]:
        """The sentences that touch a stretch of text."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [item for item in self.sentences[first:last] if item.end > start]

    def sentence_at(self, offset: int) -> int | None:
        """The number of the sentence at an offset."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.sentences[index].end else None

    def sentences_naming(self, actor: Actor) -> list[Span]:
        """The sentences in which an actor is mentioned, in order."""
        numbers = {self.sentence_at(mention.start) for mention in actor.mentions}
        return [self.sentences[n].span for n in sorted(n for n in numbers if n is not None)]

    def kind(self, sentence: Sentence) -> MarkKind | None:
        """What a sentence counts as under this view; None where nothing may be told of it."""
        return None if self._untold(sentence) else sentence_mark(sentence, self.asked.show_from)

    def _untold(self, sentence: Sentence) -> bool:
        """Whether the reader said nothing of a sentence, and the model may say nothing."""
        return self.blind and sentence.start not in self.overlay.sentences

    def kinds(self) -> list[MarkKind | None]:
        """What each sentence counts as under this view."""
        if self._kinds is None:
            self._kinds = [self.kind(sentence) for sentence in self.sentences]
        return self._kinds

    def viewpoint_at(self, offset: int) -> ViewpointAccount | None:
        """What is said of the innermost viewpoint whose content, cue or source is at an offset."""
        found = [
            item
            for item in self.accounts.viewpoints
            if any(span.start <= offset < span.end for span in _reach(item.attribution))
        ]
        return min(found, key=lambda item: sum(map(len, item.attribution.content)), default=None)

    def actors_at(self, offset: int) -> list[Actor]:
        """The actors who are mentioned at an offset."""
        return [
            actor
            for actor in self.analysis.actors
            if any(span.start <= offset < span.end for span in actor.mentions)
        ]

    def actors_near(self, offset: int) -> list[Actor]:
        """The actors who are mentioned in the sentence at an offset, in the list's order."""
        number = self.sentence_at(offset)
        if number is None:
            return self.actors_at(offset)
        whole = self.sentences[number].span
        return [
            actor
            for actor in self.analysis.actors
            if any(span.overlap(whole) for span in actor.mentions)
        ]

    def loaded_at(self, offset: int) -> LoadedWord | None:
        """The loaded word at an offset."""
        index = bisect_right(self._loaded_starts, offset) - 1
        if index >= 0 and offset < self.loaded[index].end:
            return self.loaded[index]
        return None

    def loaded_in(self, start: int, end: int) -> Sequence[LoadedWord]:
        """The loaded words of a stretch of text."""
        first = bisect_left(self._loaded_starts, start)
        return self.loaded[first : bisect_left(self._loaded_starts, end)]

    # The reader's own

    def readers_in(self, start: int, end: int) -> list[Placed]:
        """The reader's marks on the words of a stretch of text, in the order made."""
        return [
            item
            for item in self.overlay.placed
            if item.span.start < end and item.span.end > start and item.mark.act not in OF_ACTORS
        ]

    def label_of(self, number: int) -> Placed | None:
        """What the reader said last of a sentence as a whole, by its number."""
        sentence = self.sentences[number]
        if sentence.start not in self.overlay.sentences:
            return None
        said = (
            item
            for item in self.readers_in(sentence.start, sentence.end)
            if item.mark.act in LABELS and item.span.overlap(sentence.span) * 2 > len(item.span)
        )
        return max(said, key=lambda item: (item.mark.made, item.mark.id), default=None)

    def own_numbers(self) -> frozenset[int]:
        """The numbers of the sentences of whose words the reader said something."""
        if self._own_numbers is None:
            found: set[int] = set()
            for item in self.overlay.placed:
                if item.mark.act not in OF_ACTORS:
                    first = max(0, bisect_right(self._starts, item.span.start) - 1)
                    last = bisect_left(self._starts, item.span.end)
                    inside = range(first, last)
                    found.update(n for n in inside if self.sentences[n].end > item.span.start)
            self._own_numbers = frozenset(found)
        return self._own_numbers

    def counts(self) -> dict[MarkKind, int]:
        """How many there are of each kind: sentences, viewpoints, loaded words."""
        return counts(self.kinds(), self.attributions, self.loaded)

    def stops(self) -> list[Span]:
        """Where next and previous mark stop: sentences and viewpoints that are shown, in order."""
        view = self.view
        found: list[Span] = []
        if view.viewpoints:
            found.extend(min(item.content) for item in self.attributions)
        for sentence, kind in zip(self.sentences, self.kinds(), strict=True):
            if kind is not None and kind is not MarkKind.VIEWPOINT and view.shows(kind):
                found.append(sentence.span)
        if view.loaded and not found:
            found.extend(Span(word.start, word.end) for word in self.loaded)
        found.extend(item.span for item in self.overlay.placed if item.mark.act not in OF_ACTORS)
        # Ten times faster than comparing the spans themselves.
        ordered = sorted({(span.start, span.end): span for span in found}.items())
        return [span for _, span in ordered]


def _reach(attribution: Attribution) -> Iterator[Span]:
    yield from attribution.content
    yield from attribution.cue
    yield from attribution.source
