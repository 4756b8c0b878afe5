# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How near the sentences of two articles are, by the vectors of their word pieces.

Each word piece of a sentence is held against the nearest one of the other sentence, and counts the
more the rarer it is in the two articles: what stands in every sentence of both ("Trump") does not
tell which of them report the same. What the encoder makes of a word in its place was tried too and
does worse, since it was trained to tell how something is said and not what.
"""

import math
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

#: The word pieces of a sentence, by number.
Pieces = Sequence[int]


def nearness(
    left: Sequence[Pieces],
    right: Sequence[Pieces],
    vectors: Callable[[Sequence[int]], Floats],
) -> Floats:
    """How near each sentence on the left is to each on the right, 0 to 1.

    Args:
        left: The sentences of one article.
        right: Those of the other.
        vectors: Gives one row for each word piece.
    """
    sides = [_Side(left), _Side(right)]
    rows = [vectors(side.known) for side in sides]
    # Word vectors all point roughly one way, which says nothing of any of them.
    centre = (rows[0].mean(0) + rows[1].mean(0)) / 2
    rows = [_unit(row - centre) for row in rows]
    near = rows[0] @ rows[1].T
    count = len(left) + len(right)
    told = Counter(piece for pieces in (*left, *right) for piece in set(pieces))
    weights = {piece: math.log((count + 1) / (times + 0.5)) for piece, times in told.items()}
    there = sides[0].covered(near, sides[1], weights)
    back = sides[1].covered(near.T, sides[0], weights).T
    both: Floats = 2 * there * back / np.maximum(there + back, 1e-9)
    return both


class _Side:
    """An article's sentences.

    Attributes:
        known: Its word pieces, each once; `sentences` holds their places in it.
    """

    def __init__(self, sentences: Sequence[Pieces]) -> None:
        self.known = sorted({piece for pieces in sentences for piece in pieces})
        places = {piece: place for place, piece in enumerate(self.known)}
        self.sentences = [[places[piece] for piece in pieces] for pieces in sentences]

    def covered(self, near: Floats, other: "_Side", weights: dict[int, float]) -> Floats:
        """How much of each sentence here is found again in each one there."""
        nearest = np.zeros((len(self.known), len(other.sentences)), np.float32)
        for number, places in enumerate(other.sentences):
            if places:
                nearest[:, number] = near[:, places].max(axis=1)
        own = np.array([weights[piece] for piece in self.known], np.float32)
        found = np.zeros((len(self.sentences), len(other.sentences)), np.float32)
        for number, places in enumerate(self.sentences):
            if places:
                share = own[places] / own[places].sum()
                found[number] = share @ nearest[places]
        return np.maximum(found, 0.0)


def _unit(rows: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = rows / np.maximum(lengths, 1e-9)
    return unit


def closeness(near: Floats) -> float:
    """How near two articles are as wholes: the mean of what each sentence finds in the other."""
    return float(near.max(axis=1).mean() + near.max(axis=0).mean()) / 2


def mutual(near: Floats, least: float) -> list[tuple[int, int, float]]:
    """The sentences that are each other's nearest, and at least so near: left, right, nearness."""
    best = near.argmax(axis=1)
    back = near.argmax(axis=0)
    return [
        (here, int(there), float(near[here, there]))
        for here, there in enumerate(best)
        if back[there] == here and near[here, there] >= least
    ]
