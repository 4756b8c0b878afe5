# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Turns marks that overlap anyhow into pieces that nest, as every markup language wants them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.document import Block, Span
from reader.document.marks import MarkKind
from reader.export.content import CopyMark

# Where two marks cover the same words, the one about the whole sentence is the outer one.
_RANK = {MarkKind.VIEWPOINT: 1, MarkKind.LOADED: 2, MarkKind.HIGHLIGHT: 3, MarkKind.NOTE: 4}


@dataclass(frozen=True, slots=True)
class Opened:
    """A piece of a mark begins; `first` and `last` tell whether the mark itself begins and ends."""

    mark: CopyMark
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """The piece opened last ends."""

    mark: CopyMark


def nest(whole: Span, marks: Iterable[CopyMark]) -> Iterator[Opened | Closed | Span]:
    """The words of `whole` as spans, between properly nested pieces of the marks over it.

    Together the spans are exactly `whole`, in order; no piece is empty. What lies outside `whole`
    is cut off.
    """
    waiting = sorted(
        (mark for mark in marks if mark.span.overlap(whole)),
        key=lambda mark: mark.start,
        reverse=True,
    )
    opened: list[CopyMark] = []
    position = whole.start
    starting: list[CopyMark] = []
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
