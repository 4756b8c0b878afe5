# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The reader's marks find their words again, in the same text and in a changed one."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.document import Span
from reader.document.anchors import Haystack, anchored
from reader.document.readers_marks import Act, mark_from_dict, mark_to_dict, new_mark, place

TEXT = "The mayor said no. The plan is a farce. The mayor said no. Everybody left."


def of(words, text=TEXT, number=0):
    start = -1
    for _ in range(number + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def test_in_its_own_text_a_mark_stands_where_it_was_made():
    second = of("The mayor said no.", number=1)
    assert Haystack(TEXT).find(anchored(TEXT, second)) == second


def test_of_two_equal_quotations_the_one_with_the_same_surroundings_is_found():
    anchor = anchored(TEXT, of("The mayor said no.", number=1))
    changed = "A new beginning, as long as it likes to be. " + TEXT
    assert Haystack(changed).find(anchor) == of("The mayor said no.", changed, 1)


def test_words_broken_into_other_lines_are_found():
    anchor = anchored(TEXT, of("The plan is a farce."))
    changed = TEXT.replace("plan is", "plan\n   is")
    assert Haystack(changed).find(anchor) == of("The plan\n   is a farce.", changed)


def test_words_that_are_gone_are_lost_and_kept():
    mark = new_mark(Act.NOTE, anchored(TEXT, of("a farce")), value="Strong.", tags=["tone"])
    placed, lost = place([mark], TEXT.replace("a farce", "excellent"))
    assert (placed, lost) == ((), (mark,))


def test_a_merge_needs_both_its_places():
    mayor, everybody = anchored(TEXT, of("The mayor")), anchored(TEXT, of("Everybody"))
    merge = new_mark(Act.MERGE, mayor, other=everybody)
    placed, lost = place([merge], TEXT)
    assert placed[0].other == of("Everybody")
    assert not lost
    assert place([merge], TEXT.replace("Everybody", "All"))[1] == (merge,)


def test_damaged_offsets_do_not_lead_astray():
    anchor = replace(anchored(TEXT, of("a farce")), start=0, end=7)
    assert Haystack(TEXT).find(anchor) == of("a farce")


@given(st.text(), st.data())
def test_any_place_of_any_text_survives_json(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    mark = new_mark(Act.NOTE, anchored(text, Span(start, end)), value="x", tags=["a", "b"])
    again = mark_from_dict(mark_to_dict(mark))
    assert again == mark
    placed, _ = place([again], text)
    assert placed[0].span == Span(start, end)
