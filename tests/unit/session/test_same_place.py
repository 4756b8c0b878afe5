# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A reader goes on at the same words, or as near to them as there are any."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.session.same_place import same_place

OLD = "Title\n\nThe first point.\n\nThe second point, at length.\n\nThe third point.\n\nThe end."


@pytest.mark.parametrize(
    ("new", "words", "found"),
    [
        (OLD, "second", "second"),
        ("A new first line.\n\n" + OLD, "second", "second"),
        (OLD + "\n\nA correction.", "second", "second"),
        ("New.\n\n" + OLD.replace("The third", "The last") + "\n\nMore.", "second", "second"),
        # In a line that was rewritten, after the change and before it.
        (OLD.replace("The second", "A strong second"), "length", "length"),
        (OLD.replace("at length", "at some length"), "second", "second"),
        # The line itself is gone: what follows.
        (OLD.replace("The second point, at length.\n\n", ""), "second", "The third"),
        (OLD.replace("\n\nThe third point.\n\nThe end.", ""), "The end", None),
        # Moved further down.
        (
            "Title\n\nThe third point.\n\nThe first point.\n\nThe second point, at length.\n\nZ",
            "second",
            "second",
        ),
    ],
)
def test_the_place_is_found_again(new, words, found):
    expected = len(new) if found is None else new.index(found)
    assert same_place(OLD, new, OLD.index(words)) == expected


@given(st.text("ab\n", max_size=40), st.text("ab\n", max_size=40), st.integers(0, 40))
def test_the_place_is_always_within_the_new_text(old, new, offset):
    offset = min(offset, len(old))
    assert 0 <= same_place(old, new, offset) <= len(new)
    assert same_place(old, old, offset) == offset
