# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which sentences of two articles lie beside each other, and how one scrolls with the other."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from reader.document import Span
from reader.document.comparison import Comparison


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sentences that report the same: where in the left and in the right article."""

    left: Span
    right: Span
    score: float

    def on(self, side: int) -> Span:
        """The sentence of the left article (0) or of the right one (1)."""
        return self.right if side else self.left


def goes_together(comparison: Comparison, left: int, right: int) -> bool:
    """Whether two of the articles are held to be about the same thing."""
    return not {left, right} & set(comparison.related.apart)


def pairs_of(comparison: Comparison, left: int, right: int) -> list[Pair]:
    """What two of the articles report the same, in the left one's order.

    Nothing, if they are not about the same thing: what is near by chance is no report in common.
    """
    if not goes_together(comparison, left, right):
        return []
    found = []
    for same in comparison.sentences:
        here, there = same.spans[left], same.spans[right]
        if here is not None and there is not None:
            found.append(Pair(here, there, same.score))
    return sorted(found, key=lambda pair: (pair.left.start, pair.right.start))


def in_step(pairs: Sequence[Pair]) -> list[Pair]:
    """As many pairs as possible that both articles have in the same order.

    An article that tells things in another order cannot scroll to all of them at once.
    """
    # Of the runs of each length, by which pair the one ends that leaves most room after it.
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for number, pair in enumerate(pairs):
        place = bisect_left(ends, pair.right.start)
        before.append(last[place - 1] if place else None)
        ends[place : place + 1] = [pair.right.start]
        last[place : place + 1] = [number]
    found: list[Pair] = []
    at = last[-1] if last else None
    while at is not None:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def across(height: float, anchors: Sequence[tuple[float, float]]) -> float:
    """The height on the other page that goes with one on this page.

    Args:
        height: On this page.
        anchors: Heights here and there that go together, growing on both pages, at least two.
    """
    place = bisect_right([here for here, _ in anchors], height)
    place = min(max(place, 1), len(anchors) - 1)
    (here, there), (next_here, next_there) = anchors[place - 1], anchors[place]
    share = min(1.0, max(0.0, (height - here) / (next_here - here)))
    return there + share * (next_there - there)
