# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From the graph's figures for tokens to words, spans and links between spans."""

import itertools
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.analysis.readings import AttributionReading, ScoredSpan, Span
from reader.analysis.windows import Piece

#: What a word can be to an attribution; the graph's figures come in this order.
ROLES = ("source", "cue", "content")

# How attribution spans are joined, tried out on PolNeAR's dev part: up to two doubtful words are
# bridged, and a span begins afresh inside another only where the model is sure of it.
_BRIDGE = 2
_BRIDGE_SHARE = 0.3
_SPLIT = 0.7

_OPENING = '“"‘«„'

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one sentence: ids, offsets into the text, and the word of each."""

    ids: list[int]
    offsets: list[Span]
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
    """A decoded span and the token it begins with."""

    token: int
    start: int
    end: int
    score: float
    peak: float

    @property
    def scored(self) -> ScoredSpan:
        """The span with its score alone."""
        return (self.start, self.end, self.score)


def find_spans(
    text: str, words: Sequence[Word], logits: Floats, settings: Mapping[str, Any]
) -> dict[str, list[Found]]:
    """Decode the attribution spans of a window by role.

    Args:
        text: What the words' offsets point into.
        words: The window's words.
        logits: The head's output, [tokens, 9]: outside, begins and goes on for each role.
        settings: The head's `thresholds` and, where it has them, `peaks`, by role.
    """
    thresholds, peaks = settings["thresholds"], settings.get("peaks", {})
    chances = softmax(logits.reshape(-1, 3, 3))
    found: dict[str, list[Found]] = {}
    for number, role in enumerate(ROLES):
        inside = per_word(words, chances[:, number, 1:].sum(-1))
        begins = np.array([chances[word.low, number, 1] for word in words], np.float32)
        threshold, peak = float(thresholds[role]), float(peaks.get(role, 0.0))
        joined = runs(
            words,
            _bridged(text, words, inside, begins, threshold),
            (begins > _SPLIT) | _after_break(text, words),
            threshold,
        )
        found[role] = [item for item in joined if item.peak >= peak]
    return found


def link_spans(
    text: str, sentences: Sequence[Span], found: Mapping[str, Sequence[Found]], links: Floats
) -> tuple[AttributionReading, ...]:
    """Give every content to the cue it points at and every such cue its source, if any.

    A content points at a cue of its sentence; one in quotation marks, at any of its paragraph. What
    finds no cue there is left out: it mostly is the end of somebody else's words, and a quotation
    that goes on in another paragraph is known by its marks. Link F1 on PolNeAR's dev part is 0.67
    that way and 0.63 where every content has a cue.

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
    quoted = any(mark in text[max(0, content.start - 1) : content.start + 1] for mark in _OPENING)
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


def _bridged(
    text: str, words: Sequence[Word], chances: Floats, begins: Floats, threshold: float
) -> Floats:
    """Lift the few doubtful words that would tear a span in two; a paragraph's end still does."""
    lifted = chances.copy()
    above = np.flatnonzero(chances >= threshold)
    for left, right in itertools.pairwise(above.tolist()):
        if not 1 < right - left <= _BRIDGE + 1 or begins[right] > _SPLIT:
            continue
        doubtful = chances[left + 1 : right]
        same_paragraph = "\n" not in text[words[left].end : words[right].start]
        if same_paragraph and doubtful.mean() >= _BRIDGE_SHARE * threshold:
            lifted[left + 1 : right] = np.maximum(doubtful, threshold)
    return lifted


def _after_break(text: str, words: Sequence[Word]) -> NDArray[np.bool_]:
    """Mark the words that begin a paragraph: no span runs from one into the next."""
    marks = [False] + ["\n" in text[a.end : b.start] for a, b in itertools.pairwise(words)]
    return np.array(marks[: len(words)], dtype=np.bool_)


def runs(
    words: Sequence[Word],
    chances: Floats,
    begins: NDArray[np.bool_] | None,
    threshold: float,
    *,
    best: bool = False,
) -> list[Found]:
    """Join neighbouring words above the threshold; `begins` splits a run at a new span."""
    joined: list[list[int]] = []
    previous = -2
    for index, chance in enumerate(chances):
        if chance < threshold:
            continue
        if index == previous + 1 and not (begins is not None and begins[index]):
            joined[-1].append(index)
        else:
            joined.append([index])
        previous = index
    return [
        Found(
            words[run[0]].low,
            words[run[0]].start,
            words[run[-1]].end,
            float(chances[run].max() if best else chances[run].mean()),
            float(chances[run].max()),
        )
        for run in joined
    ]
