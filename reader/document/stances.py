# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which stances a speaker takes inside a viewpoint."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from reader.document.analysis import Attribution, Stance
from reader.document.article import Span


class HeldStances:
    """The stances of an analysis, found by who holds them and where."""

    def __init__(self, stances: Iterable[Stance]) -> None:
        self._held: defaultdict[str, list[Stance]] = defaultdict(list)
        for stance in sorted(stances, key=lambda item: item.start):
            self._held[stance.holder].append(stance)
        self._longest = {
            holder: max(stance.end - stance.start for stance in held)
            for holder, held in self._held.items()
        }

    def within(self, attribution: Attribution) -> list[Stance]:
        """What the speaker of a viewpoint thinks of others in it, in text order."""
        found: dict[Stance, None] = {}
        for holder in attribution.holders:
            held, longest = self._held.get(holder, []), self._longest.get(holder, 0)
            for span in attribution.content:
                first = bisect_left(held, span.start - longest, key=lambda item: item.start)
                last = bisect_left(held, span.end, key=lambda item: item.start)
                for stance in held[first:last]:
                    if span.overlap(Span(stance.start, stance.end)):
                        found[stance] = None
        return sorted(found, key=lambda item: item.start)
