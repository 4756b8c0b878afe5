# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
import numpy as np
import pytest

from reader.analysis.comparing.grouping import Grouping
from reader.analysis.comparing.nearness import closeness, mutual, nearness

# Eight words that have nothing to do with each other, and a ninth that is near the first.
VECTORS = np.vstack([np.eye(8), [0.9, 0.1, 0, 0, 0, 0, 0, 0]]).astype(np.float32)


def near(left, right):
    return nearness(left, right, lambda pieces: VECTORS[list(pieces)])


def test_the_same_words_are_nearer_than_some_of_them_and_those_than_none():
    found = near([[0, 1, 2], [3, 4]], [[0, 1, 2], [0, 1, 5], [6, 7]])
    assert found[0, 0] == pytest.approx(1.0, abs=1e-5)
    assert found[0, 0] > found[0, 1] > found[0, 2]


def test_another_word_for_the_same_counts():
    found = near([[0, 2], [5, 6]], [[8, 2], [1, 2], [5, 7]])
    assert found[0, 0] > found[0, 1]


def test_a_word_that_stands_everywhere_tells_little():
    # All speak of 0; only the first two also of 1.
    found = near([[0, 1], [0, 2], [0, 3]], [[0, 1], [0, 4], [0, 5]])
    assert found[0, 0] > 0.9
    assert found[1, 1] < 0.5


def test_a_sentence_without_words_is_near_to_nothing():
    found = near([[0, 1], []], [[0, 1], []])
    assert not found[1].any()
    assert not found[:, 1].any()


def test_only_each_other_s_nearest_are_taken_and_only_near_ones():
    matrix = np.array([[0.9, 0.8, 0.0], [0.85, 0.1, 0.0], [0.0, 0.0, 0.3]], np.float32)
    assert [pair[:2] for pair in mutual(matrix, 0.5)] == [(0, 0)]
    assert [pair[:2] for pair in mutual(matrix, 0.2)] == [(0, 0), (2, 2)]
    assert closeness(matrix) == pytest.approx((0.9 + 0.85 + 0.3 + 0.9 + 0.8 + 0.3) / 6)


def test_a_group_holds_one_of_each_article_and_the_surest_pair_goes_first():
    grouping = Grouping[str]()
    grouping.join([((0, "a"), (1, "b")), ((1, "b"), (2, "c")), ((0, "d"), (2, "c"))])
    assert sorted(grouping.rows(3)) == [["a", "b", "c"]]


def test_two_that_do_not_fit_are_not_joined_through_a_third():
    grouping = Grouping[str](lambda one, other: {one[1], other[1]} != {"a", "c"})
    grouping.join([((0, "a"), (1, "b")), ((1, "b"), (2, "c"))])
    assert grouping.rows(3) == [["a", "b", None]]
