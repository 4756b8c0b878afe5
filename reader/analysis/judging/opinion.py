# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What is called opinion, and where the model abstains."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.analysis.syntax import lexicon
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import BlockKind, Label, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

#: What states nothing is no likelier opinion than its wording is biased, but for so much in
#: log-odds: more sentences give a view than are worded with bias, in opinion pieces by 1.4 on the
#: mean. A little less keeps plain questions unmarked between angry sentences.
OPENNESS = 0.8

# No probability counts for more than this, lest one sentence outweigh all others.
_SUREST = 0.998
_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})


def label_of(opinion: float, unclear: tuple[float, float]) -> Label:
    """The label of a probability; the model abstains inside the band (both ends exclusive)."""
    low, high = unclear
    if opinion >= high:
        return Label.OPINION
    return Label.FACTUAL if opinion <= low else Label.UNCLEAR


def log_odds(chance: float) -> float:
    """The log-odds of a probability."""
    kept = min(max(chance, 1 - _SUREST), _SUREST)
    return math.log(kept / (1 - kept))


def moved(chance: float, by: float) -> float:
    """The probability with its log-odds moved."""
    if not by or not 0.0 < chance < 1.0:
        return chance
    return 1 / (1 + math.exp(-math.log(chance / (1 - chance)) - by))


def unasserted(parsed: Sequence[ParsedBlock], sentences: Sequence[Span], text: str) -> list[bool]:
    """Tell of each sentence, in order, whether it states nothing by itself.

    A question asks, most headings name and a definition says what a word means. Where those around
    them argue they read to the model like arguments; what tells a view in them is their wording.
    """
    found = []
    pieces = iter(parsed)
    piece = next(pieces, None)
    for span in sentences:
        while piece is not None and piece.start + len(piece.text) <= span.start:
            piece = next(pieces, None)
        words = None if piece is None else piece.tokens(span)
        if piece is None or words is None:
            found.append(False)
        elif text[span.start : span.end].rstrip("”\"’') ").endswith("?"):
            found.append(not _pleads(words))
        else:
            heading = piece.block.kind in _HEADINGS
            found.append(_defines(words) or (heading and not _claims(words)))
    return found


def _pleads(words: "SpacySpan") -> bool:
    """Whether a question is one that its author answers: "Must we really wait?"."""
    pleading = lexicon.grammar().pleading
    return any(word.dep_ == "neg" or word.lower_ in pleading for word in words)


def _claims(words: "SpacySpan") -> bool:
    """Whether there is a clause with a subject, and not only a name for what follows."""
    root = words.root
    return (
        root.pos_ in {"VERB", "AUX"}
        and not words[0].tag_.startswith("W")
        and any(child.dep_ in _SUBJECTS for child in root.children)
    )


def _defines(words: "SpacySpan") -> bool:
    """Whether something in general is said to be a kind that a clause tells from others.

    "Inflation is the rate at which prices rise", but not "This tax is a mistake".
    """
    verb = words.root
    if verb.lower_ not in {"is", "are"}:
        return False
    subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ != "NOUN":
        return False
    kept = [child for child in subject.children if child.dep_ in {"det", "poss", "nummod"}]
    general = all(child.lower_ in lexicon.grammar().indefinite for child in kept)
    kinds = (child for child in verb.children if child.dep_ == "attr")
    return general and any(
        below.dep_ in {"relcl", "acl"} for kind in kinds for below in kind.subtree
    )
