# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What is drawn over the text, from an analysis and what the reader asked to see.

The window and every saved copy take their marks from here, so that they cannot disagree.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reader.document.analysis import Attribution, Label, LoadedWord, Sentence, Voice
from reader.document.article import Span
from reader.document.spans import SpanSet


class MarkKind(StrEnum):
    """What a mark says."""

    OPINION = "opinion"
    VIEWPOINT = "viewpoint"
    LOADED = "loaded"
    FACT = "fact"
    UNCLEAR = "unclear"
    HIGHLIGHT = "highlight"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class View:
    """What the reader asked to see.

    Attributes:
        show_from: From which probability on an opinion is marked, 0 to 1.
        notes: The reader's own notes and highlights.
        machine: What the machine marked, and not the reader's marks alone.
    """

    show_from: float = 0.6
    opinion: bool = True
    viewpoints: bool = True
    loaded: bool = True
    facts: bool = False
    unclear: bool = True
    notes: bool = True
    machine: bool = True

    def shows(self, kind: MarkKind) -> bool:
        """Whether marks of this kind are drawn."""
        return {
            MarkKind.OPINION: self.opinion,
            MarkKind.UNCLEAR: self.unclear,
            MarkKind.VIEWPOINT: self.viewpoints,
            MarkKind.LOADED: self.loaded,
            MarkKind.FACT: self.facts,
            MarkKind.HIGHLIGHT: self.notes,
            MarkKind.NOTE: self.notes,
        }[kind]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text with its meaning and its score (0 to 1)."""

    kind: MarkKind
    start: int
    end: int
    score: float


def sentence_mark(sentence: Sentence, show_from: float) -> MarkKind | None:
    """What a sentence counts as.

    None is an opinion less probable than the reader wants to see: it is neither marked nor
    counted, and in particular not as fact.
    """
    if sentence.voice is Voice.ATTRIBUTED:
        return MarkKind.VIEWPOINT
    if sentence.label is Label.FACTUAL:
        return MarkKind.FACT
    if sentence.label is Label.UNCLEAR:
        return MarkKind.UNCLEAR
    return MarkKind.OPINION if sentence.opinion >= show_from else None


def subtract(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    """The parts of `span` outside all of `holes`, in order; none of them empty."""
    start = span.start
    for hole in sorted(holes):
        if hole.end <= start or hole.start >= span.end:
            continue
        if hole.start > start:
            yield Span(start, hole.start)
        start = max(start, hole.end)
    if start < span.end:
        yield Span(start, span.end)


def union(spans: Iterable[Span], *, gap: int = 0) -> list[Span]:
    """The spans in order, with those that overlap or lie within `gap` characters made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end + gap:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def marks(
    text: str,
    sentences: Sequence[Sentence],
    attributions: Sequence[Attribution],
    loaded: Sequence[LoadedWord],
    show_from: float,
) -> list[Mark]:
    """All marks, whatever is switched off, by kind and in text order.

    Inside a sentence of the author's, the words of a source are left out of the author's mark.
    Marks neither begin nor end with white space.
    """
    relayed = SpanSet(union(span for item in attributions for span in item.content))
    found: list[Mark] = []
    for sentence in sentences:
        kind = sentence_mark(sentence, show_from)
        if kind is None or kind is MarkKind.VIEWPOINT:
            continue
        found.extend(
            Mark(kind, part.start, part.end, sentence.opinion)
            for whole in subtract(sentence.span, relayed.touching(sentence.start, sentence.end))
            for part in _trimmed(text, whole)
        )
    for attribution in attributions:
        found.extend(
            Mark(MarkKind.VIEWPOINT, span.start, span.end, attribution.score)
            for span in attribution.content
        )
    found.extend(Mark(MarkKind.LOADED, word.start, word.end, word.score) for word in loaded)
    return sorted(found, key=lambda mark: (mark.kind, mark.start, mark.end))


def _trimmed(text: str, span: Span) -> Iterator[Span]:
    words = text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - (len(words) - len(words.rstrip()))
    # A stray quote mark or full stop between two quotations says nothing by itself.
    if any(char.isalnum() for char in words):
        yield Span(start, end)
