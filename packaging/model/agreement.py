# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How well clusters of mentions agree with those that people made: CoNLL F1."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

Labels = Sequence["int | None"]


def conll(texts: Sequence[tuple[Labels, Labels]], *, singletons: bool = False) -> float:
    """Return the mean of the F1 of MUC, B³ and CEAFe over some texts.

    Args:
        texts: For each, the cluster that every mention has by the guess and in truth; None for
            none.
        singletons: Whether clusters of one mention count, on both sides.
    """
    # Each row: hits and size of the truth, hits and size of the guess.
    counts = np.zeros((3, 4))
    for guess, truth in texts:
        guessed, true = _sets(guess, singletons), _sets(truth, singletons)
        for side, own, other in ((0, true, guessed), (2, guessed, true)):
            owner = {mention: cluster for cluster in other for mention in cluster}
            for cluster in own:
                parts = {id(owner[m]) if m in owner else m for m in cluster}
                counts[0, side : side + 2] += (len(cluster) - len(parts), len(cluster) - 1)
                kept = sum(len(cluster & owner[m]) for m in cluster if m in owner)
                counts[1, side : side + 2] += (kept / len(cluster), len(cluster))
        if guessed and true:
            alike = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in guessed] for a in true])
            best = alike[linear_sum_assignment(-alike)].sum()
            counts[2, [0, 2]] += best
        counts[2, [1, 3]] += (len(true), len(guessed))
    recall, precision = counts[:, 0] / counts[:, 1], counts[:, 2] / counts[:, 3]
    return round(float(np.mean(2 * recall * precision / (recall + precision))), 4)


def _sets(labels: Labels, singletons: bool) -> list[frozenset[int]]:
    found: dict[int, set[int]] = {}
    for mention, label in enumerate(labels):
        if label is not None:
            found.setdefault(label, set()).add(mention)
    return [frozenset(cluster) for cluster in found.values() if singletons or len(cluster) > 1]
