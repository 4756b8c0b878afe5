# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whose words a sentence mostly holds: its author's, or those of somebody it quotes."""

from collections.abc import Sequence

from reader.document import Attribution, Form, Span, Voice

#: From this share of a sentence's words on, somebody else's make it theirs.
ATTRIBUTED_SHARE = 0.5

#: Indirect speech less sure than this does not take a sentence from its author; quotation marks do.
MIN_SCORE = 0.6


def sentence_voices(
    sentences: Sequence[Span], attributions: Sequence[Attribution], text: str
) -> tuple[Voice, ...]:
    """The voice of each sentence, in order.

    Source and cue ("she said") are nobody's view: they count for neither side.
    """
    contents: list[Span] = []
    frames: list[Span] = []
    for item in attributions:
        if item.score >= MIN_SCORE or item.form is not Form.INDIRECT:
            contents += item.content
            frames += [*item.source, *item.cue]
    relayed, framing = _Cover(contents), _Cover(frames)
    found = []
    for sentence in sentences:
        theirs = own = 0
        for position in range(sentence.start, sentence.end):
            if not text[position].isalnum():
                continue
            if relayed.holds(position):
                theirs += 1
            elif not framing.holds(position):
                own += 1
        share = theirs / (theirs + own) if theirs else 0.0
        found.append(Voice.ATTRIBUTED if share > ATTRIBUTED_SHARE else Voice.AUTHOR)
    return tuple(found)


class _Cover:
    """Tells whether a position lies in one of many spans; positions are asked in rising order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans: list[Span] = []
        for span in sorted(spans):
            if self._spans and span.start <= self._spans[-1].end:
                last = self._spans[-1]
                self._spans[-1] = Span(last.start, max(last.end, span.end))
            else:
                self._spans.append(span)
        self._next = 0

    def holds(self, position: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next].end <= position:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next].start <= position
