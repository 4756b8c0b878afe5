# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which loaded words the model's are: not the plain words that say who said something."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reader.analysis.syntax import lexicon
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import Attribution, LoadedWord, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


def judging_words(
    loaded: Iterable[LoadedWord],
    attributions: Iterable[Attribution],
    parsed: Sequence[ParsedBlock],
) -> Iterator[LoadedWord]:
    """Leave out loaded words inside a cue or a source, unless one of them judges.

    After loaded words that are quoted, the model takes "he said" for one of them. What judges there
    is how something was said: "bragged", "falsely claimed".

    Args:
        loaded: In text order.
        attributions: All of the same text.
        parsed: Its blocks, in order.
    """
    frames = sorted(span for item in attributions for span in (*item.cue, *item.source))
    pieces = iter(parsed)
    piece = next(pieces, None)
    for word in loaded:
        while piece is not None and word.start >= piece.start + len(piece.text):
            piece = next(pieces, None)
        words = piece.tokens(Span(word.start, word.end)) if piece is not None else None
        if words is None or not _inside(word, frames) or any(map(_judges, words)):
            yield word


def _inside(word: LoadedWord, frames: Sequence[Span]) -> bool:
    return any(span.start < word.end and word.start < span.end for span in frames)


def _judges(token: "Token") -> bool:
    """Whether a word of a cue or a source tells what its author thinks of it."""
    if token.pos_ == "ADV":
        return token.lower_.endswith("ly") and token.head.pos_ in {"VERB", "ADJ"}
    return token.lemma_.lower() in lexicon.speech("scorning")
