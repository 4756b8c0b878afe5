# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What is marked: the author is never charged with a source's words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Attribution, Form, Label, LoadedWord, Sentence, Span, Voice
from reader.document.copies import view_from_dict
from reader.document.marks import Mark, MarkKind, View, marks, sentence_mark, subtract, union

TEXT = 'The plan is a disgrace, "a gift to the rich," Ada Moss said. Taxes rose.'
QUOTE = Span(TEXT.index('"'), TEXT.index('" Ada') + 1)
FIRST = Span(0, TEXT.index(" Taxes"))


def sentence(span, label=Label.OPINION, opinion=0.9, voice=Voice.AUTHOR):
    return Sentence(span.start, span.end, label, opinion, voice)


def attribution(span):
    return Attribution((), (), (span,), Form.DIRECT, (), 0.8)


def test_the_words_of_a_source_are_left_out_of_the_authors_opinion():
    found = marks(TEXT, [sentence(FIRST)], [attribution(QUOTE)], [], 0.6)
    opinions = [TEXT[m.start : m.end] for m in found if m.kind is MarkKind.OPINION]
    assert opinions == ["The plan is a disgrace,", "Ada Moss said."]
    assert [m for m in found if m.kind is MarkKind.VIEWPOINT] == [
        Mark(MarkKind.VIEWPOINT, QUOTE.start, QUOTE.end, 0.8)
    ]


def test_a_sentence_made_of_a_sources_words_is_no_opinion_however_probable():
    quoted = sentence(FIRST, voice=Voice.ATTRIBUTED, opinion=0.99)
    assert sentence_mark(quoted, 0.5) is MarkKind.VIEWPOINT
    assert not [m for m in marks(TEXT, [quoted], [], [], 0.5) if m.kind is MarkKind.OPINION]


@pytest.mark.parametrize(
    ("label", "opinion", "expected"),
    [
        (Label.OPINION, 0.7, MarkKind.OPINION),
        (Label.OPINION, 0.6, MarkKind.OPINION),
        (Label.OPINION, 0.59, None),
        (Label.UNCLEAR, 0.5, MarkKind.UNCLEAR),
        (Label.FACTUAL, 0.1, MarkKind.FACT),
    ],
)
def test_what_a_sentence_counts_as(label, opinion, expected):
    assert sentence_mark(sentence(FIRST, label, opinion), 0.6) is expected


def test_a_sentence_below_the_readers_threshold_is_not_shown_as_fact():
    found = marks(TEXT, [sentence(FIRST, opinion=0.65)], [], [], 0.9)
    assert found == []


def test_loaded_words_are_marked_inside_anybodys_words():
    found = marks(TEXT, [], [attribution(QUOTE)], [LoadedWord(24, 28, 0.7)], 0.6)
    assert Mark(MarkKind.LOADED, 24, 28, 0.7) in found


def test_unclear_marks_have_a_switch_of_their_own():
    assert View(opinion=False).shows(MarkKind.UNCLEAR)
    assert not View(unclear=False).shows(MarkKind.UNCLEAR)
    assert View(unclear=False).shows(MarkKind.OPINION)
    assert not View().shows(MarkKind.FACT)
    # In older copies they went with the opinions.
    assert not view_from_dict({"opinion": False}).unclear
    assert view_from_dict({"facts": True}).unclear


spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda p: Span(min(p), max(p)))


@given(spans, st.lists(spans, max_size=6))
def test_subtracting_leaves_exactly_what_no_hole_covers(span, holes):
    left = [i for part in subtract(span, holes) for i in range(part.start, part.end)]
    covered = {i for hole in holes for i in range(hole.start, hole.end)}
    assert left == [i for i in range(span.start, span.end) if i not in covered]


@given(st.lists(spans, max_size=8))
def test_a_union_covers_what_its_parts_cover_and_in_order(parts):
    joined = union(parts)
    assert joined == sorted(joined)
    assert {i for s in joined for i in range(s.start, s.end)} == {
        i for s in parts for i in range(s.start, s.end)
    }
