# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who may judge a mention, by the syntax around it, and what states nothing."""

import pytest

from reader.analysis.judging.attitudes import open_to_judgement, standing
from reader.analysis.judging.opinion import unasserted
from reader.document import BlockKind, Span
from tests.building import article_of, evidence_of


@pytest.mark.parametrize(
    ("words", "whose"),
    [
        ("They are blinded by their hatred for Stone.", "their"),
        ("Ruiz scolded Stone for the delay.", "Ruiz"),
        ("Stone was criticised by Ruiz.", "Ruiz"),
        ("Ruiz's contempt for Stone is well known.", "Ruiz"),
    ],
)
def test_an_attitude_is_theirs_who_have_it(words, whose):
    start = words.index("Stone")
    mention = Span(start, start + 5)
    held = standing(evidence_of(article_of(words)), [mention]).held
    assert whose in words[held[mention].start : held[mention].end]


def test_what_is_denied_is_not_claimed():
    words = "This does not mean that Stone lied."
    start = words.index("Stone")
    assert not open_to_judgement(evidence_of(article_of(words)), Span(start, start + 5))


@pytest.mark.parametrize(
    ("kind", "words", "nothing"),
    [
        (BlockKind.PARAGRAPH, "When does the vote end?", True),
        (BlockKind.PARAGRAPH, "Must we really wait for another disaster?", False),
        (BlockKind.PARAGRAPH, "A mortgage is a loan that is secured by a house.", True),
        (BlockKind.PARAGRAPH, "This tax is a mistake that hurts us all.", False),
        (BlockKind.HEADING, "The road ahead", True),
        (BlockKind.HEADING, "How it works", True),
        (BlockKind.HEADING, "This plan is a disaster", False),
    ],
)
def test_questions_names_and_definitions_state_nothing(kind, words, nothing):
    article = article_of((kind, words))
    found = unasserted(evidence_of(article), [Span(0, len(words))], words)
    assert found == [nothing]
