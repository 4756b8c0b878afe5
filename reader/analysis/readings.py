# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the model reads in a window of sentences, before any rule has a say.

Offsets are code points into the text that was given, half-open; probabilities lie in 0 to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Where something begins and ends, half-open: in characters, in tokens or in words.
Range = tuple[int, int]
#: A range of characters and what the model gives it.
Scored = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class Target:
    """A mention of somebody towards whom the stance is asked."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """What the model read in a sentence; a head that the model lacks gives None.

    Attributes:
        start, end: The sentence, as it was given.
        opinion: Calibrated probability that it gives its author's own view.
        bias: Calibrated probability that its wording is biased.
        voice: Probability that it mostly holds somebody else's words or views.
        whole: False where it held nothing to read or had to be read in pieces.
    """

    start: int
    end: int
    opinion: float
    bias: float | None = None
    voice: float | None = None
    whole: bool = True


@dataclass(frozen=True, slots=True)
class WordReading:
    """Per-word probabilities of being loaded and of lying in each attribution role."""

    start: int
    end: int
    loaded: float
    source: float
    cue: float
    content: float


@dataclass(frozen=True, slots=True)
class AttributionReading:
    """A cue with the source and the contents that the model links to it."""

    source: tuple[Scored, ...]
    cue: tuple[Scored, ...]
    content: tuple[Scored, ...]
    score: float


@dataclass(frozen=True, slots=True)
class TargetReading:
    """Stance towards a target; the three probabilities add up to 1."""

    target: Target
    critical: float
    neutral: float
    favourable: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a window, with what each is to the resolver; see `model/resolver.py`."""

    starts: Sequence[int]
    ends: Sequence[int]
    vectors: "NDArray[np.float16]"


@dataclass(frozen=True, slots=True)
class WindowReading:
    """Everything read in one window.

    Attributes:
        sentences: The sentences that end in this window, in order.
        loaded: Loaded words and phrases.
        sources, cues, contents: Attribution spans by role, whether linked or not.
        attributions: The same, linked: every attribution has a cue and at least one content.
        targets: Stances towards the targets that lie in this window.
        words: Per-word probabilities; empty where the model has no word heads.
        pieces: Its word pieces; None where the model has no head for mentions.
    """

    sentences: tuple[SentenceReading, ...]
    loaded: tuple[Scored, ...] = ()
    sources: tuple[Scored, ...] = ()
    cues: tuple[Scored, ...] = ()
    contents: tuple[Scored, ...] = ()
    attributions: tuple[AttributionReading, ...] = ()
    targets: tuple[TargetReading, ...] = ()
    words: tuple[WordReading, ...] = ()
    pieces: Pieces | None = None
