# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who says what: quotations and cues in the syntax, brought together into attributions.

What the rules and the model found is made into one list; then the sources are looked up among the
actors.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.analysis.attribution.combining import combine
from reader.analysis.attribution.drafts import Draft
from reader.analysis.attribution.holders import ActorFinder
from reader.analysis.attribution.ownership import draft_attributions, passages
from reader.analysis.evidence import Evidence
from reader.analysis.syntax.sentences import ParsedBlock
from reader.analysis.syntax.turns import Turn
from reader.document import Actor, Attribution, Form, Span
from reader.document.marks import union

if TYPE_CHECKING:
    from reader.analysis.readings import AttributionReading


def link_attributions(
    parsed: Sequence[Evidence],
    readings: "Sequence[AttributionReading]",
    actors: Sequence[Actor],
    turns: Sequence[Turn] = (),
) -> tuple[Attribution, ...]:
    """All attributions of an article, in the order of their contents.

    Args:
        parsed: The article's blocks.
        readings: What the model linked; empty where it has no such head.
        actors: Among whom the sources are looked up.
        turns: The turns to speak, if it is an interview.
    """
    return link_drafts(parsed, find_drafts(parsed, readings), actors, turns)


def find_drafts(
    parsed: Sequence[Evidence], readings: "Sequence[AttributionReading]"
) -> list[Draft]:
    """What is said by others than the author, before anybody is looked up among the actors."""
    return combine(parsed, draft_attributions(parsed), readings)


def link_drafts(
    parsed: Sequence[Evidence],
    drafts: Sequence[Draft],
    actors: Sequence[Actor],
    turns: Sequence[Turn] = (),
) -> tuple[Attribution, ...]:
    """The attributions of an article, as `link_attributions` gives them, from their drafts."""
    finder = ActorFinder(actors)
    marked = _Marked(
        [quote.span for piece in parsed for quote in passages(piece)],
        [name for piece in parsed for name in piece.inscribed],
    )
    found = []
    for draft in [*drafts, *_turn_drafts(parsed, turns, finder)]:
        content = marked.whole(draft.relayed)
        if not content:
            continue
        found.append(
            Attribution(
                source=(draft.source,) if draft.source else (),
                cue=(draft.cue,) if draft.cue else (),
                content=tuple(content),
                form=Form.DIRECT if draft.speaker is not None else marked.form(content),
                holders=finder.speakers(parsed, draft),
                score=draft.score,
            )
        )
    return tuple(sorted(found, key=lambda item: (item.content[0], -item.content[-1].end)))


def _turn_drafts(
    parsed: Sequence[ParsedBlock], turns: Sequence[Turn], finder: ActorFinder
) -> list[Draft]:
    """The turns of an interview, transcript or letter, one attribution for each paragraph."""
    if not turns:
        return []
    guest = finder.first_person_before(parsed[turns[0].piece].start)
    return [
        Draft(
            turn.piece,
            0.8,
            source=turn.label,
            # The colon, where the name stands before what is said.
            cue=Span(turn.label.end, turn.label.end + 1)
            if turn.label and turn.label.start >= parsed[turn.piece].start
            else None,
            content=[turn.content],
            quoted=[turn.content],
            speaker=turn.name or guest or "",
        )
        for turn in turns
    ]


class _Marked:
    """The quotation marks of the article, as a measure for contents."""

    def __init__(self, quotes: Sequence[Span], names: Sequence[Span]) -> None:
        self._spans = sorted([*quotes, *names])
        self._starts = [span.start for span in self._spans]
        self._names = frozenset(names) - frozenset(quotes)

    def _around(self, span: Span) -> Sequence[Span]:
        # Quotations do not overlap: the first to reach into the span is the one before it.
        low = max(0, bisect_left(self._starts, span.start) - 1)
        return self._spans[low : bisect_left(self._starts, span.end)]

    def whole(self, content: Sequence[Span]) -> list[Span]:
        """The content, with the whole of everything in marks of which it holds the better part."""
        reached = [
            quote
            for span in content
            for quote in self._around(span)
            if 2 * quote.overlap(span) > len(quote)
        ]
        return union([*content, *reached], gap=1)

    def form(self, content: Sequence[Span]) -> Form:
        """Direct where nearly all of it stands in quotation marks, indirect where none does."""
        quoted = sum(
            quote.overlap(span)
            for span in content
            for quote in self._around(span)
            if quote not in self._names
        )
        total = sum(map(len, content))
        if not quoted:
            return Form.INDIRECT
        return Form.DIRECT if quoted >= 0.9 * total else Form.MIXED
