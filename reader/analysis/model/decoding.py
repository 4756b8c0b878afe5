# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From the graph's figures for tokens to words, spans and links between spans."""

import itertools
import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.analysis.model.windows import Piece
from reader.analysis.readings import AttributionReading, Range, Scored
from reader.analysis.syntax.quotations import MAY_OPEN

#: What a word can be to an attribution; the graph's figures come in this order.
ROLES = ("source", "cue", "content")

# Keeps the logarithm of what the model thinks impossible finite.
_LEAST = 1e-6

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one sentence: ids, offsets into the text, and the word of each."""

    ids: list[int]
    offsets: list[Range]
    words: list[int]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a window: tokens [low, high) counted with the window's special tokens."""

    low: int
    high: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A decoded span and the token it begins with; score and peak are its words' mean and best."""

    token: int
    start: int
    end: int
    score: float
    peak: float

    @property
    def scored(self) -> Scored:
        """The span with its mean probability alone."""
        return (self.start, self.end, self.score)


def role_chances(words: Sequence[Word], logits: Floats) -> dict[str, Floats]:
    """Say how probable each word is to be inside each role; for logits see `find_spans`."""
    inside = softmax(logits.reshape(-1, len(ROLES), 4)[..., :3])[..., 1:].sum(-1)
    return {role: per_word(words, inside[:, number]) for number, role in enumerate(ROLES)}


def find_spans(
    text: str,
    words: Sequence[Word],
    logits: Floats,
    chances: Mapping[str, Floats],
    settings: Mapping[str, Any],
) -> dict[str, list[Found]]:
    """Decode the attribution spans of a window by role.

    Args:
        text: What the words' offsets point into.
        words: The window's words.
        logits: The head's output, [tokens, 12]: for each role outside, begins, goes on and ends.
        chances: What `role_chances` makes of it.
        settings: The head's `shifts` by role, log-odds in favour of outside, and where it has them
            `peaks`: a span without one word of that probability is mostly an accident.
    """
    if not words:
        return {role: [] for role in ROLES}
    shifts, peaks = settings["shifts"], settings.get("peaks", {})
    first, last = [word.low for word in words], [word.high - 1 for word in words]
    parts = logits.reshape(-1, len(ROLES), 4)
    begins = softmax(parts[first, :, :3])[..., 1]
    breaks = _breaks(text, words)
    found: dict[str, list[Found]] = {}
    for number, role in enumerate(ROLES):
        inside = chances[role]
        spans = best_spans(
            inside,
            begins[:, number],
            parts[last, number, 3],
            breaks,
            shift=float(shifts[role]),
        )
        joined = (_found(words, range(low, high), inside) for low, high in spans)
        found[role] = [item for item in joined if item.peak >= float(peaks.get(role, 0.0))]
    return found


def best_spans(
    inside: Floats, begins: Floats, ends: Floats, breaks: Sequence[bool], *, shift: float
) -> list[Range]:
    """Return the most probable spans, [low, high) in words, given what each word seems to be.

    Args:
        inside: Each word's probability of being in a span.
        begins: Its probability of being the first word of one.
        ends: The log-odds that a span it is in ends with it.
        breaks: Whether a paragraph ends before it; no span runs on there.
        shift: Log-odds added in favour of being outside.
    """
    # A paragraph's end ends every span, and what goes on after it begins there.
    afresh = np.array(breaks, dtype=np.bool_)
    begins = np.where(afresh, inside, begins)
    closing = -np.logaddexp(0.0, -ends)
    closing[:-1][afresh[1:]] = 0.0
    keeping = np.where(np.append(afresh[1:], False), -np.inf, -np.logaddexp(0.0, ends))
    # Lists: taking single figures out of arrays would cost more than all the sums.
    outside, begin, go_on, close, keep = (
        figures.tolist()
        for figures in (
            np.log(np.clip(1.0 - inside, _LEAST, 1.0)) + shift,
            np.log(np.clip(np.minimum(begins, inside), _LEAST, 1.0)),
            np.log(np.clip(inside - begins, _LEAST, 1.0)),
            closing,
            keeping,
        )
    )
    # The best way to reach each word as: outside, the first of a span, a later one of a span.
    scores = [outside[0], begin[0], -math.inf]
    came: list[tuple[int, int, int]] = [(0, 0, 0)]
    for at in range(1, len(outside)):
        more = 1 if scores[1] >= scores[2] else 2
        ended, held = scores[more] + close[at - 1], scores[more] + keep[at - 1]
        free = 0 if scores[0] >= ended else more
        left = max(scores[0], ended)
        came.append((free, free, more))
        scores = [left + outside[at], left + begin[at], held + go_on[at]]
    scores[1:] = [score + close[-1] for score in scores[1:]]
    state = max(range(3), key=scores.__getitem__)
    spans: list[Range] = []
    high = 0
    for at in reversed(range(len(came))):
        if state and not high:
            high = at + 1
        if state == 1:
            spans.append((at, high))
            high = 0
        state = came[at][state]
    return spans[::-1]


def link_spans(
    text: str, sentences: Sequence[Range], found: Mapping[str, Sequence[Found]], links: Floats
) -> tuple[AttributionReading, ...]:
    """Give every content to the cue it points at and every such cue its source, if any.

    A content points at a cue of its sentence; one in quotation marks, at any of its paragraph. What
    finds no cue there is left out: it mostly is the end of somebody else's words, and a quotation
    that goes on in another paragraph is known by its marks. Link F1 on PolNeAR's dev part was 0.67
    that way, with version 3 of the model, and 0.63 where every content had a cue.

    Args:
        text: What the spans' offsets point into.
        sentences: The sentences of the window, in order.
        found: Spans by role.
        links: The head's output, [2, tokens, tokens]: a cue's first token points to its source's
            (token 0: to none), a content's to its cue's.
    """
    cues = found["cue"]
    if not cues:
        return ()
    starts = [start for start, _ in sentences]
    contents: dict[int, list[Found]] = {}
    for content in found["content"]:
        strengths = {
            number: float(links[1, content.token, cue.token])
            for number, cue in enumerate(cues)
            if _in_reach(text, starts, cue, content)
        }
        if strengths:
            contents.setdefault(max(strengths, key=lambda n: strengths[n]), []).append(content)
    linked = []
    for number in sorted(contents):
        cue = cues[number]
        # Token 0 stands for "no source".
        sources = [None, *found["source"]]
        scores = [float(links[0, cue.token, item.token if item else 0]) for item in sources]
        source = sources[int(np.argmax(scores))]
        parts = [cue, *contents[number], *([source] if source else [])]
        linked.append(
            AttributionReading(
                (source.scored,) if source else (),
                (cue.scored,),
                tuple(item.scored for item in contents[number]),
                sum(item.score for item in parts) / len(parts),
            )
        )
    return tuple(linked)


def _in_reach(text: str, starts: Sequence[int], cue: Found, content: Found) -> bool:
    """Whether a content can belong to a cue, by where both stand; `starts` are the sentences'."""
    first, last, own = (
        bisect_right(starts, place) for place in (content.start, content.end - 1, cue.start)
    )
    if first <= own <= last:
        return True
    between = text[min(cue.end, content.end) : max(cue.start, content.start)]
    quoted = any(mark in text[max(0, content.start - 1) : content.start + 1] for mark in MAY_OPEN)
    return quoted and "\n" not in between


def softmax(values: Floats) -> Floats:
    """Turn logits into probabilities along the last axis."""
    powers = np.exp(values - values.max(-1, keepdims=True))
    result: Floats = powers / powers.sum(-1, keepdims=True)
    return result


def join_words(tokens: Sequence[Tokens], pieces: Sequence[Piece]) -> list[Word]:
    """Join the tokens of a window's pieces into words."""
    words: list[Word] = []
    position = 1
    for piece in pieces:
        item = tokens[piece.sentence]
        previous = None
        for index in range(piece.low, piece.high):
            start, end = item.offsets[index]
            if previous is not None and item.words[index] == previous:
                words[-1] = Word(words[-1].low, position + 1, words[-1].start, end)
            else:
                words.append(Word(position, position + 1, start, end))
            previous = item.words[index]
            position += 1
    return words


def per_word(words: Sequence[Word], tokens: Floats) -> Floats:
    """Average a figure of each token over the tokens of each word."""
    # Means by running sums: a slice a word cost a third as much as the graph itself.
    lows = np.array([word.low for word in words], np.int64)
    highs = np.array([word.high for word in words], np.int64)
    sums = np.concatenate([[0.0], np.cumsum(tokens, dtype=np.float64)])
    means: Floats = ((sums[highs] - sums[lows]) / (highs - lows)).astype(np.float32)
    return means


def _breaks(text: str, words: Sequence[Word]) -> list[bool]:
    """Tell before which words a paragraph ends."""
    return [False] + ["\n" in text[a.end : b.start] for a, b in itertools.pairwise(words)]


def runs(words: Sequence[Word], chances: Floats, threshold: float) -> list[Found]:
    """Join neighbouring words at or above the threshold."""
    above = np.flatnonzero(chances >= threshold)
    gaps = np.flatnonzero(np.diff(above) > 1) + 1
    return [_found(words, run.tolist(), chances) for run in np.split(above, gaps) if run.size]


def _found(words: Sequence[Word], run: Sequence[int], chances: Floats) -> Found:
    first, last = words[run[0]], words[run[-1]]
    values = chances[run[0] : run[-1] + 1]
    return Found(first.low, first.start, last.end, float(values.mean()), float(values.max()))
