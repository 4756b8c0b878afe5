# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Turns marks that overlap anyhow into pieces that nest, as every markup language wants them.

Marks are the outermost, then links, then the author's emphasis: so a link or bold words that reach
over the edge of a mark are in two pieces, and a mark never is because of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from reader.document import Block, Inline, InlineKind, Span
from reader.document.marks import MarkKind
from reader.export.content import CopyMark

# Where two marks cover the same words, the one about the whole sentence is the outer one.
_RANK: dict[MarkKind | InlineKind, int] = {
    MarkKind.VIEWPOINT: 1,
    MarkKind.LOADED: 2,
    MarkKind.HIGHLIGHT: 3,
    MarkKind.NOTE: 4,
}


class Stretch(Protocol):
    """What lies over words."""

    @property
    def kind(self) -> MarkKind | InlineKind:
        """What it is."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def span(self) -> Span:
        """Where it is."""


Over = TypeVar("Over", bound=Stretch)


@dataclass(frozen=True, slots=True)
class Opened(Generic[Over]):
    """A piece of a mark begins; `first` and `last` tell whether the mark itself begins and ends."""

    mark: Over
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Closed(Generic[Over]):
    """The piece opened last ends."""

    mark: Over


def nest(whole: Span, marks: Iterable[Over]) -> Iterator[Opened[Over] | Closed[Over] | Span]:
    """The words of `whole` as spans, between properly nested pieces of the marks over it.

    Together the spans are exactly `whole`, in order; no piece is empty. What lies outside `whole`
    is cut off.
    """
    waiting = sorted(
        (mark for mark in marks if mark.span.overlap(whole)),
        key=lambda mark: mark.start,
        reverse=True,
    )
    opened: list[Over] = []
    position = whole.start
    starting: list[Over] = []
    while True:
        while waiting and waiting[-1].start <= position:
            starting.append(waiting.pop())
        for mark in sorted(starting, key=lambda mark: (-mark.end, _RANK.get(mark.kind, 0))):
            limit = min((outer.end for outer in opened), default=whole.end)
            first = position == max(mark.start, whole.start)
            yield Opened(mark, first, min(mark.end, whole.end) <= limit)
            opened.append(mark)
        ends = [mark.end for mark in opened] + [mark.start for mark in waiting[-1:]]
        reached = min([*ends, whole.end])
        if reached > position:
            yield Span(position, reached)
        position = reached
        cut = next((i for i, mark in enumerate(opened) if mark.end <= position), len(opened))
        if position == whole.end:
            cut = 0
        closing, opened = opened[cut:], opened[:cut]
        for mark in reversed(closing):
            yield Closed(mark)
        if position == whole.end:
            return
        starting = [mark for mark in closing if mark.end > position]


def nest_inlines(
    whole: Span, inlines: Sequence[Inline]
) -> Iterator[Opened[Inline] | Closed[Inline] | Span]:
    """The words of `whole` between properly nested pieces of what their author emphasised."""
    if not inlines:
        yield whole
        return
    links = [item for item in inlines if item.kind is InlineKind.LINK]
    others = [item for item in inlines if item.kind is not InlineKind.LINK]
    for part in nest(whole, links):
        if isinstance(part, Span):
            yield from nest(part, others)
        else:
            yield part


def marks_by_block(
    blocks: tuple[Block, ...], marks: list[CopyMark]
) -> defaultdict[Block, list[CopyMark]]:
    """The marks over each analysed block; both come in order."""
    found: defaultdict[Block, list[CopyMark]] = defaultdict(list)
    reaching: list[CopyMark] = []
    waiting = iter([*marks, None])
    mark = next(waiting)
    for block in blocks:
        while mark is not None and mark.start < block.end:
            reaching.append(mark)
            mark = next(waiting)
        reaching = [item for item in reaching if item.end > block.start]
        if block.analysed:
            found[block] = list(reaching)
    return found
