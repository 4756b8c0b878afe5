# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The vectors with which the encoder begins: one for each word piece, whatever stands around it.

They lie packed inside the model's graph. Rather than unpack them here, the graph is loaded with one
output more, and asked for each piece alone; what was asked once is remembered.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.analysis.model.model_folder import load
from reader.analysis.readings import Range
from reader.errors import ModelError, Reason

#: What the graph calls them.
OUTPUT = "/network/encoder/embeddings/word_embeddings/Gather_output_0"

# Pieces asked for at a time; more would only take memory.
_BATCH = 256


class WordVectors:
    """Splits sentences into word pieces and knows the vector of each."""

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        """Load the model of a folder once more, with the vectors as an output.

        Raises:
            ModelError: The folder holds no model, or one that does not fit.
        """
        self._folder = folder
        self._tokenizer, self._session = load(folder, threads, extra_output=OUTPUT)
        self._known: dict[int, NDArray[np.float32]] = {}

    def split(self, text: str, sentences: Sequence[Range]) -> list[list[int]]:
        """The word pieces of each sentence that hold a letter or a figure."""
        parts = self._tokenizer.encode_batch(
            [
                text[start:end].encode("utf-8", "replace").decode("utf-8")
                for start, end in sentences
            ],
            add_special_tokens=False,
        )
        return [
            [
                number
                for number, piece in zip(part.ids, part.tokens, strict=True)
                if any(sign.isalnum() for sign in piece)
            ]
            for part in parts
        ]

    def of(self, pieces: Sequence[int]) -> NDArray[np.float32]:
        """The vectors of word pieces, one row for each.

        Raises:
            ModelError: The model failed.
        """
        new = sorted(set(pieces) - self._known.keys())
        for place in range(0, len(new), _BATCH):
            batch = new[place : place + _BATCH]
            self._known |= zip(batch, self._ask(batch), strict=True)
        return np.stack([self._known[piece] for piece in pieces])

    def _ask(self, pieces: Sequence[int]) -> NDArray[np.float32]:
        ids = np.array(pieces, np.int64)[:, None]
        feeds: dict[str, Any] = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "sentence_ids": np.zeros_like(ids),
            "sentence_index": np.zeros(1, np.int64),
            "targets": np.zeros((len(ids), 1, 1), np.float32),
            "target_sentences": np.zeros_like(ids),
        }
        wanted = {entry.name for entry in self._session.get_inputs()}
        try:
            (vectors,) = self._session.run(
                [OUTPUT], {name: feeds[name] for name in feeds if name in wanted}
            )
        except Exception as error:  # ONNX Runtime has no common base for its own errors
            raise ModelError(
                self._folder,
                Reason.UNEXPECTED,
                "The model failed while comparing.",
                detail=str(error),
            ) from error
        found: NDArray[np.float32] = vectors[:, 0]
        return found
