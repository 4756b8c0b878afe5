# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Many spans of one article, of which those in a stretch of text are wanted at a time."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from reader.document.article import Span


class SpanSet:
    """Spans in order, found by the stretch of text they touch."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        self._longest = max((len(span) for span in self._spans), default=0)

    def __bool__(self) -> bool:
        return bool(self._spans)

    def touching(self, start: int, end: int) -> Iterator[Span]:
        """The parts of the spans that lie in a stretch of text."""
        first = bisect_left(self._starts, start - self._longest)
        for span in self._spans[first : bisect_left(self._starts, end)]:
            if span.end > start:
                yield Span(max(span.start, start), min(span.end, end))
