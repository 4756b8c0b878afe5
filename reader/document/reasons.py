# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which words of a sentence are given as the reason for its being marked as opinion."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reader.document.analysis import Analysis, Sentence, Weight
from reader.document.marks import MarkKind, sentence_mark

# A word that moves the probability by less says nothing to a reader, nor does a fourth of them.
_WEIGHTY = 0.02
_MOST = 3


def weightiest(text: str, sentence: Sentence, weights: Sequence[Weight]) -> list[Weight]:
    """The words that weighed most, neighbours together, in text order.

    Args:
        text: The article's.
        sentence: Whose words they are.
        weights: What its words add to its opinion probability, heaviest first; offsets count from
            the sentence's start.
    """
    heavy = [word for word in weights if word.weight >= _WEIGHTY][:_MOST]
    found: list[Weight] = []
    for word in sorted(heavy, key=lambda item: item.start):
        start, end = sentence.start + word.start, sentence.start + word.end
        if found and not text[found[-1].end : start].strip():
            weight = max(found[-1].weight, word.weight)
            found[-1] = Weight(found[-1].start, end, weight)
        else:
            found.append(Weight(start, end, word.weight))
    return found


def unexplained(analysis: Analysis, show_from: float) -> list[Sentence]:
    """The sentences marked as opinion from this probability on whose reasons are not known yet."""
    return [
        sentence
        for sentence in analysis.sentences
        if sentence.reasons is None and sentence_mark(sentence, show_from) is MarkKind.OPINION
    ]


def explained(analysis: Analysis, weights: Mapping[int, Sequence[Weight]]) -> Analysis:
    """The analysis with the reasons of some sentences, by where they start; see `weightiest`."""
    text = analysis.article.text
    return replace(
        analysis,
        sentences=tuple(
            replace(sentence, reasons=tuple(weightiest(text, sentence, weights[sentence.start])))
            if sentence.start in weights
            else sentence
            for sentence in analysis.sentences
        ),
    )
