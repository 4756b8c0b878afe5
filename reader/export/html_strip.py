# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Draws the overview strip of a saved page: one segment a sentence, which leads to its block."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby

from reader.document import Analysis, Sentence
from reader.document.marks import MarkKind, View, sentence_mark

_HEIGHT = 12
# Height tells the kinds apart where colour does not.
_HEIGHTS = {
    MarkKind.OPINION: 12,
    MarkKind.VIEWPOINT: 8,
    MarkKind.FACT: 6,
    MarkKind.UNCLEAR: 4,
}
_LOWEST = 2
# A gap takes this share of the strip's width, about two pixels of a window.
_GAP = 1 / 600
# More segments than this leave no room for gaps between them.
_MOST_GAPS = 200


def strip(analysis: Analysis, view: View) -> Iterator[str]:
    """The strip as lines of SVG, or nothing for an article without sentences."""
    sentences = analysis.sentences
    blocks = analysis.article.blocks
    if not sentences or not blocks:
        return
    gap = _GAP * len(sentences) if len(sentences) <= _MOST_GAPS else 0.0
    starts = [block.start for block in blocks]
    segments = [
        (_shown(sentence, view), starts[bisect_right(starts, sentence.start) - 1], number)
        for number, sentence in enumerate(sentences)
    ]
    # The legend says in words what the strip shows; a screen reader need not spell it out.
    yield '<svg class="strip" aria-hidden="true" preserveAspectRatio="none" '
    yield f'viewBox="0 0 {len(sentences)} {_HEIGHT}">'
    for (kind, block), run in groupby(segments, key=lambda segment: segment[:2]):
        numbers = [number for _, _, number in run]
        height = _HEIGHTS.get(kind, _LOWEST) if kind else _LOWEST
        # Without gaps between them, neighbours of a kind are one segment.
        pieces = [(number, 1) for number in numbers] if gap else [(numbers[0], len(numbers))]
        yield f'<a href="#b{block}" tabindex="-1">'
        for start, length in pieces:
            yield (
                f'<rect class="{kind or "none"}" x="{start}" width="{length - gap:.4g}" '
                f'y="{_HEIGHT - height}" height="{height}"/>'
            )
        yield "</a>"
    yield "</svg>"


def _shown(sentence: Sentence, view: View) -> MarkKind | None:
    kind = sentence_mark(sentence, view.show_from)
    return kind if kind is not None and view.shows(kind) else None
