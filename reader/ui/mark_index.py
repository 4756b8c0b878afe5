# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What is marked where in one article, found for a stretch of text at a time.

Only what is on the screen is ever asked for, so that a book costs no more than a page. Grows while
the analysis runs; safe on the UI thread alone. Everything is in code points.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from reader.document import (
    Actor,
    Analysis,
    Article,
    Attribution,
    Batch,
    Label,
    LoadedWord,
    Sentence,
    Span,
    Weight,
)
from reader.document.marks import Mark, MarkKind, View, marks, sentence_mark
from reader.document.speakers import speaker_name, words


class MarkIndex:
    """The judgements on one article so far, and the marks they give under a view."""

    def __init__(self, article: Article, view: View) -> None:
        self.article = article
        self.view = view
        self.sentences: list[Sentence] = []
        self.loaded: list[LoadedWord] = []
        self.attributions: list[Attribution] = []
        self.actors: dict[str, Actor] = {}
        #: Where known, what each word adds to the opinion of the sentence that starts there.
        self.weights: dict[int, tuple[Weight, ...]] = {}
        self.done = 0.0
        self._starts: list[int] = []
        self._loaded_starts: list[int] = []
        self._cache: dict[tuple[int, int], list[Mark]] = {}
        self._kinds: list[MarkKind | None] | None = None

    def add(self, batch: Batch) -> None:
        """Take in newly judged sentences and loaded words."""
        self.done = max(self.done, batch.done)
        # A worker that took over from a dead one begins again at the top.
        end = self.sentences[-1].end if self.sentences else 0
        self.sentences.extend(item for item in batch.sentences if item.start >= end)
        self.loaded.extend(item for item in batch.loaded if item.start >= end)
        self._refresh()

    def replace(self, analysis: Analysis) -> None:
        """Take the complete analysis instead of what came in pieces."""
        self.done = 1.0
        self.sentences = list(analysis.sentences)
        self.loaded = list(analysis.loaded)
        self.attributions = sorted(analysis.attributions, key=_first_content)
        self.actors = {actor.id: actor for actor in analysis.actors}
        self._refresh()

    def show(self, view: View) -> None:
        """Change what the reader asked to see."""
        if view.show_from != self.view.show_from:
            self._cache.clear()
            self._kinds = None
        self.view = view

    def _refresh(self) -> None:
        self.sentences.sort(key=lambda sentence: sentence.start)
        self.loaded.sort(key=lambda word: word.start)
        self._starts = [sentence.start for sentence in self.sentences]
        self._loaded_starts = [word.start for word in self.loaded]
        self._cache.clear()
        self._kinds = None

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
            self.sentences_in(start, end),
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

    def kind(self, sentence: Sentence) -> MarkKind | None:
        """What a sentence counts as under this view."""
        return sentence_mark(sentence, self.view.show_from)

    def kinds(self) -> list[MarkKind | None]:
        """What each sentence counts as under this view."""
        if self._kinds is None:
            self._kinds = [self.kind(sentence) for sentence in self.sentences]
        return self._kinds

    def attribution_at(self, offset: int) -> Attribution | None:
        """The innermost attribution whose content, cue or source is at an offset."""
        found = [
            (sum(len(span) for span in item.content), number)
            for number, item in enumerate(self.attributions)
            if any(s.start <= offset < s.end for s in (*item.content, *item.cue, *item.source))
        ]
        return self.attributions[min(found)[1]] if found else None

    def actors_at(self, offset: int) -> list[Actor]:
        """The actors who are mentioned at an offset."""
        return [
            actor
            for actor in self.actors.values()
            if any(span.start <= offset < span.end for span in actor.mentions)
        ]

    def loaded_at(self, offset: int) -> LoadedWord | None:
        """The loaded word at an offset."""
        index = bisect_right(self._loaded_starts, offset) - 1
        if index >= 0 and offset < self.loaded[index].end:
            return self.loaded[index]
        return None

    def speaker(self, attribution: Attribution) -> str | None:
        """The name of who speaks: the actor's, or the source's own words, or None."""
        return speaker_name(self.article.text, attribution, self.actors)

    def words(self, spans: Sequence[Span]) -> str:
        """The article's words in some spans, on one line."""
        return words(self.article.text, spans)

    def counts(self) -> dict[MarkKind, int]:
        """How many there are of each kind: sentences, attributions, loaded words."""
        kinds = Counter(self.kinds())
        return {
            MarkKind.OPINION: kinds[MarkKind.OPINION],
            MarkKind.FACT: kinds[MarkKind.FACT],
            MarkKind.UNCLEAR: kinds[MarkKind.UNCLEAR],
            MarkKind.VIEWPOINT: len(self.attributions),
            MarkKind.LOADED: len(self.loaded),
        }

    def stops(self) -> list[Span]:
        """Where next and previous mark stop: sentences and viewpoints that are shown, in order."""
        view = self.view
        found: list[Span] = []
        if view.viewpoints:
            found.extend(Span(part.start, part.end) for part in self._first_parts())
        for sentence, kind in zip(self.sentences, self.kinds(), strict=True):
            if kind is not None and kind is not MarkKind.VIEWPOINT and view.shows(kind):
                found.append(sentence.span)
        if view.loaded and not found:
            found.extend(Span(word.start, word.end) for word in self.loaded)
        # Ten times faster than comparing the spans themselves.
        ordered = sorted({(span.start, span.end): span for span in found}.items())
        return [span for _, span in ordered]

    def _first_parts(self) -> Iterator[Span]:
        for item in self.attributions:
            if item.content:
                yield min(item.content)

    def unclear(self) -> int:
        """How many sentences the model left open."""
        return sum(sentence.label is Label.UNCLEAR for sentence in self.sentences)


def _first_content(attribution: Attribution) -> Span:
    return min(attribution.content, default=Span(0, 0))
