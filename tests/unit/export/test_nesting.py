# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
from hypothesis import given
from hypothesis import strategies as st

from reader.document import Span
from reader.document.marks import MarkKind
from reader.export.content import CopyMark
from reader.export.nesting import Closed, Opened, nest


def mark(start, end, kind=MarkKind.OPINION):
    return CopyMark(kind, start, end, 0.5, "name", "reason")


@st.composite
def marks(draw):
    start = draw(st.integers(0, 40))
    end = draw(st.integers(start, 45))
    return mark(start, end, draw(st.sampled_from(MarkKind)))


@given(st.integers(0, 20), st.integers(0, 25), st.lists(marks(), max_size=8))
def test_pieces_nest_and_cover_exactly_their_marks(start, length, found):
    whole = Span(start, start + length)
    opened = []
    covered = {}
    begun, ended = [], []
    position = whole.start
    for part in nest(whole, found):
        if isinstance(part, Span):
            assert part.start == position
            assert part.end > part.start
            position = part.end
            for piece in opened:
                covered.setdefault(id(piece.mark), set()).update(range(part.start, part.end))
        elif isinstance(part, Opened):
            opened.append(part)
            begun += [id(part.mark)] * part.first
            ended += [id(part.mark)] * part.last
        else:
            assert isinstance(part, Closed)
            assert opened.pop().mark is part.mark
    assert opened == []
    assert position == whole.end
    visible = [item for item in found if item.span.overlap(whole)]
    assert sorted(begun) == sorted(ended) == sorted(map(id, visible))
    for item in visible:
        expected = range(max(item.start, whole.start), min(item.end, whole.end))
        assert covered[id(item)] == set(expected)


def test_a_word_across_the_end_of_a_sentence_is_split_there():
    sentence, phrase = mark(0, 10), mark(8, 14, MarkKind.LOADED)
    assert list(nest(Span(0, 20), [phrase, sentence])) == [
        Opened(sentence, first=True, last=True),
        Span(0, 8),
        Opened(phrase, first=True, last=False),
        Span(8, 10),
        Closed(phrase),
        Closed(sentence),
        Opened(phrase, first=False, last=True),
        Span(10, 14),
        Closed(phrase),
        Span(14, 20),
    ]


def test_of_two_marks_over_the_same_words_the_loaded_word_is_the_inner_one():
    sentence, word = mark(0, 4, MarkKind.UNCLEAR), mark(0, 4, MarkKind.LOADED)
    parts = list(nest(Span(0, 4), [word, sentence]))
    assert parts[0] == Opened(sentence, first=True, last=True)
    assert parts[1] == Opened(word, first=True, last=True)


def test_thousands_of_marks_over_each_other_are_no_trouble():
    found = [mark(i, 4000 - i) for i in range(1500)]
    parts = list(nest(Span(0, 4000), found))
    assert sum(isinstance(part, Opened) for part in parts) == 1500
