# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who speaks where in one article: a lane for the author, for each main speaker, for the rest."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property

from reader.document import ANALYSED_KINDS, BlockKind, Form, Span
from reader.document.account import ViewpointAccount, by_holder
from reader.document.marks import MarkKind
from reader.document.spans import SpanSet
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.wording import not_analysed, percent_said, tr

# So many speakers have a lane of their own, if this share of what is relayed is theirs, and where
# this many views are relayed, more than one of them; the others share one.
_MOST_SPEAKERS, _LEAST_SHARE, _MANY = 3, 0.08, 20
# The probabilities between which an opinion rises from half the lane to all of it.
_LOWEST, _HIGHEST = 0.5, 0.95
# So much of the text is read out of an item, in code points.
_BEGINNING = 90


class LaneKind(StrEnum):
    """Whose lane it is, or what lies in it."""

    HEADINGS = "headings"
    AUTHOR = "author"
    SPEAKER = "speaker"
    OTHERS = "others"
    UNJUDGED = "unjudged"


class Look(StrEnum):
    """What a piece of a lane is, which decides how it is drawn."""

    HEADING = "heading"
    OPINION = "opinion"
    FACT = "fact"
    HIDDEN = "hidden"  # an opinion below what the reader asked to see
    DIRECT = "direct"
    INDIRECT = "indirect"
    UNCLEAR = "unclear"
    NOT_ANALYSED = "not_analysed"


#: What is drawn as the ground on which the rest stands, and not stepped through.
_GROUND = (Look.FACT, Look.HIDDEN)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a lane.

    Attributes:
        height: What share of the lane it fills.
        label: What it is, in words.
    """

    span: Span
    look: Look
    height: float
    label: str


@dataclass(frozen=True)
class Lane:
    """A lane with its pieces in text order."""

    kind: LaneKind
    name: str
    pieces: tuple[Piece, ...]

    @cached_property
    def stops(self) -> tuple[Piece, ...]:
        """The pieces to step through."""
        return tuple(piece for piece in self.pieces if piece.look not in _GROUND)


def headings(index: MarkIndex) -> Lane:
    """The headings, as the outline."""
    pieces = (
        Piece(block.span, Look.HEADING, 1.0 if block.level <= 1 else 0.6, tr("Heading"))
        for block in index.article.blocks
        if block.kind is BlockKind.HEADING
    )
    return Lane(LaneKind.HEADINGS, tr("Headings"), tuple(pieces))


def author(index: MarkIndex) -> Lane:
    """The author's own sentences: opinions the higher the more probable, facts as the ground."""
    pieces = []
    # Looked up once: of a book, this is done over and over while it is analysed.
    own, opinion, report = tr("Author’s opinion"), tr("Author’s opinion, {0}"), tr("Report of fact")
    below = tr("Opinion at {0}, below what you asked to see")
    said = cache(lambda percent: percent_said(percent / 100))
    for sentence, kind in zip(index.sentences, index.kinds(), strict=True):
        if kind is MarkKind.OPINION:
            share = (sentence.opinion - _LOWEST) / (_HIGHEST - _LOWEST)
            height = 0.5 + 0.5 * min(1.0, max(0.0, share))
            label = own
            if sentence.start not in index.overlay.sentences:
                label = opinion.format(said(round(sentence.opinion * 100)))
            pieces.append(Piece(sentence.span, Look.OPINION, height, label))
        elif kind is MarkKind.FACT:
            pieces.append(Piece(sentence.span, Look.FACT, 0.2, report))
        elif kind is None and not index.blind:
            label = below.format(said(round(sentence.opinion * 100)))
            pieces.append(Piece(sentence.span, Look.HIDDEN, 0.4, label))
    return Lane(LaneKind.AUTHOR, tr("Author"), tuple(pieces))


def speakers(index: MarkIndex) -> list[Lane]:
    """Those who have most of the floor, most first, and one lane for all others.

    It takes a moment for a book, the first time.
    """
    groups = by_holder(index.accounts.viewpoints)
    lengths = {id(group): sum(map(_length, group)) for group in groups}
    least = sum(lengths.values()) * _LEAST_SHARE
    once = len(index.accounts.viewpoints) >= _MANY
    known = [
        group
        for group in groups
        if group[0].holder and lengths[id(group)] >= least and len(group) > once
    ]
    known.sort(key=lambda group: -lengths[id(group)])
    main = known[:_MOST_SPEAKERS]
    lanes: list[Lane] = []
    for group in main:
        name = group[0].holder or ""
        # Two of one name are told apart, as they are two actors.
        same = sum(lane.name.split(" (")[0] == name for lane in lanes)
        lanes.append(
            Lane(LaneKind.SPEAKER, f"{name} ({same + 1})" if same else name, _spoken(group))
        )
    rest = [group for group in groups if not any(group is other for other in main)]
    spoken = _spoken(item for group in rest for item in group)
    covered = SpanSet(span for item in index.attributions for span in item.content)
    # Whoever speaks in them is known when the analysis is done, if at all.
    nobodys = tuple(
        Piece(sentence.span, Look.INDIRECT, 0.6, tr("Somebody speaks"))
        for sentence, kind in zip(index.sentences, index.kinds(), strict=True)
        if kind is MarkKind.VIEWPOINT and not any(covered.touching(sentence.start, sentence.end))
    )
    if spoken or nobodys:
        pieces = tuple(sorted((*spoken, *nobodys), key=_start))
        lanes.append(Lane(LaneKind.OTHERS, tr("Other voices") if main else tr("Voices"), pieces))
    return lanes


def unjudged(index: MarkIndex) -> Lane:
    """What the model leaves open, and what it has not looked at."""
    starts = [sentence.start for sentence in index.sentences]
    pieces = [
        Piece(sentence.span, Look.UNCLEAR, 0.8, tr("Unclear"))
        for sentence, kind in zip(index.sentences, index.kinds(), strict=True)
        if kind is MarkKind.UNCLEAR
    ]
    said = cache(not_analysed)
    for block in index.article.blocks:
        label = said(block.kind)
        if index.complete and block.kind in ANALYSED_KINDS and len(block.span):
            nearest = bisect_right(starts, block.end - 1) - 1
            if nearest < 0 or index.sentences[nearest].end <= block.start:
                label = tr("Not analysed")
        if label:
            pieces.append(Piece(block.span, Look.NOT_ANALYSED, 0.5, label))
    pieces.sort(key=_start)
    return Lane(LaneKind.UNJUDGED, _name_of(pieces), tuple(pieces))


def _name_of(pieces: Sequence[Piece]) -> str:
    looks = {piece.look for piece in pieces}
    if looks == {Look.UNCLEAR}:
        return tr("Unclear")
    return tr("Unclear, not analysed") if Look.UNCLEAR in looks else tr("Not analysed")


def joined(lanes: Sequence[Lane]) -> list[Lane]:
    """The lanes with all speakers in one, for a window without room for each."""
    voices = [lane for lane in lanes if lane.kind in (LaneKind.SPEAKER, LaneKind.OTHERS)]
    if len(voices) < 2:
        return list(lanes)
    pieces = sorted((piece for lane in voices for piece in lane.pieces), key=_start)
    one = Lane(LaneKind.OTHERS, tr("Voices"), tuple(pieces))
    found = [lane for lane in lanes if lane not in voices]
    found.insert(lanes.index(voices[0]), one)
    return found


def beginning(index: MarkIndex, span: Span) -> str:
    """How the words of a span begin."""
    words = " ".join(index.article.text[span.start : span.end].split())
    return f"{words[:_BEGINNING]}{'…' if len(words) > _BEGINNING else ''}"


def section(lane: Lane, offset: int) -> Piece | None:
    """The heading under which an offset lies."""
    number = bisect_right(lane.pieces, offset, key=_start) - 1
    return lane.pieces[number] if number >= 0 else None


def _spoken(viewpoints: Iterable[ViewpointAccount]) -> tuple[Piece, ...]:
    found: dict[Span, Piece] = {}
    for item in viewpoints:
        direct = item.attribution.form is not Form.INDIRECT
        label = tr("{0} speaks").format(item.holder or tr("An unnamed source"))
        piece = Piece(
            item.place,
            Look.DIRECT if direct else Look.INDIRECT,
            0.95 if direct else 0.6,
            label,
        )
        found.update((span, replace(piece, span=span)) for span in _runs(item))
    return tuple(sorted(found.values(), key=_start))


def _runs(viewpoint: ViewpointAccount) -> Iterator[Span]:
    """Where a viewpoint lies; what only a cue interrupts is one stretch."""
    spans = sorted(viewpoint.attribution.content)
    start, end = spans[0].start, spans[0].end
    for span in spans[1:]:
        if span.start - end > _BEGINNING:
            yield Span(start, end)
            start = span.start
        end = max(end, span.end)
    yield Span(start, end)


def _length(viewpoint: ViewpointAccount) -> int:
    return sum(map(len, viewpoint.attribution.content))


def _start(piece: Piece) -> int:
    return piece.span.start
