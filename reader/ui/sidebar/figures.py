# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the overview counts, each with the places that it was counted from."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice

from reader.document import BlockKind, Span
from reader.document.account import by_holder
from reader.document.marks import MarkKind, subtract
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.wording import holder, tr

#: Of fewer sentences, shares would say more than there is to say.
FEWEST = 3


class Rest(Enum):
    """What of a text is no mark."""

    BELOW = auto()  # an opinion less probable than the reader wants to see
    PASSED_OVER = auto()  # not analysed


Part = MarkKind | Rest
_PARTS: tuple[Part, ...] = (
    MarkKind.OPINION,
    MarkKind.VIEWPOINT,
    MarkKind.FACT,
    MarkKind.UNCLEAR,
    Rest.BELOW,
    Rest.PASSED_OVER,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch under a heading, or the one before the first.

    Attributes:
        name: The heading's words.
        place: Where it begins: the first sentence.
        parts: Where in it what lies; only what there is.
    """

    name: str
    place: Span
    parts: Mapping[Part, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A word or a speaker with a figure, and all places that it comes from."""

    name: str
    amount: float
    places: Sequence[Span]


def parts_of(index: MarkIndex, within: Span) -> dict[Part, list[Span]]:
    """Where in the blocks that begin in a stretch what lies, in order; only what there is.

    While the analysis runs, what it has not come to is left out.
    """
    found: dict[Part, list[Span]] = {part: [] for part in _PARTS}
    reached = index.sentences[-1].end if index.sentences else 0
    blocks = index.article.blocks
    first = bisect_left(blocks, within.start, key=lambda block: block.start)
    for block in islice(blocks, first, None):
        if block.start >= within.end:
            break
        if not index.complete and block.start >= reached:
            break
        sentences = index.sentences_in(block.start, block.end)
        for sentence in sentences:
            found[index.kind(sentence) or Rest.BELOW].append(sentence.span)
        rest = subtract(Span(block.start, block.end), [item.span for item in sentences])
        found[Rest.PASSED_OVER] += [
            span
            for span in rest
            if any(char.isalnum() for char in index.article.text[span.start : span.end])
        ]
    return {part: spans for part, spans in found.items() if spans}


def shares(parts: Mapping[Part, Sequence[Span]]) -> dict[Part, float]:
    """Which share of the characters is what; they add up to 1."""
    lengths = {part: sum(map(len, spans)) for part, spans in parts.items()}
    total = sum(lengths.values()) or 1
    return {part: length / total for part, length in lengths.items()}


def enough(parts: Mapping[Part, Sequence[Span]]) -> bool:
    """Whether there are enough sentences to speak of shares."""
    analysed = (spans for part, spans in parts.items() if part is not Rest.PASSED_OVER)
    return sum(map(len, analysed)) >= FEWEST


def sections(index: MarkIndex) -> list[Section]:
    """The text under each heading in which anything was analysed."""
    article = index.article
    headings = [block for block in article.blocks if block.kind is BlockKind.HEADING]
    edges = [0, *(block.start for block in headings), len(article.text)]
    names = [
        tr("Beginning"),
        *(" ".join(article.text[block.start : block.end].split()) for block in headings),
    ]
    found = []
    for name, start, end in zip(names, edges, edges[1:], strict=False):
        parts = parts_of(index, Span(start, end))
        analysed = [spans[0] for part, spans in parts.items() if part is not Rest.PASSED_OVER]
        if analysed:
            found.append(Section(name, min(analysed), parts))
    return found


def loaded_words(index: MarkIndex) -> list[Figure]:
    """The loaded words with their best scores, those that weigh most in sum first."""
    best: dict[str, tuple[str, float, list[Span]]] = {}
    for word in index.loaded:
        span = Span(word.start, word.end)
        words = index.accounts.words([span])
        # As it was first written, however it is written elsewhere.
        first, score, places = best.get(words.casefold(), (words, 0.0, []))
        best[words.casefold()] = (first, max(score, word.score), [*places, span])
    figures = (Figure(*item) for item in best.values())
    return sorted(figures, key=lambda item: (-item.amount * len(item.places), item.name))


def floor(index: MarkIndex) -> list[Figure]:
    """How many words of whom are relayed, and where, the most first."""
    figures = (
        Figure(
            holder(group[0]),
            sum(len(item.words.split()) for item in group),
            [item.place for item in group],
        )
        for group in by_holder(index.accounts.viewpoints)
    )
    return sorted(figures, key=lambda item: (-item.amount, item.name))
