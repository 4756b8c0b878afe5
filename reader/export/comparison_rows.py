# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The order in which compared articles are laid out side by side, each sentence once.

The first article keeps its order. What the others report the same stands beside it, and what they
report alone follows there; so they are in pieces where they tell things in another order.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.document import Sentence
from reader.document.comparison import Comparison, SameReport


@dataclass(frozen=True, slots=True)
class Row:
    """Sentences that lie side by side, one list for each article.

    Attributes:
        same: What they report in common; None where each stands alone.
    """

    cells: tuple[Sequence[Sentence], ...]
    same: SameReport | None = None


def rows(comparison: Comparison) -> list[Row]:
    """All sentences of all articles: those that report the same, and between them the others."""
    count = len(comparison.analyses)
    order = _in_order(comparison)
    # Of each article, what follows each shared sentence, by its start; -1 is the beginning.
    following: list[dict[int, list[Sentence]]] = []
    at: list[dict[int, Sentence]] = []
    for number, analysis in enumerate(comparison.analyses):
        shared = {same.spans[number] for same in comparison.sentences}
        runs: dict[int, list[Sentence]] = {-1: []}
        last = -1
        for sentence in analysis.sentences:
            if sentence.span in shared:
                last = sentence.start
                runs[last] = []
            else:
                runs[last].append(sentence)
        following.append(runs)
        at.append({sentence.start: sentence for sentence in analysis.sentences})
    found = [Row(tuple(following[number][-1] for number in range(count)))]
    for same in order:
        together = [
            [] if span is None else [at[number][span.start]]
            for number, span in enumerate(same.spans)
        ]
        found.append(Row(tuple(together), same))
        after = [
            [] if span is None else following[number][span.start]
            for number, span in enumerate(same.spans)
        ]
        found.append(Row(tuple(after)))
    return [row for row in found if any(row.cells)]


def _in_order(comparison: Comparison) -> list[SameReport]:
    """What is reported the same, as the first article has it; the rest after what precedes it."""
    order = [same for same in comparison.sentences if same.spans[0] is not None]
    for same in comparison.sentences:
        if same.spans[0] is not None:
            continue
        number, span = next((n, span) for n, span in enumerate(same.spans) if span is not None)
        before = [
            (there, place)
            for place, other in enumerate(order)
            if (there := other.spans[number]) is not None and there < span
        ]
        order.insert(max(before)[1] + 1 if before else 0, same)
    return order
