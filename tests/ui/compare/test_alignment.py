# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which pairs of sentences two columns can follow, and the heights in between."""

import dataclasses

import pytest

from reader.document import Span
from reader.document.comparison import Related
from reader.ui.compare.alignment import Pair, across, in_step, pairs_of
from tests.comparisons import comparison_of_two

pytestmark = pytest.mark.issue(17)


def pairs(*places):
    return [Pair(Span(a, a + 1), Span(b, b + 1), 0.9) for a, b in places]


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ([], []),
        ([(1, 5)], [(1, 5)]),
        ([(1, 1), (2, 2), (3, 3)], [(1, 1), (2, 2), (3, 3)]),
        ([(1, 3), (2, 1), (3, 4), (4, 2), (5, 5)], [(2, 1), (4, 2), (5, 5)]),
        # One sentence there that holds two from here is one place to scroll to.
        ([(1, 4), (2, 4)], [(2, 4)]),
        ([(1, 9), (2, 8), (3, 7)], [(3, 7)]),
    ],
)
def test_as_many_as_possible_are_followed_in_one_order(told, kept):
    found = [(pair.left.start, pair.right.start) for pair in in_step(pairs(*told))]
    assert len(found) == len(kept)
    assert found == kept
    assert found == sorted(found, key=lambda place: place[1])


def test_between_two_places_the_other_page_moves_evenly():
    anchors = [(0, 0), (100, 300), (200, 320)]
    assert [across(height, anchors) for height in (-5, 0, 50, 100, 150, 200, 400)] == [
        0,
        0,
        150,
        300,
        310,
        320,
        320,
    ]


def test_what_is_near_by_chance_is_no_pair():
    comparison = comparison_of_two()
    assert len(pairs_of(comparison, 0, 1)) == 1
    apart = dataclasses.replace(comparison, related=Related(0.1, (0, 1)))
    assert pairs_of(apart, 0, 1) == []
