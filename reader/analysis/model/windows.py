# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Pack tokenised sentences into the windows that the model reads, in order and without loss."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens [low, high) of one sentence; `last` where the sentence ends with them."""

    sentence: int
    low: int
    high: int
    last: bool


def pack(lengths: Sequence[int], room: int) -> list[list[Piece]]:
    """Pack sentences of the given token lengths into windows with room for so many tokens.

    A sentence that fits no window is cut into pieces, each in a window of its own; a sentence
    without tokens still has its (empty) piece, so that nothing gets lost.
    """
    windows: list[list[Piece]] = []
    current: list[Piece] = []
    used = 0
    for sentence, length in enumerate(lengths):
        if current and used + length > room:
            windows.append(current)
            current, used = [], 0
        if length <= room:
            current.append(Piece(sentence, 0, length, last=True))
            used += length
            continue
        windows.extend(
            [Piece(sentence, low, min(low + room, length), last=low + room >= length)]
            for low in range(0, length, room)
        )
    if current:
        windows.append(current)
    return windows
