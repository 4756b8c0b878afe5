# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Loaded words beside quotations: what judges is the author's, "he said" is nobody's."""

import pytest

from reader.analysis.judging.loaded import judging_words
from reader.document import Attribution, Form, LoadedWord, Span
from tests.building import article_of, evidence_of

TEXT = "The plan is a farce. “It is a fraud,” the tired mayor falsely {verb} on Monday."


def marked(verb, word):
    text = TEXT.format(verb=verb)

    def span(part):
        start = text.index(part)
        return Span(start, start + len(part))

    content = span("“It is a fraud,”")
    said = Attribution(
        (span("the tired mayor"),), (span(f"falsely {verb}"),), (content,), Form.DIRECT, (), 0.9
    )
    loaded = [LoadedWord(*(s.start, s.end), 0.8) for s in (span("farce"), span(word))]
    kept = judging_words(loaded, [said], evidence_of(article_of(text)))
    return [text[item.start : item.end] for item in kept]


@pytest.mark.parametrize(
    ("verb", "word", "kept"),
    [
        ("said", "said", False),
        ("added", "mayor", False),
        ("said", "fraud", True),
        ("bragged", "bragged", True),
        ("ranted", "ranted", True),
        ("said", "falsely", True),
    ],
)
def test_only_words_that_judge_are_loaded_beside_a_quotation(verb, word, kept):
    assert marked(verb, word) == ["farce", *([word] if kept else [])]
