# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The learned resolver: how probably a word goes back to each of the words before it, or to none.

Its weights lie beside the model, whose head `mentions` gives it two vectors for each word piece: as
the first piece of a mention and as the last. Trained by `packaging/model/resolver.py`.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from reader.errors import ModelError, Reason

if TYPE_CHECKING:
    from reader.analysis.readings import Pieces

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

FILE = "resolver.npz"


class Resolver:
    """The scorer of antecedents."""

    def __init__(self, folder: Path) -> None:
        """Load the weights that lie in a model's folder.

        Raises:
            ModelError: There are none, or they are damaged.
        """
        try:
            with np.load(folder / FILE) as file:
                weights = {name: file[name].astype(np.float32) for name in file.files}
        except (OSError, ValueError) as error:
            raise ModelError(
                folder,
                Reason.DAMAGED,
                "The model's resolver is missing or damaged.",
                detail=str(error),
            ) from error
        self._weights = weights

    def embed(self, vectors: Floats, known: Floats) -> Floats:
        """The candidates as the scorer sees them, from their vectors and what is known of each."""
        weights = self._weights
        read = np.maximum(vectors, 0.0)
        own = np.concatenate([read, known], axis=1) @ weights["own.weight"].T
        own = np.maximum(own + weights["own.bias"], 0.0)
        centred = own - own.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
        normed: Floats = scaled * weights["ln.weight"] + weights["ln.bias"]
        return normed

    def score(self, seen: Floats, later: Numbers, earlier: Numbers, pairs: Floats) -> Floats:
        """Log-odds that `later` goes back to `earlier`, for pairs of rows of `seen`."""
        weights = self._weights
        hidden = (seen @ weights["p.weight"].T + weights["p.bias"])[later]
        hidden += (seen @ weights["a.weight"].T)[earlier]
        hidden += (seen[later] * seen[earlier]) @ weights["pa.weight"].T
        hidden += pairs @ weights["f.weight"].T
        scored: Floats = np.maximum(hidden, 0.0) @ weights["out.weight"][0] + weights["out.bias"]
        return scored

    def score_none(self, seen: Floats) -> Floats:
        """Log-odds that each row of `seen` goes back to nothing."""
        weights = self._weights
        hidden = np.maximum(seen @ weights["none.0.weight"].T + weights["none.0.bias"], 0.0)
        scored: Floats = hidden @ weights["none.2.weight"][0] + weights["none.2.bias"]
        return scored

    def kinds(self, seen: Floats) -> Floats:
        """Of each row the chances to be a person or people, a body, a place, or something else."""
        scores = seen @ self._weights["kinds.weight"] + self._weights["kinds.bias"]
        chances = np.exp(scores - scores.max(-1, keepdims=True))
        shares: Floats = chances / chances.sum(-1, keepdims=True)
        return shares


class Vectors:
    """The vectors of an article's word pieces, found by where they stand."""

    def __init__(self, pieces: "Sequence[Pieces]") -> None:
        self._starts = np.array([start for part in pieces for start in part.starts], np.int64)
        self._ends = np.array([end for part in pieces for end in part.ends], np.int64)
        self._numbers = (
            np.concatenate([part.vectors for part in pieces])
            if pieces
            else np.zeros((0, 0), np.float16)
        )

    def at(self, first: Numbers, last: Numbers) -> tuple[Floats, NDArray[np.bool_]]:
        """The vectors of mentions, from the characters where their heads begin and end.

        Returns:
            One row for each, and whether the model read it at all.
        """
        left = np.searchsorted(self._starts, first, side="right") - 1
        right = np.searchsorted(self._starts, last, side="right") - 1
        known = (left >= 0) & (right >= left)
        known &= self._ends[left] > first
        half = self._numbers.shape[1] // 2
        rows = self._numbers[left, :half].astype(np.float32) + self._numbers[right, half:]
        return rows, known
