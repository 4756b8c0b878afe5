# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands in quotation marks and is a name, beside what somebody says."""

import pytest

from reader.document import BlockKind
from tests.building import article_of, evidence_of


def marked(words, kind=BlockKind.PARAGRAPH):
    """The quotations of a text and the names in marks, without the marks."""
    (piece,) = evidence_of(article_of((kind, words)))
    return tuple(
        [piece.text[span.start + 1 : span.end - 1] for span in spans]
        for spans in ([quote.span for quote in piece.quotes], piece.inscribed)
    )


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    "words",
    [
        "Ann “Red” Stone left.",
        "Ann (“Red”) Stone left.",
        "The boat, known as “Red”, left.",
        "The boat was nicknamed “Red” by them.",
        "They nicknamed the mayor “Red”.",
        "The locals call the hill “Red”.",
        "He calls himself “Red”.",
        "He goes by the name “Red”.",
        "The term “Red” is old.",
        "The so-called “Red” is old.",
        "Stone, alias “Red”, left.",
    ],
)
def test_a_name_is_no_quotation(words):
    assert marked(words) == ([], ["Red"])


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("She called it “a mess”.", "a mess"),
        ("Stone called him “Red Ron”.", "Red Ron"),
        ("He calls himself “a plain man”.", "a plain man"),
        ("Friends remember him as “the best man”.", "the best man"),
        ("Nobody said the words “we are sorry”.", "we are sorry"),
        ("Ann Stone: “Red is fine.” Bob laughed.", "Red is fine."),
        ("They shouted “Stop The War” all day.", "Stop The War"),
        ("“Stop The War” is all she knows.", "Stop The War"),
    ],
)
def test_what_somebody_says_is_no_name(words, quoted):
    assert marked(words) == ([quoted], [])


@pytest.mark.issue(14)
def test_capitals_make_a_title_but_not_in_a_headline():
    words = "The crew of the “Northern Light” left."
    assert marked(words) == ([], ["Northern Light"])
    assert marked(words, BlockKind.TITLE) == (["Northern Light"], [])
