# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Posts in an article, signed below their words."""

import pytest

from reader.analysis.syntax.posts import signatures, words_of_post
from reader.document import BlockKind
from tests.building import article_of, evidence_of

QUOTE = BlockKind.QUOTE


def signed(*blocks):
    """By each block's number, who has posted what it holds."""
    article = article_of(*blocks)
    found = signatures(evidence_of(article))
    return {k: article.text[item.name.start : item.name.end] for k, item in found.items()}


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Late again. — Ann Stone (@annstone) May 2, 2024", "Ann Stone"),
        ("Late again.\n– Ann Stone (@annstone) 2 May 2024", "Ann Stone"),
        ("Late again. -- @annstone, 2024-05-02", "@annstone"),
        ("Late again. — Ann (@ann.bsky.social) May 2, 2024 at 4:12 PM", "Ann"),
        ("Late again. — Ann Stone, May 2, 2024", None),
        ("Late again. — Ann Stone (@annstone)", None),
        ("Write to ann@example.org — or call (555) 2024.", None),
    ],
)
def test_a_paragraph_is_a_post_where_name_handle_and_day_sign_it(words, name):
    assert signed(words) == ({0: name} if name else {})


@pytest.mark.issue(14)
def test_a_signature_of_its_own_signs_what_is_set_apart_above_it():
    blocks = ["It rained.", (QUOTE, "Late again."), (QUOTE, "No bus."), (QUOTE, "— Ann (@ann)")]
    assert signed(*blocks) == {1: "Ann", 2: "Ann"}
    assert signed("It rained.", (QUOTE, "— Ann (@ann)")) == {}


@pytest.mark.issue(14)
def test_the_signature_is_none_of_the_words():
    (piece,) = evidence_of(article_of((QUOTE, "Late again. — Ann (@ann)")))
    assert words_of_post(piece).end == len("Late again.")
