# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who says what: quotations and cues in the syntax, brought together into attributions.

What the rules and the model found is made into one list; then the sources are looked up among the
actors.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.analysis.combine import Draft, combine
from reader.analysis.ownership import draft_attributions
from reader.analysis.quotes import Quote, find_quotes
from reader.analysis.sentences import ParsedBlock
from reader.analysis.speakers import ActorFinder
from reader.analysis.turns import find_turns
from reader.document import Actor, Attribution, BlockKind, Form, Span
from reader.document.marks import union

if TYPE_CHECKING:
    from reader.analysis.readings import AttributionReading


def link_attributions(
    parsed: Sequence[ParsedBlock],
    readings: "Sequence[AttributionReading]",
    actors: Sequence[Actor],
) -> tuple[Attribution, ...]:
    """All attributions of an article, in the order of their contents.

    Args:
        parsed: The article's blocks.
        readings: What the model linked; empty where it has no such head.
        actors: Among whom the sources are looked up.
    """
    finder = ActorFinder(actors)
    quotes = _quotes(parsed)
    drafts = combine(parsed, draft_attributions(parsed, quotes), readings)
    marked = _Marked(quotes)
    drafts += _turn_drafts(parsed, finder)
    found = []
    for draft in drafts:
        content = marked.whole(draft.relayed)
        if not content:
            continue
        found.append(
            Attribution(
                source=(draft.source,) if draft.source else (),
                cue=(draft.cue,) if draft.cue else (),
                content=tuple(content),
                form=Form.DIRECT if draft.speaker is not None else marked.form(content),
                holders=() if (speaker := finder.speaker(parsed, draft)) is None else (speaker,),
                score=draft.score,
            )
        )
    return tuple(sorted(found, key=lambda item: (item.content[0], -item.content[-1].end)))


def _turn_drafts(parsed: Sequence[ParsedBlock], finder: ActorFinder) -> list[Draft]:
    """The turns of an interview or transcript, one attribution for each paragraph."""
    turns = find_turns(parsed)
    if not turns:
        return []
    guest = finder.first_person_before(parsed[turns[0].piece].start)
    return [
        Draft(
            turn.piece,
            0.8,
            source=turn.label,
            cue=Span(turn.label.end, turn.label.end + 1) if turn.label else None,
            content=[turn.content],
            quoted=[turn.content],
            speaker=turn.name or guest or "",
        )
        for turn in turns
    ]


def _quotes(parsed: Sequence[ParsedBlock]) -> list[Quote]:
    """The quotations by their marks, and those that the layout sets apart as a whole."""
    found = find_quotes(
        [(piece.start, piece.text if piece.block.analysed else "") for piece in parsed]
    )
    for index, piece in enumerate(parsed):
        words = piece.text.strip()
        if piece.block.kind is not BlockKind.QUOTE or not words:
            continue
        own = [quote for quote in found if quote.block == index]
        if 2 * sum(len(quote.span) for quote in own) < len(words):
            start = piece.start + piece.text.index(words)
            found = [quote for quote in found if quote.block != index]
            found.append(Quote(start, start + len(words), index))
    return sorted(found, key=lambda quote: quote.start)


class _Marked:
    """The quotation marks of the article, as a measure for contents."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self._spans = [quote.span for quote in quotes]
        self._starts = [span.start for span in self._spans]

    def _around(self, span: Span) -> Sequence[Span]:
        # Quotations do not overlap: the first to reach into the span is the one before it.
        low = max(0, bisect_left(self._starts, span.start) - 1)
        return self._spans[low : bisect_left(self._starts, span.end)]

    def whole(self, content: Sequence[Span]) -> list[Span]:
        """The content, with the whole of every quotation of which it holds the better part."""
        reached = [
            quote
            for span in content
            for quote in self._around(span)
            if 2 * quote.overlap(span) > len(quote)
        ]
        return union([*content, *reached], gap=1)

    def form(self, content: Sequence[Span]) -> Form:
        """Direct where nearly all of it stands in quotation marks, indirect where none does."""
        quoted = sum(quote.overlap(span) for span in content for quote in self._around(span))
        total = sum(map(len, content))
        if not quoted:
            return Form.INDIRECT
        return Form.DIRECT if quoted >= 0.9 * total else Form.MIXED
