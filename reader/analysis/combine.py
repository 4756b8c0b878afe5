# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The model's attributions and those of the rules, made into one list.

Quotation marks and syntax know where a quotation or clause ends and who its subject is; the model
knows many more ways to relay a view. Where both see the same attribution, the rules decide whose
it is and what quotation marks hold; how far words without marks go, the model decides. Measured on
PolNeAR's dev part: link F1 0.60 by rules and 0.67 by the model; together the same as the model,
with three points more of precision (0.74).
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.analysis.sentences import ParsedBlock
from reader.document import Span

if TYPE_CHECKING:
    from reader.analysis.readings import AttributionReading, ScoredSpan

#: A link of the model's that no rule confirms needs this score.
ALONE = 0.7

#: A rule that the model does not confirm needs this score, unless it rests on quotation marks.
UNCONFIRMED = 0.8

_EDGE = " \t\n\r,;:.–—-"


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution in the making.

    Attributes:
        source_head, cue_head: Tokens of the piece.
        speaker: The speaker's name, where it is known before the source is looked up.
    """

    piece: int
    score: float
    source: Span | None = None
    source_head: int | None = None
    cue: Span | None = None
    content: list[Span] = field(default_factory=list)
    quoted: list[Span] = field(default_factory=list)
    cue_head: int | None = None
    speaker: str | None = None

    @property
    def relayed(self) -> list[Span]:
        """All of the content, joined and in order."""
        return merge(self.content + self.quoted)


def combine(
    parsed: Sequence[ParsedBlock],
    drafts: Sequence[Draft],
    readings: "Sequence[AttributionReading]",
) -> list[Draft]:
    """One list from both; without readings, the drafts as they are."""
    if not readings:
        return list(drafts)
    by_piece: dict[int, list[Draft]] = {}
    for known in drafts:
        by_piece.setdefault(known.piece, []).append(known)
    combined: list[Draft] = []
    confirmed: set[int] = set()
    for reading in readings:
        draft = _from_model(parsed, reading)
        if draft is None:
            continue
        same = [known for known in by_piece.get(draft.piece, ()) if _same(known, draft)]
        if same:
            best = max(same, key=lambda known: _shared(known.relayed, draft.relayed))
            if id(best) not in confirmed:
                _confirm(best, draft)
            confirmed.add(id(best))
        elif draft.score >= ALONE:
            combined.append(draft)
    combined += [
        draft
        for draft in drafts
        if id(draft) in confirmed
        or draft.quoted
        or draft.speaker is not None
        or draft.score >= UNCONFIRMED
    ]
    return combined


def _from_model(parsed: Sequence[ParsedBlock], reading: "AttributionReading") -> Draft | None:
    content = [_span(span) for span in reading.content]
    if not content:
        return None
    anchor = reading.cue or reading.source or reading.content
    index = _piece_at(parsed, anchor[0][0])
    if index is None:
        return None
    piece = parsed[index]
    draft = Draft(index, reading.score, content=_trimmed(parsed, content))
    if reading.cue:
        draft.cue = _span(reading.cue[0])
        draft.cue_head = _root(piece, draft.cue)
    if reading.source:
        draft.source = _span(reading.source[0])
        draft.source_head = _root(piece, draft.source)
    return draft if draft.content else None


def _span(scored: "ScoredSpan") -> Span:
    return Span(scored[0], scored[1])


def _piece_at(parsed: Sequence[ParsedBlock], offset: int) -> int | None:
    index = bisect_right(parsed, offset, key=lambda piece: piece.start) - 1
    if index < 0 or offset >= parsed[index].start + len(parsed[index].doc.text):
        return None
    return index


def _root(piece: ParsedBlock, span: Span) -> int | None:
    """The token that a stretch of the piece hangs from."""
    tokens = piece.doc.char_span(
        max(0, span.start - piece.start), span.end - piece.start, alignment_mode="expand"
    )
    return None if tokens is None else int(tokens.root.i)


def _trimmed(parsed: Sequence[ParsedBlock], spans: Iterable[Span]) -> list[Span]:
    """Without the punctuation and white space at the ends."""
    found = []
    for span in spans:
        index = _piece_at(parsed, span.start)
        if index is None:
            continue
        piece = parsed[index]
        text = piece.doc.text[span.start - piece.start : span.end - piece.start]
        start = span.start + len(text) - len(text.lstrip(_EDGE))
        end = span.end - (len(text) - len(text.rstrip(_EDGE)))
        if start < end:
            found.append(Span(start, end))
    return found


def _same(draft: Draft, other: Draft) -> bool:
    if draft.cue is not None and other.cue is not None and draft.cue.overlap(other.cue):
        return True
    return _shared(draft.relayed, other.relayed) >= 0.5


def _shared(left: Sequence[Span], right: Sequence[Span]) -> float:
    """The share of the characters of either that both have."""
    both = sum(a.overlap(b) for a in left for b in right)
    either = sum(map(len, left)) + sum(map(len, right)) - both
    return both / either if either else 0.0


def _confirm(draft: Draft, reading: Draft) -> None:
    draft.score = max(draft.score, reading.score)
    if draft.source is None:
        draft.source, draft.source_head = reading.source, reading.source_head
        if reading.source is not None:
            draft.piece = reading.piece
    if draft.cue is None:
        draft.cue, draft.cue_head = reading.cue, reading.cue_head
    if not draft.quoted:
        draft.content = reading.content


def merge(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, overlapping and touching ones joined."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
