# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From several analyses to what lies side by side in them."""

from collections.abc import Sequence
from itertools import combinations

from reader import paths
from reader.analysis.comparing.actors import shared_actors
from reader.analysis.comparing.grouping import Grouping
from reader.analysis.comparing.nearness import Floats, closeness, mutual, nearness
from reader.analysis.model.word_vectors import WordVectors
from reader.document import Analysis
from reader.document.comparison import Comparison, Related, SameReport
from reader.errors import OpenError, Reason

#: Sentences so near, and each the other's nearest, are held to report the same. Chosen on labelled
#: pairs of sentences; see `tests/quality/comparing`.
SAME = 0.47

#: Articles so near are held to be about one event; chosen there too.
RELATED = 0.31

#: An article of more sentences is not compared: each is held against each of the other's.
MOST_SENTENCES = 3_000


def compare(analyses: Sequence[Analysis], *, threads: int | None = None) -> Comparison:
    """Compare two or more articles.

    Args:
        analyses: Of the articles; with the reader's marks over them if there are any.
        threads: How many threads the model may use; None lets it choose.

    Raises:
        OpenError: One of them is too long.
        ModelError: The model is missing, does not fit or failed.
    """
    if any(len(analysis.sentences) > MOST_SENTENCES for analysis in analyses):
        explanation = (
            f"An article of more than {MOST_SENTENCES:,} sentences is too long to be compared. "
            "Compare a part of it."
        )
        raise OpenError(None, Reason.TOO_LARGE, explanation)
    near = _nearnesses(analyses, WordVectors(paths.model(), threads=threads))
    how_close = {pair: closeness(found) for pair, found in near.items()}
    related = _related(len(analyses), how_close)
    together = {pair: near[pair] for pair, share in how_close.items() if share >= RELATED}
    return Comparison(
        tuple(analyses),
        related,
        shared_actors(analyses, surnames=bool(related)),
        _same_reports(analyses, together),
    )


def _nearnesses(
    analyses: Sequence[Analysis], vectors: WordVectors
) -> dict[tuple[int, int], Floats]:
    """How near the sentences of each two articles are; nothing for one without words."""
    pieces = [
        vectors.split(
            analysis.article.text, [(item.start, item.end) for item in analysis.sentences]
        )
        for analysis in analyses
    ]
    return {
        (left, right): nearness(pieces[left], pieces[right], vectors.of)
        for left, right in combinations(range(len(analyses)), 2)
        if any(pieces[left]) and any(pieces[right])
    }


def _related(count: int, how_close: dict[tuple[int, int], float]) -> Related:
    """Whether each article has one that is about the same."""
    pairs = list(combinations(range(count), 2))
    joined = {number for pair in pairs if how_close.get(pair, 0.0) >= RELATED for number in pair}
    furthest = min(how_close.get(pair, 0.0) for pair in pairs)
    return Related(furthest, tuple(number for number in range(count) if number not in joined))


def _same_reports(
    analyses: Sequence[Analysis], near: dict[tuple[int, int], Floats]
) -> tuple[SameReport, ...]:
    found = [
        (score, (left, here), (right, there))
        for (left, right), matrix in near.items()
        for here, there, score in mutual(matrix, SAME)
    ]
    scores = {frozenset((one, other)): score for score, one, other in found}
    grouping = Grouping[int]()
    grouping.join((one, other) for _, one, other in sorted(found, key=lambda item: -item[0]))
    rows = []
    for row in grouping.rows(len(analyses)):
        things = [(number, place) for number, place in enumerate(row) if place is not None]
        spans = tuple(
            None if place is None else analysis.sentences[place].span
            for analysis, place in zip(analyses, row, strict=True)
        )
        pairs = (scores.get(frozenset(pair)) for pair in combinations(things, 2))
        score = min(share for share in pairs if share is not None)
        rows.append((things[0], SameReport(spans, score)))
    return tuple(same for _, same in sorted(rows, key=lambda item: item[0]))
